package document

// cellLook is how a state is drawn: two colours with a contrast of at least
// 4.5 to 1 and a mark that differs from all others without colour.
type cellLook struct {
	back, fill shade
	mark       func(c *canvas, x, y, size int, fill shade)
}

var cellLooks = map[CellState]cellLook{
	CellOnTime:   {0xd5efdd, 0x14592f, markCheck},
	CellLate:     {0xffe2b0, 0x6d3c00, markClock},
	CellOverdue:  {0xb1261e, 0xffffff, markCross},
	CellPartial:  {0xd9edf5, 0x0d5067, markHalf},
	CellDraft:    {0xe0e8fa, 0x24478a, markDots},
	CellOpen:     {0xe0e8fa, 0x24478a, markRing},
	CellReturned: {0xecdff5, 0x5a2a82, markBack},
	CellClosed:   {0xeef0f4, 0x566175, markDash},
	CellExempt:   {0xeef0f4, 0x566175, markExempt},
}

func markCheck(c *canvas, x, y, size int, fill shade) {
	c.stroke(x, y, size, 0.17, fill, [2]float32{0.12, 0.54}, [2]float32{0.38, 0.80}, [2]float32{0.88, 0.22})
}

func markCross(c *canvas, x, y, size int, fill shade) {
	c.stroke(x, y, size, 0.17, fill, [2]float32{0.2, 0.2}, [2]float32{0.8, 0.8})
	c.stroke(x, y, size, 0.17, fill, [2]float32{0.8, 0.2}, [2]float32{0.2, 0.8})
}

func markClock(c *canvas, x, y, size int, fill shade) {
	c.ring(x, y, size, 0.12, fill)
	c.stroke(x, y, size, 0.12, fill, [2]float32{0.5, 0.26}, [2]float32{0.5, 0.52}, [2]float32{0.68, 0.62})
}

func markHalf(c *canvas, x, y, size int, fill shade) {
	c.ring(x, y, size, 0.12, fill)
	c.halfDisc(x, y, size, fill)
}

func markDots(c *canvas, x, y, size int, fill shade) {
	for _, at := range []float32{0.18, 0.5, 0.82} {
		c.stroke(x, y, size, 0.2, fill, [2]float32{at, 0.5}, [2]float32{at, 0.5})
	}
}

func markRing(c *canvas, x, y, size int, fill shade) { c.ring(x, y, size, 0.12, fill) }

func markBack(c *canvas, x, y, size int, fill shade) {
	c.stroke(x, y, size, 0.14, fill, [2]float32{0.36, 0.14}, [2]float32{0.14, 0.36}, [2]float32{0.36, 0.58})
	c.stroke(x, y, size, 0.14, fill,
		[2]float32{0.14, 0.36}, [2]float32{0.62, 0.36}, [2]float32{0.80, 0.44}, [2]float32{0.86, 0.60},
		[2]float32{0.80, 0.76}, [2]float32{0.62, 0.84}, [2]float32{0.40, 0.84})
}

func markDash(c *canvas, x, y, size int, fill shade) {
	c.stroke(x, y, size, 0.16, fill, [2]float32{0.2, 0.5}, [2]float32{0.8, 0.5})
}

func markExempt(c *canvas, x, y, size int, fill shade) {
	c.ring(x, y, size, 0.12, fill)
	c.stroke(x, y, size, 0.12, fill, [2]float32{0.22, 0.78}, [2]float32{0.78, 0.22})
}

// boardBand is one unit's row: its name and its cells, all as high as the
// highest of them.
func boardBand(p *pen, g grid, unit string, cells []BoardCell) band {
	name := p.fitEven(unit, g.unit, 3, style{size: g.name}, 18)
	high := max(name.height(), g.mark) + 2*g.air
	texts := make([]block, len(cells))
	for i, cell := range cells {
		texts[i] = p.fit(cell.Text, g.cell-cellGap-8, 2, style{size: g.word, bold: true}, 15)
		high = max(high, g.mark+texts[i].height()+2*g.air)
	}
	return band{height: high + cellGap, draw: func(c *canvas, y int) {
		y += cellGap / 2
		c.put(name, margin, y+(high-name.height())/2, g.unit, left, ink)
		for i, cell := range cells {
			look, x, wide := cellLooks[cell.State], g.from+i*g.cell, g.cell-cellGap
			c.round(x, y, wide, high, 12, look.back)
			at := y + (high-g.mark-texts[i].height())/2
			look.mark(c, x+(wide-g.mark)/2, at, g.mark, look.fill)
			c.put(texts[i], x, at+g.mark, wide, middle, look.fill)
		}
	}}
}
