package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"time"
)

const (
	maxInput = 64 << 10
	maxFile  = 64 << 20 // of an upload on the page: more than the bot may fetch
)

// order is what the page asks to be done.
type order struct {
	Do     string    `json:"do"`
	Person int64     `json:"person"`
	Chat   int64     `json:"chat"`
	ID     int       `json:"id"`
	Row    int       `json:"row"`
	Column int       `json:"column"`
	Text   string    `json:"text"`
	Name   string    `json:"name"`
	To     time.Time `json:"to"`
	Hours  int       `json:"hours"`
	Fault  Fault     `json:"fault"`
}

// maxHours bounds a jump or a walk ordered on the page: ten years.
const maxHours = 10 * 366 * 24

// orders are what the page can ask for.
var orders = map[string]func(*Server, order) (any, error){
	"say": func(s *Server, o order) (any, error) {
		return nil, known(s.SayIn(o.Chat, o.Person, o.Text))
	},
	"press": func(s *Server, o order) (any, error) {
		id, err := s.pressOn(o.Chat, o.Person, o.ID, o.Row, o.Column)
		return map[string]string{"callback": id}, err
	},
	"share": func(s *Server, o order) (any, error) {
		return nil, known(s.ShareIn(o.Chat, o.Person, o.Person))
	},
	"edit":    func(s *Server, o order) (any, error) { return nil, s.EditIn(o.Chat, o.Person, o.ID, o.Text) },
	"sample":  (*Server).sendSample,
	"block":   func(s *Server, o order) (any, error) { s.Block(o.Person); return nil, nil },
	"unblock": func(s *Server, o order) (any, error) { s.Unblock(o.Person); return nil, nil },
	"seen":    (*Server).seen,
	"walk":    (*Server).orderWalk,
	"outage": func(s *Server, o order) (any, error) {
		if o.Hours < 1 || o.Hours > maxHours {
			return nil, errors.New("an outage lasts from an hour to ten years")
		}
		go s.logged(func() error { return s.Outage(s.closing, time.Duration(o.Hours)*time.Hour) })
		return nil, nil
	},
	"play": func(s *Server, _ order) (any, error) {
		go s.logged(func() error { return s.Play(s.closing) })
		return nil, nil
	},
	"year": func(s *Server, _ order) (any, error) {
		if !s.now().Before(s.o.End) {
			return nil, errors.New("the year is over")
		}
		go s.logged(func() error { return s.PlayYear(s.closing) })
		return nil, nil
	},
	"stop":  func(s *Server, _ order) (any, error) { s.StopWalk(); return nil, nil },
	"fault": func(s *Server, o order) (any, error) { s.Fault(o.Fault); return nil, nil },
	"inject": func(s *Server, o order) (any, error) {
		return map[string]int{"update": s.Inject([]byte(o.Text))}, nil
	},
	"restart-ids": func(s *Server, _ order) (any, error) { s.RestartIDs(); return nil, nil },
	"down":        func(s *Server, _ order) (any, error) { s.Network(false); return nil, nil },
	"up":          func(s *Server, _ order) (any, error) { s.Network(true); return nil, nil },
	"clear":       func(s *Server, _ order) (any, error) { s.ClearFaults(); return nil, nil },
}

func known(id int) error {
	if id == 0 {
		return errors.New("there is no such chat")
	}
	return nil
}

func (s *Server) serveDo(w http.ResponseWriter, r *http.Request) {
	var o order
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxInput)).Decode(&o)
	run := orders[o.Do]
	if err != nil || run == nil {
		http.Error(w, "what is to be done?", http.StatusBadRequest)
		return
	}
	if o.Chat == 0 {
		o.Chat = o.Person
	}
	out, err := run(s, o)
	if err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	if out == nil {
		out = struct{}{}
	}
	writeJSON(w, out)
}

func (s *Server) sendSample(o order) (any, error) {
	for _, one := range Samples() {
		if one.Name == o.Name {
			return nil, known(s.UploadIn(o.Chat, o.Person, one.Name, one.Content(), o.Text, one.Photo))
		}
	}
	return nil, fmt.Errorf("no sample %q", o.Name)
}

func (s *Server) seen(o order) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.byID[o.Chat]; c != nil && c.Unread > 0 {
		c.Unread = 0
		s.touch(event{Kind: "people"})
	}
	return nil, nil
}

// orderWalk starts a walk to an instant, or on by hours; it goes on when the
// request ends.
func (s *Server) orderWalk(o order) (any, error) {
	to := o.To
	if to.IsZero() {
		to = s.now().Add(time.Duration(o.Hours) * time.Hour)
	}
	if d := to.Sub(s.now()); d <= 0 || d > maxHours*time.Hour {
		return nil, errors.New("the clock walks forward only, ten years at most")
	}
	go s.logged(func() error { return s.Walk(s.closing, to) })
	return nil, nil
}

func (s *Server) logged(run func() error) {
	if err := run(); err != nil && s.closing.Err() == nil {
		slog.Debug("sandbox: clock stopped", "err", err)
	}
}

// takeUpload receives a file: its bytes are the body, the rest stands in the
// query.
func (s *Server) takeUpload(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	person, _ := strconv.ParseInt(q.Get("person"), 10, 64)
	chat, _ := strconv.ParseInt(q.Get("chat"), 10, 64)
	content, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxFile))
	if err != nil {
		http.Error(w, "the file is larger than 64 MB", http.StatusRequestEntityTooLarge)
		return
	}
	if s.UploadIn(chat, person, q.Get("name"), content, q.Get("caption"), q.Get("photo") == "1") == 0 {
		http.Error(w, "there is no such chat", http.StatusConflict)
		return
	}
	writeJSON(w, struct{}{})
}
