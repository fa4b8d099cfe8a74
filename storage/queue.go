package storage

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"go.etcd.io/bbolt"
)

// Job is waiting work of any kind: a message to send, a file to fetch, a
// spreadsheet to read, an instant to wake at. It exists exactly if the
// transaction that asked for it was committed.
type Job struct {
	ID        uint64          `json:"id"`
	Lane      string          `json:"lane"` // strict order within a lane
	Due       time.Time       `json:"due"`
	ExpiresAt time.Time       `json:"expires,omitzero"`
	Attempts  int             `json:"attempts,omitempty"`
	LastError string          `json:"last_error,omitempty"`
	Leased    bool            `json:"leased,omitempty"` // may be under way: after a kill it is in doubt
	Payload   json.RawMessage `json:"payload"`          // JSON by convention; kept byte for byte
}

// Queue is one kind of waiting work. An indexed queue can be asked by due time
// and by lane; the outbox is not, because the sender holds it in memory and
// reads it whole at start.
type Queue struct {
	Name    string
	indexed bool
}

// The queues.
var (
	Outbox    = Queue{Name: "outbox"}                   // lane = chat
	Downloads = Queue{Name: "downloads", indexed: true} // lane = file
	Work      = Queue{Name: "work", indexed: true}      // lane = file
	Agenda    = Queue{Name: "agenda", indexed: true}    // lane = notice key
)

// Queues lists every queue, for whoever walks them all.
var Queues = []Queue{Outbox, Downloads, Work, Agenda}

func (q Queue) bucket(tx *Tx, part string) *bbolt.Bucket {
	if tx.err != nil {
		return nil
	}
	b := tx.b.Bucket([]byte("queues")).Bucket([]byte(q.Name)).Bucket([]byte(part))
	if b == nil {
		tx.Fail(fmt.Errorf("storage: no bucket queues/%s/%s", q.Name, part))
	}
	return b
}

// parts are the buckets of a queue.
func (q Queue) parts() []string {
	if q.indexed {
		return []string{"rows", "due", "lane", "retired"}
	}
	return []string{"rows", "retired"}
}

// Add stores a new job and gives it its id.
func (q Queue) Add(tx *Tx, j Job) Job {
	rows := q.bucket(tx, "rows")
	if rows == nil {
		return j
	}
	id, err := rows.NextSequence()
	if err != nil {
		tx.Fail(err)
		return j
	}
	j.ID = id
	q.write(tx, j)
	return j
}

// Get reads a job.
func (q Queue) Get(tx *Tx, id uint64) (Job, bool) {
	var j Job
	rows := q.bucket(tx, "rows")
	if rows == nil {
		return j, false
	}
	raw := rows.Get(K(id))
	if raw == nil {
		return j, false
	}
	j, err := decodeJob(id, raw)
	if err != nil {
		tx.Fail(fmt.Errorf("storage: %s %d: %w", q.Name, id, err))
		return Job{}, false
	}
	return j, true
}

// Put changes a job that exists: its due time, attempts, lease or payload. A
// job that is gone stays gone, because its outcome was recorded meanwhile.
func (q Queue) Put(tx *Tx, j Job) {
	old, ok := q.Get(tx, j.ID)
	if !ok {
		return
	}
	q.unindex(tx, old)
	q.write(tx, j)
}

// Remove takes a finished job out.
func (q Queue) Remove(tx *Tx, id uint64) {
	rows := q.bucket(tx, "rows")
	if rows == nil {
		return
	}
	if q.indexed {
		old, ok := q.Get(tx, id)
		if !ok {
			return
		}
		q.unindex(tx, old)
	}
	if err := rows.Delete(K(id)); err != nil {
		tx.Fail(err)
	}
}

// Due lists at most limit jobs whose time has come, earliest first.
func (q Queue) Due(tx *Tx, now time.Time, limit int) []Job {
	due := q.bucket(tx, "due")
	if due == nil {
		return nil
	}
	var out []Job
	end := string(K(now))
	c := due.Cursor()
	for k, _ := c.First(); k != nil && string(k[:8]) <= end && len(out) < limit; k, _ = c.Next() {
		if j, ok := q.Get(tx, idAt(k[8:])); ok {
			out = append(out, j)
		}
	}
	return out
}

// Next is the earliest due instant of the queue.
func (q Queue) Next(tx *Tx) (time.Time, bool) {
	due := q.bucket(tx, "due")
	if due == nil {
		return time.Time{}, false
	}
	k, _ := due.Cursor().First()
	if k == nil {
		return time.Time{}, false
	}
	j, ok := q.Get(tx, idAt(k[8:]))
	return j.Due, ok
}

// ByLane lists the jobs of a lane in the order they were added.
func (q Queue) ByLane(tx *Tx, lane string) []Job {
	b := q.bucket(tx, "lane")
	if b == nil {
		return nil
	}
	var out []Job
	prefix := K(lane)
	c := b.Cursor()
	for k, _ := c.Seek(prefix); k != nil && hasPrefix(k, prefix); k, _ = c.Next() {
		if j, ok := q.Get(tx, idAt(k[len(prefix):])); ok {
			out = append(out, j)
		}
	}
	return out
}

// All walks every job in the order of ids. The queue must not be written
// during the walk.
func (q Queue) All(tx *Tx) iter.Seq[Job] {
	return func(yield func(Job) bool) {
		rows := q.bucket(tx, "rows")
		if rows == nil {
			return
		}
		c := rows.Cursor()
		for k, raw := c.First(); k != nil; k, raw = c.Next() {
			j, err := decodeJob(idAt(k), raw)
			if err != nil {
				tx.Fail(fmt.Errorf("storage: %s %x: %w", q.Name, k, err))
				return
			}
			if !yield(j) {
				return
			}
		}
	}
}

func (q Queue) write(tx *Tx, j Job) {
	rows := q.bucket(tx, "rows")
	if rows == nil {
		return
	}
	if err := rows.Put(K(j.ID), encodeJob(j)); err != nil {
		tx.Fail(fmt.Errorf("storage: %s: %w", q.Name, err))
		return
	}
	if q.indexed {
		q.index(tx, "due", K(j.Due, j.ID))
		q.index(tx, "lane", K(j.Lane, j.ID))
	}
}

func (q Queue) index(tx *Tx, part string, key Key) {
	if b := q.bucket(tx, part); b != nil {
		if err := b.Put(key, nil); err != nil {
			tx.Fail(fmt.Errorf("storage: %s: %w", q.Name, err))
		}
	}
}

func (q Queue) unindex(tx *Tx, j Job) {
	if !q.indexed {
		return
	}
	q.drop(tx, "due", K(j.Due, j.ID))
	q.drop(tx, "lane", K(j.Lane, j.ID))
}

func (q Queue) drop(tx *Tx, part string, key Key) {
	if b := q.bucket(tx, part); b != nil {
		if err := b.Delete(key); err != nil {
			tx.Fail(fmt.Errorf("storage: %s: %w", q.Name, err))
		}
	}
}

func idAt(b []byte) uint64 { return binary.BigEndian.Uint64(b) }
