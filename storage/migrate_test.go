package storage

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestMigrationsAreInOrder(t *testing.T) {
	at := int64(firstSchema)
	for _, m := range migrations {
		if m.number != at+1 || m.name == "" || m.apply == nil {
			t.Errorf("migration %d %q after schema %d", m.number, m.name, at)
		}
		at = m.number
	}
	if at != Schema {
		t.Errorf("migrations end at %d, the schema is %d", at, Schema)
	}
}

// TestSchema1 opens a database written by the program of schema 1.
func TestSchema1(t *testing.T) {
	dir := copyDir(t, "testdata/schema1")
	if r, err := Verify(dir); err != nil || r.Schema != 1 {
		t.Fatalf("before: %+v %v", r, err)
	}
	db := open(t, dir)
	at := time.Date(2021, 6, 10, 5, 0, 0, 0, time.UTC)
	read(t, db, func(tx *Tx) {
		if p, ok := GetPerson(tx, 42); !ok || p.Name != "Nguyễn Văn An" {
			t.Errorf("person %+v", p)
		}
		j, _ := Outbox.Get(tx, 2)
		want := Job{ID: 2, Lane: "chat0", Due: at, Leased: true, Payload: json.RawMessage(`{"text":"tin 2"}`)}
		if diff := cmp.Diff(want, j); diff != "" {
			t.Error(diff)
		}
		j, _ = Agenda.Get(tx, 3)
		want = Job{
			ID: 3, Lane: "notice3", Due: at.AddDate(0, 0, -3), ExpiresAt: at.AddDate(0, 1, 0),
			Attempts: 3, LastError: "mất mạng", Payload: json.RawMessage(`{}`),
		}
		if diff := cmp.Diff(want, j); diff != "" {
			t.Error(diff)
		}
		if n := len(slices.Collect(Outbox.All(tx))); n != 4 {
			t.Errorf("%d rows in the outbox, want 4", n)
		}
		due := Agenda.Due(tx, at.AddDate(0, 0, -3), 9)
		if len(due) != 4 || due[0].Lane != "undated" || due[1].Lane != "notice5" {
			t.Errorf("due %+v", due)
		}
	})
	_ = db.Close()
	if r, err := Verify(dir); err != nil || r.Schema != Schema {
		t.Errorf("after: %+v %v", r, err)
	}
	if db = open(t, dir); db.Fresh() {
		t.Error("a migrated directory is fresh")
	}
}

func TestNewerSchemaRefused(t *testing.T) {
	db := newDB(t)
	write(t, db, func(tx *Tx) { metaInt.Put(tx, keySchema, Schema+1) })
	_ = db.Close()
	_, err := Open(db.Dir(), Options{})
	wantErr(t, err, ErrNewer)
	if !strings.Contains(err.Error(), "newer program") {
		t.Errorf("does not say what to do: %v", err)
	}
}
