package campaign

// Add adds a sheet up. timely holds how the unit stands with each requirement,
// by requirement id; an absent one counts as never handed in.
//
// Sections are summed and cut to their caps, parts first, and scaled up by what
// does not apply, halves rounded up to a hundredth; the bonus and the deduction are each cut to their cap; the total
// is never below zero. A deduction that punishes a missing hand-in is taken only
// when the desk entered it, because that is fixed by closing the requirement and
// not by the calendar.
func Add(s *Sheet, entries map[string]Entry, timely map[string]Timeliness) Tally {
	t := Tally{
		Scores:   make(map[string]Points, len(s.Criteria)),
		Sections: make(map[string]Points, len(s.Sections)),
		Most:     make(map[string]Points, len(s.Sections)),
	}
	lost := map[string]Points{}
	for _, sec := range s.Sections {
		t.Sections[sec.ID] = 0
	}
	for _, c := range s.Criteria {
		e, answered := entries[c.ID]
		if e.NotApplicable && CheckEntry(c, e) != nil {
			answered = false
		}
		if !answered && !c.DeskOnly && c.Kind != KindAuto {
			t.Blank = append(t.Blank, c.ID)
		}
		if answered && e.NotApplicable {
			lost[c.Section] += c.Max
			continue
		}
		t.add(c, e, answered, timely)
	}
	t.close(s, lost)
	if left := s.Total - t.NotApplied; left > 0 {
		t.Rebased = Points(divHalfUp(int64(t.Base)*int64(s.Total), int64(left)))
	}
	t.Bonus = min(t.Bonus, s.BonusCap)
	t.Deduction = min(t.Deduction, s.DeductionCap)
	t.Total = max(0, t.Rebased+t.Bonus-t.Deduction)
	return t
}

// add takes one criterion into the tally. Bonus and Deduction are still uncut.
func (t *Tally) add(c Criterion, e Entry, answered bool, timely map[string]Timeliness) {
	switch {
	case c.Kind == KindGate:
		if gateFails(c, e, answered, timely) {
			t.Failed = append(t.Failed, c.ID)
		}
	case c.Kind == KindAuto:
		due := timely[c.Requirement]
		t.Scores[c.ID] = AutoScore(c, due)
		t.Sections[c.Section] += t.Scores[c.ID]
		t.Provisional = t.Provisional || due.Provisional
	case !answered:
		return
	case c.Kind == KindBonus:
		t.Scores[c.ID] = ScoreOf(c, e)
		t.Bonus += t.Scores[c.ID]
	case c.Kind == KindDeduction:
		t.Scores[c.ID] = ScoreOf(c, e)
		t.Deduction += t.Scores[c.ID]
	default:
		t.Scores[c.ID] = ScoreOf(c, e)
		t.Sections[c.Section] += t.Scores[c.ID]
		t.Provisional = t.Provisional || c.Kind == KindRelative && !c.Settled
	}
}

// gateFails: an answer decides; without one, a gate that names a requirement
// fails when it was never completed, and not while it still can be.
func gateFails(c Criterion, e Entry, answered bool, timely map[string]Timeliness) bool {
	if answered {
		return e.Value == 0
	}
	if c.Requirement == "" {
		return false
	}
	due, known := timely[c.Requirement]
	return known && !due.Complete && !due.Provisional
}

// Complete reports whether every criterion the unit answers itself has an entry.
func (t Tally) Complete() bool { return len(t.Blank) == 0 }
