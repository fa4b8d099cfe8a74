package handlers

import (
	"time"

	"thidua/campaign"
	"thidua/storage"
)

func (t *Turn) wake() {}

func layOut(tx *storage.Tx, plan *campaign.Plan, now time.Time) {}

func composeNotice(*View) (Composed, bool)   { return Composed{}, false }
func composeReminder(*View) (Composed, bool) { return Composed{}, false }
func composeNudge(*View) (Composed, bool)    { return Composed{}, false }
func composeDesk(*View) (Composed, bool)     { return Composed{}, false }
