package document

import "image/color"

// shade is a colour as 0xRRGGBB.
type shade uint32

func (s shade) parts() (r, g, b int) { return int(s >> 16 & 0xff), int(s >> 8 & 0xff), int(s & 0xff) }

func (s shade) rgba() color.RGBA {
	r, g, b := s.parts()
	return color.RGBA{R: uint8(r), G: uint8(g), B: uint8(b), A: 0xff}
}

// alphaLevels is how many steps an edge fades in: enough for the eye, few
// enough that a page's pairs of colours fit a palette. alphaFloor is the
// greatest coverage that rounds to nothing.
const (
	alphaLevels = 14
	alphaFloor  = 255 / (2 * alphaLevels)
)

// inks is the palette of a picture. It grows by the colours that are really
// drawn. Blends at edges share one that is near enough, and leave room for the
// plain colours, which are always exact: no page has more than 64 of them.
type inks struct {
	list   []shade
	index  map[shade]uint8
	mixers map[shade]*mixer
}

func newInks() *inks {
	return &inks{index: map[shade]uint8{}, mixers: map[shade]*mixer{}}
}

// How many colours a palette holds, how many before blends take no more, and
// how far (squared, over three channels) one blend may stand for another.
const (
	mostInks   = 256
	mostBlends = mostInks - 64
	alike      = 48
)

// of is the index of a plain colour; the nearest one once the palette is full.
func (k *inks) of(s shade) uint8 {
	if i, ok := k.index[s]; ok {
		return i
	}
	if len(k.list) >= mostInks {
		i, _ := k.nearest(s)
		return i
	}
	k.list = append(k.list, s)
	k.index[s] = uint8(len(k.list) - 1)
	return k.index[s]
}

// blend is the index of a colour at an edge, or of one like it.
func (k *inks) blend(s shade) uint8 {
	if i, far := k.nearest(s); far <= alike || len(k.list) >= mostBlends {
		return i
	}
	return k.of(s)
}

func (k *inks) nearest(s shade) (index uint8, far int) {
	r, g, b := s.parts()
	best, found := 1<<30, 0
	for i, have := range k.list {
		hr, hg, hb := have.parts()
		if d := (r-hr)*(r-hr) + (g-hg)*(g-hg) + (b-hb)*(b-hb); d < best {
			best, found = d, i
		}
	}
	return uint8(found), best
}

// mixer answers what a colour over each index of the palette makes, once per
// pair and level.
type mixer struct {
	inks  *inks
	fill  shade
	known [256][alphaLevels + 1]bool
	made  [256][alphaLevels + 1]uint8
}

func (k *inks) mixer(s shade) *mixer {
	m := k.mixers[s]
	if m == nil {
		m = &mixer{inks: k, fill: s}
		k.mixers[s] = m
	}
	return m
}

// over is the index of the fill laid over an index with a coverage of 0..255.
func (m *mixer) over(old, alpha uint8) uint8 {
	level := (int(alpha)*alphaLevels + 127) / 255
	if !m.known[old][level] {
		m.known[old][level] = true
		m.made[old][level] = m.inks.edge(old, m.fill, level)
	}
	return m.made[old][level]
}

// edge is the index of a colour that covers another by a level.
func (k *inks) edge(old uint8, over shade, level int) uint8 {
	if level == alphaLevels {
		return k.of(over)
	}
	ur, ug, ub := k.list[old].parts()
	or, og, ob := over.parts()
	mix := func(u, o int) shade { return shade((u*(alphaLevels-level) + o*level + alphaLevels/2) / alphaLevels) }
	return k.blend(mix(ur, or)<<16 | mix(ug, og)<<8 | mix(ub, ob))
}
