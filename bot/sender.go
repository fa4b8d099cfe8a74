package bot

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"thidua/bot/clock"
	"thidua/handlers"
)

const (
	// leaseAhead is how many fan-out rows are leased in one commit: what a kill
	// can put in doubt at most, beside what is under way.
	leaseAhead = 16
	// payloadsHeld bounds the rows whose payload stays in memory.
	payloadsHeld = 4096
	// mostAttempts is when a row that is answered with nothing clear, time and
	// again, is given up: about four hours.
	mostAttempts = 60
	// mostPassing is the same for what means nothing later.
	mostPassing = 3
	// restartPause is how long rows in doubt after a kill wait.
	restartPause = 500 * time.Millisecond
	// parkedMark begins the LastError of a record that waits for its chat.
	parkedMark = "parked: "
)

// deliverer is the sender: it takes rows in commit order and brings them to
// Telegram, each lane strictly in order, many lanes at once.
type deliverer struct {
	bot   *Bot
	pace  *pace
	start time.Duration // clock.Elapsed at the beginning
	most  int           // requests at once
	// papers has a place for each made paper that may be held in memory.
	papers chan struct{}

	mu      sync.Mutex
	lanes   lanes
	flying  int
	leasing bool
	moved   map[int64]int64 // groups that got a new id
	// unwritten are failed attempts not yet on disk, by row.
	unwritten map[uint64]*row
	hold      time.Duration // nothing at all is sent before
	offline   int           // failures in a row to reach Telegram at all
	stopped   bool
	wake      chan struct{}
	sends     sync.WaitGroup
	fraction  func() float64 // of jitter
}

func newDeliverer(b *Bot, set PaceSettings) *deliverer {
	return &deliverer{
		bot: b, pace: newPace(set), start: clock.Elapsed(), most: maxSends,
		lanes: newLanes(), moved: map[int64]int64{}, unwritten: map[uint64]*row{}, wake: make(chan struct{}, 1), fraction: rand.Float64,
		papers: make(chan struct{}, papersAtOnce),
	}
}

// now is real time since the sender began; calendars do not move it.
func (s *deliverer) now() time.Duration { return clock.Elapsed() - s.start }

func (s *deliverer) poke() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// run sends until ctx ends, then waits for what is under way; requests end by
// themselves when sending does.
func (s *deliverer) run(ctx, sending context.Context) {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for ctx.Err() == nil {
		wait := s.launch(sending)
		timer.Reset(wait)
		select {
		case <-s.wake:
		case <-timer.C:
		case <-ctx.Done():
		}
	}
	s.mu.Lock()
	s.stopped = true
	s.mu.Unlock()
	s.sends.Wait()
}

// launch starts whatever may start now and tells how long nothing more can
// happen by itself.
func (s *deliverer) launch(ctx context.Context) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	wait := time.Hour
	if next, any := s.lanes.due(now); any {
		wait = next - now
	}
	if s.hold > now {
		return min(wait, s.hold-now)
	}
	for s.flying < s.room() {
		l, fanout := s.lanes.next(inUrgent), false
		if l == nil {
			l, fanout = s.lanes.next(inBulk), true
		}
		if l == nil {
			break
		}
		s.merge(l)
		if !l.rows[0].leased {
			s.lanes.join(l, now)
			continue
		}
		if ok, pause := s.admit(l, fanout, now); !ok {
			wait = min(wait, pause)
			if pause > 0 && l.where != inTimer {
				break // the common limit: nobody else may either
			}
			continue
		}
		l.busy = true
		s.flying++
		r := l.rows[0]
		s.sends.Go(func() { s.attempt(ctx, l, r) })
	}
	s.leaseMore(ctx)
	return max(wait, 0)
}

// room is how many requests may be under way: one while Telegram cannot be
// reached, so that an outage costs one attempt at a time and not one per chat.
func (s *deliverer) room() int {
	if s.offline > 0 {
		return 1
	}
	return s.most
}

// admit asks both limits. A lane held by its own limit waits in the timer, one
// held by the common limit goes back to the front of its line.
func (s *deliverer) admit(l *lane, fanout bool, now time.Duration) (ok bool, wait time.Duration) {
	if l.rows[0].kind == handlers.OutAnswer {
		return true, 0 // no message
	}
	ok, wait, own := s.pace.allow(l.pace, fanout, now)
	switch {
	case ok:
		return true, 0
	case own:
		l.wake = now + wait
		s.lanes.join(l, now)
		return false, wait
	}
	in := inUrgent
	if fanout {
		in = inBulk
	}
	l.where = in
	s.lanes.lines[in] = append([]*lane{l}, s.lanes.lines[in]...)
	return false, wait
}

// merge retires edits that a later edit of the same screen makes pointless.
func (s *deliverer) merge(l *lane) {
	for len(l.rows) > 1 {
		a, b := l.rows[0], l.rows[1]
		if a.kind != handlers.OutEdit || b.kind != handlers.OutEdit || a.screen != b.screen {
			return
		}
		s.bot.books.note(a.id, change{over: true})
		b.fresh = b.fresh || a.fresh
		s.lanes.pull(a)
	}
}
