package storage

import (
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
