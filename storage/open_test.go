package storage

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

func TestFreshDirectory(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	db := open(t, dir)
	if !db.Fresh() {
		t.Error("an absent directory is not fresh")
	}
	write(t, db, func(tx *Tx) { SetWatermark(tx, 7) })
	_ = db.Close()
	if runtime.GOOS != "windows" {
		for path, want := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, stateFile): 0o600, filepath.Join(dir, filesFile): 0o600} {
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
				t.Errorf("%s: %v %v, want %v", path, info.Mode(), err, want)
			}
		}
	}
	db = open(t, dir)
	if db.Fresh() {
		t.Error("a used directory is fresh")
	}
	read(t, db, func(tx *Tx) {
		if Watermark(tx) != 7 {
			t.Error("the watermark is gone")
		}
	})
}

func TestEmptyDirectoryAndWhatMayLieInIt(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"lost+found", "telegram"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	_, err := Open(dir, Options{})
	wantErr(t, err, ErrNotEmpty)
	db, err := Open(dir, Options{Beside: []string{"telegram"}})
	if err != nil || !db.Fresh() {
		t.Fatal(err)
	}
	_ = db.Close()
}

// used is the directory of a bot that ran.
func used(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	db := open(t, dir)
	write(t, db, func(tx *Tx) {
		for i := range 300 {
			People.Put(tx, K(int64(i)), Person{ID: int64(i), Name: strings.Repeat("n", 500)})
		}
		Note(tx, Entry{Action: "start"})
	})
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestUsedDirectoryRefused(t *testing.T) {
	state, files := stateFile, filesFile
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		spoil func(dir string)
		want  error
	}{
		"state gone":  {func(d string) { must(os.Remove(filepath.Join(d, state))) }, ErrMissingDatabase},
		"files gone":  {func(d string) { must(os.Remove(filepath.Join(d, files))) }, ErrMissingDatabase},
		"state empty": {func(d string) { must(os.Truncate(filepath.Join(d, state), 0)) }, ErrMissingDatabase},
		"files empty": {func(d string) { must(os.Truncate(filepath.Join(d, files), 0)) }, ErrMissingDatabase},
		"state 100 B": {func(d string) { must(os.Truncate(filepath.Join(d, state), 100)) }, ErrMissingDatabase},
		"state cut":   {func(d string) { must(os.Truncate(filepath.Join(d, state), 64<<10)) }, ErrDamaged},
		"state text":  {func(d string) { must(os.WriteFile(filepath.Join(d, state), bytes.Repeat([]byte("x"), 1<<16), 0o600)) }, ErrDamaged},
		"both metas":  {func(d string) { scribble(t, filepath.Join(d, state), 0, 8192) }, ErrDamaged},
		"tree pages":  {func(d string) { scribble(t, filepath.Join(d, state), 8192, 200<<10) }, ErrDamaged},
		"other's files": {func(d string) {
			other := used(t)
			must(os.Rename(filepath.Join(other, files), filepath.Join(d, files)))
		}, ErrDamaged},
		"a backup":            {func(d string) { must(os.WriteFile(filepath.Join(d, manifestFile), []byte("{}"), 0o600)) }, ErrNotEmpty},
		"a half-done restore": {func(d string) { must(os.WriteFile(filepath.Join(d, state+restoring), nil, 0o600)) }, ErrDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			dir := used(t)
			c.spoil(dir)
			_, err := Open(dir, Options{})
			wantErr(t, err, c.want)
			if !strings.Contains(err.Error(), "restore") {
				t.Errorf("does not say what to do: %v", err)
			}
		})
	}
}

func TestCutAuditIsSeenAtStart(t *testing.T) {
	dir := used(t)
	db := open(t, dir)
	write(t, db, func(tx *Tx) { audit.Delete(tx, K(uint64(1))) })
	_ = db.Close()
	_, err := Open(dir, Options{})
	wantErr(t, err, ErrDamaged)
}

func scribble(t *testing.T, path string, from, to int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt(bytes.Repeat([]byte{0xAB}, int(to-from)), from); err != nil {
		t.Fatal(err)
	}
}

// TestKilledWhileMakingNewDirectory takes a new directory back to every point
// a kill may leave it at.
func TestKilledWhileMakingNewDirectory(t *testing.T) {
	whole := t.TempDir()
	if err := createBoth(whole, Options{Rand: bytes.NewReader(make([]byte, 100))}); err != nil {
		t.Fatal(err)
	}
	s, f := stateFile, filesFile
	for name, c := range map[string]map[string]string{
		"nothing":           {},
		"state begun":       {s + unborn: ""},
		"files begun":       {s + unborn: s + unborn, f + unborn: ""},
		"both written":      {s + unborn: s + unborn, f + unborn: f + unborn},
		"files named":       {s + unborn: s + unborn, f: f + unborn},
		"both named":        {s: s + unborn, f: f + unborn},
		"state half-synced": {s + unborn: "", f + unborn: f + unborn},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for to, from := range c {
				var err error
				if from == "" {
					err = os.WriteFile(filepath.Join(dir, to), nil, 0o600)
				} else {
					err = copyOut(filepath.Join(whole, from), filepath.Join(dir, to))
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			db := open(t, dir)
			if db.Fresh() == (name == "both named") {
				t.Errorf("fresh: %v", db.Fresh())
			}
			write(t, db, func(tx *Tx) { Note(tx, Entry{Action: "a"}) })
			_ = db.Close()
			if _, err := Verify(dir); err != nil {
				t.Error(err)
			}
			entries, _ := os.ReadDir(dir)
			if len(entries) != 2 {
				t.Errorf("left over: %v", entries)
			}
		})
	}
}

func TestSecondProcess(t *testing.T) {
	db := newDB(t)
	began := time.Now()
	_, err := Open(db.Dir(), Options{})
	wantErr(t, err, ErrInUse)
	_, err = Verify(db.Dir())
	wantErr(t, err, ErrInUse)
	if d := time.Since(began); d > 2*lockWait+time.Second {
		t.Errorf("told after %v", d)
	}
}

// TestKill copies the files between transactions, as a kill leaves them.
func TestKill(t *testing.T) {
	db := newDB(t)
	for i := range 8 {
		write(t, db, func(tx *Tx) {
			SetWatermark(tx, int64(i))
			handIn(tx, "vks", i+1)
			Note(tx, Entry{Actor: 1, Action: "submit"})
			Outbox.Add(tx, Job{Lane: "1"})
		})
		w := db.NewFile(noon)
		if _, err := w.Write(make([]byte, 600<<10+i)); err != nil {
			t.Fatal(err)
		}
		if i%2 == 0 {
			if _, _, err := w.Commit(); err != nil {
				t.Fatal(err)
			}
		}
		copied := open(t, copyDir(t, db.Dir()))
		read(t, copied, func(tx *Tx) {
			if n := Watermark(tx); n != int64(i) {
				t.Errorf("after kill %d the watermark is %d", i, n)
			}
			if n := len(slices.Collect(Outbox.All(tx))); n != i+1 {
				t.Errorf("after kill %d the outbox holds %d", i, n)
			}
		})
		if err := copied.files.View(func(b *bbolt.Tx) error {
			if n := count(b.Bucket([]byte("staging"))); n != 0 {
				t.Errorf("after kill %d %d uploads are left over", i, n)
			}
			if n, want := count(b.Bucket([]byte("chunks"))), 3*(i/2+1); n != want {
				t.Errorf("after kill %d %d chunks, want %d", i, n, want)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		_ = copied.Close()
		if _, err := Verify(copied.Dir()); err != nil {
			t.Error(err)
		}
	}
}

func TestFull(t *testing.T) {
	dir := t.TempDir()
	db, err := Open(dir, Options{MaxState: 16 << 20, MaxFiles: 16 << 20})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	w := db.NewFile(noon)
	for err == nil {
		_, err = w.Write(make([]byte, chunkSize))
	}
	if !IsFull(err) {
		t.Fatalf("full files.db: %v", err)
	}
	if err := w.Abort(); err != nil {
		t.Fatal(err)
	}
	w = db.NewFile(noon)
	if _, err := w.Write(make([]byte, 1<<20)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.Commit(); err != nil {
		t.Errorf("after room was made: %v", err)
	}
	n := 0
	for err = nil; err == nil; n++ {
		err = db.Update(noon, func(tx *Tx) error {
			for i := range 100 {
				Outbox.Add(tx, Job{Payload: bytes.Repeat([]byte{'0' + byte(i%10)}, 10_000)})
			}
			return nil
		})
	}
	if !IsFull(err) {
		t.Fatalf("full state.db: %v", err)
	}
	read(t, db, func(tx *Tx) {
		if got := len(slices.Collect(Outbox.All(tx))); got != 100*(n-1) {
			t.Errorf("%d rows of %d whole transactions", got, n-1)
		}
	})
}
