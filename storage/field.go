package storage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"thidua/campaign"
)

// FieldOf is what relative criteria of a plan compare with, from the sheets of
// all units. Without such a criterion it reads nothing. It is asked for at every
// press of who appraises, so sheets that have not changed are not decoded again.
func FieldOf(tx *Tx, plan *campaign.Plan) campaign.Field {
	if !plan.Sheet.Relative() {
		return campaign.Field{}
	}
	var ids []string
	for _, c := range plan.Sheet.Criteria {
		if c.Kind == campaign.KindRelative {
			ids = append(ids, c.ID)
		}
	}
	holds := HoldsOf(tx, plan.Campaign)
	var units []campaign.Entrant
	for _, u := range plan.Competing() {
		compared := func(author campaign.Author) *campaign.ScoreSheet {
			return tx.db.compared.sheet(tx, K(plan.Campaign, u.ID, string(author)), ids)
		}
		units = append(units, campaign.Entrant{Apart: campaign.Apart(u, holds[u.ID]), Figures: campaign.Figures{
			Unit: u.ID, Self: compared(campaign.SelfScore), Appraisal: compared(campaign.Appraisal), Final: compared(campaign.Final),
		}})
	}
	return campaign.FieldOf(&plan.Sheet, units)
}

// comparedSheets keeps of sheets that were read what comparisons need, with the
// bytes it was read from: as long as these are the same, so is what they say,
// whatever was written or rolled back in between.
type comparedSheets struct {
	mu  sync.Mutex
	all map[string]comparedSheet
}

type comparedSheet struct {
	raw   []byte
	ids   string
	sheet *campaign.ScoreSheet
}

// mostCompared bounds what is kept; a bloc of a hundred units has at most three
// hundred sheets.
const mostCompared = 1000

// sheet is a stored sheet with the answers to some criteria only; nil when there
// is none. It is not to be changed.
func (c *comparedSheets) sheet(tx *Tx, key Key, ids []string) *campaign.ScoreSheet {
	b := Sheets.bucket(tx)
	if tx.err != nil || b == nil {
		return nil
	}
	raw := b.Get(key)
	if raw == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	names := strings.Join(ids, " ")
	if kept, ok := c.all[string(key)]; ok && kept.ids == names && bytes.Equal(kept.raw, raw) {
		return kept.sheet
	}
	var whole campaign.ScoreSheet
	if err := json.Unmarshal(raw, &whole); err != nil {
		tx.Fail(fmt.Errorf("storage: %s %x: %w", Sheets.Name, []byte(key), err))
		return nil
	}
	few := &campaign.ScoreSheet{Unit: whole.Unit, SealedAt: whole.SealedAt, Entries: map[string]campaign.Entry{}}
	for _, id := range ids {
		if e, ok := whole.Entries[id]; ok {
			few.Entries[id] = e
		}
	}
	if c.all == nil || len(c.all) >= mostCompared {
		c.all = map[string]comparedSheet{}
	}
	c.all[string(key)] = comparedSheet{bytes.Clone(raw), names, few}
	return few
}
