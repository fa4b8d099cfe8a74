package clock

import (
	"testing"
	"testing/synctest"
	"time"
)

func woken(ch <-chan struct{}) bool {
	synctest.Wait()
	select {
	case <-ch:
		return true
	default:
		return false
	}
}

func TestSystemWakesOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ch, stop := System{}.Until(System{}.Now().Add(95 * time.Second))
		defer stop()
		time.Sleep(94 * time.Second)
		if woken(ch) {
			t.Error("woken too early")
		}
		time.Sleep(2 * time.Second)
		if !woken(ch) || woken(ch) {
			t.Error("should wake exactly once")
		}
		past, stop := System{}.Until(System{}.Now().Add(-time.Hour))
		defer stop()
		if !woken(past) {
			t.Error("an instant that has passed should wake at once")
		}
	})
}

func TestSystemStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ch, stop := System{}.Until(System{}.Now().Add(time.Minute))
		stop()
		stop()
		time.Sleep(time.Hour)
		if woken(ch) {
			t.Error("woken after stop")
		}
	})
}

func TestMovable(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		zone := time.FixedZone("+07", 7*3600)
		start := time.Date(2021, 5, 31, 7, 0, 0, 0, zone)
		m := NewMovable(start)
		if !m.Now().Equal(start) || m.Now().Location() != zone {
			t.Errorf("%v", m.Now())
		}
		time.Sleep(time.Minute)
		if got := m.Now(); !got.Equal(start.Add(time.Minute)) {
			t.Errorf("between moves it runs at real speed: %v", got)
		}
		near, stopNear := m.Until(start.Add(time.Hour))
		far, stopFar := m.Until(start.Add(48 * time.Hour))
		gone, stopGone := m.Until(start.Add(2 * time.Hour))
		defer stopNear()
		defer stopFar()
		stopGone()
		if woken(near) {
			t.Error("woken before its time")
		}
		m.Set(start.Add(24 * time.Hour))
		if !woken(near) || woken(far) || woken(gone) {
			t.Error("a move wakes exactly what it passes")
		}
		m.Set(start)
		time.Sleep(time.Hour)
		if woken(far) || woken(near) {
			t.Error("a move back wakes nobody, and nobody twice")
		}
		m.Set(start.Add(48*time.Hour - time.Second))
		if woken(far) {
			t.Error("a second early")
		}
		time.Sleep(time.Second)
		if !woken(far) {
			t.Error("should wake by running on")
		}
	})
}

// A waiter may be woken by its timer and moved past at the same moment; it
// hears once and nobody blocks.
func TestMovableMovesAndTimersTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Date(2021, 5, 31, 7, 0, 0, 0, time.UTC)
		m := NewMovable(start)
		for i := range 50 {
			at := m.Now().Add(time.Second)
			ch, stop := m.Until(at)
			time.Sleep(time.Second - time.Duration(i%3)*time.Nanosecond)
			m.Set(at)
			m.Set(at.Add(time.Second))
			if !woken(ch) || woken(ch) {
				t.Fatal("should wake exactly once")
			}
			stop()
		}
	})
}

func TestElapsedIsNotMoved(t *testing.T) {
	m := NewMovable(time.Date(2021, 5, 31, 7, 0, 0, 0, time.UTC))
	before := Elapsed()
	m.Set(m.Now().Add(1000 * time.Hour))
	if d := Elapsed() - before; d < 0 || d > time.Minute {
		t.Errorf("elapsed moved by %v", d)
	}
}
