package storage

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
)

// An erasure frees pages and leaves their bytes in the file until they are
// used again. The next start copies what lives into a new file and puts it in
// the old one's place:
//
//	state.db.compact written whole, synced → renamed to state.db
//
// A kill before the renaming leaves state.db as it was and the wish standing.

const compacting = ".compact"

// compactStep is how many bytes one transaction of the copy holds.
const compactStep = 4 << 20

var (
	metaBool   = Table[bool]{"meta"}
	keyCompact = K("compact")
)

// CompactionDue reports whether somebody was erased since state.db was last
// written anew.
func CompactionDue(tx *Tx) bool {
	due, _ := metaBool.Get(tx, keyCompact)
	return due
}

// compact writes state.db anew if an erasure asked for it, and files.db if a
// purge did (see purge.go), and opens them again.
// While messages wait the wish stays: a farewell to the person erased may be
// among them, and its page would keep the id.
func (db *DB) compact(o Options) (*DB, error) {
	due, waiting := false, 0
	err := db.View(time.Time{}, func(tx *Tx) error {
		due, waiting = CompactionDue(tx), count(Outbox.bucket(tx, "rows"))
		return nil
	})
	if err != nil {
		return db, err
	}
	path, files := filepath.Join(db.dir, stateFile), filepath.Join(db.dir, filesFile)
	purge := db.compactFiles(files, o)
	if !due && !purge {
		return db, nil
	}
	if due {
		if err := writeAnew(db.state, path, stateOptions(Options{})); err != nil {
			return db, fmt.Errorf("writing %s anew after an erasure: %w", path, err)
		}
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	if due {
		err = replace(path+compacting, path)
	}
	if err == nil && purge {
		err = replace(files+compacting, files)
	}
	if err != nil {
		return nil, err
	}
	anew, err := openPair(db.dir, "", o)
	if err != nil {
		return anew, err
	}
	err = anew.Update(time.Time{}, func(tx *Tx) error {
		if due && waiting == 0 {
			metaBool.Delete(tx, keyCompact)
		}
		if purge {
			metaBool.Delete(tx, keyCompactFiles)
		}
		return nil
	})
	return anew, err
}

func writeAnew(from *bbolt.DB, path string, o *bbolt.Options) error {
	temp := path + compacting
	if err := os.Remove(temp); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	o.MaxSize = 0
	o.NoSync = true // synced once, at the end
	to, err := bbolt.Open(temp, 0o600, o)
	if err != nil {
		return err
	}
	err = bbolt.Compact(to, from, compactStep)
	if err == nil {
		err = to.Sync()
	}
	return errors.Join(err, to.Close())
}

func replace(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return syncDir(filepath.Dir(to))
}
