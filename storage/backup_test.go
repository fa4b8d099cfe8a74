package storage

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"thidua/campaign"
)

// submit hands in one report with a file, as the bot does: the bytes first.
func submit(t testing.TB, db *DB, version int) RegisterEntry {
	data := noise(uint64(version), chunkSize+version)
	sha := store(t, db, data)
	var e RegisterEntry
	err := db.Update(noon, func(tx *Tx) error {
		e = handIn(tx, "vks", version, campaign.Attachment{ID: fmt.Sprint(version), Size: int64(len(data)), SHA256: sha})
		Note(tx, Entry{Actor: 77, Action: "submit"})
		SetWatermark(tx, int64(version))
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	return e
}

// TestBackupWhileWriting backs up a busy bot, restores each copy and compares
// it with what was committed: a backup holds the first n hand-ins for some n,
// each with its file.
func TestBackupWhileWriting(t *testing.T) {
	db := newDB(t)
	submit(t, db, 1)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for v := 2; ; v++ {
			select {
			case <-stop:
				return
			default:
				submit(t, db, v)
			}
		}
	})
	dir := t.TempDir()
	for i := range 3 {
		m, err := db.Backup(dir, noon.Add(time.Duration(i/2)*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		if m.Watermark < 1 || m.Held.Rows["submissions"] != int(m.Watermark) || m.Held.Files < int(m.Watermark) || m.AuditSeq != uint64(m.Watermark) {
			t.Errorf("manifest %+v", m)
		}
	}
	close(stop)
	wg.Wait()
	stamps, err := Backups(dir)
	if want := []string{"20210610-050000", "20210610-050000-2", "20210610-060000"}; err != nil || !slices.Equal(stamps, want) {
		t.Fatalf("backups %q %v, want %q", stamps, err, want)
	}
	for _, stamp := range stamps {
		checkRestored(t, filepath.Join(dir, stamp))
	}
	if gone, err := PruneBackups(dir, 2); err != nil || !slices.Equal(gone, stamps[:1]) {
		t.Errorf("pruned %q %v", gone, err)
	}
	if left, _ := Backups(dir); !slices.Equal(left, stamps[1:]) {
		t.Errorf("left %q", left)
	}
}

func checkRestored(t *testing.T, from string) {
	t.Helper()
	to := filepath.Join(t.TempDir(), "new")
	r, err := Restore(from, to, noon.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	n := r.Rows["submissions"]
	db := open(t, to)
	if db.Fresh() {
		t.Error("a restored directory is fresh")
	}
	write(t, db, func(tx *Tx) {
		if e := handIn(tx, "ta", 1); e.Number != n+RegisterJump {
			t.Errorf("after %d the register goes on at %d", n, e.Number)
		}
		if e := AuditTrail(tx, 1, 0)[0]; e.Action != "restore" || e.Object != filepath.Base(from) {
			t.Errorf("audit %+v", e)
		}
		for v := range n {
			e, ok := FindReceipt(tx, 2021, v+1)
			s, has := Submissions.Get(tx, K("kt-2021", "vks", "mid", v+1))
			if !ok || !has || e.Version != v+1 {
				t.Fatalf("number %d: %+v", v+1, e)
			}
			got, err := load(db, s.Attachments[0].SHA256)
			if err != nil || !bytes.Equal(got, noise(uint64(v+1), chunkSize+v+1)) {
				t.Errorf("file of %d: %v", v+1, err)
			}
		}
	})
	_ = db.Close()
	if _, err := Verify(to); err != nil {
		t.Error(err)
	}
}

func TestBackupOfNothing(t *testing.T) {
	db := newDB(t)
	dir := filepath.Join(db.Dir(), "backups")
	if _, err := db.Backup(dir, noon); err != nil {
		t.Fatal(err)
	}
	to := t.TempDir()
	if _, err := Restore(dir, to, noon); err != nil { // the newest of the directory
		t.Fatal(err)
	}
	if _, err := Verify(to); err != nil {
		t.Error(err)
	}
	_, err := Restore(dir, to, noon)
	wantErr(t, err, ErrNotEmpty)
	_, err = Open(filepath.Join(dir, "20210610-050000"), Options{})
	wantErr(t, err, ErrNotEmpty)
}

// TestKilledBackup leaves what a kill leaves; the older backup stays good and
// the next one tidies up.
func TestKilledBackup(t *testing.T) {
	db := newDB(t)
	submit(t, db, 1)
	dir := t.TempDir()
	m, err := db.Backup(dir, noon)
	if err != nil {
		t.Fatal(err)
	}
	half := filepath.Join(dir, unfinished+"20210610-060000")
	if err := os.Mkdir(half, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(half, stateFile), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if all, err := Backups(dir); len(all) != 1 || err != nil {
		t.Errorf("backups %q %v", all, err)
	}
	if r, err := Verify(dir); err != nil || filepath.Base(r.Dir) != m.Stamp {
		t.Errorf("%+v %v", r, err)
	}
	if _, err := db.Backup(dir, noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(half); !os.IsNotExist(err) {
		t.Errorf("%s is still there", half)
	}
}

func TestBackupToNowhere(t *testing.T) {
	db := newDB(t)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Backup(file, noon); err == nil {
		t.Error("backed up into a file")
	}
}

func TestDamagedBackupIsNotRestored(t *testing.T) {
	db := newDB(t)
	submit(t, db, 1)
	dir := t.TempDir()
	m, err := db.Backup(dir, noon)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{stateFile, filesFile} {
		bad := copyDir(t, filepath.Join(dir, m.Stamp))
		info, err := os.Stat(filepath.Join(bad, name))
		if err != nil {
			t.Fatal(err)
		}
		scribble(t, filepath.Join(bad, name), info.Size()-5000, info.Size()-4999)
		_, err = Verify(bad)
		wantErr(t, err, ErrDamaged)
		to := filepath.Join(t.TempDir(), "new")
		_, err = Restore(bad, to, noon)
		wantErr(t, err, ErrDamaged)
		if _, err := os.Stat(to); !os.IsNotExist(err) {
			t.Errorf("%s damaged: the new directory was begun", name)
		}
	}
}

func TestVerifyFinds(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*Tx)
		says  string
	}{
		"audit": {func(tx *Tx) {
			e, _ := audit.Get(tx, K(uint64(1)))
			e.Why = "changed"
			audit.Put(tx, K(uint64(1)), e)
		}, "audit entry 1 was changed"},
		"register":   {func(tx *Tx) { register.Delete(tx, K(2021, 1)) }, "register: number 1/2021 is missing"},
		"submission": {func(tx *Tx) { Submissions.Delete(tx, K("kt-2021", "vks", "mid", 2)) }, "what number 2/2021 stands for is missing"},
		"file": {func(tx *Tx) {
			Drafts.Put(tx, K("kt-2021", "ta", "mid"), campaign.Draft{Attachments: []campaign.Attachment{{SHA256: "00"}}})
		}, "file 00 of draft"},
		"index": {func(tx *Tx) {
			j := Agenda.Add(tx, Job{Lane: "n", Due: noon})
			Agenda.drop(tx, "due", K(j.Due, j.ID))
		}, "job 1 of agenda is not in its index"},
		"stale index": {func(tx *Tx) { Agenda.index(tx, "lane", K("n", uint64(9))) }, "an index of agenda names jobs that are gone"},
		"job":         {func(tx *Tx) { _ = Outbox.bucket(tx, "rows").Put(K(uint64(1)), []byte("{}")) }, "not a job"},
		"name":        {func(tx *Tx) { owners.Delete(tx, K("is", Pseudonym(tx, 77))) }, "does not lead back"},
	} {
		t.Run(name, func(t *testing.T) {
			db := newDB(t)
			submit(t, db, 1)
			submit(t, db, 2)
			write(t, db, c.spoil)
			_ = db.Close()
			r, err := Verify(db.Dir())
			wantErr(t, err, ErrDamaged)
			if len(r.Problems) != 1 || !strings.Contains(r.Problems[0], c.says) {
				t.Errorf("problems %q, want one with %q", r.Problems, c.says)
			}
		})
	}
	_, err := Verify(t.TempDir())
	wantErr(t, err, ErrMissingDatabase)
}

// TestFilesDoNotGrowWithoutEnd uploads and sweeps over and over while backups
// are made: space freed is used again.
func TestFilesDoNotGrowWithoutEnd(t *testing.T) {
	db := newDB(t)
	dir := t.TempDir()
	var size int64
	for i := range 6 {
		for k := range 4 {
			store(t, db, noise(uint64(i*4+k), 4*chunkSize))
		}
		if _, err := db.Backup(dir, noon.Add(time.Duration(i)*time.Hour)); err != nil {
			t.Fatal(err)
		}
		_ = db.Close()
		db = open(t, db.Dir())
		if n, err := db.SweepFiles(func(string) bool { return false }); n != 4 || err != nil {
			t.Fatal(n, err)
		}
		info, err := os.Stat(filepath.Join(db.Dir(), filesFile))
		if err != nil {
			t.Fatal(err)
		}
		if i == 1 {
			size = info.Size()
		}
		if i > 1 && info.Size() > size {
			t.Errorf("round %d: %d bytes, were %d", i, info.Size(), size)
		}
	}
}
