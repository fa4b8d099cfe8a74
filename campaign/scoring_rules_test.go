package campaign

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// everySheet holds a property against the sheet of 2021, one with every kind, and
// any sheet a plan may have.
func everySheet(t *testing.T, holds func(*rapid.T, *Sheet)) {
	for name, draw := range map[string]func(*rapid.T) Sheet{
		"2021": func(*rapid.T) Sheet { return sheet2021() }, "kinds": func(*rapid.T) Sheet { return sheetKinds() }, "any": drawPlanSheet,
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				s := draw(t)
				holds(t, &s)
			})
		})
	}
}

// TestDrawnSheetsAreAPlan: what is drawn here is what a plan may have.
func TestDrawnSheetsAreAPlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := plan2021()
		p.Sheet, p.Targets.Criterion, p.Attendance.Criterion = drawPlanSheet(t), "", ""
		if problems := p.Check(); len(problems) > 0 {
			t.Fatal(problems)
		}
	})
}

func TestTallyBounds(t *testing.T) {
	everySheet(t, func(t *rapid.T, s *Sheet) {
		entries, timely := drawSheet(t, s)
		got := Add(s, entries, timely)
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

// TestTallyIsTheFormula adds up what Add does another way: from the outermost
// section inwards, what it reaches and what it could, each cut to its cap.
func TestTallyIsTheFormula(t *testing.T) {
	everySheet(t, func(t *rapid.T, s *Sheet) {
		entries, timely := drawSheet(t, s)
		got := Add(s, entries, timely)
		var within func(sec Section) (reached, most Points)
		within = func(sec Section) (reached, most Points) {
			for _, c := range s.Criteria {
				if c.Section == sec.ID && !(c.MayNotApply && entries[c.ID].NotApplicable) {
					reached, most = reached+got.Scores[c.ID], most+c.Max
				}
			}
			for _, part := range s.Parts(sec.ID) {
				r, m := within(part)
				reached, most = reached+r, most+m
			}
			return min(reached, sec.Worth()), min(most, sec.Worth())
		}
		var base, most, bonus, deduction Points
		for _, sec := range s.Parts("") {
			r, m := within(sec)
			if got.Sections[sec.ID] != r || got.Most[sec.ID] != m {
				t.Fatalf("%s is %s of %s, want %s of %s", sec.ID, got.Sections[sec.ID], got.Most[sec.ID], r, m)
			}
			base, most = base+r, most+m
		}
		for _, c := range s.Criteria {
			switch c.Kind {
			case KindBonus:
				bonus += got.Scores[c.ID]
			case KindDeduction:
				deduction += got.Scores[c.ID]
			}
		}
		bonus, deduction = min(bonus, s.BonusCap), min(deduction, s.DeductionCap)
		if got.Base != base || got.NotApplied != s.Total-most || got.Bonus != bonus || got.Deduction != deduction {
			t.Fatalf("%+v, want base %s of %s, bonus %s, deduction %s", got, base, most, bonus, deduction)
		}
		if over := 2*base*s.Total + most - 2*most*got.Rebased; most > 0 && (over < 0 || over >= 2*most) {
			t.Fatalf("%s of %s re-based to %s", base, most, got.Rebased)
		}
		if got.Total != max(0, got.Rebased+bonus-deduction) {
			t.Fatalf("total %s", got.Total)
		}
	})
}

func TestTallyMonotone(t *testing.T) {
	everySheet(t, func(t *rapid.T, s *Sheet) {
		entries, timely := drawSheet(t, s)
		c := rapid.SampledFrom(s.Criteria).Draw(t, "criterion")
		e, answered := entries[c.ID]
		fewer := c.Kind == KindPercentage && c.AtMost // the fewer the better
		if e.NotApplicable || !answered && fewer {
			return
		}
		before := Add(s, entries, timely).Total
		more := maps.Clone(entries)
		e.Value += rapid.Int64Range(0, 500).Draw(t, "more")
		more[c.ID] = e
		after := Add(s, more, timely).Total
		if less := c.Kind == KindDeduction || fewer; less && after > before || !less && after < before {
			t.Fatalf("%s: total %d became %d by a higher figure", c.ID, before, after)
		}
	})
}

// TestTallyByTime: every late day more, and not handing in at all, costs nothing
// or something, never gains.
func TestTallyByTime(t *testing.T) {
	everySheet(t, func(t *rapid.T, s *Sheet) {
		entries, timely := drawSheet(t, s)
		before := Add(s, entries, timely).Total
		for r, was := range timely {
			for _, worse := range []Timeliness{{Complete: was.Complete, Provisional: was.Provisional, LateDays: was.LateDays + 1}, {}} {
				later := maps.Clone(timely)
				later[r] = worse
				if after := Add(s, entries, later).Total; after > before {
					t.Fatalf("%s %+v: total %d became %d", r, worse, before, after)
				}
			}
		}
	})
}

func TestTallyIgnoresOrder(t *testing.T) {
	everySheet(t, func(t *rapid.T, s *Sheet) {
		entries, timely := drawSheet(t, s)
		shuffled := *s
		shuffled.Criteria = rapid.Permutation(s.Criteria).Draw(t, "order")
		a, b := Add(s, entries, timely), Add(&shuffled, entries, timely)
		a.Blank, b.Blank, a.Failed, b.Failed = nil, nil, nil, nil // in the order of the sheet
		if diff := cmp.Diff(a, b); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestRebasing: a unit that does everything that applies to it has full marks,
// whatever does not apply, and taking an empty criterion out never costs points.
func TestRebasing(t *testing.T) {
	everySheet(t, func(t *rapid.T, s *Sheet) {
		full := map[string]Entry{}
		for i := range s.Criteria {
			c := &s.Criteria[i]
			if c.MayNotApply = c.Section != "" && c.Kind != KindAuto; !c.MayNotApply {
				continue
			}
			if full[c.ID] = fullMarks(*c); rapid.Bool().Draw(t, c.ID+" out") {
				full[c.ID] = Entry{NotApplicable: true}
			}
		}
		// Where nothing at all applies there is nothing to scale: see TestNothingApplies.
		if got := Add(s, full, onTime()); got.NotApplied < s.Total && got.Total != s.Total {
			t.Fatalf("full marks with %d not applied are %d", got.NotApplied, got.Total)
		}
		entries, timely := drawSheet(t, s)
		c := rapid.SampledFrom(s.Criteria).Draw(t, "criterion")
		if !c.MayNotApply || ScoreOf(c, entries[c.ID]) > 0 {
			return
		}
		before := Add(s, entries, timely)
		entries[c.ID] = Entry{NotApplicable: true}
		if after := Add(s, entries, timely); after.Total < before.Total && after.NotApplied < s.Total {
			t.Fatalf("%s out: %d became %d", c.ID, before.Total, after.Total)
		}
	})
}

// fullMarks is the answer that earns the maximum.
func fullMarks(c Criterion) Entry {
	switch {
	case c.Kind == KindNumber:
		return Entry{Value: int64(c.Max)}
	case c.Kind == KindPercentage && c.AtMost:
		return Entry{}
	case c.Kind == KindPercentage:
		return Entry{Value: int64(c.ThresholdOrWhole())}
	case c.Kind == KindRelative:
		return Entry{Value: MaxFigure}
	case c.Kind == KindPass:
		return Entry{Value: 1}
	}
	return Entry{Value: MaxCount}
}
