package document

import (
	"bytes"
	"math"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func testPen(t testing.TB) *pen {
	t.Helper()
	p, err := newPen()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestFontsHaveEveryLetter: all letters of Vietnamese, digits and the signs the
// bot writes, in both weights.
func TestFontsHaveEveryLetter(t *testing.T) {
	p := testPen(t)
	need := "0123456789 .,;:!?%/\\()[]{}+-−–—·•…“”‘’\"'&@#*_=<>|§°×©®đĐ₫"
	for r := 'a'; r <= 'z'; r++ {
		need += string(r) + string(unicode.ToUpper(r))
	}
	for _, vowel := range "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" {
		for _, tone := range []string{"", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"} {
			need += norm.NFC.String(string(vowel) + tone)
		}
	}
	for _, r := range need {
		for i, f := range p.fonts {
			if g, err := f.GlyphIndex(&p.buffer, r); err != nil || g == 0 {
				t.Errorf("font %d lacks %q", i, r)
			}
		}
	}
}

func TestClean(t *testing.T) {
	p := testPen(t)
	for in, want := range map[string]string{
		"To\u0300a a\u0301n":    "Tòa án",
		"ĐẨY\u200b MẠNH\ufeff":  "ĐẨY MẠNH",
		"một\u00a0hai\tba\r":    "một hai ba ",
		"Quý Ⅲ ﬁ":               "Quý III fi",
		"a\u2011b":              "a-b",
		"hai\ndòng":             "hai\ndòng",
		"\xffhỏng":              "\ufffdhỏng",
		"đội 警察":                "đội 警察", // an empty box each, not left out
		"cờ \u2764\ufe0f\u200d": "cờ \u2764",
	} {
		if got := p.clean(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestFitKeepsEverything: whatever the text and the width, all its letters are
// in the lines in their order, and no line is wider than it may be.
func TestFitKeepsEverything(t *testing.T) {
	p := testPen(t)
	letters := rapid.SampledFrom([]rune("aăâbcdđeêghiklmnoôơpqrstuưvxyẤỔợặĐ0123456789,.-—  \n\u0301警"))
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOfN(letters, 0, 300).Draw(t, "text"))
		width := rapid.IntRange(40, 900).Draw(t, "width")
		lines := rapid.IntRange(1, 3).Draw(t, "lines")
		st := style{size: rapid.IntRange(16, 46).Draw(t, "size"), bold: rapid.Bool().Draw(t, "bold")}
		for name, b := range map[string]block{"fit": p.fit(text, width, lines, st, 16), "even": p.fitEven(text, width, lines, st, 16)} {
			want := strings.Join(strings.Fields(p.clean(text)), "")
			if got := strings.ReplaceAll(strings.Join(b.lines, ""), " ", ""); got != want {
				t.Fatalf("%s: %q became %q", name, want, got)
			}
			for _, l := range b.lines {
				if w := p.width(l, b.style); w > width || w > b.width {
					t.Fatalf("%s: line %q is %d wide, of %d and %d", name, l, w, width, b.width)
				}
			}
		}
	})
}

// TestMarksDiffer: every state has a mark of its own, without colour.
func TestMarksDiffer(t *testing.T) {
	seen := map[string]CellState{}
	for state, look := range cellLooks {
		c := newCanvas(40, 40, card, testPen(t))
		look.mark(c, 4, 4, 32, ink)
		if c.outside {
			t.Errorf("%s: beyond its square", state)
		}
		mark := string(c.img.Pix)
		if strings.Count(mark, "\x00") == len(mark) {
			t.Errorf("%s: no mark", state)
		}
		if other, ok := seen[mark]; ok {
			t.Errorf("%s looks like %s", state, other)
		}
		seen[mark] = state
	}
}

// TestContrast: words on their ground are readable (WCAG AA, 4.5 to 1).
func TestContrast(t *testing.T) {
	pairs := map[string][2]shade{
		"ink on card": {card, ink}, "ink on paper": {paper, ink}, "soft on paper": {paper, soft}, "soft on card": {card, soft},
		"soft on own": {ownBack, soft}, "gained on own": {ownBack, gained}, "deducted on own": {ownBack, deducted}, "own mark": {partColours[0], card},
		"place": {otherPlaces, ink}, "first": {placeColours["1"], ink}, "second": {placeColours["2"], ink}, "third": {placeColours["3"], ink},
	}
	for state, look := range cellLooks {
		pairs["cell "+string(state)] = [2]shade{look.back, look.fill}
	}
	for name, p := range pairs {
		a, b := luminance(p[0]), luminance(p[1])
		if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < 4.5 {
			t.Errorf("%s: %.1f to 1", name, ratio)
		}
	}
}

func luminance(s shade) float64 {
	r, g, b := s.parts()
	part := func(v int) float64 {
		f := float64(v) / 255
		if f <= 0.03928 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}

// TestPlainColoursStayExact: blends never push a plain colour out of the
// palette.
func TestPlainColoursStayExact(t *testing.T) {
	c := newCanvas(400, 400, card, testPen(t))
	for i := range 40 {
		c.circle(20+i%20*18, 20+i/20*30, 9, shade(i*0x050b13))
		c.write(4, 100+i*7, "Ước, Đẩy", style{size: 14}, shade(0xffffff-i*0x03070d))
	}
	c.rect(0, 390, 10, 10, 0x123456)
	if got := c.inks.list[c.img.ColorIndexAt(5, 395)]; got != 0x123456 || len(c.inks.list) > mostInks {
		t.Errorf("%06x in a palette of %d", got, len(c.inks.list))
	}
}

// TestPages: bands keep their order, no page is fuller than it may be, a band
// that belongs to the next stands with it, and no page could be spared.
func TestPages(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var body []band
		for i := range rapid.IntRange(0, 60).Draw(t, "bands") {
			b := band{height: rapid.IntRange(1, 300).Draw(t, "height"), keep: rapid.IntRange(0, 9).Draw(t, "keep") == 0}
			if i > 0 && body[i-1].keep {
				b.keep = false
			}
			body = append(body, b)
		}
		l := &layout{body: body, head: []band{gap(rapid.IntRange(0, 500).Draw(t, "head"))}}
		cut, err := l.pages()
		if err != nil {
			t.Fatal(err)
		}
		room := pictureHeight - heights(l.head) - 2*cardPad - footRoom
		var all []band
		for i, page := range cut {
			if heights(page) > room || len(page) == 0 && len(body) > 0 {
				t.Fatalf("page %d of %d bands: %d of %d", i, len(page), heights(page), room)
			}
			if i < len(cut)-1 && page[len(page)-1].keep {
				t.Fatal("a heading stands alone at the end of a page")
			}
			all = append(all, page...)
		}
		if len(all) != len(body) || len(cut) != len(cutBands(body, room)) {
			t.Fatalf("%d of %d bands on %d pages", len(all), len(body), len(cut))
		}
		for i := range all {
			if all[i].height != body[i].height {
				t.Fatal("bands out of order")
			}
		}
	})
}

// TestPagesToThePixel: what fits exactly stays on one page, one pixel more does
// not.
func TestPagesToThePixel(t *testing.T) {
	for extra, want := range []int{1, 2} {
		if got := len(cutBands([]band{gap(300), gap(200 + extra)}, 500)); got != want {
			t.Errorf("%d pixels too much: %d pages", extra, got)
		}
	}
	if cutBands([]band{gap(501)}, 500) != nil {
		t.Error("a band higher than a page")
	}
}

// TestWriteIsSharp: letters reach the plain colour of their ink.
func TestWriteIsSharp(t *testing.T) {
	c := newCanvas(200, 60, card, testPen(t))
	c.write(10, 50, "ĐẨY", style{size: 40, bold: true}, ink)
	if !bytes.Contains(c.img.Pix, []byte{c.inks.of(ink)}) || c.outside {
		t.Error("no plain ink")
	}
}
