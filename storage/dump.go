package storage

import (
	"encoding/json"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"
)

// undumped are the buckets that hold nothing of anybody: which events were
// seen is the edge's own memory.
var undumped = []string{"seen", "seen_order"}

// DumpTables names what Dump walks, in its order.
func DumpTables() []string {
	var out []string
	for _, name := range stateBuckets {
		if name != "queues" && !slices.Contains(undumped, name) {
			out = append(out, name)
		}
	}
	for _, q := range Queues {
		out = append(out, q.Name, q.Name+"_retired")
	}
	return out
}

// Dump hands every row of a table to fn in the order of its keys, for whoever
// takes the data elsewhere. The key comes as its parts: strings and integers.
// It is complete, personal data included; left out is the database's secret,
// from which codes are made.
func Dump(tx *Tx, table string, fn func(key []any, value json.RawMessage) error) error {
	for _, q := range Queues {
		switch table {
		case q.Name:
			return dumpQueue(tx, q, fn)
		case q.Name + "_retired":
			return dumpRetired(tx, q, fn)
		}
	}
	if !slices.Contains(stateBuckets, table) {
		return fmt.Errorf("storage: no table %q", table)
	}
	b := Table[json.RawMessage]{table}.bucket(tx)
	if b == nil {
		return tx.err
	}
	return dumpBucket(b, table, fn)
}

func dumpBucket(b *bbolt.Bucket, table string, fn func([]any, json.RawMessage) error) error {
	return b.ForEach(func(k, raw []byte) error {
		if table == "meta" && string(k) == string(keySecret) {
			return nil
		}
		if !json.Valid(raw) {
			return fmt.Errorf("%w: %s %x is not JSON", ErrDamaged, table, k)
		}
		return fn(keyParts(k), append(json.RawMessage(nil), raw...))
	})
}

func dumpQueue(tx *Tx, q Queue, fn func([]any, json.RawMessage) error) error {
	for j := range q.All(tx) {
		raw, err := json.Marshal(j)
		if err == nil {
			err = fn([]any{j.ID}, raw)
		}
		if err != nil {
			return fmt.Errorf("%s %d: %w", q.Name, j.ID, err)
		}
	}
	return tx.err
}

func dumpRetired(tx *Tx, q Queue, fn func([]any, json.RawMessage) error) error {
	for r := range q.Retired(tx) {
		raw, err := json.Marshal(r)
		if err == nil {
			err = fn([]any{r.Job.ID}, raw)
		}
		if err != nil {
			return fmt.Errorf("retired %s %d: %w", q.Name, r.Job.ID, err)
		}
	}
	return tx.err
}

// keyParts takes a key apart again: a printable byte begins a string, which
// ends with a zero byte; anything else is an integer of eight bytes, the first
// of which is never printable for the small numbers and the instants of ours.
// A zero byte is an empty string unless the last eight bytes begin with it.
func keyParts(k []byte) []any {
	var parts []any
	for len(k) > 0 {
		if text := k[0] >= 0x20 && k[0] < 0x7f || k[0] >= 0xc2; text || len(k) < 8 || k[0] == 0 && len(k) != 8 {
			end := slices.Index(k, 0)
			if end < 0 {
				end = len(k)
			}
			parts = append(parts, string(k[:end]))
			k = k[min(end+1, len(k)):]
			continue
		}
		n := idAt(k)
		if k[0] >= 0x7f { // a small negative one begins with 0x7f
			parts = append(parts, int64(n^1<<63))
		} else {
			parts = append(parts, n)
		}
		k = k[8:]
	}
	return parts
}
