package handlers_test

import (
	"fmt"
	"testing"

	"thidua/bot/sandbox/transcript"
	"thidua/handlers"
	"thidua/storage"
)

// TestQuarantineKeepsTheNewest: events that fail are kept for a person to look
// at, their neighbours go on, and no flood of them grows without end.
func TestQuarantineKeepsTheNewest(t *testing.T) {
	talk, err := transcript.Parse([]byte("person hoa 1001 - Lê Thị Hoa\nset hoa contact:vks\nstart 2021-06-01T08:00\nbot ThiDuaBot\n"))
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t, talk)
	defer p.close()
	const floods, each = 11, 100
	for n := range floods {
		var events []handlers.Event
		for i := range each {
			events = append(events, handlers.Event{
				Key: fmt.Sprint("bad", n, ".", i), At: p.now, Body: handlers.Broken{Why: "made to fail"},
			})
		}
		events = append(events, handlers.Event{
			Key: fmt.Sprint("good", n), At: p.now, From: handlers.Sender{ID: 1001}, Chat: handlers.Chat{ID: 1001},
			Body: handlers.Said{Text: "/lich"},
		})
		out, err := handlers.Apply(p.db, p.now, handlers.Batch{Events: events})
		if err != nil {
			t.Fatal(err)
		}
		if out.Quarantined != each || len(out.Outbox) == 0 {
			t.Fatalf("%d in quarantine and %d answers, want %d and some", out.Quarantined, len(out.Outbox), each)
		}
	}
	kept := 0
	p.view(func(tx *storage.Tx) {
		for range storage.Quarantine.Prefix(tx, nil) {
			kept++
		}
	})
	if kept != 1000 {
		t.Errorf("%d failures are kept of %d, want 1000", kept, floods*each)
	}
}
