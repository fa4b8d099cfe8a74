package campaign

import (
	"time"
	"unicode/utf8"
)

// Opinion is what a second appraiser says of a criterion somebody else of the
// desk decided: the same figure, or another one with a reason. What was decided
// stands until the difference is settled; both figures stay on record (S20).
type Opinion struct {
	Number    int    `json:"number"` // from 1 within its unit
	Unit      string `json:"unit"`
	Criterion string `json:"criterion"`
	Entry     Entry  `json:"entry"` // what the second appraiser says
	// Against is the decision it is about, as it stood.
	Against Entry `json:"against"`
	// SettledAt is when the difference was settled; zero while it is open.
	SettledAt time.Time `json:"settled_at,omitzero"`
	SettledBy int64     `json:"settled_by,omitempty"`
	// Taken says that the second figure was taken.
	Taken bool `json:"taken,omitempty"`
}

// Agrees reports whether the second appraiser would have decided the same.
func (o Opinion) Agrees() bool { return AsDeclared(o.Entry, o.Against) }

// Second is the opinion of one more appraiser on a decided criterion; number is
// what it is kept under. An agreement is settled at once. Errors are *Error:
// AlreadySealed; NotDecided; SamePerson for one's own decision; ReasonNeeded for
// another figure without a reason of ShortestReason characters; and those of
// CheckEntry.
func Second(s *Sheet, desk *ScoreSheet, number int, id string, e Entry) (Opinion, error) {
	if desk.Sealed() {
		return Opinion{}, Mistake(AlreadySealed, desk.SealedAt)
	}
	c, known := s.Criterion(id)
	decided, ok := desk.Entries[id]
	switch {
	case !known || !ok:
		return Opinion{}, Mistake(NotDecided, id)
	case decided.By == e.By:
		return Opinion{}, Mistake(SamePerson)
	}
	o := Opinion{Number: number, Unit: desk.Unit, Criterion: id, Entry: e, Against: decided}
	if !o.Agrees() && utf8.RuneCountInString(e.Reason) < ShortestReason {
		return Opinion{}, Mistake(ReasonNeeded, ShortestReason)
	}
	if err := CheckEntry(c, e); err != nil {
		return Opinion{}, err
	}
	if o.Agrees() {
		o.SettledAt, o.SettledBy, o.Taken = e.At, e.By, true
	}
	return o, nil
}

// Differing are the opinions not settled whose figure is not the one the desk
// has by now, in the order they came. While there is any the appraisal cannot be
// sealed.
func Differing(desk *ScoreSheet, opinions []Opinion) []Opinion {
	var out []Opinion
	for _, o := range opinions {
		if decided, ok := desk.Entries[o.Criterion]; ok && o.SettledAt.IsZero() && !AsDeclared(o.Entry, decided) {
			out = append(out, o)
		}
	}
	return out
}

// MaySettle reports whether somebody may decide between the two figures: a
// leader, or anybody else of the desk but who holds the second opinion. That
// they may appraise the unit at all is asked apart.
func MaySettle(roles []Role, person int64, o Opinion, year int) bool {
	if o.Entry.By != person {
		return true
	}
	for _, r := range roles {
		if r.Kind == Leader && r.Year == year {
			return true
		}
	}
	return false
}

// Settle ends a difference: with take the second figure becomes the desk's, in
// the name of who settles and with the reason it came with; without, the first
// one stays. Errors are *Error: those of Appraise, and NothingAsked where the
// opinion is settled; then nothing was changed.
func Settle(s *Sheet, self, desk *ScoreSheet, o Opinion, take bool, by int64, at time.Time) (Opinion, error) {
	if !o.SettledAt.IsZero() {
		return o, Mistake(NothingAsked)
	}
	if desk.Sealed() {
		return o, Mistake(AlreadySealed, desk.SealedAt)
	}
	if take {
		e := o.Entry
		e.By, e.At = by, at
		if err := Appraise(s, self, desk, o.Criterion, e); err != nil {
			return o, err
		}
	}
	o.SettledAt, o.SettledBy, o.Taken = at, by, take
	return o, nil
}
