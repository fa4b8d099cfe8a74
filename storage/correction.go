package storage

import (
	"time"

	"thidua/campaign"
)

// RegisterPlace names a line of the register; the zero place names none.
type RegisterPlace struct {
	Year   int `json:"year"`
	Number int `json:"number"`
}

// CorrectReceipt says in a line of its own, with the next number of the day's
// year, what is wrong with an earlier line, which stays as it is. By enters it at an
// instant of that day, why is what is corrected. False for a number never given and for
// a line that is itself a correction: a second correction is made to the first
// line again.
func CorrectReceipt(tx *Tx, day campaign.Date, at time.Time, of RegisterPlace, by int64, why string) (RegisterEntry, bool) {
	wrong, ok := FindReceipt(tx, of.Year, of.Number)
	if !ok || wrong.Corrects != (RegisterPlace{}) {
		return RegisterEntry{}, false
	}
	_, last, _ := register.Last(tx, K(day.Year))
	return enter(tx, RegisterEntry{
		Year: day.Year, Number: last.Number + 1, Date: day, At: at.UTC().Round(0),
		Campaign: wrong.Campaign, Unit: wrong.Unit, Requirement: wrong.Requirement, Version: wrong.Version,
		By: Pseudonym(tx, by), Digest: wrong.Digest, Corrects: of, Why: why,
	}, last.Hash), true
}

// CorrectionsOf lists the corrections of a line, oldest first.
func CorrectionsOf(tx *Tx, of RegisterPlace) []RegisterEntry {
	var out []RegisterEntry
	_, newest, _ := register.Last(tx, nil)
	for year := of.Year; year <= newest.Year; year++ {
		for e := range RegisterEntries(tx, year) {
			if e.Corrects == of {
				out = append(out, e)
			}
		}
	}
	return out
}
