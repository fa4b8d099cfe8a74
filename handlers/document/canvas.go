package document

import (
	"bytes"
	"image"
	"image/color"
	"image/png"

	"golang.org/x/image/vector"
)

// canvas is one picture being drawn: flat shapes and text over a background,
// kept with a palette from the first pixel on, so that nothing has to be
// reduced to 256 colours afterwards and a page costs 1.5 MB of memory. It draws
// on the rasterizer and the font reader of golang.org/x/image. The gg library
// would have been less code here, but its own text and path machinery stands on
// golang/freetype, without a change since 2017, and works in four bytes a pixel.
//
// Every shape is rasterized in its own small mask, which keeps the rasterizer
// in whole numbers and the result the same on every run.
type canvas struct {
	img     *image.Paletted
	inks    *inks
	pen     *pen
	rast    vector.Rasterizer
	mask    image.Alpha
	discs   map[int]*image.Alpha
	outside bool // something was drawn beyond the edge
}

// newCanvas makes a picture of w × h pixels filled with one colour.
func newCanvas(w, h int, background shade, p *pen) *canvas {
	k := newInks()
	c := &canvas{img: image.NewPaletted(image.Rect(0, 0, w, h), nil), inks: k, pen: p, discs: map[int]*image.Alpha{}}
	k.of(background) // index 0, which fresh pixels already have
	return c
}

// rect fills a rectangle.
func (c *canvas) rect(x, y, w, h int, fill shade) {
	r := image.Rect(x, y, x+w, y+h)
	if !r.In(c.img.Rect) {
		c.outside = true
		r = r.Intersect(c.img.Rect)
	}
	i := c.inks.of(fill)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := c.img.Pix[c.img.PixOffset(r.Min.X, y):c.img.PixOffset(r.Max.X, y)]
		for x := range row {
			row[x] = i
		}
	}
}

// round fills a rectangle with round corners of the given radius, at most half
// of the shorter side.
func (c *canvas) round(x, y, w, h, radius int, fill shade) {
	radius = min(radius, w/2, h/2)
	if radius <= 0 {
		c.rect(x, y, w, h, fill)
		return
	}
	c.rect(x+radius, y, w-2*radius, h, fill)
	c.rect(x, y+radius, radius, h-2*radius, fill)
	c.rect(x+w-radius, y+radius, radius, h-2*radius, fill)
	disc := c.disc(radius)
	for _, q := range []image.Point{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
		from := image.Pt(q.X*radius, q.Y*radius)
		quarter := disc.SubImage(image.Rectangle{from, from.Add(image.Pt(radius, radius))}).(*image.Alpha)
		c.stamp(quarter, x+q.X*(w-radius), y+q.Y*(h-radius), fill)
	}
}

// circle fills a disc around a point.
func (c *canvas) circle(x, y, radius int, fill shade) {
	c.round(x-radius, y-radius, 2*radius, 2*radius, radius, fill)
}

// disc is the mask of a full disc, made once per radius.
func (c *canvas) disc(radius int) *image.Alpha {
	if m := c.discs[radius]; m != nil {
		return m
	}
	c.rast.Reset(2*radius, 2*radius)
	traceDisc(&c.rast, float32(radius), float32(radius), float32(radius))
	m := image.NewAlpha(c.rast.Bounds())
	c.rast.Draw(m, m.Rect, image.Opaque, image.Point{})
	c.discs[radius] = m
	return m
}

// traceDisc adds a clockwise circle of four curves to a path.
func traceDisc(z *vector.Rasterizer, x, y, r float32) {
	const k = 0.5522848 // where the control points of a quarter circle stand
	z.MoveTo(x+r, y)
	z.CubeTo(x+r, y+k*r, x+k*r, y+r, x, y+r)
	z.CubeTo(x-k*r, y+r, x-r, y+k*r, x-r, y)
	z.CubeTo(x-r, y-k*r, x-k*r, y-r, x, y-r)
	z.CubeTo(x+k*r, y-r, x+r, y-k*r, x+r, y)
	z.ClosePath()
}

// stamp lays a colour through a mask whose top left corner comes to x, y.
func (c *canvas) stamp(m *image.Alpha, x, y int, fill shade) {
	r := image.Rectangle{image.Pt(x, y), image.Pt(x, y).Add(m.Rect.Size())}
	in := r.Intersect(c.img.Rect)
	mix := c.inks.mixer(fill)
	for py := r.Min.Y; py < r.Max.Y; py++ {
		alphas := m.Pix[m.PixOffset(m.Rect.Min.X, m.Rect.Min.Y+py-y):][:m.Rect.Dx()]
		if py < in.Min.Y || py >= in.Max.Y || in != r {
			c.stampOutside(alphas, x, py, mix)
			continue
		}
		row := c.img.Pix[c.img.PixOffset(x, py):][:len(alphas)]
		for i, a := range alphas {
			if a > alphaFloor {
				row[i] = mix.over(row[i], a)
			}
		}
	}
}

// stampOutside is one line of a mask that may lie beyond the edge.
func (c *canvas) stampOutside(alphas []uint8, x, y int, mix *mixer) {
	for i, a := range alphas {
		if a <= alphaFloor {
			continue
		}
		if !image.Pt(x+i, y).In(c.img.Rect) {
			c.outside = true
			continue
		}
		at := c.img.PixOffset(x+i, y)
		c.img.Pix[at] = mix.over(c.img.Pix[at], a)
	}
}

// png writes the picture with only the colours it uses.
func (c *canvas) png() ([]byte, error) {
	c.img.Palette = make(color.Palette, len(c.inks.list))
	for i, s := range c.inks.list {
		c.img.Palette[i] = s.rgba()
	}
	var out bytes.Buffer
	// The fastest level: a fifth more bytes than the default, less than half the
	// time, which was four fifths of a page.
	enc := png.Encoder{CompressionLevel: png.BestSpeed, BufferPool: (*pngBuffer)(c.pen)}
	if err := enc.Encode(&out, c.img); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// pngBuffer hands the encoder's working memory from page to page.
type pngBuffer pen

func (b *pngBuffer) Get() *png.EncoderBuffer  { return b.encoder }
func (b *pngBuffer) Put(e *png.EncoderBuffer) { b.encoder = e }
