package document_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"thidua/campaign"
	"thidua/handlers/document"
)

const scoreName = "Bảng chấm điểm"

// The rows of scoreSheet: 4 heading A, 5 A1, 6 A2, 7 A7, 8 heading B, 9 B1,
// 10 B2 (auto), 11 heading, 12 D1, 13 D2, 14 heading, 15 E1 (desk), 16 E2,
// 17 heading, 18 G1, 19 total.

// filled is the unit's workbook after somebody worked on it.
func filled(t testing.TB, edit func(f *excelize.File)) []byte {
	t.Helper()
	f := openBook(t, build2(t)(document.ScoreSheetBook(scorePaper())))
	edit(f)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func set(t testing.TB, f *excelize.File, cell string, v any) {
	t.Helper()
	if err := f.SetCellValue(scoreName, cell, v); err != nil {
		t.Fatal(err)
	}
}

func read(file []byte, want document.ExpectedSheet) ([]document.SheetChange, []document.SheetProblem) {
	return document.ReadScoreSheet(bytes.NewReader(file), int64(len(file)), want)
}

func TestUntouchedSheetChangesNothing(t *testing.T) {
	for name, file := range map[string][]byte{
		"as made": build2(t)(document.ScoreSheetBook(scorePaper())), "saved again": filled(t, func(*excelize.File) {}),
	} {
		changes, problems := read(file, expected())
		if len(changes) > 0 || len(problems) > 0 {
			t.Errorf("%s: changes %+v, problems %+v", name, changes, problems)
		}
	}
}

// TestSheetThroughOfficeProgram: a real office program rewrites every part of
// the file; the answers stay.
func TestSheetThroughOfficeProgram(t *testing.T) {
	if testing.Short() {
		t.Skip("starts an office program")
	}
	file := filled(t, func(f *excelize.File) { set(t, f, "E9", 37.25); set(t, f, "G6", "Đã kết luận") })
	changes, problems := read(office(t, file, "bang.xlsx", "xlsx"), expected())
	if len(problems) > 0 || len(changes) != 2 || changes[0].Criterion != "A2" || changes[0].New.Reason != "Đã kết luận" || changes[1].New.Value != 3725 {
		t.Errorf("changes %+v, problems %+v", changes, problems)
	}
}

func TestSheetChanges(t *testing.T) {
	file := filled(t, func(f *excelize.File) {
		set(t, f, "E5", "98,5 %")               // was 97,5
		set(t, f, "E6", 8.3000000000000007-.05) // floats of office programs
		set(t, f, "F7", "")                     // applies now
		set(t, f, "E7", "2,5")
		set(t, f, "G7", "")
		set(t, f, "E9", 38)
		set(t, f, "E12", nil) // answer taken back
		set(t, f, "E16", 2)
		set(t, f, "E18", "không đạt")
	})
	changes, problems := read(file, expected())
	old := entries()
	want := []document.SheetChange{
		{Criterion: "A1", Old: old["A1"], New: campaign.Entry{Value: 9850}},
		{Criterion: "A2", Old: old["A2"], New: campaign.Entry{Value: 825, Reason: old["A2"].Reason}},
		{Criterion: "A7", Old: old["A7"], New: campaign.Entry{Value: 250}},
		{Criterion: "B1", Blank: true, New: campaign.Entry{Value: 3800}},
		{Criterion: "D1", Old: old["D1"], Erase: true},
		{Criterion: "E2", Blank: true, New: campaign.Entry{Value: 2}},
		{Criterion: "G1", Old: old["G1"], New: campaign.Entry{Value: 0}},
	}
	if d := cmp.Diff(want, changes); d != "" {
		t.Error(d)
	}
	told := []document.SheetProblem{
		{Kind: document.SheetTextNumber, Cell: "E5", Criterion: "A1", Text: "98,5 %"}, {Kind: document.SheetTextNumber, Cell: "E7", Criterion: "A7", Text: "2,5"},
	}
	if d := cmp.Diff(told, problems); d != "" {
		t.Error(d)
	}
}

// TestStaleSheet: what others changed in the chat meanwhile is not undone by a
// workbook that was made before; where both changed the same answer it is told.
func TestStaleSheet(t *testing.T) {
	file := filled(t, func(f *excelize.File) { set(t, f, "E6", 17); set(t, f, "E16", 1); set(t, f, "E9", 30) })
	want := expected()
	want.Key.Rev = 9
	want.Entries["A1"] = campaign.Entry{Value: 9900}                                 // changed in the chat only
	want.Entries["A2"] = campaign.Entry{Value: 1600, Reason: entries()["A2"].Reason} // changed in both
	want.Entries["B1"] = campaign.Entry{Value: 3000}                                 // both say the same
	changes, problems := read(file, want)
	if len(problems) != 1 || problems[0].Kind != document.SheetStale || !problems[0].Warns() {
		t.Errorf("problems %+v", problems)
	}
	if len(changes) != 2 || changes[0].Criterion != "A2" || !changes[0].Conflict || changes[1].Criterion != "E2" || changes[1].Conflict {
		t.Errorf("changes %+v", changes)
	}
}

// oddAnswer is one mistake in a filled-in sheet and what is said of it.
type oddAnswer struct {
	edit            func(f *excelize.File)
	kind, cell, why string
}

func oddAnswers(t *testing.T) map[string]oddAnswer {
	return map[string]oddAnswer{
		"above the maximum":  {func(f *excelize.File) { set(t, f, "E6", 17.25) }, document.SheetBadValue, "E6", string(campaign.AboveMax)},
		"a day for a number": {func(f *excelize.File) { set(t, f, "E6", 46150) }, document.SheetBadValue, "E6", string(campaign.AboveMax)},
		"no step":            {func(f *excelize.File) { set(t, f, "E6", 8.3) }, document.SheetBadValue, "E6", string(campaign.NotAStep)},
		"three decimals":     {func(f *excelize.File) { set(t, f, "E6", 8.255) }, document.SheetBadValue, "E6", string(campaign.NotAStep)},
		"a thousand":         {func(f *excelize.File) { set(t, f, "E6", "1.000") }, document.SheetBadValue, "E6", string(campaign.NotAStep)},
		"negative":           {func(f *excelize.File) { set(t, f, "E6", -1) }, document.SheetBadValue, "E6", string(campaign.Negative)},
		"words":              {func(f *excelize.File) { set(t, f, "E6", "tám") }, document.SheetBadValue, "E6", string(campaign.NotANumber)},
		"half a time":        {func(f *excelize.File) { set(t, f, "E12", 1.5) }, document.SheetBadValue, "E12", string(campaign.NotWhole)},
		"neither yes nor no": {func(f *excelize.File) { set(t, f, "E18", "có lẽ") }, document.SheetBadValue, "E18", string(campaign.NotYesNo)},
		"0,97 for 97 %":      {func(f *excelize.File) { set(t, f, "E5", .97) }, document.SheetPercent, "E5", ""},
		"a formula": {func(f *excelize.File) {
			if err := f.SetCellFormula(scoreName, "E6", "1+1"); err != nil {
				t.Fatal(err)
			}
		}, document.SheetFormula, "E6", ""},
		"does not apply, not allowed": {func(f *excelize.File) { set(t, f, "F6", "Không áp dụng") }, document.SheetBadApplies, "F6", ""},
		"applies perhaps":             {func(f *excelize.File) { set(t, f, "F7", "x") }, document.SheetBadApplies, "F7", ""},
		"both":                        {func(f *excelize.File) { set(t, f, "E7", 1) }, document.SheetBoth, "E7", ""},
		"no reason":                   {func(f *excelize.File) { set(t, f, "G7", " ") }, document.SheetNoReason, "G7", ""},
		"a long reason":               {func(f *excelize.File) { set(t, f, "G7", strings.Repeat("ộ", 501)) }, document.SheetLongReason, "G7", ""},
		"a reason for nothing":        {func(f *excelize.File) { set(t, f, "G9", "vì") }, document.SheetStrayCell, "G9", ""},
		"the bot's criterion":         {func(f *excelize.File) { set(t, f, "E10", 2) }, document.SheetStrayCell, "E10", ""},
		"the desk's criterion":        {func(f *excelize.File) { set(t, f, "E15", 0) }, document.SheetStrayCell, "E15", ""},
		"below the table":             {func(f *excelize.File) { set(t, f, "B30", "ghi chú") }, document.SheetStrayCell, "B30", ""},
		"far away":                    {func(f *excelize.File) { set(t, f, "XFD900000", 1) }, document.SheetStrayCell, "", ""},
		"another title":               {func(f *excelize.File) { set(t, f, "B6", "Việc dễ hơn") }, document.SheetChangedCell, "B6", ""},
		"another maximum":             {func(f *excelize.File) { set(t, f, "D6", 20); set(t, f, "E6", 20) }, document.SheetChangedCell, "D6", ""},
	}
}

// TestOddAnswers: each kind of mistake has its own name and changes nothing.
func TestOddAnswers(t *testing.T) {
	for name, c := range oddAnswers(t) {
		t.Run(name, func(t *testing.T) {
			changes, problems := read(filled(t, c.edit), expected())
			if len(changes) > 0 {
				t.Errorf("changes %+v", changes)
			}
			if len(problems) != 1 || problems[0].Kind != c.kind || problems[0].Cell != c.cell || problems[0].Warns() {
				t.Fatalf("problems %+v", problems)
			}
			if err := problems[0].Err; c.why != "" && (err == nil || string(err.Kind) != c.why) {
				t.Errorf("why %v", err)
			}
		})
	}
}

// TestMovedRows: a row that was inserted moves the rest; their answers are not
// taken for their neighbours'.
func TestMovedRows(t *testing.T) {
	file := filled(t, func(f *excelize.File) {
		if err := f.RemoveRow(scoreName, 12); err != nil {
			t.Fatal(err)
		}
		set(t, f, "E6", 17)
	})
	changes, problems := read(file, expected())
	if len(changes) != 1 || changes[0].Criterion != "A2" {
		t.Errorf("changes %+v", changes)
	}
	var moved []string
	for _, p := range problems {
		if p.Kind == document.SheetMovedRow {
			moved = append(moved, p.Criterion)
		}
	}
	if !slices.Equal(moved, []string{"D1", "D2", "E1", "E2", "G1"}) {
		t.Errorf("moved %v", moved)
	}
}

func TestWrongSheets(t *testing.T) {
	made := func(edit func(*document.ScoreSheetPaper)) []byte {
		p := scorePaper()
		edit(&p)
		return build2(t)(document.ScoreSheetBook(p))
	}
	blank := excelize.NewFile()
	var other bytes.Buffer
	if err := blank.Write(&other); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		file []byte
		kind string
	}{
		"another unit":   {made(func(p *document.ScoreSheetPaper) { p.Key.Unit = "ca" }), document.SheetWrongUnit},
		"another year":   {made(func(p *document.ScoreSheetPaper) { p.Key.Campaign = "noichinh-2020" }), document.SheetOtherCampaign},
		"an older plan":  {made(func(p *document.ScoreSheetPaper) { p.Key.Plan = 2 }), document.SheetOldPlan},
		"an older sheet": {made(func(p *document.ScoreSheetPaper) { p.Key.Version = "2021|0" }), document.SheetOldPlan},
		"the appraisal":  {made(func(p *document.ScoreSheetPaper) { p.Key.Author = campaign.Appraisal }), document.SheetWrongAuthor},
		"another secret": {made(func(p *document.ScoreSheetPaper) { p.Secret = []byte("x") }), document.SheetForged},
		"a changed key": {filled(t, func(f *excelize.File) {
			set(t, f, "B2", strings.Replace(cellOf(t, f, scoreName, "B2"), "tand", "ca", 1))
		}), document.SheetForged},
		"another workbook": {other.Bytes(), document.SheetNotOurs}, "nothing": {nil, document.Empty}, "a Word file": {wordFile(t, report(1, midYear)), document.WrongType},
		"a PDF": {[]byte("%PDF-1.4\n%%EOF"), document.WrongType}, "macros": {ooxml("xl/workbook.xml", sheetMain, "xl/vbaProject.bin"), document.Macro},
		"half a file":                 {made(func(*document.ScoreSheetPaper) {})[:4000], document.Damaged},
		"a text that unpacks to 2 GB": {packed(t, map[string]string{"xl/workbook.xml": `<workbook/>`, "xl/sharedStrings.xml": "<sst>" + strings.Repeat(" ", 17<<20) + "</sst>"}), document.Bomb},
		"a million cells":             {packed(t, map[string]string{"xl/workbook.xml": `<workbook/>`, "xl/worksheets/sheet1.xml": "<worksheet><row>" + strings.Repeat("<c/>", 300_000) + "</row></worksheet>"}), document.Bomb},
		"texts that are not there":    {packed(t, map[string]string{"xl/workbook.xml": `<workbook/>`, "xl/worksheets/sheet1.xml": `<worksheet><row><c t="s"><v>7</v></c></row></worksheet>`}), document.Damaged},
	} {
		changes, problems := read(c.file, expected())
		if len(changes) > 0 || len(problems) != 1 || problems[0].Kind != c.kind {
			t.Errorf("%s: changes %v, problems %+v, want %s", name, changes, problems, c.kind)
		}
	}
}

// packed is a workbook of these parts.
func packed(t testing.TB, content map[string]string) []byte {
	t.Helper()
	content["[Content_Types].xml"] = `<Types><Override PartName="/xl/workbook.xml" ContentType="` + sheetMain + `"/></Types>`
	var files []document.BundleFile
	for name, body := range content {
		files = append(files, bundled(name, []byte(body)))
	}
	slices.SortFunc(files, func(a, b document.BundleFile) int { return strings.Compare(a.Name, b.Name) })
	return plainBundle(t, files)
}

func FuzzReadScoreSheet(f *testing.F) {
	f.Add("E6", "8,5", false)
	f.Add("XFD1048576", "=1", true)
	f.Add("A5", "A2", false)
	file, want := build2(f)(document.ScoreSheetBook(scorePaper())), expected()
	f.Fuzz(func(t *testing.T, cell, text string, formula bool) {
		base := openBook(t, file)
		var err error
		if formula {
			err = base.SetCellFormula(scoreName, cell, text)
		} else {
			err = base.SetCellStr(scoreName, cell, text)
		}
		if err != nil {
			t.Skip()
		}
		var out bytes.Buffer
		if err := base.Write(&out); err != nil {
			t.Skip()
		}
		changes, _ := read(out.Bytes(), want)
		for _, c := range changes {
			k, ok := want.Sheet.Criterion(c.Criterion)
			if !ok || !c.Erase && campaign.CheckEntry(k, c.New) != nil {
				t.Errorf("%+v cannot stand", c)
			}
		}
	})
}

// TestAppraisalSheet: the desk sees the unit's own points beside and its answers
// proposed; what it enters by records is not typed here, and counts in the sum.
func TestAppraisalSheet(t *testing.T) {
	p := scorePaper()
	p.Key.Author, p.BesideTitle = campaign.Appraisal, "Đơn vị tự chấm"
	p.Proposed, p.Entries = p.Entries, map[string]campaign.Entry{"A2": {Value: 1600}, "E1": {Value: 1, Reason: "Không gửi"}}
	p.Timely = map[string]campaign.Timeliness{"soket": {Complete: true, LateDays: 1}}
	f := openBook(t, build2(t)(document.ScoreSheetBook(p)))
	if got := fmt.Sprint(cellOf(t, f, scoreName, "E3"), "|", cellOf(t, f, scoreName, "I3"), "|", cellOf(t, f, scoreName, "I5")); got != "Thẩm định|Đơn vị tự chấm|39.00" {
		t.Errorf("heads %s", got)
	}
	if got := fmt.Sprint(cellOf(t, f, scoreName, "E5"), "|", cellOf(t, f, scoreName, "E6"), "|", cellOf(t, f, scoreName, "H10"), "|", cellOf(t, f, scoreName, "H15")); got != "97.50|16.00|1.50|2.00" {
		t.Errorf("cells %s", got)
	}
	set(t, f, "E15", 0)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	want := expected()
	want.Key, want.Entries = p.Key, map[string]campaign.Entry{"A2": {Value: 1600}}
	changes, problems := read(out.Bytes(), want)
	ids := ""
	for _, c := range changes {
		ids += c.Criterion + " "
	}
	if ids != "A1 A7 D1 G1 " || !changes[0].Blank || changes[0].New.Value != 9750 {
		t.Errorf("what was proposed comes back as %+v", changes)
	}
	if len(problems) == 0 || problems[0].Kind != document.SheetStrayCell || problems[0].Cell != "E15" {
		t.Errorf("problems %+v", problems)
	}
}
