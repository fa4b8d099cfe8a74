package storage

import (
	"errors"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"thidua/campaign"
)

// A file that must not be on a networked device (DOMAIN: state secrets) is
// purged: its bytes leave files.db at once, the next start writes that file anew
// so that no freed page keeps them, and nothing may store the same bytes again.
// Records that name it stay as they are, or register and audit could no longer
// be checked; they lead to nothing.

// Purged says that and why a file was purged; never what was in it.
type Purged struct {
	SHA256 string    `json:"sha256"`
	By     int64     `json:"by"`
	At     time.Time `json:"at"`
	Why    string    `json:"why"`
}

// purged is keyed by K(sha).
var purged = Table[Purged]{"purged"}

var keyCompactFiles = K("compact_files")

// Purge notes that a file is to go and takes it out of every draft; it names the
// units whose drafts held it. PurgeFile removes its bytes once this is committed.
func Purge(tx *Tx, p Purged) (units []string) {
	purged.Put(tx, K(p.SHA256), p)
	metaBool.Put(tx, keyCompactFiles, true)
	type row struct {
		k Key
		d campaign.Draft
	}
	var rows []row
	for k, d := range Drafts.Prefix(tx, nil) {
		var left []campaign.Attachment
		for _, a := range d.Attachments {
			if a.SHA256 != p.SHA256 {
				left = append(left, a)
			}
		}
		if len(left) != len(d.Attachments) {
			d.Attachments, d.Confirmed = left, nil
			rows = append(rows, row{k, d})
		}
	}
	for _, r := range rows {
		Drafts.Put(tx, r.k, r.d)
		units = append(units, r.d.Unit)
	}
	return units
}

// PurgedFile tells whether a file was purged.
func PurgedFile(tx *Tx, sha string) (Purged, bool) {
	if sha == "" || strings.IndexByte(sha, 0) >= 0 {
		return Purged{}, false
	}
	return purged.Get(tx, K(sha))
}

// AllPurged lists the SHA-256 of every file purged.
func AllPurged(tx *Tx) []string {
	var out []string
	if tx.err != nil || tx.b.Bucket([]byte(purged.Name)) == nil { // an older program's data has none
		return nil
	}
	for _, p := range purged.Prefix(tx, nil) {
		out = append(out, p.SHA256)
	}
	return out
}

// FilesWith lists the SHA-256 of stored files that begin with a prefix, at most
// three of them.
func (tx *Tx) FilesWith(prefix string) []string {
	var out []string
	for sha := range ReferencedFiles(tx) {
		if strings.HasPrefix(sha, prefix) && len(out) < 3 {
			out = append(out, sha)
		}
	}
	return out
}

// PurgeFile removes a file's bytes whatever refers to them; one that is not
// there is no error.
func (db *DB) PurgeFile(sha string) error {
	db.upkeep.Lock()
	defer db.upkeep.Unlock()
	var id uint64
	err := update(db.files, func(b *bbolt.Tx) error {
		f, err := manifest(b, sha)
		if err != nil {
			return err
		}
		id = f.ID
		if err := b.Bucket([]byte("staging")).Put(K(id), present); err != nil {
			return err
		}
		return b.Bucket([]byte("files")).Delete([]byte(sha))
	})
	if errors.Is(err, ErrNoFile) {
		return nil
	}
	if err != nil {
		return err
	}
	return db.dropStaging(id)
}

// compactFiles writes files.db anew if a purge asked for it. Where it cannot,
// for lack of room perhaps, the wish stays for the next start: the bot is of more
// use running.
func (db *DB) compactFiles(path string, o Options) (done bool) {
	due := false
	err := db.View(time.Time{}, func(tx *Tx) error {
		due, _ = metaBool.Get(tx, keyCompactFiles)
		return nil
	})
	if err != nil || !due {
		return false
	}
	for _, sha := range db.toPurge() { // what a kill kept from going
		if db.PurgeFile(sha) != nil {
			return false
		}
	}
	return writeAnew(db.files, path, filesOptions(o)) == nil
}

func (db *DB) toPurge() (list []string) {
	_ = db.View(time.Time{}, func(tx *Tx) error {
		list = AllPurged(tx)
		return nil
	})
	return list
}
