package storage

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
)

// Opening a database whose freelist is not synced makes bbolt walk its whole
// tree in a goroutine of its own, and so does its Check. A damaged page is a
// panic there that nobody can recover: the process would die with a stack
// instead of saying what to do. So the tree is walked here first, page by
// page out of the file, trusting nothing.

// The layout of a page (bbolt internal/common/page.go): id, flags, count,
// overflow, then count elements of 16 bytes, then keys and values.
const (
	pageHead    = 16
	elementSize = 16
	isBranch    = 0x01
	isLeaf      = 0x02
	isBucket    = 0x01 // of a leaf element
	bucketHead  = 16   // root page and sequence before an inline page
	deepest     = 64
)

var (
	native  = binary.NativeEndian
	errPage = errors.New("damaged page")
)

type walker struct {
	file *os.File
	meta boltRecord
	used map[uint64]bool
}

// walkPages checks every page the newest commit reaches.
func walkPages(path string) error {
	meta, _, err := newestMeta(path)
	if err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := &walker{file: f, meta: meta, used: map[uint64]bool{}}
	return w.tree(meta.root, 0)
}

func (w *walker) tree(id uint64, depth int) error {
	page, err := w.read(id)
	if err != nil {
		return err
	}
	if depth > deepest {
		return fmt.Errorf("%w %d: nested too deep", errPage, id)
	}
	return w.elements(id, page, depth)
}

// read takes a page with its overflow, each only once.
func (w *walker) read(id uint64) ([]byte, error) {
	if id < 2 || id >= w.meta.pages {
		return nil, fmt.Errorf("%w: page %d is outside the file", errPage, id)
	}
	head := make([]byte, pageHead)
	at := int64(id) * w.meta.pageSize
	if _, err := w.file.ReadAt(head, at); err != nil {
		return nil, err
	}
	over := uint64(native.Uint32(head[12:]))
	if native.Uint64(head) != id || over >= w.meta.pages-id {
		return nil, fmt.Errorf("%w %d: it calls itself %d", errPage, id, native.Uint64(head))
	}
	for n := id; n <= id+over; n++ {
		if w.used[n] {
			return nil, fmt.Errorf("%w %d: used twice", errPage, n)
		}
		w.used[n] = true
	}
	page := make([]byte, int64(over+1)*w.meta.pageSize)
	_, err := w.file.ReadAt(page, at)
	return page, err
}

// elements checks a page's keys and follows what it points to.
func (w *walker) elements(id uint64, page []byte, depth int) error {
	flags, n := native.Uint16(page[8:]), int(native.Uint16(page[10:]))
	if pageHead+n*elementSize > len(page) || flags != isBranch && flags != isLeaf {
		return fmt.Errorf("%w %d: flags %x, %d elements", errPage, id, flags, n)
	}
	var last []byte
	for i := range n {
		e := page[pageHead+i*elementSize:]
		key, value, child, err := element(e, flags)
		if err != nil || i > 0 && bytes.Compare(last, key) >= 0 {
			return fmt.Errorf("%w %d: element %d", errPage, id, i)
		}
		last = key
		switch {
		case flags == isBranch:
			err = w.tree(child, depth+1)
		case native.Uint32(e)&isBucket != 0:
			err = w.bucket(id, value, depth+1)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// element reads where key and value lie, counted from the element itself.
func element(e []byte, flags uint16) (key, value []byte, child uint64, err error) {
	if flags == isBranch {
		from, size := uint64(native.Uint32(e)), uint64(native.Uint32(e[4:]))
		if from < elementSize || from+size > uint64(len(e)) {
			return nil, nil, 0, errPage
		}
		return e[from : from+size], nil, native.Uint64(e[8:]), nil
	}
	from, size, more := uint64(native.Uint32(e[4:])), uint64(native.Uint32(e[8:])), uint64(native.Uint32(e[12:]))
	if from < elementSize || from+size+more > uint64(len(e)) {
		return nil, nil, 0, errPage
	}
	return e[from : from+size], e[from+size : from+size+more], 0, nil
}

func (w *walker) bucket(id uint64, value []byte, depth int) error {
	if len(value) < bucketHead {
		return fmt.Errorf("%w %d: a bucket of %d bytes", errPage, id, len(value))
	}
	if root := native.Uint64(value); root != 0 {
		return w.tree(root, depth)
	}
	if len(value) < bucketHead+pageHead || depth > deepest {
		return fmt.Errorf("%w %d: an inline bucket of %d bytes", errPage, id, len(value))
	}
	return w.elements(id, value[bucketHead:], depth)
}
