package storage

import (
	"time"

	"thidua/campaign"
)

// HeldSheet is the score sheet that stays in force although the config has
// another: scores had begun when that one came, so a leader has to confirm it.
type HeldSheet struct {
	Since time.Time      `json:"since"`
	Sheet campaign.Sheet `json:"sheet"` // the one in force
}

// heldSheets is keyed by K(campaign); it has a row only while a change waits.
var heldSheets = Table[HeldSheet]{"held_sheets"}

// NewSheet is the payload of AmendSheet.
type NewSheet struct {
	Revision int    `json:"revision"` // of the config's plan that brought it
	Version  string `json:"version"`
}

// SheetWaiting is the score sheet of the config that waits for a leader, since
// when, and the one in force until then; false when none waits.
func SheetWaiting(tx *Tx, campaignID string) (after campaign.Sheet, held HeldSheet, ok bool) {
	held, ok = heldSheets.Get(tx, K(campaignID))
	if !ok {
		return after, held, false
	}
	known, _ := campaigns.Get(tx, K(campaignID))
	row, ok := plans.Get(tx, K(campaignID, known.Revision))
	return row.Plan.Sheet, held, ok
}

// StartedSheets are the sheets somebody has answered on, in the order of units
// and authors. None = scoring has not begun.
func StartedSheets(tx *Tx, campaignID string) []campaign.ScoreSheet {
	var out []campaign.ScoreSheet
	for _, s := range Sheets.Prefix(tx, K(campaignID)) {
		if len(s.Entries) > 0 || s.Sealed() {
			out = append(out, s)
		}
	}
	return out
}

// holdSheet keeps the campaign's score sheet in force where a new config brings
// another after scoring has begun, and forgets the waiting one where the config
// went back to it.
func holdSheet(tx *Tx, before *campaign.Sheet, plan *campaign.Plan) {
	_, held := heldSheets.Get(tx, K(plan.Campaign))
	switch same := campaign.SameSheet(before, &plan.Sheet); {
	case same && held:
		heldSheets.Delete(tx, K(plan.Campaign))
	case !same && len(StartedSheets(tx, plan.Campaign)) > 0:
		heldSheets.Put(tx, K(plan.Campaign), HeldSheet{Since: tx.now, Sheet: *before})
	case !same && held: // what was begun was taken back
		heldSheets.Delete(tx, K(plan.Campaign))
	}
}

// sheetOf is the score sheet in force of a campaign whose last plan is given.
func sheetOf(tx *Tx, plan *campaign.Plan) campaign.Sheet {
	if h, ok := heldSheets.Get(tx, K(plan.Campaign)); ok {
		return h.Sheet
	}
	return plan.Sheet
}
