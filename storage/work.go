package storage

import (
	"time"

	"thidua/campaign"
)

// Drafts is keyed by K(campaign, unit, requirement).
var Drafts = Table[campaign.Draft]{"drafts"}

// Submissions is keyed by K(campaign, unit, requirement, version).
var Submissions = Table[campaign.Submission]{"submissions"}

// Sheets is keyed by K(campaign, unit, author).
var Sheets = Table[campaign.ScoreSheet]{"sheets"}

// Told remembers that a notice went out, so that no timetable repeats it.
type Told struct {
	At    time.Time `json:"at"`
	Count int       `json:"count,omitempty"`
	// Past marks a notice whose instant was over before it could be told.
	Past bool `json:"past,omitempty"`
}

// Tolds is keyed by K(campaign, notice key) or K(campaign, key, person).
var Tolds = Table[Told]{"told"}

// SubmissionsOf lists a unit's versions of one requirement, oldest first.
func SubmissionsOf(tx *Tx, campaignID, unit, requirement string) []campaign.Submission {
	return Submissions.List(tx, K(campaignID, unit, requirement))
}
