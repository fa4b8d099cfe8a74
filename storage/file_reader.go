package storage

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"

	"go.etcd.io/bbolt"
)

// FileReader reads a stored file chunk by chunk, each in a short transaction
// of its own, so a slow receiver holds nothing. Each chunk is checked before a
// byte of it is handed out; read from the beginning, the whole is checked
// against its SHA-256 before the last chunk is. It is for one goroutine.
type FileReader struct {
	files *bbolt.DB
	info  FileInfo
	pos   int64
	buf   []byte // the chunk at hand
	chunk int    // its number; -1 when none
	sum   hash.Hash
	next  int // chunks hashed so far
	err   error
}

// OpenFile opens a complete file; ErrNoFile when there is none.
func (db *DB) OpenFile(sha string) (*FileReader, error) {
	info, err := db.FileInfo(sha)
	if err != nil {
		return nil, err
	}
	return newReader(db.files, info), nil
}

func newReader(files *bbolt.DB, info FileInfo) *FileReader {
	return &FileReader{files: files, info: info, chunk: -1, sum: sha256.New()}
}

// Size is the file's size in bytes.
func (r *FileReader) Size() int64 { return r.info.Size }

// Read reads on; ErrDamaged when what is stored is not what was written.
func (r *FileReader) Read(p []byte) (int, error) {
	if r.err != nil {
		return 0, r.err
	}
	if r.pos >= r.info.Size {
		if r.info.Size == 0 && r.chunk < 0 {
			r.err = r.load(0)
		}
		if r.err != nil {
			return 0, r.err
		}
		return 0, io.EOF
	}
	if len(p) == 0 {
		return 0, nil
	}
	if want := int(r.pos / chunkSize); want != r.chunk {
		if r.err = r.load(want); r.err != nil {
			return 0, r.err
		}
	}
	n := copy(p, r.buf[r.pos%chunkSize:])
	r.pos += int64(n)
	return n, nil
}

// Seek moves to an offset in bytes.
func (r *FileReader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.pos
	case io.SeekEnd:
		offset += r.info.Size
	}
	if offset < 0 {
		return r.pos, errors.New("storage: seek before the beginning of a file")
	}
	r.pos = offset
	return offset, nil
}

// Close ends the reading.
func (r *FileReader) Close() error {
	r.err, r.buf = errReaderOver, nil
	return nil
}

var errReaderOver = errors.New("storage: the file was closed")

func (r *FileReader) load(n int) error {
	r.chunk = -1
	want := int(min(chunkSize, r.info.Size-int64(n)*chunkSize))
	err := view(r.files, func(b *bbolt.Tx) error {
		raw := b.Bucket([]byte("chunks")).Get(K(r.info.ID, n))
		if len(raw) != crcSize+want || crc32.Checksum(raw[crcSize:], castagnoli) != binary.BigEndian.Uint32(raw) {
			return fmt.Errorf("%w: chunk %d of file %s", ErrDamaged, n, r.info.SHA256)
		}
		r.buf = append(r.buf[:0], raw[crcSize:]...)
		return nil
	})
	if err != nil {
		return err
	}
	if n == r.next {
		r.sum.Write(r.buf)
		r.next++
		if r.next == r.info.Chunks && hex.EncodeToString(r.sum.Sum(nil)) != r.info.SHA256 {
			return fmt.Errorf("%w: file %s is not what its hash says", ErrDamaged, r.info.SHA256)
		}
	}
	r.chunk = n
	return nil
}
