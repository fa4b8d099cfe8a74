package bot

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"thidua/bot/clock"
	"thidua/handlers"
	"thidua/storage"
)

// pool does the jobs of a queue, a few at a time, one per lane, each until it
// ends in an event. A failure is written down with the time of the next try
// before that try is made.
type pool struct {
	bot   *Bot
	queue storage.Queue
	width int
	start time.Duration
	// do makes one try: an event when the job is over, else an error.
	do func(ctx context.Context, j storage.Job) (handlers.Body, error)

	mu      sync.Mutex
	waiting []*task
	lanes   map[string]bool // with a task under way
	busy    int
	wake    chan struct{}
	tasks   sync.WaitGroup
}

type task struct {
	id       uint64
	lane     string
	attempts int
	from     time.Duration // not before
}

func newPool(b *Bot, q storage.Queue, width int, do func(context.Context, storage.Job) (handlers.Body, error)) *pool {
	return &pool{
		bot: b, queue: q, width: width, do: do, start: clock.Elapsed(),
		lanes: map[string]bool{}, wake: make(chan struct{}, 1),
	}
}

func (p *pool) now() time.Duration { return clock.Elapsed() - p.start }

func (p *pool) poke() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// add takes jobs just committed.
func (p *pool) add(jobs []storage.Job) {
	if len(jobs) == 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, j := range jobs {
		p.waiting = append(p.waiting, &task{id: j.ID, lane: j.Lane, attempts: j.Attempts})
	}
	p.poke()
}

// load takes over the jobs of an earlier run.
func (p *pool) load() error {
	calendar := p.bot.clock.Now()
	return p.bot.db.View(calendar, func(tx *storage.Tx) error {
		p.mu.Lock()
		defer p.mu.Unlock()
		for j := range p.queue.All(tx) {
			t := &task{id: j.ID, lane: j.Lane, attempts: j.Attempts}
			if j.Attempts > 0 && j.Due.After(calendar) {
				t.from = p.now() + min(j.Due.Sub(calendar), longestWait)
			}
			p.waiting = append(p.waiting, t)
		}
		if len(p.waiting) > 0 {
			p.bot.log.Info("jobs resumed", "queue", p.queue.Name, "rows", len(p.waiting))
		}
		return tx.Err()
	})
}

// run works until ctx ends and waits for what is under way.
func (p *pool) run(ctx context.Context) {
	defer p.tasks.Wait()
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for ctx.Err() == nil {
		timer.Reset(p.launch(ctx))
		select {
		case <-p.wake:
		case <-timer.C:
		case <-ctx.Done():
		}
	}
}

// launch starts what may start now and tells how long to wait for more.
func (p *pool) launch(ctx context.Context) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	now, wait := p.now(), time.Hour
	p.waiting = slices.DeleteFunc(p.waiting, func(t *task) bool {
		switch {
		case t.from > now:
			wait = min(wait, t.from-now)
			return false
		case p.busy >= p.width || p.lanes[t.lane]:
			return false
		}
		p.busy++
		p.lanes[t.lane] = true
		p.tasks.Go(func() { p.try(ctx, t) })
		return true
	})
	return wait
}

func (p *pool) try(ctx context.Context, t *task) {
	again := p.attempt(ctx, t)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.busy--
	delete(p.lanes, t.lane)
	if again > 0 {
		t.from = p.now() + again
		p.waiting = append(p.waiting, t)
	}
	p.poke()
}

// attempt is one try and its bookkeeping; it returns the pause before the next
// try, 0 when the job is over or the run is.
func (p *pool) attempt(ctx context.Context, t *task) time.Duration {
	j, ok := p.read(t.id)
	if !ok {
		return 0
	}
	body, err := p.do(ctx, j)
	if ctx.Err() != nil && body == nil {
		return 0
	}
	if err != nil {
		return p.record(ctx, t, j, err)
	}
	event := handlers.Event{At: p.bot.clock.Now(), Body: body}
	if p.bot.insist(ctx, handlers.Batch{Events: []handlers.Event{event}}) != nil {
		return 0
	}
	// Handling the event takes the row out; when that failed, it is in
	// quarantine and trying again would not help.
	if _, left := p.read(t.id); left {
		_ = p.bot.insist(ctx, handlers.Batch{Also: func(tx *storage.Tx) { p.queue.Remove(tx, t.id) }})
	}
	return 0
}

func (p *pool) record(ctx context.Context, t *task, j storage.Job, cause error) time.Duration {
	t.attempts++
	wait := backoff(t.attempts+1, rand.Float64())
	var asked *waitError
	if asAsked(cause, &asked) {
		wait = max(wait, asked.after)
	}
	p.bot.log.Warn("job will be tried again", "queue", p.queue.Name, "job", j.ID, "attempt", t.attempts,
		"seconds", wait.Seconds(), "err", cause)
	j.Attempts, j.LastError, j.Due = t.attempts, clip(cause.Error()), p.bot.clock.Now().Add(wait)
	if p.bot.insist(ctx, handlers.Batch{Also: func(tx *storage.Tx) { p.queue.Put(tx, j) }}) != nil {
		return 0
	}
	return wait
}

func (p *pool) read(id uint64) (j storage.Job, ok bool) {
	err := p.bot.db.View(p.bot.clock.Now(), func(tx *storage.Tx) error {
		j, ok = p.queue.Get(tx, id)
		return tx.Err()
	})
	return j, ok && err == nil
}

func (p *pool) idle() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.busy == 0 && len(p.waiting) == 0
}
