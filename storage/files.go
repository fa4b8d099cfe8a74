package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"go.etcd.io/bbolt"
)

// chunkSize is how many bytes one transaction writes: the writer's lock is
// held for under a millisecond, and a leaf of bbolt with larger values would
// be rewritten with every neighbour.
const chunkSize = 256 << 10

// present is the value of a staging row.
var present = []byte{1}

// ErrNoFile: no complete file has this SHA-256.
var ErrNoFile = fmt.Errorf("storage: no such file: %w", os.ErrNotExist)

// FileInfo is the manifest of a complete file.
type FileInfo struct {
	SHA256   string    `json:"sha256"` // hex
	Size     int64     `json:"size"`   // bytes
	Chunks   int       `json:"chunks"`
	ID       uint64    `json:"id"` // under which its chunks are kept
	At       time.Time `json:"at"`
	Complete bool      `json:"complete"` // always true of a stored manifest
}

// uploads is what this process writes: staging ids in use, and the hashes it
// completed, which state.db may not refer to yet.
type uploads struct {
	mu     sync.Mutex
	live   map[uint64]int // an id rolled back may be taken again before it is given up
	recent map[string]int // completions nobody has settled yet
	bytes  int64          // completed since the last sweep
}

func (u *uploads) begin(id uint64) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.live == nil {
		u.live, u.recent = map[uint64]int{}, map[string]int{}
	}
	u.live[id]++
}

func (u *uploads) end(id uint64) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.live[id]--; u.live[id] <= 0 {
		delete(u.live, id)
	}
}

func (u *uploads) complete(sha string, size int64) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.recent[sha]++
	u.bytes += size
}

func (u *uploads) settle(sha string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.recent[sha]--; u.recent[sha] <= 0 {
		delete(u.recent, sha)
	}
}

func (u *uploads) isLive(id uint64) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.live[id] > 0
}

func (u *uploads) isRecent(sha string) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.recent[sha] > 0
}

// Settle says that state.db refers to a completed file now, or never will: from
// then on a sweep may remove it. It is called once for each completion.
func (db *DB) Settle(sha string) { db.uploads.settle(sha) }

// Unswept is how many bytes were completed since the last sweep.
func (db *DB) Unswept() int64 {
	db.uploads.mu.Lock()
	defer db.uploads.mu.Unlock()
	return db.uploads.bytes
}

// HasFile reports whether a complete file with this SHA-256 is stored.
func (db *DB) HasFile(sha string) (bool, error) {
	_, err := db.FileInfo(sha)
	if errors.Is(err, ErrNoFile) {
		return false, nil
	}
	return err == nil, err
}

// FileInfo reads a file's manifest; ErrNoFile when there is none.
func (db *DB) FileInfo(sha string) (FileInfo, error) {
	var info FileInfo
	err := view(db.files, func(b *bbolt.Tx) error {
		var err error
		info, err = manifest(b, sha)
		return err
	})
	return info, err
}

func manifest(b *bbolt.Tx, sha string) (FileInfo, error) {
	var info FileInfo
	raw := b.Bucket([]byte("files")).Get([]byte(sha))
	if raw == nil {
		return info, fmt.Errorf("%w: %s", ErrNoFile, sha)
	}
	if err := json.Unmarshal(raw, &info); err != nil || !info.Complete || info.SHA256 != sha {
		return info, fmt.Errorf("%w: manifest of file %s", ErrDamaged, sha)
	}
	return info, nil
}

// Files lists the manifests of all complete files in the order of their hashes.
func (db *DB) Files() ([]FileInfo, error) { return manifests(db.files) }

func manifests(files *bbolt.DB) ([]FileInfo, error) {
	var out []FileInfo
	err := view(files, func(b *bbolt.Tx) error {
		return b.Bucket([]byte("files")).ForEach(func(k, _ []byte) error {
			info, err := manifest(b, string(k))
			out = append(out, info)
			return err
		})
	})
	return out, err
}

// SweepFiles removes complete files that nothing refers to and what was left
// of broken uploads, in short transactions, and says how many it removed.
// Files completed since Open and not settled stay: state.db may be about to refer
// to them.
func (db *DB) SweepFiles(referenced func(sha string) bool) (int, error) {
	db.upkeep.Lock()
	defer db.upkeep.Unlock()
	db.uploads.mu.Lock()
	db.uploads.bytes = 0
	db.uploads.mu.Unlock()
	if err := db.sweepStaging(); err != nil {
		return 0, err
	}
	all, err := db.Files()
	if err != nil {
		return 0, err
	}
	n := 0
	for _, f := range all {
		if referenced(f.SHA256) {
			continue
		}
		gone := false
		err := update(db.files, func(b *bbolt.Tx) error {
			// A writer completes the same content in a transaction too, so
			// here it either has been noted or comes later and stores anew.
			if gone = !db.uploads.isRecent(f.SHA256); !gone {
				return nil
			}
			if err := b.Bucket([]byte("staging")).Put(K(f.ID), present); err != nil {
				return err
			}
			return b.Bucket([]byte("files")).Delete([]byte(f.SHA256))
		})
		if err != nil {
			return n, err
		}
		if gone {
			n++
		}
	}
	return n, db.sweepStaging()
}

// sweepStaging removes the chunks of every upload that is neither complete nor
// under way.
func (db *DB) sweepStaging() error {
	var left []uint64
	err := view(db.files, func(b *bbolt.Tx) error {
		return b.Bucket([]byte("staging")).ForEach(func(k, _ []byte) error {
			if id := idAt(k); !db.uploads.isLive(id) {
				left = append(left, id)
			}
			return nil
		})
	})
	for _, id := range left {
		if err == nil {
			err = db.dropStaging(id)
		}
	}
	return err
}

// dropStaging removes an upload's chunks, sixteen to a transaction, and at
// last its staging row.
func (db *DB) dropStaging(id uint64) error {
	for done := false; !done; {
		err := update(db.files, func(b *bbolt.Tx) error {
			if b.Bucket([]byte("staging")).Get(K(id)) == nil {
				done = true // completed meanwhile: its chunks are a file's
				return nil
			}
			chunks := b.Bucket([]byte("chunks"))
			var keys [][]byte
			prefix := K(id)
			c := chunks.Cursor()
			for k, _ := c.Seek(prefix); k != nil && hasPrefix(k, prefix) && len(keys) < 16; k, _ = c.Next() {
				keys = append(keys, append([]byte(nil), k...))
			}
			for _, k := range keys {
				if err := chunks.Delete(k); err != nil {
					return err
				}
			}
			if done = len(keys) < 16; done {
				return b.Bucket([]byte("staging")).Delete(prefix)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
