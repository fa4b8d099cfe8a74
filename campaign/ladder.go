package campaign

import "slices"

// StepKind is which side of the last on-time day a reminder falls on.
type StepKind string

// The kinds of steps.
const (
	StepBefore  StepKind = "before"
	StepLastDay StepKind = "last-day"
	StepOverdue StepKind = "overdue"
)

// Step is one rung of the reminder ladder (S65).
type Step struct {
	Kind StepKind
	// Days left until the last on-time day, or late days for an overdue step;
	// 0 on the last day itself.
	Days int
	// Nth counts overdue reminders from 1 to Rules.OverdueMax; 0 otherwise.
	Nth int
}

// StepOn tells which step of the ladder a day is for a duty whose last on-time
// day is last; false when that day has none. Overdue steps come every
// Rules.OverdueEvery days after the last on-time day.
func (p *Plan) StepOn(last, day Date) (Step, bool) {
	if last.IsZero() || day.IsZero() {
		return Step{}, false
	}
	left := day.DaysUntil(last)
	if left >= 0 {
		if !slices.Contains(p.Rules.Before, left) {
			return Step{}, false
		}
		if left == 0 {
			return Step{Kind: StepLastDay}, true
		}
		return Step{Kind: StepBefore, Days: left}, true
	}
	late, every := -left, p.Rules.OverdueEvery
	if every <= 0 || late%every != 0 || late/every > p.Rules.OverdueMax {
		return Step{}, false
	}
	return Step{Kind: StepOverdue, Days: late, Nth: late / every}, true
}

// StepOf is StepOn for a duty: false also when nothing is owed on that day.
func (p *Plan) StepOf(d Duty, day Date) (Step, bool) {
	if !d.Owes() {
		return Step{}, false
	}
	return p.StepOn(d.LastDay, day)
}

// rounds lists the days of the ladder to a last day that lie on or after the
// opening day.
func (p *Plan) rounds(r Requirement, last Date) []Date {
	var out []Date
	opens := p.Opens(r)
	add := func(d Date) {
		if opens.IsZero() || !d.Before(opens) {
			out = append(out, d)
		}
	}
	for _, n := range p.Rules.Before {
		add(last.AddDays(-n))
	}
	if p.Rules.OverdueEvery > 0 {
		for nth := 1; nth <= p.Rules.OverdueMax; nth++ {
			add(last.AddDays(nth * p.Rules.OverdueEvery))
		}
	}
	return out
}
