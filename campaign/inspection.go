package campaign

import "time"

// Inspection is a check of a unit by the bloc's desk (kiểm tra, giám sát, S49).
// It is told to the unit, which answers what was put right, and is laid before
// whoever appraises the unit's sheet.
type Inspection struct {
	Number   int    `json:"number"` // from 1 for its unit
	Unit     string `json:"unit"`
	Day      Date   `json:"day"`
	What     string `json:"what"`
	Findings string `json:"findings"`
	// Advice is what the unit is to put right; "" = nothing.
	Advice string `json:"advice,omitempty"`
	// Due is the last day of putting it right; zero = none set.
	Due Date      `json:"due,omitzero"`
	By  int64     `json:"by"` // 0 = erased
	At  time.Time `json:"at"`
	// Answer is the unit's word that it was put right; "" = none yet.
	Answer     string    `json:"answer,omitempty"`
	AnsweredBy int64     `json:"answered_by,omitempty"`
	AnsweredAt time.Time `json:"answered_at,omitzero"`
}

// Waits reports whether something is still to be put right.
func (i Inspection) Waits() bool { return i.Advice != "" && i.Answer == "" }

// Overdue reports whether it should have been put right before a day.
func (i Inspection) Overdue(today Date) bool {
	return i.Waits() && !i.Due.IsZero() && today.After(i.Due)
}
