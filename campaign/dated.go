package campaign

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
)

// DatedKind is what happens on a day of the calendar.
type DatedKind string

// The kinds, in the order of one day.
const (
	DatedDeadline    DatedKind = "deadline" // requirement id; its last on-time day
	DatedConference  DatedKind = "conference"
	DatedOpens       DatedKind = "opens" // requirement id; its first day
	DatedPhaseOpens  DatedKind = "phase-open"
	DatedPhaseCloses DatedKind = "phase-close"
	DatedBegins      DatedKind = "movement-open"
	DatedEnds        DatedKind = "movement-close"
	DatedOccasion    DatedKind = "occasion" // its name
	DatedTraditional DatedKind = "traditional"
	DatedHoliday     DatedKind = "holiday" // its name
)

var datedOrder = []DatedKind{
	DatedDeadline, DatedConference, DatedOpens, DatedPhaseOpens, DatedPhaseCloses,
	DatedBegins, DatedEnds, DatedOccasion, DatedTraditional, DatedHoliday,
}

// Dated is one entry of the calendar: what, and on which day.
type Dated struct {
	// Key is unique in a unit's calendar and stays when the day moves, so that
	// a later calendar replaces the entry. An anniversary's day is part of what
	// it is.
	Key     string
	Kind    DatedKind
	Subject string // an id of the plan, or a name where the kind has no ids
	Day     Date
	// Unit is whose own entry it is; "" = everybody's.
	Unit string
	// Occasion is set for DatedOccasion and DatedTraditional.
	Occasion Occasion
}

// Calendar lists everything of the plan that has a day, by day: for one unit
// what it owes and by when, with its extensions; with "" what everybody has.
// Conferences known by their month only have no day yet (S58).
func (p *Plan) Calendar(unit string) []Dated {
	var out []Dated
	add := func(kind DatedKind, subject, unit string, on Date) {
		key := string(kind) + "." + subject
		if unit != "" {
			key += "." + unit
		}
		out = append(out, Dated{Key: key, Kind: kind, Subject: subject, Day: on, Unit: unit})
	}
	for _, f := range p.Phases {
		add(DatedPhaseOpens, f.ID, "", f.Span.From)
		add(DatedPhaseCloses, f.ID, "", f.Span.To)
	}
	for _, m := range p.Movements {
		if !m.Span.IsZero() && (unit == "" || m.TakesPart(unit)) {
			add(DatedBegins, m.ID, "", m.Span.From)
			add(DatedEnds, m.ID, "", m.Span.To)
		}
	}
	for _, r := range p.Requirements {
		if unit != "" && !p.owes(r, unit) {
			continue
		}
		last, dated := p.LastDayFor(r, unit)
		if opens := p.Opens(r); !opens.IsZero() {
			add(DatedOpens, r.ID, "", opens)
		}
		if dated {
			add(DatedDeadline, r.ID, unit, last)
		}
	}
	for _, c := range p.Conferences {
		if !c.Fixed.IsZero() {
			add(DatedConference, c.ID, "", c.Fixed)
		}
	}
	out = append(out, p.anniversaries()...)
	for _, h := range p.Holidays {
		add(DatedHoliday, nameKey(h.Day, h.Name), "", h.Day)
		out[len(out)-1].Subject = h.Name
	}
	slices.SortStableFunc(out, func(a, b Dated) int {
		return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(slices.Index(datedOrder, a.Kind), slices.Index(datedOrder, b.Kind)), cmp.Compare(a.Key, b.Key))
	})
	return slices.CompactFunc(out, func(a, b Dated) bool { return a.Key == b.Key })
}

// owes reports whether a unit hands the requirement in at all.
func (p *Plan) owes(r Requirement, unit string) bool {
	return slices.ContainsFunc(p.Owing(r), func(u Unit) bool { return u.ID == unit })
}

// anniversaries are the days the timetable greets: occasions within their
// phase, traditional days once in the plan's year.
func (p *Plan) anniversaries() []Dated {
	var out []Dated
	for _, f := range p.Phases {
		for _, o := range f.Occasions {
			for year := f.Span.From.Year; year <= f.Span.To.Year; year++ {
				if on, ok := o.Day.In(year); ok && f.Span.Contains(on) {
					out = append(out, Dated{
						Key: string(DatedOccasion) + "." + nameKey(on, o.Name), Kind: DatedOccasion, Subject: o.Name, Day: on, Occasion: o,
					})
				}
			}
		}
	}
	for _, u := range p.Units {
		if on, ok := u.Traditional.In(p.Year); ok && !u.EndedOn(on) {
			out = append(out, Dated{
				Key: string(DatedTraditional) + "." + u.ID, Kind: DatedTraditional, Subject: u.ID, Day: on, Occasion: Occasion{Day: u.Traditional},
			})
		}
	}
	return out
}

// nameKey is a day and what tells two names on it apart, without blanks.
func nameKey(on Date, name string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(name)) // a hash takes everything
	return fmt.Sprintf("%s-%08x", on, h.Sum32())
}
