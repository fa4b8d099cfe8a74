package storage

import (
	"time"

	"thidua/campaign"
)

// LaunchDraft is a thematic movement somebody of the desk is preparing. It is
// kept until it is launched or dropped.
type LaunchDraft struct {
	At     time.Time     `json:"at"`
	Name   string        `json:"name,omitempty"`
	Span   campaign.Span `json:"span,omitzero"`
	Units  []string      `json:"units,omitempty"`  // none = all
	Report string        `json:"report,omitempty"` // title of what is to be handed in, "" = nothing
	Due    campaign.Due  `json:"due,omitzero"`
	Text   string        `json:"text,omitempty"`
}

// LaunchDrafts is keyed by K(campaign, person).
var LaunchDrafts = Table[LaunchDraft]{"launches"}
