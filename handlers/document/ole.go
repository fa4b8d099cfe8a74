package document

import (
	"encoding/binary"
	"unicode/utf16"
)

var oleMagic = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

// Limits for the directory of an old binary office file ([MS-CFB]).
const (
	maxDirSectors = 256
	noSector      = 0xfffffffa // this and above are marks, not sectors
	dirEntry      = 128
)

// compound is as much of a compound file as it takes to list its streams.
type compound struct {
	at    *windowed
	shift uint
	head  []byte
}

type stream struct {
	name  string
	start uint32
	size  uint64
}

// ole judges a compound file by the names of its streams: a Word or Excel file
// of the old kind, a locked new one, or something to refuse.
func ole(at *windowed, head []byte) (mediaType, problem string) {
	if len(head) < 512 {
		return "", Damaged
	}
	c := compound{at: at, head: head, shift: uint(binary.LittleEndian.Uint16(head[30:]))}
	if c.shift != 9 && c.shift != 12 {
		return "", Damaged
	}
	at.budget = 4 << 20
	streams, ok := c.streams()
	if !ok {
		return "", Damaged
	}
	for _, s := range streams {
		switch s.name {
		case "EncryptedPackage", "EncryptionInfo":
			return "", Encrypted
		case "VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros":
			return "", Macro
		case "WordDocument":
			mediaType = DOC
			if h := c.first(s, 12); len(h) == 12 && h[11]&1 != 0 { // FIB, fEncrypted
				return "", Encrypted
			}
		case "Workbook", "Book":
			mediaType = XLS
			if h := c.first(s, 64); locked(h) {
				return "", Encrypted
			}
		}
	}
	if mediaType == "" {
		return "", WrongType
	}
	return mediaType, ""
}

// locked reports whether a FILEPASS record follows the first one of a workbook
// ([MS-XLS] 2.4.117).
func locked(h []byte) bool {
	if len(h) < 8 {
		return false
	}
	next := 4 + int(binary.LittleEndian.Uint16(h[2:]))
	return next+2 <= len(h) && binary.LittleEndian.Uint16(h[next:]) == 0x2f
}

// first reads the beginning of a stream; nothing for the small ones, which are
// kept elsewhere.
func (c compound) first(s stream, n int64) []byte {
	if s.size < 4096 || s.start >= noSector {
		return nil
	}
	return c.at.bytes(c.offset(s.start), n)
}

func (c compound) offset(sector uint32) int64 { return (int64(sector) + 1) << c.shift }

// streams walks the chain of directory sectors. A chain that runs in a circle
// ends at the limit.
func (c compound) streams() ([]stream, bool) {
	var out []stream
	sector := binary.LittleEndian.Uint32(c.head[48:])
	for range maxDirSectors {
		if sector >= noSector {
			return out, len(out) > 0
		}
		raw := c.at.bytes(c.offset(sector), 1<<c.shift)
		if len(raw) < dirEntry {
			return nil, false
		}
		for ; len(raw) >= dirEntry; raw = raw[dirEntry:] {
			if s, ok := entry(raw[:dirEntry]); ok {
				out = append(out, s)
			}
		}
		next, ok := c.next(sector)
		if !ok {
			return nil, false
		}
		sector = next
	}
	return nil, false
}

func entry(raw []byte) (stream, bool) {
	n := int(binary.LittleEndian.Uint16(raw[64:]))
	if raw[66] == 0 || n < 2 || n > 64 {
		return stream{}, false
	}
	var name []uint16
	for i := 0; i+2 < n; i += 2 {
		name = append(name, binary.LittleEndian.Uint16(raw[i:]))
	}
	return stream{
		name:  string(utf16.Decode(name)),
		start: binary.LittleEndian.Uint32(raw[116:]),
		size:  uint64(binary.LittleEndian.Uint32(raw[120:])),
	}, true
}

// next follows the allocation table by one step. Only the 109 tables named in
// the header are known, which covers files of 7 MB; a directory beyond that is
// followed through the list of further tables.
func (c compound) next(sector uint32) (uint32, bool) {
	perTable := uint32(1) << (c.shift - 2)
	table, ok := c.table(int(sector / perTable))
	if !ok {
		return 0, false
	}
	raw := c.at.bytes(c.offset(table)+int64(sector%perTable)*4, 4)
	if len(raw) < 4 {
		return 0, false
	}
	return binary.LittleEndian.Uint32(raw), true
}

func (c compound) table(n int) (uint32, bool) {
	if n < 109 {
		s := binary.LittleEndian.Uint32(c.head[76+4*n:])
		return s, s < noSector
	}
	n -= 109
	per := 1<<(c.shift-2) - 1
	list := binary.LittleEndian.Uint32(c.head[68:])
	for ; list < noSector && n >= per; n -= per {
		raw := c.at.bytes(c.offset(list)+int64(per)*4, 4)
		if len(raw) < 4 {
			return 0, false
		}
		list = binary.LittleEndian.Uint32(raw)
	}
	if list >= noSector {
		return 0, false
	}
	raw := c.at.bytes(c.offset(list)+int64(n)*4, 4)
	if len(raw) < 4 {
		return 0, false
	}
	s := binary.LittleEndian.Uint32(raw)
	return s, s < noSector
}
