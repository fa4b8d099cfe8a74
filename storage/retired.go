package storage

import (
	"fmt"
	"iter"
	"time"
)

// Retired is finished work that is kept a while, so that "was it sent?" has an
// answer.
type Retired struct {
	Job       Job
	Result    string // how it ended, in words for the operator
	At        time.Time
	KeepUntil time.Time
}

// Retire moves a finished job of record out of the queue and keeps it until
// keepUntil. A job that is gone already is not retired twice. Work nobody will
// ask about is taken out with Remove.
func (q Queue) Retire(tx *Tx, id uint64, result string, keepUntil time.Time) {
	j, ok := q.Get(tx, id)
	if !ok {
		return
	}
	q.Remove(tx, id)
	b := q.bucket(tx, "retired")
	if b == nil {
		return
	}
	raw := appendText(appendInstant(nil, tx.now), result)
	if err := b.Put(K(keepUntil, id), append(raw, encodeJob(j)...)); err != nil {
		tx.Fail(fmt.Errorf("storage: %s: %w", q.Name, err))
	}
}

// Retired walks what was retired, the first to be let go first.
func (q Queue) Retired(tx *Tx) iter.Seq[Retired] {
	return func(yield func(Retired) bool) {
		b := q.bucket(tx, "retired")
		if b == nil {
			return
		}
		c := b.Cursor()
		for k, raw := c.First(); k != nil; k, raw = c.Next() {
			r, err := decodeRetired(k, raw)
			if err != nil {
				tx.Fail(fmt.Errorf("storage: retired %s %x: %w", q.Name, k, err))
				return
			}
			if !yield(r) {
				return
			}
		}
	}
}

func decodeRetired(k, raw []byte) (Retired, error) {
	if len(k) != 16 || len(raw) < 8 {
		return Retired{}, errJob
	}
	r := Retired{At: instant(raw), KeepUntil: unsortTime(k)}
	text, rest, err := cutText(raw[8:])
	if err != nil {
		return r, err
	}
	r.Result = text
	r.Job, err = decodeJob(idAt(k[8:]), rest)
	return r, err
}

// SweepRetired lets go of at most limit retired jobs of all queues whose time
// is over, and says how many.
func SweepRetired(tx *Tx, now time.Time, limit int) int {
	n := 0
	for _, q := range Queues {
		b := q.bucket(tx, "retired")
		if b == nil {
			return n
		}
		var over [][]byte
		end := string(K(now))
		c := b.Cursor()
		for k, _ := c.First(); k != nil && string(k[:8]) <= end && n+len(over) < limit; k, _ = c.Next() {
			over = append(over, append([]byte(nil), k...))
		}
		for _, k := range over {
			if err := b.Delete(k); err != nil {
				tx.Fail(fmt.Errorf("storage: %s: %w", q.Name, err))
				return n
			}
			n++
		}
	}
	return n
}
