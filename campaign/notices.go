package campaign

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// NoticeKind is what a notice is about.
type NoticeKind string

// The kinds of notices, with what Subject and Day hold.
const (
	// PhaseOpens and PhaseCloses: phase id; its first, its last day (S52, S54).
	PhaseOpens  NoticeKind = "phase-open"
	PhaseCloses NoticeKind = "phase-close"
	// RequirementOpens: requirement id; its opening day.
	RequirementOpens NoticeKind = "open"
	// Round: no subject; the day whose ladder steps (StepOf) are told, all
	// duties of a person in one message.
	Round NoticeKind = "round"
	// DeadlinePassed: requirement id; its first late day. To the desk.
	DeadlinePassed NoticeKind = "deadline-passed"
	// OverdueEnd: requirement id; the day after its last overdue reminder. To the
	// desk, because from here on nobody is reminded any more.
	OverdueEnd NoticeKind = "overdue-end"
	// OccasionDay: the name of the occasion; its day (S53).
	OccasionDay NoticeKind = "occasion"
	// TraditionalDay: unit id; the day in the plan's year (S55).
	TraditionalDay NoticeKind = "traditional"
	// MovementCloses: movement id; the last day of a thematic movement. That it
	// begins is announced by who launches it (S39).
	MovementCloses NoticeKind = "movement-close"
	// ConferenceMonth: conference id; the first day of the expected month. To
	// the leaders, only while no day is fixed (S58).
	ConferenceMonth NoticeKind = "conference-month"
	// ConferenceDay: conference id; the day of the notice, three days before the
	// fixed day and on it.
	ConferenceDay NoticeKind = "conference-day"
)

// Notice is one instant of the timetable: when something is told, not to whom
// and in which words.
type Notice struct {
	// Key is unique in the plan and the same for identical plans, so that
	// adopting a plan twice gives one timetable.
	Key  string
	Kind NoticeKind
	At   time.Time // never in quiet hours
	// ExpiresAt is when telling it has become pointless; always after At.
	ExpiresAt time.Time
	Subject   string
	Day       Date // the calendar day it is about
	// Unit is whose own deadline passed, where it was extended; "" = everybody's.
	Unit string `json:",omitempty"`
}

// How many days a notice stays worth telling when the bot was away.
const (
	sameDay    = 1  // greetings, the daily round: tomorrow has its own
	someDays   = 7  // openings
	twoWeeks   = 14 // facts for the desk
	soonBefore = 3  // days between the first word of a fixed conference and its day
)

// Notices is the whole timetable of the plan, by time and then key. It does not
// know what units have handed in: who still owes something is asked when the
// notice is told. Past notices are listed too; what to do with them is the
// agenda's affair (S64).
func Notices(p *Plan) []Notice {
	t := timetable{plan: p}
	t.phases()
	t.movements()
	t.requirements()
	t.days()
	t.conferences()
	slices.SortFunc(t.notices, func(a, b Notice) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Key, b.Key))
	})
	return slices.CompactFunc(t.notices, func(a, b Notice) bool { return a.Key == b.Key })
}

type timetable struct {
	plan    *Plan
	notices []Notice
}

// add puts a notice at the hour of the daily round, or at the end of the quiet
// hours where that comes later. It lives for a number of days, the first
// included.
func (t *timetable) add(kind NoticeKind, key, subject string, day Date, days int) {
	at := t.plan.NextLoud(t.plan.instant(day, t.plan.Rules.At), false)
	ends := day.AddDays(days).In(t.plan.Location())
	for !ends.After(at) {
		days++
		ends = day.AddDays(days).In(t.plan.Location())
	}
	t.notices = append(t.notices, Notice{
		Key: fmt.Sprintf("%s/%s", kind, key), Kind: kind,
		At: at, ExpiresAt: ends, Subject: subject, Day: day,
	})
}

func (t *timetable) phases() {
	for _, f := range t.plan.Phases {
		length := f.Span.From.DaysUntil(f.Span.To) + 1
		t.add(PhaseOpens, f.ID, f.ID, f.Span.From, max(1, min(someDays, length)))
		t.add(PhaseCloses, f.ID, f.ID, f.Span.To, sameDay)
	}
}

func (t *timetable) movements() {
	for _, m := range t.plan.Movements {
		if !m.Span.IsZero() {
			t.add(MovementCloses, m.ID, m.ID, m.Span.To, sameDay)
		}
	}
}

func (t *timetable) requirements() {
	p := t.plan
	rounds := map[Date]bool{}
	for _, r := range p.Requirements {
		last, dated := p.LastDay(r)
		if opens := p.Opens(r); !opens.IsZero() {
			days := someDays
			if dated {
				days = max(1, min(days, opens.DaysUntil(last)+1))
			}
			t.add(RequirementOpens, r.ID, r.ID, opens, days)
		}
		if !dated {
			continue
		}
		key := r.ID
		if until, ok := p.ExtendedForAll(r.ID); ok {
			key += "/" + until.String() // told again, though the first date was told
		}
		t.deadline(key, r.ID, "", last)
		for _, d := range p.rounds(r, last) {
			rounds[d] = true
		}
		for _, x := range p.ExtendedUnits(r) {
			t.deadline(r.ID+"/"+x.Unit.ID+"/"+x.LastDay.String(), r.ID, x.Unit.ID, x.LastDay)
			for _, d := range p.rounds(r, x.LastDay) {
				rounds[d] = true
			}
		}
	}
	for _, r := range p.HeadDuties {
		if last, dated := p.LastDay(r); dated {
			for _, d := range p.rounds(r, last) {
				rounds[d] = true
			}
		}
	}
	for d := range rounds {
		t.add(Round, d.String(), "", d, sameDay)
	}
}

// deadline adds what the desk is told about a last day behind it: everybody's,
// or with unit the one of an extension.
func (t *timetable) deadline(key, requirement, unit string, last Date) {
	t.add(DeadlinePassed, key, requirement, last.AddDays(1), twoWeeks)
	t.notices[len(t.notices)-1].Unit = unit
	if n := t.plan.Rules.OverdueEvery * t.plan.Rules.OverdueMax; n > 0 {
		t.add(OverdueEnd, key, requirement, last.AddDays(n+1), twoWeeks)
		t.notices[len(t.notices)-1].Unit = unit
	}
}

// days adds the greetings. An occasion is greeted when it falls into its phase,
// a traditional day once in the plan's calendar year.
func (t *timetable) days() {
	for _, d := range t.plan.anniversaries() {
		if d.Kind == DatedOccasion {
			t.add(OccasionDay, d.Day.String()+"/"+d.Subject, d.Subject, d.Day, sameDay)
		} else {
			t.add(TraditionalDay, d.Subject, d.Subject, d.Day, sameDay)
		}
	}
}

// conferences: the day stands in the key, so that fixing another day is told
// again while an unchanged one is not.
func (t *timetable) conferences() {
	for _, c := range t.plan.Conferences {
		if c.Fixed.IsZero() {
			if !c.Month.IsZero() {
				first := Date{c.Month.Year, c.Month.Month, 1}
				t.add(ConferenceMonth, c.ID, c.ID, first, twoWeeks)
			}
			continue
		}
		soon := c.Fixed.AddDays(-soonBefore)
		t.add(ConferenceDay, c.ID+"/"+soon.String(), c.ID, soon, soonBefore)
		t.add(ConferenceDay, c.ID+"/"+c.Fixed.String(), c.ID, c.Fixed, sameDay)
	}
}
