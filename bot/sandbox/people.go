package sandbox

import (
	"fmt"
	"strings"
	"time"
)

// Say sends a text in the private chat and returns its message id.
func (s *Server) Say(person int64, text string) int { return s.SayIn(person, person, text) }

// SayIn sends a text in a chat, which may be a group. With the bot in privacy
// mode a group's message reaches it only as a command, a mention or a reply.
func (s *Server) SayIn(chat, person int64, text string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.say(chat, &message{From: person, Source: text, Text: strings.TrimSpace(text), Entities: commandsIn(strings.TrimSpace(text))})
}

// Reply sends a text as a reply to a message.
func (s *Server) Reply(chat, person int64, to int, text string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.say(chat, &message{From: person, Source: text, Text: text, Entities: commandsIn(text), ReplyTo: to})
}

// say adds what a person sends and queues the update; s.mu is held. 0 means
// there is no such chat.
func (s *Server) say(id int64, m *message) int {
	c := s.byID[id]
	if c == nil {
		return 0
	}
	if c.ID > 0 {
		s.unblock(c)
		c.Started = true
	}
	if c.Keys != nil && c.Keys.Once && c.ID > 0 {
		c.Keys = nil
	}
	s.add(c, m)
	if s.reaches(c, m) {
		s.push("message", s.wire(c, m), m.At.Add(messageLife))
	}
	return m.ID
}

// reaches applies the privacy mode of groups.
func (s *Server) reaches(c *chat, m *message) bool {
	if c.ID > 0 {
		return true
	}
	if !c.Member {
		return false
	}
	to := c.find(m.ReplyTo)
	return strings.HasPrefix(m.Text, "/") || to != nil && to.From == 0 ||
		strings.Contains(strings.ToLower(m.Text), "@"+strings.ToLower(s.o.BotName))
}

// Press presses a button in the private chat: in the newest message that has
// one with this label, or with a label that begins so.
func (s *Server) Press(person int64, label string) error { return s.PressIn(person, person, label) }

// PressIn presses a button in a chat.
func (s *Server) PressIn(chat, person int64, label string) error {
	return s.pressWhere(chat, person, label, func(b inlineButton, exact bool) bool {
		return b.Text == label || !exact && strings.HasPrefix(b.Text, label)
	})
}

// PressData presses the newest button with this callback data. When none has
// it, the press is forged on the newest message of the bot, as a bad client
// could.
func (s *Server) PressData(person int64, data string) error {
	err := s.pressWhere(person, person, data, func(b inlineButton, _ bool) bool { return b.Data == data })
	if err == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.byID[person]
	for i := range newest(c) {
		if m := c.Messages[i]; m.From == 0 && !m.Gone {
			s.press(c, m, person, data, data)
			return nil
		}
	}
	return err
}

// PressOn presses a button of one message by its place, from 0.
func (s *Server) PressOn(chat, person int64, id, row, column int) error {
	_, err := s.pressOn(chat, person, id, row, column)
	return err
}

// pressOn gives the id of the callback query too.
func (s *Server) pressOn(chat, person int64, id, row, column int) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.byID[chat]
	if c == nil {
		return "", fmt.Errorf("sandbox: no chat %d", chat)
	}
	m := c.find(id)
	if m == nil || m.Markup.empty() || row < 0 || row >= len(m.Markup.Rows) || column < 0 || column >= len(m.Markup.Rows[row]) {
		return "", fmt.Errorf("sandbox: message %d has no button at %d, %d", id, row, column)
	}
	b := m.Markup.Rows[row][column]
	if b.Data == "" {
		return "", fmt.Errorf("sandbox: button %q sends nothing", b.Text)
	}
	return s.press(c, m, person, b.Text, b.Data), nil
}

func (s *Server) pressWhere(chat, person int64, what string, match func(inlineButton, bool) bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.byID[chat]
	for _, exact := range []bool{true, false} {
		for i := range newest(c) {
			m := c.Messages[i]
			if m.Gone || m.Markup.empty() {
				continue
			}
			for _, row := range m.Markup.Rows {
				for _, b := range row {
					if b.Data != "" && match(b, exact) {
						s.press(c, m, person, b.Text, b.Data)
						return nil
					}
				}
			}
		}
	}
	return fmt.Errorf("sandbox: no button %q in chat %d", what, chat)
}

// newest gives the places of a chat's messages, the newest first.
func newest(c *chat) func(func(int) bool) {
	return func(yield func(int) bool) {
		if c == nil {
			return
		}
		for i := len(c.Messages) - 1; i >= 0; i-- {
			if !yield(i) {
				return
			}
		}
	}
}

// Upload sends a file as a document in the private chat.
func (s *Server) Upload(person int64, name string, content []byte, caption string) int {
	return s.UploadIn(person, person, name, content, caption, false)
}

// UploadPhoto sends a picture as a photograph, which carries no file name.
func (s *Server) UploadPhoto(person int64, content []byte, caption string) int {
	return s.UploadIn(person, person, "photo.jpg", content, caption, true)
}

// UploadIn sends a file in a chat.
func (s *Server) UploadIn(chat, person int64, name string, content []byte, caption string, photo bool) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, err := s.store(name, content, photo)
	if err != nil {
		return 0
	}
	return s.say(chat, &message{From: person, Source: caption, Text: caption, File: f.ID, Photo: photo})
}

// Album sends several documents as one album.
func (s *Server) Album(person int64, names []string, contents [][]byte) []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	var ids []int
	album := token(12)
	for i, name := range names {
		f, err := s.store(name, contents[i], false)
		if err != nil {
			break
		}
		ids = append(ids, s.say(person, &message{From: person, File: f.ID, Album: album}))
	}
	return ids
}

// Share shares a contact in the private chat: the own one when ofUser is the
// person, else somebody else's.
func (s *Server) Share(person, ofUser int64) int { return s.ShareIn(person, person, ofUser) }

// ShareIn shares a contact in a chat.
func (s *Server) ShareIn(chat, person, ofUser int64) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	who := s.byID[ofUser]
	if who == nil {
		return 0
	}
	return s.say(chat, &message{From: person, Contact: &contact{Phone: who.Who.Phone, First: who.Who.Name, UserID: ofUser}})
}

// Edit changes the text of an own message.
func (s *Server) Edit(person int64, messageID int, text string) error {
	return s.EditIn(person, person, messageID, text)
}

// EditIn changes the text of an own message in a chat.
func (s *Server) EditIn(chat, person int64, messageID int, text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.byID[chat]
	if c == nil {
		return fmt.Errorf("sandbox: no chat %d", chat)
	}
	m := c.find(messageID)
	if m == nil || m.From != person {
		return fmt.Errorf("sandbox: message %d is not one of %d", messageID, person)
	}
	m.Source, m.Text, m.Entities, m.EditedAt = text, text, commandsIn(text), s.now()
	s.note(record{Kind: "amend", Chat: chat, Who: person, At: m.EditedAt, Text: text})
	if s.reaches(c, m) {
		s.push("edited_message", s.wire(c, m), m.EditedAt.Add(messageLife))
	}
	s.touch(event{Kind: "message", Chat: chat, ID: m.ID})
	return nil
}

// Block lets a person block the bot.
func (s *Server) Block(person int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.byID[person]; c != nil && !c.Blocked {
		c.Blocked = true
		s.note(record{Kind: "block", Chat: person, Who: person, At: s.now()})
		s.member(c, person, "member", "kicked")
	}
}

// Unblock takes Block back.
func (s *Server) Unblock(person int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.byID[person]; c != nil {
		s.unblock(c)
	}
}

func (s *Server) unblock(c *chat) {
	if c.Blocked {
		c.Blocked = false
		s.note(record{Kind: "unblock", Chat: c.ID, Who: c.ID, At: s.now()})
		s.member(c, c.ID, "kicked", "member")
	}
}

// member queues my_chat_member; s.mu is held.
func (s *Server) member(c *chat, by int64, old, now string) {
	bot := s.botUser(false)
	s.push("my_chat_member", wireMemberUpdate{
		Chat: c.wire(), From: s.user(by), Date: s.now().Unix(), Old: wireMember{old, bot}, New: wireMember{now, bot},
	}, s.now().Add(24*time.Hour))
	s.touch(event{Kind: "people"})
}

// Invite puts the bot into a group, Expel takes it out; by is who does it.
func (s *Server) Invite(group, by int64) { s.membership(group, by, true) }

// Expel takes the bot out of a group.
func (s *Server) Expel(group, by int64) { s.membership(group, by, false) }

func (s *Server) membership(group, by int64, in bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.byID[group]
	if c == nil || c.Member == in {
		return
	}
	c.Member = in
	if in {
		s.member(c, by, "left", "member")
	} else {
		s.member(c, by, "member", "kicked")
	}
}

// Migrate turns a group into a supergroup with a new id: calls with the old id
// are refused and name the new one.
func (s *Server) Migrate(group, to, by int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.byID[group]
	if c == nil || c.Moved != 0 {
		return
	}
	who := c.Who
	who.ID = to
	who.Alias = ""
	n := s.person(who)
	c.Moved, n.Member = to, true
	user, at := s.user(by), s.now()
	s.st.LastID++
	s.push("message", wireMessage{ID: s.st.LastID, From: &user, Chat: c.wire(), Date: at.Unix(), MigrateTo: to}, at.Add(messageLife))
	s.st.LastID++
	s.push("message", wireMessage{ID: s.st.LastID, From: &user, Chat: n.wire(), Date: at.Unix(), MigrateFor: group}, at.Add(messageLife))
	s.touch(event{Kind: "people"})
}
