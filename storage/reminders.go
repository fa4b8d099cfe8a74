package storage

import "time"

// Reminder is the last message that reminded one person of one duty: it is
// edited once the duty is done.
type Reminder struct {
	Screen uint64    `json:"screen"` // shows the message; one for all it reminds of
	At     time.Time `json:"at"`     // when it was put on its way
	// Days are the days of the ladder it speaks of, "2021-06-11 2021-06-13";
	// empty for a nudge.
	Days string `json:"days,omitempty"`
	// Done is when the message was told to say that the duty is done; zero before.
	Done time.Time `json:"done,omitzero"`
}

// Reminders is keyed by K(campaign, unit, requirement, person).
var Reminders = Table[Reminder]{"reminders"}
