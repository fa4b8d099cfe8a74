package storage

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"
)

func noise(seed uint64, n int) []byte {
	var key [32]byte
	key[0], key[1] = byte(seed), byte(seed>>8)
	out := make([]byte, n)
	_, _ = rand.NewChaCha8(key).Read(out)
	return out
}

func store(t testing.TB, db *DB, data []byte) string {
	t.Helper()
	w := db.NewFile(noon)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	sha, size, err := w.Commit()
	if sum := sha256.Sum256(data); err != nil || size != int64(len(data)) || sha != hex.EncodeToString(sum[:]) {
		t.Fatalf("committed %s %d %v", sha, size, err)
	}
	return sha
}

func load(db *DB, sha string) ([]byte, error) {
	r, err := db.OpenFile(sha)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// rows counts what files.db holds: files, chunks, staging rows.
func rows(t testing.TB, db *DB) (files, chunks, staging int) {
	t.Helper()
	if err := db.files.View(func(b *bbolt.Tx) error {
		files, chunks = count(b.Bucket([]byte("files"))), count(b.Bucket([]byte("chunks")))
		staging = count(b.Bucket([]byte("staging")))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return files, chunks, staging
}

func wantRows(t testing.TB, db *DB, files, chunks, staging int) {
	t.Helper()
	if f, c, s := rows(t, db); f != files || c != chunks || s != staging {
		t.Errorf("%d files, %d chunks, %d staging; want %d, %d, %d", f, c, s, files, chunks, staging)
	}
}

func TestFileSizes(t *testing.T) {
	db := newDB(t)
	for i, n := range []int{0, 1, chunkSize - 1, chunkSize, chunkSize + 1, 3 * chunkSize} {
		data := noise(uint64(i), n)
		sha := store(t, db, data)
		got, err := load(db, sha)
		if err != nil || !bytes.Equal(got, data) {
			t.Errorf("%d bytes: %d back, %v", n, len(got), err)
		}
		r, err := db.OpenFile(sha)
		if err != nil {
			t.Fatal(err)
		}
		if err := iotest.TestReader(r, data); err != nil {
			t.Error(err)
		}
	}
}

func TestFileSeeks(t *testing.T) {
	db := newDB(t)
	data := noise(1, 3*chunkSize+77)
	r, err := db.OpenFile(store(t, db, data))
	if err != nil {
		t.Fatal(err)
	}
	model := bytes.NewReader(data)
	rapid.Check(t, func(t *rapid.T) {
		offset := rapid.Int64Range(-int64(len(data)), int64(len(data))+10).Draw(t, "offset")
		whence := rapid.IntRange(0, 2).Draw(t, "whence")
		at, err := r.Seek(offset, whence)
		want, wantErr := model.Seek(offset, whence)
		if (err == nil) != (wantErr == nil) || err == nil && at != want {
			t.Fatalf("seek %d %d: %d %v, want %d %v", offset, whence, at, err, want, wantErr)
		}
		p := make([]byte, rapid.IntRange(0, chunkSize+9).Draw(t, "n"))
		q := make([]byte, len(p))
		n, err := io.ReadFull(r, p)
		m, werr := io.ReadFull(model, q)
		if n != m || err != werr || !bytes.Equal(p, q) {
			t.Fatalf("read %d %v, want %d %v", n, err, m, werr)
		}
	})
}

func TestSameContentIsKeptOnce(t *testing.T) {
	db := newDB(t)
	data := noise(1, 2*chunkSize)
	if a, b := store(t, db, data), store(t, db, data); a != b {
		t.Errorf("%s and %s", a, b)
	}
	wantRows(t, db, 1, 2, 0)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() { store(t, db, noise(2, chunkSize+5)) })
	}
	wg.Wait()
	wantRows(t, db, 2, 4, 0)
}

func TestAbort(t *testing.T) {
	db := newDB(t)
	w := db.NewFile(noon)
	_, _ = w.Write(noise(1, 40*chunkSize))
	wantRows(t, db, 0, 40, 1)
	if err := errors.Join(w.Abort(), w.Abort()); err != nil {
		t.Fatal(err)
	}
	wantRows(t, db, 0, 0, 0)
	if _, err := w.Write([]byte{1}); err == nil {
		t.Error("writes after Abort")
	}
	if _, _, err := w.Commit(); err == nil {
		t.Error("commits after Abort")
	}
	sha := store(t, db, noise(1, 10))
	w = db.NewFile(noon)
	if _, _, err := w.Commit(); err != nil || w.Abort() != nil {
		t.Fatal(err)
	}
	if has, err := db.HasFile(sha); !has || err != nil {
		t.Errorf("the file before is gone: %v", err)
	}
}

// TestDamagedFileIsNeverServed flips one byte of a chunk, swaps chunks, takes
// one out, or changes bytes together with their checksum.
func TestDamagedFileIsNeverServed(t *testing.T) {
	db := newDB(t)
	data := noise(1, 3*chunkSize+9)
	sha := store(t, db, data)
	info, err := db.FileInfo(sha)
	if err != nil {
		t.Fatal(err)
	}
	key := func(n int) []byte { return K(info.ID, n) }
	for name, c := range map[string]struct {
		spoil func(b *bbolt.Bucket) error
		safe  int // chunks that may be served
	}{
		"a byte flipped": {func(b *bbolt.Bucket) error {
			raw := append([]byte(nil), b.Get(key(1))...)
			raw[1234] ^= 4
			return b.Put(key(1), raw)
		}, 1},
		"chunks swapped": {func(b *bbolt.Bucket) error {
			first, second := append([]byte(nil), b.Get(key(0))...), append([]byte(nil), b.Get(key(1))...)
			return errors.Join(b.Put(key(0), second), b.Put(key(1), first))
		}, 3},
		"a chunk out":  {func(b *bbolt.Bucket) error { return b.Delete(key(2)) }, 2},
		"a short one":  {func(b *bbolt.Bucket) error { return b.Put(key(3), b.Get(key(3))[:9]) }, 3},
		"another file": {func(b *bbolt.Bucket) error { return b.Put(key(3), chunkOf(noise(9, 9))) }, 3},
	} {
		t.Run(name, func(t *testing.T) {
			copied := open(t, copyDir(t, db.Dir()))
			if err := copied.files.Update(func(b *bbolt.Tx) error { return c.spoil(b.Bucket([]byte("chunks"))) }); err != nil {
				t.Fatal(err)
			}
			got, err := load(copied, sha)
			wantErr(t, err, ErrDamaged)
			if len(got) > c.safe*chunkSize {
				t.Errorf("%d bytes served", len(got))
			}
			_ = copied.Close()
			r, err := Verify(copied.Dir())
			wantErr(t, err, ErrDamaged)
			if len(r.Problems) != 1 {
				t.Errorf("problems %q", r.Problems)
			}
		})
	}
}

func chunkOf(data []byte) []byte {
	return append(binary.BigEndian.AppendUint32(nil, crc32.Checksum(data, castagnoli)), data...)
}

func TestSweepFiles(t *testing.T) {
	db := newDB(t)
	var shas []string
	for i := range 6 {
		shas = append(shas, store(t, db, noise(uint64(i), chunkSize+i)))
	}
	if n, err := db.SweepFiles(func(string) bool { return false }); n != 0 || err != nil {
		t.Errorf("swept %d files of this run, %v", n, err)
	}
	_ = db.Close()
	db = open(t, db.Dir())
	under := db.NewFile(noon)
	_, _ = under.Write(noise(100, 2*chunkSize))
	again := store(t, db, noise(5, chunkSize+5)) // an upload of what is there
	n, err := db.SweepFiles(func(sha string) bool { return sha == shas[0] || sha == shas[1] })
	if n != 3 || err != nil {
		t.Errorf("swept %d, %v; want 3", n, err)
	}
	wantRows(t, db, 3, 1+2+2+2, 1) // the last two are under way
	if _, _, err := under.Commit(); err != nil {
		t.Error(err)
	}
	for i, sha := range shas {
		_, err := load(db, sha)
		if kept := i < 2 || sha == again; (err == nil) != kept || !kept && !errors.Is(err, ErrNoFile) {
			t.Errorf("file %d: %v", i, err)
		}
	}
}

// TestSweepMeetsCommit runs a Commit at the worst moments of a sweep: after
// the sweep asked whether the file is referred to, and after it listed the
// upload as a leftover.
func TestSweepMeetsCommit(t *testing.T) {
	db := newDB(t)
	sha := store(t, db, noise(1, 1000))
	_ = db.Close()
	db = open(t, db.Dir())
	n, err := db.SweepFiles(func(string) bool {
		store(t, db, noise(1, 1000))
		return false
	})
	if n != 0 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
	info, err := db.FileInfo(sha)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.dropStaging(info.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := load(db, sha); err != nil {
		t.Error(err)
	}
}

// TestSweepWhileUploading lets sweeps run against uploads of few contents;
// what a Commit reported must be there.
func TestSweepWhileUploading(t *testing.T) {
	db := newDB(t)
	for i := range 4 {
		store(t, db, noise(uint64(i), 1000))
	}
	_ = db.Close()
	db = open(t, db.Dir())
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for i := range 10 {
				sha := store(t, db, noise(uint64(g+i)%4, 1000))
				if _, err := load(db, sha); err != nil {
					t.Errorf("after Commit: %v", err)
				}
			}
		})
	}
	for range 5 {
		if _, err := db.SweepFiles(func(string) bool { return false }); err != nil {
			t.Error(err)
		}
	}
	wg.Wait()
	wantRows(t, db, 4, 4, 0)
}

// TestUploadStreams writes 20 MB and watches what the program allocates: the
// chunk is one, bbolt adds its dirty pages, the file never is in memory.
func TestUploadStreams(t *testing.T) {
	db := newDB(t)
	part := noise(1, 64<<10)
	peak := uint64(0)
	runtime.GC()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	w := db.NewFile(noon)
	for i := range 320 {
		if _, err := w.Write(part); err != nil {
			t.Fatal(err)
		}
		if i%16 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&now)
			peak = max(peak, now.HeapAlloc)
		}
	}
	sha, size, err := w.Commit()
	if err != nil || size != 320*64<<10 {
		t.Fatal(size, err)
	}
	if grown := int64(peak) - int64(before.HeapAlloc); grown > 2<<20 {
		t.Errorf("%d bytes live during the upload", grown)
	}
	r, err := db.OpenFile(sha)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := io.Copy(io.Discard, r); n != size || err != nil {
		t.Error(n, err)
	}
}

func TestNoFile(t *testing.T) {
	db := newDB(t)
	if has, err := db.HasFile(fmt.Sprintf("%064x", 0)); has || err != nil {
		t.Error(has, err)
	}
	_, err := db.OpenFile("")
	wantErr(t, err, ErrNoFile)
}

// TestSweepWhileRunning: a file this process completed stays until it is
// settled, then goes if nothing refers to it; the same content completed again
// is protected anew.
func TestSweepWhileRunning(t *testing.T) {
	db, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	store := func() string {
		w := db.NewFile(time.Unix(1, 0))
		if _, err := w.Write(bytes.Repeat([]byte("x"), 1000)); err != nil {
			t.Fatal(err)
		}
		sha, _, err := w.Commit()
		if err != nil {
			t.Fatal(err)
		}
		return sha
	}
	sweep := func() int {
		n, err := db.SweepFiles(func(string) bool { return false })
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	sha := store()
	if db.Unswept() != 1000 {
		t.Errorf("%d bytes unswept", db.Unswept())
	}
	if n := sweep(); n != 0 || db.Unswept() != 0 {
		t.Errorf("%d files swept before they were settled, %d bytes left to sweep", n, db.Unswept())
	}
	store() // sent once more while the first is being settled
	db.Settle(sha)
	if n := sweep(); n != 0 {
		t.Error("the second upload lost its bytes")
	}
	db.Settle(sha)
	if n := sweep(); n != 1 {
		t.Errorf("%d files swept, want 1", n)
	}
	if has, _ := db.HasFile(sha); has {
		t.Error("it is still there")
	}
}
