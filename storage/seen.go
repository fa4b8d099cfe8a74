package storage

import (
	"crypto/sha256"
	"fmt"

	"go.etcd.io/bbolt"
)

// seenKept is how many natural keys are remembered: more than Telegram keeps
// waiting for a bot that was down for a day.
const seenKept = 20_000

// longestSeen bounds a stored key in bytes; a longer one is kept as its hash.
const longestSeen = 200

// Seen reports whether an event with this natural key ("update 123",
// "press <id>") was handled before, among the newest 20,000.
func Seen(tx *Tx, key string) bool {
	b := seenBucket(tx, "seen")
	if b == nil {
		return false
	}
	k := seenKey(key)
	return b.Get(k) != nil || b.Get(hiddenKey(tx, k)) != nil
}

// MarkSeen remembers the key and lets go of the oldest one above 20,000. The
// numbers are gapless (a rolled back transaction gives its number back), so
// the oldest is found by subtraction and no call walks anything.
func MarkSeen(tx *Tx, key string) {
	seen, order := seenBucket(tx, "seen"), seenBucket(tx, "seen_order")
	if seen == nil || order == nil {
		return
	}
	k := seenKey(key)
	if seen.Get(k) != nil {
		return
	}
	n, err := order.NextSequence()
	if err == nil {
		err = order.Put(K(n), k)
	}
	if err == nil {
		err = seen.Put(k, K(n))
	}
	if err == nil && n > seenKept {
		err = forget(seen, order, n-seenKept)
	}
	if err != nil {
		tx.Fail(fmt.Errorf("storage: seen: %w", err))
	}
}

func forget(seen, order *bbolt.Bucket, n uint64) error {
	old := order.Get(K(n))
	if old == nil {
		return nil
	}
	if err := seen.Delete(append([]byte(nil), old...)); err != nil {
		return err
	}
	return order.Delete(K(n))
}

func seenKey(key string) []byte {
	if len(key) > longestSeen || key == "" {
		sum := sha256.Sum256([]byte(key))
		return append([]byte{0}, sum[:]...)
	}
	return []byte(key)
}

func seenBucket(tx *Tx, name string) *bbolt.Bucket {
	if tx.err != nil {
		return nil
	}
	b := tx.b.Bucket([]byte(name))
	if b == nil {
		tx.Fail(fmt.Errorf("storage: no bucket %q", name))
	}
	return b
}
