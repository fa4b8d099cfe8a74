package bot

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"thidua/bot/clock"
	"thidua/handlers"
	"thidua/storage"
)

const (
	batchLimit = 100
	// outageFrom is the shortest span without polls worth telling: longer than
	// one empty poll and aliveEvery together.
	outageFrom = 2 * time.Minute
	// fellBackFrom is how far the calendar must go back to be worth telling.
	fellBackFrom = 10 * time.Minute
	// oddPause keeps a server that answers at once, with nothing or with what
	// we had, from being asked without end.
	oddPause = time.Second
	// longestBackoff bounds the pause between polls that fail.
	longestBackoff = time.Minute
	lastPollLimit  = 3 * time.Second
	// greatestID is far above any update id of Telegram, which are 32-bit.
	greatestID = 1 << 52
	// salvageAfter is how often a list must be unreadable before it is cut
	// apart: the next answer may be whole.
	salvageAfter = 2
)

// allowedUpdates is said with every poll: Telegram remembers whatever list was
// given last, by whatever program.
const allowedUpdates = `["message","edited_message","callback_query","my_chat_member"]`

// poller asks Telegram for updates, hands each batch over in one transaction
// and only then asks beyond it. What was not committed comes again.
type poller struct {
	bot      *Bot
	timeout  time.Duration
	offset   int64 // first id not yet handled, 0 when unknown
	asked    int64 // offset of the last poll
	failures int
	odd      int
	// last is when the last good answer came, elapsed; since is the same by
	// the calendar, at first the last sign of life of an earlier run. broke is
	// set when a poll failed after it.
	last    time.Duration
	since   time.Time
	shown   time.Time // the calendar at the last batch, or that sign of life
	polled  bool
	broke   bool
	written time.Duration // when alive was written last, elapsed
	noted   time.Time     // and by the calendar
	alarmed bool          // of a conflict
}

func newPoller(b *Bot, timeout time.Duration) (*poller, error) {
	p := &poller{bot: b, timeout: timeout}
	err := b.db.View(b.clock.Now(), func(tx *storage.Tx) error {
		if mark := storage.Watermark(tx); mark != 0 {
			p.offset = mark + 1
		}
		p.since = storage.Alive(tx)
		p.shown = p.since
		return tx.Err()
	})
	return p, err
}

// run polls until ctx ends, then tells Telegram how far we came.
func (p *poller) run(ctx context.Context) {
	for ctx.Err() == nil {
		pause := p.once(ctx)
		if pause > 0 {
			sleep(ctx, pause)
		}
	}
	p.signOff()
}

// once is one poll and what follows from it; it returns how long to wait
// before the next.
func (p *poller) once(ctx context.Context) time.Duration {
	asked, calendar := clock.Elapsed(), p.bot.clock.Now()
	stop := p.follow(ctx)
	raws, v := p.ask(ctx, p.offset, p.timeout, batchLimit)
	stop()
	if ctx.Err() != nil && len(raws) == 0 {
		return 0
	}
	if v.Meaning != Sent {
		if !p.broke && (p.polled || p.since.IsZero()) {
			p.last, p.since = asked, calendar // until then all was well
		}
		return p.failed(v)
	}
	p.recovered()
	if !p.handle(ctx, raws) {
		return 0
	}
	if len(raws) > 0 {
		return p.pauseIfOdd()
	}
	soon := min(p.timeout, oddPause) / 2
	if clock.Elapsed()-asked < soon && p.bot.clock.Now().Sub(calendar) < soon {
		p.odd++
		return p.pauseIfOdd()
	}
	p.odd = 0
	return 0
}

func (p *poller) pauseIfOdd() time.Duration {
	if p.odd > 1 {
		return oddPause
	}
	return 0
}

// ask is one getUpdates. A list that cannot be read is nothing handled: it
// comes again.
func (p *poller) ask(ctx context.Context, offset int64, timeout time.Duration, limit int) ([]json.RawMessage, Verdict) {
	q := params{
		"timeout": strconv.Itoa(int(timeout / time.Second)), "limit": strconv.Itoa(limit),
		"allowed_updates": allowedUpdates,
	}
	q.AddNonZero64("offset", offset)
	p.asked = offset
	a, err := p.bot.client.request(ctx, "getUpdates", q, timeout+pollSlack)
	v := judge(a, err)
	if raws, ok := salvage(a.Body); ok && p.failures >= salvageAfter && a.Code == 200 {
		p.bot.log.Error("the list of updates is not JSON; cut apart", "count", len(raws), "err", v.Why)
		return raws, Verdict{Meaning: Sent}
	}
	if v.Meaning != Sent {
		if a.Code == 409 {
			v.Why = "409 " + v.Why
		}
		return nil, v
	}
	var raws []json.RawMessage
	if err := json.Unmarshal(a.Result, &raws); err != nil {
		return nil, Verdict{Meaning: Unknown, Why: "the list of updates cannot be read: " + err.Error()}
	}
	return raws, v
}

// handle brings a batch into the database, waiting for room if there is none.
// Only then the offset moves. It reports false when the run is over.
func (p *poller) handle(ctx context.Context, raws []json.RawMessage) bool {
	now := p.bot.clock.Now()
	batch, next := p.batch(raws, now)
	if len(batch.Events) == 0 && batch.Watermark == 0 && batch.Also == nil {
		p.broke, p.last, p.since = false, clock.Elapsed(), p.bot.clock.Now()
		return true
	}
	if err := p.bot.insist(ctx, batch); err != nil {
		return false
	}
	p.offset = next
	if batch.Also != nil {
		p.written, p.noted = clock.Elapsed(), now
	}
	p.polled, p.broke, p.last, p.since = true, false, clock.Elapsed(), p.bot.clock.Now()
	return true
}

// batch translates what came. The offset after it is that of the last update
// plus one, also when ids have started anew below the old ones.
func (p *poller) batch(raws []json.RawMessage, now time.Time) (handlers.Batch, int64) {
	var b handlers.Batch
	if e, ok := p.outage(now); ok {
		b.Events = append(b.Events, e)
	}
	if e, ok := p.fellBack(now); ok {
		b.Events = append(b.Events, e)
	}
	next := p.offset
	for i, raw := range raws {
		e, id, ok := translate(raw, now)
		if id <= 0 || id > greatestID {
			id = max(next, 1) // unreadable: the one we asked for
		}
		if i == 0 {
			p.compare(id)
		}
		next, b.Watermark = id+1, id
		if ok {
			b.Events = append(b.Events, e)
		}
	}
	if p.aliveDue(now) {
		b.Also = func(tx *storage.Tx) {
			storage.SetAlive(tx, now)
			storage.SweepRetired(tx, now, 100)
		}
	}
	return b, next
}

// compare looks at the first id of a batch against the one expected.
func (p *poller) compare(first int64) {
	switch {
	case p.offset == 0:
	case first < p.offset:
		p.odd++
		p.bot.log.Warn("update ids start anew", "expected", p.offset, "update", first)
		return
	case first > p.offset:
		p.bot.log.Warn("updates are missing: presses that expired, or another program reads them with this token",
			"count", first-p.offset, "update", first)
	}
	p.odd = 0
}

// outage is the event for a span without polls, told before what piled up in
// it. While polls succeed the calendar may be moved at will without being an
// outage; real time counts then. Across runs, and after a poll that failed,
// the calendar counts: what was due meanwhile has passed.
func (p *poller) outage(now time.Time) (handlers.Event, bool) {
	from := p.since
	switch {
	case from.IsZero():
		return handlers.Event{}, false
	case p.polled && !p.broke:
		from = now.Add(p.last - clock.Elapsed())
	}
	if now.Sub(from) < outageFrom {
		return handlers.Event{}, false
	}
	p.bot.log.Info("polling works again", "from", from, "to", now)
	return handlers.Event{
		Key: "r" + itoa(from.Unix()) + "." + itoa(now.Unix()), At: now, Body: handlers.Resumed{From: from, To: now},
	}, true
}

// fellBack is the event for a calendar that shows less than at the last poll, or
// than the last sign of life of an earlier run.
func (p *poller) fellBack(now time.Time) (handlers.Event, bool) {
	from := p.shown
	p.shown = now
	if from.Sub(now) < fellBackFrom {
		return handlers.Event{}, false
	}
	p.bot.log.Warn("the clock was set back", "from", from, "to", now)
	return handlers.Event{
		Key: "f" + itoa(from.Unix()) + "." + itoa(now.Unix()), At: now, Body: handlers.FellBack{From: from, To: now},
	}, true
}

// failed says how long to wait after a poll that brought nothing.
func (p *poller) failed(v Verdict) time.Duration {
	p.failures++
	p.broke = true
	pause := min(longestBackoff, backoff(p.failures, rand.Float64()))
	switch {
	case noSuchBot(v):
		p.bot.fail(errUnauthorized)
	case v.Meaning == RetryAt:
		pause = v.After
		p.bot.sender.holdAll(v.After, p.bot.log)
	case strings.HasPrefix(v.Why, "409 "):
		pause = max(pause, 5*time.Second)
		p.conflict(v.Why)
	case p.failures == 1 || p.failures%10 == 0:
		p.bot.log.Warn("poll failed", "attempt", p.failures, "seconds", pause.Seconds(), "err", v.Why)
	}
	return pause
}

// conflict says plainly what 409 means; it is an alarm, not a lock.
func (p *poller) conflict(why string) {
	if strings.Contains(why, "webhook") {
		p.bot.log.Error("a webhook is set for this bot, so Telegram gives no updates here; "+
			"remove it where it was set (deleteWebhook, without drop_pending_updates)", "err", why)
	} else {
		p.bot.log.Error("another program polls with this token; stop it, or messages get lost between the two", "err", why)
	}
	if !p.alarmed {
		p.alarmed = true
		p.bot.alarm(handlers.AlarmConflict)
	}
}

func (p *poller) recovered() {
	if p.failures > 0 {
		p.bot.log.Info("poll works", "attempt", p.failures)
	}
	p.failures, p.alarmed = 0, false
}

// signOff confirms the last batch, so that nothing comes twice after a clean
// stop, unless the poll just ended did so. Whether it succeeds does not matter.
func (p *poller) signOff() {
	if p.offset == 0 || !p.polled || p.asked == p.offset && !p.broke {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), lastPollLimit)
	defer cancel()
	_, v := p.ask(ctx, p.offset, 0, 1)
	if v.Meaning != Sent && !errors.Is(ctx.Err(), context.DeadlineExceeded) {
		p.bot.log.Info("last poll failed", "err", v.Why)
	}
}
