package campaign

import (
	"maps"
	"time"
)

// Withdrawn is a sealed sheet the unit took back before the desk appraised it.
// It stays as it was, for everybody who could read it.
type Withdrawn struct {
	Number int        `json:"number"` // from 1 for the unit
	Sheet  ScoreSheet `json:"sheet"`
	By     int64      `json:"by"` // 0 = erased
	At     time.Time  `json:"at"`
	Reason string     `json:"reason"`
}

// Withdraw takes a sealed sheet back: what was sealed comes out as a record of
// its own, the sheet is a draft with the same answers again. Errors are *Error:
// NotSealed, and AppraisalBegan once the desk works on it.
func Withdraw(sheet *ScoreSheet, f Figures, number int, by int64, at time.Time, reason string) (Withdrawn, error) {
	switch {
	case !sheet.Sealed():
		return Withdrawn{}, Mistake(NotSealed)
	case Begun(f):
		return Withdrawn{}, Mistake(AppraisalBegan)
	}
	w := Withdrawn{Number: number, Sheet: *sheet, By: by, At: at, Reason: reason}
	sheet.Entries = maps.Clone(sheet.Entries)
	for id, e := range sheet.Entries {
		e.Evidence = nil
		sheet.Entries[id] = e
	}
	sheet.SealedAt, sheet.SealedBy, sheet.SealedAs = time.Time{}, 0, ""
	sheet.Evidence, sheet.Timing, sheet.Approved = nil, Timing{}, nil
	sheet.Rev++
	return w, nil
}

// Begun reports whether the desk has begun to appraise the unit's sheet.
func Begun(f Figures) bool { return f.Appraisal != nil || f.Final != nil }
