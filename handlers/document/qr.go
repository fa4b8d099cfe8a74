package document

import (
	"errors"
	"fmt"
	"image"
	"image/color"

	"github.com/boombuler/barcode/qr"
)

// ErrQR says that a text is empty or longer than a code read from a phone's
// screen can hold.
var ErrQR = errors.New("a text that makes no readable code")

// Sizes of a code, in pixels and modules: four modules of white around it are
// what readers ask for (ISO/IEC 18004), and a module of six pixels is what a
// camera at arm's length still tells apart.
const (
	qrSize      = 960
	qrQuiet     = 4
	qrLeast     = 6
	qrMostBytes = 700
)

// QR draws a text, such as an invitation link, as a square PNG of about 960
// pixels in black on white, with error correction level M (15 % may be damaged)
// and the quiet zone around it. A text of 1 to 700 bytes fits; else ErrQR.
//
// Of the encoders at hand boombuler/barcode (v1.1.0, July 2025) is the one with
// a release in the last years and no dependencies. skip2/go-qrcode stands still
// since June 2020 and never had a release; yeqown/go-qrcode's last one in reach
// is of 2021 and brings a drawing library; rsc.io/qr is of 2018.
func QR(text string) ([]byte, error) {
	if text == "" || len(text) > qrMostBytes {
		return nil, fmt.Errorf("%w: %d bytes", ErrQR, len(text))
	}
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrQR, err)
	}
	p, err := newPen()
	if err != nil {
		return nil, err
	}
	modules := code.Bounds().Dx()
	scale := max(qrLeast, qrSize/(modules+2*qrQuiet))
	side := (modules + 2*qrQuiet) * scale
	c := newCanvas(side, side, card, p)
	for y := range modules {
		for x := range modules {
			if dark(code, x, y) {
				c.rect((qrQuiet+x)*scale, (qrQuiet+y)*scale, scale, scale, 0x000000)
			}
		}
	}
	return c.png()
}

func dark(code image.Image, x, y int) bool {
	return color.GrayModel.Convert(code.At(x, y)).(color.Gray).Y < 0x80
}
