package handlers_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/bot/sandbox/transcript"
	"thidua/campaign"
	"thidua/storage"
)

// TestOldDayRows: a day to be reminded on that was written down when returns, sheets
// to be scored and reminders put off had rows of their own is kept all the same.
func TestOldDayRows(t *testing.T) {
	for name, old := range map[string]string{"review_return_en": "return", "cross_score_en": "cross", "reminders_snooze_en": "snoozed"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			raw, err := os.ReadFile("testdata/" + name + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			talk, err := transcript.Parse(raw)
			if err != nil {
				t.Fatal(err)
			}
			now, then := newPlayer(t, talk), newPlayer(t, talk)
			defer now.close()
			defer then.close()
			aged := 0
			then.turned = func() { aged += age(then, old) }
			now.play()
			then.play()
			if aged == 0 {
				t.Fatal("no day stood in the agenda")
			}
			if diff := cmp.Diff(now.effects, then.effects); diff != "" {
				t.Errorf("old rows say something else (-new +old):\n%s", diff)
			}
		})
	}
}

// age writes the days of the agenda as they were written once, and counts them.
func age(p *player, kind string) (n int) {
	err := p.db.Update(p.now, func(tx *storage.Tx) error {
		var rows []storage.Job
		for j := range storage.Agenda.All(tx) {
			rows = append(rows, j)
		}
		for _, j := range rows {
			var row struct {
				Campaign string        `json:"round"`
				Day      campaign.Date `json:"day"`
			}
			if json.Unmarshal(j.Payload, &row) != nil || row.Campaign == "" {
				continue
			}
			raw, err := json.Marshal(map[string]any{kind: row.Campaign, "day": row.Day})
			if err != nil {
				return err
			}
			j.Payload = raw
			storage.Agenda.Put(tx, j)
			n++
		}
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return n
}
