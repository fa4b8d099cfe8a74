package storage

import (
	"slices"

	"thidua/campaign"
)

// Votes is keyed by K(campaign, number); number 0 is the one being entered.
var Votes = Table[campaign.Vote]{"votes"}

// VoteDraft is the tally being entered, empty before its first figure.
func VoteDraft(tx *Tx, campaignID string) campaign.Vote {
	v, _ := Votes.Get(tx, K(campaignID, 0))
	return v
}

// PutVoteDraft keeps what has been entered so far.
func PutVoteDraft(tx *Tx, campaignID string, v campaign.Vote) {
	v.Number = 0
	Votes.Put(tx, K(campaignID, 0), v)
}

// EnterVote makes the draft the tally of record under the next number.
func EnterVote(tx *Tx, campaignID string, v campaign.Vote) campaign.Vote {
	v.Number = 1
	if old, ok := VoteOf(tx, campaignID); ok {
		v.Number = old.Number + 1
	}
	Votes.Put(tx, K(campaignID, v.Number), v)
	Votes.Delete(tx, K(campaignID, 0))
	return v
}

// VoteOf is the tally that counts: the newest of record.
func VoteOf(tx *Tx, campaignID string) (campaign.Vote, bool) {
	_, v, ok := Votes.Last(tx, K(campaignID))
	return v, ok && v.Number > 0
}

// Proposals is keyed by K(campaign, number); number 0 holds the choices a
// confirmed list has not taken up yet.
var Proposals = Table[campaign.ProposalSet]{"proposals"}

// ProposalsOf is the list that counts: the newest confirmed.
func ProposalsOf(tx *Tx, campaignID string) (campaign.ProposalSet, bool) {
	_, s, ok := Proposals.Last(tx, K(campaignID))
	return s, ok && s.Number > 0
}

// DecisionsOf are the choices made so far, oldest first.
func DecisionsOf(tx *Tx, campaignID string) []campaign.Decision {
	s, _ := Proposals.Get(tx, K(campaignID, 0))
	return s.Decisions
}

// AddDecision keeps a choice at the edge of a quota. It refuses, as
// campaign.NotAllowed, whoever belongs to one of the units it is between.
func AddDecision(tx *Tx, plan *campaign.Plan, d campaign.Decision) error {
	if slices.ContainsFunc(d.Among, func(unit string) bool { return ownSide(tx, d.By, unit, plan.Year) }) {
		return campaign.Mistake(campaign.NotAllowed, campaign.ActPropose)
	}
	s, _ := Proposals.Get(tx, K(plan.Campaign, 0))
	s.Decisions = append(s.Decisions, d)
	Proposals.Put(tx, K(plan.Campaign, 0), s)
	return nil
}

// ConfirmProposals keeps a list under the next number.
func ConfirmProposals(tx *Tx, campaignID string, s campaign.ProposalSet) campaign.ProposalSet {
	s.Number = 1
	if old, ok := ProposalsOf(tx, campaignID); ok {
		s.Number = old.Number + 1
	}
	Proposals.Put(tx, K(campaignID, s.Number), s)
	return s
}
