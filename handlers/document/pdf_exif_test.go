package document

import (
	"encoding/binary"
	"testing"
)

// tiff is an Exif block with one directory entry.
func tiff(order binary.ByteOrder, tag, kind, value uint16) []byte {
	b := make([]byte, 26)
	copy(b, "II*\x00")
	if order == binary.BigEndian {
		copy(b, "MM\x00*")
	}
	order.PutUint32(b[4:], 8)
	order.PutUint16(b[8:], 1)
	order.PutUint16(b[10:], tag)
	order.PutUint16(b[12:], kind)
	order.PutUint32(b[14:], 1)
	order.PutUint16(b[18:], value)
	return b
}

func TestExifOrientation(t *testing.T) {
	for v := uint16(1); v <= 8; v++ {
		for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			if got := exifOrientation(tiff(order, tagOrientation, exifShort, v)); got != int(v) {
				t.Errorf("%v: %d is read as %d", order, v, got)
			}
		}
	}
	far := tiff(binary.LittleEndian, tagOrientation, exifShort, 6)
	binary.LittleEndian.PutUint32(far[4:], 0xfffffff0)
	for name, b := range map[string][]byte{
		"nothing": nil, "another tag": tiff(binary.LittleEndian, 0x0110, exifShort, 6), "out of range": tiff(binary.LittleEndian, tagOrientation, exifShort, 9),
		"another type": tiff(binary.LittleEndian, tagOrientation, 4, 6), "directory beyond the end": far, "cut": tiff(binary.BigEndian, tagOrientation, exifShort, 6)[:15],
	} {
		if got := exifOrientation(b); got != 1 {
			t.Errorf("%s: got %d", name, got)
		}
	}
}

func FuzzExifOrientation(f *testing.F) {
	f.Add(tiff(binary.LittleEndian, tagOrientation, exifShort, 6))
	f.Add([]byte("MM\x00*\x00\x00\x00\x08\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if o := exifOrientation(b); o < 1 || o > 8 {
			t.Errorf("orientation %d", o)
		}
	})
}
