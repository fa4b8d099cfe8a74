package storage

import (
	"encoding/binary"
	"fmt"
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

// boltSize is the number of bytes a database file must have according to its
// newest valid meta page.
func boltSize(path string) (need, have int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, 0, err
	}
	have = info.Size()
	var newest uint64
	// The second meta page lies at the page size, which the first would tell
	// were it whole.
	for _, at := range []int64{0, 1 << 12, 1 << 13, 1 << 14, 1 << 15, 1 << 16} {
		raw := make([]byte, boltHeader+boltSummed+8)
		if _, err := f.ReadAt(raw, at); err != nil {
			continue
		}
		if size, txid, ok := boltMeta(raw[boltHeader:]); ok && (need == 0 || txid > newest) {
			need, newest = size, txid
		}
	}
	if need == 0 {
		return 0, have, fmt.Errorf("%w: %s is not a database any more; %s", ErrDamaged, path, howToRestore)
	}
	return need, have, nil
}

// boltMeta reads magic, page size, high-water page and transaction from a meta
// record (bbolt internal/common/meta.go).
func boltMeta(m []byte) (size int64, txid uint64, ok bool) {
	order := binary.NativeEndian
	sum := fnv.New64a()
	sum.Write(m[:boltSummed])
	if order.Uint32(m) != boltMagic || order.Uint64(m[boltSummed:]) != sum.Sum64() {
		return 0, 0, false
	}
	pageSize, pages := order.Uint32(m[8:]), order.Uint64(m[40:])
	return int64(pageSize) * int64(pages), order.Uint64(m[48:]), true
}
