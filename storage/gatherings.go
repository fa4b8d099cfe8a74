package storage

import (
	"maps"
	"time"

	"thidua/campaign"
)

// Gatherings is keyed by K(campaign, number).
var Gatherings = Table[campaign.Gathering]{"events"}

// AddGathering numbers a gathering and keeps it.
func AddGathering(tx *Tx, campaignID string, g campaign.Gathering) campaign.Gathering {
	_, last, _ := Gatherings.Last(tx, K(campaignID))
	g.Number = last.Number + 1
	Gatherings.Put(tx, K(campaignID, g.Number), g)
	return g
}

// GatheringsOf are a campaign's gatherings, oldest first.
func GatheringsOf(tx *Tx, campaignID string) []campaign.Gathering {
	return Gatherings.List(tx, K(campaignID))
}

// PutAttendance notes how a unit took part. It refuses, as campaign.NotAllowed,
// somebody of the unit, and, as campaign.ChangedMeanwhile, a change after a
// record was made of it: that is taken back first.
func PutAttendance(tx *Tx, plan *campaign.Plan, number int, unit string, a campaign.Attendance) error {
	g, ok := Gatherings.Get(tx, K(plan.Campaign, number))
	if !ok {
		return campaign.Mistake(campaign.RecordGone, number)
	}
	if ownSide(tx, a.By, unit, plan.Year) {
		return campaign.Mistake(campaign.NotAllowed, campaign.ActInspect)
	}
	if old := g.Units[unit]; old.Record != 0 && stands(tx, plan.Campaign, unit, old.Record) {
		return campaign.Mistake(campaign.ChangedMeanwhile, old.Record)
	}
	units := maps.Clone(g.Units)
	if units == nil {
		units = map[string]campaign.Attendance{}
	}
	units[unit] = a
	g.Units = units
	Gatherings.Put(tx, K(plan.Campaign, number), g)
	return nil
}

// stands reports whether a record of a unit was not taken back.
func stands(tx *Tx, campaignID, unit string, number int) bool {
	for _, r := range campaign.StandingRecords(RecordsOf(tx, campaignID, unit)) {
		if r.Number == number {
			return true
		}
	}
	return false
}

// RecordAbsences makes a record of every absence without a reason that has none
// yet. Units of the person's own side are left for somebody else and returned.
func RecordAbsences(tx *Tx, plan *campaign.Plan, number int, by int64, at time.Time, why string) (made []campaign.DeskRecord, left []string) {
	g, ok := Gatherings.Get(tx, K(plan.Campaign, number))
	if !ok {
		return nil, nil
	}
	g.Units = maps.Clone(g.Units)
	for _, unit := range g.Unrecorded(plan.Competing()) {
		r, err := AddDeskRecord(tx, plan, campaign.DeskRecord{
			Unit: unit, Criterion: plan.Attendance.Criterion, Count: 1, Reason: why, By: by, At: at,
		})
		if err != nil {
			left = append(left, unit)
			continue
		}
		a := g.Units[unit]
		a.Record = r.Number
		g.Units[unit] = a
		made = append(made, r)
	}
	Gatherings.Put(tx, K(plan.Campaign, number), g)
	return made, left
}
