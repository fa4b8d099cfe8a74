package storage

import (
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
)

// DB is the bot's two files in one data directory: state.db, which every
// conversation touches, and files.db, the bytes of what people sent.
type DB struct {
	dir          string
	state, files *bbolt.DB
	rand         io.Reader
	plans        planCache
}

// Options of Open.
type Options struct {
	// MaxState and MaxFiles are budgets in bytes; 0 = none.
	MaxState, MaxFiles int64
	// Rand is the source of the database's secret and of pseudonyms; nil =
	// crypto/rand.
	Rand io.Reader
}

// Open opens the data directory, creating it when it is absent or empty.
func Open(dir string, o Options) (*DB, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("data directory: %w", err)
	}
	state, err := bbolt.Open(filepath.Join(dir, "state.db"), 0o600, stateOptions(o))
	if err != nil {
		return nil, fmt.Errorf("state.db: %w", err)
	}
	files, err := bbolt.Open(filepath.Join(dir, "files.db"), 0o600, filesOptions(o))
	if err != nil {
		_ = state.Close()
		return nil, fmt.Errorf("files.db: %w", err)
	}
	db := &DB{dir: dir, state: state, files: files, rand: o.Rand}
	if db.rand == nil {
		db.rand = rand.Reader
	}
	if err := db.plant(); err != nil {
		_ = db.Close()
		return nil, err
	}
	return db, nil
}

// Close closes both files.
func (db *DB) Close() error {
	err := db.state.Close()
	if e := db.files.Close(); err == nil {
		err = e
	}
	return err
}

// Update runs fn in the one write transaction and commits unless fn, or any
// call on the Tx, failed.
func (db *DB) Update(now time.Time, fn func(*Tx) error) error {
	return db.state.Update(func(b *bbolt.Tx) error {
		tx := &Tx{b: b, db: db, now: now}
		if err := fn(tx); err != nil {
			return err
		}
		return tx.err
	})
}

// View runs fn over a short read transaction: read values, close, then render.
func (db *DB) View(now time.Time, fn func(*Tx) error) error {
	return db.state.View(func(b *bbolt.Tx) error {
		tx := &Tx{b: b, db: db, now: now}
		if err := fn(tx); err != nil {
			return err
		}
		return tx.err
	})
}

func stateOptions(o Options) *bbolt.Options {
	return &bbolt.Options{
		Timeout: 2 * time.Second, FreelistType: bbolt.FreelistMapType,
		NoFreelistSync: true, InitialMmapSize: initialMap, MaxSize: int(o.MaxState),
	}
}

func filesOptions(o Options) *bbolt.Options {
	return &bbolt.Options{
		Timeout: 2 * time.Second, FreelistType: bbolt.FreelistMapType,
		InitialMmapSize: initialMap, MaxSize: int(o.MaxFiles),
	}
}
