package storage

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// RegisterJump is how far the register jumps at a restore: more than a bloc
// hands in between two nightly backups.
const RegisterJump = 100

// Restore makes a data directory at to, which must be absent or empty, out of
// a backup (or the newest of a directory of backups). A damaged backup is
// refused. The copy is migrated, the register goes on at its last number +
// RegisterJump, because numbers given after the backup are on papers, and the
// audit tells. Files purged and people erased since are taken out (see KeepPurged, KeepErased), and the data
// are marked so that whoever uses them knows what is missing. Killed half-way it
// leaves a directory that Open refuses.
func Restore(from, to string, now time.Time) (Report, error) {
	from, err := newestIn(from)
	if err != nil {
		return Report{Dir: from}, err
	}
	r, err := verify(from)
	if err != nil {
		return r, fmt.Errorf("restore: %w", err)
	}
	if err := newDirectory(to); err != nil {
		return r, fmt.Errorf("restore: %w", err)
	}
	if err := restore(from, to, now); err != nil {
		for _, name := range []string{stateFile, filesFile} {
			_ = os.Remove(filepath.Join(to, name+restoring))
		}
		return r, fmt.Errorf("restore: %w", err)
	}
	return r, nil
}

func newDirectory(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return os.MkdirAll(dir, 0o700)
	}
	for _, e := range entries {
		if err == nil && e.Name() != "lost+found" {
			err = fmt.Errorf("%w: %s: restore into a new directory", ErrNotEmpty, dir)
		}
	}
	if err == nil {
		tighten(dir, 0o700)
	}
	return err
}

func restore(from, to string, now time.Time) error {
	for _, name := range []string{stateFile, filesFile} {
		if err := copyOut(filepath.Join(from, name), filepath.Join(to, name+restoring)); err != nil {
			return err
		}
	}
	if err := syncDir(to); err != nil {
		return err
	}
	db, err := openPair(to, restoring, Options{Rand: rand.Reader})
	if err != nil {
		return err
	}
	err = db.Update(now, func(tx *Tx) error {
		for _, e := range JumpRegister(tx, RegisterJump, "restored from "+filepath.Base(from)) {
			Note(tx, Entry{
				Action: "restore", Object: filepath.Base(from),
				Why: fmt.Sprintf("register %d goes on at %d", e.Year, e.Number+1),
			})
		}
		markRestored(tx, filepath.Base(from))
		return nil
	})
	if err == nil {
		err = errors.Join(db.purgeAgain(now, from), db.eraseAgain(now, from))
	}
	if err = errors.Join(err, db.Close()); err != nil {
		return err
	}
	for _, name := range []string{filesFile, stateFile} {
		if err := os.Rename(filepath.Join(to, name+restoring), filepath.Join(to, name)); err != nil {
			return err
		}
	}
	return syncDir(to)
}

func copyOut(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	return writeFile(to, func(w io.Writer) error {
		_, err := io.Copy(w, in)
		return err
	})
}
