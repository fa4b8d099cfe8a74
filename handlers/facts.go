package handlers

import (
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// factsOf reads what is stored about a unit, for campaign.Duties. Its cost does
// not grow with other units or years.
func factsOf(tx *storage.Tx, plan *campaign.Plan, unit string, now time.Time) campaign.Facts {
	f := campaign.Facts{
		Now: now, Drafts: map[string]campaign.Draft{}, Submissions: map[string][]campaign.Submission{},
		Deadlines: map[string]time.Time{}, Reviews: map[string][]campaign.Review{}, Closed: map[string]time.Time{},
	}
	for _, r := range plan.Requirements {
		if c, ok := storage.Closings.Get(tx, storage.K(plan.Campaign, r.ID)); ok {
			f.Closed[r.ID] = c.At
		}
		if d, ok := storage.Drafts.Get(tx, storage.K(plan.Campaign, unit, r.ID)); ok {
			f.Drafts[r.ID] = d
		}
		if s := storage.SubmissionsOf(tx, plan.Campaign, unit, r.ID); len(s) > 0 {
			f.Submissions[r.ID] = s
			f.Reviews[r.ID] = storage.ReviewsOf(tx, plan.Campaign, unit, r.ID)
		}
	}
	if s, ok := storage.Sheets.Get(tx, storage.K(plan.Campaign, unit, string(campaign.SelfScore))); ok {
		f.Sheet = &s
	}
	return f
}

// duties are a unit's duties at the instant of the event.
func (t *Turn) duties(unit string) []campaign.Duty {
	return campaign.Duties(t.Plan, unit, factsOf(t.Tx, t.Plan, unit, t.Event.At))
}
