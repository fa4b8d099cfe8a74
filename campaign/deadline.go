package campaign

import "time"

// LastDay is the last day on which the requirement is handed in on time; false
// when it has none (S56, S59, S66) or counts from a conference nobody has fixed
// yet. A strict date ("trước ngày") ends on the day before; IfHoliday then moves
// the day over Saturdays, Sundays and the plan's holidays.
func (p *Plan) LastDay(r Requirement) (Date, bool) {
	d := r.Due.Date
	if r.Due.Conference != "" {
		c, _ := p.Conference(r.Due.Conference)
		d = c.Fixed
	}
	if d.IsZero() {
		return Date{}, false
	}
	d = p.AddWorkingDays(d, r.Due.WorkingDays)
	if r.Due.Strict {
		d = d.AddDays(-1)
	}
	move := 0
	switch r.Due.IfHoliday {
	case NextDay:
		move = 1
	case BeforeDay:
		move = -1
	}
	for move != 0 && !p.WorkingDay(d) {
		d = d.AddDays(move)
	}
	return d, true
}

// WorkingDay reports whether the day is neither Saturday, Sunday nor a holiday
// of the plan.
func (p *Plan) WorkingDay(d Date) bool {
	if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
		return false
	}
	for _, h := range p.Holidays {
		if h.Day == d {
			return false
		}
	}
	return true
}

// Deadline is the first late instant: the midnight after LastDay in the plan's
// zone. Zero when the requirement has no date.
func (p *Plan) Deadline(r Requirement) time.Time {
	last, ok := p.LastDay(r)
	if !ok {
		return time.Time{}
	}
	return last.AddDays(1).In(p.Location())
}

// Opens is the first day the requirement can be handed in; drafting is always
// possible. Without an own day it is the day after the data window ends (S57,
// S60); zero means at any time.
func (p *Plan) Opens(r Requirement) Date {
	if !r.Opens.IsZero() {
		return r.Opens
	}
	if r.Window.To.IsZero() {
		return Date{}
	}
	return r.Window.To.AddDays(1)
}

// LateDays counts the started calendar days of the plan's zone from the
// deadline to at: the whole first late day is 1. It is 0 on time, and where
// there is no deadline (zero).
func (p *Plan) LateDays(deadline, at time.Time) int {
	if deadline.IsZero() || at.Before(deadline) {
		return 0
	}
	zone := p.Location()
	return DateOf(deadline.In(zone)).DaysUntil(DateOf(at.In(zone))) + 1
}

// HandIn is what is known of one confirmation when its lateness is judged.
type HandIn struct {
	// At is the instant of the confirmation: Telegram's date of a typed one,
	// the time the batch was received for a press, which carries no date.
	At time.Time
	// ContentAt is Telegram's date of the latest message that brought content;
	// zero when unknown, and then no grace is given.
	ContentAt time.Time
	// Pressed is true for a button, false for a typed confirmation.
	Pressed bool
	// ResumedAt is when polling came back; zero if the bot was polling at the
	// deadline.
	ResumedAt time.Time
}

// Judge says how a confirmation stands to the requirement's deadline.
func (p *Plan) Judge(r Requirement, h HandIn) Timing { return p.JudgeAt(p.Deadline(r), h) }

// JudgeAt is Judge against a deadline of the unit's own (an extension, the date
// of a return); a zero deadline makes everything on time.
//
// A confirmation after the deadline still counts when all content is older than
// the deadline and either it is a press within Rules.PressGrace, because nobody
// can say when the finger touched the screen, or the bot was not polling at the
// deadline and the confirmation came within Rules.OutageGrace of its return. The
// latter holds for typed confirmations too: during the outage nobody was asked
// for one. The reason is recorded; the instant that counts stays h.At.
func (p *Plan) JudgeAt(deadline time.Time, h HandIn) Timing {
	t := Timing{Deadline: deadline, LateDays: p.LateDays(deadline, h.At)}
	if t.LateDays == 0 || h.ContentAt.IsZero() || !h.ContentAt.Before(deadline) {
		return t
	}
	switch {
	case h.Pressed && !h.At.After(deadline.Add(p.Rules.PressGrace)):
		t.Grace = GracePress
	case !h.ResumedAt.Before(deadline) && !h.At.After(h.ResumedAt.Add(p.Rules.OutageGrace)):
		t.Grace = GraceOutage
	default:
		return t
	}
	t.LateDays = 0
	return t
}
