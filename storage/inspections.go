package storage

import (
	"time"

	"thidua/campaign"
)

// Inspections is keyed by K(campaign, unit, number).
var Inspections = Table[campaign.Inspection]{"inspections"}

// AddInspection numbers an inspection and keeps it. It refuses, as
// campaign.NotAllowed, one by somebody of the unit.
func AddInspection(tx *Tx, campaignID string, year int, i campaign.Inspection) (campaign.Inspection, error) {
	if ownSide(tx, i.By, i.Unit, year) {
		return i, campaign.Mistake(campaign.NotAllowed, campaign.ActInspect)
	}
	_, last, _ := Inspections.Last(tx, K(campaignID, i.Unit))
	i.Number = last.Number + 1
	Inspections.Put(tx, K(campaignID, i.Unit, i.Number), i)
	return i, nil
}

// InspectionsOf are the inspections of a unit, oldest first.
func InspectionsOf(tx *Tx, campaignID, unit string) []campaign.Inspection {
	return Inspections.List(tx, K(campaignID, unit))
}

// AnswerInspection keeps the unit's word that something was put right, once;
// false when nothing waits.
func AnswerInspection(tx *Tx, campaignID, unit string, number int, text string, by int64, at time.Time) (campaign.Inspection, bool) {
	i, ok := Inspections.Get(tx, K(campaignID, unit, number))
	if !ok || !i.Waits() {
		return i, false
	}
	i.Answer, i.AnsweredBy, i.AnsweredAt = text, by, at
	Inspections.Put(tx, K(campaignID, unit, number), i)
	return i, true
}
