package storage

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// Who was erased must not come back out of a backup made before. The data keep
// of an erasure only when it was, what stands in the person's place, and a mark
// no person can be read from: a keyed hash of the chat. The same lines stand
// beside the backups and outlive them, and a restore erases anew who was erased
// after its backup was made.

// erasedRow is what is kept of one erasure.
type erasedRow struct {
	At   time.Time `json:"at"`
	Mask string    `json:"mask"`
}

// erasedPeople is keyed by K(mark).
var erasedPeople = Table[erasedRow]{"erased"}

// erasedList is the name of the list beside the backups.
const erasedList = "erased.txt"

var erasedLine = regexp.MustCompile(`^(\S+) ([0-9a-f]{64})(?: (.*))?$`)

// erasedMark names a person who is no longer there.
func erasedMark(tx *Tx, id int64) string {
	mac := hmac.New(sha256.New, Secret(tx))
	fmt.Fprintf(mac, "erased %d", id)
	return hex.EncodeToString(mac.Sum(nil))
}

// ErasedLines are the erasures as they stand in the list beside the backups.
func (db *DB) ErasedLines() (lines []string) {
	_ = db.View(time.Time{}, func(tx *Tx) error {
		if tx.b.Bucket([]byte(erasedPeople.Name)) == nil { // an older program's data has none
			return nil
		}
		for k, e := range erasedPeople.Prefix(tx, nil) {
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s %s", e.At.UTC().Format(time.RFC3339), k[:len(k)-1], strings.Join(strings.Fields(e.Mask), " "))))
		}
		return nil
	})
	return lines
}

// KeepErased adds erasures to the list beside the backups in dir.
func KeepErased(dir string, lines []string) error {
	return keepLines(dir, erasedList, erasedLine, lines)
}

// eraseAgain takes people out of restored data who were erased after the backup
// was made.
func (db *DB) eraseAgain(now time.Time, backup string) error {
	lines, err := linesIn(filepath.Dir(backup), erasedList, erasedLine)
	if err != nil || len(lines) == 0 {
		return err
	}
	return db.Update(now, func(tx *Tx) error {
		r, _ := LastRestored(tx)
		people := map[string]int64{}
		for _, p := range People.Prefix(tx, nil) {
			people[erasedMark(tx, p.ID)] = p.ID
		}
		var bad error
		for _, line := range lines {
			m := erasedLine.FindStringSubmatch(line)
			at, err := time.Parse(time.RFC3339, m[1])
			if err != nil {
				bad = errors.Join(bad, err)
				continue
			}
			id, there := people[m[2]]
			if !there || !at.After(r.From.Truncate(time.Second).Add(-time.Second)) {
				continue // somebody who came back before the backup stays
			}
			Note(tx, Entry{At: now, Action: "erase", Object: Pseudonym(tx, id), Why: "erased after the backup was made"})
			Erase(tx, id, at, m[3])
		}
		return bad
	})
}
