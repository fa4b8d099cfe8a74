package campaign

import "time"

// Quiet reports whether nothing may be pushed at this instant. owesToday is
// true for somebody who owes something whose last on-time day is the day of at:
// for them the evening lasts until Rules.LastDayQuiet. Equal ends mean no quiet
// hours at all.
func (p *Plan) Quiet(at time.Time, owesToday bool) bool {
	from, to := p.Rules.QuietFrom, p.Rules.QuietTo
	local := at.In(p.Location())
	now := TimeOfDay(local.Hour()*60 + local.Minute())
	if from <= to {
		return from <= now && now < to
	}
	if owesToday {
		from = max(from, p.Rules.LastDayQuiet)
	}
	return now < to || now >= from
}

// NextLoud is the first instant from at on that is not quiet: at itself, or the
// coming end of the quiet hours.
func (p *Plan) NextLoud(at time.Time, owesToday bool) time.Time {
	if !p.Quiet(at, owesToday) {
		return at
	}
	today := p.Day(at)
	end := p.instant(today, p.Rules.QuietTo)
	if !end.After(at) {
		end = p.instant(today.AddDays(1), p.Rules.QuietTo)
	}
	return end
}

// instant is the wall-clock time of a day in the plan's zone.
func (p *Plan) instant(d Date, t TimeOfDay) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, int(t), 0, 0, p.Location())
}
