package campaign

import "time"

// PhaseAt is the phase a day belongs to; false between phases.
func (p *Plan) PhaseAt(d Date) (Phase, bool) {
	for _, f := range p.Phases {
		if f.Span.Contains(d) {
			return f, true
		}
	}
	return Phase{}, false
}

// Phase finds a phase by id.
func (p *Plan) Phase(id string) (Phase, bool) {
	for _, f := range p.Phases {
		if f.ID == id {
			return f, true
		}
	}
	return Phase{}, false
}

// Conference finds a conference by id.
func (p *Plan) Conference(id string) (Conference, bool) {
	for _, c := range p.Conferences {
		if c.ID == id {
			return c, true
		}
	}
	return Conference{}, false
}

// OccasionsOn lists the dated occasions of the phase running on a day that fall
// on it.
func (p *Plan) OccasionsOn(d Date) []Occasion {
	phase, ok := p.PhaseAt(d)
	if !ok {
		return nil
	}
	var out []Occasion
	for _, o := range phase.Occasions {
		if on, ok := o.Day.In(d.Year); ok && on == d {
			out = append(out, o)
		}
	}
	return out
}

// Ordinal is which anniversary falls in a year, counted from the founding year
// (91 for 1930 in 2021, S53); false when that year is unknown or not past.
func (o Occasion) Ordinal(year int) (int, bool) { return o.Day.Ordinal(year) }

// Ordinal is which return of the day falls in a year; false when the year it
// counts from is unknown or not past.
func (d DayOfYear) Ordinal(year int) (int, bool) {
	if d.Founded == 0 || year <= d.Founded {
		return 0, false
	}
	return year - d.Founded, true
}

// In is the day in a year; false when it is not set or that year has no such
// day (29 February).
func (d DayOfYear) In(year int) (Date, bool) {
	if d.Month < time.January || d.Month > time.December || d.Day < 1 {
		return Date{}, false
	}
	on := Date{year, d.Month, d.Day}
	return on, on.AddDays(0) == on
}
