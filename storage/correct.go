package storage

import "thidua/campaign"

// CorrectFigure writes a figure of a unit while its published result is
// reopened: into the final sheet, sealed as it was, the appraisal beneath it
// untouched. Errors are *campaign.Error: NotAllowed for who may not appraise the
// unit; AlreadyPublished while the result stands; NothingAsked where none was
// published; NotSealed for a unit that was not appraised; StillExplaining while its
// explanation is not over, because then an answer to it moves the figure; and those of
// campaign.Correct. A criterion the desk keeps records on that stand is refused as
// UnknownCriterion: the records decide it, whatever is written beside them. In all
// of these nothing is changed.
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
	f, said := FiguresOf(tx, plan.Campaign, unit), ExplanationOf(tx, plan.Campaign, unit)
	if state, _ := plan.Explaining(f, said, e.At); state != campaign.ExplainNone && state != campaign.ExplainOver {
		return campaign.Mistake(campaign.StillExplaining)
	}
	if campaign.OnRecord(f.Records, criterion) {
		return campaign.Mistake(campaign.UnknownCriterion, criterion)
	}
	if err := campaign.Correct(&plan.Sheet, &campaign.ScoreSheet{}, criterion, e); err != nil {
		return err // before anything is closed
	}
	key := K(plan.Campaign, unit, string(campaign.Final))
	final, ok := Sheets.Get(tx, key)
	if !ok {
		if err := CloseExplanation(tx, plan, said, e.By, e.At); err != nil {
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
