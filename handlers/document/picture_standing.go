package document

import "thidua/campaign"

// standGrid is where the columns of the standings stand and how large they are
// written. Sizes are in pixels.
type standGrid struct {
	place, total              int // widths of the first and the last column
	badge                     int // radius of a place
	name, figure, small, note int // sizes of text
	track                     int // height of a bar
	air                       int // above and below a row
	wide                      int // of the middle column
	tracks                    []int
}

// standGrids are the sizes a card can be written in, the largest first.
var standGrids = []standGrid{
	{place: 92, total: 200, badge: 32, name: 29, figure: 36, small: 21, note: 21, track: 14, air: 17},
	{place: 86, total: 190, badge: 28, name: 27, figure: 33, small: 20, note: 20, track: 12, air: 10},
	{place: 72, total: 170, badge: 22, name: 24, figure: 28, small: 18, note: 18, track: 8, air: 7},
}

// trackGap is the space between two bars.
const trackGap = 14

// barsAcross is how many bars stand on one line.
const barsAcross = 4

// grid completes a grid for a card: all rows share the lengths of their bars.
func (s *StandingsCard) grid(p *pen, g standGrid) standGrid {
	g.wide = inside - g.place - g.total - 20
	need := make([]int, len(s.Parts))
	for _, rows := range [][]StandingsRow{s.Rows, s.Unranked} {
		for _, r := range rows {
			for i, b := range r.Bars {
				need[i] = max(need[i], p.line(b.Text, g.wide, style{size: g.small}).width)
			}
		}
	}
	for _, span := range spans(len(s.Parts), barsAcross) {
		g.tracks = append(g.tracks, share(s.Parts[span[0]:span[1]], need[span[0]:span[1]], g.wide)...)
	}
	return g
}

// share divides a width among bars: first what their words need, then the rest
// by the parts' maxima.
func share(parts []StandingsPart, need []int, wide int) []int {
	n := len(parts)
	if n == 0 {
		return nil
	}
	widths, rest, sum := make([]int, n), wide-trackGap*(n-1), campaign.Points(0)
	each := rest / n
	for i, part := range parts {
		widths[i] = min(max(60, need[i]), each)
		rest -= widths[i]
		sum += max(part.Max, 0)
	}
	given := 0
	for i, part := range parts {
		extra := rest / n
		if sum > 0 {
			extra = int(int64(rest) * int64(max(part.Max, 0)) / int64(sum))
		}
		widths[i] += extra
		given += extra
	}
	widths[0] += rest - given
	return widths
}

// ownBack marks the reader's own unit, together with a bar at the edge and words.
const ownBack shade = 0xe9f0fd

// row is one unit's band: place · name, bars, note · total.
func (s *StandingsCard) row(p *pen, g standGrid, r StandingsRow) band {
	badge, total := p.badge(g, r), p.totals(g, r)
	x := margin + g.place
	var centre []band
	add := func(b block, above int, fill shade) {
		if len(b.lines) > 0 {
			centre = append(centre, gap(above), band{height: b.height(), draw: func(c *canvas, y int) { c.put(b, x, y, g.wide, left, fill) }})
		}
	}
	name := p.fitEven(r.Unit, g.wide, 2, style{size: g.name, bold: true}, 18)
	mark := p.own(g, r.Own)
	beside := len(name.lines) == 1 && name.width+16+mark.width <= g.wide
	if r.Own != "" && !beside {
		centre = append(centre, band{height: mark.height + 3, draw: func(c *canvas, y int) { mark.draw(c, x, y) }})
	}
	add(name, 0, ink)
	centre = append(centre, s.bars(p, g, r.Bars)...)
	add(p.fit(r.Note, g.wide, 3, style{size: g.note}, 16), 3, soft)
	high := max(heights(centre), badge.height, total.height)
	return band{height: high + 2*g.air, draw: func(c *canvas, y int) {
		if r.Own != "" {
			c.round(edge+8, y+3, pictureWidth-2*edge-16, high+2*g.air-6, 14, ownBack)
			c.round(edge+8, y+3, 8, high+2*g.air-6, 4, partColours[0])
		}
		badge.draw(c, y+g.air)
		c.bands(centre, y+g.air)
		if r.Own != "" && beside {
			mark.draw(c, x+name.width+16, y+g.air+(name.height()-mark.height)/2+1)
		}
		total.draw(c, y+g.air)
	}}
}

// bars are a track for each part, filled by what the unit has of it, with the
// figure under it.
func (s *StandingsCard) bars(p *pen, g standGrid, bars []StandingsBar) []band {
	if len(bars) == 0 {
		return nil
	}
	var out []band
	for _, span := range spans(len(bars), barsAcross) {
		from, to := span[0], span[1]
		texts, high := make([]block, to), 0
		for i := from; i < to; i++ {
			texts[i] = p.fit(bars[i].Text, g.tracks[i], 2, style{size: g.small}, 14)
			high = max(high, texts[i].height())
		}
		out = append(out, gap(4), band{height: g.track + 2 + high, draw: func(c *canvas, y int) {
			x := margin + g.place
			for i := from; i < to; i++ {
				c.round(x, y, g.tracks[i], g.track, g.track/2, hair)
				if full := filled(bars[i].Points, s.Parts[i].Max, g.tracks[i]); full > 0 {
					c.round(x, y, max(full, g.track), g.track, g.track/2, partColour(i))
				}
				c.put(texts[i], x, y+g.track+2, g.tracks[i], left, soft)
				x += g.tracks[i] + trackGap
			}
		}})
	}
	return out
}

// filled is how many pixels of a track a unit has earned.
func filled(points, most campaign.Points, width int) int {
	if most <= 0 || points <= 0 {
		return 0
	}
	return int(int64(min(points, most)) * int64(width) / int64(most))
}
