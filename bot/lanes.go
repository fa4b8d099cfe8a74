package bot

import (
	"container/heap"
	"slices"
	"time"

	"golang.org/x/time/rate"

	"thidua/handlers"
	"thidua/storage"
)

// row is an outbox row in memory. The payload is kept only while few wait;
// a hundred thousand waiting rows are a few megabytes.
type row struct {
	id       uint64
	lane     *lane
	kind     handlers.OutKind
	class    handlers.Class
	screen   uint64
	attempts int
	leased   bool
	// unwritten is set while its failed attempt is not on disk: a retry is
	// recorded before it is made.
	unwritten bool
	fresh     bool // the screen is gone: say it as a new message
	job       *storage.Job
}

// laneKey names a lane: what is said in a chat, strictly in order, and beside
// it what has no place in that order (answers to presses, menus, "typing").
type laneKey struct {
	chat  int64
	aside bool
}

type lane struct {
	key    laneKey
	rows   []*row
	urgent int // rows that somebody waits for
	busy   bool
	parked bool          // nothing reaches the chat; records wait
	wake   time.Duration // elapsed time before which nothing is sent
	where  line
	pace   *rate.Limiter // nil: none
	beat   int           // index in the heap
}

// line is where a lane stands in line. Lanes are left behind in the lines they
// leave and skipped there, so joining costs nothing.
type line int

const (
	nowhere   line = iota
	inUrgent       // somebody waits, ready to go
	inBulk         // a fan-out, leased, ready to go
	inLeaseUp      // the head needs a lease and somebody waits behind it
	inLease        // the head needs a lease
	inTimer        // waits for time to pass
)

// lanes is every chat with something to send. The sender's lock guards it.
type lanes struct {
	byKey map[laneKey]*lane
	lines [inTimer][]*lane
	timer beats
	rows  int // waiting in all, parked ones too
	held  int // rows with their payload in memory
}

func newLanes() lanes { return lanes{byKey: map[laneKey]*lane{}} }

// join puts a lane where it belongs now. Call it after every change.
func (s *lanes) join(l *lane, now time.Duration) {
	to := l.belongs(now)
	if to == l.where {
		if to == inTimer {
			heap.Fix(&s.timer, l.beat)
		}
		return
	}
	if l.where == inTimer {
		heap.Remove(&s.timer, l.beat)
	}
	l.where = to
	switch to {
	case nowhere:
	case inTimer:
		heap.Push(&s.timer, l)
	default:
		s.lines[to] = append(s.lines[to], l)
	}
}

func (l *lane) belongs(now time.Duration) line {
	if l.busy || l.parked || len(l.rows) == 0 || l.rows[0].unwritten {
		return nowhere
	}
	leased := l.rows[0].leased
	switch {
	case l.wake > now:
		return inTimer
	case l.urgent > 0 && leased:
		return inUrgent
	case l.urgent > 0:
		return inLeaseUp
	case leased:
		return inBulk
	default:
		return inLease
	}
}

// next takes the first lane of a line, nil when there is none.
func (s *lanes) next(of line) *lane {
	for len(s.lines[of]) > 0 {
		l := s.lines[of][0]
		s.lines[of][0] = nil
		s.lines[of] = s.lines[of][1:]
		if l.where == of {
			l.where = nowhere
			return l
		}
	}
	s.lines[of] = nil
	return nil
}

// waits reports whether a lane stands in a line.
func (s *lanes) waits(in line) bool {
	for len(s.lines[in]) > 0 && s.lines[in][0].where != in {
		s.lines[in] = s.lines[in][1:]
	}
	return len(s.lines[in]) > 0
}

// due moves lanes whose time has come into line and tells the next instant.
func (s *lanes) due(now time.Duration) (next time.Duration, any bool) {
	for len(s.timer) > 0 {
		l := s.timer[0]
		if l.wake > now {
			return l.wake, true
		}
		s.join(l, now)
	}
	return 0, false
}

// push adds a row at the end of its lane.
func (s *lanes) push(l *lane, r *row) {
	r.lane = l
	l.rows = append(l.rows, r)
	s.rows++
	if r.job != nil {
		s.held++
	}
	if r.class != handlers.ClassFanout {
		l.urgent++
	}
}

// pull takes a row out of its lane.
func (s *lanes) pull(r *row) {
	l := r.lane
	i := slices.Index(l.rows, r)
	if i < 0 {
		return
	}
	if i == 0 {
		l.rows[0] = nil
		l.rows = l.rows[1:]
	} else {
		l.rows = slices.Delete(l.rows, i, i+1)
	}
	if len(l.rows) == 0 {
		l.rows = nil
	}
	s.rows--
	if r.job != nil {
		s.held--
	}
	if r.class != handlers.ClassFanout {
		l.urgent--
	}
}

// idleLanes bounds the lanes kept for their pace alone.
const idleLanes = 10_000

// sweep forgets chats that have been silent long enough to be new again.
func (s *lanes) sweep(now time.Duration) {
	if len(s.byKey) < idleLanes {
		return
	}
	for k, l := range s.byKey {
		rested := l.pace == nil || l.pace.TokensAt(instant(now)) >= float64(l.pace.Burst())
		if len(l.rows) == 0 && !l.busy && rested {
			delete(s.byKey, k)
		}
	}
}

// beats orders waiting lanes by the instant they may go on.
type beats []*lane

func (b beats) Len() int           { return len(b) }
func (b beats) Less(i, j int) bool { return b[i].wake < b[j].wake }

func (b beats) Swap(i, j int) {
	b[i], b[j] = b[j], b[i]
	b[i].beat, b[j].beat = i, j
}

// Push is for container/heap.
func (b *beats) Push(x any) {
	l := x.(*lane)
	l.beat = len(*b)
	*b = append(*b, l)
}

// Pop is for container/heap.
func (b *beats) Pop() any {
	old := *b
	l := old[len(old)-1]
	old[len(old)-1] = nil
	*b = old[:len(old)-1]
	return l
}
