package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	pingEvery   = 15 * time.Second
	outboxEvery = time.Second
	writeWithin = 10 * time.Second
)

// at names a place in the stream; another run of the server has another epoch.
func (h *hub) at(seq int) string { return h.epoch + "-" + strconv.Itoa(seq) }

// parse is the reverse of at; false when the place is of another run.
func (h *hub) parse(at string) (int, bool) {
	epoch, n, _ := strings.Cut(at, "-")
	seq, err := strconv.Atoi(n)
	return seq, err == nil && epoch == h.epoch
}

// serveEvents is the stream of changes after the place the page names, or
// after its last event when it reconnects.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	from := r.Header.Get("Last-Event-ID")
	if from == "" {
		from = r.URL.Query().Get("after")
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	st := &stream{s: s, w: w, rc: http.NewResponseController(w)}
	s.mu.Lock()
	seq, ok := s.hub.parse(from)
	ear := s.hub.listen()
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.hub.ears, ear)
		s.mu.Unlock()
	}()
	ping, outbox := time.NewTicker(pingEvery), time.NewTicker(outboxEvery)
	defer ping.Stop()
	defer outbox.Stop()
	for {
		if ok {
			seq, ok = st.catchUp(seq)
		}
		if !ok {
			_ = st.send("", map[string]string{"kind": "reload"})
			return
		}
		select {
		case <-ear:
		case <-outbox.C:
			st.outbox()
		case <-ping.C:
			st.raw(": ping\n\n")
		case <-r.Context().Done():
			return
		case <-s.closing.Done():
			return
		}
		if st.err != nil {
			return
		}
	}
}

// stream writes to one page.
type stream struct {
	s    *Server
	w    http.ResponseWriter
	rc   *http.ResponseController
	rows []byte // the outbox as last sent
	err  error
}

// catchUp writes what came after seq; false when it is no longer known.
func (st *stream) catchUp(seq int) (int, bool) {
	st.s.mu.Lock()
	events, ok := st.s.hub.after(seq)
	st.s.mu.Unlock()
	if !ok {
		return seq, false
	}
	if len(events) == 0 && seq == 0 {
		st.raw(": hello\n\n")
	}
	for _, e := range events {
		if body := st.s.show(e); body != nil {
			st.err = st.send(st.s.hub.at(e.Seq), body)
		}
		seq = e.Seq
	}
	return seq, true
}

// show fills an event with the present state of what it is about; nil when
// there is nothing to show.
func (s *Server) show(e event) any {
	if e.Kind == "clock" {
		return map[string]any{"kind": "clock", "clock": s.viewClock()}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch e.Kind {
	case "message", "gone":
		c := s.byID[e.Chat]
		out := map[string]any{"kind": e.Kind, "chat": e.Chat, "id": e.ID, "person": s.viewPerson(c)}
		if m := c.find(e.ID); m != nil {
			out["message"] = s.viewMessage(c, m)
		}
		return out
	case "people":
		return map[string]any{"kind": "people", "people": s.viewPeople()}
	case "faults":
		return map[string]any{"kind": "faults", "faults": s.viewFaults()}
	case "call":
		if list := s.callsAfter(e.ID - 1); len(list) > 0 && list[0].Seq == e.ID {
			return map[string]any{"kind": "call", "call": list[0]}
		}
		return nil
	}
	return e
}

// outbox sends the rows when they have changed.
func (st *stream) outbox() {
	rows, err := json.Marshal(st.s.viewOutbox())
	if err != nil || bytes.Equal(rows, st.rows) {
		return
	}
	st.rows = rows
	st.err = st.send("", map[string]any{"kind": "outbox", "outbox": json.RawMessage(rows)})
}

func (st *stream) send(id string, body any) error {
	b, err := json.Marshal(body)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("data: %s\n\n", b)
	if id != "" {
		text = "id: " + id + "\n" + text
	}
	st.raw(text)
	return st.err
}

func (st *stream) raw(text string) {
	if st.err != nil {
		return
	}
	_ = st.rc.SetWriteDeadline(time.Now().Add(writeWithin))
	if _, st.err = st.w.Write([]byte(text)); st.err == nil {
		st.err = st.rc.Flush()
	}
}
