package campaign

import "time"

// NextMorning is when the next card for who runs the campaign is due after an
// instant: on a working day at Rules.Morning, or when the quiet hours end where
// that is later. Zero where the plan has no card.
func (p *Plan) NextMorning(after time.Time) time.Time {
	if p.Rules.Morning == 0 {
		return time.Time{}
	}
	for day := p.Day(after); ; day = day.AddDays(1) {
		at := p.NextLoud(day.In(p.Location()).Add(time.Duration(p.Rules.Morning)*time.Minute), false)
		if p.WorkingDay(day) && at.After(after) {
			return at
		}
	}
}
