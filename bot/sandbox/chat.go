package sandbox

import (
	"sort"
	"time"
)

// chat is a private chat with a person, or a group.
type chat struct {
	ID       int64
	Who      Persona
	Started  bool // the person has written to the bot
	Blocked  bool // the person has blocked the bot
	Member   bool // groups: the bot is in it
	Moved    int64
	Unread   int // messages of the bot not yet seen on the page
	Messages []*message
	Keys     *keyboard // reply keyboard shown now
	Pinned   int
}

// message is one message as both sides keep it.
type message struct {
	ID       int
	From     int64 // 0: the bot
	At       time.Time
	EditedAt time.Time // zero when never edited
	Source   string    // text or caption as sent
	HTML     bool
	Text     string // after parsing
	Entities []entity
	Markup   *inlineMarkup
	File     string // file id
	Photo    bool
	Contact  *contact
	ReplyTo  int
	Album    string
	Keys     *keyboard // reply keyboard sent with it
	NoKeys   bool
	Gone     bool // deleted
}

type contact struct {
	Phone  string `json:"phone_number"`
	First  string `json:"first_name"`
	UserID int64  `json:"user_id,omitempty"`
}

// find is the message with this id, nil when there is none.
func (c *chat) find(id int) *message {
	i := sort.Search(len(c.Messages), func(i int) bool { return c.Messages[i].ID >= id })
	if i == len(c.Messages) || c.Messages[i].ID != id || c.Messages[i].Gone {
		return nil
	}
	return c.Messages[i]
}

// add appends a message with a fresh id; s.mu is held.
func (s *Server) add(c *chat, m *message) *message {
	s.st.LastID++
	m.ID, m.At = s.st.LastID, s.now()
	c.Messages = append(c.Messages, m)
	if m.From == 0 {
		c.Unread++
	}
	if !s.o.Bare {
		s.note(recordOf(c, m, false))
	}
	s.touch(event{Kind: "message", Chat: c.ID, ID: m.ID})
	return m
}

// Message is a copy of a message for tests.
type Message struct {
	ID       int
	At       time.Time
	FromBot  bool
	From     int64  // the person; 0 for the bot
	Text     string // source as sent: HTML from the bot
	Plain    string // what one reads
	Buttons  [][]Button
	Document string // file name
	Photo    bool
	FileID   string
	Contact  string // phone shared
	Edited   bool
	ReplyTo  int
}

// Button is an inline button.
type Button struct {
	Label string
	Data  string
	URL   string
}

// Messages are the messages of a chat, oldest first.
func (s *Server) Messages(chat int64) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.byID[chat]
	if c == nil {
		return nil
	}
	var out []Message
	for _, m := range c.Messages {
		if !m.Gone {
			out = append(out, s.copyOf(m))
		}
	}
	return out
}

// Last is the newest message of the bot in a chat.
func (s *Server) Last(chat int64) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.byID[chat]; c != nil {
		for i := len(c.Messages) - 1; i >= 0; i-- {
			if m := c.Messages[i]; m.From == 0 && !m.Gone {
				return s.copyOf(m), true
			}
		}
	}
	return Message{}, false
}

func (s *Server) copyOf(m *message) Message {
	out := Message{
		ID: m.ID, At: m.At, FromBot: m.From == 0, From: m.From, Text: m.Source, Plain: m.Text,
		Photo: m.Photo, FileID: m.File, Edited: !m.EditedAt.IsZero(), ReplyTo: m.ReplyTo,
	}
	if f := s.files[m.File]; f != nil {
		out.Document = f.Name
	}
	if m.Contact != nil {
		out.Contact = m.Contact.Phone
	}
	if m.Markup != nil {
		for _, row := range m.Markup.Rows {
			var r []Button
			for _, b := range row {
				r = append(r, Button{b.Text, b.Data, b.URL})
			}
			out.Buttons = append(out.Buttons, r)
		}
	}
	return out
}

// Keys is the reply keyboard a chat shows now, nil for none.
func (s *Server) Keys(chat int64) [][]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.byID[chat]
	if c == nil || c.Keys == nil {
		return nil
	}
	return c.Keys.labels()
}
