package storage

import (
	"sync"

	"thidua/campaign"
)

// Past is what a unit had in the year before.
type Past struct {
	Stage  campaign.Stage             // how far its scores had come
	Points map[string]campaign.Points // by criterion id
}

// PastPoints are a unit's points of the year before, from the last stage they
// reached; false where no campaign of that year is stored or the unit sealed no
// sheet. It costs a few reads; the plan of that year is decoded once.
func PastPoints(tx *Tx, year int, unit string) (p Past, past int, ok bool) {
	plan, ok := lastYear(tx, year)
	if !ok {
		return p, 0, false
	}
	f := FiguresOf(tx, plan.Campaign, unit)
	if p.Stage = f.Stage(); p.Stage == campaign.StageNone {
		return p, 0, false
	}
	p.Points = map[string]campaign.Points{}
	entries := f.InForce(&plan.Sheet)
	for _, c := range plan.Sheet.Among(unit, FieldOf(tx, &plan)).Criteria {
		if e, answered := entries[c.ID]; answered && !e.NotApplicable && c.Kind != campaign.KindGate {
			p.Points[c.ID] = campaign.ScoreOf(c, e)
		}
	}
	return p, plan.Year, true
}

// pastPlans keeps decoded plans of years that are over, by campaign and
// revision: an adopted revision never changes.
type pastPlans struct {
	mu  sync.Mutex
	all map[inForce]campaign.Plan
}

// lastYear is the plan of the campaign of the year before as last adopted.
func lastYear(tx *Tx, year int) (campaign.Plan, bool) {
	for _, c := range campaigns.Prefix(tx, nil) {
		if c.Year != year-1 {
			continue
		}
		cache := &tx.db.past
		cache.mu.Lock()
		defer cache.mu.Unlock()
		key := inForce{Campaign: c.Campaign, Revision: c.Revision}
		if plan, known := cache.all[key]; known {
			return plan, true
		}
		row, ok := PlanRevision(tx, c.Campaign, c.Revision)
		if ok {
			if cache.all == nil {
				cache.all = map[inForce]campaign.Plan{}
			}
			row.Plan.Sheet = sheetOf(tx, &row.Plan)
			cache.all[key] = row.Plan
		}
		return row.Plan, ok
	}
	return campaign.Plan{}, false
}
