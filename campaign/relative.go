package campaign

import "slices"

// MaxFigure is the greatest figure of a relative criterion, in hundredths: ten
// million, so that nothing overflows on the way to points.
const MaxFigure = int64(10_000_000 * 100)

// Relative reports whether a criterion compares the units.
func (s *Sheet) Relative() bool {
	return slices.ContainsFunc(s.Criteria, func(c Criterion) bool { return c.Kind == KindRelative })
}

// Entrant is one unit as all are added up together.
type Entrant struct {
	Figures Figures
	// Timely as for Add.
	Timely map[string]Timeliness
	// Apart is a unit the others are not compared with; see Apart.
	Apart bool
}

// Apart reports whether a unit is out of the comparison: it does not compete, has
// ended, has withdrawn or was marked as missing. One that is only suspended is
// still in it, because it keeps its score.
func Apart(u Unit, h Hold) bool {
	return u.Status == NonCompeting || u.Gone || h.Kind == HoldWithdrawn || h.Kind == HoldUnranked
}

// Field is what relative criteria compare with: the greatest figures in force
// among all units. The zero value compares with nobody.
type Field struct {
	tops map[string][2]top // by criterion: the best, and the best of the other units
	// open are the first two units whose appraisal is not sealed: while there is
	// one besides the unit asked about, the unit's points may still change.
	open [2]string
	read bool
}

// top is a figure and whose it is.
type top struct {
	unit  string
	value int64
}

// FieldOf reads the field from the units' figures in force. The order of the
// units does not matter.
func FieldOf(s *Sheet, units []Entrant) Field {
	f := Field{read: true, tops: map[string][2]top{}}
	for _, u := range units {
		if u.Apart {
			continue
		}
		f.wait(u.Figures)
		entries := u.Figures.InForce(s)
		for _, c := range s.Criteria {
			if e, ok := entries[c.ID]; ok && c.Kind == KindRelative && !e.NotApplicable {
				f.put(c.ID, top{u.Figures.Unit, e.Value})
			}
		}
	}
	return f
}

// wait notes a unit whose appraisal is still to come.
func (f *Field) wait(figures Figures) {
	switch stage := figures.Stage(); {
	case stage == StageAppraised || stage == StageFinal:
	case f.open[0] == "":
		f.open[0] = figures.Unit
	default:
		f.open[1] = figures.Unit
	}
}

// put keeps the two greatest figures of different units.
func (f *Field) put(id string, t top) {
	tops := f.tops[id]
	switch {
	case t.value > tops[0].value:
		tops[1], tops[0] = tops[0], t
	case t.value > tops[1].value:
		tops[1] = t
	}
	f.tops[id] = tops
}

// Among is the sheet as it counts for a unit among all others: with its own
// thresholds, and with the greatest figure of the others on every relative
// criterion. Every output about the unit is to be worked out on this sheet.
func (s *Sheet) Among(unit string, f Field) *Sheet {
	own := s.For(unit)
	if !f.read || !own.Relative() {
		return own
	}
	out := *own
	out.Criteria = slices.Clone(own.Criteria)
	for i := range out.Criteria {
		c := &out.Criteria[i]
		if c.Kind != KindRelative {
			continue
		}
		tops := f.tops[c.ID]
		if c.Best = tops[0].value; tops[0].unit == unit {
			c.Best = tops[1].value
		}
		c.Settled = f.open[0] == "" || f.open[0] == unit && f.open[1] == ""
	}
	return &out
}

// relation is what a figure is worth beside the best of all, halves rounded up:
// the best unit gets the maximum.
func (c Criterion) relation(own int64) Points {
	own = min(max(own, 0), MaxFigure)
	best := max(own, min(c.Best, MaxFigure))
	if best == 0 {
		return 0
	}
	return Points(divHalfUp(int64(c.Max)*own, best))
}

// Reckoned are one unit's scores added up among all.
type Reckoned struct {
	Stage  Stage
	Tally  Tally            // at the last stage reached
	Totals map[Stage]Points // of the stages reached
}

// TallyAll adds all units up together, by unit: a criterion may compare them, so
// nobody's points are known from its own sheet alone.
func TallyAll(s *Sheet, units []Entrant) map[string]Reckoned {
	var f Field
	if s.Relative() {
		f = FieldOf(s, units)
	}
	out := make(map[string]Reckoned, len(units))
	for _, u := range units {
		out[u.Figures.Unit] = u.reckon(s.Among(u.Figures.Unit, f))
	}
	return out
}

// TallyAlone adds a unit up as if no other had answered: what its own people see
// of it while they may still change it.
func TallyAlone(s *Sheet, u Entrant) Reckoned { return u.reckon(s.Among(u.Figures.Unit, Field{})) }

// reckon adds one unit up at every stage it has reached.
func (u Entrant) reckon(s *Sheet) Reckoned {
	r := Reckoned{Stage: u.Figures.Stage(), Totals: map[Stage]Points{}}
	for _, stage := range []Stage{StageSelf, StageAppraised, StageFinal} {
		entries := u.Figures.Entries(s, stage)
		if entries == nil {
			continue
		}
		t := Add(s, entries, u.Timely)
		r.Totals[stage] = t.Total
		if stage == r.Stage {
			r.Tally = t
		}
	}
	return r
}
