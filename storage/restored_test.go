package storage

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestRestoreBringsNoPurgedFileBack: a backup from before a purge still holds the
// file; restored, neither the store nor any byte of files.db does after the next
// start. The list survives a line cut off by a kill.
func TestRestoreBringsNoPurgedFileBack(t *testing.T) {
	at := time.Date(2021, 6, 1, 8, 0, 0, 0, time.UTC)
	db, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	secret, other := "khong duoc len mang 7f3a", "bao cao thuong 91bc"
	var shas []string
	for _, content := range []string{secret, other} {
		w := db.NewFile(at)
		_, _ = w.Write([]byte(content))
		sha, _, err := w.Commit()
		if err != nil {
			t.Fatal(err)
		}
		shas = append(shas, sha)
	}
	backups := t.TempDir()
	if _, err := db.Backup(backups, at); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(backups, purgedList), []byte(strings.Repeat("ab", 20)), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 { // once listed, listed once
		if err := KeepPurged(backups, shas[:1]); err != nil {
			t.Fatal(err)
		}
	}
	if raw, _ := os.ReadFile(filepath.Join(backups, purgedList)); strings.Count(string(raw), shas[0]) != 1 {
		t.Errorf("the list is %q", raw)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}

	to := filepath.Join(t.TempDir(), "new")
	if _, err := Restore(backups, to, at.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if db, err = Open(to, Options{}); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.OpenFile(shas[0]); !errors.Is(err, ErrNoFile) {
		t.Errorf("the purged file opens: %v", err)
	}
	if raw, err := os.ReadFile(filepath.Join(to, filesFile)); err != nil || bytes.Contains(raw, []byte(secret)) || !bytes.Contains(raw, []byte(other)) {
		t.Errorf("files.db holds what was purged, or lost its neighbour (%v)", err)
	}
	err = db.View(at, func(tx *Tx) error {
		if _, known := PurgedFile(tx, shas[0]); !known {
			t.Error("the same bytes would be taken again")
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestBackupKeepsTheListOfPurged: also a backup made by hand, elsewhere.
func TestBackupKeepsTheListOfPurged(t *testing.T) {
	at := time.Date(2021, 6, 1, 8, 0, 0, 0, time.UTC)
	db, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	sha := strings.Repeat("5c", 32)
	if err := db.Update(at, func(tx *Tx) error { Purge(tx, Purged{SHA256: sha, At: at}); return nil }); err != nil {
		t.Fatal(err)
	}
	backups := t.TempDir()
	if _, err := db.Backup(backups, at); err != nil {
		t.Fatal(err)
	}
	if got, err := linesIn(backups, purgedList, shaLine); err != nil || len(got) != 1 || got[0] != sha {
		t.Errorf("the list is %v (%v)", got, err)
	}
}
