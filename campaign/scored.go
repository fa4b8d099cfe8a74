package campaign

// Scored is a unit's line of the standings with what its figures rest on.
type Scored struct {
	Standing
	// Stage is the last one the unit's scores have reached; the tally is of it.
	Stage Stage
	// Totals of the stages reached; none is overwritten by the next (S20).
	Totals map[Stage]Points
}

// Basis counts the units with figures by the stage these rest on.
type Basis map[Stage]int

// BasisOf counts the lines that have figures.
func BasisOf(lines []Scored) Basis {
	b := Basis{}
	for _, l := range lines {
		if l.Stage != StageNone {
			b[l.Stage]++
		}
	}
	return b
}

// Mixed reports whether some figures are self-scores and others the desk's:
// such places are compared only with care. Appraised and final figures are the
// desk's both, because not every unit has something to explain.
func (b Basis) Mixed() bool { return b[StageSelf] > 0 && b[StageAppraised]+b[StageFinal] > 0 }

// Sight is how far a person sees the standings.
type Sight string

// The sights, from nothing to everything.
const (
	SightNone      Sight = ""          // no figure at all
	SightOwn       Sight = "own"       // the own unit's figures
	SightPublished Sight = "published" // the newest published record
	SightAll       Sight = "all"       // all units' figures as they are now, provisional
)

// SightOf is the one rule of who sees what of the standings: before publication
// a unit only its own figures, leaders and desk all of them; after it everybody
// of the bloc the record. While a published result is reopened leaders and desk
// see the figures as they are being corrected, the others the record that still
// stands.
func SightOf(roles []Role, year int, published, reopened bool) Sight {
	switch {
	case May(roles, ActSeeStandings, "", year) && (!published || reopened):
		return SightAll
	case published && May(roles, ActSeePublished, "", year):
		return SightPublished
	case published:
		return SightNone
	}
	for _, r := range roles {
		if r.Unit != "" && r.Year == year && May(roles, ActSeeOwn, r.Unit, year) {
			return SightOwn
		}
	}
	return SightNone
}

// Class is a grade by total: "xuất sắc" from 90 points on.
type Class struct {
	Name string `json:"name"`
	// From is the least total of the class; it ends below the next higher one.
	From Points `json:"from"`
}

// ClassOf is the class of a total, "" where the plan has no classes or the
// total lies below all of them.
func (p *Plan) ClassOf(total Points) string { return classOf(p.Classes, total) }

func classOf(classes []Class, total Points) string {
	name, from := "", Points(-1)
	for _, c := range classes {
		if total >= c.From && c.From > from {
			name, from = c.Name, c.From
		}
	}
	return name
}
