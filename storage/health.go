package storage

import (
	"os"
	"time"
)

// Health is what the edge last told about the program itself, for whoever
// looks after it. It holds nothing of the contest.
type Health struct {
	Started  time.Time `json:"started,omitzero"`  // of the present run
	Measured time.Time `json:"measured,omitzero"` // when the sizes below were taken
	Free     int64     `json:"free,omitempty"`    // bytes left on the disk of the data; with Total 0 unknown
	Total    int64     `json:"total,omitempty"`   // bytes of that disk
	State    int64     `json:"state,omitempty"`   // bytes of state.db
	Files    int64     `json:"files,omitempty"`   // bytes of files.db
	// The last backup that came to be, and the last that failed since.
	Backup      string    `json:"backup,omitempty"` // its stamp
	BackupAt    time.Time `json:"backup_at,omitzero"`
	BackupBytes int64     `json:"backup_bytes,omitempty"`
	FailedAt    time.Time `json:"failed_at,omitzero"`
	FailedWhy   string    `json:"failed_why,omitempty"`
	// Asked is who waits to hear of a backup asked for; 0 = nobody.
	Asked int64 `json:"asked,omitempty"`
}

var (
	metaHealth = Table[Health]{"meta"}
	keyHealth  = K("health")
)

// GetHealth reads what is known; the zero Health before the first word.
func GetHealth(tx *Tx) Health {
	h, _ := metaHealth.Get(tx, keyHealth)
	return h
}

// PutHealth writes what is known.
func PutHealth(tx *Tx, h Health) { metaHealth.Put(tx, keyHealth, h) }

// Overdue counts the jobs of a queue that were due at an instant and are not
// done, at most most of them, and tells since when the first of them has been.
func (q Queue) Overdue(tx *Tx, at time.Time, most int) (n int, oldest time.Time) {
	for j := range q.All(tx) {
		if j.Due.After(at) {
			continue
		}
		if n++; oldest.IsZero() || j.Due.Before(oldest) {
			oldest = j.Due
		}
		if n >= most {
			break
		}
	}
	return n, oldest
}

// Sizes are the bytes both databases take.
func (db *DB) Sizes() (state, files int64) {
	return fileSize(db.state.Path()), fileSize(db.files.Path())
}

func fileSize(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
