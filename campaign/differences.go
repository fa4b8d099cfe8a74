package campaign

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
)

// DifferenceKind is what differs between two plans.
type DifferenceKind string

// The kinds, in the order they are told. Each says which fields of a Difference
// it fills besides Subject and Name.
const (
	DiffDeadline    DifferenceKind = "deadline"   // OldDay, NewDay: last on-time days; zero = none
	DiffOpens       DifferenceKind = "opens"      // OldDay, NewDay
	DiffWindow      DifferenceKind = "window"     // OldSpan, NewSpan
	DiffParts       DifferenceKind = "parts"      // what is handed in, or who owes it
	DiffRequirement DifferenceKind = "required"   // a requirement that is new
	DiffDropped     DifferenceKind = "dropped"    // a requirement that is gone
	DiffPhase       DifferenceKind = "phase"      // OldSpan, NewSpan; a zero span = new or gone
	DiffConference  DifferenceKind = "conference" // OldDay, NewDay: the fixed day; zero = expected only
	// DiffConferenceGone: a conference that is no longer planned.
	DiffConferenceGone DifferenceKind = "conference-gone"
	DiffUnitNew        DifferenceKind = "unit-new"
	DiffUnitGone       DifferenceKind = "unit-gone"
	DiffUnitName       DifferenceKind = "unit-name"    // Old, New
	DiffUnitStatus     DifferenceKind = "unit-status"  // Old, New: a UnitStatus
	DiffUnitEnds       DifferenceKind = "unit-ends"    // NewDay
	DiffHead           DifferenceKind = "head"         // Old, New: unit ids
	DiffDeputy         DifferenceKind = "deputy"       // Old, New: unit ids
	DiffCriterion      DifferenceKind = "criterion"    // a criterion that is new, gone or scored otherwise
	DiffSheet          DifferenceKind = "sheet"        // Old, New: versions; the sheet's totals, caps or sections
	DiffRule           DifferenceKind = "rule"         // Subject: the rule's name in the config; Old, New
	DiffHolidayNew     DifferenceKind = "holiday-new"  // NewDay
	DiffHolidayGone    DifferenceKind = "holiday-gone" // OldDay
	DiffOther          DifferenceKind = "other"        // document, recipients, legal bases, names of the bloc
)

// Difference is one thing a new revision of the plan says otherwise.
type Difference struct {
	Kind             DifferenceKind
	Subject          string // an id of the plan
	Name             string // its name, of the new plan where it is there
	OldDay, NewDay   Date
	OldSpan, NewSpan Span
	Old, New         string
}

// Differences lists what a plan says otherwise than the one before, in the order
// of the kinds and then of the plan. Two plans without a difference work alike.
// Revisions and what was amended in chat are left out: compare plans as adopted.
func Differences(old, now *Plan) []Difference {
	d := differ{old: old, now: now}
	d.requirements()
	d.phases()
	d.conferences()
	d.units()
	d.sheet()
	d.rest()
	return d.out
}

type differ struct {
	old, now *Plan
	out      []Difference
}

func (d *differ) add(x Difference) { d.out = append(d.out, x) }

func (d *differ) requirements() {
	for _, r := range d.now.Requirements {
		was, known := d.old.Requirement(r.ID)
		if !known {
			last, _ := d.now.LastDay(r)
			d.add(Difference{Kind: DiffRequirement, Subject: r.ID, Name: r.Title, NewDay: last})
			continue
		}
		before, _ := d.old.LastDay(was)
		after, _ := d.now.LastDay(r)
		if before != after {
			d.add(Difference{Kind: DiffDeadline, Subject: r.ID, Name: r.Title, OldDay: before, NewDay: after})
			was.Due = r.Due
		}
		if a, b := d.old.Opens(was), d.now.Opens(r); a != b {
			d.add(Difference{Kind: DiffOpens, Subject: r.ID, Name: r.Title, OldDay: a, NewDay: b})
		}
		if was.Window != r.Window {
			d.add(Difference{Kind: DiffWindow, Subject: r.ID, Name: r.Title, OldSpan: was.Window, NewSpan: r.Window})
		}
		was.Opens, was.Window = r.Opens, r.Window
		if !reflect.DeepEqual(was, r) {
			d.add(Difference{Kind: DiffParts, Subject: r.ID, Name: r.Title})
		}
	}
	for _, r := range d.old.Requirements {
		if _, known := d.now.Requirement(r.ID); !known {
			d.add(Difference{Kind: DiffDropped, Subject: r.ID, Name: r.Title})
		}
	}
}

func (d *differ) phases() {
	for _, f := range d.now.Phases {
		if was, _ := d.old.Phase(f.ID); was.Span != f.Span {
			d.add(Difference{Kind: DiffPhase, Subject: f.ID, Name: f.Name, OldSpan: was.Span, NewSpan: f.Span})
		}
	}
	for _, f := range d.old.Phases {
		if _, known := d.now.Phase(f.ID); !known {
			d.add(Difference{Kind: DiffPhase, Subject: f.ID, Name: f.Name, OldSpan: f.Span})
		}
	}
}

func (d *differ) conferences() {
	for _, c := range d.now.Conferences {
		was, known := d.old.Conference(c.ID)
		if !known || was.Fixed != c.Fixed || was.Month != c.Month {
			d.add(Difference{Kind: DiffConference, Subject: c.ID, Name: c.Title, OldDay: was.Fixed, NewDay: c.Fixed})
		}
	}
	for _, c := range d.old.Conferences {
		if _, known := d.now.Conference(c.ID); !known {
			d.add(Difference{Kind: DiffConferenceGone, Subject: c.ID, Name: c.Title})
		}
	}
}

func (d *differ) units() {
	for _, u := range d.now.Units {
		was, known := d.old.Unit(u.ID)
		if !known {
			d.add(Difference{Kind: DiffUnitNew, Subject: u.ID, Name: u.Name})
			continue
		}
		if was.Name != u.Name {
			d.add(Difference{Kind: DiffUnitName, Subject: u.ID, Name: u.Name, Old: was.Name, New: u.Name})
		}
		if was.Status != u.Status {
			d.add(Difference{Kind: DiffUnitStatus, Subject: u.ID, Name: u.Name, Old: string(was.Status), New: string(u.Status)})
		}
		if was.Until != u.Until {
			d.add(Difference{Kind: DiffUnitEnds, Subject: u.ID, Name: u.Name, OldDay: was.Until, NewDay: u.Until})
		}
	}
	for _, u := range d.old.Units {
		if _, known := d.now.Unit(u.ID); !known {
			d.add(Difference{Kind: DiffUnitGone, Subject: u.ID, Name: u.Name})
		}
	}
	if d.old.Head != d.now.Head {
		d.add(Difference{Kind: DiffHead, Old: d.old.Head, New: d.now.Head})
	}
	if d.old.Deputy != d.now.Deputy {
		d.add(Difference{Kind: DiffDeputy, Old: d.old.Deputy, New: d.now.Deputy})
	}
}

func (d *differ) sheet() {
	for _, c := range d.now.Sheet.Criteria {
		if was, known := d.old.Sheet.Criterion(c.ID); !known || !reflect.DeepEqual(was, c) {
			d.add(Difference{Kind: DiffCriterion, Subject: c.ID, Name: c.Title})
		}
	}
	for _, c := range d.old.Sheet.Criteria {
		if _, known := d.now.Sheet.Criterion(c.ID); !known {
			d.add(Difference{Kind: DiffCriterion, Subject: c.ID, Name: c.Title})
		}
	}
	before, after := d.old.Sheet, d.now.Sheet
	before.Criteria, after.Criteria = nil, nil
	if !reflect.DeepEqual(before, after) {
		d.add(Difference{Kind: DiffSheet, Old: before.Version, New: after.Version})
	}
}

func (d *differ) rest() {
	d.rules(reflect.ValueOf(d.old.Rules), reflect.ValueOf(d.now.Rules), "")
	d.rules(reflect.ValueOf(d.old.Explain), reflect.ValueOf(d.now.Explain), "explain.")
	for _, h := range d.now.Holidays {
		if !slices.Contains(d.old.Holidays, h) {
			d.add(Difference{Kind: DiffHolidayNew, Name: h.Name, NewDay: h.Day})
		}
	}
	for _, h := range d.old.Holidays {
		if !slices.Contains(d.now.Holidays, h) {
			d.add(Difference{Kind: DiffHolidayGone, Name: h.Name, OldDay: h.Day})
		}
	}
	if before, after := d.old.unlisted(d.now), d.now.unlisted(d.old); !reflect.DeepEqual(before, after) {
		d.add(Difference{Kind: DiffOther})
	}
}

// rules tells every field of a set of rules that has another value, as the config
// writes both.
func (d *differ) rules(old, now reflect.Value, prefix string) {
	for i := range old.NumField() {
		name, _, _ := strings.Cut(old.Type().Field(i).Tag.Get("json"), ",")
		if a, b := old.Field(i).Interface(), now.Field(i).Interface(); !reflect.DeepEqual(a, b) {
			d.add(Difference{Kind: DiffRule, Subject: prefix + name, Old: ruleValue(a), New: ruleValue(b)})
		}
	}
}

func ruleValue(v any) string {
	switch v := v.(type) {
	case []int:
		return strings.ReplaceAll(strings.Trim(fmt.Sprint(v), "[]"), " ", ", ")
	case time.Duration:
		return strings.NewReplacer("h0m0s", "h", "m0s", "m").Replace(v.String())
	}
	return fmt.Sprint(v)
}

// unlisted is what of a plan no other difference tells, of the units and phases
// the other plan has too. A field added to the plan is among it until it has a
// kind of its own.
func (p *Plan) unlisted(other *Plan) Plan {
	q := *p
	q.Revision, q.Requirements, q.Phases, q.Conferences, q.Units, q.Head, q.Deputy = 0, nil, nil, nil, nil, "", ""
	q.Sheet, q.Rules, q.Explain, q.Holidays = Sheet{}, NoticeRules{}, ExplainRules{}, nil
	for _, f := range p.Phases { // their occasions and names
		if _, both := other.Phase(f.ID); both {
			f.Span = Span{}
			q.Phases = append(q.Phases, f)
		}
	}
	for _, u := range p.Units { // their traditional days
		if _, both := other.Unit(u.ID); both {
			u.Name, u.Status, u.Until = "", "", Date{}
			q.Units = append(q.Units, u)
		}
	}
	return q
}
