package document_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"thidua/handlers/document"
)

var red, green, blue, white = color.NRGBA{255, 0, 0, 255}, color.NRGBA{0, 255, 0, 255}, color.NRGBA{0, 0, 255, 255}, color.NRGBA{255, 255, 255, 255}

// quarters is a picture with a colour in each corner: red top left, green top
// right, blue bottom left, white bottom right.
func quarters(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, [2][2]color.NRGBA{{red, green}, {blue, white}}[2*y/h][2*x/w])
		}
	}
	return img
}

func jpegOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// turned puts an Exif segment with an orientation and a place into a JPEG.
func turned(file []byte, orientation byte) []byte {
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(orientation) + "\x00\x00GPS 21.82 105.21"
	head := []byte{0xff, 0xe1, 0, byte(len(exif) + 2)}
	return slices.Concat(file[:2], head, []byte(exif), file[2:])
}

func photo(name string, content []byte) document.Photo {
	return document.Photo{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }}
}

var made = time.Date(2021, 6, 10, 2, 15, 0, 0, time.UTC)

func photosPDF(t testing.TB, photos ...document.Photo) ([]byte, []document.PhotoWarning) {
	t.Helper()
	var out bytes.Buffer
	warnings, err := document.PhotosPDF(&out, photos, made)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), warnings
}

// corners renders a PDF and returns the colours of the four corners of every
// page's picture, 20 % in from the middle.
func corners(t *testing.T, file []byte) [][4]color.NRGBA {
	t.Helper()
	program := needs(t, "pdftoppm", "poppler-utils")
	dir := t.TempDir()
	cmd := exec.Command(program, "-r", "20", "-png", "-", filepath.Join(dir, "p"))
	cmd.Stdin = bytes.NewReader(file)
	// It grumbles about a JPEG that was cut, and shows it.
	if out, err := cmd.CombinedOutput(); err != nil || bytes.Contains(out, []byte("Syntax")) {
		t.Fatalf("pdftoppm: %v %s", err, out)
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.png"))
	if err != nil {
		t.Fatal(err)
	}
	var all [][4]color.NRGBA
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		w, h := img.Bounds().Dx(), img.Bounds().Dy()
		var four [4]color.NRGBA
		for i, p := range [][2]int{{w * 3 / 10, h * 3 / 10}, {w * 7 / 10, h * 3 / 10}, {w * 3 / 10, h * 7 / 10}, {w * 7 / 10, h * 7 / 10}} {
			c := color.NRGBAModel.Convert(img.At(p[0], p[1])).(color.NRGBA)
			snap := func(v byte) byte { return byte(int(v) / 128 * 255) }
			four[i] = color.NRGBA{snap(c.R), snap(c.G), snap(c.B), 255}
		}
		all = append(all, four)
	}
	return all
}

// TestPhotosAreTurned renders a picture in each of the eight ways a camera may
// have been held.
func TestPhotosAreTurned(t *testing.T) {
	file := jpegOf(t, quarters(1200, 900))
	var photos []document.Photo
	for o := byte(1); o <= 8; o++ {
		photos = append(photos, photo(fmt.Sprint(o), turned(file, o)))
	}
	pdf, warnings := photosPDF(t, photos...)
	if len(warnings) > 0 {
		t.Errorf("warnings %v", warnings)
	}
	want := [][4]color.NRGBA{
		{red, green, blue, white},
		{green, red, white, blue},
		{white, blue, green, red},
		{blue, white, red, green},
		{red, blue, green, white},
		{blue, red, white, green},
		{white, green, blue, red},
		{green, white, red, blue},
	}
	for i, got := range corners(t, pdf) {
		if got != want[i] {
			t.Errorf("orientation %d shows %v, want %v", i+1, got, want[i])
		}
	}
	if strings.Contains(string(pdf), "GPS") {
		t.Error("the PDF tells where the photo was taken")
	}
}

func TestPhotoKinds(t *testing.T) {
	plain := quarters(900, 1200)
	gray := image.NewGray(plain.Bounds())
	palette := image.NewPaletted(plain.Bounds(), color.Palette{red, green, blue, white})
	clear := image.NewNRGBA(plain.Bounds())
	for y := range 1200 {
		for x := range 900 {
			gray.Set(x, y, plain.At(x, y))
			palette.Set(x, y, plain.At(x, y))
			c := plain.NRGBAAt(x, y)
			if c == red {
				c.A = 0 // nothing there: white on paper
			}
			clear.SetNRGBA(x, y, c)
		}
	}
	whole := jpegOf(t, plain)
	trailing := slices.Concat(whole, []byte("a film of the same moment"))
	pdf, warnings := photosPDF(t, photo("rgb.png", pngOf(t, plain)), photo("palette.png", pngOf(t, palette)), photo("clear.png", pngOf(t, clear)),
		photo("gray.jpg", jpegOf(t, gray)), photo("trailing.jpg", trailing), photo("cut.jpg", whole[:len(whole)*3/4]), photo("small.png", pngOf(t, quarters(300, 400))))
	wanted := []document.PhotoWarning{{Page: 6, Name: "cut.jpg", Kind: document.PhotoCut}, {Page: 7, Name: "small.png", Kind: document.PhotoSmall}}
	if !slices.Equal(warnings, wanted) {
		t.Errorf("warnings %v", warnings)
	}
	if strings.Contains(string(pdf), "a film") {
		t.Error("what stands behind the picture is in the PDF")
	}
	if !bytes.Contains(pdf, whole[len(whole)/2:]) {
		t.Error("the JPEG was coded anew")
	}
	normal := [4]color.NRGBA{red, green, blue, white}
	got := corners(t, pdf)
	for i, want := range map[int][4]color.NRGBA{0: normal, 1: normal, 2: {white, green, blue, white}, 4: normal, 6: normal} {
		if got[i] != want {
			t.Errorf("page %d shows %v", i+1, got[i])
		}
	}
	again, _ := photosPDF(t, photo("rgb.png", pngOf(t, plain)))
	once, _ := photosPDF(t, photo("rgb.png", pngOf(t, plain)))
	if !bytes.Equal(again, once) {
		t.Error("the same photos twice give other bytes")
	}
}

func TestPhotosRefused(t *testing.T) {
	good := jpegOf(t, quarters(900, 1200))
	pngFile := pngOf(t, quarters(900, 1200))
	broken := bytes.Clone(pngFile)
	broken[len(broken)/2] ^= 1
	huge := bytes.Clone(pngFile)
	binary.BigEndian.PutUint32(huge[16:], 30000)
	binary.BigEndian.PutUint32(huge[20:], 30000)
	huge[25] = 6 // with transparency: it would have to be unpacked
	binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
	lossless := bytes.Replace(good, []byte{0xff, 0xc0}, []byte{0xff, 0xc3}, 1)
	for name, c := range map[string]struct {
		content []byte
		problem string
	}{
		"nothing": {nil, document.Empty}, "a web picture": {[]byte("RIFF....WEBP"), document.PictureFormat}, "cut in its head": {good[:100], document.Damaged},
		"a broken PNG": {broken, document.Damaged}, "a cut PNG": {pngFile[:len(pngFile)-40], document.Damaged}, "a huge PNG": {huge, document.Bomb},
		"a JPEG PDF readers do not know": {lossless, document.PictureFormat},
	} {
		_, err := document.PhotosPDF(io.Discard, []document.Photo{photo("a.jpg", good), photo("b.jpg", c.content)}, made)
		var refused *document.PhotoError
		if !errors.As(err, &refused) || refused.Page != 2 || refused.Problem != c.problem {
			t.Errorf("%s: %v, want %s on page 2", name, err, c.problem)
		}
	}
	if _, err := document.PhotosPDF(io.Discard, nil, made); err == nil {
		t.Error("a PDF without pages")
	}
}

func TestLookAtPhoto(t *testing.T) {
	look, problem := document.LookAtPhoto(bytes.NewReader(turned(jpegOf(t, quarters(1200, 900)), 6)))
	if (look != document.PhotoLook{Width: 900, Height: 1200}) || problem != "" {
		t.Errorf("%+v %s", look, problem)
	}
	if look, _ := document.LookAtPhoto(bytes.NewReader(pngOf(t, quarters(640, 853)))); !look.Small {
		t.Error("640 dots across are enough?")
	}
}

func FuzzPhotosPDF(f *testing.F) {
	f.Add(turned(jpegOf(f, quarters(40, 30)), 6))
	f.Add(pngOf(f, quarters(40, 30)))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, err := document.PhotosPDF(io.Discard, []document.Photo{photo("x", b)}, made)
		var refused *document.PhotoError
		if err != nil && !errors.As(err, &refused) {
			t.Errorf("%v", err)
		}
	})
}

// every has each Vietnamese letter.
const every = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"

func TestReceiptPDF(t *testing.T) {
	r := receipt()
	r.HandledBy = every + " " + strings.ToUpper(every)
	r.By = "To\u0302\u0301 Thi\u0323 😀 \x00 \xff"
	r.Signature = document.Signature{Titles: []string{"Thường trực khối"}, Name: "Lê Văn Ước"}
	file, err := document.ReceiptPDF(r)
	if err != nil {
		t.Fatal(err)
	}
	again, err := document.ReceiptPDF(r)
	if err != nil || !bytes.Equal(file, again) {
		t.Errorf("the same receipt twice gives other bytes (%v)", err)
	}
	if len(file) > 120<<10 {
		t.Errorf("%d bytes", len(file))
	}
	text := strings.Join(strings.Fields(pdfText(t, file)), "")
	for _, want := range []string{every, strings.ToUpper(every), "TốThị", "Sốđến12/2021", "00h12ngày15/6/2021", "LêVănƯớc", "Phụlụcsốliệu.xlsx47KB60303ae2"} {
		if !strings.Contains(text, want) {
			t.Errorf("the receipt lacks %q:\n%s", want, text)
		}
	}
}

// camera is a JPEG of about 3 MB, as a phone makes them.
func camera(b *testing.B) []byte {
	img := image.NewNRGBA(image.Rect(0, 0, 3000, 4000))
	r := rand.New(rand.NewPCG(1, 2))
	for i := range img.Pix {
		img.Pix[i] = byte(128 + r.IntN(36))
	}
	return turned(jpegOf(b, img), 6)
}

// BenchmarkPhotosPDF: twelve photos of about 3 MB. B/op is all that was ever
// allocated, so the peak lies below it.
func BenchmarkPhotosPDF(b *testing.B) {
	file := camera(b)
	photos := slices.Repeat([]document.Photo{photo("trang.jpg", file)}, 12)
	b.SetBytes(int64(12 * len(file)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := document.PhotosPDF(io.Discard, photos, made); err != nil {
			b.Fatal(err)
		}
	}
}
