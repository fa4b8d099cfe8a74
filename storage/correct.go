package storage

import "thidua/campaign"

// CorrectFigure writes a figure of a unit while its published result is
// reopened: into the final sheet, sealed as it was, the appraisal beneath it
// untouched. Errors are *campaign.Error: NotAllowed for who may not appraise the
// unit; AlreadyPublished while the result stands; NothingAsked where none was
// published; NotSealed for a unit that was not appraised; and those of
// campaign.Correct.
func CorrectFigure(tx *Tx, plan *campaign.Plan, unit, criterion string, e campaign.Entry) error {
	p, _ := GetPerson(tx, e.By)
	if !campaign.May(p.Roles, campaign.ActAppraise, unit, plan.Year) {
		return campaign.Mistake(campaign.NotAllowed, campaign.ActAppraise)
	}
	if err := unlocked(tx, plan); err != nil {
		return err
	}
	if PublishingOf(tx, plan.Campaign).Reopened == nil {
		return campaign.Mistake(campaign.NothingAsked)
	}
	key := K(plan.Campaign, unit, string(campaign.Final))
	final, ok := Sheets.Get(tx, key)
	if !ok {
		if err := CloseExplanation(tx, plan, ExplanationOf(tx, plan.Campaign, unit), e.By, e.At); err != nil {
			return err
		}
		final, _ = Sheets.Get(tx, key)
	}
	if err := campaign.Correct(&plan.Sheet, &final, criterion, e); err != nil {
		return err
	}
	Sheets.Put(tx, key, final)
	return nil
}
