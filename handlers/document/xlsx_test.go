package document_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"thidua/campaign"
	"thidua/handlers/document"
)

func openBook(t testing.TB, file []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func cellOf(t testing.TB, f *excelize.File, sheet, cell string) string {
	t.Helper()
	v, err := f.GetCellValue(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func register() document.RegisterPaper {
	r := receipt()
	line := func(unit, by string) document.RegisterLine {
		return document.RegisterLine{Submission: r.Submission, Unit: unit, Requirement: midYear.Title, By: by, State: "Đã tiếp nhận"}
	}
	duty := func(q campaign.Requirement, s campaign.DutyState, more func(*campaign.Duty)) campaign.Duty {
		d := campaign.Duty{Requirement: q, State: s, Open: true, LastDay: day(2021, 6, 14)}
		if more != nil {
			more(&d)
		}
		return d
	}
	return document.RegisterPaper{
		Bloc: "Khối thi đua Nội chính", Year: 2021, Zone: hanoi, Made: made, Note: "TẠM TÍNH đến 09h15 ngày 10/6/2021",
		Lines:        []document.RegisterLine{line("Tòa án nhân dân tỉnh", "=cmd|'/c calc'!A1"), line("+1+1", "@SUM(1)"), line("-2", "\t=1")},
		Requirements: []campaign.Requirement{midYear, yearEnd, ownPlan},
		Board: []document.BoardRow{
			{Unit: "Công an tỉnh", Duties: []campaign.Duty{
				duty(midYear, campaign.DutyHandedIn, func(d *campaign.Duty) { d.Number, d.LateDays = 12, 2 }),
				duty(yearEnd, campaign.DutyPartial, func(d *campaign.Duty) { d.MissingParts = []campaign.Part{campaign.PartSheet} }),
				duty(ownPlan, campaign.DutyHandedIn, func(d *campaign.Duty) { d.LastDay, d.Number = campaign.Date{}, 3 }),
			}},
			{Unit: "=2+2", Duties: []campaign.Duty{
				duty(midYear, campaign.DutyNone, func(d *campaign.Duty) { d.LateDays = 3 }),
				duty(yearEnd, campaign.DutyNone, func(d *campaign.Duty) { d.Open = false }), duty(ownPlan, campaign.DutyDraft, nil),
			}},
		},
	}
}

// TestRegisterBookHasNoFormula: nothing people typed is computed when the book
// is opened, and dates show the clock of the bloc.
func TestRegisterBookHasNoFormula(t *testing.T) {
	file := build2(t)(document.RegisterBook(register()))
	for _, name := range []string{"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"} {
		if bytes.Contains(part(t, file, name), []byte("<f>")) {
			t.Errorf("%s has a formula", name)
		}
	}
	f := openBook(t, file)
	for cell, want := range map[string]string{
		"A4": "12", "B4": "15/06/2021 00:12", "C5": "+1+1", "C6": "-2", "F4": "Đúng hạn", "H4": "2", "L4": "=cmd|'/c calc'!A1", "L5": "@SUM(1)",
		"I4": "Báo cáo sơ kết 6 tháng đầu năm 2021 (ký số).pdf\nPhụ lục số liệu.xlsx",
	} {
		if got := cellOf(t, f, "Sổ đến", cell); got != want {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
	for cell, want := range map[string]string{
		"C4": "Đã nộp, số đến 12, trễ 02 ngày", "D4": "Thiếu Bảng chấm điểm", "E4": "Đã nộp, số đến 3",
		"B5": "=2+2", "C5": "Chưa nộp, quá hạn 03 ngày", "D5": "Chưa mở", "E5": "Đang soạn, chưa nộp", "A2": "TẠM TÍNH đến 09h15 ngày 10/6/2021",
	} {
		if got := cellOf(t, f, "Tình hình", cell); got != want {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
	if !bytes.Equal(file, build2(t)(document.RegisterBook(register()))) {
		t.Error("the same register twice gives other bytes")
	}
}

func build2(t testing.TB) func([]byte, error) []byte {
	return func(file []byte, err error) []byte { t.Helper(); return build(t, file, err) }
}

// blind takes the computed values out of a workbook, so that only a program
// that computes can show them.
func blind(t *testing.T, file []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	cached := regexp.MustCompile(`</f><v>[^<]*</v>`)
	for _, f := range z.File {
		content := cached.ReplaceAll(part(t, file, f.Name), []byte(`</f>`))
		e, err := w.Create(f.Name)
		if err == nil {
			_, err = e.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// computed is the first sheet of a workbook as an office program computes it.
func computed(t *testing.T, file []byte) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(office(t, blind(t, file), "b.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// figure reads what an office program of any language shows.
func figure(s string) campaign.Points {
	f, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err != nil {
		return -1
	}
	return campaign.Points(f*100 + 0.5)
}

// TestStandingsAreComputedAlike: the formulas of the workbook, computed by
// another program, come to the totals of the contest's own rules, for sheets
// with what does not apply, caps and halves to round.
func TestStandingsAreComputedAlike(t *testing.T) {
	if testing.Short() {
		t.Skip("starts an office program")
	}
	s := scoreSheet()
	list := standings(s, 60)
	rows := computed(t, build2(t)(document.StandingsBook(document.StandingsPaper{Bloc: "Khối", Year: 2021, Sheet: s, Standings: list, Note: "TẠM TÍNH", Made: made})))
	rebased := false
	for i, st := range list {
		row := rows[3+i]
		want := []campaign.Points{
			st.Tally.Sections["A"], st.Tally.Sections["B"], st.Tally.Base, st.Tally.NotApplied, st.Tally.Rebased, st.Tally.Bonus, st.Tally.Deduction, st.Tally.Total,
		}
		for k, w := range want {
			if got := figure(row[2+k]); got != w {
				t.Errorf("%s, column %d: %q is not %s", st.Unit.Name, k+3, row[2+k], w)
			}
		}
		rebased = rebased || st.Tally.NotApplied > 0
	}
	if !rebased {
		t.Error("no unit has something that does not apply")
	}
}

// TestHalvesAreRoundedAlike: sums that scale to exactly half a hundredth.
func TestHalvesAreRoundedAlike(t *testing.T) {
	if testing.Short() {
		t.Skip("starts an office program")
	}
	s := &campaign.Sheet{Total: 10000, Sections: []campaign.Section{{ID: "A", Max: 10000}}, Criteria: []campaign.Criterion{
		{ID: "A1", Section: "A", Kind: campaign.KindNumber, Max: 8000, Step: 1}, {ID: "A2", Section: "A", Kind: campaign.KindNumber, Max: 2000, MayNotApply: true},
	}}
	var list []campaign.Standing
	for v := int64(2); v < 8000; v += 4 * 37 { // v × 1,25 ends in 5/1000
		tally := campaign.Add(s, map[string]campaign.Entry{"A1": {Value: v}, "A2": {NotApplicable: true}}, nil)
		list = append(list, campaign.Standing{Place: 1, Unit: campaign.Unit{Name: fmt.Sprint(v)}, Tally: tally})
	}
	rows := computed(t, build2(t)(document.StandingsBook(document.StandingsPaper{Sheet: s, Standings: list, Made: made})))
	for i, st := range list {
		if got := figure(rows[3+i][8]); got != st.Tally.Total {
			t.Errorf("%s scaled is %q, not %s", st.Unit.Name, rows[3+i][8], st.Tally.Total)
		}
	}
}

func TestStandingsBook(t *testing.T) {
	p := document.StandingsPaper{Bloc: "Khối", Year: 2021, Sheet: scoreSheet(), Standings: standings(scoreSheet(), 7), Note: "TẠM TÍNH đến 09h15", Made: made}
	file := build2(t)(document.StandingsBook(p))
	f := openBook(t, file)
	first := p.Standings[0]
	if got := cellOf(t, f, "Xếp hạng", "B4"); got != first.Unit.Name {
		t.Errorf("first is %q", got)
	}
	// Values are there for programs that do not compute.
	if got := cellOf(t, f, "Xếp hạng", "J4"); figure(got) != first.Tally.Total {
		t.Errorf("total %q, want %s", got, first.Tally.Total)
	}
	if got := cellOf(t, f, "Xếp hạng", "K10"); got != "Không xếp hạng: chưa gửi đủ hồ sơ tổng kết" {
		t.Errorf("note %q", got)
	}
	if got := cellOf(t, f, "Xếp hạng", "A2"); got != p.Note {
		t.Errorf("note %q", got)
	}
	if !bytes.Equal(file, build2(t)(document.StandingsBook(p))) {
		t.Error("the same standings twice give other bytes")
	}
}

// TestScoreSheetBook: the office program adds the sheet up as the contest does;
// locked cells are locked and open ones open.
func TestScoreSheetBook(t *testing.T) {
	file := build2(t)(document.ScoreSheetBook(scorePaper()))
	f := openBook(t, file)
	validations, err := f.GetDataValidations("Bảng chấm điểm")
	limited := 0
	for _, v := range validations {
		limited += len(strings.Fields(v.Sqref))
	}
	if err != nil || limited != 8+1+8 || len(validations) >= limited {
		t.Errorf("%d limits on %d cells (%v)", len(validations), limited, err)
	}
	locked := func(cell string) bool {
		id, err := f.GetCellStyle("Bảng chấm điểm", cell)
		if err != nil {
			t.Fatal(err)
		}
		s, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		return s.Protection == nil || s.Protection.Locked
	}
	for cell, want := range map[string]bool{"E5": false, "F5": true, "F7": false, "G5": false, "A5": true, "B5": true, "D5": true, "H5": true, "E10": true, "E15": true} {
		if locked(cell) != want {
			t.Errorf("%s locked: %v", cell, !want)
		}
	}
	if !bytes.Contains(part(t, file, "xl/worksheets/sheet1.xml"), []byte("<sheetProtection")) {
		t.Error("the sheet is not protected")
	}
	if !bytes.Equal(file, build2(t)(document.ScoreSheetBook(scorePaper()))) {
		t.Error("the same sheet twice gives other bytes")
	}
	if testing.Short() {
		return
	}
	for _, row := range computed(t, file) {
		if strings.HasPrefix(row[1], "Tạm cộng") && figure(row[7]) != campaign.Add(scoreSheet(), entries(), nil).Total {
			t.Errorf("the sheet adds up to %q, not %s", row[7], campaign.Add(scoreSheet(), entries(), nil).Total)
		}
	}
}

func BenchmarkStandingsBook(b *testing.B) {
	s := largeSheet(200)
	p := document.StandingsPaper{Bloc: "Khối", Year: 2021, Sheet: s, Standings: standings(s, 100), Made: made}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := document.StandingsBook(p); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadScoreSheet(b *testing.B) {
	p := scorePaper()
	p.Sheet, p.Entries = largeSheet(200), nil
	file, err := document.ScoreSheetBook(p)
	if err != nil {
		b.Fatal(err)
	}
	want := expected()
	want.Sheet, want.Entries = p.Sheet, nil
	b.ReportAllocs()
	for b.Loop() {
		if _, problems := document.ReadScoreSheet(bytes.NewReader(file), int64(len(file)), want); len(problems) > 0 {
			b.Fatal(problems)
		}
	}
}
