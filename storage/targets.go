package storage

import (
	"time"

	"thidua/campaign"
)

// Targets is keyed by K(campaign, unit, number, version); every change is a
// version of its own, so the history stays.
var Targets = Table[campaign.Target]{"targets"}

// closedTargets is the row of closings that ends the registering of targets; no
// requirement has such an id.
const closedTargets = "~targets"

// PutTarget keeps a version of a target; a number of 0 gets the next one.
func PutTarget(tx *Tx, campaignID string, t campaign.Target) campaign.Target {
	if t.Number == 0 {
		t.Number = 1
		if _, last, ok := Targets.Last(tx, K(campaignID, t.Unit)); ok {
			t.Number = last.Number + 1
		}
	}
	version := len(TargetHistory(tx, campaignID, t.Unit, t.Number)) + 1
	Targets.Put(tx, K(campaignID, t.Unit, t.Number, version), t)
	return t
}

// TargetsOf are a unit's targets as they are now, by number, the dropped ones
// among them.
func TargetsOf(tx *Tx, campaignID, unit string) []campaign.Target {
	var out []campaign.Target
	for _, t := range Targets.Prefix(tx, K(campaignID, unit)) {
		if n := len(out); n > 0 && out[n-1].Number == t.Number {
			out[n-1] = t
			continue
		}
		out = append(out, t)
	}
	return out
}

// TargetHistory are the versions of one target, oldest first.
func TargetHistory(tx *Tx, campaignID, unit string, number int) []campaign.Target {
	return Targets.List(tx, K(campaignID, unit, number))
}

// TargetsClosed is when the desk closed the registering of targets.
func TargetsClosed(tx *Tx, campaignID string) (campaign.Closing, bool) {
	return Closings.Get(tx, K(campaignID, closedTargets))
}

// CloseTargets ends the registering of targets, or opens it again.
func CloseTargets(tx *Tx, campaignID string, closed bool, by int64, at time.Time) {
	if closed {
		Closings.Put(tx, K(campaignID, closedTargets), campaign.Closing{Requirement: closedTargets, By: by, At: at})
		return
	}
	Closings.Delete(tx, K(campaignID, closedTargets))
}
