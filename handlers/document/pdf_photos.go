package document

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"time"
)

// Photo is a photographed page of a signed paper, JPEG or PNG.
type Photo struct {
	Name string
	// Open gives the bytes from the beginning. It is called once, for some PNG
	// files twice, and never while another photo is open.
	Open func() (io.ReadCloser, error)
}

// What is worth a word about a photo that was taken.
const (
	PhotoSmall = "photo-small" // too few dots for an A4 page to be read
	PhotoCut   = "photo-cut"   // ends in the middle; the rest is grey
)

// PhotoWarning says what is wrong with a page that was nevertheless taken.
type PhotoWarning struct {
	Page int // from 1
	Name string
	Kind string // PhotoSmall or PhotoCut
}

// PhotoError says which page cannot be taken and why: Empty, PictureFormat,
// Damaged or Bomb.
type PhotoError struct {
	Page    int // from 1
	Name    string
	Problem string
}

// Error is for logs; it leaves out the name, which people chose.
func (e *PhotoError) Error() string { return fmt.Sprintf("photo %d: %s", e.Page, e.Problem) }

// PhotosPDF writes the photos as the A4 pages of one PDF, in their order, each
// turned as its camera says and fitted to the page. JPEG data is copied and
// never coded anew; what a camera tells about place and device (Exif, XMP,
// comments) is left out. Memory does not grow with the photos: some 200 KB,
// only PNG pages with transparency or interlacing are unpacked.
//
// The PDF is written by our own writer: the library used for other papers keeps
// every photo and the whole file in memory, about five times the size of the
// photos.
//
// Errors are *PhotoError for a page that cannot be taken (w then holds half a
// file), anything else comes from w or Open. made dates the file; equal photos
// of equal time are equal bytes.
func PhotosPDF(w io.Writer, photos []Photo, made time.Time) ([]PhotoWarning, error) {
	if len(photos) == 0 {
		return nil, errors.New("photos to PDF: no page")
	}
	out := newPDFStream(w)
	var warnings []PhotoWarning
	for i, p := range photos {
		kinds, err := out.photo(i, p)
		var refused *refusal
		if errors.As(err, &refused) {
			return nil, &PhotoError{Page: i + 1, Name: p.Name, Problem: refused.problem}
		}
		if err != nil {
			return nil, fmt.Errorf("photo %d: %w", i+1, err)
		}
		for _, kind := range kinds {
			warnings = append(warnings, PhotoWarning{Page: i + 1, Name: p.Name, Kind: kind})
		}
	}
	return warnings, out.finish(len(photos), made)
}

// PhotoLook is what can be said of a photo before it becomes a page.
type PhotoLook struct {
	Width, Height int // in dots, as people see it
	Small         bool
}

// LookAtPhoto reads the head of a photo. problem is "" or the Problem of a
// PhotoError.
func LookAtPhoto(r io.Reader) (look PhotoLook, problem string) {
	pic, err := readPicture(bufio.NewReader(r))
	if err != nil {
		var refused *refusal
		if errors.As(err, &refused) {
			return PhotoLook{}, refused.problem
		}
		return PhotoLook{}, Damaged
	}
	w, h := pic.shown()
	return PhotoLook{Width: w, Height: h, Small: pic.small()}, ""
}

// Limits for a photo. Phones of today make up to 200 million dots.
const (
	maxSide = 32000
	maxDots = 64 << 20 // dots of a PNG that must be unpacked
	// A page of A4 read on paper needs about 100 dots an inch.
	smallShort, smallLong = 800, 1100
)

// refusal is why a picture cannot be taken.
type refusal struct{ problem string }

func (r *refusal) Error() string { return r.problem }

// picture is what the head of a file says.
type picture struct {
	width, height int
	orientation   int // 1..8 as in Exif
	components    int // 1, 3 or 4; of a PNG: dots' samples
	jpeg          *jpegHead
	png           *pngHead
}

// shown is the size as people see it, after turning.
func (p picture) shown() (w, h int) {
	if p.orientation >= 5 {
		return p.height, p.width
	}
	return p.width, p.height
}

func (p picture) small() bool {
	return min(p.width, p.height) < smallShort || max(p.width, p.height) < smallLong
}

// readPicture reads the head of a JPEG or PNG and leaves r where the picture's
// own data begins.
func readPicture(r *bufio.Reader) (picture, error) {
	magic, err := r.Peek(8)
	var p picture
	switch {
	case len(magic) == 0:
		if err != nil && !errors.Is(err, io.EOF) {
			return p, err
		}
		return p, &refusal{Empty}
	case len(magic) >= 3 && string(magic[:3]) == "\xff\xd8\xff":
		p, err = readJPEG(r)
	case string(magic) == "\x89PNG\r\n\x1a\n":
		p, err = readPNG(r)
	default:
		return p, &refusal{PictureFormat}
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return p, &refusal{Damaged}
	}
	if err == nil && (p.width <= 0 || p.height <= 0 || p.width > maxSide || p.height > maxSide) {
		return p, &refusal{Damaged}
	}
	return p, err
}
