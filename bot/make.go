package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"path"
	"strconv"
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
	p := m.Paper
	if len(p.Pages) > 0 {
		return s.album(ctx, m, c)
	}
	field := "document"
	if p.Photo {
		field = "photo"
	}
	r := bytes.NewReader(p.Content)
	return judge(s.bot.client.upload(ctx, c.method, c.params, field, m.Name, r, r.Size()))
}

// albumMost is how many pictures one album of Telegram's holds.
const albumMost = 10

// album sends the pages of a picture together, the caption under the first. A
// failure between two albums sends all of them again.
func (s *deliverer) album(ctx context.Context, m handlers.Message, c call) Verdict {
	pages := append([][]byte{m.Paper.Content}, m.Paper.Pages...)
	kind := "document"
	if m.Paper.Photo {
		kind = "photo"
	}
	v := Verdict{Meaning: Sent}
	groups := (len(pages) + albumMost - 1) / albumMost
	for g := range groups {
		from, to := len(pages)*g/groups, len(pages)*(g+1)/groups
		var media []albumItem
		var files []albumFile
		for i, raw := range pages[from:to] {
			field := "page" + strconv.Itoa(i+1)
			media = append(media, albumItem{Type: kind, Media: "attach://" + field})
			files = append(files, albumFile{field, pageName(m.Name, from+i+1), raw})
		}
		if g == 0 {
			media[0].Caption, media[0].ParseMode = c.params["caption"], c.params["parse_mode"]
		}
		p := params{"chat_id": c.params["chat_id"]}
		for _, key := range []string{"message_thread_id", "disable_notification"} {
			p.AddNonEmpty(key, c.params[key])
		}
		list, err := json.Marshal(media)
		if err != nil {
			return Verdict{Meaning: GiveUp, Why: err.Error()}
		}
		p["media"] = string(list)
		if v = judge(s.bot.client.uploadAll(ctx, "sendMediaGroup", p, files)); v.Meaning != Sent {
			return v
		}
	}
	return v
}

type albumItem struct {
	Type      string `json:"type"`
	Media     string `json:"media"`
	Caption   string `json:"caption,omitempty"`
	ParseMode string `json:"parse_mode,omitempty"`
}

// pageName puts the page before the ending of a name: "bang-2.png".
func pageName(name string, page int) string {
	ending := path.Ext(name)
	return strings.TrimSuffix(name, ending) + "-" + strconv.Itoa(page) + ending
}
