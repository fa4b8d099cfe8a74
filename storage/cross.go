package storage

import "thidua/campaign"

// CrossSheets is keyed by K(campaign, the unit scored, the unit that scores).
var CrossSheets = Table[campaign.CrossSheet]{"cross_sheets"}

// PutCross writes a unit's scores for another unit's sheet, drafts and sealed
// ones alike. The writer's roles and the plan's assignments are read here, in
// the same transaction, so that no talk can go round them. Errors are
// *campaign.Error: NotAllowed for who does not score that sheet (nobody scores
// the own unit, and no two units score each other); NotSealed where there is no
// sheet to score, or not the one that was looked at; AlreadySealed where the
// scores, or the desk's appraisal they were meant for, are sealed;
// AlreadyPublished while results stand.
func PutCross(tx *Tx, plan *campaign.Plan, by int64, sheet campaign.CrossSheet) error {
	p, _ := GetPerson(tx, by)
	if !plan.MayCross(p.Roles, sheet.By, sheet.Unit) {
		return campaign.Mistake(campaign.NotAllowed, campaign.ActCross)
	}
	f := FiguresOf(tx, plan.Campaign, sheet.Unit)
	switch {
	case f.Self == nil || !f.Self.Sealed() || !sheet.Against.Equal(f.Self.SealedAt):
		return campaign.Mistake(campaign.NotSealed)
	case f.Appraisal != nil && f.Appraisal.Sealed():
		return campaign.Mistake(campaign.AlreadySealed, f.Appraisal.SealedAt)
	}
	if err := unlocked(tx, plan); err != nil {
		return err
	}
	key := K(plan.Campaign, sheet.Unit, sheet.By)
	if stored, ok := CrossSheets.Get(tx, key); ok && stored.Counts(f.Self) {
		return campaign.Mistake(campaign.AlreadySealed, stored.SealedAt)
	}
	CrossSheets.Put(tx, key, sheet)
	return nil
}

// CrossOf are the scores that count for a unit's sheet as it is now, in plan
// order of who gave them.
func CrossOf(tx *Tx, plan *campaign.Plan, unit string) []campaign.CrossSheet {
	self, _ := Sheets.Get(tx, K(plan.Campaign, unit, string(campaign.SelfScore)))
	var out []campaign.CrossSheet
	for _, by := range plan.CrossersOf(unit) {
		if sheet, ok := CrossSheets.Get(tx, K(plan.Campaign, unit, by)); ok && sheet.Counts(&self) {
			out = append(out, sheet)
		}
	}
	return out
}
