package storage

import (
	"fmt"

	"go.etcd.io/bbolt"
)

// stateBuckets are the top level of state.db; doc.go draws the whole tree.
var stateBuckets = []string{
	"meta", "seen", "seen_order", "people", "members", "invites", "requests", "guesses",
	"states", "screens", "campaigns", "plans", "amendments", "drafts", "submissions", "register",
	"sheets", "closings", "outages", "told", "audit", "names", "quarantine", "queues",
}

// plant makes the buckets that are missing.
func (db *DB) plant() error {
	return db.state.Update(func(tx *bbolt.Tx) error {
		for _, name := range stateBuckets {
			if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
				return fmt.Errorf("state.db: bucket %s: %w", name, err)
			}
		}
		t := &Tx{b: tx, db: db}
		if !metaText.Has(t, keySecret) {
			text, err := randomHex(db.rand, secretSize)
			if err != nil {
				return err
			}
			metaText.Put(t, keySecret, text)
		}
		if t.err != nil {
			return t.err
		}
		queues := tx.Bucket([]byte("queues"))
		for _, q := range Queues {
			b, err := queues.CreateBucketIfNotExists([]byte(q.Name))
			if err != nil {
				return err
			}
			parts := []string{"rows", "retired"}
			if q.indexed {
				parts = append(parts, "due", "lane")
			}
			for _, part := range parts {
				if _, err := b.CreateBucketIfNotExists([]byte(part)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
