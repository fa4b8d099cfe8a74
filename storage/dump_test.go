package storage

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestKeyParts(t *testing.T) {
	at := time.Date(2021, 6, 10, 9, 0, 0, 0, time.UTC)
	wants := [][]any{
		{"noichinh-2021", "vks", "soket", int64(1)},
		{int64(-5), "đơn vị"},
		{uint64(7)},
		{int64(2021), int64(12)},
		{at.UnixNano()},
		{int64(2021), "admin", "", int64(4001)},
		{"a", int64(1 << 50)},
	}
	for _, want := range wants {
		if diff := cmp.Diff(want, keyParts(K(want...))); diff != "" {
			t.Error(diff)
		}
	}
}

// TestDumpIsWhole: every bucket is dumped or named as left out, every row is
// there, and the secret is not.
func TestDumpIsWhole(t *testing.T) {
	db := openFull(t)
	tables := DumpTables()
	secret := ""
	for _, name := range tables {
		n := 0
		err := db.View(time.Now(), func(tx *Tx) error {
			secret, _ = metaText.Get(tx, keySecret)
			return Dump(tx, name, func(key []any, v json.RawMessage) error {
				if n++; string(v) == `"`+secret+`"` {
					t.Error("the secret is dumped")
				}
				if len(key) == 0 {
					t.Errorf("%s: a row without a key", name)
				}
				return nil
			})
		})
		if err != nil {
			t.Error(err)
		}
		if n == 0 && (name == "people" || name == "outbox" || name == "outbox_retired" || name == "meta" || name == "audit") {
			t.Errorf("no rows of %s", name)
		}
	}
	if len(tables) != len(stateBuckets)-1-len(undumped)+2*len(Queues) {
		t.Errorf("tables %q", tables)
	}
	if err := db.View(time.Now(), func(tx *Tx) error { return Dump(tx, "nothing", nil) }); err == nil {
		t.Error("a table that does not exist is dumped")
	}
}

// openFull is a database with a row of several kinds.
func openFull(t *testing.T) *DB {
	t.Helper()
	db, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	now := time.Now()
	err = db.Update(now, func(tx *Tx) error {
		PutPerson(tx, Person{ID: 1001, Name: "Lê Thị Hoa"})
		Note(tx, Entry{Actor: 1001, Action: "consent"})
		Outbox.Add(tx, Job{Lane: "1", Due: now, Payload: json.RawMessage(`{}`)})
		j := Outbox.Add(tx, Job{Lane: "1", Due: now, Payload: json.RawMessage(`{"kind":"say"}`)})
		Outbox.Retire(tx, j.ID, "sent", now.Add(time.Hour))
		MarkSeen(tx, "m1.1")
		Outages.Put(tx, K(now), Outage{From: now, To: now})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return db
}
