package document

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"
)

// A4 in points and the margin around a photo.
const (
	a4Short, a4Long = 595.28, 841.89
	photoMargin     = 14.17 // 5 mm
)

// pdfStream writes a PDF front to back, remembering only where objects begin.
// Objects 1 and 2 are the catalogue and the list of pages; each page then takes
// four: page, content, picture and the picture's length, which is known only
// after it was copied.
type pdfStream struct {
	w       *bufio.Writer
	at      int64
	offsets []int64 // by object number; 0 = not written
	err     error
}

const objectsPerPage = 4

func newPDFStream(w io.Writer) *pdfStream {
	p := &pdfStream{w: bufio.NewWriterSize(w, 32<<10), offsets: make([]int64, 3)}
	p.printf("%%PDF-1.4\n%%\xe2\xe3\xcf\xd3\n")
	return p
}

// Write counts, so that offsets are known. The first error stays.
func (p *pdfStream) Write(b []byte) (int, error) {
	if p.err != nil {
		return 0, p.err
	}
	n, err := p.w.Write(b)
	p.at += int64(n)
	p.err = err
	return n, err
}

func (p *pdfStream) printf(format string, args ...any) { _, _ = fmt.Fprintf(p, format, args...) }

func (p *pdfStream) object(n int) {
	for len(p.offsets) <= n {
		p.offsets = append(p.offsets, 0)
	}
	p.offsets[n] = p.at
	p.printf("%d 0 obj\n", n)
}

// photo writes one page and returns what is worth a word.
func (p *pdfStream) photo(i int, photo Photo) (warnings []string, err error) {
	f, err := photo.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	r := bufio.NewReaderSize(f, 64<<10)
	pic, err := readPicture(r)
	if err != nil {
		return nil, err
	}
	if pic.small() {
		warnings = append(warnings, PhotoSmall)
	}
	first := 3 + i*objectsPerPage
	p.page(first, pic)
	p.object(first + 2)
	p.printf("<</Type/XObject/Subtype/Image/Width %d/Height %d%s/Length %d 0 R>>\nstream\n", pic.width, pic.height, pic.dictionary(), first+3)
	start := p.at
	whole, err := p.copyPicture(pic, r, photo)
	if err != nil {
		return nil, err
	}
	if !whole {
		warnings = append(warnings, PhotoCut)
	}
	length := p.at - start
	p.printf("\nendstream\nendobj\n")
	p.object(first + 3)
	p.printf("%d\nendobj\n", length)
	return warnings, p.err
}

func (p *pdfStream) copyPicture(pic picture, r *bufio.Reader, photo Photo) (whole bool, err error) {
	switch {
	case pic.jpeg != nil:
		return pic.jpeg.copyTo(p, r)
	case pic.png.direct():
		return true, pic.png.copyTo(p, r)
	}
	return true, unpackPNG(p, pic, photo)
}

// dictionary is what the picture's object says about colours and coding.
func (p picture) dictionary() string {
	if p.jpeg != nil {
		return p.jpeg.dictionary(p.components)
	}
	return p.png.dictionary(p.width)
}

// page writes the page and its content: the picture turned and fitted, on a
// page lying down where the picture does.
func (p *pdfStream) page(n int, pic picture) {
	w, h := pic.shown()
	pageW, pageH := a4Short, a4Long
	if w > h {
		pageW, pageH = a4Long, a4Short
	}
	scale := min((pageW-2*photoMargin)/float64(w), (pageH-2*photoMargin)/float64(h))
	fw, fh := float64(w)*scale, float64(h)*scale
	content := fmt.Sprintf("q %s cm /P Do Q\n", matrix(pic.orientation, (pageW-fw)/2, (pageH-fh)/2, fw, fh))
	p.object(n)
	p.printf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]/Resources<</XObject<</P %d 0 R>>>>/Contents %d 0 R>>\nendobj\n", pageW, pageH, n+2, n+1)
	p.object(n + 1)
	p.printf("<</Length %d>>\nstream\n%sendstream\nendobj\n", len(content), content)
}

// matrix places the unit square of a picture, its first row on top, so that it
// fills w × h at x, y turned as its Exif orientation says.
func matrix(orientation int, x, y, w, h float64) string {
	m := [6]float64{w, 0, 0, h, x, y}
	switch orientation {
	case 2:
		m = [6]float64{-w, 0, 0, h, x + w, y}
	case 3:
		m = [6]float64{-w, 0, 0, -h, x + w, y + h}
	case 4:
		m = [6]float64{w, 0, 0, -h, x, y + h}
	case 5:
		m = [6]float64{0, -h, -w, 0, x + w, y + h}
	case 6:
		m = [6]float64{0, -h, w, 0, x, y + h}
	case 7:
		m = [6]float64{0, h, w, 0, x, y}
	case 8:
		m = [6]float64{0, h, -w, 0, x + w, y}
	}
	return fmt.Sprintf("%.3f %.3f %.3f %.3f %.3f %.3f", m[0], m[1], m[2], m[3], m[4], m[5])
}

// finish writes the list of pages, the catalogue and the table of offsets.
func (p *pdfStream) finish(pages int, made time.Time) error {
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 3+i*objectsPerPage)
	}
	p.object(2)
	p.printf("<</Type/Pages/Count %d/Kids[%s]>>\nendobj\n", pages, kids.String())
	p.object(1)
	p.printf("<</Type/Catalog/Pages 2 0 R>>\nendobj\n")
	info := 3 + pages*objectsPerPage
	p.object(info)
	p.printf("<</CreationDate(D:%sZ)>>\nendobj\n", made.UTC().Format("20060102150405"))
	table := p.at
	p.printf("xref\n0 %d\n0000000000 65535 f \n", len(p.offsets))
	for _, at := range p.offsets[1:] {
		p.printf("%010d 00000 n \n", at)
	}
	p.printf("trailer\n<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(p.offsets), info, table)
	if p.err != nil {
		return p.err
	}
	return p.w.Flush()
}
