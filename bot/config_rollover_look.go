package bot

import (
	"fmt"
	"slices"
	"strconv"

	"thidua/campaign"
)

// oddities lists what is worth a look in a plan made from the year before, every
// date with its weekday.
func (r *rollover) oddities(p *campaign.Plan) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	say("campaign: head %q, deputy %q", p.Head, p.Deputy)
	day := func(what string, d campaign.Date) {
		words := d.Weekday().String()
		if !p.WorkingDay(d) {
			words = configDayOff(p, d)
		}
		say("%s: %s, %s", what, d, words)
	}
	for _, req := range append(slices.Clone(p.Requirements), p.HeadDuties...) {
		if last, ok := p.LastDay(req); ok {
			day(req.ID+", last day on time", last)
		}
	}
	for _, f := range p.Phases {
		day(f.ID+" begins", f.Span.From)
		day(f.ID+" ends", f.Span.To)
		for _, o := range f.Occasions {
			if n, ok := o.Ordinal(p.Year); ok && n%5 == 0 {
				say("%s: %s is the %dth time, a round one", f.ID, o.Name, n)
			} else if !ok {
				say("%s: %s has no year of founding; is it still one of %d?", f.ID, o.Name, p.Year)
			}
		}
	}
	for _, u := range p.Units {
		if !u.Until.IsZero() {
			say("unit %q ended on %s; delete it", u.ID, u.Until)
		}
	}
	for _, c := range p.Conferences {
		say("%s: expected in %s %d; a day is fixed in chat", c.ID, c.Month.Month, c.Month.Year)
	}
	say("holidays: Tết and the day beside 2 September are decided every year; %d days are listed by the usual choice", len(p.Holidays))
	say("sheet: version %s has the criteria of %s unchanged", p.Sheet.Version, strconv.Itoa(r.year))
	return out
}
