package storage

import (
	"time"

	"thidua/campaign"
)

// ExtensionRequest is a unit's wish for a later last day, and the answer.
type ExtensionRequest struct {
	ID          uint64        `json:"id"`
	Unit        string        `json:"unit"`
	Requirement string        `json:"requirement"`
	Until       campaign.Date `json:"until"` // the last on-time day asked for
	Why         string        `json:"why"`
	By          int64         `json:"by"`
	At          time.Time     `json:"at"`
	// Answered is zero while it waits.
	Answered   time.Time     `json:"answered,omitzero"`
	AnsweredBy int64         `json:"answered_by,omitempty"`
	Granted    campaign.Date `json:"granted,omitzero"` // zero = refused or withdrawn
	Answer     string        `json:"answer,omitempty"` // the reason of a refusal
	// TakenBack is when what was granted was taken back, zero while it was not;
	// TakenBackTo is the last on-time day that was left.
	TakenBack   time.Time     `json:"taken_back,omitzero"`
	TakenBackBy int64         `json:"taken_back_by,omitempty"`
	TakenBackTo campaign.Date `json:"taken_back_to,omitzero"`
}

// ExtensionRequests is keyed by K(campaign, id).
var ExtensionRequests = Table[ExtensionRequest]{"extensions"}
