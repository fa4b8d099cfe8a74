package bot

import (
	"context"
	"time"

	"thidua/handlers"
	"thidua/storage"
)

// mostWakes bounds how often in a row time is told to be up while the first
// row due stays where it is: a fault that would otherwise spin.
const mostWakes = 3

// agenda wakes the contest when an instant of its timetable comes.
type agenda struct {
	bot     *Bot
	changed chan struct{}
}

func newAgenda(b *Bot) *agenda { return &agenda{b, make(chan struct{}, 1)} }

// poke says that the timetable may have changed.
func (a *agenda) poke() {
	select {
	case a.changed <- struct{}{}:
	default:
	}
}

func (a *agenda) run(ctx context.Context) {
	for ctx.Err() == nil {
		next, any := a.next()
		if !any {
			select {
			case <-a.changed:
			case <-ctx.Done():
			}
			continue
		}
		if next.After(a.bot.clock.Now()) {
			a.wait(ctx, next)
			continue
		}
		if !a.wake(ctx) {
			return
		}
	}
}

// wait ends when the calendar reaches an instant, the timetable changes or ctx
// ends.
func (a *agenda) wait(ctx context.Context, until time.Time) {
	due, stop := a.bot.clock.Until(until)
	defer stop()
	select {
	case <-due:
	case <-a.changed:
	case <-ctx.Done():
	}
}

// wake tells that time is up until nothing is due.
func (a *agenda) wake(ctx context.Context) bool {
	var last storage.Job
	for same := 0; ctx.Err() == nil; {
		first, any := a.due()
		if !any {
			return true
		}
		if same++; first.ID != last.ID || !first.Due.Equal(last.Due) {
			last, same = first, 0
		}
		if same >= mostWakes {
			a.bot.log.Error("a row of the timetable does not pass", "job", first.ID, "due", first.Due)
			sleep(ctx, time.Minute)
			return true
		}
		now := a.bot.clock.Now()
		if a.bot.insist(ctx, handlers.Batch{Events: []handlers.Event{{At: now, Body: handlers.Woke{}}}}) != nil {
			return false
		}
	}
	return true
}

// due is the first row whose time has come.
func (a *agenda) due() (first storage.Job, any bool) {
	now := a.bot.clock.Now()
	_ = a.bot.db.View(now, func(tx *storage.Tx) error {
		for _, j := range storage.Agenda.Due(tx, now, 1) {
			first, any = j, true
		}
		return nil
	})
	return first, any
}

func (a *agenda) next() (at time.Time, any bool) {
	_ = a.bot.db.View(a.bot.clock.Now(), func(tx *storage.Tx) error {
		at, any = storage.Agenda.Next(tx)
		return nil
	})
	return at, any
}

// idle reports that nothing is due now.
func (a *agenda) idle() bool {
	next, any := a.next()
	return !any || next.After(a.bot.clock.Now())
}
