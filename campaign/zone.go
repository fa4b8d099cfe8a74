package campaign

import (
	"sync"
	"time"
)

// zones remembers parsed zones by name. Parsing one takes longer than judging a
// hand-in, every judgement needs one, and a zone never changes while the
// program runs, so the memory cannot be seen from outside.
var zones sync.Map

// Location is the plan's zone. The zone was checked when the plan was read, so
// a failure here is a damaged build and panics.
func (p *Plan) Location() *time.Location {
	if z, ok := zones.Load(p.Zone); ok {
		return z.(*time.Location)
	}
	l, err := time.LoadLocation(p.Zone)
	if err != nil {
		panic("campaign: zone " + p.Zone + ": " + err.Error())
	}
	zones.Store(p.Zone, l)
	return l
}

// Day is the calendar day of an instant in the plan's zone.
func (p *Plan) Day(at time.Time) Date { return DateOf(at.In(p.Location())) }
