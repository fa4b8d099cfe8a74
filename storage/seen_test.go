package storage

import (
	"fmt"
	"strings"
	"testing"
)

func TestSeenForgetsTheOldest(t *testing.T) {
	db := newDB(t)
	key := func(i int) string { return fmt.Sprintf("update %d", i) }
	const extra = 500
	for from := 0; from < seenKept+extra; from += 2500 {
		write(t, db, func(tx *Tx) {
			for i := from; i < min(from+2500, seenKept+extra); i++ {
				MarkSeen(tx, key(i))
				MarkSeen(tx, key(i)) // twice is once
			}
		})
	}
	read(t, db, func(tx *Tx) {
		for _, c := range []struct {
			i    int
			seen bool
		}{{0, false}, {extra - 1, false}, {extra, true}, {seenKept + extra - 1, true}, {seenKept + extra, false}} {
			if got := Seen(tx, key(c.i)); got != c.seen {
				t.Errorf("seen %d: %v, want %v", c.i, got, c.seen)
			}
		}
		for _, name := range []string{"seen", "seen_order"} {
			if n := count(tx.b.Bucket([]byte(name))); n != seenKept {
				t.Errorf("%s holds %d rows, want %d", name, n, seenKept)
			}
		}
	})
}

func TestSeenTakesAnyKey(t *testing.T) {
	db := newDB(t)
	long := strings.Repeat("k", 100_000)
	write(t, db, func(tx *Tx) {
		for _, key := range []string{"", long, "a\x00b", "\xff"} {
			if Seen(tx, key) {
				t.Errorf("%.10q seen before", key)
			}
			MarkSeen(tx, key)
			if !Seen(tx, key) {
				t.Errorf("%.10q not seen", key)
			}
		}
		if Seen(tx, long+"k") {
			t.Error("two long keys are one")
		}
	})
}
