package bot

import (
	"context"
	"time"

	"thidua/bot/clock"
	"thidua/handlers"
	"thidua/storage"
)

// aliveEvery is how often the fact that the bot polls is written down, in the
// machine's time and by the calendar.
const aliveEvery = 30 * time.Second

// aliveDue reports whether a batch brings the sign of life along.
func (p *poller) aliveDue(now time.Time) bool {
	return !p.polled || clock.Elapsed()-p.written >= aliveEvery || now.Sub(p.noted).Abs() >= aliveEvery
}

// follow writes the sign of life while a poll is under way, should the calendar
// leap ahead of the machine's time: a kill before the poll ends would else be
// told as an outage of the whole leap. Without a leap it writes nothing, and after
// a poll that failed neither. stop returns when it has ended.
func (p *poller) follow(ctx context.Context) (stop func()) {
	if !p.polled || p.broke {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for p.keepUp(ctx) {
		}
	}()
	return func() { cancel(); <-done }
}

// keepUp looks for a leap and waits until there may be another; false when the
// poll is over.
func (p *poller) keepUp(ctx context.Context) bool {
	now := p.bot.clock.Now()
	if now.Sub(p.noted)-(clock.Elapsed()-p.written) >= aliveEvery {
		err := p.bot.insist(ctx, handlers.Batch{Also: func(tx *storage.Tx) { storage.SetAlive(tx, now) }})
		if err != nil {
			return false
		}
		p.written, p.noted = clock.Elapsed(), now
	}
	leap, quit := p.bot.clock.Until(now.Add(aliveEvery))
	defer quit()
	select {
	case <-leap:
		return true
	case <-ctx.Done():
		return false
	}
}
