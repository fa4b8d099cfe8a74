package document_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"

	"thidua/campaign"
	"thidua/handlers/document"
)

// kindsSheet has what a section holds besides numbers and whole percentages, and
// parts of B with caps of their own.
func kindsSheet() *campaign.Sheet {
	return &campaign.Sheet{
		Version: "2021.1", Total: campaign.Whole(100), BonusCap: campaign.Whole(5), DeductionCap: campaign.Whole(10),
		Sections: []campaign.Section{
			{ID: "A", Title: "Nhiệm vụ", Max: campaign.Whole(60)},
			{ID: "B", Title: "Phong trào", Max: campaign.Whole(42), Cap: campaign.Whole(40)},
			{ID: "B-1", Title: "Công trình, hoạt động", Parent: "B", Max: 1025, Cap: campaign.Whole(8)},
			{ID: "B-2", Title: "Tỷ lệ", Parent: "B", Max: 425},
		},
		Criteria: []campaign.Criterion{
			{ID: "A1", Section: "A", Title: "Quy chế dân chủ", Kind: campaign.KindPass, Max: campaign.Whole(25)},
			{ID: "A2", Section: "A", Title: "Mô hình", Kind: campaign.KindPass, Max: campaign.Whole(25), MayNotApply: true},
			{ID: "A3", Section: "A", Title: "Sáng kiến", Kind: campaign.KindRelative, Max: campaign.Whole(10), Best: 4150, Measure: "sáng kiến"},
			{ID: "B1", Section: "B-1", Title: "Công trình", Kind: campaign.KindCount, Max: 725, Each: 50, MayNotApply: true},
			{ID: "B2", Section: "B-1", Title: "Hoạt động chung", Kind: campaign.KindCount, Max: campaign.Whole(3), Each: campaign.Whole(1), DeskOnly: true},
			{ID: "B3", Section: "B", Title: "Phong trào", Kind: campaign.KindNumber, Max: 2975},
			{ID: "B4", Section: "B-2", Title: "Tỷ lệ phát động", Kind: campaign.KindPercentage, Max: 225, Threshold: 9850, MayNotApply: true},
			{ID: "B5", Section: "B-2", Title: "Tỷ lệ kỷ luật", Kind: campaign.KindPercentage, Max: 200, Threshold: 150, AtMost: true},
		},
	}
}

func kindsPaper(entries map[string]campaign.Entry) document.ScoreSheetPaper {
	return document.ScoreSheetPaper{
		Year: 2021, Unit: "Tòa án nhân dân tỉnh", Sheet: kindsSheet(), Key: sheetKey(), Secret: secret, Made: made,
		Entries: entries, Timely: map[string]campaign.Timeliness{},
	}
}

// recalculated is what the formula of a cell comes to, whatever value was put
// beside it.
func recalculated(t *testing.T, f *excelize.File, sheet, cell string) campaign.Points {
	t.Helper()
	formula, err := f.GetCellFormula(sheet, cell)
	if err != nil || formula == "" {
		t.Fatalf("%s holds no formula (%v)", cell, err)
	}
	v, err := f.CalcCellValue(sheet, cell, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatalf("%s: %s: %v", cell, formula, err)
	}
	return figure(v)
}

// TestKindsAreComputedAlike: the formulas of the sheet come to the points,
// sums and total of the contest's own rules.
func TestKindsAreComputedAlike(t *testing.T) {
	for i, entries := range []map[string]campaign.Entry{
		{},
		{"A1": {Value: 1}, "A2": {Value: 0}, "A3": {Value: 1225}, "B1": {Value: 3}, "B2": {Value: 2}, "B3": {Value: 2000}},
		{"A1": {Value: 1}, "A2": {NotApplicable: true, Reason: "Không thuộc diện"}, "B1": {Value: 15}, "B2": {Value: 3}, "B3": {Value: 2975}, "B4": {Value: 10000}, "B5": {}, "A3": {Value: 5000}},
		{"A1": {Value: 0}, "A2": {Value: 1}, "A3": {Value: 4150}, "B1": {Value: 14}, "B4": {Value: 9712}, "B5": {Value: 151}},
		{"A2": {NotApplicable: true, Reason: "Không thuộc diện"}, "B1": {NotApplicable: true, Reason: "Không thuộc diện"}, "B4": {NotApplicable: true, Reason: "Không thuộc diện"}, "B3": {Value: 2975}, "B5": {Value: 150}},
		{"B1": {Value: 15}, "B2": {Value: 3}, "B4": {NotApplicable: true, Reason: "Không thuộc diện"}, "B3": {Value: 2975}, "B5": {Value: 9999}, "A3": {}},
	} {
		f := openBook(t, build2(t)(document.ScoreSheetBook(kindsPaper(entries))))
		want := campaign.Add(kindsSheet(), entries, nil)
		for row, id := range map[int]string{5: "A1", 6: "A2", 7: "A3", 9: "B3", 11: "B1", 14: "B4", 15: "B5"} {
			at := fmt.Sprint("H", row)
			if got := recalculated(t, f, "Bảng chấm điểm", at); got != want.Scores[id] {
				t.Errorf("%d: %s is %s, want %s", i, id, got, want.Scores[id])
			}
			// A program that does not compute shows what the file holds.
			if got := figure(cellOf(t, f, "Bảng chấm điểm", at)); got != want.Scores[id] {
				t.Errorf("%d: %s is stored as %s, want %s", i, id, got, want.Scores[id])
			}
		}
		for row, id := range map[int]string{4: "A", 8: "B", 10: "B-1", 13: "B-2"} {
			if got := recalculated(t, f, "Bảng chấm điểm", fmt.Sprint("H", row)); got != want.Sections[id] {
				t.Errorf("%d: section %s is %s, want %s", i, id, got, want.Sections[id])
			}
		}
		if got := recalculated(t, f, "Bảng chấm điểm", "C16"); got != want.NotApplied {
			t.Errorf("%d: what does not apply is %s, want %s", i, got, want.NotApplied)
		}
		if got := recalculated(t, f, "Bảng chấm điểm", "H16"); got != want.Total {
			t.Errorf("%d: the total is %s, want %s", i, got, want.Total)
		}
	}
}

// TestKindsComeBack: what is typed for them is read by their kind, within limits.
func TestKindsComeBack(t *testing.T) {
	f := openBook(t, build2(t)(document.ScoreSheetBook(kindsPaper(map[string]campaign.Entry{"A1": {Value: 1}}))))
	for cell, v := range map[string]any{"E5": "không đạt", "E6": "có", "E7": 42.5, "E11": 3, "E12": 2, "E9": "8,5", "E14": 98.5, "E15": 0.8} {
		set(t, f, cell, v)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	changes, problems := read(out.Bytes(), document.ExpectedSheet{
		Sheet: kindsSheet(), Key: sheetKey(), Secret: secret, Entries: map[string]campaign.Entry{"A1": {Value: 1}},
	})
	got := ""
	for _, c := range changes {
		got += fmt.Sprintf("%s=%d;", c.Criterion, c.New.Value)
	}
	if got != "A1=0;A3=4250;B3=850;B1=3;B4=9850;B5=80;" {
		t.Errorf("changes %s", got)
	}
	got = ""
	for _, p := range problems {
		got += p.Kind + " " + p.Cell + ";"
	}
	if got != document.SheetBadValue+" E6;"+document.SheetTextNumber+" E9;"+document.SheetStrayCell+" E12;" {
		t.Errorf("problems %s", got)
	}
}

// TestKindsInStandings: the formulas of the standings cut the parts to their caps.
func TestKindsInStandings(t *testing.T) {
	s := kindsSheet()
	var list []campaign.Standing
	for i, entries := range []map[string]campaign.Entry{
		{"A1": {Value: 1}, "A2": {Value: 1}, "A3": {Value: 4150}, "B1": {Value: 15}, "B2": {Value: 3}, "B3": {Value: 2975}, "B4": {Value: 9850}, "B5": {}},
		{"A1": {Value: 1}, "B1": {Value: 15}, "B2": {Value: 3}, "B3": {Value: 2000}, "B4": {NotApplicable: true}, "B5": {Value: 9999}},
	} {
		list = append(list, campaign.Standing{Place: i + 1, Unit: campaign.Unit{Name: unitName(i)}, Tally: campaign.Add(s, entries, nil)})
	}
	f := openBook(t, build2(t)(document.StandingsBook(document.StandingsPaper{Bloc: "Khối", Year: 2021, Sheet: s, Standings: list, Made: made})))
	for i, st := range list {
		for column, want := range map[string]campaign.Points{"C": st.Tally.Sections["A"], "D": st.Tally.Sections["B"], "E": st.Tally.Base, "J": st.Tally.Total} {
			if got := recalculated(t, f, "Xếp hạng", fmt.Sprint(column, 4+i)); got != want {
				t.Errorf("%s%d is %s, want %s", column, 4+i, got, want)
			}
		}
	}
	if list[0].Tally.Total != campaign.Whole(100) || list[1].Tally.Sections["B-1"] != campaign.Whole(8) {
		t.Errorf("totals %s, part %s", list[0].Tally.Total, list[1].Tally.Sections["B-1"])
	}
}
