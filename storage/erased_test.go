package storage

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestRestoreBringsNobodyErasedBack: who was erased after the backup is erased in
// the restored data as well; who was erased and came back before it stays. The
// list names nobody.
func TestRestoreBringsNobodyErasedBack(t *testing.T) {
	at := time.Date(2021, 6, 1, 8, 0, 0, 0, time.UTC)
	dir, backups := t.TempDir(), t.TempDir()
	db, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	do := func(now time.Time, fn func(tx *Tx)) {
		t.Helper()
		if err := db.Update(now, func(tx *Tx) error { fn(tx); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	const gone, back = int64(70000001), int64(70000002)
	do(at, func(tx *Tx) {
		PutPerson(tx, Person{ID: gone, Name: "Nguyễn Thị Đã Đi", Phone: "+84912345670"})
		PutPerson(tx, Person{ID: back, Name: "Trần Văn Trở Lại"})
	})
	do(at.Add(time.Hour), func(tx *Tx) { Erase(tx, back, at.Add(time.Hour), "đầu mối") })
	do(at.Add(2*time.Hour), func(tx *Tx) {
		PutPerson(tx, Person{ID: back, Name: "Trần Văn Trở Lại"})
		SetAlive(tx, at.Add(2*time.Hour))
	})
	if _, err := db.Backup(backups, at.Add(3*time.Hour)); err != nil {
		t.Fatal(err)
	}
	do(at.Add(4*time.Hour), func(tx *Tx) { Erase(tx, gone, at.Add(4*time.Hour), "đầu mối") })
	for range 2 { // once listed, listed once
		if err := KeepErased(backups, db.ErasedLines()); err != nil {
			t.Fatal(err)
		}
	}
	list, err := os.ReadFile(filepath.Join(backups, erasedList))
	if err != nil || strings.Count(string(list), "đầu mối") != 2 || bytes.Contains(list, []byte("7000000")) {
		t.Errorf("the list is %q (%v)", list, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}

	to := filepath.Join(t.TempDir(), "new")
	if _, err := Restore(backups, to, at.Add(5*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if db, err = Open(to, Options{}); err != nil {
		t.Fatal(err)
	}
	do(at.Add(6*time.Hour), func(tx *Tx) {
		if p, ok := GetPerson(tx, gone); ok {
			t.Errorf("back out of the backup: %+v", p)
		}
		if _, ok := GetPerson(tx, back); !ok {
			t.Error("who came back before the backup was erased again")
		}
	})
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if db, err = Open(to, Options{}); err != nil { // compacted at the next start
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	raw, err := os.ReadFile(filepath.Join(to, stateFile))
	if err != nil || bytes.Contains(raw, []byte("Đã Đi")) || bytes.Contains(raw, []byte("912345670")) || !bytes.Contains(raw, []byte("Trở Lại")) {
		t.Errorf("state.db holds who was erased, or lost the other (%v)", err)
	}
}
