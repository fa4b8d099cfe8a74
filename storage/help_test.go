package storage

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"thidua/campaign"
)

var noon = time.Date(2021, 6, 10, 5, 0, 0, 0, time.UTC)

func open(t testing.TB, dir string) *DB {
	t.Helper()
	db, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func newDB(t testing.TB) *DB {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "data"))
}

func write(t testing.TB, db *DB, fn func(*Tx)) {
	t.Helper()
	if err := db.Update(noon, func(tx *Tx) error { fn(tx); return nil }); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, db *DB, fn func(*Tx)) {
	t.Helper()
	if err := db.View(noon, func(tx *Tx) error { fn(tx); return nil }); err != nil {
		t.Fatal(err)
	}
}

func wantErr(t testing.TB, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Fatalf("error %v, want %v", got, want)
	}
}

// copyDir copies the files of a directory as a kill would leave them.
func copyDir(t testing.TB, from string) string {
	t.Helper()
	to := t.TempDir()
	entries, err := os.ReadDir(from)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		if err := copyOut(filepath.Join(from, e.Name()), filepath.Join(to, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return to
}

// handIn stores a submission with a register number, as handlers do.
func handIn(tx *Tx, unit string, version int, files ...campaign.Attachment) RegisterEntry {
	s := campaign.Submission{
		Unit: unit, Requirement: "mid", Version: version, Revision: 1,
		Attachments: files, By: 77, At: tx.Now(),
	}
	day := campaign.DateOf(tx.Now())
	e := Register(tx, day, "kt-2021", s)
	s.Incoming = campaign.Incoming{Year: e.Year, Number: e.Number, Date: e.Date}
	Submissions.Put(tx, K("kt-2021", unit, "mid", version), s)
	return e
}
