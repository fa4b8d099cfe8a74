package campaign

import (
	"slices"
	"time"
)

// ReviewState is where a version stands with the desk.
type ReviewState string

// The states. Answered and Replaced are final: a newer version stands for them.
const (
	ReviewWaiting  ReviewState = "waiting"  // chờ tiếp nhận
	ReviewAccepted ReviewState = "accepted" // đã tiếp nhận
	ReviewReturned ReviewState = "returned" // trả lại bổ sung, with a date of its own
	ReviewAnswered ReviewState = "answered" // was returned; a newer version answers it
	ReviewReplaced ReviewState = "replaced" // a newer version came before the desk decided
)

// ReviewMove is something that happens to a version under review.
type ReviewMove string

// The moves. Accept and Return are the desk's, the others follow from a newer
// version.
const (
	MoveAccept  ReviewMove = "accept"
	MoveReturn  ReviewMove = "return"
	MoveAnswer  ReviewMove = "answer"
	MoveReplace ReviewMove = "replace"
)

// reviewMoves is the whole table of allowed moves; what is not in it is refused.
// A version taken back from the unit (returned, then accepted as it is) and one
// found wanting after it was accepted are both real; nothing leaves a final
// state.
var reviewMoves = map[ReviewState]map[ReviewMove]ReviewState{
	ReviewWaiting: {
		MoveAccept: ReviewAccepted, MoveReturn: ReviewReturned, MoveReplace: ReviewReplaced,
	},
	ReviewAccepted: {MoveReturn: ReviewReturned},
	ReviewReturned: {MoveAccept: ReviewAccepted, MoveAnswer: ReviewAnswered},
	ReviewAnswered: {},
	ReviewReplaced: {},
}

// Can reports whether the table allows the move from the state.
func (s ReviewState) Can(m ReviewMove) bool {
	_, ok := reviewMoves[s][m]
	return ok
}

// Review is the desk's record of one version.
type Review struct {
	Unit        string      `json:"unit"`
	Requirement string      `json:"requirement"`
	Version     int         `json:"version"`
	State       ReviewState `json:"state"`
	Since       time.Time   `json:"since"`            // when it entered its state
	By          int64       `json:"by,omitempty"`     // who decided last; 0 = nobody yet, or erased
	Reason      string      `json:"reason,omitempty"` // of the last return
	// Items are what the last return asks for, in the desk's order.
	Items []ReviewItem `json:"items,omitempty"`
	// Due is the last on-time day of the answer to a return.
	Due Date `json:"due,omitzero"`
	// AnsweredBy is the version that answers the return; 0 while none does.
	AnsweredBy int `json:"answered_by,omitempty"`
}

// ReviewItem is one thing a return asks for: a file that has to come anew, or
// something that is missing.
type ReviewItem struct {
	Attachment string `json:"attachment,omitempty"` // id of a file of the returned version
	Text       string `json:"text"`                 // its name, or what is missing
}

// Deadline is the first late instant of the answer; zero without a date.
func (r Review) Deadline(zone *time.Location) time.Time {
	if r.Due.IsZero() {
		return time.Time{}
	}
	return r.Due.AddDays(1).In(zone)
}

// SentBack is what the desk says when it returns a version.
type SentBack struct {
	Reason string       `json:"reason,omitempty"`
	Items  []ReviewItem `json:"items,omitempty"`
	Due    Date         `json:"due,omitzero"`
}

// OpenReturn is the return a unit has still to answer; there is at most one for
// a requirement.
func OpenReturn(reviews []Review) (Review, bool) {
	for _, r := range reviews {
		if r.State == ReviewReturned {
			return r, true
		}
	}
	return Review{}, false
}

// AnswerDeadline is the first late instant of a hand-in that answers a return:
// the return's own date, or the requirement's where that is later.
func AnswerDeadline(deadline time.Time, r Review, zone *time.Location) time.Time {
	if own := r.Deadline(zone); own.After(deadline) {
		return own
	}
	return deadline
}

// EnterReview lets a new version of a unit's hand-in wait for the desk. It
// answers an open return; where it takes the place of older versions, those
// still waiting are replaced. The reviews are those of one unit for one
// requirement; the result is a new slice.
func EnterReview(reviews []Review, s Submission) []Review {
	out := slices.Clone(reviews)
	for i := range out {
		switch {
		case out[i].State == ReviewReturned:
			out[i].move(MoveAnswer, 0, s.At)
			out[i].AnsweredBy = s.Version
		case s.counts():
			out[i].move(MoveReplace, 0, s.At)
		}
	}
	return append(out, Review{
		Unit: s.Unit, Requirement: s.Requirement, Version: s.Version, State: ReviewWaiting, Since: s.At,
	})
}

// AcceptReview takes a version as it is; older versions that still wait are
// replaced by it. Errors: NotReviewable.
func AcceptReview(reviews []Review, version int, by int64, at time.Time) ([]Review, error) {
	out := slices.Clone(reviews)
	i := slices.IndexFunc(out, func(r Review) bool { return r.Version == version })
	if i < 0 {
		return nil, Mistake(NotReviewable, ReviewState(""))
	}
	if !out[i].move(MoveAccept, by, at) {
		return nil, Mistake(NotReviewable, out[i].State)
	}
	for k := range out {
		if out[k].Version < version {
			out[k].move(MoveReplace, 0, at)
		}
	}
	return out, nil
}

// ReturnReview sends a version back to be completed. Errors: NotReviewable;
// AlreadyReturned where another version is out already.
func ReturnReview(reviews []Review, version int, back SentBack, by int64, at time.Time) ([]Review, error) {
	out := slices.Clone(reviews)
	i := slices.IndexFunc(out, func(r Review) bool { return r.Version == version })
	if i < 0 {
		return nil, Mistake(NotReviewable, ReviewState(""))
	}
	if open, ok := OpenReturn(reviews); ok {
		return nil, Mistake(AlreadyReturned, open.Version)
	}
	if !out[i].move(MoveReturn, by, at) {
		return nil, Mistake(NotReviewable, out[i].State)
	}
	out[i].Reason, out[i].Items, out[i].Due, out[i].AnsweredBy = back.Reason, slices.Clone(back.Items), back.Due, 0
	return out, nil
}

func (r *Review) move(m ReviewMove, by int64, at time.Time) bool {
	next, ok := reviewMoves[r.State][m]
	if !ok {
		return false
	}
	r.State, r.Since = next, at
	if by != 0 {
		r.By = by
	}
	return true
}

// standing is what the unit reads about its hand-in: a return to be answered
// first, then what still waits, then what was accepted.
func standing(reviews []Review) ReviewState {
	out := ReviewState("")
	for _, r := range reviews {
		switch r.State {
		case ReviewReturned:
			return ReviewReturned
		case ReviewWaiting:
			out = ReviewWaiting
		case ReviewAccepted:
			if out == "" {
				out = ReviewAccepted
			}
		}
	}
	return out
}

// Changes is how a version differs from the one before it.
type Changes struct {
	Added, Dropped, Same []Attachment // Same: equal content, whatever the name
}

// Compare tells two versions apart by the content of their files.
func Compare(before, after []Attachment) Changes {
	var c Changes
	has := func(list []Attachment, a Attachment) bool {
		return slices.ContainsFunc(list, func(b Attachment) bool { return b.Same(a) })
	}
	for _, a := range after {
		if has(before, a) {
			c.Same = append(c.Same, a)
		} else {
			c.Added = append(c.Added, a)
		}
	}
	for _, b := range before {
		if !has(after, b) {
			c.Dropped = append(c.Dropped, b)
		}
	}
	return c
}

// Nothing reports whether the versions hold the same files.
func (c Changes) Nothing() bool { return len(c.Added)+len(c.Dropped) == 0 }

// AddWorkingDays is the n-th working day after d, before it where n is below 0, d
// itself for 0.
func (p *Plan) AddWorkingDays(d Date, n int) Date {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d = d.AddDays(step)
		if p.WorkingDay(d) {
			n--
		}
	}
	return d
}
