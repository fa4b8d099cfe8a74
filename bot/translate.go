package bot

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"thidua/handlers"
)

// translate turns one raw update into an event. The id is the update's, 0 when
// none can be read. ok is false for what nobody asked for or may not speak to
// us: it is passed over in silence, and the watermark moves on all the same.
// received stands for the time of what carries none.
func translate(raw json.RawMessage, received time.Time) (e handlers.Event, id int64, ok bool) {
	var u update
	if err := json.Unmarshal(raw, &u); err != nil {
		id = bareID(raw)
		return handlers.Event{
			Key: brokenKey(id), At: received, Raw: raw, Body: handlers.Broken{Why: err.Error()},
		}, id, true
	}
	switch {
	case u.Message != nil:
		e, ok = fromMessage(u.Message)
	case u.Edited != nil:
		e, ok = fromEdit(u.Edited)
	case u.Callback != nil:
		e, ok = fromPress(u.Callback)
	case u.Member != nil:
		e, ok = fromMember(u.Member, u.ID)
	}
	if e.At.IsZero() {
		e.At = received
	}
	e.Raw = raw
	return e, u.ID, ok
}

// bareID reads the id of an update whose rest cannot be decoded.
func bareID(raw json.RawMessage) int64 {
	var u struct {
		ID json.Number `json:"update_id"`
	}
	if json.Unmarshal(raw, &u) != nil {
		return idOf(raw)
	}
	id, _ := u.ID.Int64()
	return id
}

func brokenKey(id int64) string {
	if id == 0 {
		return ""
	}
	return "u" + itoa(id)
}

// stranger reports that a sender is not a person acting in their own name:
// unknown, a bot, an anonymous administrator, a channel, or text by way of an
// inline bot. Deny by default.
func stranger(m *message) bool {
	return m.From == nil || m.From.ID <= 0 || m.From.IsBot || present(m.SenderChat) || present(m.ViaBot)
}

func place(c *chat) (handlers.Chat, bool) {
	if c == nil || c.ID == 0 {
		return handlers.Chat{}, false
	}
	switch c.Type {
	case "private":
		return handlers.Chat{ID: c.ID}, true
	case "group", "supergroup":
		return handlers.Chat{ID: c.ID, Group: true, Title: c.Title}, true
	}
	return handlers.Chat{}, false
}

func fromMessage(m *message) (handlers.Event, bool) {
	where, ok := place(m.Chat)
	if !ok {
		return handlers.Event{}, false
	}
	if m.MigrateTo != 0 {
		return moved(m.Chat.ID, m.MigrateTo, at(m.Date)), true
	}
	if m.MigrateFrom != 0 {
		return moved(m.MigrateFrom, m.Chat.ID, at(m.Date)), true
	}
	body := content(m)
	if body == nil || stranger(m) {
		return handlers.Event{}, false
	}
	if m.IsTopic {
		where.Topic = m.Thread
	}
	return handlers.Event{
		Key: "m" + itoa(m.Chat.ID) + "." + itoa(int64(m.ID)), At: at(m.Date),
		From: sender(m.From), Chat: where, Message: m.ID, Body: body,
	}, true
}

// moved is the same event whichever of its three tidings comes first: the
// service message in the old group, the one in the new, or a refused send.
func moved(from, to int64, when time.Time) handlers.Event {
	return handlers.Event{
		Key: "g" + itoa(from) + "." + itoa(to), At: when,
		Chat: handlers.Chat{ID: from, Group: true}, Body: handlers.Migrated{To: to},
	}
}

func fromEdit(m *message) (handlers.Event, bool) {
	where, ok := place(m.Chat)
	if !ok || stranger(m) || unusable(m) == "location" { // a live location moves by edits
		return handlers.Event{}, false
	}
	text := m.Text
	if text == "" {
		text = m.Caption
	}
	when := m.EditDate
	if when == 0 {
		when = m.Date
	}
	return handlers.Event{
		Key: "e" + itoa(m.Chat.ID) + "." + itoa(int64(m.ID)) + "." + itoa(m.EditDate), At: at(when),
		From: sender(m.From), Chat: where, Message: m.ID, Body: handlers.Edited{Text: text},
	}, true
}

func fromPress(c *callbackQuery) (handlers.Event, bool) {
	if c.ID == "" || c.From == nil || c.From.ID <= 0 || c.From.IsBot || c.Inline != "" {
		return handlers.Event{}, false
	}
	e := handlers.Event{
		Key: "c" + c.ID, From: sender(c.From), Chat: handlers.Chat{ID: c.From.ID},
		Body: handlers.Pressed{Query: c.ID, Data: c.Data},
	}
	if c.Message != nil {
		where, ok := place(c.Message.Chat)
		if !ok {
			return handlers.Event{}, false
		}
		if c.Message.IsTopic {
			where.Topic = c.Message.Thread
		}
		e.Chat, e.Message = where, c.Message.ID
	}
	return e, true
}

func fromMember(m *memberUpdate, id int64) (handlers.Event, bool) {
	where, ok := place(m.Chat)
	if !ok || m.From == nil {
		return handlers.Event{}, false
	}
	return handlers.Event{
		Key: "u" + itoa(id), At: at(m.Date), From: sender(m.From), Chat: where,
		Body: handlers.MemberChanged{Status: m.New.Status},
	}, true
}

// content is what a message holds; nil for service messages and kinds unknown
// here. An animation comes with a document of the same file, so it is looked
// for first.
func content(m *message) handlers.Body {
	if kind := unusable(m); kind != "" {
		return handlers.Unusable{Kind: kind}
	}
	switch {
	case m.Document != nil:
		d := m.Document
		return handlers.Uploaded{FileID: d.FileID, Name: d.Name, Type: d.Type, Size: d.Size, Album: m.Album, Caption: m.Caption}
	case len(m.Photo) > 0:
		p := biggest(m.Photo)
		return handlers.Uploaded{FileID: p.FileID, Type: "image/jpeg", Size: p.Size, Photo: true, Album: m.Album, Caption: m.Caption}
	case m.Contact != nil:
		return handlers.Shared{
			User: m.Contact.User, Phone: m.Contact.Phone,
			Forwarded: m.ForwardDate != 0 || present(m.ForwardOrigin),
		}
	case m.Text != "":
		return handlers.Said{Text: m.Text}
	}
	return nil
}

func unusable(m *message) string {
	for _, k := range []struct {
		kind string
		raws []json.RawMessage
	}{
		{"voice", []json.RawMessage{m.Voice, m.Audio}},
		{"video", []json.RawMessage{m.Video, m.VideoNote, m.Animation}},
		{"sticker", []json.RawMessage{m.Sticker}},
		{"location", []json.RawMessage{m.Location, m.Venue}},
		{"poll", []json.RawMessage{m.Poll}},
		{"other", []json.RawMessage{m.Dice, m.Story, m.PaidMedia, m.Checklist, m.Game}},
	} {
		for _, raw := range k.raws {
			if present(raw) {
				return k.kind
			}
		}
	}
	return ""
}

// biggest is the picture as sent; the others are previews of it.
func biggest(sizes []fileInfo) fileInfo {
	best := sizes[0]
	for _, s := range sizes[1:] {
		if s.Width*s.Height > best.Width*best.Height || s.Width*s.Height == best.Width*best.Height && s.Size > best.Size {
			best = s
		}
	}
	return best
}

func sender(u *user) handlers.Sender {
	return handlers.Sender{
		ID: u.ID, Name: strings.TrimSpace(u.FirstName + " " + u.LastName), Username: u.Username, Language: u.Language,
	}
}

// latestDate is the year 2106; Telegram's dates end well before it. What is
// later cannot be stored, and would fail whatever transaction it came into.
const latestDate = 1 << 32

func at(unix int64) time.Time {
	if unix <= 0 || unix > latestDate {
		return time.Time{}
	}
	return time.Unix(unix, 0)
}

func present(raw json.RawMessage) bool { return len(raw) > 0 && string(raw) != "null" }

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
