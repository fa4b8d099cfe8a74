package storage

import (
	"time"

	"thidua/campaign"
)

// Reviews is keyed by K(campaign, unit, requirement, version). A version from
// before reviews were kept has none.
var Reviews = Table[campaign.Review]{"reviews"}

// ReviewsOf lists the reviews of a unit's versions of one requirement, oldest
// version first.
func ReviewsOf(tx *Tx, campaignID, unit, requirement string) []campaign.Review {
	return Reviews.List(tx, K(campaignID, unit, requirement))
}

// PutReviews writes the reviews of one unit and requirement.
func PutReviews(tx *Tx, campaignID string, reviews []campaign.Review) {
	for _, r := range reviews {
		Reviews.Put(tx, K(campaignID, r.Unit, r.Requirement, r.Version), r)
	}
}

// Question is something the desk asked a unit about a version, about its score
// sheet as a whole (version 0) or about one criterion of it, with what came back
// (S67). It stays with the record.
type Question struct {
	ID          uint64    `json:"id"`
	Campaign    string    `json:"campaign"`
	Unit        string    `json:"unit"`
	Requirement string    `json:"requirement"`
	Version     int       `json:"version"`
	Criterion   string    `json:"criterion,omitempty"`
	By          int64     `json:"by"` // who asked
	At          time.Time `json:"at"`
	Text        string    `json:"text"`
	Answers     []Reply   `json:"answers,omitempty"`
	// Typed is the text of an answer that is being prepared.
	Typed string `json:"typed,omitempty"`
}

// Reply is one answer to a question.
type Reply struct {
	By    int64                 `json:"by"`
	At    time.Time             `json:"at"`
	Text  string                `json:"text,omitempty"`
	Files []campaign.Attachment `json:"files,omitempty"`
}

// Questions is keyed by K(id).
var Questions = Table[Question]{"questions"}

// asked is keyed by K(campaign, unit, requirement, id) and leads to the
// question.
var asked = Table[uint64]{"asked"}

// AddQuestion keeps a new question and gives it its id.
func AddQuestion(tx *Tx, q Question) Question {
	q.ID = Questions.Next(tx)
	Questions.Put(tx, K(q.ID), q)
	asked.Put(tx, K(q.Campaign, q.Unit, q.Requirement, q.ID), q.ID)
	return q
}

// QuestionsOf lists what was asked about a unit's versions of one requirement,
// oldest first.
func QuestionsOf(tx *Tx, campaignID, unit, requirement string) []Question {
	var out []Question
	for _, id := range asked.Prefix(tx, K(campaignID, unit, requirement)) {
		if q, ok := Questions.Get(tx, K(id)); ok {
			out = append(out, q)
		}
	}
	return out
}

// Place is where a person of the desk stopped in the queue of hand-ins.
type Place struct {
	Unit        string `json:"unit"`
	Requirement string `json:"requirement"`
	Version     int    `json:"version"`
	// Later are the versions put off, by their names in the queue, in the order
	// they were.
	Later []string `json:"later,omitempty"`
	// Back is a return that is being written, BackFor the version it is about.
	Back    campaign.SentBack `json:"back,omitzero"`
	BackFor string            `json:"back_for,omitempty"`
}

// Places is keyed by K(campaign, person).
var Places = Table[Place]{"places"}
