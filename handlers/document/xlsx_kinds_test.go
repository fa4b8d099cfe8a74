package document_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"

	"thidua/campaign"
	"thidua/handlers/document"
)

// kindsSheet has what a section holds besides numbers and percentages.
func kindsSheet() *campaign.Sheet {
	return &campaign.Sheet{
		Version: "2021.1", Total: campaign.Whole(100), BonusCap: campaign.Whole(5), DeductionCap: campaign.Whole(10),
		Sections: []campaign.Section{{ID: "A", Title: "Nhiệm vụ", Max: campaign.Whole(60)}, {ID: "B", Title: "Phong trào", Max: campaign.Whole(40)}},
		Criteria: []campaign.Criterion{
			{ID: "A1", Section: "A", Title: "Quy chế dân chủ", Kind: campaign.KindPass, Max: campaign.Whole(35)},
			{ID: "A2", Section: "A", Title: "Mô hình", Kind: campaign.KindPass, Max: campaign.Whole(25), MayNotApply: true},
			{ID: "B1", Section: "B", Title: "Công trình", Kind: campaign.KindCount, Max: 725, Each: 50},
			{ID: "B2", Section: "B", Title: "Hoạt động chung", Kind: campaign.KindCount, Max: campaign.Whole(3), Each: campaign.Whole(1), DeskOnly: true},
			{ID: "B3", Section: "B", Title: "Phong trào", Kind: campaign.KindNumber, Max: 2975},
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

// TestKindsAreComputedAlike: the formulas of the sheet come to the points of the contest's own rules.
func TestKindsAreComputedAlike(t *testing.T) {
	for i, entries := range []map[string]campaign.Entry{
		{},
		{"A1": {Value: 1}, "A2": {Value: 0}, "B1": {Value: 3}, "B2": {Value: 2}, "B3": {Value: 2000}},
		{"A1": {Value: 1}, "A2": {NotApplicable: true, Reason: "Không thuộc diện"}, "B1": {Value: 15}, "B3": {Value: 2975}},
		{"A1": {Value: 0}, "A2": {Value: 1}, "B1": {Value: 14}},
	} {
		f := openBook(t, build2(t)(document.ScoreSheetBook(kindsPaper(entries))))
		want := campaign.Add(kindsSheet(), entries, nil)
		for row, id := range map[int]string{5: "A1", 6: "A2", 8: "B1", 10: "B3"} {
			if got := recalculated(t, f, "Bảng chấm điểm", fmt.Sprint("H", row)); got != want.Scores[id] {
				t.Errorf("%d: %s is %s, want %s", i, id, got, want.Scores[id])
			}
		}
	}
}

// TestKindsComeBack: what is typed for them is read by their kind, within limits.
func TestKindsComeBack(t *testing.T) {
	f := openBook(t, build2(t)(document.ScoreSheetBook(kindsPaper(map[string]campaign.Entry{"A1": {Value: 1}}))))
	for cell, v := range map[string]any{"E5": "không đạt", "E6": "có", "E8": 3, "E9": 2, "E10": "8,5"} {
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
	if got != "A1=0;B1=3;B3=850;" {
		t.Errorf("changes %s", got)
	}
	got = ""
	for _, p := range problems {
		got += p.Kind + " " + p.Cell + ";"
	}
	if got != document.SheetBadValue+" E6;"+document.SheetTextNumber+" E10;"+document.SheetStrayCell+" E9;" {
		t.Errorf("problems %s", got)
	}
}
