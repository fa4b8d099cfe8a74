package campaign

import "fmt"

func (c *checker) units() {
	seen := map[string]string{}
	for i, u := range c.plan.Units {
		path := fmt.Sprintf("units[%d]", i)
		c.id(path, u.ID, seen)
		c.text(path+".name", u.Name)
		switch u.Status {
		case Competing, NonCompeting:
		default:
			c.add(path+".status", "%q is unknown; use %q or %q", u.Status, Competing, NonCompeting)
		}
		if u.Traditional != (DayOfYear{}) {
			c.dayOfYear(path+".traditional", u.Traditional)
		}
		c.ending(path, u)
	}
	c.want(len(c.plan.Competing()) > 0, "units", "no unit competes; list at least one with status %q", Competing)
}

func (c *checker) dayOfYear(path string, d DayOfYear) {
	const leap = 2000 // 29 February is a day that may come back
	if _, ok := d.In(leap); !ok {
		c.add(path, "day %d of month %d does not exist; write a day of the calendar", d.Day, d.Month)
	}
	c.want(d.Founded >= 0 && d.Founded < c.plan.Year, path+".founded",
		"%d does not lie before the plan's year %d; use the founding year, or 0 for none", d.Founded, c.plan.Year)
}

func (c *checker) phases() {
	seen := map[string]string{}
	for i, f := range c.plan.Phases {
		path := fmt.Sprintf("phases[%d]", i)
		c.id(path, f.ID, seen)
		c.text(path+".name", f.Name)
		if !c.span(path+".span", f.Span) {
			continue
		}
		for j, g := range c.plan.Phases[:i] {
			if !g.Span.IsZero() && !f.Span.From.After(g.Span.To) && !g.Span.From.After(f.Span.To) {
				c.add(path+".span.from", "%s to %s overlaps phases[%d] (%s to %s); phases follow each other",
					f.Span.From, f.Span.To, j, g.Span.From, g.Span.To)
			}
		}
		for j, o := range f.Occasions {
			c.occasion(fmt.Sprintf("%s.occasions[%d]", path, j), o, f.Span)
		}
	}
}

func (c *checker) occasion(path string, o Occasion, span Span) {
	c.text(path+".name", o.Name)
	if o.Day.Month == 0 && o.Day.Day == 0 {
		return
	}
	c.dayOfYear(path+".day", o.Day)
	for year := span.From.Year; year <= span.To.Year; year++ {
		if on, ok := o.Day.In(year); ok && span.Contains(on) {
			return
		}
	}
	c.add(path+".day", "day %d of month %d is not within %s to %s; list the occasion under the phase it falls in",
		o.Day.Day, o.Day.Month, span.From, span.To)
}

func (c *checker) requirements() {
	c.want(len(c.plan.Requirements) > 0, "requirements", "nothing is to be handed in; list at least one requirement")
	seen := map[string]string{}
	for i, r := range c.plan.Requirements {
		path := fmt.Sprintf("requirements[%d]", i)
		c.id(path, r.ID, seen)
		c.text(path+".title", r.Title)
		c.text(path+".short", r.Short)
		c.parts(path+".parts", r.Parts)
		if r.Window.IsZero() || c.span(path+".window", r.Window) {
			c.due(path, r)
		}
	}
}

// headDuties checks what the head owes the Board. Their ids share the
// namespace of the requirements, because both stand in commands.
func (c *checker) headDuties() {
	seen := map[string]string{}
	for i, r := range c.plan.Requirements {
		seen[r.ID] = fmt.Sprintf("requirements[%d]", i)
	}
	for i, r := range c.plan.HeadDuties {
		path := fmt.Sprintf("head_duties[%d]", i)
		c.id(path, r.ID, seen)
		c.text(path+".title", r.Title)
		c.text(path+".short", r.Short)
		c.want(len(r.Parts) == 0, path+".parts", "the head's report is one paper; leave parts out")
		c.want(len(r.Units) == 0, path+".units", "the head alone owes it; leave units out")
		if r.Window.IsZero() || c.span(path+".window", r.Window) {
			c.due(path, r)
		}
	}
}

func (c *checker) parts(path string, parts []Part) {
	c.want(len(parts) > 0, path, "is empty; list %q, %q or both", PartFiles, PartSheet)
	seen := map[Part]bool{}
	for i, part := range parts {
		at := fmt.Sprintf("%s[%d]", path, i)
		c.want(part == PartFiles || part == PartSheet, at, "%q is unknown; use %q or %q", part, PartFiles, PartSheet)
		c.want(!seen[part], at, "%q is listed twice; once is enough", part)
		seen[part] = true
	}
}

// due checks the three dates of a requirement against each other: figures end,
// hand-in opens, hand-in ends.
func (c *checker) due(path string, r Requirement) {
	switch r.Due.IfHoliday {
	case "", KeepDay, NextDay, BeforeDay:
	default:
		c.add(path+".due.if_holiday", "%q is unknown; use %q, %q or %q", r.Due.IfHoliday, KeepDay, NextDay, BeforeDay)
		return
	}
	if !c.workingDays(path+".due", r.Due) {
		return
	}
	for i, id := range r.Units {
		_, ok := c.plan.Unit(id)
		c.want(ok, fmt.Sprintf("%s.units[%d]", path, i), "no unit has the id %q; use one of [[units]]", id)
	}
	last, dated := c.plan.LastDay(r)
	switch opens := c.plan.Opens(r); {
	case !dated && r.Due.Strict:
		c.add(path+".due.date", "has no day although it is strict; write it like 2021-06-15, or leave strict out")
	case !dated:
	case !r.Window.IsZero() && !r.Window.To.Before(last):
		c.add(path+".due.date", "the last day to hand in is %s, but the figures run until %s; move the date behind the window", last, r.Window.To)
	case opens.After(last):
		c.add(path+".opens", "%s is after the last day to hand in, %s; open it earlier", opens, last)
	}
}

// longestOffset bounds working days from a day or conference.
const longestOffset = 60

// workingDays checks a date that counts from another day.
func (c *checker) workingDays(path string, d Due) bool {
	known := true
	if d.Conference != "" {
		_, known = c.plan.Conference(d.Conference)
		c.want(known, path+".conference", "no conference has the id %q; use one of [[conferences]]", d.Conference)
		c.want(d.Date.IsZero(), path+".date", "stands beside conference %q; leave one of them out", d.Conference)
	}
	n := d.WorkingDays
	c.want(n >= -longestOffset && n <= longestOffset, path+".working_days", "%d working days; use %d to %d", n, -longestOffset, longestOffset)
	c.want(n == 0 || d.Given(), path+".working_days", "counts from no day; write date or conference as well")
	c.want(n == 0 || !d.Strict, path+".strict", "a last day counted in working days is itself on time; leave strict out")
	return known && n >= -longestOffset && n <= longestOffset
}

func (c *checker) conferences() {
	seen := map[string]string{}
	for i, f := range c.plan.Conferences {
		path := fmt.Sprintf("conferences[%d]", i)
		c.id(path, f.ID, seen)
		c.text(path+".title", f.Title)
		switch {
		case f.Month.IsZero() && f.Fixed.IsZero():
			c.add(path+".month", "has no day; write the first day of the expected month, like 2021-07-01")
		case !f.Month.IsZero() && f.Month.Day != 1:
			c.add(path+".month", "%s is not the first day of a month; write %04d-%02d-01", f.Month, f.Month.Year, int(f.Month.Month))
		}
	}
}

// lists checks what is only shown: movements, papers, addressees, days off.
func (c *checker) lists() {
	seen := map[string]string{}
	for i, m := range c.plan.Movements {
		path := fmt.Sprintf("movements[%d]", i)
		c.id(path, m.ID, seen)
		c.text(path+".name", m.Name)
	}
	for i, l := range c.plan.LegalBases {
		path := fmt.Sprintf("legal_bases[%d]", i)
		c.text(path+".name", l.Name)
		switch l.Status {
		case "in-force", "expired", "amended", "unchecked":
		default:
			c.add(path+".status", `%q is unknown; use "in-force", "expired", "amended" or "unchecked"`, l.Status)
		}
	}
	for i, r := range c.plan.Recipients {
		c.text(fmt.Sprintf("recipients[%d].name", i), r.Name)
	}
	days := map[Date]int{}
	for i, h := range c.plan.Holidays {
		path := fmt.Sprintf("holidays[%d]", i)
		c.text(path+".name", h.Name)
		if h.Day.IsZero() {
			c.add(path+".day", "has no day; write it like 2021-09-02")
			continue
		}
		if j, twice := days[h.Day]; twice {
			c.add(path+".day", "%s is already holidays[%d]; list it once", h.Day, j)
		}
		days[h.Day] = i
	}
}
