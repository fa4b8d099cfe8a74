package sandbox

import (
	"strings"
	"unicode/utf8"
)

// Lengths of texts after parsing, in code points.
const (
	maxText    = 4096
	maxCaption = 1024
)

// target finds the chat a call is for; s.mu is held. An edit may reach somebody
// who has blocked the bot, a message may not.
func (s *Server) target(q *request, edit bool) (*chat, *apiError) {
	given := q.str("chat_id")
	if given == "" {
		return nil, bad("chat_id is empty")
	}
	c := s.byID[q.int64("chat_id")]
	if c == nil {
		return nil, bad("chat not found")
	}
	switch {
	case c.Moved != 0:
		e := bad("group chat was upgraded to a supergroup chat")
		e.migrateTo = c.Moved
		return nil, e
	case c.ID < 0 && !c.Member:
		kind := "group"
		if isSupergroup(c.ID) {
			kind = "supergroup"
		}
		return nil, forbidden("bot was kicked from the " + kind + " chat")
	case !c.Started:
		return nil, forbidden("bot can't initiate conversation with a user")
	case c.Blocked && !edit:
		return nil, forbidden("bot was blocked by the user")
	}
	return c, nil
}

// words parses a text or a caption.
func words(source, mode string, limit int) (message, *apiError) {
	m := message{Source: source, Text: source}
	switch strings.ToLower(mode) {
	case "html":
		var err *apiError
		if m.Text, m.Entities, err = parseHTML(source); err != nil {
			return m, err
		}
		m.HTML = true
	case "":
	case "markdown", "markdownv2":
		return m, bad("this server reads HTML only; parse_mode " + mode)
	default:
		return m, bad("unsupported parse_mode")
	}
	m.Text, m.Entities = trim(m.Text, m.Entities)
	if utf8.RuneCountInString(m.Text) > limit {
		if limit == maxCaption {
			return m, bad("message caption is too long")
		}
		return m, bad("message is too long")
	}
	return m, nil
}

func (s *Server) sendMessage(q *request) (any, *apiError) {
	m, mk, err := textOf(q)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.target(q, false)
	if err != nil {
		return nil, err
	}
	return s.post(c, &m, mk, q)
}

// textOf reads the text and the keyboard of a message.
func textOf(q *request) (message, markup, *apiError) {
	if q.str("text") == "" {
		return message{}, markup{}, bad("message text is empty")
	}
	m, err := words(q.str("text"), q.str("parse_mode"), maxText)
	if err != nil {
		return m, markup{}, err
	}
	if m.Text == "" {
		return m, markup{}, bad("text must be non-empty")
	}
	mk, err := parseMarkup(q.str("reply_markup"))
	return m, mk, err
}

// post appends a message of the bot; s.mu is held.
func (s *Server) post(c *chat, m *message, mk markup, q *request) (any, *apiError) {
	if to := q.int("reply_to_message_id"); to != 0 {
		if c.find(to) == nil && !q.bool("allow_sending_without_reply") {
			return nil, bad("message to be replied not found")
		}
		m.ReplyTo = to
	}
	m.Markup = mk.inline
	if mk.keys != nil {
		c.Keys, m.Keys = mk.keys, mk.keys
	}
	if mk.remove {
		c.Keys, m.NoKeys = nil, true
	}
	return s.wire(c, s.add(c, m)), nil
}

func (s *Server) sendDocument(q *request) (any, *apiError) { return s.sendFile(q, "document") }

func (s *Server) sendPhoto(q *request) (any, *apiError) { return s.sendFile(q, "photo") }

// sendFile sends a new file or one known by its id.
func (s *Server) sendFile(q *request, field string) (any, *apiError) {
	m, err := words(q.str("caption"), q.str("parse_mode"), maxCaption)
	if err != nil {
		return nil, err
	}
	mk, err := parseMarkup(q.str("reply_markup"))
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.target(q, false)
	if err != nil {
		return nil, err
	}
	f, err := s.fileOf(q, field, q.str(field))
	if err != nil {
		return nil, err
	}
	m.File, m.Photo = f.ID, field == "photo"
	return s.post(c, &m, mk, q)
}

func (s *Server) sendChatAction(q *request) (any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.target(q, false)
	if err != nil {
		return nil, err
	}
	switch q.str("action") {
	case "typing", "upload_document", "upload_photo", "choose_sticker", "find_location", "record_video", "upload_video", "record_voice", "upload_voice":
	default:
		return nil, bad("wrong parameter action in request")
	}
	s.hub.add(event{Kind: "action", Chat: c.ID, Text: q.str("action")})
	return true, nil
}
