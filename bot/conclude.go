package bot

import (
	"context"
	"strings"
	"time"

	"thidua/handlers"
)

// conclude acts on a verdict. It leaves the lane free to go on.
func (s *deliverer) conclude(ctx context.Context, l *lane, r *row, v Verdict) {
	s.reached(v)
	switch v.Meaning {
	case Sent, Stale:
		s.finish(r, v)
	case Offline:
		s.unlock(l)
	case Unknown:
		s.again(l, r, backoff(r.attempts+1, s.fraction()), v)
	case RetryAt:
		if v.After > alarmingWait {
			s.bot.alarm(handlers.AlarmFlood, v.After.String())
		}
		s.again(l, r, v.After, v)
	case Unshown:
		s.mu.Lock()
		r.fresh = true
		gone := r.kind == handlers.OutStrip
		s.mu.Unlock()
		if gone {
			s.finish(r, v)
			return
		}
		s.unlock(l)
	case ChatMoved:
		s.follow(ctx, l, v.To)
	case ChatGone:
		s.concede(ctx, l, r, v.Why)
	case Early:
		s.postpone(ctx, l, r)
	case Unauthorized:
		s.unlock(l)
		s.bot.fail(errUnauthorized)
	default: // GiveUp, BadText
		s.bot.log.Warn("message refused for good", "job", r.id, "err", v.Why)
		s.drop(ctx, l, r, v.Why)
	}
}

// alarmingWait is a retry_after the administrators should know of.
const alarmingWait = 10 * time.Minute

// reached keeps the gate that lets one request at a time try while Telegram
// cannot be reached.
func (s *deliverer) reached(v Verdict) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v.Meaning != Offline {
		s.offline = 0
		return
	}
	s.offline++
	s.hold = max(s.hold, s.now()+min(30*time.Second, backoff(s.offline, s.fraction())))
	if s.offline == 1 {
		s.bot.log.Warn("Telegram cannot be reached", "err", v.Why)
	}
}

func (s *deliverer) unlock(l *lane) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l.busy = false
}

// finish takes a row out; records are kept a while.
func (s *deliverer) finish(r *row, v Verdict) {
	c := change{over: true}
	if r.class == handlers.ClassRecord {
		c.result = "sent"
		if v.Meaning == Stale {
			c.result = "not sent: " + v.Why
		}
	}
	s.bot.books.note(r.id, c)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lanes.pull(r)
	r.lane.busy = false
}

// again lets a row wait for its retry, which goes once it is on disk. What
// means nothing later is let go.
func (s *deliverer) again(l *lane, r *row, wait time.Duration, v Verdict) {
	most := mostAttempts
	if r.class == handlers.ClassPassing {
		most = mostPassing
		if v.Meaning == Unknown || wait > 10*time.Second {
			most = 0
		}
	}
	if v.Meaning == Unknown && r.attempts+1 >= most || most == 0 {
		s.finish(r, Verdict{Meaning: Stale, Why: v.Why})
		return
	}
	s.bot.log.Warn("message will be tried again", "job", r.id, "attempt", r.attempts+1,
		"seconds", wait.Seconds(), "err", v.Why)
	s.mu.Lock()
	defer s.mu.Unlock()
	r.attempts++
	r.unwritten = true
	s.unwritten[r.id] = r
	l.wake = s.now() + wait
	l.busy = false
	s.bot.books.note(r.id, change{
		leased: true, attempts: r.attempts, err: clip(v.Why), due: s.bot.clock.Now().Add(wait),
	})
}

// drop gives a row up for good and tells the contest in the same transaction.
func (s *deliverer) drop(ctx context.Context, l *lane, r *row, why string) {
	if r.class == handlers.ClassPassing || r.kind == handlers.OutMenu {
		s.finish(r, Verdict{Meaning: Stale, Why: why})
		return
	}
	c := change{over: true}
	if r.class == handlers.ClassRecord {
		c.result = "refused: " + clip(why)
	}
	s.tell(ctx, handlers.Undelivered{Job: r.id, Chat: l.key.chat, Why: "refused", Kind: r.kind}, map[uint64]change{r.id: c})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lanes.pull(r)
	l.busy = false
}

// postpone gives a row back to the contest, which lets it wait for the morning.
// It leaves the lane, so that replies do not wait behind it.
func (s *deliverer) postpone(ctx context.Context, l *lane, r *row) {
	job, ok, err := s.read(r)
	if err != nil || !ok {
		s.finish(r, Verdict{Meaning: Stale, Why: "gone"})
		return
	}
	s.tell(ctx, handlers.Early{Payload: job.Payload}, map[uint64]change{r.id: {over: true}})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lanes.pull(r)
	l.busy = false
}

// concede is for a chat nothing reaches any more. Messages of record stay,
// parked, until the person is heard of again or somebody writes to the chat;
// the rest would be stale by then and is let go. Nothing waits for an account
// that was deleted.
func (s *deliverer) concede(ctx context.Context, l *lane, r *row, why string) {
	s.bot.log.Warn("chat cannot be reached", "job", r.id, "err", why)
	changes := map[uint64]change{}
	var gone []*row
	s.mu.Lock()
	for _, w := range l.rows {
		if w.class == handlers.ClassRecord && why != "deactivated" {
			changes[w.id] = change{attempts: w.attempts, err: parkedMark + why}
			continue
		}
		c := change{over: true}
		if w.class == handlers.ClassRecord {
			c.result = "not sent: " + why
		}
		changes[w.id] = c
		gone = append(gone, w)
	}
	s.mu.Unlock()
	s.tell(ctx, handlers.Undelivered{Job: r.id, Chat: l.key.chat, Why: why, Kind: r.kind}, changes)
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range gone {
		s.lanes.pull(w)
	}
	fresh := false // rows that came meanwhile
	for _, w := range l.rows {
		if _, ok := changes[w.id]; !ok {
			fresh = true
			continue
		}
		w.leased = false
		if w.job != nil {
			w.job = nil
			s.lanes.held--
		}
	}
	l.parked = len(l.rows) > 0 && !fresh
	l.busy = false
}

// tell applies an event together with what it means for rows.
func (s *deliverer) tell(ctx context.Context, body handlers.Body, changes map[uint64]change) {
	now := s.bot.clock.Now()
	_ = s.bot.insist(ctx, handlers.Batch{
		Events: []handlers.Event{{At: now, Body: body}},
		Also:   page{rows: changes}.write,
	})
}

// clip bounds an error kept with a row.
func clip(s string) string {
	const most = 200
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "")
	}
	return s
}
