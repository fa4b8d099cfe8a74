package document

// Colours of the first three places and of all others.
var (
	placeColours           = map[string]shade{"1": 0xf2bd3a, "2": 0xc3ccd8, "3": 0xdca377}
	otherPlaces      shade = 0xe9edf3
	gained, deducted shade = 0x14592f, accent
)

// badge is the place in a disc, with the word of a shared place under it; a
// dash where there is no place.
func (p *pen) badge(g standGrid, r StandingsRow) band {
	back, ok := placeColours[r.Place]
	if !ok {
		back = otherPlaces
	}
	wide := g.place - 12
	number := p.fit(r.Place, 2*g.badge-10, 1, style{size: g.badge * 9 / 10, bold: true}, 10)
	tied := p.fit(r.Tied, wide, 2, style{size: g.small - 3}, 12)
	return band{height: 2*g.badge + 2 + tied.height(), draw: func(c *canvas, y int) {
		x := margin + wide/2
		if r.Place == "" {
			markDash(c, x-12, y+g.badge-12, 24, soft)
			return
		}
		c.circle(x, y+g.badge, g.badge, back)
		// A digit is 0.74 of its size high and stands on the line that put
		// draws one size below the top.
		c.put(number, margin, y+g.badge-number.style.size*63/100, wide, middle, ink)
		c.put(tied, margin, y+2*g.badge+2, wide, middle, soft)
	}}
}

// totals is the total with bonus and deduction under it, flush right.
func (p *pen) totals(g standGrid, r StandingsRow) band {
	x := margin + inside - g.total
	sum := p.fit(r.Total, g.total, 1, style{size: g.figure, bold: true}, 14)
	plus := p.fit(r.Bonus, g.total, 2, style{size: g.small}, 14)
	minus := p.fit(r.Minus, g.total, 2, style{size: g.small}, 14)
	return band{height: sum.height() + plus.height() + minus.height(), draw: func(c *canvas, y int) {
		c.put(sum, x, y, g.total, right, ink)
		c.put(plus, x, y+sum.height(), g.total, right, gained)
		c.put(minus, x, y+sum.height()+plus.height(), g.total, right, deducted)
	}}
}

// tag is words on a ground of their own, drawn with its corner at x, y.
type tag struct {
	width, height int
	draw          func(c *canvas, x, y int)
}

// own is the words that mark the reader's unit.
func (p *pen) own(g standGrid, text string) tag {
	const pad = 12
	b := p.fit(text, g.wide-2*pad, 1, style{size: g.small - 1, bold: true}, 14)
	return tag{width: b.width + 2*pad, height: b.height() + 4, draw: func(c *canvas, x, y int) {
		c.round(x, y, b.width+2*pad, b.height()+4, 8, partColours[0])
		c.put(b, x+pad, y+1, b.width, left, card)
	}}
}
