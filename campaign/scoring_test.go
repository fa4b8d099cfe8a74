package campaign

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
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

func TestNothingApplies(t *testing.T) {
	s := Sheet{Total: 500, Sections: []Section{{ID: "A", Max: 500}}, Criteria: []Criterion{
		{ID: "A1", Section: "A", Kind: KindNumber, Max: 500, MayNotApply: true},
	}}
	if got := Add(&s, map[string]Entry{"A1": {NotApplicable: true}}, nil); got.Total != 0 || got.Rebased != 0 {
		t.Errorf("got %+v", got)
	}
}
