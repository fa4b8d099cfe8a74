package storage

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"thidua/campaign"
)

// PlanRow is one adopted revision of a campaign's plan, as the config had it.
type PlanRow struct {
	At   time.Time     `json:"at"`
	Hash string        `json:"hash"` // of the config's plan
	Plan campaign.Plan `json:"plan"`
}

// AdoptedCampaign is what is known of a campaign without reading its plan.
type AdoptedCampaign struct {
	Campaign   string    `json:"campaign"`
	Year       int       `json:"year"`
	Revision   int       `json:"revision"`   // the last one adopted
	Amendments int       `json:"amendments"` // made in chat so far
	At         time.Time `json:"at"`         // of the last adoption
}

// inForce names the plan that rules now; its JSON is the key of the cache.
type inForce struct {
	Campaign   string `json:"campaign"`
	Revision   int    `json:"revision"`
	Amendments int    `json:"amendments"`
}

// campaigns is keyed by K(campaign), plans by K(campaign, revision).
var (
	campaigns   = Table[AdoptedCampaign]{"campaigns"}
	plans       = Table[PlanRow]{"plans"}
	metaInForce = Table[inForce]{"meta"}
)

// planCache keeps the last plan decoded. It is filled only from transactions
// that did not change a plan, so a rolled back revision never enters it.
type planCache struct {
	mu   sync.Mutex
	key  string
	plan *campaign.Plan
}

// AdoptPlan makes the config's plan a new revision of its campaign and puts it
// in force, if its hash differs from the config adopted last; what was amended
// in chat since then does not count as a difference. A changed score sheet waits
// for a leader's word where scoring has begun (SheetWaiting); the rest of the
// plan does not. An empty hash is computed from the plan. It returns the campaign's revision now in force.
func AdoptPlan(tx *Tx, plan campaign.Plan, hash string) (rev int, changed bool) {
	plan.Revision = 0
	if hash == "" {
		hash = planHash(tx, plan)
	}
	now, _ := metaInForce.Get(tx, keyInForce)
	last, _ := plans.Get(tx, K(now.Campaign, now.Revision))
	if now.Campaign == plan.Campaign && now.Revision > 0 && last.Hash == hash {
		return now.Revision, false
	}
	known, _ := campaigns.Get(tx, K(plan.Campaign))
	if before, ok := plans.Get(tx, K(plan.Campaign, known.Revision)); ok {
		sheet := sheetOf(tx, &before.Plan)
		holdSheet(tx, &sheet, &plan)
	}
	known.Campaign, known.Year, known.At = plan.Campaign, plan.Year, tx.now
	known.Revision++
	plan.Revision = known.Revision
	plans.Put(tx, K(plan.Campaign, plan.Revision), PlanRow{At: tx.now, Hash: hash, Plan: plan})
	putInForce(tx, known)
	return plan.Revision, true
}

func putInForce(tx *Tx, c AdoptedCampaign) {
	tx.planned = true
	campaigns.Put(tx, K(c.Campaign), c)
	metaInForce.Put(tx, keyInForce, inForce{c.Campaign, c.Revision, c.Amendments})
}

func planHash(tx *Tx, plan campaign.Plan) string {
	raw, err := json.Marshal(plan)
	if err != nil {
		tx.Fail(fmt.Errorf("storage: plan: %w", err))
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// PlanInForce is the plan of the campaign adopted last, at its last revision,
// with the amendments made in chat applied. Read it, never change it: the
// value shares its slices with every other reader. False before the first
// adoption.
func PlanInForce(tx *Tx) (campaign.Plan, bool) {
	if tx.err != nil {
		return campaign.Plan{}, false
	}
	b := metaInForce.bucket(tx)
	if b == nil {
		return campaign.Plan{}, false
	}
	key := b.Get(keyInForce)
	if key == nil {
		return campaign.Plan{}, false
	}
	cache := &tx.db.plans
	if !tx.planned {
		cache.mu.Lock()
		defer cache.mu.Unlock()
		if cache.plan != nil && cache.key == string(key) {
			return *cache.plan, true
		}
	}
	plan, ok := readPlan(tx)
	if ok && !tx.planned {
		cache.key, cache.plan = string(key), &plan
	}
	return plan, ok
}

func readPlan(tx *Tx) (campaign.Plan, bool) {
	now, _ := metaInForce.Get(tx, keyInForce)
	row, ok := plans.Get(tx, K(now.Campaign, now.Revision))
	if !ok {
		tx.Fail(fmt.Errorf("%w: plan %s revision %d is missing", ErrDamaged, now.Campaign, now.Revision))
		return campaign.Plan{}, false
	}
	plan, _ := Amend(row.Plan, Amendments(tx, now.Campaign))
	plan.Sheet = sheetOf(tx, &plan)
	return plan, tx.err == nil
}

// AmendmentsInConflict lists what was amended in chat and no longer fits the
// config adopted last.
func AmendmentsInConflict(tx *Tx) []Amendment {
	now, _ := metaInForce.Get(tx, keyInForce)
	row, ok := plans.Get(tx, K(now.Campaign, now.Revision))
	if !ok {
		return nil
	}
	_, conflicts := Amend(row.Plan, Amendments(tx, now.Campaign))
	return conflicts
}

// PlanRevision reads one adopted revision, without amendments.
func PlanRevision(tx *Tx, campaignID string, rev int) (PlanRow, bool) {
	return plans.Get(tx, K(campaignID, rev))
}

// Campaigns lists every campaign ever adopted, the one in force first.
func Campaigns(tx *Tx) []AdoptedCampaign {
	out := campaigns.List(tx, nil)
	now, _ := metaInForce.Get(tx, keyInForce)
	slices.SortStableFunc(out, func(a, b AdoptedCampaign) int {
		if (a.Campaign == now.Campaign) != (b.Campaign == now.Campaign) {
			if a.Campaign == now.Campaign {
				return -1
			}
			return 1
		}
		return b.At.Compare(a.At)
	})
	return out
}
