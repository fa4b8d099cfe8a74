package document

import (
	"errors"
	"io"
)

var (
	errBudget  = errors.New("document: more to read than a document needs")
	errOutside = errors.New("document: a place outside the file")
)

// leastCharge is what a read costs however short it is, so that a chain of tiny
// reads runs out too.
const leastCharge = 512

// windowed reads a file at any place through Seek, and no more bytes in all
// than its budget: whatever a file's directory claims, reading it stays cheap.
type windowed struct {
	r      io.ReadSeeker
	size   int64
	budget int64
	err    error // the first failure of bytes
}

// ReadAt is io.ReaderAt for one reader at a time.
func (w *windowed) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 {
		return 0, errOutside
	}
	if off >= w.size {
		return 0, io.EOF
	}
	want := min(int64(len(p)), w.size-off)
	if w.budget -= max(want, leastCharge); w.budget < 0 {
		return 0, errBudget
	}
	if _, err := w.r.Seek(off, io.SeekStart); err != nil {
		return 0, err
	}
	n, err := io.ReadFull(w.r, p[:want])
	if err == nil && want < int64(len(p)) {
		err = io.EOF
	}
	return n, err
}

// bytes reads at most n bytes at a place; what lies outside the file is left
// out. A failure is kept in err.
func (w *windowed) bytes(off, n int64) []byte {
	if off < 0 {
		n, off = n+off, 0
	}
	n = min(n, w.size-off)
	if n <= 0 {
		return nil
	}
	buf := make([]byte, n)
	got, err := w.ReadAt(buf, off)
	if err != nil && w.err == nil {
		w.err = err
	}
	return buf[:got]
}
