package storage

import (
	"encoding/json"
	"fmt"
	"time"

	"go.etcd.io/bbolt"
)

// Schema is the version of state.db this program writes.
const Schema = 2

// firstSchema is that of databases from before the version was noted.
const firstSchema = 1

// migration brings a database from the version before to number.
type migration struct {
	number int64
	name   string
	apply  func(*bbolt.Tx) error
}

// migrations in order, without gaps, ending at Schema. Each runs in a
// transaction of its own together with the new version number, and has a test
// on a database of the version before, kept under testdata. A migration uses
// nothing of the package that may change later.
var migrations = []migration{
	{2, "jobs leave JSON for a binary envelope", jobsToEnvelope},
}

// migrate brings state.db up to Schema and refuses a newer one.
func migrate(db *bbolt.DB) error {
	var at int64
	err := view(db, func(b *bbolt.Tx) error {
		var err error
		at, err = schemaOf(b)
		return err
	})
	if err != nil {
		return err
	}
	if at > Schema {
		return fmt.Errorf("%w: it has schema %d, this program knows %d: use the newer program, or %s",
			ErrNewer, at, Schema, howToRestore)
	}
	for _, m := range migrations {
		if m.number <= at {
			continue
		}
		err := update(db, func(b *bbolt.Tx) error {
			if err := m.apply(b); err != nil {
				return err
			}
			tx := &Tx{b: b}
			metaInt.Put(tx, keySchema, m.number)
			return tx.err
		})
		if err != nil {
			return fmt.Errorf("migration to schema %d (%s): %w", m.number, m.name, err)
		}
	}
	return nil
}

func schemaOf(b *bbolt.Tx) (int64, error) {
	if b.Bucket([]byte("meta")) == nil {
		return 0, fmt.Errorf("%w: state.db is not a database of this bot", ErrDamaged)
	}
	tx := &Tx{b: b}
	n, ok := metaInt.Get(tx, keySchema)
	if !ok {
		n = firstSchema
	}
	return n, tx.err
}

// job1 is a job as schema 1 kept it.
type job1 struct {
	ID        uint64          `json:"id"`
	Lane      string          `json:"lane"`
	Due       time.Time       `json:"due"`
	ExpiresAt time.Time       `json:"expires,omitzero"`
	Attempts  int             `json:"attempts"`
	LastError string          `json:"last_error"`
	Leased    bool            `json:"leased"`
	Payload   json.RawMessage `json:"payload"`
}

func jobsToEnvelope(b *bbolt.Tx) error {
	queues := b.Bucket([]byte("queues"))
	if queues == nil {
		return nil
	}
	return queues.ForEachBucket(func(name []byte) error {
		q := queues.Bucket(name)
		rows := q.Bucket([]byte("rows"))
		if rows == nil {
			return nil
		}
		var jobs []job1
		err := rows.ForEach(func(k, raw []byte) error {
			var j job1
			if err := json.Unmarshal(raw, &j); err != nil {
				return fmt.Errorf("%s %x: %w", name, k, err)
			}
			jobs = append(jobs, j)
			return nil
		})
		if err == nil && q.Bucket([]byte("due")) != nil {
			err = emptyIndex(q, "due")
		}
		for _, j := range jobs {
			if err == nil {
				err = rows.Put(K(j.ID), encodeJob(Job(j)))
			}
			if due := q.Bucket([]byte("due")); err == nil && due != nil {
				err = due.Put(K(j.Due, j.ID), nil)
			}
		}
		return err
	})
}

// emptyIndex makes an index anew: instants that are not set sort elsewhere
// than they did.
func emptyIndex(in *bbolt.Bucket, name string) error {
	if err := in.DeleteBucket([]byte(name)); err != nil {
		return err
	}
	_, err := in.CreateBucket([]byte(name))
	return err
}
