package campaign

import (
	"slices"
	"time"
)

// Extension is a later last day for a requirement, given in chat while the plan
// is in force: to one unit, or with Unit "" to all. It holds the promise twice,
// because the date that everybody has may still move: Until is the day that was
// told and is never taken back, Days is the distance to the common last day at
// that moment, so that a later common date carries the extension along.
type Extension struct {
	Unit        string `json:"unit,omitempty"`
	Requirement string `json:"requirement"`
	Days        int    `json:"days"`  // after the common last day when it was given, from 1
	Until       Date   `json:"until"` // the new last on-time day
}

// LongestExtension is how many days a last day is moved at most.
const LongestExtension = 60

// LastDayFor is LastDay for one unit: no extension shortens another, and no
// later common date shortens an extension.
func (p *Plan) LastDayFor(r Requirement, unit string) (Date, bool) {
	common, ok := p.LastDay(r)
	if !ok {
		return common, false
	}
	last := common
	for _, e := range p.Extensions {
		if e.Unit == "" || e.Unit != unit || e.Requirement != r.ID {
			continue
		}
		for _, d := range []Date{e.Until, common.AddDays(e.Days)} {
			if d.After(last) {
				last = d
			}
		}
	}
	return last, true
}

// DeadlineFor is the first late instant for one unit; zero without a date.
func (p *Plan) DeadlineFor(r Requirement, unit string) time.Time {
	last, ok := p.LastDayFor(r, unit)
	if !ok {
		return time.Time{}
	}
	return last.AddDays(1).In(p.Location())
}

// ExtendedForAll is the last on-time day everybody was given instead of the
// plan's own; false while the plan's own holds.
func (p *Plan) ExtendedForAll(requirement string) (Date, bool) {
	var until Date
	for _, e := range p.Extensions {
		if e.Unit == "" && e.Requirement == requirement && e.Until.After(until) {
			until = e.Until
		}
	}
	return until, !until.IsZero()
}

// ExtendedUnit is a unit whose last day is later than everybody's.
type ExtendedUnit struct {
	Unit    Unit
	LastDay Date
}

// ExtendedUnits lists who has a later last day for a requirement than the
// others, in plan order.
func (p *Plan) ExtendedUnits(r Requirement) []ExtendedUnit {
	common, ok := p.LastDay(r)
	if !ok {
		return nil
	}
	var out []ExtendedUnit
	for _, u := range p.Owing(r) {
		if last, _ := p.LastDayFor(r, u.ID); last.After(common) {
			out = append(out, ExtendedUnit{u, last})
		}
	}
	return out
}

// Extend adds an extension to the plan; the plan given must be a copy nobody
// else reads. Without a known requirement that has a date, or without a known
// unit where one is named, it changes nothing and is false. One for all moves
// the requirement's date, unless the plan itself has moved it further since.
func (p *Plan) Extend(e Extension) bool {
	i := slices.IndexFunc(p.Requirements, func(r Requirement) bool { return r.ID == e.Requirement })
	if i < 0 {
		return false
	}
	last, dated := p.LastDay(p.Requirements[i])
	if _, known := p.Unit(e.Unit); !dated || e.Unit != "" && !known {
		return false
	}
	if e.Unit == "" {
		if !e.Until.After(last) {
			return true // the common date is as late already
		}
		p.Requirements[i].Due = Due{Date: e.Until, IfHoliday: KeepDay}
	}
	p.Extensions = append(p.Extensions, e)
	return true
}

// Withdrawal takes back what was given: the extensions of a requirement to a unit,
// or with Unit "" those to all, that were given before it. What is left of them
// is held twice as in an Extension; with a zero Until nothing is.
type Withdrawal struct {
	Unit        string `json:"unit,omitempty"`
	Requirement string `json:"requirement"`
	Days        int    `json:"days"`  // after the common last day without them, from 0
	Until       Date   `json:"until"` // the last on-time day that is left
}

// Less is what a withdrawal leaves of an extension given before it.
func (e Extension) Less(w Withdrawal) Extension {
	if e.Unit != w.Unit || e.Requirement != w.Requirement {
		return e
	}
	e.Days = min(e.Days, w.Days)
	if e.Until.After(w.Until) {
		e.Until = w.Until
	}
	return e
}

// TakenBackTo is the earliest last day an extension may be taken back to: without
// is the last day as it is without the extension, heard when the last of those it
// concerns is told. A whole day is left to them.
func (p *Plan) TakenBackTo(without Date, heard time.Time) Date {
	soonest := p.Day(heard).AddDays(1)
	if without.After(soonest) {
		return without
	}
	return soonest
}

// eased judges late versions anew against a deadline that was moved after they
// came in; nothing gets later by it, and an answer to a return keeps its own
// date.
func (p *Plan) eased(subs []Submission, deadline time.Time) []Submission {
	out := slices.Clone(subs)
	for i := range out {
		if !out[i].Asked {
			out[i].Timing = p.ease(out[i].Timing, out[i].At, deadline)
		}
	}
	return out
}

func (p *Plan) ease(t Timing, at, deadline time.Time) Timing {
	if t.LateDays == 0 || t.Deadline.IsZero() || !deadline.After(t.Deadline) {
		return t
	}
	t.Deadline, t.LateDays = deadline, min(t.LateDays, p.LateDays(deadline, at))
	return t
}
