package storage

import (
	"time"

	"thidua/campaign"
)

// PlanChange tells how often the plan in force has changed, by a new revision or
// an amendment, and when it did last. The number only rises.
func PlanChange(tx *Tx) (number int, at time.Time) {
	now, _ := metaInForce.Get(tx, keyInForce)
	known, _ := campaigns.Get(tx, K(now.Campaign))
	at = known.At
	if a, ok := amendments.Get(tx, K(now.Campaign, now.Amendments)); ok && a.At.After(at) {
		at = a.At
	}
	return now.Revision + now.Amendments, at
}

// FormerPlans are the revisions before the one in force, oldest first, with the
// amendments made in chat applied.
func FormerPlans(tx *Tx) []campaign.Plan {
	now, _ := metaInForce.Get(tx, keyInForce)
	var out []campaign.Plan
	for rev := 1; rev < now.Revision; rev++ {
		if row, ok := plans.Get(tx, K(now.Campaign, rev)); ok {
			plan, _ := Amend(row.Plan, Amendments(tx, now.Campaign))
			out = append(out, plan)
		}
	}
	return out
}
