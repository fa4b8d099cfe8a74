package storage

import (
	"time"

	"thidua/campaign"
)

// AddDeskRecord numbers a record and keeps it. It refuses what CheckRecord
// refuses, a unit that does not compete, and, as campaign.NotAllowed, a record
// by somebody of the unit: nobody enters a bonus, a deduction or a gate for the
// own side, nor takes one back. AlreadyPublished while results stand.
func AddDeskRecord(tx *Tx, plan *campaign.Plan, r campaign.DeskRecord) (campaign.DeskRecord, error) {
	if u, ok := plan.Unit(r.Unit); !ok || u.Status == campaign.NonCompeting {
		return r, campaign.Mistake(campaign.UnknownUnit, r.Unit)
	}
	if ownSide(tx, r.By, r.Unit, plan.Year) {
		return r, campaign.Mistake(campaign.NotAllowed, campaign.ActRecord)
	}
	if err := unlocked(tx, plan); err != nil {
		return r, err
	}
	if err := plan.Sheet.CheckRecord(r, RecordsOf(tx, plan.Campaign, r.Unit)); err != nil {
		return r, err
	}
	return putRecord(tx, plan, r), nil
}

func putRecord(tx *Tx, plan *campaign.Plan, r campaign.DeskRecord) campaign.DeskRecord {
	r.Number = 1
	for _, old := range DeskRecords.Prefix(tx, K(plan.Campaign)) {
		r.Number = max(r.Number, old.Number+1)
	}
	DeskRecords.Put(tx, K(plan.Campaign, r.Unit, r.Number), r)
	return r
}

// RecordsOf are the records about a unit, oldest first.
func RecordsOf(tx *Tx, campaignID, unit string) []campaign.DeskRecord {
	return DeskRecords.List(tx, K(campaignID, unit))
}

// Closings is keyed by K(campaign, requirement).
var Closings = Table[campaign.Closing]{"closings"}

// Close closes a requirement once: units that have not handed it in get the
// record the plan's sheet has for it, with the reason given. It is the rule that
// decides here and not a person, so the closer's own unit is no exception. A
// requirement closed before stays as it was.
func Close(tx *Tx, plan *campaign.Plan, requirement string, missing []string, by int64, at time.Time, why string) campaign.Closing {
	key := K(plan.Campaign, requirement)
	if old, ok := Closings.Get(tx, key); ok {
		return old
	}
	c := campaign.Closing{Requirement: requirement, By: by, At: at, Missing: missing}
	if criterion, ok := plan.Sheet.ClosingCriterion(requirement); ok {
		for _, unit := range missing {
			r := putRecord(tx, plan, campaign.DeskRecord{Unit: unit, Criterion: criterion.ID, Count: 1, Reason: why, By: by, At: at})
			c.Records = append(c.Records, r.Number)
		}
	}
	Closings.Put(tx, key, c)
	return c
}
