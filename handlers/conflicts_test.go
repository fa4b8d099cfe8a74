package handlers_test

import (
	"slices"
	"strings"
	"testing"

	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// TestConflictsAreTold: what was amended in chat and no longer fits a config
// adopted later is told to the desk and the leaders, once.
func TestConflictsAreTold(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	day := campaign.Date{Year: 2021, Month: 7, Day: 16}
	d.update(func(tx *storage.Tx) {
		storage.AmendPlan(tx, storage.FixedConference{Conference: d.plan.Conferences[0].ID, Day: day}, 103, d.at, "")
	})
	plan := d.plan
	plan.Conferences = slices.Clone(plan.Conferences)
	plan.Conferences[0].Fixed = day.AddDays(3)
	if _, changed, err := handlers.Adopt(d.db, d.at, plan, "another", handlers.Settings{Language: "vi"}); err != nil || !changed {
		t.Fatal(changed, err)
	}
	told := func() (n int) {
		out, err := handlers.Apply(d.db, d.at, handlers.Batch{Events: []handlers.Event{{At: d.at, Body: handlers.Connected{ID: 42, Username: "ThiDuaBot"}}}})
		if err != nil {
			t.Fatal(err)
		}
		for _, j := range out.Outbox {
			o, err := handlers.ReadOutgoing(j)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(o.Text, "không còn khớp") && strings.Contains(o.Text, "16/7/2021") {
				n++
			}
		}
		return n
	}
	if n := told(); n != 2 {
		t.Errorf("told %d people, want the secretary and the leader", n)
	}
	if n := told(); n != 0 {
		t.Errorf("told again: %d", n)
	}
}
