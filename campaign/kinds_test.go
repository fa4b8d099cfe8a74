package campaign

import (
	"fmt"
	"math"
	"testing"
)

// sheetKinds is a sheet with every kind a real one uses.
func sheetKinds() Sheet {
	return Sheet{
		Version: "kinds", Total: Whole(100), BonusCap: Whole(4), DeductionCap: Whole(6),
		Sections: []Section{
			{ID: "A", Title: "Nhiệm vụ", Max: Whole(60)},
			{ID: "B", Title: "Phong trào", Max: 4250, Cap: Whole(40)},
			{ID: "B-1", Title: "Công trình", Parent: "B", Max: Whole(10), Cap: Whole(8)},
			{ID: "B-2", Title: "Hội, đoàn", Parent: "B", Max: 3250},
			{ID: "B-2-1", Title: "Tỷ lệ", Parent: "B-2", Max: Whole(6), Cap: 450},
		},
		Criteria: []Criterion{
			{ID: "A1", Section: "A", Title: "A1", Kind: KindPercentage, Max: Whole(30)},
			{ID: "A2", Section: "A", Title: "A2", Kind: KindPass, Max: Whole(12), MayNotApply: true},
			{ID: "A3", Section: "A", Title: "A3", Kind: KindNumber, Max: Whole(8)},
			{ID: "B1", Section: "B-1", Title: "B1", Kind: KindCount, Max: 425, Each: 50},
			{ID: "B2", Section: "B-1", Title: "B2", Kind: KindCount, Max: 575, Each: 75, MayNotApply: true},
			{ID: "B3", Section: "B-2", Title: "B3", Kind: KindPass, Max: Whole(28)},
			{ID: "B5", Section: "B-2-1", Title: "B5", Kind: KindPercentage, Max: Whole(4), Threshold: 9500, Thresholds: []Threshold{{"ca", 9850}, {"tand", 12000}}},
			{ID: "B6", Section: "B-2-1", Title: "B6", Kind: KindPercentage, Max: Whole(2), AtMost: true, Threshold: 100, Thresholds: []Threshold{{"qs", 150}}},
			{ID: "B4", Section: "B", Title: "B4", Kind: KindAuto, Max: Whole(2), Requirement: "soket", PerLateDay: 50},
			{ID: "A4", Section: "A", Title: "A4", Kind: KindRelative, Max: Whole(10), Measure: "sáng kiến"},
			{ID: "D1", Title: "D1", Kind: KindBonus, Max: Whole(5), Each: Whole(1)},
			{ID: "E1", Title: "E1", Kind: KindDeduction, Max: Whole(8), Each: 50},
			{ID: "G1", Title: "G1", Kind: KindGate, Bars: []string{BarFlag}},
		},
	}
}

func TestKindsAreAPlan(t *testing.T) {
	p := plan2021()
	p.Sheet, p.Targets.Criterion, p.Attendance.Criterion = sheetKinds(), "", ""
	if problems := p.Check(); len(problems) > 0 {
		t.Error(problems)
	}
	for _, change := range []func(*Sheet){
		func(s *Sheet) { s.Sections[2].Parent = "C" },
		func(s *Sheet) { s.Sections[1], s.Sections[2] = s.Sections[2], s.Sections[1] },
		func(s *Sheet) { s.Sections[2].Cap = Whole(10) },
		func(s *Sheet) { s.Sections[2].Cap = Whole(7) }, // the part above it no longer adds up
		func(s *Sheet) { s.Sections[2].Max = Whole(11) },
		func(s *Sheet) { s.Criteria[6].Threshold = 100000 },
		func(s *Sheet) { s.Criteria[6].Thresholds[1].Unit = "ca" },
		func(s *Sheet) { s.Criteria[6].Thresholds[1].Unit = "xx" },
		func(s *Sheet) { s.Criteria[6].Thresholds[1].Percent = 0 },
		func(s *Sheet) { s.Criteria[2].Threshold = 9000 },
		func(s *Sheet) { s.Criteria[2].AtMost = true },
		func(s *Sheet) { s.Criteria[len(s.Criteria)-1].Thresholds = []Threshold{{"xx", 100}} },
	} {
		p.Sheet = sheetKinds()
		change(&p.Sheet)
		if len(p.Check()) == 0 {
			t.Errorf("%+v passes", p.Sheet)
		}
	}
	for _, change := range []func(*Criterion){
		func(c *Criterion) { c.Each = 0 },
		func(c *Criterion) { c.Each = 426 },
		func(c *Criterion) { c.Section = "" },
		func(c *Criterion) { c.Kind = "counted" },
		func(c *Criterion) { c.Kind, c.DeskOnly = KindNumber, true },
	} {
		p.Sheet = sheetKinds()
		change(&p.Sheet.Criteria[3])
		if len(p.Check()) == 0 {
			t.Errorf("%+v passes", p.Sheet.Criteria[3])
		}
	}
}

func TestPassAndCount(t *testing.T) {
	s := sheetKinds()
	for _, tt := range []struct {
		id    string
		value int64
		want  Points
		kind  ErrorKind
	}{
		{"A2", 1, 1200, ""},
		{"A2", 0, 0, ""},
		{"A2", 2, 1200, NotYesNo},
		{"A2", -1, 0, Negative},
		{"B1", 0, 0, ""},
		{"B1", 3, 150, ""},
		{"B1", 8, 400, ""},
		{"B1", 9, 425, ""},
		{"B1", 1000, 425, ""},
		{"B1", 1001, 425, AboveMax},
		{"B2", 7, 525, ""},
		{"B2", 8, 575, ""},
	} {
		c := criterion(t, &s, tt.id)
		if got := ScoreOf(c, Entry{Value: tt.value}); got != tt.want {
			t.Errorf("%s %d: %s, want %s", tt.id, tt.value, got, tt.want)
		}
		if err := CheckEntry(c, Entry{Value: tt.value}); tt.kind != "" {
			wantKind(t, err, tt.kind)
		} else if err != nil {
			t.Errorf("%s %d: %v", tt.id, tt.value, err)
		}
	}
	if err := CheckEntry(criterion(t, &s, "A2"), Entry{NotApplicable: true}); err != nil {
		t.Error(err)
	}
	wantKind(t, CheckEntry(criterion(t, &s, "B1"), Entry{NotApplicable: true}), MustApply)
}

// What of a section only the desk enters stands by its records: times add up, of
// met or not the latest counts; nothing recorded is nothing, and blocks nobody.
func TestRecordedInASection(t *testing.T) {
	s := sheetKinds()
	s.Criteria[3].DeskOnly, s.Criteria[5].DeskOnly = true, true // B1 and B3
	record := func(n int, id string, count int64) DeskRecord {
		return DeskRecord{Number: n, Unit: "vks", Criterion: id, Count: count, Reason: "theo biên bản"}
	}
	for _, r := range []DeskRecord{record(1, "B1", 2), record(1, "B3", 0), record(1, "B3", 1)} {
		if err := s.CheckRecord(r, nil); err != nil {
			t.Error(r, err)
		}
	}
	wantKind(t, s.CheckRecord(record(1, "B1", 0), nil), NotWhole)
	wantKind(t, s.CheckRecord(record(1, "B3", 2), nil), NotYesNo)
	wantKind(t, s.CheckRecord(record(1, "A2", 1), nil), NotTyped) // the unit's own
	entries := RecordEntries(&s, []DeskRecord{record(1, "B1", 2), record(2, "B3", 0), record(3, "B1", 1), record(4, "B3", 1)})
	got := Add(&s, entries, onTime())
	if got.Scores["B1"] != 150 || got.Scores["B3"] != 2800 {
		t.Errorf("scores %v", got.Scores)
	}
	if none := Add(&s, fullEntries(&s), onTime()); !none.Complete() || none.Scores["B3"] != 0 {
		t.Errorf("without records: %+v", none)
	}
}

func TestThresholds(t *testing.T) {
	s := sheetKinds()
	for _, tt := range []struct {
		unit, id string
		value    int64
		want     Points
	}{
		{"stp", "B5", 9500, 400}, // the threshold of all
		{"stp", "B5", 9499, 400}, // 3,99957…
		{"stp", "B5", 4750, 200},
		{"ca", "B5", 9500, 386}, // 4 × 95 : 98,5 = 3,857…
		{"ca", "B5", 9850, 400},
		{"ca", "B5", 20000, 400},
		{"tand", "B5", 10000, 333},
		{"stp", "B6", 0, 200},
		{"stp", "B6", 100, 200},
		{"stp", "B6", 101, 198},
		{"stp", "B6", 200, 100},
		{"stp", "B6", MaxPercent, 0},
		{"stp", "B6", math.MaxInt64, 0},
		{"stp", "B6", -1, 200},
		{"qs", "B6", 150, 200},
		{"qs", "B6", 160, 188}, // 2 × 1,5 : 1,6 = 1,875
	} {
		if got := ScoreOf(criterion(t, s.For(tt.unit), tt.id), Entry{Value: tt.value}); got != tt.want {
			t.Errorf("%s %s %d: %s, want %s", tt.unit, tt.id, tt.value, got, tt.want)
		}
	}
	if s.For("stp") != &s {
		t.Error("a unit without a threshold of its own gets another sheet")
	}
	if s.For("ca"); s.Criteria[6].Threshold != 9500 {
		t.Error("the sheet itself was changed")
	}
	if s.For("ca").For("tand").Criteria[6].Threshold != 12000 {
		t.Error("a sheet seen for one unit is not the next one's")
	}
}

// A cap cuts its section, and what does not apply counts only as far as the cap
// would not have hidden it anyway.
//
//	B-1  B1 9 × 0,5 → 4,25; B2 5,75: 10 → cap 8
//	B-2-1  B5 4, B6 2: 6 → cap 4,5;  B-2  28 + 4,5 = 32,5
//	B    8 + 32,5 + B4 2 = 42,5 → cap 40
//	without B2: B-1 reaches 4,25 instead of 8, so B 38,75 instead of 40: 1,25 lost
func TestCaps(t *testing.T) {
	s := sheetKinds()
	for i := range s.Criteria {
		s.Criteria[i].MayNotApply = s.Criteria[i].Section != "" && s.Criteria[i].Kind != KindAuto
	}
	full := fullEntries(&s)
	full["B6"] = Entry{}
	got := Add(&s, full, onTime())
	for id, want := range map[string]Points{"A": 6000, "B": 4000, "B-1": 800, "B-2": 3250, "B-2-1": 450} {
		if got.Sections[id] != want || got.Most[id] != want {
			t.Errorf("%s is %s of %s, want %s", id, got.Sections[id], got.Most[id], want)
		}
	}
	for id, want := range map[string]Points{"A": 6000, "B": 4250, "B-1": 1000, "B-2": 3250, "B-2-1": 600} {
		if sum := s.Uncut(got, id); sum != want {
			t.Errorf("%s adds up to %s, want %s", id, sum, want)
		}
	}
	if got.Base != 10000 || got.NotApplied != 0 {
		t.Errorf("base %s, not applied %s", got.Base, got.NotApplied)
	}
	full["B2"] = Entry{NotApplicable: true}
	got = Add(&s, full, onTime())
	if got.Most["B-1"] != 425 || got.Most["B"] != 3875 || got.NotApplied != 125 || got.Total != 10000 {
		t.Errorf("without B2: %+v", got)
	}
	full["B2"] = Entry{Value: 1}
	full["B6"] = Entry{NotApplicable: true} // 2 of the 1,5 that the cap cuts off
	if got = Add(&s, full, onTime()); got.Most["B-2-1"] != 400 || got.NotApplied != 0 {
		t.Errorf("without B6: %+v", got)
	}
}

func TestSectionTree(t *testing.T) {
	s := sheetKinds()
	s.Sections = append(s.Sections, Section{ID: "A-1", Parent: "A"})
	got := ""
	for _, n := range s.Tree() {
		got += fmt.Sprint(n.ID, n.Depth, " ")
	}
	if got != "A0 A-11 B0 B-11 B-21 B-2-12 " {
		t.Error(got)
	}
	if root, ok := s.Root("B-2-1"); !ok || root.ID != "B" {
		t.Error(root)
	}
	if _, ok := s.Root("X"); ok || !s.Capped("B-2") || s.Capped("A") {
		t.Error("roots and caps")
	}
}

// Meeting a condition may be a matter of a ratio: up to the unit's own threshold,
// or from it on (S33).
func TestMetByRatio(t *testing.T) {
	c := Criterion{ID: "G2", Kind: KindGate, AtMost: true, Threshold: 100, Thresholds: []Threshold{{"qs", 150}}}
	s := Sheet{Criteria: []Criterion{c}}
	for _, tt := range []struct {
		unit  string
		ratio int64
		want  int64
	}{{"ca", 0, 1}, {"ca", 100, 1}, {"ca", 101, 0}, {"qs", 150, 1}, {"qs", 151, 0}} {
		if got := s.For(tt.unit).Criteria[0].Met(tt.ratio); got != tt.want {
			t.Errorf("%s %d: %d", tt.unit, tt.ratio, got)
		}
	}
	c.AtMost = false
	if c.Met(99) != 0 || c.Met(100) != 1 || !c.ByRatio() {
		t.Error("from the threshold on")
	}
	c.Threshold = 0
	if c.ByRatio() {
		t.Error("a condition without a threshold asks for a ratio")
	}
}

// A sheet whose caps or thresholds changed is scored otherwise, but only where the
// unit is concerned.
func TestKindsThatChange(t *testing.T) {
	before := sheetKinds()
	sheet := ScoreSheet{Unit: "ca", Entries: map[string]Entry{"A1": {Value: 1}, "B1": {Value: 1}, "B5": {Value: 1}}}
	for want, change := range map[string]func(*Sheet){
		"[]":         func(s *Sheet) { s.Criteria[6].Thresholds = []Threshold{{"ca", 9850}, {"tand", 9000}} },
		"[B5]":       func(s *Sheet) { s.Criteria[6].Thresholds = []Threshold{{"ca", 9000}, {"tand", 12000}} },
		"[B1]":       func(s *Sheet) { s.Sections[2].Cap = Whole(7) },
		"[B1 B5]":    func(s *Sheet) { s.Sections[1].Cap = Whole(39) },
		"[A1]":       func(s *Sheet) { s.Criteria[0].Threshold = 9000 },
		"[A1 B1 B5]": func(s *Sheet) { s.Sections[0].Cap, s.Sections[1].Cap = Whole(50), 0 },
	} {
		after := sheetKinds()
		change(&after)
		if got := fmt.Sprint(EffectOfSheet(sheet, &before, &after).Changed); got != want {
			t.Errorf("changed %s, want %s", got, want)
		}
	}
}
