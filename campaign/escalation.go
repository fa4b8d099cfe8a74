package campaign

// Hears reports whether a step of a unit's duty is told to somebody with role r
// in that unit: the main contact hears every step; the deputy contact those
// from Rules.DeputyFrom days before the last on-time day on, and every step
// while the unit has no main contact to be reached (mainAway); the unit's head
// the overdue ones from Rules.HeadFrom on. Nobody else hears of it by the
// ladder.
func (p *Plan) Hears(r Role, s Step, mainAway bool) bool {
	switch r.Kind {
	case Contact:
		return !r.Deputy || mainAway || s.Kind != StepBefore || s.Days <= p.Rules.DeputyFrom
	case UnitHead:
		return s.Kind == StepOverdue && p.Rules.HeadFrom > 0 && s.Nth >= p.Rules.HeadFrom
	}
	return false
}
