package campaign

// Away says which of a unit's contacts cannot be told anything today, because
// they are on leave, cannot be reached or do not exist.
type Away int

// The values of Away, in the order of their weight.
const (
	AwayNone Away = iota // the main contact is there
	AwayMain             // only a deputy contact is there
	AwayAll              // nobody is
)

// Hears reports whether a step of a unit's duty is told to somebody with role r
// in that unit: the main contact hears every step; the deputy contact those
// from Rules.DeputyFrom days before the last on-time day on, and every step
// while the main contact is away; the unit's head the overdue ones from
// Rules.HeadFrom on, and every step while all contacts are away, unless HeadFrom
// is 0. Nobody else hears of it by the ladder.
func (p *Plan) Hears(r Role, s Step, away Away) bool {
	switch r.Kind {
	case Contact:
		return !r.Deputy || away != AwayNone || s.Kind != StepBefore || s.Days <= p.Rules.DeputyFrom
	case UnitHead:
		return p.Rules.HeadFrom > 0 && (away == AwayAll || s.Kind == StepOverdue && s.Nth >= p.Rules.HeadFrom)
	}
	return false
}
