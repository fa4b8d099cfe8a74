package handlers_test

import (
	"encoding/json"
	"strings"
	"testing"

	"thidua/handlers"
	"thidua/storage"
)

// TestGroupHearsWhatIsPublished: what may be said of results in a group names
// nobody's own unit, and is nothing before they are published.
func TestGroupHearsWhatIsPublished(t *testing.T) {
	c := newContest(t)
	heard := func() (text string, ok bool) {
		c.update(func(tx *storage.Tx) {
			plan, _ := storage.PlanInForce(tx)
			card, words, out := handlers.PublishedForGroup(tx, &plan, handlers.Settings{Language: "vi"}, "vi")
			raw, err := json.Marshal(card)
			if err != nil {
				t.Fatal(err)
			}
			if text, ok = words, out; strings.Contains(string(raw), "đơn vị của đồng chí") {
				t.Error("the card marks a unit")
			}
		})
		return text, ok
	}
	for _, stage := range []int{atSelf, atAppraised, atFinal} {
		c.score(stage)
	}
	c.update(func(tx *storage.Tx) {
		storage.Groups.Put(tx, storage.K(int64(-500)), storage.Group{Chat: -500, At: c.at})
	})
	c.freeze()
	if _, ok := heard(); ok {
		t.Error("a group hears of frozen results")
	}
	c.publish()
	posted := 0
	c.update(func(tx *storage.Tx) {
		for j := range storage.Outbox.All(tx) {
			if o, err := handlers.ReadOutgoing(j); err == nil && o.Chat == -500 && strings.Contains(o.Text, "KQ01/2021") {
				posted++
			}
		}
	})
	if posted != 1 {
		t.Errorf("the group was told %d times", posted)
	}
	if p, ok := c.groupPicture(); !ok || !p.Photo || len(p.Content) == 0 || !strings.Contains(p.Caption, "KQ01/2021") || strings.Contains(p.Caption, "hạng") {
		t.Errorf("the group's picture: %v, %d bytes, %q", ok, len(p.Content), p.Caption)
	}
	if text, ok := heard(); !ok || !strings.Contains(text, "KQ01/2021") || !strings.Contains(text, "hạng 7") {
		t.Errorf("a group hears %v %q", ok, text)
	}
	c.reopen()
	if _, ok := heard(); ok {
		t.Error("a group hears of results that are being reviewed")
	}
	if _, ok := c.groupPicture(); ok {
		t.Error("a group sees the picture of results that are being reviewed")
	}
}

// groupPicture makes the paper that waits for the group.
func (c *contest) groupPicture() (p handlers.Paper, ok bool) {
	c.t.Helper()
	var rows []storage.Job
	c.update(func(tx *storage.Tx) {
		for j := range storage.Outbox.All(tx) {
			if o, err := handlers.ReadOutgoing(j); err == nil && o.Chat == -500 && o.Make != nil {
				rows = append(rows, j)
			}
		}
	})
	if len(rows) != 1 {
		c.t.Fatalf("%d papers wait for the group", len(rows))
	}
	p, ok, err := handlers.Make(c.db, rows[0], c.at)
	if err != nil {
		c.t.Fatal(err)
	}
	return p, ok
}
