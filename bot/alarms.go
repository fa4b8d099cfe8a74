package bot

import (
	"context"
	"sync"
	"time"

	"thidua/bot/clock"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// Alarms are what the administrators must hear when nothing may be written:
// they go straight to Telegram, not through the outbox, and are lost with the
// process. Each kind is said at most once an hour.
const alarmEvery = time.Hour

// alarmRoomFor bounds what is waiting to be said.
const alarmRoomFor = 32

type alarms struct {
	bot   *Bot
	mu    sync.Mutex
	told  map[handlers.Text]time.Duration
	queue chan alarm
}

type alarm struct {
	text handlers.Text
	args []any
}

func newAlarms(b *Bot) *alarms {
	return &alarms{bot: b, told: map[handlers.Text]time.Duration{}, queue: make(chan alarm, alarmRoomFor)}
}

// alarm says something to the administrators, soon, without waiting for it.
func (b *Bot) alarm(text handlers.Text, args ...any) {
	a := b.alarms
	a.mu.Lock()
	defer a.mu.Unlock()
	now := clock.Elapsed()
	if last, ok := a.told[text]; ok && now-last < alarmEvery {
		return
	}
	a.told[text] = now
	if text == handlers.AlarmRoom {
		delete(a.told, handlers.AlarmFull) // the next time it is full is news
	}
	if text == handlers.AlarmFull {
		delete(a.told, handlers.AlarmRoom)
	}
	select {
	case a.queue <- alarm{text, args}:
	default:
	}
}

func (a *alarms) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case one := <-a.queue:
			for _, p := range a.readers() {
				a.say(ctx, p, one)
			}
		}
	}
}

// say tries a few times; who cannot be reached hears nothing.
func (a *alarms) say(ctx context.Context, p storage.Person, one alarm) {
	q := params{"chat_id": itoa(p.ID)}
	text(q, "text", one.text.In(p.Language, one.args...))
	for n := 1; n <= 5 && ctx.Err() == nil; n++ {
		v := judge(a.bot.client.request(ctx, "sendMessage", q, sendLimit))
		switch v.Meaning {
		case Offline, RetryAt:
			sleep(ctx, max(v.After, backoff(n, 0)))
		default:
			return
		}
	}
}

// readers are the administrators, else the desk.
func (a *alarms) readers() (out []storage.Person) {
	_ = a.bot.db.View(a.bot.clock.Now(), func(tx *storage.Tx) error {
		year := 0
		if plan, ok := storage.PlanInForce(tx); ok {
			year = plan.Year
		}
		if out = storage.Desk(tx, campaign.Admin, year); len(out) == 0 {
			out = storage.Desk(tx, campaign.Secretary, year)
		}
		return nil
	})
	for i := range out {
		if out[i].Language == "" {
			out[i].Language = a.bot.set.Language
		}
	}
	return out
}
