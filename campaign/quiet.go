package campaign

import "time"

// Quiet reports whether nothing may be pushed at this instant. owesToday is
// true for somebody who owes something whose last on-time day is the day of at:
// for them the evening lasts until Rules.LastDayQuiet. Equal ends mean no quiet
// hours at all. A rest within the day is quiet for everybody.
func (p *Plan) Quiet(at time.Time, owesToday bool) bool {
	from, to := p.Rules.QuietFrom, p.Rules.QuietTo
	now := p.timeOfDay(at)
	if p.Rules.rests(now) {
		return true
	}
	if from <= to {
		return from <= now && now < to
	}
	if owesToday {
		from = max(from, p.Rules.LastDayQuiet)
	}
	return now < to || now >= from
}

func (p *Plan) timeOfDay(at time.Time) TimeOfDay {
	local := at.In(p.Location())
	return TimeOfDay(local.Hour()*60 + local.Minute())
}

func (r NoticeRules) rests(t TimeOfDay) bool { return r.BreakFrom <= t && t < r.BreakTo }

// Resting reports whether an instant lies in the rest within the day.
func (p *Plan) Resting(at time.Time) bool { return p.Rules.rests(p.timeOfDay(at)) }

// NextLoud is the first instant from at on that is not quiet: at itself, or the
// coming end of the quiet hours or of the rest; somebody's own quiet hours may end
// within the rest.
func (p *Plan) NextLoud(at time.Time, owesToday bool) time.Time {
	for range 2 {
		if p.Quiet(at, owesToday) {
			at = p.quietEnds(at)
		}
	}
	return at
}

// quietEnds is the end of the quiet span an instant lies in.
func (p *Plan) quietEnds(at time.Time) time.Time {
	today := p.Day(at)
	if p.Resting(at) {
		return p.instant(today, p.Rules.BreakTo)
	}
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

// QuietHours are somebody's own quiet hours, beyond the plan's: From an hour of
// the evening, To one of the morning. The zero value adds nothing.
type QuietHours struct {
	From TimeOfDay `json:"from"`
	To   TimeOfDay `json:"to"`
}

// leastLoud is what a person's quiet hours leave of a day: with less, whatever
// the timetable says would pass them by.
const leastLoud = 4 * 60

// Stricter reports whether quiet hours of one's own may stand: never laxer than
// the plan's at either end, and with four hours of the day left. Where the plan's
// lie within a day or there are none, nothing can be added to them.
func (p *Plan) Stricter(q QuietHours) bool {
	r := p.Rules
	return r.QuietFrom > r.QuietTo && q.From <= r.QuietFrom && q.To >= r.QuietTo && q.To+leastLoud <= q.From
}

// NextLoudFor is NextLoud for somebody with quiet hours of their own. Own hours a
// later plan has made laxer than its own count for nothing.
func (p *Plan) NextLoudFor(q QuietHours, at time.Time) time.Time {
	if q == (QuietHours{}) || !p.Stricter(q) {
		return p.NextLoud(at, false)
	}
	own := *p
	own.Rules.QuietFrom, own.Rules.QuietTo = q.From, q.To
	return own.NextLoud(at, false)
}
