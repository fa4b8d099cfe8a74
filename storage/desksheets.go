package storage

import "thidua/campaign"

// PutAppraised keeps the answers of the desk about a unit, still a draft. It
// refuses, as campaign.NotAllowed, whoever belongs to the unit or has no right to
// appraise it, and, as campaign.AlreadySealed, a sheet whose appraisal is
// finished: the rule holds below every conversation. Errors are *campaign.Error.
func PutAppraised(tx *Tx, plan *campaign.Plan, by int64, sheet campaign.ScoreSheet) error {
	p, _ := GetPerson(tx, by)
	if !campaign.May(p.Roles, campaign.ActAppraise, sheet.Unit, plan.Year) {
		return campaign.Mistake(campaign.NotAllowed, campaign.ActAppraise)
	}
	key := K(plan.Campaign, sheet.Unit, string(campaign.Appraisal))
	if now, ok := Sheets.Get(tx, key); ok && now.Sealed() {
		return campaign.Mistake(campaign.AlreadySealed, now.SealedAt)
	}
	self, ok := Sheets.Get(tx, K(plan.Campaign, sheet.Unit, string(campaign.SelfScore)))
	if !ok || !self.Sealed() {
		return campaign.Mistake(campaign.NotSealed)
	}
	sheet.Author = campaign.Appraisal
	Sheets.Put(tx, key, sheet)
	return nil
}
