package storage

import "thidua/campaign"

// PutAppraisal writes the desk's sheet of a unit, drafts and sealed ones alike:
// the appraisal, or what was decided anew after an explanation. The writer's
// roles are read here, in the same transaction, so that no talk can go round
// them. Errors are *campaign.Error: NotAllowed for who is not of the desk of
// that year or belongs to the unit (nobody judges the own unit); NotSealed where
// the unit has sent no sheet; AlreadySealed where the stored one is sealed; AlreadyPublished while results stand; NotSettled for sealing an appraisal about which
// two appraisers still differ.
func PutAppraisal(tx *Tx, plan *campaign.Plan, by int64, sheet campaign.ScoreSheet) error {
	p, _ := GetPerson(tx, by)
	if !campaign.May(p.Roles, campaign.ActAppraise, sheet.Unit, plan.Year) {
		return campaign.Mistake(campaign.NotAllowed, campaign.ActAppraise)
	}
	if sheet.Author != campaign.Appraisal && sheet.Author != campaign.Final {
		return campaign.Mistake(campaign.NotAllowed, campaign.ActAppraise)
	}
	if err := unlocked(tx, plan); err != nil {
		return err
	}
	self, _ := Sheets.Get(tx, K(plan.Campaign, sheet.Unit, string(campaign.SelfScore)))
	if !self.Sealed() {
		return campaign.Mistake(campaign.NotSealed)
	}
	key := K(plan.Campaign, sheet.Unit, string(sheet.Author))
	if stored, ok := Sheets.Get(tx, key); ok && stored.Sealed() {
		return campaign.Mistake(campaign.AlreadySealed, stored.SealedAt)
	}
	if sheet.Author == campaign.Appraisal && sheet.Sealed() {
		var differ []any
		for _, o := range campaign.Differing(&sheet, OpinionsOf(tx, plan.Campaign, sheet.Unit)) {
			differ = append(differ, o.Criterion)
		}
		if len(differ) > 0 {
			return campaign.Mistake(campaign.NotSettled, differ...)
		}
	}
	Sheets.Put(tx, key, sheet)
	return nil
}

// unlocked refuses, as campaign.AlreadyPublished, to change a figure while
// results are published and not reopened.
func unlocked(tx *Tx, plan *campaign.Plan) error {
	if !ResultsStand(tx, plan.Campaign) {
		return nil
	}
	row, _ := NewestPublication(tx, plan.Campaign)
	return campaign.Mistake(campaign.AlreadyPublished, row.Version)
}
