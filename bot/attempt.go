package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// attempt sends the head of a lane once and draws the consequences.
func (s *deliverer) attempt(ctx context.Context, l *lane, r *row) {
	v := s.deliver(ctx, l, r)
	s.conclude(ctx, l, r, v)
	s.mu.Lock()
	s.flying--
	s.lanes.join(l, s.now())
	s.mu.Unlock()
	s.poke()
}

// deliver composes a row, asks Telegram and judges the answer.
func (s *deliverer) deliver(ctx context.Context, l *lane, r *row) Verdict {
	job, ok, err := s.read(r)
	if err != nil || !ok {
		return Verdict{Meaning: Stale, Why: "gone"}
	}
	m, ok, err := s.compose(job)
	switch {
	case errors.Is(err, storage.ErrClosed):
		return Verdict{Meaning: Offline, Why: err.Error()}
	case err != nil:
		s.bot.log.Error("message cannot be composed", "job", r.id, "err", err)
		return Verdict{Meaning: GiveUp, Why: "composing: " + err.Error()}
	case !ok:
		return Verdict{Meaning: Stale, Why: "no longer makes sense"}
	}
	shown := s.shown(m.Screen)
	switch {
	case m.Kind == handlers.OutEdit && (shown == 0 || r.fresh):
		m.Kind = handlers.OutSay
	case m.Kind == handlers.OutStrip && shown == 0:
		return Verdict{Meaning: Stale, Why: "no message to strip"}
	}
	chat := l.key.chat
	if m.Kind == handlers.OutMenu && m.Chat == 0 {
		chat = 0
	}
	v := Verdict{Meaning: Sent}
	for _, c := range calls(m, chat, shown) {
		if v = s.perform(ctx, m, c); v.Meaning != Sent {
			return v
		}
	}
	if m.Screen != 0 && v.Message != 0 && v.Message != shown {
		s.bot.books.shown(m.Screen, storage.Sent{Chat: chat, Message: v.Message})
	}
	return v
}

// perform makes one request. Markup of ours that Telegram refuses must not
// cost the words: they go again as plain text.
func (s *deliverer) perform(ctx context.Context, m handlers.Message, c call) Verdict {
	v := s.ask(ctx, m, c)
	if v.Meaning != BadText {
		return v
	}
	s.bot.log.Error("markup refused, sent as plain text", "job", m.Job, "chat", m.Chat, "err", v.Why)
	s.bot.alarm(alarmMarkup, m.Job)
	if v = s.ask(ctx, m, c.plain()); v.Meaning == BadText {
		v.Meaning = GiveUp
	}
	return v
}

func (s *deliverer) ask(ctx context.Context, m handlers.Message, c call) Verdict {
	if m.Kind != handlers.OutFile {
		return judge(s.bot.client.request(ctx, c.method, c.params, sendLimit))
	}
	f, err := s.bot.db.OpenFile(m.File)
	if err != nil {
		return s.unsendable(m, err)
	}
	defer func() { _ = f.Close() }()
	a, err := s.bot.client.upload(ctx, c.method, c.params, "document", campaign.CleanName(m.Name), f, f.Size())
	if !a.OK && errors.Is(err, storage.ErrDamaged) {
		return s.unsendable(m, err)
	}
	return judge(a, err)
}

func (s *deliverer) unsendable(m handlers.Message, err error) Verdict {
	s.bot.log.Error("stored file cannot be sent", "job", m.Job, "err", err)
	return Verdict{Meaning: GiveUp, Why: "file: " + err.Error()}
}

func (s *deliverer) read(r *row) (j storage.Job, ok bool, err error) {
	if r.job != nil {
		return *r.job, true, nil
	}
	err = s.bot.db.View(s.bot.clock.Now(), func(tx *storage.Tx) error {
		j, ok = storage.Outbox.Get(tx, r.id)
		return nil
	})
	return j, ok, err
}

// compose keeps a panic of one message from stopping all.
func (s *deliverer) compose(j storage.Job) (m handlers.Message, ok bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			s.bot.log.Error("composing panicked", "job", j.ID, "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return handlers.Compose(s.bot.db, j, s.bot.clock.Now())
}

// shown is Telegram's message for a screen, 0 when there is none.
func (s *deliverer) shown(screen uint64) int {
	if screen == 0 {
		return 0
	}
	if at, ok := s.bot.books.where(screen); ok {
		return at.Message
	}
	var at storage.Sent
	_ = s.bot.db.View(s.bot.clock.Now(), func(tx *storage.Tx) error {
		at, _ = storage.Screens.Get(tx, storage.K(screen))
		return nil
	})
	return at.Message
}

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
			s.bot.alarm(alarmFlood, v.After.String())
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
	case Unauthorized:
		s.unlock(l)
		s.bot.fail(errUnauthorized)
	default: // GiveUp, BadText
		s.bot.log.Warn("message refused for good", "job", r.id, "chat", l.key.chat, "err", v.Why)
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
	s.bot.log.Warn("message will be tried again", "job", r.id, "chat", l.key.chat, "attempt", r.attempts+1,
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
	s.tell(ctx, handlers.Undelivered{Job: r.id, Chat: l.key.chat, Why: "refused"}, map[uint64]change{r.id: c})
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
	s.bot.log.Warn("chat cannot be reached", "chat", l.key.chat, "job", r.id, "err", why)
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
	s.tell(ctx, handlers.Undelivered{Job: r.id, Chat: l.key.chat, Why: why}, changes)
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

// follow is for a group that became a supergroup: its rows wait under the new
// id from now on. Rows on disk keep the old one; after a restart the first of
// them brings us here again.
func (s *deliverer) follow(ctx context.Context, l *lane, to int64) {
	from := l.key.chat
	s.bot.log.Info("group has a new id", "chat", from, "to", to)
	_ = s.bot.insist(ctx, handlers.Batch{Events: []handlers.Event{moved(from, to, s.bot.clock.Now())}})
	s.relane(from, to)
	s.unlock(l)
}

// relane moves what waits for a chat to its new id.
func (s *deliverer) relane(from, to int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if from == to || s.moved[to] != 0 {
		return
	}
	s.moved[from] = to
	for _, aside := range []bool{false, true} {
		old := s.lanes.byKey[laneKey{from, aside}]
		if old == nil {
			continue
		}
		key := laneKey{to, aside}
		next, ok := s.lanes.byKey[key]
		if !ok {
			next = &lane{key: key, pace: s.pace.lane(key)}
			s.lanes.byKey[key] = next
		}
		for _, r := range old.rows {
			next.rows = append(next.rows, r)
			r.lane = next
		}
		next.urgent += old.urgent
		old.rows, old.urgent = nil, 0
		s.lanes.join(next, s.now())
	}
	s.poke()
}

// clip bounds an error kept with a row.
func clip(s string) string {
	const most = 200
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "")
	}
	return s
}
