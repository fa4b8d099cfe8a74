package storage

import (
	"time"

	"thidua/campaign"
)

// Audience is whom an announcement is for.
type Audience struct {
	Kind        string   `json:"kind"`                  // "all", "contacts", "heads", "leaders", "owing", "units"
	Requirement string   `json:"requirement,omitempty"` // with "owing"
	Units       []string `json:"units,omitempty"`       // with "units"
}

// Announcement is what the desk writes to the bloc: while Number is 0 a draft
// of its author.
type Announcement struct {
	Number   uint64                `json:"number,omitempty"` // from 1 in its campaign
	By       int64                 `json:"by"`
	At       time.Time             `json:"at"`
	Text     string                `json:"text"` // as typed
	Files    []campaign.Attachment `json:"files,omitempty"`
	Audience Audience              `json:"audience"`
	Urgent   string                `json:"urgent,omitempty"` // why it did not wait for the morning
	SendAt   time.Time             `json:"send_at,omitzero"`
	EditedAt time.Time             `json:"edited_at,omitzero"`
	// Round counts how often it was put to be acknowledged anew, from 0; an
	// acknowledgement of an earlier round no longer counts.
	Round     int       `json:"round,omitempty"`
	Withdrawn time.Time `json:"withdrawn,omitzero"`
	// Praises names the exemplar it praises, "unit/number"; nobody acknowledges
	// such an announcement.
	Praises string `json:"praises,omitempty"`
	// Screen shows the author who has acknowledged; CountedAt is its last edit.
	Screen    uint64    `json:"screen,omitempty"`
	CountedAt time.Time `json:"counted_at,omitzero"`
}

// Announcements is keyed by K(campaign, "sent", number) and, for drafts,
// K(campaign, "draft", person).
var Announcements = Table[Announcement]{"announcements"}

// Announced is one receiver of an announcement: the screen that shows it.
type Announced struct {
	Screen uint64    `json:"screen"`
	At     time.Time `json:"at"` // when it was put on its way
}

// AnnouncedTo is keyed by K(campaign, number, person).
var AnnouncedTo = Table[Announced]{"announced"}

// NextAnnouncement is the number after the last one of a campaign.
func NextAnnouncement(tx *Tx, campaignID string) uint64 {
	_, last, _ := Announcements.Last(tx, K(campaignID, "sent"))
	return last.Number + 1
}

// LastID is the person at the end of a key made by K(…, person).
func LastID(k Key) int64 {
	if len(k) < 8 {
		return 0
	}
	return int64(idAt(k[len(k)-8:]) ^ 1<<63)
}
