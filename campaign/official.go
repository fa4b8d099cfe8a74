package campaign

import "time"

// Official is the index of the version that speaks for the unit; false when
// there is none. The versions are those of one unit for one requirement, in any
// order.
//
// It is the newest one that was on time (against the deadline, or for an answer
// to a return against the return's date) or that the desk accepted. With none of
// these the first late one is the hand-in, and later unasked ones stay
// supplements.
func Official(subs []Submission) (int, bool) {
	best, first := -1, -1
	for i, s := range subs {
		if first < 0 || s.Version < subs[first].Version {
			first = i
		}
		if s.counts() && (best < 0 || s.Version > subs[best].Version) {
			best = i
		}
	}
	if best >= 0 {
		return best, true
	}
	return first, first >= 0
}

// counts reports whether a newer version takes the place of an older one.
func (s Submission) counts() bool {
	return s.Accepted || s.Timing.LateDays == 0 && !s.Supplement
}

// filed is the instant and timing the files part is judged by. An accepted
// supplement nobody asked for replaces what is read, not when the unit handed
// in: that stays with the first version. Lateness of a first hand-in is not
// healed by answering its return in time.
func filed(subs []Submission) (at time.Time, t Timing, ok bool) {
	i, ok := Official(subs)
	if !ok {
		return time.Time{}, Timing{}, false
	}
	official, first := subs[i], subs[i]
	for _, s := range subs {
		if s.Version < first.Version {
			first = s
		}
	}
	if official.Accepted && !official.Asked {
		return first.At, first.Timing, true
	}
	t = official.Timing
	if first.Timing.LateDays > t.LateDays {
		t = first.Timing
	}
	return official.At, t, true
}

// Completion tells when a requirement was complete, or what it still lacks.
type Completion struct {
	At       time.Time // the later part; zero while incomplete
	LateDays int       // of the later part; 0 while incomplete
	Grace    Grace     // why a part confirmed after the deadline is on time
	// MissingParts in the order of the requirement.
	MissingParts []Part
}

// Complete reports whether every part of the requirement is in, judged by the
// later one (S59). sheet is the unit's own score sheet and may be nil; a draft
// counts as missing.
func Complete(r Requirement, subs []Submission, sheet *ScoreSheet, p *Plan) (Completion, bool) {
	return completeBy(r, p.Deadline(r), subs, sheet, p)
}

func completeBy(r Requirement, deadline time.Time, subs []Submission, sheet *ScoreSheet, p *Plan) (Completion, bool) {
	var c Completion
	for _, part := range r.Parts {
		at, t, ok := time.Time{}, Timing{}, false
		switch {
		case part == PartFiles:
			at, t, ok = filed(p.eased(subs, deadline))
		case sheet != nil && sheet.Sealed():
			at, t, ok = sheet.SealedAt, sheet.Timing, true
			if t.Deadline.IsZero() {
				t = p.JudgeAt(deadline, HandIn{At: at})
			}
			t = p.ease(t, at, deadline)
		}
		if !ok {
			c.MissingParts = append(c.MissingParts, part)
			continue
		}
		if at.After(c.At) {
			c.At = at
		}
		c.LateDays = max(c.LateDays, t.LateDays)
		if t.Grace != "" {
			c.Grace = t.Grace
		}
	}
	if len(c.MissingParts) > 0 {
		return Completion{MissingParts: c.MissingParts}, false
	}
	if c.LateDays > 0 {
		c.Grace = ""
	}
	return c, true
}
