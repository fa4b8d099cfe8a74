package storage

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"thidua/campaign"
)

// TestPurgedFileIsInNoByte: the bytes leave files.db, after the next start the
// file itself holds them no more; the record stays and verifies.
func TestPurgedFileIsInNoByte(t *testing.T) {
	dir := t.TempDir()
	db, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2021, 6, 1, 8, 0, 0, 0, time.UTC)
	store := func(content string) string {
		w := db.NewFile(at)
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
		sha, _, err := w.Commit()
		if err != nil {
			t.Fatal(err)
		}
		return sha
	}
	secret, other := "noi dung khong duoc len mang 7f3a", "bao cao thuong 91bc"
	sha, stays := store(secret), store(other)
	files := []campaign.Attachment{{ID: "a", Name: "x.pdf", SHA256: sha, Size: 33}, {ID: "b", Name: "y.pdf", SHA256: stays}}
	s := campaign.Submission{Unit: "vks", Requirement: "soket", Version: 1, Attachments: files, At: at}
	write := func(fn func(tx *Tx)) {
		t.Helper()
		if err := db.Update(at, func(tx *Tx) error { fn(tx); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	write(func(tx *Tx) {
		e := Register(tx, campaign.Date{Year: 2021, Month: 6, Day: 1}, "c", s)
		s.Incoming = campaign.Incoming{Year: e.Year, Number: e.Number, Date: e.Date}
		Submissions.Put(tx, K("c", "vks", "soket", 1), s)
		Drafts.Put(tx, K("c", "stp", "soket"), campaign.Draft{Attachments: files, Confirmed: &campaign.Confirmation{By: 1}})
	})
	write(func(tx *Tx) { Purge(tx, Purged{SHA256: sha, By: 1, At: at, Why: "có dấu mật"}) })
	if err := db.PurgeFile(sha); err != nil {
		t.Fatal(err)
	}
	if err := db.PurgeFile(sha); err != nil {
		t.Errorf("a second time: %v", err)
	}
	if _, err := db.OpenFile(sha); !errors.Is(err, ErrNoFile) {
		t.Errorf("it opens: %v", err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if db, err = Open(dir, Options{}); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	raw, err := os.ReadFile(filepath.Join(dir, filesFile))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(raw, []byte(secret)) || !bytes.Contains(raw, []byte(other)) {
		t.Error("files.db still holds what was purged, or lost its neighbour")
	}
	err = db.View(at, func(tx *Tx) error {
		d, _ := Drafts.Get(tx, K("c", "stp", "soket"))
		if len(d.Attachments) != 1 || d.Confirmed != nil {
			t.Errorf("the draft is %+v", d)
		}
		if due, _ := metaBool.Get(tx, keyCompactFiles); due {
			t.Error("files.db would be written anew at every start")
		}
		if _, named := ReferencedFiles(tx)[sha]; named {
			t.Error("a purged file counts as referred to")
		}
		return errors.Join(VerifyRegister(tx), db.verifyReferences(tx))
	})
	if err != nil {
		t.Error(err)
	}
}
