package document

import (
	"bufio"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"io"
)

// Colour types of PNG.
const (
	pngGray    = 0
	pngRGB     = 2
	pngPalette = 3
)

// maxPNGHead bounds one chunk kept before the picture's data.
const maxPNGHead = 1 << 16

// pngHead is what a PNG says before its data. The first data chunk's length is
// already read.
type pngHead struct {
	depth, colour, interlace byte
	palette                  []byte
	transparent              bool
	first                    uint32 // length of the first data chunk
}

// readPNG reads up to the first data chunk.
func readPNG(r *bufio.Reader) (picture, error) {
	p := picture{orientation: 1, png: &pngHead{}}
	if _, err := r.Discard(8); err != nil {
		return p, err
	}
	for range 1000 {
		var head [8]byte
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return p, err
		}
		size, kind := binary.BigEndian.Uint32(head[:]), string(head[4:])
		if kind == "IDAT" {
			p.png.first = size
			if p.width == 0 {
				return p, &refusal{Damaged}
			}
			return p, nil
		}
		body, err := chunk(r, kind, size)
		if err != nil {
			return p, err
		}
		if err := p.pngChunk(kind, body); err != nil {
			return p, err
		}
	}
	return p, &refusal{Damaged}
}

// chunk reads the body of a chunk worth reading and checks its sum; others are
// skipped.
func chunk(r *bufio.Reader, kind string, size uint32) ([]byte, error) {
	switch kind {
	case "IHDR", "PLTE", "tRNS", "eXIf":
	default:
		if size > 1<<30 {
			return nil, &refusal{Damaged}
		}
		_, err := r.Discard(int(size) + 4)
		return nil, err
	}
	if size > maxPNGHead {
		return nil, &refusal{Damaged}
	}
	body := make([]byte, size+4)
	if _, err := io.ReadFull(r, body); err != nil {
		return nil, err
	}
	sum := crc32.Update(crc32.ChecksumIEEE([]byte(kind)), crc32.IEEETable, body[:size])
	if sum != binary.BigEndian.Uint32(body[size:]) {
		return nil, &refusal{Damaged}
	}
	return body[:size], nil
}

func (p *picture) pngChunk(kind string, body []byte) error {
	switch kind {
	case "IHDR":
		if len(body) != 13 {
			return &refusal{Damaged}
		}
		w, h := binary.BigEndian.Uint32(body), binary.BigEndian.Uint32(body[4:])
		if w > maxSide || h > maxSide {
			return &refusal{Bomb}
		}
		p.width, p.height = int(w), int(h)
		p.png.depth, p.png.colour, p.png.interlace = body[8], body[9], body[12]
	case "PLTE":
		p.png.palette = body
	case "tRNS":
		p.png.transparent = true
	case "eXIf":
		p.orientation = exifOrientation(body)
	}
	return nil
}

// direct reports whether the data can stand in a PDF as it is: no
// transparency, no interlacing, at most 8 bit.
func (h *pngHead) direct() bool {
	if h.transparent || h.interlace != 0 || h.depth > 8 {
		return false
	}
	return h.colour == pngGray || h.colour == pngRGB || h.colour == pngPalette && len(h.palette) >= 3
}

func (h *pngHead) dictionary(width int) string {
	if !h.direct() {
		return "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode"
	}
	space, samples := "/DeviceGray", 1
	switch h.colour {
	case pngRGB:
		space, samples = "/DeviceRGB", 3
	case pngPalette:
		space = fmt.Sprintf("[/Indexed/DeviceRGB %d<%x>]", len(h.palette)/3-1, h.palette[:len(h.palette)/3*3])
	}
	return fmt.Sprintf("/ColorSpace%s/BitsPerComponent %d/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/BitsPerComponent %d/Columns %d>>",
		space, h.depth, samples, h.depth, width)
}

// copyTo copies the bodies of the data chunks, which together are one stream.
func (h *pngHead) copyTo(w io.Writer, r *bufio.Reader) error {
	size := h.first
	for {
		sum := crc32.NewIEEE()
		_, _ = sum.Write([]byte("IDAT"))
		n, err := io.CopyN(io.MultiWriter(w, sum), r, int64(size))
		if err != nil && n == int64(size) {
			return err
		}
		var head [12]byte // sum, then length and kind of the next chunk
		if err == nil {
			_, err = io.ReadFull(r, head[:])
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return &refusal{Damaged}
		}
		if err != nil {
			return err
		}
		if sum.Sum32() != binary.BigEndian.Uint32(head[:]) {
			return &refusal{Damaged}
		}
		if string(head[8:]) != "IDAT" {
			return nil
		}
		size = binary.BigEndian.Uint32(head[4:])
	}
}

// unpackPNG writes a PNG that cannot be copied as plain rows on white. It reads
// the file again from the beginning.
func unpackPNG(w io.Writer, pic picture, photo Photo) error {
	if pic.width*pic.height > maxDots {
		return &refusal{Bomb}
	}
	f, err := photo.Open()
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	img, err := png.Decode(bufio.NewReader(f))
	if err != nil {
		return &refusal{Damaged}
	}
	return packRows(w, img)
}

func packRows(w io.Writer, img image.Image) error {
	z := zlib.NewWriter(w)
	b := img.Bounds()
	row := make([]byte, 3*b.Dx())
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			for i, v := range [3]byte{c.R, c.G, c.B} {
				row[3*(x-b.Min.X)+i] = byte((int(v)*int(c.A) + 255*(255-int(c.A)) + 127) / 255)
			}
		}
		if _, err := z.Write(row); err != nil {
			return err
		}
	}
	return z.Close()
}
