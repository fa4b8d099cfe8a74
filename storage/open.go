package storage

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

const (
	stateFile    = "state.db"
	filesFile    = "files.db"
	manifestFile = "manifest.json"
	unborn       = ".new"       // being made in a new directory
	restoring    = ".restoring" // being restored

	lockWait = 1500 * time.Millisecond
	// allocation is the step in which bbolt grows a file; a budget bites one
	// step early.
	allocation = 16 << 20
)

// Open opens the data directory. An absent or entirely empty one is new and
// gets both databases (Fresh tells); in a used one both must be there. Errors
// wrap ErrInUse, ErrMissingDatabase, ErrNotEmpty, ErrDamaged or ErrNewer.
// Older schemas are migrated.
func Open(dir string, o Options) (*DB, error) {
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	fresh, err := survey(dir, o)
	if err != nil {
		return nil, err
	}
	if fresh {
		if err := create(dir, o); err != nil {
			return nil, fmt.Errorf("new data directory %s: %w", dir, err)
		}
	}
	db, err := openPair(dir, "", o)
	if err != nil {
		return nil, err
	}
	if db, err = db.compact(o); err != nil {
		if db != nil {
			err = errors.Join(err, db.Close())
		}
		return nil, err
	}
	db.fresh = fresh
	return db, nil
}

// openPair opens both files, their names followed by suffix, and starts.
func openPair(dir, suffix string, o Options) (*DB, error) {
	db := &DB{dir: dir, rand: o.Rand}
	state, files := filepath.Join(dir, stateFile+suffix), filepath.Join(dir, filesFile+suffix)
	var err error
	if db.state, err = openBolt(state, stateOptions(o)); err != nil {
		return nil, err
	}
	if db.files, err = openBolt(files, filesOptions(o)); err != nil {
		return nil, errors.Join(err, db.state.Close())
	}
	tighten(state, 0o600)
	tighten(files, 0o600)
	if err := db.start(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// start brings an open database up to date and looks it over.
func (db *DB) start() error {
	if err := migrate(db.state); err != nil {
		return err
	}
	if err := db.plant(); err != nil {
		return err
	}
	if err := db.look(); err != nil {
		return err
	}
	return db.sweepStaging()
}

func stateOptions(o Options) *bbolt.Options {
	return &bbolt.Options{
		Timeout: lockWait, FreelistType: bbolt.FreelistMapType,
		NoFreelistSync: true, InitialMmapSize: initialMap, MaxSize: budget(o.MaxState),
	}
}

func filesOptions(o Options) *bbolt.Options {
	return &bbolt.Options{
		Timeout: lockWait, FreelistType: bbolt.FreelistMapType,
		InitialMmapSize: initialMap, MaxSize: budget(o.MaxFiles),
	}
}

func budget(n int64) int {
	if n <= 0 {
		return 0
	}
	return int(n + allocation)
}

// openBolt opens a database that exists. Where bbolt would walk the tree, the
// pages are walked first, under a reader's lock so that nobody writes them
// meanwhile.
func openBolt(path string, o *bbolt.Options) (*bbolt.DB, error) {
	if err := whole(path); err != nil {
		return nil, err
	}
	if o.ReadOnly || o.NoFreelistSync {
		db, err := tryBolt(path, &bbolt.Options{Timeout: o.Timeout, ReadOnly: true})
		if err != nil {
			return nil, err
		}
		if err := walkPages(path); err != nil {
			return nil, errors.Join(damaged(path, err), db.Close())
		}
		if o.ReadOnly {
			return db, nil
		}
		if err := db.Close(); err != nil {
			return nil, err
		}
	}
	return tryBolt(path, o)
}

// tryBolt names bbolt's errors. It panics over some damage; the file is closed
// then, so that its lock does not outlive the attempt.
func tryBolt(path string, o *bbolt.Options) (db *bbolt.DB, err error) {
	var file *os.File
	o.OpenFile = func(name string, flag int, mode os.FileMode) (*os.File, error) {
		var err error
		file, err = os.OpenFile(name, flag&^os.O_CREATE, mode)
		return file, err
	}
	defer func() {
		if p := recover(); p != nil {
			_ = file.Close()
			db, err = nil, damaged(path, fmt.Errorf("%v", p))
		}
	}()
	db, err = bbolt.Open(path, 0o600, o)
	switch {
	case err == nil:
		return db, nil
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, fmt.Errorf("%w (%s is locked): stop it first, or order a backup from it while it runs", ErrInUse, path)
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, bolterrors.ErrVersionMismatch):
		return nil, damaged(path, err)
	}
	return nil, fmt.Errorf("open %s: %w", path, err)
}

func damaged(path string, why error) error {
	return fmt.Errorf("%w: %s: %w; keep the directory as it is and %s", ErrDamaged, path, why, howToRestore)
}

// whole refuses a database file that is gone, empty, or shorter than itself.
func whole(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("%w: %s is not there although the directory was used; %s", ErrMissingDatabase, path, howToRestore)
	case err != nil:
		return err
	case info.Size() < smallestBolt:
		return fmt.Errorf("%w: %s is empty (%d bytes); %s", ErrMissingDatabase, path, info.Size(), howToRestore)
	}
	meta, have, err := newestMeta(path)
	if err == nil && have < meta.size() {
		err = damaged(path, fmt.Errorf("it has %d bytes of %d", have, meta.size()))
	}
	return err
}

// look is the quick look at every start, after openBolt walked the pages of
// state.db; Verify is the thorough one.
func (db *DB) look() error {
	return db.View(time.Time{}, func(tx *Tx) error {
		_ = Secret(tx)
		head, _ := metaAudit.Get(tx, keyAuditHead)
		if _, last, _ := audit.Last(tx, nil); last.Seq != head.Seq || last.Hash != head.Hash {
			tx.Fail(fmt.Errorf("the audit ends at entry %d, should end at %d", last.Seq, head.Seq))
		}
		_, _, _ = register.Last(tx, nil)
		_, _ = PlanInForce(tx)
		if tx.err != nil {
			return damaged(db.state.Path(), tx.err)
		}
		return nil
	})
}

// checkPages is bbolt's own check; the first thing it finds.
func checkPages(b *bbolt.Tx) error {
	var first error
	for err := range b.Check() {
		if first == nil {
			first = err
		}
	}
	return first
}
