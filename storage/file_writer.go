package storage

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"hash/crc32"
	"time"

	"go.etcd.io/bbolt"
)

// castagnoli guards each chunk, so that a flipped bit is found before a byte
// of the chunk is handed out.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

const crcSize = 4

// FileWriter stores one upload. Its memory is one chunk whatever the size of
// the file. It is for one goroutine; end it with Commit or Abort.
type FileWriter struct {
	db     *DB
	now    time.Time
	id     uint64 // 0 until the first chunk
	buf    []byte // room for the checksum, then the bytes of the chunk
	chunks int
	size   int64
	sum    hash.Hash
	err    error
}

var errWriterOver = errors.New("storage: the file was committed or aborted")

// NewFile begins an upload; now is what its manifest will say. Nothing is
// visible before Commit.
func (db *DB) NewFile(now time.Time) *FileWriter {
	return &FileWriter{db: db, now: now, sum: sha256.New(), buf: make([]byte, crcSize, crcSize+chunkSize)}
}

// Write takes more bytes; each full chunk is stored at once. After an error,
// which IsFull may explain, only Abort is left.
func (w *FileWriter) Write(p []byte) (int, error) {
	n := 0
	for len(p) > 0 && w.err == nil {
		k := min(len(p), cap(w.buf)-len(w.buf))
		w.buf = append(w.buf, p[:k]...)
		p, n = p[k:], n+k
		if len(w.buf) == cap(w.buf) {
			w.flush()
		}
	}
	return n, w.err
}

// Size is how many bytes were taken so far.
func (w *FileWriter) Size() int64 { return w.size + int64(len(w.buf)-crcSize) }

func (w *FileWriter) flush() {
	data := w.buf[crcSize:]
	w.sum.Write(data)
	binary.BigEndian.PutUint32(w.buf, crc32.Checksum(data, castagnoli))
	id := w.id
	err := update(w.db.files, func(b *bbolt.Tx) error {
		if id == 0 {
			var err error
			if id, err = w.stage(b); err != nil {
				return err
			}
		}
		return b.Bucket([]byte("chunks")).Put(K(id, w.chunks), w.buf)
	})
	if err != nil {
		if w.id == 0 && id != 0 {
			w.db.uploads.end(id) // rolled back: the next upload gets the id
		}
		w.err = err
		return
	}
	w.id = id
	w.chunks++
	w.size += int64(len(data))
	w.buf = w.buf[:crcSize]
}

// stage takes an id. It is live before the commit shows it to a sweep.
func (w *FileWriter) stage(b *bbolt.Tx) (uint64, error) {
	staging := b.Bucket([]byte("staging"))
	id, err := staging.NextSequence()
	if err != nil {
		return 0, err
	}
	w.db.uploads.begin(id)
	return id, staging.Put(K(id), present)
}

// Commit completes the file and tells its SHA-256 (hex) and size in bytes.
// Content that is there already is not stored twice. After an error call
// Abort.
func (w *FileWriter) Commit() (sha string, size int64, err error) {
	if w.err == nil && (len(w.buf) > crcSize || w.id == 0) {
		w.flush()
	}
	if w.err != nil {
		return "", 0, w.err
	}
	sha = hex.EncodeToString(w.sum.Sum(nil))
	twin := false
	err = update(w.db.files, func(b *bbolt.Tx) error {
		w.db.uploads.complete(sha, w.size)
		files := b.Bucket([]byte("files"))
		if twin = files.Get([]byte(sha)) != nil; twin {
			return nil
		}
		raw, err := json.Marshal(FileInfo{SHA256: sha, Size: w.size, Chunks: w.chunks, ID: w.id, At: w.now, Complete: true})
		if err != nil {
			return err
		}
		if err := files.Put([]byte(sha), raw); err != nil {
			return err
		}
		return b.Bucket([]byte("staging")).Delete(K(w.id))
	})
	if err != nil {
		w.err = err
		return "", 0, err
	}
	if twin {
		return sha, w.size, w.Abort()
	}
	w.over()
	return sha, w.size, nil
}

// Abort forgets the upload; after Commit it does nothing. What cannot be
// removed now is removed by the next sweep.
func (w *FileWriter) Abort() error {
	if errors.Is(w.err, errWriterOver) {
		return nil
	}
	id := w.id
	w.over()
	if id == 0 {
		return nil
	}
	return w.db.dropStaging(id)
}

func (w *FileWriter) over() {
	if w.id != 0 {
		w.db.uploads.end(w.id)
	}
	w.err, w.buf = errWriterOver, nil
}
