package document

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

// Markers of a JPEG file (ITU-T T.81, table B.1).
const (
	markSOI   = 0xd8
	markEOI   = 0xd9
	markSOS   = 0xda
	markAPP0  = 0xe0 // JFIF
	markAPP1  = 0xe1 // Exif, XMP
	markAPP14 = 0xee // Adobe: says how colours are coded
	markCOM   = 0xfe
)

// maxJPEGHead bounds the tables kept before the first scan; real ones take a
// few kilobytes.
const maxJPEGHead = 1 << 20

// jpegHead is the file up to the data of its first scan, without what tells
// about the camera.
type jpegHead struct {
	kept  bytes.Buffer
	adobe bool
}

// readJPEG reads up to and with the first scan's header.
func readJPEG(r *bufio.Reader) (picture, error) {
	p := picture{orientation: 1, jpeg: &jpegHead{}}
	p.jpeg.kept.Write([]byte{0xff, markSOI})
	if _, err := r.Discard(2); err != nil {
		return p, err
	}
	for skipped := 0; p.jpeg.kept.Len() < maxJPEGHead && skipped < 64*maxJPEGHead; {
		mark, body, err := segment(r)
		if err != nil {
			return p, err
		}
		switch {
		case mark == markAPP1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")):
			p.orientation = exifOrientation(body[6:])
		case isFrame(mark):
			if err := p.frame(mark, body); err != nil {
				return p, err
			}
		}
		if drops(mark) {
			skipped += len(body) + 4
			continue
		}
		p.jpeg.adobe = p.jpeg.adobe || mark == markAPP14 && bytes.HasPrefix(body, []byte("Adobe"))
		p.jpeg.keep(mark, body)
		if mark == markSOS {
			if p.components == 0 {
				return p, &refusal{Damaged}
			}
			return p, nil
		}
	}
	return p, &refusal{Damaged}
}

// segment reads a marker and its body.
func segment(r *bufio.Reader) (mark byte, body []byte, err error) {
	b, err := r.ReadByte()
	if err == nil && b != 0xff {
		return 0, nil, &refusal{Damaged}
	}
	for b == 0xff && err == nil { // markers may be padded
		b, err = r.ReadByte()
	}
	if err != nil {
		return 0, nil, err
	}
	body, err = segmentBody(r)
	return b, body, err
}

func segmentBody(r *bufio.Reader) ([]byte, error) {
	var size [2]byte
	if _, err := io.ReadFull(r, size[:]); err != nil {
		return nil, err
	}
	n := int(binary.BigEndian.Uint16(size[:]))
	if n < 2 {
		return nil, &refusal{Damaged}
	}
	body := make([]byte, n-2)
	_, err := io.ReadFull(r, body)
	return body, err
}

// isFrame reports whether a marker starts a frame: SOF0 to SOF15 without the
// tables that lie between them.
func isFrame(mark byte) bool {
	return mark >= 0xc0 && mark <= 0xcf && mark != 0xc4 && mark != 0xc8 && mark != 0xcc
}

// frame reads size and colours. PDF readers know baseline, extended and
// progressive frames of 8 bit.
func (p *picture) frame(mark byte, body []byte) error {
	if len(body) < 6 {
		return &refusal{Damaged}
	}
	if mark > 0xc2 || body[0] != 8 {
		return &refusal{PictureFormat}
	}
	p.height = int(binary.BigEndian.Uint16(body[1:]))
	p.width = int(binary.BigEndian.Uint16(body[3:]))
	p.components = int(body[5])
	if p.components != 1 && p.components != 3 && p.components != 4 {
		return &refusal{PictureFormat}
	}
	return nil
}

// drops reports whether a segment only tells about the camera and the place.
func drops(mark byte) bool {
	return mark == markCOM || mark > markAPP0 && mark <= 0xef && mark != markAPP14
}

func (h *jpegHead) keep(mark byte, body []byte) {
	h.kept.Write([]byte{0xff, mark, byte((len(body) + 2) >> 8), byte(len(body) + 2)})
	h.kept.Write(body)
}

func (h *jpegHead) dictionary(components int) string {
	switch {
	case components == 1:
		return "/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode"
	case components == 4 && h.adobe: // Adobe stores CMYK upside down
		return "/ColorSpace/DeviceCMYK/BitsPerComponent 8/Decode[1 0 1 0 1 0 1 0]/Filter/DCTDecode"
	case components == 4:
		return "/ColorSpace/DeviceCMYK/BitsPerComponent 8/Filter/DCTDecode"
	}
	return "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
}

// copyTo writes the head and copies the scans up to the end of the picture.
// What phones append after it (a second picture, a film) stays behind. whole is
// false for a file that ends early; its end mark is added.
func (h *jpegHead) copyTo(w io.Writer, r *bufio.Reader) (whole bool, err error) {
	if _, err := w.Write(h.kept.Bytes()); err != nil {
		return false, err
	}
	for {
		mark, err := copyScan(w, r)
		if err == nil && mark != markEOI {
			err = copySegment(w, r, mark)
		}
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			_, err = w.Write([]byte{0xff, markEOI})
			return false, err
		case err != nil:
			return false, err
		case mark == markEOI:
			return true, nil
		}
	}
}

// copyScan copies coded data up to and with the next marker, which it returns.
// In coded data a byte FF is followed by 00 or by one of eight restart marks.
func copyScan(w io.Writer, r *bufio.Reader) (byte, error) {
	for {
		data, err := r.ReadSlice(0xff)
		if _, werr := w.Write(data); werr != nil {
			return 0, werr
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil {
			return 0, err
		}
		next, err := r.ReadByte()
		if err != nil {
			return 0, err
		}
		if next == 0xff { // padding; the second FF may begin a marker
			if err := r.UnreadByte(); err != nil {
				return 0, err
			}
			continue
		}
		if _, err := w.Write([]byte{next}); err != nil {
			return 0, err
		}
		if next != 0 && (next < 0xd0 || next > 0xd7) {
			return next, nil
		}
	}
}

// copySegment copies the body of a segment between two scans; its marker is
// already written. One that would be dropped from the head is emptied instead.
func copySegment(w io.Writer, r *bufio.Reader, mark byte) error {
	body, err := segmentBody(r)
	if err != nil {
		return err
	}
	if drops(mark) {
		body = nil
	}
	if _, err := w.Write([]byte{byte((len(body) + 2) >> 8), byte(len(body) + 2)}); err != nil {
		return err
	}
	_, err = w.Write(body)
	return err
}
