package document

import (
	"errors"
	"fmt"
)

// A picture is at most this large: what a phone shows sharp over its whole
// width, and what Telegram does not shrink. What needs more becomes pages.
const (
	pictureWidth  = 1080
	pictureHeight = 1400
)

// Distances of a page, in pixels.
const (
	edge    = 28 // around the white card
	margin  = 52 // around everything written
	inside  = pictureWidth - 2*margin
	cardPad = 14 // of the card, above and below its bands
)

// The colours all pictures share.
const (
	paper  shade = 0xf2f4f7
	card   shade = 0xffffff
	ink    shade = 0x18202e
	soft   shade = 0x566175 // secondary text, 6:1 on paper
	hair   shade = 0xdce1e9
	accent shade = 0xb1261e
)

// ErrTooLong says that a text is longer than a whole page can hold at the
// smallest readable size.
var ErrTooLong = errors.New("a text does not fit on a page of the picture")

// band is one horizontal strip of a page.
type band struct {
	height int
	draw   func(c *canvas, top int)
	keep   bool // stands on the page of the band after it
	rule   bool // has a thin line above it, unless it is the first of a page
}

// layout is what a picture's pages are made of: head and foot are repeated on
// every page, because each page is forwarded alone; top stands inside the card
// over each page's part of the body.
type layout struct {
	head, top, body, foot []band
}

func heights(bands []band) int {
	sum := 0
	for _, b := range bands {
		sum += b.height
	}
	return sum
}

// pages cuts the body into as few pages as will do, of about equal length.
func (l *layout) pages() ([][]band, error) {
	room := pictureHeight - heights(l.head) - heights(l.top) - heights(l.foot) - 2*cardPad - footRoom
	cut := cutBands(l.body, room)
	if cut == nil {
		return nil, ErrTooLong
	}
	low, high := 0, room // the smallest room that needs no more pages
	for low < high {
		mid := (low + high) / 2
		if c := cutBands(l.body, mid); c != nil && len(c) <= len(cut) {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return cutBands(l.body, low), nil
}

// cutBands fills pages one after the other; nil when a band is higher than the
// room. An empty body is one empty page.
func cutBands(body []band, room int) [][]band {
	if room < 0 {
		return nil
	}
	pages, used := [][]band{nil}, 0
	for i := 0; i < len(body); {
		end := i + 1
		for end < len(body) && body[end-1].keep {
			end++
		}
		group := body[i:end]
		need := heights(group)
		if need > room {
			return nil
		}
		if used+need > room {
			pages, used = append(pages, nil), 0
		}
		last := len(pages) - 1
		pages[last] = append(pages[last], group...)
		used, i = used+need, end
	}
	return pages
}

// footRoom is the strip of the page number at the bottom of every page.
const footRoom = 40

// render draws the pages of several layouts as one numbered row of PNG files.
func render(p *pen, layouts []*layout) ([][]byte, error) {
	type page struct {
		*layout
		body []band
	}
	var all []page
	for _, l := range layouts {
		cut, err := l.pages()
		if err != nil {
			return nil, err
		}
		for _, body := range cut {
			all = append(all, page{l, body})
		}
	}
	var out [][]byte
	for i, pg := range all {
		number := ""
		if len(all) > 1 {
			number = fmt.Sprintf("%d/%d", i+1, len(all))
		}
		c := pg.draw(p, pg.body, number)
		bytes, err := c.png()
		if err != nil {
			return nil, err
		}
		out = append(out, bytes)
	}
	return out, nil
}

// draw is one page, as high as what it holds.
func (l *layout) draw(p *pen, body []band, number string) *canvas {
	inCard := heights(l.top) + heights(body) + 2*cardPad
	c := newCanvas(pictureWidth, heights(l.head)+inCard+heights(l.foot)+footRoom, paper, p)
	y := c.bands(l.head, 0)
	c.round(edge, y, pictureWidth-2*edge, inCard, 24, card)
	y = c.bands(l.top, y+cardPad)
	at := y
	for i, b := range body {
		if b.rule && i > 0 {
			c.rect(margin, at, inside, 1, hair)
		}
		at += b.height
	}
	y = c.bands(body, y)
	y = c.bands(l.foot, y+cardPad)
	c.put(p.line(number, inside, style{size: 20, bold: true}), margin, y, inside, right, soft)
	return c
}

// bands draws strips one under the other and returns where they end.
func (c *canvas) bands(list []band, y int) int {
	for _, b := range list {
		if b.draw != nil {
			b.draw(c, y)
		}
		y += b.height
	}
	return y
}

func gap(height int) band { return band{height: height} }

// textBand is a block over the whole width between the margins.
func textBand(b block, fill shade) band {
	return band{height: b.height(), draw: func(c *canvas, y int) { c.put(b, margin, y, inside, left, fill) }}
}
