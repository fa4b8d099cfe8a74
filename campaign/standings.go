package campaign

import (
	"cmp"
	"slices"
	"time"
)

// Candidate is what the standings know of one unit.
type Candidate struct {
	Unit  Unit
	Tally Tally
	// CompletedAt is when the final hand-in was complete; zero sorts last.
	CompletedAt time.Time
	// HasSheet is true when the final hand-in is there: without it the unit is
	// not ranked (gate on the final report, S59).
	HasSheet bool
	// Hold is why the unit is not considered; a zero Kind = it is.
	Hold Hold
}

// TieRule names what set a unit below the next one with an equal total.
type TieRule string

// The rules in the order they are asked.
const (
	TieFirstSection TieRule = "first-section" // more points in the first section
	TieDeductions   TieRule = "deductions"    // fewer points deducted
	TieEarlier      TieRule = "earlier"       // complete earlier
	TieEqual        TieRule = "equal"         // nothing differs: the same place
)

// The reasons a unit has no place.
const (
	UnrankedNoFinal   = "no-final"  // no complete final hand-in
	UnrankedHold      = "hold"      // suspended by a leader
	UnrankedWithdrawn = "withdrawn" // left out at its own wish
	UnrankedMarked    = "marked"    // missing, and marked so before publication
	UnrankedEnded     = "ended"     // dissolved or merged within the year
	UnrankedGate      = "gate"      // a failed gate that bars from ranking
)

// What a failed gate shuts out; values of Criterion.Bars.
const (
	BarFlag        = "flag"
	BarCertificate = "certificate"
	BarRank        = "rank"
)

// Standing is one line of the standings.
type Standing struct {
	Place       int // from 1; equal units share one and the next is skipped (1-1-3); 0 = unranked
	Unit        Unit
	Tally       Tally
	CompletedAt time.Time
	Tied        bool    // shares its place
	Rule        TieRule // what decided against the unit above; "" when totals differ
	Unranked    string  // why there is no place; "" when ranked
	Hold        Hold    // what keeps it from a place, with the reason; zero = nothing
	Gap         Points  // to the unit above; 0 for the first and the unranked
	// BarredFlag and BarredCertificate say that a failed gate shuts the unit out
	// of the emulation flag, of certificates.
	BarredFlag        bool
	BarredCertificate bool
}

// Rank orders the competing units: higher total; then more points in the first
// section as printed (not scaled up, so that a reader can check it on the
// sheet), fewer deductions, complete earlier, and else an equal place. Units
// without a place follow in plan order and keep their figures. The order of cs
// does not matter.
func Rank(p *Plan, cs []Candidate) []Standing {
	order := make(map[string]int, len(p.Units))
	for i, u := range p.Units {
		order[u.ID] = i
	}
	out := make([]Standing, 0, len(cs))
	for _, c := range cs {
		if c.Unit.Status != NonCompeting {
			out = append(out, p.standing(c))
		}
	}
	place := func(s Standing) int {
		if i, ok := order[s.Unit.ID]; ok {
			return i
		}
		return len(order)
	}
	slices.SortFunc(out, func(a, b Standing) int {
		if r := cmp.Compare(btoi(a.Unranked != ""), btoi(b.Unranked != "")); r != 0 {
			return r
		}
		if a.Unranked == "" {
			if r, _ := p.compare(a, b); r != 0 {
				return r
			}
		}
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a.Unit.ID, b.Unit.ID))
	})
	p.number(out)
	return out
}

// standing is a candidate before it has a place.
func (p *Plan) standing(c Candidate) Standing {
	s := Standing{Unit: c.Unit, Tally: c.Tally, CompletedAt: c.CompletedAt, Hold: c.Hold}
	for _, id := range c.Tally.Failed {
		gate, _ := p.Sheet.Criterion(id)
		s.BarredFlag = s.BarredFlag || slices.Contains(gate.Bars, BarFlag)
		s.BarredCertificate = s.BarredCertificate || slices.Contains(gate.Bars, BarCertificate)
		if slices.Contains(gate.Bars, BarRank) {
			s.Unranked = UnrankedGate
		}
	}
	if !c.HasSheet {
		s.Unranked = UnrankedNoFinal
	}
	switch c.Hold.Kind {
	case HoldSuspended:
		s.Unranked = UnrankedHold
	case HoldWithdrawn:
		s.Unranked = UnrankedWithdrawn
	case HoldUnranked:
		s.Unranked = UnrankedMarked
	}
	if c.Unit.Gone {
		s.Unranked = UnrankedEnded
	}
	return s
}

// compare is negative when a stands above b, with the rule that decided when
// the totals are equal.
func (p *Plan) compare(a, b Standing) (int, TieRule) {
	if r := cmp.Compare(b.Tally.Total, a.Tally.Total); r != 0 {
		return r, ""
	}
	if len(p.Sheet.Sections) > 0 {
		first := p.Sheet.Sections[0].ID
		if r := cmp.Compare(b.Tally.Sections[first], a.Tally.Sections[first]); r != 0 {
			return r, TieFirstSection
		}
	}
	if r := cmp.Compare(a.Tally.Deduction, b.Tally.Deduction); r != 0 {
		return r, TieDeductions
	}
	if r := cmp.Compare(btoi(a.CompletedAt.IsZero()), btoi(b.CompletedAt.IsZero())); r != 0 {
		return r, TieEarlier
	}
	if r := a.CompletedAt.Compare(b.CompletedAt); r != 0 {
		return r, TieEarlier
	}
	return 0, TieEqual
}

// number gives the ranked head of sorted standings their places, rules and gaps.
func (p *Plan) number(out []Standing) {
	for i := range out {
		s := &out[i]
		if s.Unranked != "" {
			return
		}
		s.Place = i + 1
		if i == 0 {
			continue
		}
		above := &out[i-1]
		s.Gap = above.Tally.Total - s.Tally.Total
		var r int
		if r, s.Rule = p.compare(*above, *s); r == 0 {
			s.Place = above.Place
			s.Tied, above.Tied = true, true
		}
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
