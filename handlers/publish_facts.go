package handlers

import (
	"thidua/campaign"
	"thidua/storage"
)

// publishFacts reads what the checks look at.
func (t *Turn) publishFacts() campaign.PublishFacts {
	for _, u := range t.Plan.Competing() {
		if x := t.explanation(u.ID); !x.e.AnsweredAt.IsZero() {
			t.closeLapsed(x) // what was granted counts, also before the morning tells of it
		}
	}
	f := campaign.PublishFacts{Now: t.Event.At, Duties: map[string][]campaign.Duty{}}
	f.Lines, _ = rankUnits(t.Tx, t.Plan, t.Event.At)
	f.VoteWanted = t.Plan.Awards.Vote
	_, f.VoteIn = storage.VoteOf(t.Tx, t.Plan.Campaign)
	for _, u := range t.Plan.Competing() {
		f.Duties[u.ID] = t.duties(u.ID)
		if _, waits := campaign.OpenWithdrawal(storage.HoldDeeds(t.Tx, t.Plan.Campaign, u.ID)); waits {
			f.Withdrawing = append(f.Withdrawing, u.ID)
		}
		x := t.explanation(u.ID)
		switch state, until := t.Plan.Explaining(x.figures, x.e, t.Event.At); {
		case state == campaign.ExplainSent || state == campaign.ExplainEscalated:
			f.Owed = append(f.Owed, u.ID)
		case until.After(t.Event.At):
			f.Explaining = append(f.Explaining, u.ID)
			if until.After(f.Until) {
				f.Until = until
			}
		}
	}
	return f
}
