package campaign

import "time"

// Approval says which leader of the unit stands for a hand-in (S45).
type Approval struct {
	By int64     `json:"by"` // 0 = erased, or nobody of the bot: see Note
	At time.Time `json:"at"`
	// Note is the contact's word on an approval given outside the bot, where the
	// unit has no head who could press; "" otherwise.
	Note string `json:"note,omitempty"`
}

// SignOff is how a hand-in stands to the unit head's approval.
type SignOff int

// The ways.
const (
	SignOffNone   SignOff = iota // the plan asks for none
	SignOffOwn                   // who confirms is the unit's head
	SignOffHead                  // a head has to approve
	SignOffNobody                // the plan asks for it and nobody can give it
)

// SignOffOf tells what a confirmation of a requirement leads to. head says that
// the confirming person is a head of the unit, heads how many of them can be
// reached.
func SignOffOf(r Requirement, head bool, heads int) SignOff {
	switch {
	case !r.SignOff:
		return SignOffNone
	case head:
		return SignOffOwn
	case heads == 0:
		return SignOffNobody
	}
	return SignOffHead
}

// Approve judges an approval as the confirmation that hands in. The content is
// as old as its newest file and as the contact's own confirmation, so that a
// head who presses within the grace is on time exactly when a contact who
// presses then would be.
func Approve(h HandIn, confirmed time.Time, at time.Time, pressed bool) HandIn {
	h.At, h.Pressed = at, pressed
	if confirmed.After(h.ContentAt) {
		h.ContentAt = confirmed
	}
	return h
}
