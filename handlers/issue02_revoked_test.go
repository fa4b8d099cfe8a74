package handlers_test

import (
	"testing"
	"time"

	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// TestRevokedHearNothing (issue02): a notice written for somebody whose role
// was taken away before it was sent is not sent; least of all the one that
// tells the desk which units are late.
func TestRevokedHearNothing(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	d.at = time.Date(2021, 6, 15, 12, 0, 0, 0, d.plan.Location())
	out, err := handlers.Apply(d.db, d.at, handlers.Batch{Events: []handlers.Event{{At: d.at, Body: handlers.Woke{}}}})
	if err != nil || len(out.Outbox) == 0 {
		t.Fatal(err, len(out.Outbox))
	}
	made := func(id int64) (n int) {
		for _, j := range out.Outbox {
			if o, _ := handlers.ReadOutgoing(j); o.Chat != id || o.Lazy == nil {
				continue
			}
			if _, ok, err := handlers.Compose(d.db, j, d.at); err != nil {
				t.Fatal(err)
			} else if ok {
				n++
			}
		}
		return n
	}
	if made(103) == 0 || made(104) == 0 || made(101) == 0 {
		t.Fatal("nothing was written for the desk, the leader or the contact:", made(103), made(104), made(101))
	}
	d.update(func(tx *storage.Tx) {
		for _, id := range []int64{101, 103, 104} {
			p, _ := storage.GetPerson(tx, id)
			p.Roles = nil
			if id == 104 { // a leader who stays as an observer
				p.Roles = []campaign.Role{{Kind: campaign.Observer, Year: d.plan.Year}}
			}
			storage.PutPerson(tx, p)
		}
	})
	for _, id := range []int64{101, 103} {
		if n := made(id); n > 0 {
			t.Errorf("%d still hears %d notices", id, n)
		}
	}
	for _, j := range out.Outbox {
		o, _ := handlers.ReadOutgoing(j)
		if o.Chat != 104 || o.Lazy == nil || o.Lazy.Args["kind"] != string(campaign.DeadlinePassed) {
			continue
		}
		if m, ok, _ := handlers.Compose(d.db, j, d.at); ok {
			t.Errorf("an observer hears which units are late: %s", m.Text)
		}
	}
}
