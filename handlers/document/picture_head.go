package document

// Stamp says of what standing a picture's figures are: provisional with the
// time they were taken, or official with the number of the record. The words
// are the caller's; Provisional chooses the colour.
type Stamp struct {
	Text        string
	Provisional bool
}

// headBands are title, subtitle and stamp, repeated on each page.
func headBands(p *pen, title, subtitle string, stamp Stamp) []band {
	bands := []band{gap(36), textBand(p.fitEven(title, inside, 2, style{size: 46, bold: true}, 26), ink)}
	if b := p.fitEven(subtitle, inside, 2, style{size: 28}, 16); len(b.lines) > 0 {
		bands = append(bands, gap(2), textBand(b, soft))
	}
	if stamp.Text != "" {
		return append(bands, gap(14), stampBand(p, stamp), gap(22))
	}
	return append(bands, gap(14), band{height: 8, draw: func(c *canvas, y int) { c.round(margin, y, 88, 7, 3, accent) }}, gap(26))
}

// stampBand is a label in a frame of its own colour.
func stampBand(p *pen, stamp Stamp) band {
	const pad = 20
	b := p.fit(stamp.Text, inside-2*pad, 1, style{size: 26, bold: true}, 20)
	back, fill := shade(0xd8efe0), shade(0x14592f)
	if stamp.Provisional {
		back, fill = 0xffe2b0, 0x6d3c00
	}
	h := b.height() + 14
	return band{height: h, draw: func(c *canvas, y int) {
		c.round(margin, y, b.width+2*pad, h, 14, back)
		c.put(b, margin+pad, y+6, b.width, left, fill)
	}}
}

// footBands are the lines under the card, in the order given.
func footBands(p *pen, lines []string) []band {
	var bands []band
	for _, l := range lines {
		if b := p.fit(l, inside, 3, style{size: 22}, 16); len(b.lines) > 0 {
			bands = append(bands, gap(4), textBand(b, soft))
		}
	}
	if bands != nil {
		bands = append([]band{gap(4)}, bands...)
	}
	return bands
}

// key is one sign of a legend: how to draw it in a square from x, y, and its
// meaning.
type key struct {
	draw func(c *canvas, x, y, size int)
	text string
}

// legendBands lets keys flow over as many lines as they need.
func legendBands(p *pen, keys []key) []band {
	const size, between, near = 34, 30, 12
	var bands []band
	var line []func(c *canvas, y int)
	x, high := 0, 0
	flush := func() {
		draws := line
		bands = append(bands, band{height: high, draw: func(c *canvas, y int) {
			for _, d := range draws {
				d(c, y)
			}
		}}, gap(6))
		line, x, high = nil, 0, 0
	}
	for _, k := range keys {
		b := p.line(k.text, inside-size-near, style{size: 22})
		if x > 0 && x+size+near+b.width > inside {
			flush()
		}
		at := margin + x
		line = append(line, func(c *canvas, y int) {
			k.draw(c, at, y, size)
			c.put(b, at+size+near, y+2, b.width, left, ink)
		})
		x, high = x+size+near+b.width+between, max(high, size, b.height()+4)
	}
	if line != nil {
		flush()
	}
	if bands != nil {
		bands = append([]band{gap(16)}, bands...)
	}
	return bands
}
