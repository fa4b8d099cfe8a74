package sandbox

import "time"

// notModified is the text of the one refusal that means success.
const notModified = "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"

// own finds a message of the bot to change; s.mu is held.
func (s *Server) own(q *request) (*chat, *message, *apiError) {
	c, err := s.target(q, true)
	if err != nil {
		return nil, nil, err
	}
	if q.int("message_id") <= 0 {
		return nil, nil, bad("message identifier is not specified")
	}
	m := c.find(q.int("message_id"))
	if m == nil {
		return nil, nil, bad("message to edit not found")
	}
	if m.From != 0 {
		return nil, nil, bad("message can't be edited")
	}
	return c, m, nil
}

func (s *Server) editMessageText(q *request) (any, *apiError) {
	n, mk, err := textOf(q)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m, err := s.own(q)
	if err != nil {
		return nil, err
	}
	if m.File != "" {
		return nil, bad("there is no text in the message to edit")
	}
	return s.replace(c, m, n, mk)
}

func (s *Server) editMessageCaption(q *request) (any, *apiError) {
	n, err := words(q.str("caption"), q.str("parse_mode"), maxCaption)
	if err != nil {
		return nil, err
	}
	mk, err := parseMarkup(q.str("reply_markup"))
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m, err := s.own(q)
	if err != nil {
		return nil, err
	}
	if m.File == "" {
		return nil, bad("there is no caption in the message to edit")
	}
	return s.replace(c, m, n, mk)
}

// replace puts a new text or caption into a message; s.mu is held.
func (s *Server) replace(c *chat, m *message, n message, mk markup) (any, *apiError) {
	if mk.keys != nil || mk.remove {
		return nil, bad("message can't be edited: inline keyboard expected")
	}
	if n.Text == m.Text && sameEntities(n.Entities, m.Entities) && sameMarkup(mk.inline, m.Markup) {
		return nil, bad(notModified)
	}
	m.Source, m.Text, m.Entities, m.HTML, m.Markup = n.Source, n.Text, n.Entities, n.HTML, mk.inline
	s.edited(c, m)
	return s.wire(c, m), nil
}

func (s *Server) edited(c *chat, m *message) {
	m.EditedAt = s.now()
	s.note(recordOf(c, m, true))
	s.touch(event{Kind: "message", Chat: c.ID, ID: m.ID})
}

func sameEntities(a, b []entity) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func (s *Server) editMessageReplyMarkup(q *request) (any, *apiError) {
	mk, err := parseMarkup(q.str("reply_markup"))
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m, err := s.own(q)
	if err != nil {
		return nil, err
	}
	if sameMarkup(mk.inline, m.Markup) {
		return nil, bad(notModified)
	}
	m.Markup = mk.inline
	s.edited(c, m)
	return s.wire(c, m), nil
}

// deletable is the age up to which a message can be deleted for everybody.
const deletable = 48 * time.Hour

func (s *Server) deleteMessage(q *request) (any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.target(q, true)
	if err != nil {
		return nil, err
	}
	m := c.find(q.int("message_id"))
	if m == nil {
		return nil, bad("message to delete not found")
	}
	if s.now().Sub(m.At) > deletable || c.ID < 0 && m.From != 0 {
		return nil, bad("message can't be deleted for everyone")
	}
	m.Gone = true
	s.touch(event{Kind: "gone", Chat: c.ID, ID: m.ID})
	return true, nil
}

func (s *Server) pinChatMessage(q *request) (any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.target(q, true)
	if err != nil {
		return nil, err
	}
	if c.find(q.int("message_id")) == nil {
		return nil, bad("message to pin not found")
	}
	c.Pinned = q.int("message_id")
	s.touch(event{Kind: "people"})
	return true, nil
}

func (s *Server) unpinChatMessage(q *request) (any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.target(q, true)
	if err != nil {
		return nil, err
	}
	c.Pinned = 0
	s.touch(event{Kind: "people"})
	return true, nil
}
