package storage

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"iter"
	"strings"
	"time"

	"go.etcd.io/bbolt"
)

// Tx is the only handle on stored data, good until the function it was given
// to returns. It remembers the first error and turns every later call into a
// no-op, so callers read and write without error plumbing; Update refuses to
// commit a failed Tx.
type Tx struct {
	b   *bbolt.Tx
	db  *DB
	now time.Time
	err error
	// planned is set once this transaction changed a plan or its amendments:
	// what it reads from then on may be rolled back and is not remembered.
	planned bool
}

// Now is the instant the transaction began, bookkeeping only: sentences and
// rules use the time of the event they answer.
func (tx *Tx) Now() time.Time { return tx.now }

// Fail marks the transaction failed; the first error is kept.
func (tx *Tx) Fail(err error) {
	if tx.err == nil {
		tx.err = err
	}
}

// end makes every later call a no-op, should the Tx have escaped.
func (tx *Tx) end() {
	if tx.err == nil {
		tx.err = errTxOver
	}
}

// Err is the first error of the transaction.
func (tx *Tx) Err() error { return tx.err }

// Writable reports whether the transaction may write.
func (tx *Tx) Writable() bool { return tx.b.Writable() }

// Key is a sortable key made by K.
type Key []byte

// K builds a key: a string part ends with a zero byte, an integer part is
// eight bytes big-endian, so keys with equal leading parts sort by the next.
// A zero byte in a string part panics: keys are
// made of ids of ours, never of what people type.
func K(parts ...any) Key {
	k := make(Key, 0, 32)
	for _, p := range parts {
		switch v := p.(type) {
		case string:
			if strings.IndexByte(v, 0) >= 0 {
				panic(fmt.Sprintf("storage: key part %q holds a zero byte", v))
			}
			k = append(append(k, v...), 0)
		case int:
			k = binary.BigEndian.AppendUint64(k, uint64(v)^1<<63)
		case int64:
			k = binary.BigEndian.AppendUint64(k, uint64(v)^1<<63)
		case uint64:
			k = binary.BigEndian.AppendUint64(k, v)
		case time.Time:
			k = binary.BigEndian.AppendUint64(k, sortableTime(v))
		case []byte:
			k = append(k, v...)
		default:
			panic(fmt.Sprintf("storage: key part of type %T", p))
		}
	}
	return k
}

// sortableTime orders instants between the years 1678 and 2262; the zero Time
// comes before all of them.
func sortableTime(t time.Time) uint64 {
	if t.IsZero() {
		return 0
	}
	return uint64(t.UnixNano()) ^ 1<<63
}

// unsortTime is the instant at the head of a key.
func unsortTime(k []byte) time.Time {
	n := binary.BigEndian.Uint64(k)
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(0, int64(n^1<<63)).UTC()
}

// Table is a bucket of rows of one type, kept as JSON under sortable keys.
// The name is one of the bucket tree drawn in doc.go.
type Table[T any] struct{ Name string }

func (t Table[T]) bucket(tx *Tx) *bbolt.Bucket {
	b := tx.b.Bucket([]byte(t.Name))
	if b == nil {
		tx.Fail(fmt.Errorf("storage: no bucket %q", t.Name))
	}
	return b
}

// Get reads the row at key; false when there is none or the Tx has failed.
func (t Table[T]) Get(tx *Tx, key Key) (T, bool) {
	var v T
	if tx.err != nil {
		return v, false
	}
	b := t.bucket(tx)
	if b == nil {
		return v, false
	}
	raw := b.Get(key)
	if raw == nil {
		return v, false
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		tx.Fail(fmt.Errorf("storage: %s %x: %w", t.Name, []byte(key), err))
		return v, false
	}
	return v, true
}

// Has reports whether a row stands at key.
func (t Table[T]) Has(tx *Tx, key Key) bool {
	if tx.err != nil {
		return false
	}
	b := t.bucket(tx)
	return b != nil && b.Get(key) != nil
}

// Put writes the row at key.
func (t Table[T]) Put(tx *Tx, key Key, v T) {
	if tx.err != nil {
		return
	}
	b := t.bucket(tx)
	if b == nil {
		return
	}
	raw, err := json.Marshal(v)
	if err == nil {
		err = b.Put(key, raw)
	}
	if err != nil {
		tx.Fail(fmt.Errorf("storage: %s: %w", t.Name, err))
	}
}

// Delete removes the row at key, if any.
func (t Table[T]) Delete(tx *Tx, key Key) {
	if tx.err != nil {
		return
	}
	if b := t.bucket(tx); b != nil {
		if err := b.Delete(key); err != nil {
			tx.Fail(fmt.Errorf("storage: %s: %w", t.Name, err))
		}
	}
}

// Next is a number no row of the table was given before, from 1.
func (t Table[T]) Next(tx *Tx) uint64 {
	if tx.err != nil {
		return 0
	}
	b := t.bucket(tx)
	if b == nil {
		return 0
	}
	n, err := b.NextSequence()
	if err != nil {
		tx.Fail(fmt.Errorf("storage: %s: %w", t.Name, err))
	}
	return n
}

// Prefix walks the rows whose key begins with prefix, in key order; an empty
// prefix walks all. The table must not be written during the walk; collect
// first, then write.
func (t Table[T]) Prefix(tx *Tx, prefix Key) iter.Seq2[Key, T] {
	return func(yield func(Key, T) bool) {
		if tx.err != nil {
			return
		}
		b := t.bucket(tx)
		if b == nil {
			return
		}
		c := b.Cursor()
		for k, raw := c.Seek(prefix); k != nil && hasPrefix(k, prefix); k, raw = c.Next() {
			var v T
			if err := json.Unmarshal(raw, &v); err != nil {
				tx.Fail(fmt.Errorf("storage: %s %x: %w", t.Name, k, err))
				return
			}
			if !yield(append(Key(nil), k...), v) {
				return
			}
		}
	}
}

// List collects what Prefix walks, without the keys; nil when there is nothing.
func (t Table[T]) List(tx *Tx, prefix Key) []T {
	var out []T
	for _, v := range t.Prefix(tx, prefix) {
		out = append(out, v)
	}
	return out
}

// Last is the row with the greatest key that begins with prefix.
func (t Table[T]) Last(tx *Tx, prefix Key) (Key, T, bool) {
	var v T
	if tx.err != nil {
		return nil, v, false
	}
	b := t.bucket(tx)
	if b == nil {
		return nil, v, false
	}
	k, raw := lastWith(b.Cursor(), prefix)
	if k == nil {
		return nil, v, false
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		tx.Fail(fmt.Errorf("storage: %s %x: %w", t.Name, k, err))
		return nil, v, false
	}
	return append(Key(nil), k...), v, true
}

// lastWith seeks just past every key with the prefix and steps back.
func lastWith(c *bbolt.Cursor, prefix Key) (k, v []byte) {
	past := append(Key(nil), prefix...)
	for len(past) > 0 {
		if past[len(past)-1]++; past[len(past)-1] != 0 {
			break
		}
		past = past[:len(past)-1]
	}
	if len(past) == 0 {
		k, v = c.Last()
	} else if k, _ = c.Seek(past); k == nil {
		k, v = c.Last()
	} else {
		k, v = c.Prev()
	}
	if k == nil || !hasPrefix(k, prefix) {
		return nil, nil
	}
	return k, v
}

func hasPrefix(k []byte, prefix Key) bool {
	return len(k) >= len(prefix) && string(k[:len(prefix)]) == string(prefix)
}
