package sandbox

import (
	"regexp"
	"strings"
	"unicode/utf16"
)

// The shapes of the Bot API, as far as a bot reads them.
type (
	wireUser struct {
		ID        int64  `json:"id"`
		IsBot     bool   `json:"is_bot"`
		First     string `json:"first_name"`
		Last      string `json:"last_name,omitempty"`
		Username  string `json:"username,omitempty"`
		Lang      string `json:"language_code,omitempty"`
		JoinsAll  *bool  `json:"can_join_groups,omitempty"`
		ReadsAll  *bool  `json:"can_read_all_group_messages,omitempty"`
		InlineToo *bool  `json:"supports_inline_queries,omitempty"`
	}
	wireChat struct {
		ID       int64        `json:"id"`
		Type     string       `json:"type"`
		Title    string       `json:"title,omitempty"`
		First    string       `json:"first_name,omitempty"`
		Last     string       `json:"last_name,omitempty"`
		Username string       `json:"username,omitempty"`
		Pinned   *wireMessage `json:"pinned_message,omitempty"`
	}
	wireMessage struct {
		ID         int           `json:"message_id"`
		From       *wireUser     `json:"from,omitempty"`
		Chat       wireChat      `json:"chat"`
		Date       int64         `json:"date"`
		EditDate   int64         `json:"edit_date,omitempty"`
		ReplyTo    *wireMessage  `json:"reply_to_message,omitempty"`
		Album      string        `json:"media_group_id,omitempty"`
		Text       string        `json:"text,omitempty"`
		Entities   []entity      `json:"entities,omitempty"`
		Caption    string        `json:"caption,omitempty"`
		CapEnts    []entity      `json:"caption_entities,omitempty"`
		Document   *wireFile     `json:"document,omitempty"`
		Photo      []wireFile    `json:"photo,omitempty"`
		Contact    *contact      `json:"contact,omitempty"`
		Markup     *inlineMarkup `json:"reply_markup,omitempty"`
		MigrateTo  int64         `json:"migrate_to_chat_id,omitempty"`
		MigrateFor int64         `json:"migrate_from_chat_id,omitempty"`
	}
	wireFile struct {
		ID     string `json:"file_id"`
		Unique string `json:"file_unique_id"`
		Name   string `json:"file_name,omitempty"`
		MIME   string `json:"mime_type,omitempty"`
		Size   int    `json:"file_size,omitempty"`
		Path   string `json:"file_path,omitempty"`
		Width  int    `json:"width,omitempty"`
		Height int    `json:"height,omitempty"`
	}
	wireCallback struct {
		ID       string      `json:"id"`
		From     wireUser    `json:"from"`
		Message  wireMessage `json:"message"`
		Instance string      `json:"chat_instance"`
		Data     string      `json:"data"`
	}
	wireMember struct {
		Status string   `json:"status"`
		User   wireUser `json:"user"`
	}
	wireMemberUpdate struct {
		Chat wireChat   `json:"chat"`
		From wireUser   `json:"from"`
		Date int64      `json:"date"`
		Old  wireMember `json:"old_chat_member"`
		New  wireMember `json:"new_chat_member"`
	}
)

func (s *Server) botUser(self bool) wireUser {
	u := wireUser{ID: s.o.BotID, IsBot: true, First: s.o.BotName, Username: s.o.BotName}
	if self {
		yes, no := true, false
		u.JoinsAll, u.ReadsAll, u.InlineToo = &yes, &no, &no
	}
	return u
}

func (s *Server) user(id int64) wireUser {
	c := s.byID[id]
	if c == nil {
		return wireUser{ID: id, First: "?"}
	}
	// The whole name stands in the first field, so that it is shown in the
	// Vietnamese order, family name first.
	u := wireUser{ID: id, First: c.Who.Name, Username: c.Who.Username, Lang: c.Who.Lang}
	return u
}

func (c *chat) wire() wireChat {
	if c.ID < 0 {
		kind := "group"
		if isSupergroup(c.ID) {
			kind = "supergroup"
		}
		return wireChat{ID: c.ID, Type: kind, Title: c.Who.Name}
	}
	return wireChat{ID: c.ID, Type: "private", First: c.Who.Name, Username: c.Who.Username}
}

// isSupergroup tells by the id, as clients do: -100… with 13 digits.
func isSupergroup(id int64) bool { return id <= -1_000_000_000_000 }

// wire is a message as the API shows it; s.mu is held.
func (s *Server) wire(c *chat, m *message) *wireMessage {
	from := s.botUser(false)
	if m.From != 0 {
		from = s.user(m.From)
	}
	w := &wireMessage{ID: m.ID, From: &from, Chat: c.wire(), Date: m.At.Unix(), Contact: m.Contact, Album: m.Album}
	if !m.EditedAt.IsZero() {
		w.EditDate = m.EditedAt.Unix()
	}
	if !m.Markup.empty() {
		w.Markup = m.Markup
	}
	if to := c.find(m.ReplyTo); to != nil {
		w.ReplyTo = s.wire(c, &message{ID: to.ID, From: to.From, At: to.At, Text: to.Text, Entities: to.Entities, File: to.File, Photo: to.Photo})
	}
	f := s.files[m.File]
	switch {
	case f == nil:
		w.Text, w.Entities = m.Text, m.Entities
		return w
	case m.Photo:
		w.Photo = f.sizes()
	default:
		d := f.wire()
		w.Document = &d
	}
	w.Caption, w.CapEnts = m.Text, m.Entities
	return w
}

var commandForm = regexp.MustCompile(`(?:^|[\s(])(/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]+)?)`)

// commandsIn finds the commands a client marks in what a person types.
func commandsIn(text string) []entity {
	if !strings.Contains(text, "/") {
		return nil
	}
	var out []entity
	for _, m := range commandForm.FindAllStringSubmatchIndex(text, -1) {
		out = append(out, entity{Type: "bot_command", Offset: units(text[:m[2]]), Length: units(text[m[2]:m[3]])})
	}
	return out
}

// units counts UTF-16 units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}
