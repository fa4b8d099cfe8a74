package bot

import (
	"time"

	"thidua/handlers"
	"thidua/storage"
)

// What a panel beside the running bot may see of its inside.

// Waiting is one outbox row that is not yet done.
type Waiting struct {
	ID       uint64
	Chat     int64
	Kind     handlers.OutKind
	Class    handlers.Class
	Due      time.Time
	Attempts int
	Error    string
}

// mostShown bounds what Outbox and NextInstants list.
const mostShown = 500

// Idle reports that nothing is under way or waiting: no message to send except
// what is parked for a chat nobody reaches, no file to fetch or look into, no
// instant that has come.
func (b *Bot) Idle() bool {
	return b.agenda.idle() && b.downloads.idle() && b.work.idle() && b.sender.idle()
}

// Outbox lists the rows that wait, oldest first, at most 500.
func (b *Bot) Outbox() []Waiting {
	var out []Waiting
	_ = b.db.View(b.clock.Now(), func(tx *storage.Tx) error {
		for j := range storage.Outbox.All(tx) {
			o, err := handlers.ReadOutgoing(j)
			if err != nil || b.books.over(j.ID) {
				continue
			}
			out = append(out, Waiting{j.ID, o.Chat, o.Kind, o.Class, j.Due, j.Attempts, j.LastError})
			if len(out) == mostShown {
				break
			}
		}
		return nil
	})
	return out
}

// NextInstants lists when the timetable wakes the bot next, earliest first, at
// most 500, each instant once.
func (b *Bot) NextInstants() []time.Time {
	var out []time.Time
	_ = b.db.View(b.clock.Now(), func(tx *storage.Tx) error {
		for _, j := range storage.Agenda.Due(tx, farFuture, mostShown) {
			if n := len(out); n == 0 || !out[n-1].Equal(j.Due) {
				out = append(out, j.Due)
			}
		}
		return nil
	})
	return out
}

var farFuture = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
