package storage

import (
	"errors"
	"hash/fnv"
	"os"
)

// bbolt maps a file into memory and trusts it: a file shorter than its own
// records faults the process beyond recovery, and one of length zero is taken
// for new. So the two meta pages are read here before bbolt sees the file.

const (
	boltMagic    = 0xED0CDAED
	boltHeader   = 16 // bytes of a page before the meta record
	boltSummed   = 56 // bytes of the record under its checksum
	smallestBolt = 4 * 512
)

// boltRecord is what a meta page says.
type boltRecord struct {
	pageSize    int64
	root, pages uint64 // the tree's first page; how many pages there are
	txid        uint64
}

// size is the number of bytes the file must have.
func (m boltRecord) size() int64 { return m.pageSize * int64(m.pages) }

// newestMeta finds the newest valid meta page of a database file.
func newestMeta(path string) (newest boltRecord, have int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return newest, 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return newest, 0, err
	}
	have = info.Size()
	// The second meta page lies at the page size, which the first would tell
	// were it whole.
	for _, at := range []int64{0, 1 << 12, 1 << 13, 1 << 14, 1 << 15, 1 << 16} {
		raw := make([]byte, boltHeader+boltSummed+8)
		if _, err := f.ReadAt(raw, at); err != nil {
			continue
		}
		if m, ok := readMeta(raw[boltHeader:]); ok && (newest.pages == 0 || m.txid > newest.txid) {
			newest = m
		}
	}
	if newest.pages == 0 {
		return newest, have, damaged(path, errors.New("it is no database any more"))
	}
	return newest, have, nil
}

// readMeta reads a meta record (bbolt internal/common/meta.go).
func readMeta(m []byte) (boltRecord, bool) {
	sum := fnv.New64a()
	sum.Write(m[:boltSummed])
	if native.Uint32(m) != boltMagic || native.Uint64(m[boltSummed:]) != sum.Sum64() {
		return boltRecord{}, false
	}
	return boltRecord{
		pageSize: int64(native.Uint32(m[8:])), root: native.Uint64(m[16:]),
		pages: native.Uint64(m[40:]), txid: native.Uint64(m[48:]),
	}, true
}
