package storage

import "thidua/campaign"

// Opinions is keyed by K(campaign, unit, number).
var Opinions = Table[campaign.Opinion]{"opinions"}

// OpinionsOf are what second appraisers said of a unit's sheet, oldest first.
func OpinionsOf(tx *Tx, campaignID, unit string) []campaign.Opinion {
	return Opinions.List(tx, K(campaignID, unit))
}

// PutOpinion writes what a second appraiser says, or how it was settled. The
// writer's roles are read here, as for PutAppraisal. Errors are *campaign.Error:
// NotAllowed for who may not appraise the unit, or settles without the right to;
// AlreadySealed once the appraisal is sealed; AlreadyPublished while results
// stand.
func PutOpinion(tx *Tx, plan *campaign.Plan, by int64, o campaign.Opinion) error {
	p, _ := GetPerson(tx, by)
	stored, exists := Opinions.Get(tx, K(plan.Campaign, o.Unit, o.Number))
	switch {
	case !campaign.May(p.Roles, campaign.ActAppraise, o.Unit, plan.Year):
	case !exists && o.Entry.By == by && o.Against.By != by:
		return putOpinion(tx, plan, o)
	case exists && stored.SettledAt.IsZero() && (campaign.MaySettle(p.Roles, by, stored, plan.Year) || !o.Taken):
		return putOpinion(tx, plan, o)
	}
	return campaign.Mistake(campaign.NotAllowed, campaign.ActAppraise)
}

func putOpinion(tx *Tx, plan *campaign.Plan, o campaign.Opinion) error {
	if err := unlocked(tx, plan); err != nil {
		return err
	}
	desk, _ := Sheets.Get(tx, K(plan.Campaign, o.Unit, string(campaign.Appraisal)))
	if desk.Sealed() {
		return campaign.Mistake(campaign.AlreadySealed, desk.SealedAt)
	}
	Opinions.Put(tx, K(plan.Campaign, o.Unit, o.Number), o)
	return nil
}
