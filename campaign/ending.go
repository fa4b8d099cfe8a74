package campaign

import "slices"

// A unit may end within the year: dissolved, or merged into another one. From
// the day after Until it is no member any more: it owes nothing, whatever it
// still owed, because the unit that goes on reports for both; what it handed in
// and scored stays its own record and is shown apart.

// EndedOn reports whether the unit was a member and is none any more on a day.
func (u Unit) EndedOn(day Date) bool { return !u.Until.IsZero() && day.After(u.Until) }

// On is the plan as it stands on a day: units that have ended are marked. A
// plan in which none has comes back as it is.
func (p Plan) On(day Date) Plan {
	if !slices.ContainsFunc(p.Units, func(u Unit) bool { return u.EndedOn(day) != u.Gone }) {
		return p
	}
	p.Units = slices.Clone(p.Units)
	for i := range p.Units {
		p.Units[i].Gone = p.Units[i].EndedOn(day)
	}
	return p
}

// Members are the units that have not ended, in plan order.
func (p *Plan) Members() []Unit {
	return slices.DeleteFunc(slices.Clone(p.Units), func(u Unit) bool { return u.Gone })
}

// Ended are the competing units that have ended, in plan order.
func (p *Plan) Ended() []Unit {
	return slices.DeleteFunc(slices.Clone(p.Units), func(u Unit) bool { return !u.Gone || u.Status == NonCompeting })
}

// MergedInto are the units that have ended and are continued by a unit.
func (p *Plan) MergedInto(unit string) []Unit {
	return slices.DeleteFunc(slices.Clone(p.Units), func(u Unit) bool { return !u.Gone || u.Into != unit })
}

// MayRead is May for what a unit has left: who may read it of the unit that goes
// on may read it of the one merged into it as well.
func (p *Plan) MayRead(roles []Role, a Action, unit string) bool {
	if May(roles, a, unit, p.Year) {
		return true
	}
	u, ok := p.Unit(unit)
	return ok && u.Gone && u.Into != "" && May(roles, a, u.Into, p.Year)
}

// ending checks the last day of a unit and what continues it.
func (c *checker) ending(path string, u Unit) {
	if u.Until.IsZero() {
		c.want(u.Into == "", path+".into", "%q stands without a last day; write until as well", u.Into)
		return
	}
	for what, id := range map[string]string{"head": c.plan.Head, "deputy": c.plan.Deputy} {
		c.want(u.ID != id, path+".until", "%s is the %s of the bloc and cannot end; name another %s first", u.ID, what, what)
	}
	c.want(u.Until.Year >= c.plan.Year-1 && u.Until.Year <= c.plan.Year+1, path+".until",
		"%s lies outside the year %d; write the last day as a member", u.Until, c.plan.Year)
	if u.Into == "" {
		return
	}
	switch into, ok := c.plan.Unit(u.Into); {
	case u.Into == u.ID:
		c.add(path+".into", "%q is the unit itself; name the one that goes on", u.Into)
	case !ok:
		c.add(path+".into", "no unit has the id %q; name the one that goes on", u.Into)
	case !into.Until.IsZero():
		c.add(path+".into", "%q ends itself on %s; name the unit that goes on", u.Into, into.Until)
	case u.Status != NonCompeting && into.Status == NonCompeting:
		c.add(path+".into", "%q does not compete and cannot continue one that does", u.Into)
	}
}
