package campaign

import (
	"testing"

	"pgregory.net/rapid"
)

func TestStandingHold(t *testing.T) {
	deed := func(n int, kind HoldKind, act HoldAct, of int) Hold {
		return Hold{Number: n, Unit: "vks", Kind: kind, Act: act, Of: of, Reason: string(rune('a' + n))}
	}
	for name, c := range map[string]struct {
		deeds  []Hold
		kind   HoldKind
		reason string
		open   bool
	}{
		"nothing":                {},
		"suspended":              {deeds: []Hold{deed(1, HoldSuspended, HoldSet, 0)}, kind: HoldSuspended, reason: "b"},
		"lifted":                 {deeds: []Hold{deed(1, HoldSuspended, HoldSet, 0), deed(2, HoldSuspended, HoldLifted, 1)}},
		"asked only":             {deeds: []Hold{deed(1, HoldWithdrawn, HoldAsked, 0)}, open: true},
		"lifted before it stood": {deeds: []Hold{deed(1, HoldWithdrawn, HoldAsked, 0), deed(2, HoldWithdrawn, HoldLifted, 1)}, open: true},
		"signed":                 {deeds: []Hold{deed(1, HoldWithdrawn, HoldAsked, 0), deed(2, HoldWithdrawn, HoldSigned, 1)}, open: true},
		"agreed, its own reason": {deeds: []Hold{deed(1, HoldWithdrawn, HoldAsked, 0), deed(2, HoldWithdrawn, HoldSet, 1)}, kind: HoldWithdrawn, reason: "b"},
		"declined":               {deeds: []Hold{deed(1, HoldWithdrawn, HoldAsked, 0), deed(2, HoldWithdrawn, HoldRefused, 1)}},
		"agreed after declined":  {deeds: []Hold{deed(1, HoldWithdrawn, HoldAsked, 0), deed(2, HoldWithdrawn, HoldRefused, 1), deed(3, HoldWithdrawn, HoldSet, 1)}},
		"withdrawn outweighs": {
			deeds: []Hold{deed(1, HoldUnranked, HoldSet, 0), deed(2, HoldWithdrawn, HoldAsked, 0), deed(3, HoldWithdrawn, HoldSet, 2), deed(4, HoldSuspended, HoldSet, 0)},
			kind:  HoldWithdrawn, reason: "c",
		},
	} {
		if got := StandingHold(c.deeds); got.Kind != c.kind || got.Reason != c.reason {
			t.Errorf("%s: %+v", name, got)
		}
		if _, open := OpenWithdrawal(c.deeds); open != c.open {
			t.Errorf("%s: open %v", name, open)
		}
	}
}

// TestHoldMattersThatAreOver: what comes after the end of a matter leaves it as
// it ended.
func TestHoldMattersThatAreOver(t *testing.T) {
	for _, end := range []HoldAct{HoldRefused, HoldLifted} {
		for _, late := range []HoldAct{HoldSigned, HoldRefused, HoldSet, HoldLifted} {
			deeds := []Hold{{Number: 1, Kind: HoldWithdrawn, Act: HoldAsked}}
			if end == HoldLifted {
				deeds = append(deeds, Hold{Number: 2, Kind: HoldWithdrawn, Act: HoldSet, Of: 1})
			}
			deeds = append(deeds, Hold{Number: 3, Kind: HoldWithdrawn, Act: end, Of: 1}, Hold{Number: 4, Kind: HoldWithdrawn, Act: late, Of: 1})
			if got := HoldMatters(deeds)[0].Last.Number; got != 3 {
				t.Errorf("%s after %s counts", late, end)
			}
		}
	}
}

// TestHeldUnitsHaveNoPlace: whatever the kind, a held unit is unranked, keeps its
// figures, and the others are ranked as if it were not there.
func TestHeldUnitsHaveNoPlace(t *testing.T) {
	p := plan2021()
	rapid.Check(t, func(t *rapid.T) {
		var all, free []Candidate
		for _, u := range p.Competing() {
			c := candidate(p, u.ID, Points(rapid.IntRange(9000, 9005).Draw(t, "total")), 0, 0, "08:00")
			c.Hold.Kind = rapid.SampledFrom([]HoldKind{"", "", HoldSuspended, HoldWithdrawn, HoldUnranked}).Draw(t, "hold")
			if all = append(all, c); c.Hold.Kind == "" {
				free = append(free, c)
			}
		}
		ranked := Rank(p, free)
		for i, s := range Rank(p, all) {
			switch {
			case i < len(ranked):
				if s.Unit.ID != ranked[i].Unit.ID || s.Place != ranked[i].Place || s.Hold.Kind != "" {
					t.Fatalf("place %d: %s, %d", i, s.Unit.ID, s.Place)
				}
			case s.Place != 0 || s.Unranked == "" || s.Hold.Kind == "" || s.Tally.Total < 9000:
				t.Fatalf("%s is held and stands as %+v", s.Unit.ID, s)
			}
		}
	})
}
