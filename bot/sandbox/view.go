package sandbox

import (
	"fmt"
	"time"
)

// shownMessages is how far back a chat is shown.
const shownMessages = 300

// The shapes the page reads.
type (
	stateView struct {
		At      string       `json:"at"` // where the stream of events goes on
		Lang    string       `json:"lang"`
		Bot     string       `json:"bot"`
		People  []personView `json:"people"`
		Clock   clockView    `json:"clock"`
		Faults  faultsView   `json:"faults"`
		GoTo    []GoTo       `json:"goto"`
		End     time.Time    `json:"end,omitzero"`
		Samples []Sample     `json:"samples"`
		Calls   []Call       `json:"calls"`
		Outbox  []OutboxRow  `json:"outbox"`
	}
	personView struct {
		Persona
		Started  bool         `json:"started"`
		Blocked  bool         `json:"blocked"`
		Member   bool         `json:"member"`
		Unread   int          `json:"unread"`
		Last     *messageView `json:"last,omitempty"`
		Commands []command    `json:"commands"`
		Keys     *keyboard    `json:"keys,omitempty"`
		Pinned   int          `json:"pinned,omitempty"`
	}
	messageView struct {
		ID       int              `json:"id"`
		Chat     int64            `json:"chat"`
		From     int64            `json:"from"`
		At       time.Time        `json:"at"`
		Edited   bool             `json:"edited"`
		Text     string           `json:"text"`
		Entities []entity         `json:"entities,omitempty"`
		Buttons  [][]inlineButton `json:"buttons,omitempty"`
		File     *fileView        `json:"file,omitempty"`
		Contact  *contact         `json:"contact,omitempty"`
		ReplyTo  int              `json:"reply,omitempty"`
	}
	fileView struct {
		Name   string `json:"name"`
		Size   int    `json:"size"`
		Photo  bool   `json:"photo"`
		Width  int    `json:"width,omitempty"`
		Height int    `json:"height,omitempty"`
		URL    string `json:"url"`
	}
	clockView struct {
		Now      time.Time  `json:"now"`
		Notice   *time.Time `json:"notice,omitempty"`
		Deadline *time.Time `json:"deadline,omitempty"`
		Walk     *walkView  `json:"walk,omitempty"`
		Telling  bool       `json:"telling,omitempty"` // orders wait
	}
	walkView struct {
		Kind string    `json:"kind"`
		From time.Time `json:"from"`
		To   time.Time `json:"to"`
	}
	faultsView struct {
		Down   bool    `json:"down"`
		Orders []Fault `json:"orders"`
	}
)

// viewMessage shows a message; s.mu is held.
func (s *Server) viewMessage(c *chat, m *message) *messageView {
	v := &messageView{
		ID: m.ID, Chat: c.ID, From: m.From, At: m.At.In(s.o.Zone), Edited: !m.EditedAt.IsZero(),
		Text: m.Text, Entities: m.Entities, Contact: m.Contact, ReplyTo: m.ReplyTo,
	}
	if m.Markup != nil {
		v.Buttons = m.Markup.Rows
	}
	if f := s.files[m.File]; f != nil {
		v.File = &fileView{f.Name, f.Size, m.Photo, f.Width, f.Height, fmt.Sprintf("sb/file/%d", f.Number)}
	}
	return v
}

// viewPerson shows a chat in the list; s.mu is held.
func (s *Server) viewPerson(c *chat) personView {
	v := personView{Persona: c.Who, Started: c.Started, Blocked: c.Blocked, Member: c.Member, Unread: c.Unread, Commands: s.menu(c), Keys: c.Keys, Pinned: c.Pinned}
	for i := range newest(c) {
		if !c.Messages[i].Gone {
			v.Last = s.viewMessage(c, c.Messages[i])
			break
		}
	}
	return v
}

func (s *Server) viewPeople() []personView {
	var out []personView
	for _, c := range s.st.Chats {
		if c.Moved == 0 {
			out = append(out, s.viewPerson(c))
		}
	}
	return out
}

// viewClock asks the bot's side, so s.mu must not be held.
func (s *Server) viewClock() clockView {
	v := clockView{}
	for kind, to := range map[string]**time.Time{NextNotice: &v.Notice, NextDeadline: &v.Deadline} {
		if at, ok := s.next(kind); ok {
			at = at.In(s.o.Zone)
			*to = &at
		}
	}
	s.mu.Lock()
	v.Telling = s.holding
	if s.walk != nil {
		v.Walk = &walkView{s.walk.Kind, s.walk.From.In(s.o.Zone), s.walk.To.In(s.o.Zone)}
	}
	s.mu.Unlock()
	v.Now = s.now().In(s.o.Zone)
	return v
}

func (s *Server) viewFaults() faultsView {
	v := faultsView{Down: s.down, Orders: []Fault{}}
	for _, f := range s.faults {
		v.Orders = append(v.Orders, *f)
	}
	return v
}

func (s *Server) viewOutbox() []OutboxRow {
	if s.o.Outbox == nil {
		return []OutboxRow{}
	}
	return append([]OutboxRow{}, s.o.Outbox()...)
}

func (s *Server) viewState() stateView {
	clock, outbox := s.viewClock(), s.viewOutbox()
	s.mu.Lock()
	defer s.mu.Unlock()
	return stateView{
		At: s.hub.at(s.hub.seq), Lang: s.o.Lang, Bot: s.o.BotName, People: s.viewPeople(), Clock: clock, Faults: s.viewFaults(),
		GoTo: s.o.GoTo, End: s.o.End, Samples: Samples(), Calls: s.callsAfter(s.callSeq - 200), Outbox: outbox,
	}
}
