package campaign

import "time"

// DutyState is how far a unit is with one requirement.
type DutyState string

// The states, from nothing to done.
const (
	DutyNone     DutyState = "none"      // nothing prepared, nothing handed in
	DutyDraft    DutyState = "draft"     // something prepared, nothing handed in
	DutyPartial  DutyState = "partial"   // one part is in, another is missing
	DutyHandedIn DutyState = "handed-in" // complete
)

// Facts is what is stored about one unit, by requirement id, at one instant.
// Absent keys mean nothing is stored; Deadlines holds only deadlines of the
// unit's own.
type Facts struct {
	Now         time.Time
	Drafts      map[string]Draft
	Submissions map[string][]Submission
	// Sheet is the unit's own score sheet, nil before the first answer. It
	// serves every requirement that has a sheet part.
	Sheet     *ScoreSheet
	Deadlines map[string]time.Time
	Reviews   map[string][]Review // of a requirement's versions
	// Closed says when the desk closed a requirement.
	Closed map[string]time.Time
}

// Duty is one requirement as it stands for one unit: the line on the home card,
// the cell of the board, the item of a reminder.
type Duty struct {
	Unit        string
	Requirement Requirement
	State       DutyState
	Open        bool      // can be handed in on the day of Facts.Now
	Opens       Date      // zero = at any time
	LastDay     Date      // last on-time day; zero = no date
	Deadline    time.Time // first late instant; zero = no date
	// Extended is how many days LastDay lies behind everybody's; 0 = not.
	Extended int
	// DaysLeft counts from today to LastDay: 0 on the last day, negative
	// afterwards, 0 without a date.
	DaysLeft int
	// LateDays is fixed once complete; before, what a hand-in now would get.
	LateDays  int
	Completed time.Time // zero while incomplete
	Closed    time.Time // zero while the desk still waits
	Grace     Grace
	Number    int // incoming number of the official version; 0 = none
	Version   int // of the official version; 0 = none
	Files     int // files in the open draft
	// Answered and Questions count the criteria the unit answers itself; both 0
	// without a sheet part.
	Answered     int
	Questions    int
	MissingParts []Part
	// Review is where the hand-in stands with the desk; "" before the first one.
	Review ReviewState
	// Return is the return to be answered, nil without one. It is owed beside
	// the duty itself, which stays handed in.
	Return *Review
}

// Owes reports whether the unit can and must still hand something in. Before
// its opening day nothing is owed; without a date it is owed from the start but
// never late (S66).
func (d Duty) Owes() bool { return d.Open && d.State != DutyHandedIn }

// OwesAnything is Owes, or a return that waits for its answer.
func (d Duty) OwesAnything() bool { return d.Owes() || d.Return != nil }

// Overdue reports whether something owed is late.
func (d Duty) Overdue() bool { return d.Owes() && d.LateDays > 0 }

// OwesToday reports whether today is the last on-time day of something owed,
// which shortens the quiet hours.
func (d Duty) OwesToday() bool { return d.Owes() && !d.LastDay.IsZero() && d.DaysLeft == 0 }

// Timeliness is what auto criteria make of the duty: fixed when complete or when
// the desk has closed it, provisional before.
func (d Duty) Timeliness() Timeliness {
	done := d.State == DutyHandedIn
	return Timeliness{Complete: done, LateDays: d.LateDays, Provisional: !done && d.Closed.IsZero()}
}

// Duties lists the unit's duties in plan order. A unit that does not compete,
// and one the plan does not know, has none.
func Duties(p *Plan, unit string, f Facts) []Duty {
	u, ok := p.Unit(unit)
	if !ok || u.Status == NonCompeting {
		return nil
	}
	out := make([]Duty, 0, len(p.Requirements))
	for _, r := range p.Requirements {
		if !r.OwedBy(unit) {
			continue
		}
		d := p.duty(r, unit, f)
		if u.Gone { // nothing is owed any more, the record stays
			if d.State != DutyHandedIn && d.Version == 0 {
				continue
			}
			d.Open, d.Return = false, nil
		}
		out = append(out, d)
	}
	return out
}

func (p *Plan) duty(r Requirement, unit string, f Facts) Duty {
	d := Duty{Unit: unit, Requirement: r, Opens: p.Opens(r), Deadline: p.DeadlineFor(r, unit), Closed: f.Closed[r.ID]}
	d.LastDay, _ = p.LastDayFor(r, unit)
	if common, ok := p.LastDay(r); ok {
		d.Extended = common.DaysUntil(d.LastDay)
	}
	if own := f.Deadlines[r.ID]; !own.IsZero() {
		d.Deadline, d.LastDay = own, p.Day(own.Add(-1))
	}
	today := p.Day(f.Now)
	d.Open = d.Opens.IsZero() || !today.Before(d.Opens)
	if !d.LastDay.IsZero() {
		d.DaysLeft = today.DaysUntil(d.LastDay)
	}
	subs := f.Submissions[r.ID]
	if i, ok := Official(subs); ok {
		d.Number, d.Version = subs[i].Incoming.Number, subs[i].Version
	}
	reviews := f.Reviews[r.ID]
	d.Review = standing(reviews)
	if open, ok := OpenReturn(reviews); ok {
		d.Return = &open
	}
	d.Files = len(f.Drafts[r.ID].Attachments)
	if r.Has(PartSheet) {
		d.Answered, d.Questions = progress(&p.Sheet, f.Sheet)
	}
	c, done := completeBy(r, d.Deadline, subs, f.Sheet, p)
	d.MissingParts, d.Completed, d.Grace = c.MissingParts, c.At, c.Grace
	d.LateDays = p.LateDays(d.Deadline, f.Now)
	switch {
	case done:
		d.State, d.LateDays = DutyHandedIn, c.LateDays
	case len(c.MissingParts) < len(r.Parts):
		d.State = DutyPartial
	case d.Files > 0 || d.Answered > 0:
		d.State = DutyDraft
	default:
		d.State = DutyNone
	}
	return d
}

// progress counts the answered among the criteria a unit answers itself.
func progress(s *Sheet, sheet *ScoreSheet) (answered, questions int) {
	for i := range s.Criteria {
		c := &s.Criteria[i]
		if !c.Typed() {
			continue
		}
		questions++
		if sheet == nil {
			continue
		}
		if e, ok := sheet.Entries[c.ID]; ok && CheckEntry(*c, e) == nil {
			answered++
		}
	}
	return answered, questions
}
