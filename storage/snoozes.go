package storage

import "thidua/campaign"

// Snooze is somebody's wish not to be reminded before a day.
type Snooze struct {
	Until campaign.Date `json:"until"` // the day of the next reminder
}

// Snoozes is keyed by K(campaign, person).
var Snoozes = Table[Snooze]{"snoozes"}
