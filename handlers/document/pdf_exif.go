package document

import "encoding/binary"

const (
	tagOrientation = 0x0112
	exifShort      = 3
	exifEntry      = 12
)

// exifOrientation reads the orientation, 1..8, from a TIFF block as Exif has it
// (CIPA DC-008, 4.6.4); 1, upright, for whatever cannot be read. Only the first
// directory is looked at, nothing is followed but its one offset.
func exifOrientation(b []byte) int {
	if len(b) < 8 {
		return 1
	}
	var order binary.ByteOrder
	switch string(b[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	start := uint64(order.Uint32(b[4:]))
	if start+2 > uint64(len(b)) {
		return 1
	}
	b = b[start:]
	entries := int(order.Uint16(b))
	for b = b[2:]; entries > 0 && len(b) >= exifEntry; entries-- {
		if order.Uint16(b) == tagOrientation {
			if v := int(order.Uint16(b[8:])); order.Uint16(b[2:]) == exifShort && v >= 1 && v <= 8 {
				return v
			}
			return 1
		}
		b = b[exifEntry:]
	}
	return 1
}
