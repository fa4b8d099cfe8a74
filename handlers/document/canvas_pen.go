package document

import (
	_ "embed" // the fonts
	"fmt"
	"image"
	"image/png"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

//go:embed fonts/BeVietnamPro-Regular.ttf
var regularTTF []byte

//go:embed fonts/BeVietnamPro-Bold.ttf
var boldTTF []byte

// fonts are the two weights, parsed once; they hold no state of a drawing.
var fonts = sync.OnceValues(func() ([2]*opentype.Font, error) {
	regular, err := opentype.Parse(regularTTF)
	if err != nil {
		return [2]*opentype.Font{}, fmt.Errorf("regular font: %w", err)
	}
	bold, err := opentype.Parse(boldTTF)
	if err != nil {
		return [2]*opentype.Font{}, fmt.Errorf("bold font: %w", err)
	}
	return [2]*opentype.Font{regular, bold}, nil
})

// style is how a text looks; size is in pixels. The digits of the fonts are not
// all of one width, so columns of numbers are set flush right.
type style struct {
	size int
	bold bool
}

// pen writes text for the pages of one picture and keeps the letters it has
// drawn. It is not for use by two goroutines.
type pen struct {
	fonts   [2]*opentype.Font
	buffer  sfnt.Buffer
	faces   map[style]*typeface
	encoder *png.EncoderBuffer
}

// typeface is a style ready to draw: a face, its letters and their places.
type typeface struct {
	face     font.Face
	glyphs   map[glyphKey]*glyph
	advances map[rune]fixed.Int26_6
	kerns    map[[2]rune]fixed.Int26_6
}

type glyphKey struct {
	letter  rune
	quarter int // of a pixel, where the letter begins
}

type glyph struct {
	mask *image.Alpha
	at   image.Point // of the mask's corner, from the whole pixel it begins in
}

func newPen() (*pen, error) {
	both, err := fonts()
	if err != nil {
		return nil, err
	}
	return &pen{fonts: both, faces: map[style]*typeface{}}, nil
}

func (p *pen) typeface(s style) *typeface {
	if t := p.faces[s]; t != nil {
		return t
	}
	weight := 0
	if s.bold {
		weight = 1
	}
	// NewFace fails for no font that has been parsed.
	face, _ := opentype.NewFace(p.fonts[weight], &opentype.FaceOptions{Size: float64(s.size), DPI: 72})
	t := &typeface{face: face, glyphs: map[glyphKey]*glyph{}, advances: map[rune]fixed.Int26_6{}, kerns: map[[2]rune]fixed.Int26_6{}}
	p.faces[s] = t
	return t
}

func (t *typeface) advance(r rune) fixed.Int26_6 {
	a, ok := t.advances[r]
	if !ok {
		a, _ = t.face.GlyphAdvance(r)
		t.advances[r] = a
	}
	return a
}

// kern is what two letters come closer or stand apart.
func (t *typeface) kern(before, r rune) fixed.Int26_6 {
	if before == 0 {
		return 0
	}
	k, ok := t.kerns[[2]rune{before, r}]
	if !ok {
		k = t.face.Kern(before, r)
		t.kerns[[2]rune{before, r}] = k
	}
	return k
}

// place calls fn with each letter and its beginning, and returns the width.
func (t *typeface) place(s string, fn func(r rune, x fixed.Int26_6)) fixed.Int26_6 {
	x, before := fixed.Int26_6(0), rune(0)
	for _, r := range s {
		x += t.kern(before, r)
		if fn != nil {
			fn(r, x)
		}
		x, before = x+t.advance(r), r
	}
	return x
}

// width is how many pixels a text takes, rounded up.
func (p *pen) width(s string, st style) int { return p.typeface(st).place(s, nil).Ceil() }

// glyph is a letter's mask, drawn once per quarter of a pixel.
func (t *typeface) glyph(r rune, x fixed.Int26_6) *glyph {
	key := glyphKey{r, int(x&63) / 16}
	if g := t.glyphs[key]; g != nil {
		return g
	}
	g := &glyph{}
	dr, mask, from, _, ok := t.face.Glyph(fixed.Point26_6{X: fixed.Int26_6(key.quarter * 16)}, r)
	if ok && !dr.Empty() {
		g.mask, g.at = image.NewAlpha(image.Rectangle{Max: dr.Size()}), dr.Min
		for y := range dr.Dy() {
			for x := range dr.Dx() {
				_, _, _, a := mask.At(from.X+x, from.Y+y).RGBA()
				g.mask.Pix[y*g.mask.Stride+x] = uint8(a >> 8)
			}
		}
	}
	t.glyphs[key] = g
	return g
}

// write draws a line of clean text from x with its letters standing on y.
func (c *canvas) write(x, y int, s string, st style, fill shade) {
	t := c.pen.typeface(st)
	t.place(s, func(r rune, at fixed.Int26_6) {
		at += fixed.I(x)
		if g := t.glyph(r, at); g.mask != nil {
			c.stamp(g.mask, at.Floor()+g.at.X, y+g.at.Y, fill)
		}
	})
}

// clean makes a text ready for drawing: letters and their marks as one sign
// each, because signs are set one by one; no invisible signs; every kind of
// blank as one; and what the fonts lack written with what they have. What is
// still not to be had is drawn as an empty box, never left out.
func (p *pen) clean(s string) string {
	var out strings.Builder
	for _, r := range norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD")) {
		switch {
		case r == '\n':
			out.WriteByte('\n')
		case r == '\u2011' || r == '\u2010':
			out.WriteByte('-')
		case unicode.IsSpace(r) || unicode.IsControl(r):
			out.WriteByte(' ')
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r):
		case p.has(r):
			out.WriteRune(r)
		default:
			out.WriteString(p.instead(r))
		}
	}
	return out.String()
}

// instead is a compatible spelling (Ⅲ as III), or the sign itself.
func (p *pen) instead(r rune) string {
	other := norm.NFKC.String(string(r))
	for _, o := range other {
		if !p.has(o) {
			return string(r)
		}
	}
	return other
}

func (p *pen) has(r rune) bool {
	i, err := p.fonts[0].GlyphIndex(&p.buffer, r)
	return err == nil && i != 0
}
