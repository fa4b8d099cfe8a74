package document

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/image/draw"
)

// readCode decodes a picture of a code with a library that did not write it.
func readCode(t *testing.T, img image.Image) (string, error) {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	got, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
	if err != nil {
		return "", err
	}
	return got.GetText(), nil
}

// TestQR: links, Vietnamese and the longest text are read back, at full size
// and as small as a message on a phone shows them.
func TestQR(t *testing.T) {
	for _, text := range []string{
		"https://t.me/khoi_noi_chinh_bot?start=Zm9vYmFyYmF6cXV4MTIzNA",
		"A", "0123456789", "Sở Tư pháp: mã mời ĐẪY Ữ", strings.Repeat("x", qrMostBytes),
	} {
		file, err := QR(text)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		keepPictures(t, "qr", [][]byte{file})
		img, err := png.Decode(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		side := img.Bounds().Dx()
		if side != img.Bounds().Dy() || side < 800 || side > pictureWidth {
			t.Errorf("%q: %v", text, img.Bounds())
		}
		for name, size := range map[string]int{"full": side, "phone": 360} {
			if len(text) > 200 && name == "phone" {
				continue
			}
			small := image.NewGray(image.Rect(0, 0, size, size))
			draw.BiLinear.Scale(small, small.Rect, img, img.Bounds(), draw.Src, nil)
			if got, err := readCode(t, small); err != nil || got != text {
				t.Errorf("%s %q: read %q, %v", name, text, got, err)
			}
		}
	}
}

// TestQRQuietZone: nothing dark within four modules of the edge.
func TestQRQuietZone(t *testing.T) {
	file, err := QR("https://t.me/bot?start=1")
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	p := img.(*image.Paletted)
	side := p.Rect.Dx()
	first := side
	for at, i := range p.Pix {
		if r, _, _, _ := p.Palette[i].RGBA(); r == 0 {
			x, y := at%p.Stride, at/p.Stride
			first = min(first, x, y, side-1-x, side-1-y)
		}
	}
	corner := 0 // the finder pattern in the corner begins with seven dark modules
	for dark(img, first+corner, first) {
		corner++
	}
	if module := corner / 7; first != 4*module {
		t.Errorf("%d pixels of quiet, module %d", first, module)
	}
}

func TestQRRefuses(t *testing.T) {
	for _, text := range []string{"", strings.Repeat("x", qrMostBytes+1)} {
		if _, err := QR(text); !errors.Is(err, ErrQR) {
			t.Errorf("%d bytes: %v", len(text), err)
		}
	}
}
