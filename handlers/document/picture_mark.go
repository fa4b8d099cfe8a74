package document

import (
	"image"
	"math"

	"golang.org/x/image/vector"
)

// Marks are drawn as lines and discs: fonts of phones and of this program
// differ in which signs they have.

// stroke draws lines between points with round ends; the points are in a square
// of the given size whose corner is at x, y, from 0 to 1.
func (c *canvas) stroke(x, y, size int, width float32, fill shade, points ...[2]float32) {
	c.rast.Reset(size, size)
	s := float32(size)
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		traceLine(&c.rast, a[0]*s, a[1]*s, b[0]*s, b[1]*s, width*s/2)
	}
	c.flush(x, y, fill)
}

// traceLine adds a line with round ends, going round the same way as a disc so
// that the parts of a path never cancel each other.
func traceLine(z *vector.Rasterizer, ax, ay, bx, by, half float32) {
	dx, dy := bx-ax, by-ay
	length := float32(math.Sqrt(float64(dx*dx + dy*dy)))
	if length == 0 {
		traceDisc(z, ax, ay, half)
		return
	}
	nx, ny := dy/length*half, -dx/length*half
	z.MoveTo(ax+nx, ay+ny)
	z.LineTo(bx+nx, by+ny)
	z.LineTo(bx-nx, by-ny)
	z.LineTo(ax-nx, ay-ny)
	z.ClosePath()
	traceDisc(z, ax, ay, half)
	traceDisc(z, bx, by, half)
}

// ring draws a circle's line in a square.
func (c *canvas) ring(x, y, size int, width float32, fill shade) {
	s := float32(size)
	c.rast.Reset(size, size)
	outer := s * 0.46
	traceDisc(&c.rast, s/2, s/2, outer)
	hole := outer - width*s
	const k = 0.5522848
	z, m := &c.rast, s/2 // the hole goes round the other way
	z.MoveTo(m+hole, m)
	z.CubeTo(m+hole, m-k*hole, m+k*hole, m-hole, m, m-hole)
	z.CubeTo(m-k*hole, m-hole, m-hole, m-k*hole, m-hole, m)
	z.CubeTo(m-hole, m+k*hole, m-k*hole, m+hole, m, m+hole)
	z.CubeTo(m+k*hole, m+hole, m+hole, m+k*hole, m+hole, m)
	z.ClosePath()
	c.flush(x, y, fill)
}

// halfDisc fills the left half of a ring's inside.
func (c *canvas) halfDisc(x, y, size int, fill shade) {
	const k = 0.5522848
	s := float32(size)
	c.rast.Reset(size, size)
	z, m, r := &c.rast, s/2, s*0.40
	z.MoveTo(m, m+r)
	z.CubeTo(m-k*r, m+r, m-r, m+k*r, m-r, m)
	z.CubeTo(m-r, m-k*r, m-k*r, m-r, m, m-r)
	z.ClosePath()
	c.flush(x, y, fill)
}

// flush lays down what was traced, through a mask used again and again.
func (c *canvas) flush(x, y int, fill shade) {
	r := c.rast.Bounds()
	if need := r.Dx() * r.Dy(); cap(c.mask.Pix) < need {
		c.mask.Pix = make([]uint8, need)
	}
	c.mask.Pix, c.mask.Stride, c.mask.Rect = c.mask.Pix[:r.Dx()*r.Dy()], r.Dx(), r
	clear(c.mask.Pix)
	c.rast.Draw(&c.mask, r, image.Opaque, r.Min)
	c.stamp(&c.mask, x, y, fill)
}
