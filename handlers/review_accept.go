package handlers

import (
	"fmt"
	"slices"

	"thidua/campaign"
	"thidua/storage"
)

// acceptVersion takes the version as it is and tells the unit. A late version that
// does not speak for the unit yet becomes the official one.
func (t *Turn) acceptVersion(s campaign.Submission) {
	reviews, err := campaign.AcceptReview(t.reviews(s), s.Version, t.Actor.ID, t.Event.At)
	if err != nil {
		t.showVersion(t.S(decidedMeanwhile))
		return
	}
	storage.PutReviews(t.Tx, t.Plan.Campaign, reviews)
	subs := storage.SubmissionsOf(t.Tx, t.Plan.Campaign, s.Unit, s.Requirement)
	official := true
	if i, ok := campaign.Official(subs); ok && subs[i].Version != s.Version {
		s.Accepted, official = true, false
		storage.Submissions.Put(t.Tx, storage.K(t.Plan.Campaign, s.Unit, s.Requirement, s.Version), s)
	}
	t.settled(s)
	t.Note("accept", s.Unit, versionName(s), "")
	t.dropKept(s)
	t.tellAccepted(s, !official)
	r, _ := t.Plan.Requirement(s.Requirement)
	note := t.S(acceptedNote, r.Short, s.Version, t.unitName(s.Unit))
	if !official {
		note += " " + t.S(nowOfficial)
	}
	t.nextReview(note)
}

// settled takes a version out of what the actor put off or was writing about.
func (t *Turn) settled(s campaign.Submission) {
	p, name := t.place(), queueName(t.review(s))
	p.Later = slices.DeleteFunc(p.Later, func(n string) bool { return n == name })
	if p.BackFor == name {
		p.BackFor, p.Back = "", campaign.SentBack{}
	}
	t.putPlace(p)
}

// reviews are those of a version's unit and requirement, with one for a version
// that has none yet.
func (t *Turn) reviews(s campaign.Submission) []campaign.Review {
	all := storage.ReviewsOf(t.Tx, t.Plan.Campaign, s.Unit, s.Requirement)
	if !slices.ContainsFunc(all, func(r campaign.Review) bool { return r.Version == s.Version }) {
		all = append(all, t.review(s))
		slices.SortFunc(all, func(a, b campaign.Review) int { return a.Version - b.Version })
	}
	return all
}

func versionName(s campaign.Submission) string { return fmt.Sprintf("%s/%d", s.Requirement, s.Version) }
