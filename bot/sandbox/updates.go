package sandbox

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// What the real queue keeps, from the Bot API server's source.
const (
	messageLife  = 24 * time.Hour
	callbackLife = 150 * time.Second
	maxPending   = 100_000
	maxUpdate    = 512 << 10
	maxBatch     = 4 << 20
	maxPoll      = 50 // seconds
	farAhead     = 10 // an offset beyond the tail by more is no offset
)

// queue holds the updates not yet confirmed, in the order of their ids.
type queue struct {
	Next    int // id of the next update
	Updates []update
}

type update struct {
	ID    int
	Until time.Time // by the movable clock
	Body  json.RawMessage
}

// poller is the call that waits for updates; there is one at most.
type poller struct {
	wake chan struct{} // something has come
	gone chan struct{} // another call took its place
}

// pollMemory is what the server remembers of the last call.
type pollMemory struct {
	offset int
	at     time.Time
	seen   bool
}

func (q *queue) live() int { return len(q.Updates) }

// drop forgets what lies before an id.
func (q *queue) drop(before int) {
	n := 0
	for n < len(q.Updates) && q.Updates[n].ID < before {
		n++
	}
	q.Updates = q.Updates[n:]
}

// push queues one update; s.mu is held. body is the value under kind.
func (s *Server) push(kind string, body any, until time.Time) {
	if s.st.Allowed != nil && !slices.Contains(s.st.Allowed, kind) {
		return
	}
	inner, err := json.Marshal(body)
	if err != nil {
		return
	}
	id := s.st.Queue.Next
	raw := append([]byte(`{"update_id":`+strconv.Itoa(id)+`,"`+kind+`":`), inner...)
	s.pushRaw(append(raw, '}'), until)
}

// pushRaw queues bytes under the next id; s.mu is held.
func (s *Server) pushRaw(raw []byte, until time.Time) {
	q := &s.st.Queue
	if len(raw) > maxUpdate || len(q.Updates) >= maxPending {
		return
	}
	q.Updates = append(q.Updates, update{ID: q.Next, Until: until, Body: raw})
	q.Next++
	if s.poller != nil {
		select {
		case s.poller.wake <- struct{}{}:
		default:
		}
	}
}

// Inject queues a raw update as it is, valid JSON or not; "{id}" in it becomes
// the next update id, which is returned.
func (s *Server) Inject(raw []byte) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.st.Queue.Next
	s.pushRaw(bytes.ReplaceAll(slices.Clone(raw), []byte("{id}"), []byte(strconv.Itoa(id))), s.now().Add(messageLife))
	s.touch(event{})
	return id
}

// RestartIDs lets update ids begin anew at a lower number, as after a week of
// silence; as then, nothing is pending.
func (s *Server) RestartIDs() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.st.Queue.Next = max(1, s.st.Queue.Next/2)
	s.st.Queue.Updates = nil
	s.touch(event{})
}

// Pending is the number of updates the bot has not confirmed.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.st.Queue.live()
}

// getUpdates is the long poll.
func (s *Server) getUpdates(w http.ResponseWriter, r *http.Request, q *request, call Call, from time.Time) {
	limit, seconds := q.int("limit"), min(max(q.int("timeout"), 0), maxPoll)
	if limit < 1 || limit > 100 {
		limit = 100
	}
	s.mu.Lock()
	s.allow(q.str("allowed_updates"))
	limit, seconds = s.sameOffset(q.int("offset"), limit, seconds)
	me := s.takePlace()
	s.confirm(q.int("offset"))
	s.mu.Unlock()

	body, conflict, lost := s.await(r, me, limit, time.Duration(seconds)*time.Second)
	s.mu.Lock()
	s.leave(me)
	s.mu.Unlock()
	switch {
	case lost:
		cut(w)
	case conflict:
		s.finish(w, &call, refuse(&apiError{code: 409, text: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}), from)
	default:
		s.finish(w, &call, answer{OK: true, Result: body}, from)
	}
}

// await waits until something is pending, the time is up, another call takes
// the place (conflict), or the connection is lost. Time is up by the calendar as
// well: a poll that was asked days ago has been answered long since.
func (s *Server) await(r *http.Request, me *poller, limit int, patience time.Duration) (body []byte, conflict, lost bool) {
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	ends := s.now().Add(patience)
	for waited := patience == 0; ; {
		s.mu.Lock()
		body = s.batch(limit)
		dropped := s.dropped
		s.mu.Unlock()
		if body != nil {
			return body, false, false
		}
		if waited {
			return []byte("[]"), false, false
		}
		select {
		case <-me.wake:
			waited = !s.now().Before(ends)
		case <-deadline.C:
			waited = true
		case <-me.gone:
			return nil, true, false
		case <-dropped:
			return nil, false, true
		case <-s.closing.Done():
			return nil, false, true
		case <-r.Context().Done():
			return nil, false, true
		}
	}
}

// allow remembers the kinds a bot asks for; what is no array changes nothing,
// an empty one means all; s.mu is held.
func (s *Server) allow(raw string) {
	var kinds []string
	if raw == "" || json.Unmarshal([]byte(raw), &kinds) != nil || kinds == nil {
		return
	}
	s.st.Allowed = kinds
	if len(kinds) == 0 {
		s.st.Allowed = nil
	}
}

// sameOffset slows down a bot that asks the same again; s.mu is held.
func (s *Server) sameOffset(offset, limit, seconds int) (int, int) {
	p, now := s.lastPoll, time.Now()
	if p.seen && p.offset == offset {
		if since := now.Sub(p.at); since < 3*time.Second && seconds < 3 {
			seconds = 3
			if since < 500*time.Millisecond {
				limit = 1
			}
		}
	}
	s.lastPoll = pollMemory{offset, now, true}
	return limit, seconds
}

// takePlace ends the call that waits now, if any; s.mu is held.
func (s *Server) takePlace() *poller {
	if s.poller != nil {
		close(s.poller.gone)
	}
	s.poller = &poller{wake: make(chan struct{}, 1), gone: make(chan struct{})}
	return s.poller
}

func (s *Server) leave(p *poller) {
	if s.poller == p {
		s.poller = nil
	}
}

// confirm deletes what lies before an offset; s.mu is held.
func (s *Server) confirm(offset int) {
	q := &s.st.Queue
	switch {
	case offset > q.Next+farAhead:
	case offset > 0:
		q.drop(offset)
	case offset < 0:
		q.Updates = q.Updates[max(0, len(q.Updates)+offset):]
	}
	if offset != 0 {
		s.touch(event{})
	}
}

// batch is the answer's array, nil when nothing is pending; s.mu is held. What
// has expired by the movable clock is gone.
func (s *Server) batch(limit int) []byte {
	q, now := &s.st.Queue, s.now()
	for len(q.Updates) > 0 && !now.Before(q.Updates[0].Until) {
		q.Updates = q.Updates[1:]
	}
	var b []byte
	n := 0
	for _, u := range q.Updates {
		if n == limit || len(b)+len(u.Body) > maxBatch {
			break
		}
		if !now.Before(u.Until) {
			continue
		}
		sep := byte(',')
		if n == 0 {
			sep = '['
		}
		b = append(append(b, sep), u.Body...)
		n++
	}
	if n == 0 {
		return nil
	}
	return append(b, ']')
}
