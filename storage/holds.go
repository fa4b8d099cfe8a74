package storage

import "thidua/campaign"

// Holds is keyed by K(campaign, unit, number).
var Holds = Table[campaign.Hold]{"holds"}

// AddHold numbers a deed and keeps it. It refuses, as campaign.NotAllowed, to
// suspend a unit, or to end its suspension or withdrawal, for somebody of that
// unit: nobody judges the own side, whatever asked for it. AlreadyPublished
// while results stand, in which a hold would change nothing.
func AddHold(tx *Tx, campaignID string, year int, h campaign.Hold) (campaign.Hold, error) {
	judged := h.Act == campaign.HoldLifted && h.Kind != campaign.HoldUnranked ||
		h.Act == campaign.HoldSet && h.Kind == campaign.HoldSuspended
	if judged && ownSide(tx, h.By, h.Unit, year) {
		return h, campaign.Mistake(campaign.NotAllowed, campaign.ActHold)
	}
	if ResultsStand(tx, campaignID) {
		row, _ := NewestPublication(tx, campaignID)
		return h, campaign.Mistake(campaign.AlreadyPublished, row.Version)
	}
	_, last, _ := Holds.Last(tx, K(campaignID, h.Unit))
	h.Number = last.Number + 1
	Holds.Put(tx, K(campaignID, h.Unit, h.Number), h)
	return h, nil
}

// HoldDeeds are a unit's deeds, oldest first.
func HoldDeeds(tx *Tx, campaignID, unit string) []campaign.Hold {
	return Holds.List(tx, K(campaignID, unit))
}

// HoldsOf is what stands now, by unit; units that are considered are not in it.
func HoldsOf(tx *Tx, campaignID string) map[string]campaign.Hold {
	deeds := map[string][]campaign.Hold{}
	for _, h := range Holds.Prefix(tx, K(campaignID)) {
		deeds[h.Unit] = append(deeds[h.Unit], h)
	}
	out := map[string]campaign.Hold{}
	for unit, all := range deeds {
		if h := campaign.StandingHold(all); h.Kind != "" {
			out[unit] = h
		}
	}
	return out
}

// ownSide reports whether a person has any role of the unit in the year.
func ownSide(tx *Tx, person int64, unit string, year int) bool {
	p, ok := GetPerson(tx, person)
	return ok && campaign.Belongs(p.Roles, unit, year)
}
