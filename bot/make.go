package bot

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"thidua/handlers"
	"thidua/storage"
)

// papersAtOnce bounds the papers that are held in memory, from their making
// until Telegram has them; one is at most 50 MB.
const papersAtOnce = 3

// withPaper makes the paper of a message that asks for one and hands the
// message on to be sent. Whoever waits for a paper that cannot be made is told
// so instead.
func (s *deliverer) withPaper(ctx context.Context, job storage.Job, m handlers.Message, send func(handlers.Message) Verdict) Verdict {
	if m.Make == nil {
		return send(m)
	}
	select {
	case s.papers <- struct{}{}:
		defer func() { <-s.papers }()
	case <-ctx.Done():
		return Verdict{Meaning: Offline, Why: ctx.Err().Error()}
	}
	p, ok, err := handlers.Make(s.bot.db, job, s.bot.clock.Now())
	switch {
	case errors.Is(err, storage.ErrClosed):
		return Verdict{Meaning: Offline, Why: err.Error()}
	case err != nil:
		s.bot.log.Error("paper cannot be made", "job", m.Job, "err", err)
	case !ok:
		return Verdict{Meaning: Stale, Why: "no longer makes sense"}
	}
	m.Text, m.Name, m.Paper = p.Caption, p.Name, &p
	switch {
	case p.Content != nil:
	case p.Caption != "":
		m.Kind, m.Paper = handlers.OutSay, nil
	default:
		return Verdict{Meaning: GiveUp, Why: "paper: " + err.Error()}
	}
	v := send(m)
	if v.Meaning == GiveUp && p.Photo && strings.Contains(strings.ToUpper(v.Why), "PHOTO") {
		p.Photo = false // what is no photograph to Telegram is a file all the same
		v = send(m)
	}
	return v
}

// uploaded sends the bytes of a made paper.
func (s *deliverer) uploaded(ctx context.Context, m handlers.Message, c call) Verdict {
	field := "document"
	if m.Paper.Photo {
		field = "photo"
	}
	r := bytes.NewReader(m.Paper.Content)
	return judge(s.bot.client.upload(ctx, c.method, c.params, field, m.Name, r, r.Size()))
}
