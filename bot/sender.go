package bot

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"thidua/bot/clock"
	"thidua/handlers"
	"thidua/storage"
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

// leaseMore leases the next handful of fan-out rows in a commit of its own
// while few are ready; s.mu is held.
func (s *deliverer) leaseMore(ctx context.Context) {
	enough := len(s.lanes.lines[inBulk]) >= leaseAhead/2 && !s.lanes.waits(inLeaseUp)
	if s.leasing || s.stopped || enough {
		return
	}
	var batch []*lane
	for len(batch) < leaseAhead {
		l := s.lanes.next(inLeaseUp)
		if l == nil && len(batch)+len(s.lanes.lines[inBulk]) < leaseAhead {
			l = s.lanes.next(inLease)
		}
		if l == nil {
			break
		}
		l.busy = true
		batch = append(batch, l)
	}
	if len(batch) == 0 {
		return
	}
	rows := make([]*row, len(batch))
	for i, l := range batch {
		rows[i] = l.rows[0]
	}
	s.leasing = true
	s.sends.Go(func() { s.lease(ctx, batch, rows) })
}

// lease writes down that the first rows of some lanes may be under way.
func (s *deliverer) lease(ctx context.Context, batch []*lane, rows []*row) {
	err := s.bot.insist(ctx, handlers.Batch{Also: func(tx *storage.Tx) {
		for _, r := range rows {
			j, ok := storage.Outbox.Get(tx, r.id)
			if ok {
				j.Leased = true
				if parked(j) {
					j.LastError = ""
				}
				storage.Outbox.Put(tx, j)
			}
		}
	}})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.leasing = false
	for i, l := range batch {
		l.busy = false
		rows[i].leased = err == nil
		if err == nil {
			s.lanes.join(l, s.now())
		}
	}
	s.poke()
}

// add takes rows just committed. Callers hold the bot's lock, so rows arrive
// in commit order.
func (s *deliverer) add(jobs []storage.Job) {
	if len(jobs) == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	for _, j := range jobs {
		r, l := s.accept(j)
		if r == nil {
			continue
		}
		if l.parked {
			// Somebody wrote to a chat nothing reached: the next attempt tells
			// whether that still holds.
			l.parked = false
		}
		s.lanes.join(l, now)
	}
	s.lanes.sweep(now)
	s.poke()
}

// accept turns a job into a row of its lane.
func (s *deliverer) accept(j storage.Job) (*row, *lane) {
	o, err := handlers.ReadOutgoing(j)
	if err != nil {
		s.bot.log.Error("outbox row cannot be read", "job", j.ID, "err", err)
		s.bot.books.note(j.ID, change{over: true, result: "unreadable"})
		return nil, nil
	}
	r := &row{id: j.ID, kind: o.Kind, class: o.Class, screen: o.Screen, attempts: j.Attempts, leased: j.Leased}
	if s.lanes.held < payloadsHeld {
		r.job = &j
	}
	l := s.laneOf(o)
	s.lanes.push(l, r)
	return r, l
}

func (s *deliverer) laneOf(o handlers.Outgoing) *lane {
	key := laneKey{chat: o.Chat}
	if to, ok := s.moved[o.Chat]; ok {
		key.chat = to
	}
	switch o.Kind {
	case handlers.OutAnswer, handlers.OutAction, handlers.OutMenu:
		key.aside = true
	}
	l, ok := s.lanes.byKey[key]
	if !ok {
		l = &lane{key: key, pace: s.pace.lane(key)}
		s.lanes.byKey[key] = l
	}
	return l
}

// load takes over the rows of an earlier run. What was leased is in doubt: it
// goes again after a pause, unless it means nothing any more.
func (s *deliverer) load() error {
	calendar := s.bot.clock.Now()
	return s.bot.db.View(calendar, func(tx *storage.Tx) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		n := 0
		for j := range storage.Outbox.All(tx) {
			s.resume(j, calendar)
			n++
		}
		if n > 0 {
			s.bot.log.Info("outbox resumed", "rows", n, "dropped", n-s.lanes.rows)
		}
		s.poke()
		return tx.Err()
	})
}

func (s *deliverer) resume(j storage.Job, calendar time.Time) {
	r, l := s.accept(j)
	if r == nil {
		return
	}
	now := s.now()
	switch {
	case r.class == handlers.ClassPassing:
		s.lanes.pull(r)
		s.bot.books.note(r.id, change{over: true})
		return
	case parked(j):
		l.parked = true
	case j.Attempts > 0 && j.Due.After(calendar):
		l.wake = max(l.wake, now+min(j.Due.Sub(calendar), longestWait))
	case j.Leased:
		l.wake = max(l.wake, now+restartPause)
	}
	s.lanes.join(l, now)
}

func parked(j storage.Job) bool {
	return len(j.LastError) >= len(parkedMark) && j.LastError[:len(parkedMark)] == parkedMark
}

// heard says that a person wrote, so the chat is reachable again.
func (s *deliverer) heard(chat int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, aside := range []bool{false, true} {
		if l := s.lanes.byKey[laneKey{chat, aside}]; l != nil && l.parked {
			l.parked = false
			s.lanes.join(l, s.now())
			s.poke()
		}
	}
}

// recorded says that failed attempts are on disk: their retries may go.
func (s *deliverer) recorded(p page) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, r := range s.unwritten {
		if _, ok := p.rows[id]; ok {
			r.unwritten = false
			delete(s.unwritten, id)
			s.lanes.join(r.lane, s.now())
		}
	}
	s.poke()
}

// soon is the longest pause of a chat that still counts as being at work.
const soon = 3 * time.Second

// idle reports that nothing is to be sent soon: what is parked, and what waits
// for Telegram's leave, does not count.
func (s *deliverer) idle() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.flying > 0 || s.leasing {
		return false
	}
	for _, l := range s.lanes.byKey {
		if len(l.rows) > 0 && !l.parked && l.wake <= s.now()+soon {
			return false
		}
	}
	return true
}

// holdAll stops all sending for a while, because Telegram said so.
func (s *deliverer) holdAll(d time.Duration, log *slog.Logger) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if until := s.now() + d; until > s.hold {
		s.hold = until
		log.Warn("Telegram asks for a pause of everything", "seconds", int(d.Seconds()))
	}
}
