package campaign

import (
	"testing"
)

// sheetKinds is a sheet with every kind a real one uses.
func sheetKinds() Sheet {
	return Sheet{
		Version: "kinds", Total: Whole(100), BonusCap: Whole(4), DeductionCap: Whole(6),
		Sections: []Section{{ID: "A", Title: "Nhiệm vụ", Max: Whole(60)}, {ID: "B", Title: "Phong trào", Max: Whole(40)}},
		Criteria: []Criterion{
			{ID: "A1", Section: "A", Title: "A1", Kind: KindPercentage, Max: Whole(40)},
			{ID: "A2", Section: "A", Title: "A2", Kind: KindPass, Max: Whole(12), MayNotApply: true},
			{ID: "A3", Section: "A", Title: "A3", Kind: KindNumber, Max: Whole(8)},
			{ID: "B1", Section: "B", Title: "B1", Kind: KindCount, Max: 425, Each: 50},
			{ID: "B2", Section: "B", Title: "B2", Kind: KindCount, Max: 575, Each: 75, MayNotApply: true},
			{ID: "B3", Section: "B", Title: "B3", Kind: KindPass, Max: Whole(28)},
			{ID: "B4", Section: "B", Title: "B4", Kind: KindAuto, Max: Whole(2), Requirement: "soket", PerLateDay: 50},
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
	s.Criteria[3].DeskOnly, s.Criteria[5].DeskOnly = true, true
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
