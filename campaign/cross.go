package campaign

import (
	"slices"
	"time"
	"unicode/utf8"
)

// CrossUse says what the scores given by other units come to.
type CrossUse string

// The ways of putting them together.
const (
	CrossAverage CrossUse = "average"
	CrossMedian  CrossUse = "median"
)

// CrossRules are the plan's rules of cross-scoring (chấm chéo): units score each
// other's sheets before the desk appraises them. Their scores are shown to the
// desk and count for nothing by themselves.
type CrossRules struct {
	// Each is how many units every unit scores; 0 = no cross-scoring. At most half
	// of the others, so that no two units score each other.
	Each int `json:"each"`
	// Days is how many working days a unit has, after the day the sheet is in and
	// the last day of handing it in, whichever is later.
	Days int `json:"days"`
	// Use is how the scores are put together; "" = CrossAverage.
	Use CrossUse `json:"use"`
}

// Pair is one assignment: the unit By scores the sheet of Of.
type Pair struct{ By, Of string }

// CrossPairs are the assignments of the year, in plan order of who scores. They
// follow from the plan alone: the units that compete sit in a circle in plan
// order, and each scores those at the same few distances ahead, all of them
// shorter than half the circle. So nobody scores itself, no two score each other,
// and every sheet is scored equally often. The distances turn with the year, so
// that the same units do not meet every year. A unit that ends within the year
// keeps its seat, so that no assignment moves.
func (p *Plan) CrossPairs() []Pair {
	var circle []string
	for _, u := range p.Units {
		if u.Status != NonCompeting {
			circle = append(circle, u.ID)
		}
	}
	distances := MostCross(len(circle))
	if p.Cross.Each <= 0 || p.Cross.Each > distances {
		return nil
	}
	var out []Pair
	for i, by := range circle {
		for k := range p.Cross.Each {
			ahead := 1 + (p.Year+k)%distances
			out = append(out, Pair{by, circle[(i+ahead)%len(circle)]})
		}
	}
	return out
}

// MostCross is how many sheets each of so many units can score without two of
// them scoring each other.
func MostCross(units int) int { return max(0, (units-1)/2) }

// CrossedBy are the units whose sheets a unit scores, in plan order.
func (p *Plan) CrossedBy(unit string) []string {
	var out []string
	for _, pair := range p.CrossPairs() {
		if pair.By == unit {
			out = append(out, pair.Of)
		}
	}
	return p.inOrder(out)
}

// CrossersOf are the units that score a unit's sheet, in plan order.
func (p *Plan) CrossersOf(unit string) []string {
	var out []string
	for _, pair := range p.CrossPairs() {
		if pair.Of == unit {
			out = append(out, pair.By)
		}
	}
	return p.inOrder(out)
}

// inOrder keeps the units of the plan that still exist, in its order.
func (p *Plan) inOrder(units []string) []string {
	var out []string
	for _, u := range p.Competing() {
		if slices.Contains(units, u.ID) {
			out = append(out, u.ID)
		}
	}
	return out
}

// CrossLastDay is the last day of scoring a sheet that came in at an instant;
// last is the last day of handing it in, zero where the plan has none.
func (p *Plan) CrossLastDay(sealed time.Time, last Date) Date {
	from := p.Day(sealed)
	if from.Before(last) {
		from = last
	}
	return p.AddWorkingDays(from, p.Cross.Days)
}

// CrossState is how far one unit's scores for another are.
type CrossState string

// The states.
const (
	CrossWaits  CrossState = "waits"  // the sheet to be scored is not in
	CrossOpen   CrossState = "open"   // to be scored
	CrossDone   CrossState = "done"   // handed in
	CrossMissed CrossState = "missed" // the desk appraised the sheet without it
)

// CrossDuty is one sheet a unit scores for the plan.
type CrossDuty struct {
	By, Of  string
	State   CrossState
	LastDay Date // of scoring it; zero while the sheet is not in
	// Decided of Typed criteria are scored so far.
	Decided, Typed int
}

// CrossDutyOf is where the scores of By for the unit of f stand; stored is what
// By has scored, nil = nothing yet.
func (p *Plan) CrossDutyOf(by string, f Figures, stored *CrossSheet) CrossDuty {
	d := CrossDuty{By: by, Of: f.Unit, State: CrossWaits, Typed: len(p.Sheet.Typed())}
	if !sealed(f.Self) {
		return d
	}
	var last Date
	for _, r := range p.Requirements {
		if r.Has(PartSheet) && r.OwedBy(f.Unit) {
			last, _ = p.LastDayFor(r, f.Unit)
			break
		}
	}
	d.State, d.LastDay = CrossOpen, p.CrossLastDay(f.Self.SealedAt, last)
	if stored != nil && !stored.Against.Equal(f.Self.SealedAt) {
		turned := stored.For(f.Self)
		stored = &turned
	}
	if stored != nil {
		d.Decided = d.Typed - len(Undecided(&p.Sheet, &stored.ScoreSheet))
	}
	switch {
	case stored != nil && stored.Counts(f.Self):
		d.State = CrossDone
	case sealed(f.Appraisal):
		d.State = CrossMissed
	}
	return d
}

// CrossReminders are the days on which a unit is reminded of a sheet it still
// has to score: the day before the last one, the last one, and then as often as
// of anything overdue (S68).
func (p *Plan) CrossReminders(last Date) []Date {
	out := []Date{last.AddDays(-1), last}
	for n := range p.Rules.OverdueMax {
		out = append(out, last.AddDays((n+1)*p.Rules.OverdueEvery))
	}
	return out
}

// MayCross reports whether somebody with these roles may score the sheet of a
// unit for the unit by: the plan gives the sheet to that unit, and nothing ties
// the person to the unit that is scored.
func (p *Plan) MayCross(roles []Role, by, of string) bool {
	return slices.Contains(p.CrossPairs(), Pair{by, of}) &&
		May(roles, ActCross, by, p.Year) && !Belongs(roles, of, p.Year)
}

// CrossSheet is one unit's scores for another unit's sheet; a draft until
// sealed.
type CrossSheet struct {
	By string `json:"scorer"` // the unit that scores
	ScoreSheet
	// Against is when the scored sheet was sealed: one that was taken back and sent
	// again is another sheet.
	Against time.Time `json:"against"`
}

// Counts reports whether the scores are about the sheet as it is now and were
// handed in.
func (c CrossSheet) Counts(self *ScoreSheet) bool {
	return c.Sealed() && self != nil && self.Sealed() && c.Against.Equal(self.SealedAt)
}

// For is the sheet turned to what the unit has sent now: what was scored stays
// where it is as declared still or has its reason; the rest is open again, and
// nothing is handed in.
func (c CrossSheet) For(self *ScoreSheet) CrossSheet {
	kept := map[string]Entry{}
	for id, e := range c.Entries {
		declared, answered := self.Entries[id]
		if answered && AsDeclared(e, declared) || utf8.RuneCountInString(e.Reason) >= ShortestReason {
			kept[id] = e
		}
	}
	c.Entries, c.Against = kept, self.SealedAt
	c.SealedAt, c.SealedBy, c.SealedAs = time.Time{}, 0, ""
	return c
}

// CrossScores puts the scores that count together, criterion by criterion, in
// 1/100 points; halves are rounded up. Of deductions it is the positive figure.
func CrossScores(s *Sheet, use CrossUse, sheets []CrossSheet) map[string]Points {
	out := map[string]Points{}
	for _, c := range s.Typed() {
		var given []Points
		for _, sheet := range sheets {
			if e, ok := sheet.Entries[c.ID]; ok && !e.NotApplicable {
				given = append(given, ScoreOf(c, e))
			}
		}
		if len(given) > 0 && c.Kind != KindGate {
			out[c.ID] = together(use, given)
		}
	}
	return out
}

// together is the middle or the average of figures; there is at least one.
func together(use CrossUse, given []Points) Points {
	if use == CrossMedian {
		slices.Sort(given)
		given = given[(len(given)-1)/2 : len(given)/2+1]
	}
	sum := Points(0)
	for _, v := range given {
		sum += v
	}
	n := Points(len(given))
	return (2*sum + n) / (2 * n)
}
