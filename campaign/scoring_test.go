package campaign

import (
	"maps"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func criterion(t testing.TB, s *Sheet, id string) Criterion {
	t.Helper()
	c, ok := s.Criterion(id)
	if !ok {
		t.Fatalf("no criterion %s", id)
	}
	return c
}

func TestCheckEntry(t *testing.T) {
	s := sheet2021()
	for _, tt := range []struct {
		id   string
		e    Entry
		kind ErrorKind
	}{
		{"A2", Entry{Value: 475}, ""},
		{"A2", Entry{Value: 500}, ""},
		{"A2", Entry{Value: 501}, AboveMax},
		{"A2", Entry{Value: 480}, NotAStep},
		{"A2", Entry{Value: -25}, Negative},
		{"A2", Entry{NotApplicable: true}, MustApply},
		{"A7", Entry{NotApplicable: true}, ""},
		{"A1", Entry{Value: 12000}, ""},
		{"A1", Entry{Value: 100000}, AboveMax},
		{"G1", Entry{Value: 1}, ""},
		{"G1", Entry{Value: 2}, NotYesNo},
		{"D1", Entry{Value: 7}, ""},
		{"D1", Entry{Value: 1001}, AboveMax},
		{"C6", Entry{Value: 100}, NotTyped},
		{"D1", Entry{NotApplicable: true}, MustApply},
	} {
		err := CheckEntry(criterion(t, &s, tt.id), tt.e)
		if tt.kind == "" {
			if err != nil {
				t.Errorf("%s %+v: %v", tt.id, tt.e, err)
			}
			continue
		}
		wantKind(t, err, tt.kind)
	}
}

func TestScoreOf(t *testing.T) {
	s := sheet2021()
	for _, tt := range []struct {
		id    string
		value int64
		want  Points
	}{
		{"A2", 475, 475},
		{"A2", 900, 500},
		{"A2", -1, 0},
		{"A1", 9750, 2438}, // 24,375 rounded half up
		{"A1", 10000, 2500},
		{"A1", 12345, 2500},
		{"A8", 9999, 400},
		{"A8", 1, 0},
		{"D1", 1, 100},
		{"D1", 2, 200},
		{"D1", 9, 200},
		{"E2", 3, 150},
		{"E2", math.MaxInt64, 300},
		{"G1", 1, 0},
		{"C6", 200, 0},
	} {
		if got := ScoreOf(criterion(t, &s, tt.id), Entry{Value: tt.value}); got != tt.want {
			t.Errorf("%s %d: %d, want %d", tt.id, tt.value, got, tt.want)
		}
	}
	if got := ScoreOf(criterion(t, &s, "A7"), Entry{Value: 300, NotApplicable: true}); got != 0 {
		t.Errorf("what does not apply scores %d", got)
	}
}

func TestAutoScore(t *testing.T) {
	s := sheet2021()
	c := criterion(t, &s, "C7") // 3 points, 0,5 off a day
	for _, tt := range []struct {
		t    Timeliness
		want Points
	}{
		{Timeliness{Complete: true}, 300},
		{Timeliness{Complete: true, LateDays: 1}, 250},
		{Timeliness{Complete: true, LateDays: 6}, 0},
		{Timeliness{Complete: true, LateDays: math.MaxInt32}, 0},
		{Timeliness{Provisional: true}, 300},
		{Timeliness{Provisional: true, LateDays: 2}, 200},
		{Timeliness{}, 0},
		{Timeliness{LateDays: 1}, 0},
	} {
		if got := AutoScore(c, tt.t); got != tt.want {
			t.Errorf("%+v: %d, want %d", tt.t, got, tt.want)
		}
	}
}

func TestAdd(t *testing.T) {
	s := sheet2021()
	type figures struct{ Base, NotApplied, Rebased, Bonus, Deduction, Total Points }
	for _, tt := range []struct {
		name   string
		change func(map[string]Entry, map[string]Timeliness)
		want   figures
	}{
		{"all", func(map[string]Entry, map[string]Timeliness) {}, figures{10000, 0, 10000, 0, 0, 10000}},
		{"does not apply", func(e map[string]Entry, _ map[string]Timeliness) {
			e["A7"] = Entry{NotApplicable: true}
		}, figures{9700, 300, 10000, 0, 0, 10000}},
		{"re-based half up", func(e map[string]Entry, _ map[string]Timeliness) {
			e["A7"] = Entry{NotApplicable: true}
			e["A2"] = Entry{} // 92,00 × 100 / 97 = 94,845…
		}, figures{9200, 300, 9485, 0, 0, 9485}},
		{"bonus cut to its cap", func(e map[string]Entry, _ map[string]Timeliness) {
			e["D1"], e["D2"], e["D3"] = Entry{Value: 9}, Entry{Value: 9}, Entry{Value: 9}
			e["A2"] = Entry{}
		}, figures{9500, 0, 9500, 500, 0, 10000}},
		{"deductions, the desk's among them", func(e map[string]Entry, _ map[string]Timeliness) {
			e["E1"], e["E2"] = Entry{Value: 1}, Entry{Value: 1}
		}, figures{10000, 0, 10000, 0, 250, 9750}},
		{"deductions cut to their cap", func(e map[string]Entry, _ map[string]Timeliness) {
			for _, id := range []string{"E1", "E2", "E3", "E4"} {
				e[id] = Entry{Value: 99}
			}
		}, figures{10000, 0, 10000, 0, 1000, 9000}},
		{"never handed in takes nothing by itself", func(_ map[string]Entry, d map[string]Timeliness) {
			delete(d, "soket")
		}, figures{9800, 0, 9800, 0, 0, 9800}},
		{"two days late", func(_ map[string]Entry, d map[string]Timeliness) {
			d["tongket"] = Timeliness{Complete: true, LateDays: 2}
		}, figures{9900, 0, 9900, 0, 0, 9900}},
		{"not below zero", func(e map[string]Entry, d map[string]Timeliness) {
			clear(e)
			clear(d)
			e["E2"] = Entry{Value: 6}
		}, figures{0, 0, 0, 0, 300, 0}},
	} {
		entries, timely := fullEntries(&s), onTime()
		tt.change(entries, timely)
		got := Add(&s, entries, timely)
		have := figures{got.Base, got.NotApplied, got.Rebased, got.Bonus, got.Deduction, got.Total}
		if have != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, have, tt.want)
		}
	}
}

// The sheet's own deductions just reach its cap, so a lower one is tried.
func TestDeductionCap(t *testing.T) {
	s := sheet2021()
	s.DeductionCap = 150
	entries := fullEntries(&s)
	entries["E2"] = Entry{Value: 6}
	if got := Add(&s, entries, onTime()); got.Deduction != 150 || got.Total != 9850 || got.Scores["E2"] != 300 {
		t.Errorf("deduction %d, total %d, E2 %d", got.Deduction, got.Total, got.Scores["E2"])
	}
}

func TestAddBlankFailedProvisional(t *testing.T) {
	s := sheet2021()
	entries := fullEntries(&s)
	delete(entries, "B3")
	entries["A2"] = Entry{NotApplicable: true} // not offered by the plan, so no answer
	entries["G1"] = Entry{Value: 0}
	timely := map[string]Timeliness{"soket": {Complete: true}, "tongket": {Provisional: true}}
	got := Add(&s, entries, timely)
	if diff := cmp.Diff([]string{"A2", "B3"}, got.Blank); diff != "" || got.Complete() {
		t.Errorf("blank: %s", diff)
	}
	if got.NotApplied != 0 || !got.Provisional {
		t.Errorf("not applied %d, provisional %v", got.NotApplied, got.Provisional)
	}
	if diff := cmp.Diff([]string{"G1"}, got.Failed); diff != "" {
		t.Errorf("failed: %s", diff)
	}
	timely["tongket"] = Timeliness{}
	if diff := cmp.Diff([]string{"G1", "G3"}, Add(&s, entries, timely).Failed); diff != "" {
		t.Errorf("failed after closing: %s", diff)
	}
	if got := Add(&s, fullEntries(&s), onTime()); !got.Complete() || got.Failed != nil || got.Provisional {
		t.Errorf("full sheet: %+v", got)
	}
}

// drawSheet fills a sheet with any entries a person or a damaged record could
// hold.
func drawSheet(t *rapid.T, s *Sheet) (map[string]Entry, map[string]Timeliness) {
	entries := map[string]Entry{}
	for _, c := range s.Criteria {
		if rapid.Bool().Draw(t, c.ID) {
			entries[c.ID] = Entry{
				Value:         rapid.Int64Range(-100, 12000).Draw(t, c.ID+" value"),
				NotApplicable: rapid.IntRange(0, 4).Draw(t, c.ID+" n/a") == 0,
			}
		}
	}
	timely := map[string]Timeliness{}
	for _, r := range []string{"soket", "tongket"} {
		timely[r] = Timeliness{
			Complete: rapid.Bool().Draw(t, r), LateDays: rapid.IntRange(0, 9).Draw(t, r+" late"),
			Provisional: rapid.Bool().Draw(t, r+" provisional"),
		}
	}
	return entries, timely
}

// everySheet holds a property against the sheet of 2021 and one with every kind.
func everySheet(t *testing.T, holds func(*testing.T, Sheet)) {
	t.Run("2021", func(t *testing.T) { holds(t, sheet2021()) })
	t.Run("kinds", func(t *testing.T) { holds(t, sheetKinds()) })
}

func TestTallyBounds(t *testing.T) { everySheet(t, tallyBounds) }

func tallyBounds(t *testing.T, s Sheet) {
	rapid.Check(t, func(t *rapid.T) {
		entries, timely := drawSheet(t, &s)
		got := Add(&s, entries, timely)
		switch {
		case got.Total < 0 || got.Total > s.Total+s.BonusCap:
			t.Fatalf("total %d", got.Total)
		case got.Rebased < got.Base || got.Rebased > s.Total:
			t.Fatalf("base %d re-based to %d", got.Base, got.Rebased)
		case got.Base+got.NotApplied > s.Total:
			t.Fatalf("base %d with %d not applied", got.Base, got.NotApplied)
		case got.Bonus < 0 || got.Bonus > s.BonusCap || got.Deduction < 0 || got.Deduction > s.DeductionCap:
			t.Fatalf("bonus %d, deduction %d", got.Bonus, got.Deduction)
		}
		for _, c := range s.Criteria {
			if p := got.Scores[c.ID]; p < 0 || p > c.Max {
				t.Fatalf("%s scores %d", c.ID, p)
			}
		}
		for _, sec := range s.Sections {
			if p := got.Sections[sec.ID]; p < 0 || p > got.Most[sec.ID] || got.Most[sec.ID] > sec.Worth() {
				t.Fatalf("section %s sums to %d", sec.ID, p)
			}
		}
	})
}

func TestTallyMonotone(t *testing.T) { everySheet(t, tallyMonotone) }

func tallyMonotone(t *testing.T, s Sheet) {
	rapid.Check(t, func(t *rapid.T) {
		entries, timely := drawSheet(t, &s)
		c := rapid.SampledFrom(s.Criteria).Draw(t, "criterion")
		e, answered := entries[c.ID]
		if e.NotApplicable || !answered && c.AtMost {
			return
		}
		before := Add(&s, entries, timely).Total
		more := maps.Clone(entries)
		e.Value += rapid.Int64Range(0, 500).Draw(t, "more")
		more[c.ID] = e
		after := Add(&s, more, timely).Total
		if less := c.Kind == KindDeduction || c.AtMost; less && after > before || !less && after < before {
			t.Fatalf("%s: total %d became %d by a higher figure", c.ID, before, after)
		}
	})
}

func TestTallyIgnoresOrder(t *testing.T) { everySheet(t, tallyIgnoresOrder) }

func tallyIgnoresOrder(t *testing.T, s Sheet) {
	rapid.Check(t, func(t *rapid.T) {
		entries, timely := drawSheet(t, &s)
		shuffled := s
		shuffled.Criteria = rapid.Permutation(s.Criteria).Draw(t, "order")
		a, b := Add(&s, entries, timely), Add(&shuffled, entries, timely)
		a.Blank, b.Blank, a.Failed, b.Failed = nil, nil, nil, nil // in the order of the sheet
		if diff := cmp.Diff(a, b); diff != "" {
			t.Fatal(diff)
		}
	})
}

// A unit that does everything that applies to it has full marks, whatever does
// not apply, and taking an empty criterion out never costs points.
func TestRebasing(t *testing.T) { everySheet(t, rebasing) }

func rebasing(t *testing.T, s Sheet) {
	for i := range s.Criteria {
		c := &s.Criteria[i]
		c.MayNotApply = c.Section != "" && c.Kind != KindAuto
	}
	rapid.Check(t, func(t *rapid.T) {
		full := fullEntries(&s)
		entries, timely := drawSheet(t, &s)
		for _, c := range s.Criteria {
			if c.MayNotApply && rapid.Bool().Draw(t, c.ID+" out") {
				full[c.ID] = Entry{NotApplicable: true}
			}
		}
		if got := Add(&s, full, onTime()); got.Total != s.Total {
			t.Fatalf("full marks with %d not applied are %d", got.NotApplied, got.Total)
		}
		c := rapid.SampledFrom(s.Criteria).Draw(t, "criterion")
		if !c.MayNotApply || ScoreOf(c, entries[c.ID]) > 0 {
			return
		}
		before := Add(&s, entries, timely)
		entries[c.ID] = Entry{NotApplicable: true}
		if after := Add(&s, entries, timely); after.Total < before.Total {
			t.Fatalf("%s out: %d became %d", c.ID, before.Total, after.Total)
		}
	})
}

func TestNothingApplies(t *testing.T) {
	s := Sheet{Total: 500, Sections: []Section{{ID: "A", Max: 500}}, Criteria: []Criterion{
		{ID: "A1", Section: "A", Kind: KindNumber, Max: 500, MayNotApply: true},
	}}
	if got := Add(&s, map[string]Entry{"A1": {NotApplicable: true}}, nil); got.Total != 0 || got.Rebased != 0 {
		t.Errorf("got %+v", got)
	}
}
