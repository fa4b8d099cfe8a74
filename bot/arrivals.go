package bot

import (
	"log/slog"
	"time"

	"thidua/handlers"
	"thidua/storage"
)

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
