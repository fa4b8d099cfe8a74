package storage

import (
	"slices"

	"thidua/campaign"
)

// Exemplars is keyed by K(campaign, "sent", unit, number) and, for drafts,
// K(campaign, "draft", person).
var Exemplars = Table[campaign.Exemplar]{"exemplars"}

// PutExemplar gives a new exemplar the next number of its unit, or writes one
// that has its number.
func PutExemplar(tx *Tx, campaignID string, e campaign.Exemplar) campaign.Exemplar {
	if e.Number == 0 {
		_, last, _ := Exemplars.Last(tx, K(campaignID, "sent", e.Unit))
		e.Number = last.Number + 1
	}
	Exemplars.Put(tx, K(campaignID, "sent", e.Unit, e.Number), e)
	return e
}

// ExemplarsOf lists what a unit has put forward, oldest first, withdrawn ones
// among them. Its cost does not grow with other units or years.
func ExemplarsOf(tx *Tx, campaignID, unit string) []campaign.Exemplar {
	return Exemplars.List(tx, K(campaignID, "sent", unit))
}

// AllExemplars lists those of every unit that stand, the newest first.
func AllExemplars(tx *Tx, campaignID string) []campaign.Exemplar {
	var out []campaign.Exemplar
	for _, e := range Exemplars.Prefix(tx, K(campaignID, "sent")) {
		if e.Stands() {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b campaign.Exemplar) int { return b.At.Compare(a.At) })
	return out
}
