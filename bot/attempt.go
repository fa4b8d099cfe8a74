package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

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
	case m.Early:
		return Verdict{Meaning: Early, Why: "quiet hours"}
	}
	return s.withPaper(ctx, job, m, func(m handlers.Message) Verdict { return s.send(ctx, l, r, m) })
}

// send makes the requests a message comes down to.
func (s *deliverer) send(ctx context.Context, l *lane, r *row, m handlers.Message) Verdict {
	shown := s.shown(m.Screen)
	switch {
	case m.Kind == handlers.OutEdit && (shown == 0 || r.fresh):
		if m.Class == handlers.ClassPassing {
			return Verdict{Meaning: Stale, Why: "no message to change"}
		}
		m.Kind = handlers.OutSay
	case (m.Kind == handlers.OutStrip || m.Kind == handlers.OutPin) && shown == 0:
		return Verdict{Meaning: Stale, Why: "no message to change"}
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
	s.bot.log.Error("markup refused, sent as plain text", "job", m.Job, "err", v.Why)
	s.bot.alarm(handlers.AlarmMarkup, m.Job)
	if v = s.ask(ctx, m, c.plain()); v.Meaning == BadText {
		v.Meaning = GiveUp
	}
	return v
}

func (s *deliverer) ask(ctx context.Context, m handlers.Message, c call) Verdict {
	if m.Kind != handlers.OutFile {
		return judge(s.bot.client.request(ctx, c.method, c.params, sendLimit))
	}
	if m.Paper != nil {
		return s.uploaded(ctx, m, c)
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
