package storage

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.etcd.io/bbolt"
)

// Manifest says what a backup holds. It is written last and without it a
// directory is no backup.
type Manifest struct {
	Stamp     string    `json:"stamp"` // the name of the backup's directory
	At        time.Time `json:"at"`
	Schema    int64     `json:"schema"`
	Watermark int64     `json:"watermark"`
	AuditSeq  uint64    `json:"audit_seq"`
	AuditHash string    `json:"audit_hash"`
	State     Copied    `json:"state"`
	Files     Copied    `json:"files"`
	Held      Report    `json:"held"`
}

// Copied is one database of a backup, byte for byte: bbolt has no checksum on
// its pages.
type Copied struct {
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
}

const (
	stampLayout = "20060102-150405"
	unfinished  = ".unfinished-"
)

var stampForm = regexp.MustCompile(`^\d{8}-\d{6}(-\d+)?$`)

// Backup copies both databases of a running bot into dir/<stamp>, state.db
// first: every file it refers to is complete by then, and none is swept before
// the copying ends. The copy is opened, verified whole and only then given its
// name, so a kill leaves older backups as they are and a directory the next
// Backup sweeps. dir must be a local disk and may be inside the data
// directory; send the finished copy elsewhere.
//
// state.db is small and copied in one read transaction. files.db is copied
// chunk by chunk through short ones: while a reader is open no page freed
// since is used again, so one long reader over a large file would make the
// file grow with every upload.
func (db *DB) Backup(dir string, now time.Time) (Manifest, error) {
	db.upkeep.Lock()
	defer db.upkeep.Unlock()
	m, err := db.backup(dir, now)
	if err == nil { // also where the bot keeps no backups of its own
		err = errors.Join(KeepPurged(dir, db.toPurge()), KeepErased(dir, db.ErasedLines()))
	}
	if err != nil {
		err = fmt.Errorf("backup to %s: %w", dir, err)
	}
	return m, err
}

func (db *DB) backup(dir string, now time.Time) (Manifest, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Manifest{}, err
	}
	if err := sweepUnfinished(dir); err != nil {
		return Manifest{}, err
	}
	m := Manifest{Stamp: freeStamp(dir, now), At: now.UTC().Round(0)}
	temp := filepath.Join(dir, unfinished+m.Stamp)
	if err := os.Mkdir(temp, 0o700); err != nil {
		return m, err
	}
	if err := db.copyTo(temp, &m); err != nil {
		return m, errors.Join(err, os.RemoveAll(temp))
	}
	if err := os.Rename(temp, filepath.Join(dir, m.Stamp)); err != nil {
		return m, errors.Join(err, os.RemoveAll(temp))
	}
	return m, syncDir(dir)
}

func (db *DB) copyTo(temp string, m *Manifest) error {
	if err := db.copyState(filepath.Join(temp, stateFile)); err != nil {
		return err
	}
	if err := db.copyFiles(filepath.Join(temp, filesFile)); err != nil {
		return err
	}
	var err error
	if m.Held, err = inspect(temp, m); err != nil {
		return err
	}
	if m.State, err = copied(filepath.Join(temp, stateFile)); err != nil {
		return err
	}
	if m.Files, err = copied(filepath.Join(temp, filesFile)); err != nil {
		return err
	}
	raw, err := json.MarshalIndent(m, "", "\t")
	if err != nil {
		return err
	}
	if err := writeFile(filepath.Join(temp, manifestFile), func(w io.Writer) error {
		_, err := w.Write(append(raw, '\n'))
		return err
	}); err != nil {
		return err
	}
	return syncDir(temp)
}

func (db *DB) copyState(to string) error {
	return writeFile(to, func(w io.Writer) error {
		return view(db.state, func(b *bbolt.Tx) error {
			_, err := b.WriteTo(w)
			return err
		})
	})
}

// copyFiles writes a new files.db with every complete file in it. Nothing
// reads the copy before it is finished, so it is synced once, at the end.
func (db *DB) copyFiles(to string) error {
	all, err := db.Files()
	if err != nil {
		return err
	}
	var pair string
	err = view(db.files, func(b *bbolt.Tx) error {
		pair = pairOf(b)
		return nil
	})
	if err != nil {
		return err
	}
	o := &bbolt.Options{Timeout: lockWait, FreelistType: bbolt.FreelistMapType, NoSync: true}
	return createBolt(to, o, func(b *bbolt.Tx) error { return plantFiles(b, pair) }, func(out *bbolt.DB) error {
		for i, f := range all {
			if err := copyFile(db.files, out, f, uint64(i+1)); err != nil {
				return err
			}
		}
		return nil
	})
}

// copyFile copies one file's chunks as they are, checksums and all, four to a
// transaction, then its manifest.
func copyFile(from, to *bbolt.DB, f FileInfo, id uint64) error {
	old := f.ID
	f.ID = id
	var held [4][]byte
	for first := 0; first < f.Chunks; first += len(held) {
		n := min(len(held), f.Chunks-first)
		err := view(from, func(b *bbolt.Tx) error {
			for i := range n {
				raw := b.Bucket([]byte("chunks")).Get(K(old, first+i))
				if raw == nil {
					return fmt.Errorf("%w: chunk %d of file %s is missing", ErrDamaged, first+i, f.SHA256)
				}
				held[i] = append(held[i][:0], raw...)
			}
			return nil
		})
		if err != nil {
			return err
		}
		err = update(to, func(b *bbolt.Tx) error {
			for i := range n {
				if err := b.Bucket([]byte("chunks")).Put(K(id, first+i), held[i]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return update(to, func(b *bbolt.Tx) error {
		raw, err := json.Marshal(f)
		if err != nil {
			return err
		}
		if err := b.Bucket([]byte("staging")).SetSequence(id); err != nil {
			return err
		}
		return b.Bucket([]byte("files")).Put([]byte(f.SHA256), raw)
	})
}

// Backups lists the stamps of the finished backups in dir, oldest first.
func Backups(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		if !e.IsDir() || !stampForm.MatchString(e.Name()) {
			continue
		}
		if _, err := os.Stat(filepath.Join(dir, e.Name(), manifestFile)); err == nil {
			out = append(out, e.Name())
		}
	}
	slices.SortFunc(out, compareStamps)
	return out, nil
}

// compareStamps orders by second and, within it, by the number appended.
func compareStamps(a, b string) int {
	n := len(stampLayout)
	if c := strings.Compare(a[:n], b[:n]); c != 0 {
		return c
	}
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// PruneBackups removes all but the newest keep backups of dir (at least one
// stays) and returns the stamps removed.
func PruneBackups(dir string, keep int) ([]string, error) {
	all, err := Backups(dir)
	if err != nil {
		return nil, err
	}
	over := all[:max(0, len(all)-max(keep, 1))]
	for i, stamp := range over {
		// Renamed first: killed half-way, it is no backup any more.
		temp := filepath.Join(dir, unfinished+stamp)
		if err := os.Rename(filepath.Join(dir, stamp), temp); err != nil {
			return over[:i], err
		}
		if err := os.RemoveAll(temp); err != nil {
			return over[:i], err
		}
	}
	return over, nil
}

func sweepUnfinished(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if stamp, ok := strings.CutPrefix(e.Name(), unfinished); ok && stampForm.MatchString(stamp) {
			if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

func freeStamp(dir string, now time.Time) string {
	stamp := now.UTC().Format(stampLayout)
	for name, n := stamp, 2; ; n++ {
		if _, err := os.Stat(filepath.Join(dir, name)); errors.Is(err, os.ErrNotExist) {
			return name
		}
		name = fmt.Sprintf("%s-%d", stamp, n)
	}
}

// writeFile writes a new file and syncs it.
func writeFile(path string, fill func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	err = fill(f)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func copied(path string) (Copied, error) {
	f, err := os.Open(path)
	if err != nil {
		return Copied{}, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	return Copied{Size: n, SHA256: hex.EncodeToString(h.Sum(nil))}, err
}
