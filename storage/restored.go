package storage

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Restored says that these data come out of a backup: what was done and sent
// between From and At is not in them.
type Restored struct {
	Stamp  string    `json:"stamp"`  // the backup's name
	From   time.Time `json:"from"`   // the last instant the data know of
	At     time.Time `json:"at"`     // when they were restored
	Outbox uint64    `json:"outbox"` // rows up to here were waiting in the backup and may have gone out since
	Told   bool      `json:"told"`   // people know
}

var (
	metaRestored = Table[Restored]{"meta"}
	keyRestored  = K("restored")
)

// LastRestored is the restore these data come from; false where there was none.
func LastRestored(tx *Tx) (Restored, bool) { return metaRestored.Get(tx, keyRestored) }

// RestoredTold notes that people know of the restore.
func RestoredTold(tx *Tx, r Restored) {
	r.Told = true
	metaRestored.Put(tx, keyRestored, r)
}

// Covers reports whether something due at an instant may have been sent by the
// data that were lost.
func (r Restored) Covers(at time.Time) bool { return at.After(r.From) && !at.After(r.At) }

// markRestored is written into the new data by Restore.
func markRestored(tx *Tx, stamp string) {
	r := Restored{Stamp: stamp, From: Alive(tx), At: tx.now}
	if b := Outbox.bucket(tx, "rows"); b != nil {
		r.Outbox = b.Sequence()
	}
	metaRestored.Put(tx, keyRestored, r)
}

// purgedList stands beside the backups and outlives them: one SHA-256 a line.
// A backup older than a purge still holds the file, and must not bring it back.
const purgedList = "purged.txt"

var shaLine = regexp.MustCompile(`^[0-9a-f]{64}$`)

// KeepPurged adds purged files to the list beside the backups in dir.
func KeepPurged(dir string, shas []string) error { return keepLines(dir, purgedList, shaLine, shas) }

// keepLines adds lines of a form to a list beside the backups, each once.
func keepLines(dir, list string, form *regexp.Regexp, lines []string) error {
	known, err := linesIn(dir, list, form)
	if err != nil {
		return err
	}
	lines = slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return slices.Contains(known, line) })
	if len(lines) == 0 {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(dir, list), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString("\n" + strings.Join(lines, "\n") + "\n") // a line cut off by a kill must not swallow the next
	return errors.Join(err, f.Sync(), f.Close())
}

// linesIn reads the lines of a form of such a list; no list is an empty one.
func linesIn(dir, list string, form *regexp.Regexp) ([]string, error) {
	raw, err := os.ReadFile(filepath.Join(dir, list))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	var out []string
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSpace(line); form.MatchString(line) {
			out = append(out, line)
		}
	}
	return out, nil
}

// purgeAgain takes files out of restored data that were purged after the backup
// was made. The next start writes files.db anew.
func (db *DB) purgeAgain(now time.Time, backup string) error {
	shas, err := linesIn(filepath.Dir(backup), purgedList, shaLine)
	if err != nil {
		return err
	}
	for _, sha := range shas {
		err := db.Update(now, func(tx *Tx) error {
			if _, known := PurgedFile(tx, sha); !known {
				Purge(tx, Purged{SHA256: sha, At: now, Why: "purged after the backup was made"})
			}
			return nil
		})
		if err = errors.Join(err, db.PurgeFile(sha)); err != nil {
			return err
		}
	}
	return nil
}
