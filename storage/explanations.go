package storage

import (
	"slices"
	"time"

	"thidua/campaign"
)

// Explanations is keyed by K(campaign, unit).
var Explanations = Table[campaign.Explanation]{"explanations"}

// ExplanationOf reads a unit's explanation; an empty one before its first word.
func ExplanationOf(tx *Tx, campaignID, unit string) campaign.Explanation {
	e, ok := Explanations.Get(tx, K(campaignID, unit))
	if !ok {
		e.Unit = unit
	}
	return e
}

// PutExplanation writes an explanation. Who writes what is read from the stored
// one, in the same transaction, so that no talk can go round it: until it is
// sent the unit writes; then the desk answers, which nobody of the unit does;
// answered, the unit may take it to a leader; and a leader has the last word.
// Errors are *campaign.Error: NotAllowed; AlreadySealed once the last word was
// said; AlreadyPublished while results stand.
func PutExplanation(tx *Tx, plan *campaign.Plan, by int64, e campaign.Explanation) error {
	p, _ := GetPerson(tx, by)
	stored := ExplanationOf(tx, plan.Campaign, e.Unit)
	act := campaign.ActScore
	switch {
	case !stored.ClosedAt.IsZero():
		return campaign.Mistake(campaign.AlreadySealed, stored.ClosedAt)
	case stored.SentAt.IsZero():
		if slices.ContainsFunc(e.Items, func(i campaign.ExplainItem) bool { return i.Stands() != nil }) {
			return campaign.Mistake(campaign.NotAllowed, campaign.ActAppraise)
		}
	case stored.AnsweredAt.IsZero():
		act = campaign.ActAppraise
	case !stored.EscalatedAt.IsZero():
		act = campaign.ActSettle
	case !stored.SameAnswers(e):
		return campaign.Mistake(campaign.NotAllowed, campaign.ActAppraise)
	}
	if !campaign.May(p.Roles, act, e.Unit, plan.Year) {
		return campaign.Mistake(campaign.NotAllowed, act)
	}
	if err := unlocked(tx, plan); err != nil {
		return err
	}
	Explanations.Put(tx, K(plan.Campaign, e.Unit), e)
	return nil
}

// CloseExplanation says the last word: the explanation is closed and the final
// sheet sealed with what the answers changed, which may be nothing. by is who
// said it, or 0 where time ran out; whoever says it must be allowed to appraise
// the unit. Errors as for PutAppraisal.
func CloseExplanation(tx *Tx, plan *campaign.Plan, e campaign.Explanation, by int64, at time.Time) error {
	key := K(plan.Campaign, e.Unit, string(campaign.Appraisal))
	appraisal, ok := Sheets.Get(tx, key)
	if !ok || !appraisal.Sealed() {
		return campaign.Mistake(campaign.NotSealed)
	}
	if err := unlocked(tx, plan); err != nil {
		return err
	}
	final := campaign.FinalOf(&plan.Sheet, &appraisal, e)
	final.SealedAt, final.SealedBy = at, by
	if by != 0 {
		if err := PutAppraisal(tx, plan, by, final); err != nil {
			return err
		}
	} else {
		key := K(plan.Campaign, e.Unit, string(campaign.Final))
		if stored, ok := Sheets.Get(tx, key); ok && stored.Sealed() {
			return campaign.Mistake(campaign.AlreadySealed, stored.SealedAt)
		}
		Sheets.Put(tx, key, final)
	}
	e.ClosedAt = at
	Explanations.Put(tx, K(plan.Campaign, e.Unit), e)
	return nil
}
