package storage

import (
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// DB is the bot's two files in one data directory: state.db, which every
// conversation touches, and files.db, the bytes of what people sent.
type DB struct {
	dir          string
	state, files *bbolt.DB
	rand         io.Reader
	fresh        bool
	plans        planCache
	past         pastPlans
	compared     comparedSheets
	uploads      uploads
	// upkeep is held by what walks files.db at length: a backup must not lose
	// files to a sweep between copying state.db and copying them.
	upkeep sync.Mutex
}

// Options of Open.
type Options struct {
	// MaxState and MaxFiles are budgets in bytes; 0 = none.
	MaxState, MaxFiles int64
	// Rand is the source of the database's secret and of pseudonyms; nil =
	// crypto/rand.
	Rand io.Reader
	// Beside names what else may lie in a new data directory.
	Beside []string
}

// Fresh reports whether Open made the databases because the directory was
// absent or empty. Say it loudly: a wrong path looks the same.
func (db *DB) Fresh() bool { return db.fresh }

// Dir is the data directory.
func (db *DB) Dir() string { return db.dir }

// Close closes both files. It waits for transactions under way.
func (db *DB) Close() error { return errors.Join(db.state.Close(), db.files.Close()) }

// Update runs fn in the one write transaction and commits unless fn, or any
// call on the Tx, failed. An error of the commit itself wraps ErrCommit, after
// which the process must stop, unless IsFull says that there was no room and
// nothing was stored. A panic of fn rolls back and goes on up.
func (db *DB) Update(now time.Time, fn func(*Tx) error) error {
	return update(db.state, func(b *bbolt.Tx) error { return db.run(b, now, fn) })
}

// View runs fn over a short read transaction: read values, close, then render.
func (db *DB) View(now time.Time, fn func(*Tx) error) error {
	return view(db.state, func(b *bbolt.Tx) error { return db.run(b, now, fn) })
}

func (db *DB) run(b *bbolt.Tx, now time.Time, fn func(*Tx) error) error {
	tx := &Tx{b: b, db: db, now: now}
	defer tx.end()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.err
}

// update is bbolt's Update with errors of the commit told from those of fn.
func update(db *bbolt.DB, fn func(*bbolt.Tx) error) error {
	tx, err := db.Begin(true)
	if err != nil {
		return began(err)
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	if err := fn(tx); err != nil {
		return err
	}
	return commit(tx)
}

// commit turns bbolt's panics over a damaged page into an error that stops
// the process, instead of one that looks like a handler's.
func commit(tx *bbolt.Tx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("storage: %w: %w: %v", ErrCommit, ErrDamaged, p)
		}
	}()
	if err := tx.Commit(); err != nil {
		return commitError(err)
	}
	return nil
}

func view(db *bbolt.DB, fn func(*bbolt.Tx) error) error {
	tx, err := db.Begin(false)
	if err != nil {
		return began(err)
	}
	defer func() { _ = tx.Rollback() }()
	return fn(tx)
}

func began(err error) error {
	if errors.Is(err, bolterrors.ErrDatabaseNotOpen) {
		return ErrClosed
	}
	return fmt.Errorf("storage: begin: %w", err)
}
