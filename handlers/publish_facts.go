package handlers

import (
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// explainDays is how many working days a unit has to explain what was appraised
// (DOMAIN §3).
const explainDays = 3

// publishFacts reads what the checks look at.
func (t *Turn) publishFacts() campaign.PublishFacts {
	f := campaign.PublishFacts{Now: t.Event.At, Duties: map[string][]campaign.Duty{}}
	f.Lines, _ = rankUnits(t.Tx, t.Plan, t.Event.At)
	f.VoteWanted = t.Plan.Awards.Vote
	_, f.VoteIn = storage.VoteOf(t.Tx, t.Plan.Campaign)
	for _, u := range t.Plan.Competing() {
		f.Duties[u.ID] = t.duties(u.ID)
		if _, waits := campaign.OpenWithdrawal(storage.HoldDeeds(t.Tx, t.Plan.Campaign, u.ID)); waits {
			f.Withdrawing = append(f.Withdrawing, u.ID)
		}
		if until := t.explainsUntil(u.ID); until.After(t.Event.At) {
			f.Explaining = append(f.Explaining, u.ID)
			if until.After(f.Until) {
				f.Until = until
			}
		}
	}
	return f
}

// explainsUntil is when a unit's window for explanations ends; zero when it has
// none.
func (t *Turn) explainsUntil(unit string) time.Time {
	figures := storage.FiguresOf(t.Tx, t.Plan.Campaign, unit)
	if figures.Stage() != campaign.StageAppraised {
		return time.Time{}
	}
	last := t.Plan.AddWorkingDays(t.Plan.Day(figures.Appraisal.SealedAt), explainDays)
	return last.AddDays(1).In(t.Plan.Location())
}
