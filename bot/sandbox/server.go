package sandbox

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Server is one impersonated Telegram with one bot. Its methods may be called
// from many goroutines.
type Server struct {
	o Options

	mu       sync.Mutex
	st       state
	byID     map[int64]*chat
	files    map[string]*file // by file id
	paths    map[string]*file // by path
	byNumber map[int]*file
	poller   *poller
	lastPoll pollMemory
	faults   []*Fault
	down     bool
	dropped  chan struct{} // closed when the network goes down
	calls    []Call        // a ring of maxCalls
	callSeq  int
	hub      hub
	changed  chan struct{} // closed at the next change; nil when nobody waits
	dirty    chan struct{}
	walk     *walk
	holding  bool
	turns    []turn // waiting while holding, oldest first

	closing context.Context
	close   context.CancelFunc
	saver   sync.WaitGroup
}

// state is what is kept in Dir.
type state struct {
	Chats     []*chat
	Files     []*file
	Queue     queue
	Commands  map[string][]command // by scope key
	Allowed   []string             // update kinds asked for last; nil: all
	LastID    int                  // of messages
	LastFile  int
	Callbacks []*callback
	Record    []record
	Started   time.Time // where the clock stood at first
	Renamed   map[string]string
	callbacks map[string]*callback
}

// New makes a server, or restores the one kept in o.Dir and sets the clock to
// where it was.
func New(o Options) *Server {
	if o.BotID == 0 {
		id, _, _ := strings.Cut(o.Token, ":")
		o.BotID, _ = strconv.ParseInt(id, 10, 64)
	}
	if o.Zone == nil {
		o.Zone = o.Clock.Now().Location()
	}
	if o.Settle == 0 {
		o.Settle = 10 * time.Second
	}
	if o.Lang != "en" {
		o.Lang = "vi"
	}
	s := &Server{o: o, byID: map[int64]*chat{}, files: map[string]*file{}, paths: map[string]*file{}, byNumber: map[int]*file{}, dropped: make(chan struct{}), dirty: make(chan struct{}, 1)}
	s.closing, s.close = context.WithCancel(context.Background())
	s.hub.epoch = token(6)
	s.st = state{Commands: map[string][]command{}, Renamed: map[string]string{}, Started: o.Clock.Now(), Queue: queue{Next: randomID()}}
	if o.Dir != "" {
		if err := s.restore(); err != nil {
			slog.Error("sandbox: starting anew, the kept state is put aside", "err", err, "aside", s.putAside())
		}
		s.saver.Go(s.keepSaving)
	}
	s.index()
	for _, p := range o.People {
		s.person(p)
	}
	if o.Group != nil {
		g := s.person(*o.Group)
		g.Started = true
	}
	return s
}

// index builds the look-up tables after a restore.
func (s *Server) index() {
	s.st.callbacks = map[string]*callback{}
	for _, c := range s.st.Chats {
		s.byID[c.ID] = c
	}
	for _, f := range s.st.Files {
		s.files[f.ID], s.paths[f.path()], s.byNumber[f.Number] = f, f, f
	}
	for _, c := range s.st.Callbacks {
		s.st.callbacks[c.ID] = c
	}
}

// AddPerson lets somebody new come, or a group when the id is below zero; what
// is known of an id already is replaced.
func (s *Server) AddPerson(p Persona) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.person(p)
	s.touch(event{Kind: "people"})
}

func (s *Server) person(p Persona) *chat {
	c := s.byID[p.ID]
	if c == nil {
		c = &chat{ID: p.ID, Member: true, Started: p.ID < 0}
		s.st.Chats = append(s.st.Chats, c)
		s.byID[p.ID] = c
	}
	if p.Lang == "" {
		p.Lang = "vi"
	}
	if p.Alias == "" {
		p.Alias = s.alias(p)
	}
	c.Who = p
	return c
}

// Close stops the walk and writes the state a last time.
func (s *Server) Close() error {
	s.StopWalk()
	s.close()
	s.saver.Wait()
	if s.o.Dir == "" {
		return nil
	}
	return s.Save()
}

// Wait returns nil once ok is true; it is asked after every change here and,
// for what happens elsewhere, every 20 ms.
func (s *Server) Wait(ctx context.Context, ok func() bool) error {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		s.mu.Lock()
		if s.changed == nil {
			s.changed = make(chan struct{})
		}
		next := s.changed
		s.mu.Unlock()
		if ok() {
			return nil
		}
		select {
		case <-next:
		case <-tick.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// touch tells everybody of a change; s.mu is held.
func (s *Server) touch(e event) {
	s.hub.add(e)
	if s.changed != nil {
		close(s.changed)
		s.changed = nil
	}
	select {
	case s.dirty <- struct{}{}:
	default:
	}
}

func (s *Server) now() time.Time { return s.o.Clock.Now() }

// randomID starts update ids where the real server may: anywhere, with room.
func randomID() int {
	var b [4]byte
	_, _ = rand.Read(b[:])
	return int(binary.BigEndian.Uint32(b[:])%1_000_000_000) + 1000
}

// token makes n random letters.
func token(n int) string { return strings.ToLower(rand.Text())[:n] }
