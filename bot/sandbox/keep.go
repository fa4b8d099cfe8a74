package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"
)

const (
	saveEvery  = 200 * time.Millisecond
	clockEvery = 2 * time.Second
	idsLost    = 1000 // how far ids jump when a state is restored
)

// keepSaving writes the state shortly after each change, and the clock now
// and then.
func (s *Server) keepSaving() {
	tick := time.NewTicker(clockEvery)
	defer tick.Stop()
	for {
		var err error
		select {
		case <-s.closing.Done():
			return
		case <-tick.C:
			err = s.saveClock()
		case <-s.dirty:
			select {
			case <-s.closing.Done():
				return
			case <-time.After(saveEvery):
			}
			err = s.Save()
		}
		if err != nil {
			slog.Error("sandbox: state not saved", "err", err)
		}
	}
}

// Save writes what is kept in Dir at once.
func (s *Server) Save() error {
	s.mu.Lock()
	b, err := json.Marshal(&s.st)
	s.mu.Unlock()
	if err != nil {
		return fmt.Errorf("encode state: %w", err)
	}
	// The clock first: a state without a clock could not be restored.
	if err := s.saveClock(); err != nil {
		return err
	}
	return writeFile(filepath.Join(s.o.Dir, "telegram.json"), b)
}

func (s *Server) saveClock() error {
	b, err := s.now().MarshalText()
	if err != nil {
		return err
	}
	return writeFile(filepath.Join(s.o.Dir, "clock"), b)
}

// restore reads what was kept; nothing there is a fresh start.
func (s *Server) restore() error {
	b, err := os.ReadFile(filepath.Join(s.o.Dir, "telegram.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	kept := state{Commands: map[string][]command{}, Renamed: map[string]string{}}
	if err := json.Unmarshal(b, &kept); err != nil {
		return fmt.Errorf("decode state: %w", err)
	}
	var at time.Time
	if b, err = os.ReadFile(filepath.Join(s.o.Dir, "clock")); err == nil {
		err = at.UnmarshalText(b)
	}
	if err != nil {
		return fmt.Errorf("clock: %w", err)
	}
	kept.LastID += idsLost
	kept.Queue.Next += idsLost
	kept.LastFile += idsLost
	s.st = kept
	s.o.Clock.Set(at)
	return nil
}

// putAside moves a state that cannot be read out of the way of the next save
// and returns where it is now.
func (s *Server) putAside() string {
	path := filepath.Join(s.o.Dir, "telegram.json")
	aside := path + time.Now().Format(".unreadable-20060102-150405")
	if err := os.Rename(path, aside); err != nil {
		return err.Error()
	}
	return aside
}

// writeFile replaces a file as a whole: a reader after a kill sees the old one
// or the new one.
func writeFile(path string, b []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), "new-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.Write(b)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
