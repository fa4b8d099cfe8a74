package document_test

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"thidua/campaign"
	"thidua/handlers/document"
)

func appraisalKey(unit string) document.SheetKey {
	k := sheetKey()
	k.Unit, k.Author, k.Rev = unit, campaign.Appraisal, 0
	return k
}

var handedIn = map[string]campaign.Timeliness{"soket": {Complete: true, LateDays: 1}}

// blocPaper has three units; the second is closed, the desk has begun the third.
func blocPaper() document.BlocPaper {
	p := document.BlocPaper{
		Year: 2021, Bloc: "=Khối", Sheet: scoreSheet(), Key: appraisalKey(""), Secret: secret, Made: made,
		Closed: map[string]bool{"vks": true}, Self: map[string]campaign.Tally{},
	}
	for i, unit := range []string{"tand", "vks", "stp"} {
		u := scorePaper()
		u.Unit, u.Key, u.Timely, u.BesideTitle = "=1+"+unit, appraisalKey(unit), handedIn, "Đơn vị tự chấm"
		u.Proposed, u.Entries = entries(), nil
		if i == 2 {
			u.Entries = map[string]campaign.Entry{"A2": {Value: 1500, Reason: "=HYPERLINK(1)"}, "E1": {Value: 1}}
		}
		p.Self[unit] = campaign.Add(scoreSheet(), entries(), handedIn)
		p.Units = append(p.Units, u)
	}
	return p
}

// TestBlocBook: every unit that can be filled in has its sheet; what people typed
// is text; the sums are those of the contest's own rules.
func TestBlocBook(t *testing.T) {
	f := openBook(t, build2(t)(document.BlocBook(blocPaper())))
	if got := strings.Join(f.GetSheetList(), " "); got != "Toàn khối tand stp Hướng dẫn" {
		t.Errorf("sheets %s", got)
	}
	self := campaign.Add(scoreSheet(), entries(), handedIn).Total
	stp := entries()
	stp["A2"], stp["E1"] = campaign.Entry{Value: 1500}, campaign.Entry{Value: 1}
	for cell, want := range map[string]campaign.Points{
		"D20": self, "E20": self, "F20": self, "G20": self, "H20": self, "I20": campaign.Add(scoreSheet(), stp, handedIn).Total,
	} {
		if got := cellOf(t, f, "Toàn khối", cell); figure(got) != want {
			t.Errorf("%s shows %q, want %s", cell, got, want)
		}
	}
	// Conditions stand in words: what the unit said, what the desk has, live.
	for cell, want := range map[string]string{"D19": "Đạt", "E19": "Đạt", "F19": "Đạt", "G19": "Đạt", "H19": "Đạt", "I19": "Đạt"} {
		if got := cellOf(t, f, "Toàn khối", cell); got != want {
			t.Errorf("%s shows %q, want %q", cell, got, want)
		}
	}
	for cell, want := range map[string]string{"E19": `'tand'!E18&""`, "G19": "", "I19": `'stp'!E18&""`} {
		if formula, err := f.GetCellFormula("Toàn khối", cell); err != nil || formula != want {
			t.Errorf("%s holds the formula %q, want %q (%v)", cell, formula, want, err)
		}
		if got, err := f.CalcCellValue("Toàn khối", cell); want != "" && (err != nil || got != "Đạt") {
			t.Errorf("%s comes to %q (%v)", cell, got, err)
		}
	}
	for _, at := range [][2]string{{"stp", "G6"}, {"stp", "A1"}, {"Toàn khối", "A1"}, {"Toàn khối", "D3"}, {"stp", "B9"}} {
		if formula, err := f.GetCellFormula(at[0], at[1]); err != nil || formula != "" {
			t.Errorf("%v holds the formula %q", at, formula)
		}
	}
}

// TestBlocBookComesBack: unit by unit; what was only proposed is an answer once it
// is sent back, a sheet taken out or closed is not read, a forged one says so.
func TestBlocBookComesBack(t *testing.T) {
	f := openBook(t, build2(t)(document.BlocBook(blocPaper())))
	for cell, v := range map[string]any{"E6": 16, "E9": nil, "G5": "Số liệu của sở"} {
		if err := f.SetCellValue("tand", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellValue("stp", "B2", "x|y|z|1|1|1|00"); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	var want []document.ExpectedSheet
	for _, unit := range []string{"tand", "vks", "stp"} {
		want = append(want, document.ExpectedSheet{Sheet: scoreSheet(), Key: appraisalKey(unit)})
	}
	results, problem := document.ReadBlocBook(bytes.NewReader(out.Bytes()), int64(out.Len()), want)
	if problem != "" || len(results) != 2 || results[0].Unit != "tand" || results[1].Unit != "stp" {
		t.Fatalf("problem %q, results %+v", problem, results)
	}
	got := ""
	for _, c := range results[0].Changes {
		got += fmt.Sprintf("%s=%d %s;", c.Criterion, c.New.Value, c.New.Reason)
	}
	if got != "A1=9750 Số liệu của sở;A2=1600 Có 01 vụ\nđang xác minh;A7=0 Không được giao;D1=2 ;G1=1 ;" {
		t.Errorf("changes %s", got)
	}
	if _, problem := document.OpenSheetKey(results[0].Line, secret); problem != "" {
		t.Error("the key of tand:", problem)
	}
	if _, problem := document.OpenSheetKey(results[1].Line, secret); problem == "" {
		t.Error("the changed key of stp passes")
	}
	if key, problem := document.OpenSheetKey(document.SheetKeyIn(bytes.NewReader(out.Bytes()), int64(out.Len())), secret); problem != "" || key != appraisalKey("") {
		t.Errorf("the key of the workbook: %+v %s", key, problem)
	}
}

// TestOddAnswersInBlocBook: every mistake a unit's sheet may hold is found in the
// sheet of a unit in the workbook of the bloc, is that unit's alone and changes
// nothing of its criterion.
func TestOddAnswersInBlocBook(t *testing.T) {
	made := build2(t)(document.BlocBook(blocPaper()))
	var want []document.ExpectedSheet
	for _, unit := range []string{"tand", "stp"} {
		want = append(want, document.ExpectedSheet{Sheet: scoreSheet(), Key: appraisalKey(unit)})
	}
	for name, c := range oddAnswers(t) {
		t.Run(name, func(t *testing.T) {
			f := openBook(t, made)
			rename := func(from, to string) {
				if err := f.SetSheetName(from, to); err != nil {
					t.Fatal(err)
				}
			}
			rename("tand", scoreName) // the table speaks of a unit's own workbook
			c.edit(f)
			rename(scoreName, "tand")
			var out bytes.Buffer
			if err := f.Write(&out); err != nil {
				t.Fatal(err)
			}
			results, problem := document.ReadBlocBook(bytes.NewReader(out.Bytes()), int64(out.Len()), want)
			if problem != "" || len(results) != 2 || len(results[1].Problems) > 0 {
				t.Fatalf("problem %q, results %+v", problem, results)
			}
			found := results[0].Problems
			if len(found) != 1 || found[0].Kind != c.kind || found[0].Cell != c.cell || found[0].Warns() {
				t.Fatalf("problems %+v", found)
			}
			for _, change := range results[0].Changes {
				if change.Criterion == found[0].Criterion {
					t.Errorf("changed all the same: %+v", change)
				}
			}
		})
	}
}

// TestWrongBlocBooks: a file that is no workbook of the bloc, or one made to
// harm, has its own name and brings nothing.
func TestWrongBlocBooks(t *testing.T) {
	made := build2(t)(document.BlocBook(blocPaper()))
	want := []document.ExpectedSheet{{Sheet: scoreSheet(), Key: appraisalKey("tand")}}
	sheets := `<workbook xmlns:r="r"><sheets><sheet name="tand" sheetId="1" r:id="rId1"/></sheets></workbook>`
	rels := `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`
	for name, c := range map[string]struct {
		file    []byte
		problem string
	}{
		"nothing": {nil, document.Empty}, "a PDF": {[]byte("%PDF-1.4\n%%EOF"), document.WrongType}, "a Word file": {wordFile(t, report(1, midYear)), document.WrongType},
		"macros": {ooxml("xl/workbook.xml", sheetMain, "xl/vbaProject.bin"), document.Macro}, "half a file": {made[:4000], document.Damaged},
		"a text that unpacks to 33 MB": {packed(t, map[string]string{"xl/workbook.xml": sheets, "xl/sharedStrings.xml": "<sst>" + strings.Repeat(" ", 33<<20) + "</sst>"}), document.Bomb},
		"a million cells": {packed(t, map[string]string{
			"xl/workbook.xml": sheets, "xl/_rels/workbook.xml.rels": rels,
			"xl/worksheets/sheet1.xml": "<worksheet><row>" + strings.Repeat("<c/>", 1_000_001) + "</row></worksheet>",
		}), document.Bomb},
		"texts that are not there": {packed(t, map[string]string{
			"xl/workbook.xml": sheets, "xl/_rels/workbook.xml.rels": rels,
			"xl/worksheets/sheet1.xml": `<worksheet><row><c t="s"><v>7</v></c></row></worksheet>`,
		}), document.Damaged},
	} {
		results, problem := document.ReadBlocBook(bytes.NewReader(c.file), int64(len(c.file)), want)
		if problem != c.problem || len(results) > 0 {
			t.Errorf("%s: problem %q, want %q; results %+v", name, problem, c.problem, results)
		}
	}
	// A register is a workbook, and none of a unit's sheets is in it.
	other := build2(t)(document.RegisterBook(register()))
	if results, problem := document.ReadBlocBook(bytes.NewReader(other), int64(len(other)), want); problem != "" || len(results) > 0 {
		t.Errorf("a register: problem %q, results %+v", problem, results)
	}
}

// TestSheetKeyIn finds the key in our workbooks and in no other file.
func TestSheetKeyIn(t *testing.T) {
	file := build2(t)(document.ScoreSheetBook(scorePaper()))
	if key, problem := document.OpenSheetKey(document.SheetKeyIn(bytes.NewReader(file), int64(len(file))), secret); problem != "" || key != sheetKey() {
		t.Errorf("key %+v, problem %s", key, problem)
	}
	saved := filled(t, func(f *excelize.File) { set(t, f, "E6", 17) }) // texts are shared now
	if document.SheetKeyIn(bytes.NewReader(saved), int64(len(saved))) == "" {
		t.Error("no key in a workbook that was saved again")
	}
	for name, other := range map[string][]byte{
		"a register": build2(t)(document.RegisterBook(register())), "no workbook": []byte("PK"), "cut": file[:len(file)/2], "empty": nil,
	} {
		if key := document.SheetKeyIn(bytes.NewReader(other), int64(len(other))); key != "" {
			t.Errorf("%s has the key %q", name, key)
		}
	}
}

// TestScoreTotalsAreComputedAlike: another program that recalculates the unit's
// workbook and the bloc's comes to the totals of the contest's own rules, with
// what does not apply, caps, lateness and what the desk recorded.
func TestScoreTotalsAreComputedAlike(t *testing.T) {
	if testing.Short() {
		t.Skip("starts an office program")
	}
	p := scorePaper()
	p.Timely = handedIn
	p.Entries["D1"], p.Entries["D2"], p.Entries["E1"] = campaign.Entry{Value: 9}, campaign.Entry{Value: 2}, campaign.Entry{Value: 1}
	p.Entries["B1"], p.Entries["A2"] = campaign.Entry{Value: 3175}, campaign.Entry{Value: 1625}
	want := campaign.Add(scoreSheet(), p.Entries, handedIn)
	rows := computed(t, build2(t)(document.ScoreSheetBook(p)))
	if got := rows[18][7]; figure(got) != want.Total || want.NotApplied == 0 {
		t.Errorf("the unit's total is recalculated as %q, want %s", got, want.Total)
	}
	bloc := blocPaper()
	rows = computed(t, build2(t)(document.BlocBook(bloc)))
	for i, u := range bloc.Units {
		shown := entries()
		for id, e := range u.Entries {
			shown[id] = e
		}
		if got, total := rows[19][4+2*i], campaign.Add(scoreSheet(), shown, handedIn).Total; figure(got) != total {
			t.Errorf("%s is recalculated as %q, want %s", u.Unit, got, total)
		}
	}
}

// BenchmarkBlocBook: 100 units with 200 criteria, to be made in under a second
// and 64 MB.
func BenchmarkBlocBook(b *testing.B) {
	p := document.BlocPaper{Year: 2021, Sheet: largeSheet(200), Key: appraisalKey(""), Secret: secret, Made: made, Self: map[string]campaign.Tally{}}
	for i := range 100 {
		unit := fmt.Sprintf("dv%02d", i)
		u := document.ScoreSheetPaper{Year: 2021, Unit: unitName(i), Sheet: p.Sheet, Key: appraisalKey(unit), Secret: secret, Made: made, Timely: map[string]campaign.Timeliness{}, Proposed: map[string]campaign.Entry{}}
		for k, c := range p.Sheet.Criteria {
			u.Proposed[c.ID] = campaign.Entry{Value: int64((i + k) % 5 * 25)}
		}
		p.Units = append(p.Units, u)
	}
	b.ReportAllocs()
	reportPeak(b, func() {
		for b.Loop() {
			file, err := document.BlocBook(p)
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(file)))
		}
	})
}

// reportPeak reports as "peak-MB" the most memory in use beyond what was in use
// before, looked at every millisecond: what is live and what the collector has
// not taken yet.
func reportPeak(b *testing.B, fn func()) {
	b.Helper()
	runtime.GC()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	stop, done := make(chan struct{}), make(chan uint64)
	go func() {
		peak := before.HeapAlloc
		for {
			select {
			case <-stop:
				done <- peak
				return
			case <-time.After(time.Millisecond):
				runtime.ReadMemStats(&now)
				peak = max(peak, now.HeapAlloc)
			}
		}
	}()
	fn()
	close(stop)
	b.ReportMetric(float64(<-done-before.HeapAlloc)/(1<<20), "peak-MB")
}
