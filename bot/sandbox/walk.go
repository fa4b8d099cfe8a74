package sandbox

import (
	"context"
	"errors"
	"time"
)

// walk is a movement of the clock under way.
type walk struct {
	From, To time.Time
	Kind     string // walk, play, year, outage
	cancel   context.CancelFunc
	done     chan struct{}
}

// Walk moves the clock forward to an instant, stopping at every instant the
// bot waits for and letting it finish there. It returns when it has arrived or
// ctx ends. A walk already under way is ended first.
func (s *Server) Walk(ctx context.Context, to time.Time) error {
	return s.moving(ctx, "walk", to, func(ctx context.Context) error { return s.walkTo(ctx, to) })
}

// Outage jumps: the network goes down, the clock moves on, the network comes
// up, and the bot finishes.
func (s *Server) Outage(ctx context.Context, d time.Duration) error {
	return s.moving(ctx, "outage", s.now().Add(d), func(ctx context.Context) error {
		s.Network(false)
		s.mu.Lock()
		s.note(record{Kind: "outage", At: s.now(), For: d.Round(time.Second)})
		s.mu.Unlock()
		s.set(s.now().Add(d), false)
		err := pause(ctx, 500*time.Millisecond)
		s.Network(true)
		s.settle(ctx, s.o.Settle)
		return err
	})
}

// Play walks an hour each second until ctx ends or StopWalk.
func (s *Server) Play(ctx context.Context) error {
	return s.moving(ctx, "play", time.Time{}, func(ctx context.Context) error {
		for {
			if err := s.walkTo(ctx, s.now().Add(time.Hour)); err != nil {
				return err
			}
			if err := pause(ctx, time.Second); err != nil {
				return err
			}
		}
	})
}

// yearPause is how long playing the year rests at each instant, so that a
// person can read along.
const yearPause = 400 * time.Millisecond

// PlayYear walks from instant to instant to the end of the year, resting at
// each, until it is there, ctx ends or StopWalk.
func (s *Server) PlayYear(ctx context.Context) error {
	end := s.o.End
	return s.moving(ctx, "year", end, func(ctx context.Context) error {
		for s.now().Before(end) {
			stop, ok := s.nextAfter(s.now())
			if !ok || stop.After(end) {
				stop = end
			}
			if err := s.walkTo(ctx, stop); err != nil {
				return err
			}
			if err := pause(ctx, yearPause); err != nil {
				return err
			}
		}
		return nil
	})
}

// StopWalk ends a walk and waits until it has.
func (s *Server) StopWalk() {
	s.mu.Lock()
	w := s.walk
	s.mu.Unlock()
	if w != nil {
		w.cancel()
		<-w.done
	}
}

// moving runs one movement at a time.
func (s *Server) moving(ctx context.Context, kind string, to time.Time, run func(context.Context) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	w := &walk{From: s.now(), To: to, Kind: kind, cancel: cancel, done: make(chan struct{})}
	defer close(w.done)
	for {
		s.StopWalk()
		s.mu.Lock()
		if s.walk == nil {
			s.walk = w
			s.touch(event{Kind: "clock"})
			s.mu.Unlock()
			break
		}
		s.mu.Unlock()
	}
	err := run(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.walk = nil
	s.touch(event{Kind: "clock"})
	return err
}

func (s *Server) walkTo(ctx context.Context, to time.Time) error {
	patience := s.o.Settle
	for last := s.now(); last.Before(to); {
		stop, ok := s.nextAfter(last)
		if !ok || stop.After(to) {
			stop = to
		}
		s.set(stop, true)
		if !s.settle(ctx, patience) {
			// What the bot cannot finish here, such as a message nobody takes,
			// must not hold up every later stop as long.
			patience = min(patience, time.Second)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		last = stop
	}
	return nil
}

// nextAfter is the first instant of any kind after t.
func (s *Server) nextAfter(t time.Time) (time.Time, bool) {
	var first time.Time
	for _, kind := range []string{NextNotice, NextDeadline} {
		if at, ok := s.next(kind); ok && at.After(t) && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	return first, !first.IsZero()
}

func (s *Server) next(kind string) (time.Time, bool) {
	if s.o.Next == nil {
		return time.Time{}, false
	}
	return s.o.Next(kind)
}

// set moves the clock and tells the page; it never moves it back within a
// walk, as the clock runs on meanwhile.
func (s *Server) set(at time.Time, walked bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if walked {
		s.noteWalk(at)
	}
	if at.After(s.now()) {
		s.o.Clock.Set(at)
	}
	if s.poller != nil {
		select {
		case s.poller.wake <- struct{}{}:
		default:
		}
	}
	s.touch(event{Kind: "clock"})
}

// noteWalk records a stop; stops at which nothing happened leave no trace.
func (s *Server) noteWalk(at time.Time) {
	if n := len(s.st.Record); n > 0 && s.st.Record[n-1].Kind == "walk" {
		s.st.Record[n-1].At = at
		return
	}
	s.note(record{Kind: "walk", At: at})
}

// settle waits until the bot has nothing in hand and has fetched what is
// pending; false when patience ended first.
func (s *Server) settle(ctx context.Context, patience time.Duration) bool {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return s.Wait(ctx, s.settled) == nil
}

func (s *Server) settled() bool {
	s.mu.Lock()
	polled := s.lastPoll.seen && time.Since(s.lastPoll.at) < time.Minute
	pending := s.st.Queue.live()
	s.mu.Unlock()
	if polled && pending > 0 {
		return false
	}
	return s.o.Idle == nil || s.o.Idle()
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return errors.Join(ctx.Err())
	}
}
