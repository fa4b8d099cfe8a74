package sandbox

import "time"

const (
	maxCalls  = 5000 // kept in the log
	maxLogged = 200  // bytes of an answer
)

// Call is one call of the Bot API.
type Call struct {
	Seq    int           `json:"seq"`
	At     time.Time     `json:"at"` // the movable clock
	Method string        `json:"method"`
	Chat   int64         `json:"chat,omitempty"`
	Digest string        `json:"digest,omitempty"`
	Code   int           `json:"code"` // HTTP status; 0: the connection was cut
	Answer string        `json:"answer,omitempty"`
	Took   time.Duration `json:"took"`
}

// log keeps a call in the ring.
func (s *Server) log(c *Call, from time.Time) {
	if s.o.Bare {
		return
	}
	c.Took = time.Since(from)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.callSeq++
	c.Seq = s.callSeq
	if len(s.calls) < maxCalls {
		s.calls = append(s.calls, *c)
	} else {
		s.calls[(c.Seq-1)%maxCalls] = *c
	}
	s.hub.add(event{Kind: "call", ID: c.Seq})
	if s.changed != nil {
		close(s.changed)
		s.changed = nil
	}
}

// Log is every call, the newest 5,000, oldest first.
func (s *Server) Log() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.callsAfter(0)
}

// callsAfter are the kept calls with a higher number; s.mu is held.
func (s *Server) callsAfter(seq int) []Call {
	var out []Call
	for n := max(seq, s.callSeq-len(s.calls)) + 1; n <= s.callSeq; n++ {
		out = append(out, s.calls[(n-1)%maxCalls])
	}
	return out
}
