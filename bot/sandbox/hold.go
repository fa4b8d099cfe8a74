package sandbox

import (
	"context"
	"net/http"
)

// While somebody else plays (the story a sandbox begins with), what the page
// orders waits: it would fall into the middle of it. What waited is then done in
// the order in which it came.

// turn is one order that waits: it may go when its turn comes, and says when it
// is done.
type turn struct{ come, done chan struct{} }

// Hold lets the page's orders wait until release is called.
func (s *Server) Hold() (release func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.holding = true
	s.touch(event{Kind: "clock"})
	return s.release
}

func (s *Server) release() {
	for {
		s.mu.Lock()
		if len(s.turns) == 0 {
			s.holding = false
			s.touch(event{Kind: "clock"})
			s.mu.Unlock()
			return
		}
		next := s.turns[0]
		s.turns = s.turns[1:]
		s.mu.Unlock()
		close(next.come)
		<-next.done
	}
}

// inTurn does something at once, or after what waits; not at all when its asker
// is gone by then.
func (s *Server) inTurn(ctx context.Context, do func()) {
	s.mu.Lock()
	if !s.holding {
		s.mu.Unlock()
		do()
		return
	}
	t := turn{make(chan struct{}), make(chan struct{})}
	s.turns = append(s.turns, t)
	s.mu.Unlock()
	defer close(t.done)
	select {
	case <-t.come:
		do()
	case <-ctx.Done():
	case <-s.closing.Done():
	}
}

// ordered is a handler whose orders wait their turn.
func (s *Server) ordered(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.inTurn(r.Context(), func() { h(w, r) })
	}
}
