package campaign

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestRelative(t *testing.T) {
	s := sheetKinds()
	c := criterion(t, &s, "A4") // at most 10
	for _, tt := range []struct {
		own, best int64
		want      Points
	}{
		{0, 0, 0},
		{0, 100, 0},
		{1, 0, 1000},
		{100, 100, 1000},
		{100, 300, 333},
		{200, 300, 667},
		{300, 100, 1000},
		{1, MaxFigure, 0},
		{MaxFigure / 2000, MaxFigure, 1}, // 0,005 rounded half up
		{-5, 100, 0},
		{MaxFigure * 5, MaxFigure * 7, 1000},
	} {
		c.Best = tt.best
		if got := ScoreOf(c, Entry{Value: tt.own}); got != tt.want {
			t.Errorf("%d beside %d: %s, want %s", tt.own, tt.best, got, tt.want)
		}
	}
	wantKind(t, CheckEntry(c, Entry{Value: MaxFigure + 1}), AboveMax)
	wantKind(t, CheckEntry(c, Entry{Value: -1}), Negative)
	c.Max = mostPoints
	if got := ScoreOf(c, Entry{Value: MaxFigure}); got != mostPoints {
		t.Errorf("the greatest of all is %s", got)
	}
}

// A draft, and a sheet looked at alone, is compared with nobody and says so.
func TestRelativeAlone(t *testing.T) {
	s := sheetKinds()
	entries := fullEntries(&s)
	entries["A4"] = Entry{Value: 3}
	if got := Add(&s, entries, onTime()); got.Scores["A4"] != 1000 || !got.Provisional {
		t.Errorf("alone: %s, provisional %v", got.Scores["A4"], got.Provisional)
	}
	if s.Among("vks", Field{}) != &s {
		t.Error("a field nobody read gives another sheet")
	}
	flat := sheet2021()
	if flat.Among("vks", FieldOf(&flat, nil)) != &flat {
		t.Error("a sheet without comparison gives another one")
	}
	delete(entries, "A4")
	if Add(&s, entries, onTime()).Provisional {
		t.Error("what is not answered waits for nobody")
	}
}

// drawEntrants draws units with random sheets as far as any stage.
func drawEntrants(t *rapid.T, s *Sheet) []Entrant {
	var out []Entrant
	for i := range rapid.IntRange(1, 5).Draw(t, "units") {
		f := Figures{Unit: fmt.Sprint("u", i)}
		stage := rapid.IntRange(0, 3).Draw(t, "stage")
		for k, sheet := range []**ScoreSheet{&f.Self, &f.Appraisal, &f.Final} {
			entries, _ := drawSheet(t, s)
			*sheet = &ScoreSheet{Unit: f.Unit, Entries: entries}
			if k < stage {
				(*sheet).SealedAt = time.Unix(int64(k+1), 0)
			}
		}
		out = append(out, Entrant{Figures: f, Timely: onTime(), Apart: rapid.IntRange(0, 4).Draw(t, "apart") == 0})
	}
	return out
}

// Whatever the units hand in: the order of adding them up does not matter; nobody
// gets less than nothing or more than the maximum; whoever is best has the
// maximum; and the one sheet of a unit gives the points of all added up together.
func TestTallyAll(t *testing.T) {
	s := sheetKinds()
	rapid.Check(t, func(t *rapid.T) {
		units := drawEntrants(t, &s)
		all := TallyAll(&s, units)
		if diff := cmp.Diff(all, TallyAll(&s, rapid.Permutation(units).Draw(t, "order"))); diff != "" {
			t.Fatal("another order:", diff)
		}
		field, best := FieldOf(&s, units), int64(0)
		for _, u := range units {
			r := all[u.Figures.Unit]
			if p := r.Tally.Scores["A4"]; p < 0 || p > 1000 {
				t.Fatalf("%s has %s", u.Figures.Unit, p)
			}
			if r.Stage != u.Figures.Stage() || r.Stage != StageNone && r.Totals[r.Stage] != r.Tally.Total {
				t.Fatalf("%s: stage %q, total %s, totals %v", u.Figures.Unit, r.Stage, r.Tally.Total, r.Totals)
			}
			if entries := u.Figures.InForce(&s); entries != nil {
				if diff := cmp.Diff(r.Tally, Add(s.Among(u.Figures.Unit, field), entries, u.Timely)); diff != "" {
					t.Fatal("alone:", diff)
				}
				if e := entries["A4"]; !u.Apart && !e.NotApplicable {
					best = max(best, e.Value)
				}
			}
		}
		for _, u := range units {
			if e := u.Figures.InForce(&s)["A4"]; !e.NotApplicable && e.Value == best && best > 0 && all[u.Figures.Unit].Tally.Scores["A4"] != 1000 {
				t.Fatalf("%s is the best with %d and has %s", u.Figures.Unit, best, all[u.Figures.Unit].Tally.Scores["A4"])
			}
		}
	})
}

// A higher figure never costs its unit points nor gives any to another; that of a
// unit apart moves nobody.
func TestTallyAllMonotone(t *testing.T) {
	s := sheetKinds()
	rapid.Check(t, func(t *rapid.T) {
		units := drawEntrants(t, &s)
		before := TallyAll(&s, units)
		i := rapid.IntRange(0, len(units)-1).Draw(t, "who")
		u := units[i]
		e, answered := u.Figures.InForce(&s)["A4"]
		if !answered || e.NotApplicable {
			return
		}
		more := *u.Figures.Self
		switch u.Figures.Stage() {
		case StageAppraised:
			more = *u.Figures.Appraisal
		case StageFinal:
			more = *u.Figures.Final
		}
		more.Entries = instead(more.Entries, map[string]int64{"A4": max(e.Value, 0) + rapid.Int64Range(0, 9999).Draw(t, "more")})
		units = slices.Clone(units)
		switch u.Figures.Stage() {
		case StageSelf:
			units[i].Figures.Self = &more
		case StageAppraised:
			units[i].Figures.Appraisal = &more
		default:
			units[i].Figures.Final = &more
		}
		for unit, r := range TallyAll(&s, units) {
			was, is := before[unit].Tally.Scores["A4"], r.Tally.Scores["A4"]
			switch {
			case unit == u.Figures.Unit && is < was:
				t.Fatalf("%s: %s became %s by a higher figure", unit, was, is)
			case unit != u.Figures.Unit && (is > was || u.Apart && is != was):
				t.Fatalf("%s: %s became %s by another's higher figure", unit, was, is)
			}
		}
	})
}

func TestApart(t *testing.T) {
	for _, tt := range []struct {
		u    Unit
		h    Hold
		want bool
	}{
		{Unit{Status: Competing}, Hold{}, false},
		{Unit{Status: Competing}, Hold{Kind: HoldSuspended}, false},
		{Unit{Status: Competing}, Hold{Kind: HoldWithdrawn}, true},
		{Unit{Status: Competing}, Hold{Kind: HoldUnranked}, true},
		{Unit{Status: NonCompeting}, Hold{}, true},
		{Unit{Status: Competing, Gone: true}, Hold{}, true},
	} {
		if got := Apart(tt.u, tt.h); got != tt.want {
			t.Errorf("%+v %+v: %v", tt.u, tt.h, got)
		}
	}
}
