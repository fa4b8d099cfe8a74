package storage

import (
	"errors"
	"fmt"
	"io"

	"go.etcd.io/bbolt"
)

// stateBuckets are the top level of state.db; doc.go draws the whole tree.
var stateBuckets = []string{
	"withdrawn_sheets",
	"workbooks",
	"meta",
	"seen",
	"seen_order",
	"people",
	"members",
	"invites",
	"requests",
	"handovers",
	"guesses",
	"strangers",
	"states",
	"screens",
	"extensions",
	"campaigns",
	"plans",
	"amendments",
	"drafts",
	"submissions",
	"file_places",
	"register",
	"announcements",
	"announced",
	"sheets",
	"cross_sheets",
	"held_sheets",
	"opinions",
	"desk_records",
	"holds",
	"closings",
	"outages",
	"told",
	"reminders",
	"audit",
	"names",
	"quarantine",
	"queues",
	"reviews",
	"questions",
	"asked",
	"places",
	"head_reports",
	"postings",
	"publications",
	"publishing",
	"votes",
	"proposals",
	"targets",
	"inspections",
	"events",
	"groups",
	"group_codes",
	"exemplars",
	"purged",
	"launches",
	"explanations",
	"mornings",
	"erased",
	"snoozes",
}

// fileBuckets are the top level of files.db.
var fileBuckets = []string{"meta", "staging", "files", "chunks"}

// pairSize is how many random bytes name the pair state.db and files.db are.
const pairSize = 8

// errComplete ends a planting transaction that has nothing to write.
var errComplete = errors.New("nothing is missing")

// plant makes the buckets that are missing: a new bucket needs no migration.
// It also refuses two files that were not made together.
func (db *DB) plant() error {
	var inState, inFiles string
	err := view(db.state, func(b *bbolt.Tx) error {
		inState = pairOf(b)
		return nil
	})
	if err == nil {
		err = view(db.files, func(b *bbolt.Tx) error {
			inFiles = pairOf(b)
			return nil
		})
	}
	if err != nil {
		return err
	}
	if inState != inFiles {
		return fmt.Errorf("%w: state.db and files.db in %s do not belong together; %s", ErrDamaged, db.dir, howToRestore)
	}
	if inState == "" {
		if inState, err = randomHex(db.rand, pairSize); err != nil {
			return err
		}
	}
	err = update(db.files, func(b *bbolt.Tx) error { return plantFiles(b, inState) })
	if err != nil && !errors.Is(err, errComplete) {
		return fmt.Errorf("files.db: %w", err)
	}
	err = update(db.state, func(b *bbolt.Tx) error { return plantState(b, db.rand, inState, false) })
	if err != nil && !errors.Is(err, errComplete) {
		return fmt.Errorf("state.db: %w", err)
	}
	return nil
}

func pairOf(b *bbolt.Tx) string {
	if b.Bucket([]byte("meta")) == nil {
		return ""
	}
	pair, _ := metaText.Get(&Tx{b: b}, keyPair)
	return pair
}

func plantState(b *bbolt.Tx, source io.Reader, pair string, fresh bool) error {
	made := 0
	for _, name := range stateBuckets {
		if _, err := ensure(b, name, &made); err != nil {
			return err
		}
	}
	queues := b.Bucket([]byte("queues"))
	for _, q := range Queues {
		bucket, err := ensure(queues, q.Name, &made)
		if err != nil {
			return err
		}
		for _, part := range q.parts() {
			if _, err := ensure(bucket, part, &made); err != nil {
				return err
			}
		}
	}
	tx := &Tx{b: b}
	if fresh {
		metaInt.Put(tx, keySchema, Schema)
	}
	if !metaText.Has(tx, keySecret) {
		secret, err := randomHex(source, secretSize)
		if err != nil {
			return err
		}
		metaText.Put(tx, keySecret, secret)
		made++
	}
	if !metaText.Has(tx, keyPair) {
		metaText.Put(tx, keyPair, pair)
		made++
	}
	if tx.err == nil && made == 0 {
		return errComplete
	}
	return tx.err
}

func plantFiles(b *bbolt.Tx, pair string) error {
	made := 0
	for _, name := range fileBuckets {
		if _, err := ensure(b, name, &made); err != nil {
			return err
		}
	}
	if made == 0 {
		return errComplete
	}
	tx := &Tx{b: b}
	metaText.Put(tx, keyPair, pair)
	return tx.err
}

// holder is what buckets lie in: a transaction or a bucket.
type holder interface {
	Bucket([]byte) *bbolt.Bucket
	CreateBucket([]byte) (*bbolt.Bucket, error)
}

func ensure(in holder, name string, made *int) (*bbolt.Bucket, error) {
	if b := in.Bucket([]byte(name)); b != nil {
		return b, nil
	}
	*made++
	b, err := in.CreateBucket([]byte(name))
	if err != nil {
		return nil, fmt.Errorf("bucket %s: %w", name, err)
	}
	return b, nil
}
