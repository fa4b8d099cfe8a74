package sandbox

import (
	"strconv"
	"time"
	"unicode/utf8"
)

// callback is a press not yet answered.
type callback struct {
	ID      string
	Chat    int64
	From    int64
	Message int
	Data    string
	At      time.Time
}

// press queues a callback query; s.mu is held.
func (s *Server) press(c *chat, m *message, from int64, label, data string) string {
	s.forgetCallbacks()
	cb := &callback{ID: strconv.FormatInt(from, 10) + token(10), Chat: c.ID, From: from, Message: m.ID, Data: data, At: s.now()}
	s.st.Callbacks = append(s.st.Callbacks, cb)
	s.st.callbacks[cb.ID] = cb
	s.note(record{Kind: "press", Chat: c.ID, Who: from, At: cb.At, Text: label})
	s.push("callback_query", wireCallback{
		ID: cb.ID, From: s.user(from), Message: *s.wire(c, m), Instance: strconv.FormatInt(c.ID*7919, 10), Data: data,
	}, cb.At.Add(callbackLife))
	s.touch(event{Kind: "pressed", Chat: c.ID, ID: m.ID, Text: cb.ID})
	return cb.ID
}

// forgetCallbacks drops what was answered or is too old; s.mu is held.
func (s *Server) forgetCallbacks() {
	now, list := s.now(), s.st.Callbacks
	for len(list) > 0 && (s.st.callbacks[list[0].ID] == nil || now.Sub(list[0].At) > callbackLife) {
		delete(s.st.callbacks, list[0].ID)
		list = list[1:]
	}
	s.st.Callbacks = list
}

func (s *Server) answerCallbackQuery(q *request) (any, *apiError) {
	if utf8.RuneCountInString(q.str("text")) > 200 {
		return nil, bad("MESSAGE_TOO_LONG")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	cb := s.st.callbacks[q.str("callback_query_id")]
	if cb == nil || s.now().Sub(cb.At) > callbackLife {
		return nil, bad("query is too old and response timeout expired or query ID is invalid")
	}
	delete(s.st.callbacks, cb.ID)
	if text := q.str("text"); text != "" {
		s.note(record{Kind: "toast", Chat: cb.Chat, Who: cb.From, At: s.now(), Text: text, Alert: q.bool("show_alert")})
	}
	s.touch(event{Kind: "toast", Chat: cb.Chat, ID: cb.Message, Text: q.str("text"), Who: cb.From, Alert: q.bool("show_alert"), Callback: cb.ID})
	return true, nil
}

// Toasts are the texts of answers to presses in a chat, oldest first.
func (s *Server) Toasts(chat int64) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, r := range s.st.Record {
		if r.Kind == "toast" && r.Chat == chat {
			out = append(out, r.Text)
		}
	}
	return out
}
