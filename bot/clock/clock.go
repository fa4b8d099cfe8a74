package clock

import (
	"sync"
	"time"
)

// Clock tells calendar time and wakes at calendar instants.
type Clock interface {
	// Now is the present instant.
	Now() time.Time
	// Until returns a channel that receives once when Now reaches at (at once
	// when it already has), and a stop that releases the timer.
	Until(at time.Time) (<-chan struct{}, func())
}

// Elapsed measures real time since the process started, never moved.
func Elapsed() time.Duration { return time.Since(start) }

var start = time.Now()

// System is the machine's clock.
type System struct{}

// Now is the system's time.
func (System) Now() time.Time { return time.Now() }

// systemCheck bounds how long a suspended machine or a stepped clock can delay
// a wake-up: the runtime's timers follow the monotonic clock, calendar
// instants do not.
const systemCheck = 30 * time.Second

// Until wakes when the system's calendar reaches at.
func (s System) Until(at time.Time) (<-chan struct{}, func()) {
	ch, done := make(chan struct{}, 1), make(chan struct{})
	go func() {
		for {
			left := at.Round(0).Sub(s.Now().Round(0))
			if left <= 0 {
				ch <- struct{}{}
				return
			}
			t := time.NewTimer(min(left, systemCheck))
			select {
			case <-t.C:
			case <-done:
				t.Stop()
				return
			}
		}
	}()
	return ch, sync.OnceFunc(func() { close(done) })
}

// Movable is a clock one can set. Between moves it runs at real speed.
type Movable struct {
	mu      sync.Mutex
	offset  time.Duration
	zone    *time.Location
	waiting map[*wait]struct{}
}

type wait struct {
	at    time.Time
	ch    chan struct{}
	timer *time.Timer
}

// NewMovable starts at an instant and shows times in that instant's zone.
func NewMovable(at time.Time) *Movable {
	m := &Movable{zone: at.Location(), waiting: map[*wait]struct{}{}}
	m.offset = at.Sub(time.Now().Round(0))
	return m
}

// Now is the set time plus what has run since.
func (m *Movable) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now()
}

func (m *Movable) now() time.Time { return time.Now().Round(0).Add(m.offset).In(m.zone) }

// Set moves the clock to an instant, forward or back; waiters whose instant
// has come are woken.
func (m *Movable) Set(at time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.offset = at.Sub(time.Now().Round(0))
	for w := range m.waiting {
		m.arm(w)
	}
}

// Until wakes when the movable calendar reaches at.
func (m *Movable) Until(at time.Time) (<-chan struct{}, func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	w := &wait{at: at, ch: make(chan struct{}, 1)}
	m.waiting[w] = struct{}{}
	m.arm(w)
	return w.ch, func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		if w.timer != nil {
			w.timer.Stop()
		}
		delete(m.waiting, w)
	}
}

// arm (re)starts a waiter's timer; m.mu is held.
func (m *Movable) arm(w *wait) {
	if w.timer != nil {
		w.timer.Stop()
	}
	w.timer = time.AfterFunc(max(0, w.at.Sub(m.now())), func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		if _, ok := m.waiting[w]; ok && !m.now().Before(w.at) {
			w.ch <- struct{}{}
			delete(m.waiting, w)
		}
	})
}
