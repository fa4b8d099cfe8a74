package document

import (
	"errors"

	"thidua/campaign"
)

// StandingsCard is the ordered list of units as a picture, in words of one
// language (S37, S38). Figures come as points for the bars and as finished
// words for reading; a decimal comma is the caller's.
type StandingsCard struct {
	Title    string
	Subtitle string
	Stamp    Stamp // never empty: provisional with its time, or official with its number
	Parts    []StandingsPart
	Rows     []StandingsRow // in order of places
	// Unranked follow under a heading of their own, with the reason in Note and
	// no place.
	UnrankedTitle string
	Unranked      []StandingsRow
	Footer        []string // the rule for ties, and what else a reader must know
}

// StandingsPart is one section of the score sheet: its words in the legend and
// its maximum, which is the length of its bar.
type StandingsPart struct {
	Text string
	Max  campaign.Points
}

// StandingsRow is one unit.
type StandingsRow struct {
	Place string // "1"; empty for the unranked
	Tied  string // a word under the place where it is shared, else empty
	Unit  string
	Own   string // the reader's own unit: what the mark says; else empty
	Bars  []StandingsBar
	Bonus string // "thưởng +2", empty for none
	Minus string // "trừ 0,5", empty for none
	Total string
	Note  string // which rule decided a tie, why there is no place
}

// StandingsBar is what a unit has of one part, as points and in words ("A 57,5").
type StandingsBar struct {
	Points campaign.Points
	Text   string
}

// ErrNoStamp says that a card does not tell whether it is provisional.
var ErrNoStamp = errors.New("standings do not say whether they are provisional or official")

// ErrBars says that a row has not as many bars as the card has parts. A row
// without any bars (nothing handed in) is right.
var ErrBars = errors.New("a row of the standings has another number of bars than parts")

// StandingsPicture draws the card as PNG pages of at most 1080 × 1400 pixels,
// the units' names in full; the stamp, the meaning of the colours and the footer
// are on every page. The same card gives the same bytes. Errors: ErrNoStamp,
// ErrBars, ErrTooLong.
func StandingsPicture(s StandingsCard) ([][]byte, error) {
	if s.Stamp.Text == "" {
		return nil, ErrNoStamp
	}
	for _, rows := range [][]StandingsRow{s.Rows, s.Unranked} {
		for _, r := range rows {
			if len(r.Bars) != 0 && len(r.Bars) != len(s.Parts) {
				return nil, ErrBars
			}
		}
	}
	p, err := newPen()
	if err != nil {
		return nil, err
	}
	return render(p, []*layout{s.choose(p)})
}

// choose is the card in the largest writing that needs one page; where none
// does, few units are written in the middle size and many in the least.
func (s *StandingsCard) choose(p *pen) *layout {
	var tried []*layout
	for _, g := range standGrids {
		l := s.layout(p, s.grid(p, g))
		if cut, err := l.pages(); err == nil && len(cut) == 1 {
			return l
		}
		tried = append(tried, l)
	}
	if len(s.Rows)+len(s.Unranked) <= manyUnits {
		return tried[1]
	}
	return tried[2]
}

// partColours tell the parts apart; their letters stand beside them everywhere.
var partColours = []shade{0x2f5fa8, 0x0f7b6c, 0x8a4fa0, 0x9a5b13, 0x4a5568, 0xa33a5e}

func partColour(i int) shade { return partColours[i%len(partColours)] }

func (s *StandingsCard) layout(p *pen, g standGrid) *layout {
	l := &layout{head: headBands(p, s.Title, s.Subtitle, s.Stamp), body: s.bands(p, g, s.Rows)}
	if len(s.Unranked) > 0 {
		b := p.fit(s.UnrankedTitle, inside, 2, style{size: g.name, bold: true}, 18)
		l.body = append(l.body, band{height: b.height() + 10, keep: true, rule: true, draw: func(c *canvas, y int) {
			c.put(b, margin, y+10, inside, left, soft)
		}})
	}
	l.body = append(l.body, s.bands(p, g, s.Unranked)...)
	var keys []key
	for i, part := range s.Parts {
		keys = append(keys, key{text: part.Text, draw: func(c *canvas, x, y, size int) {
			c.round(x, y+size/2-6, size, 12, 6, partColour(i))
		}})
	}
	l.foot = append(legendBands(p, keys), footBands(p, s.Footer)...)
	return l
}

// bands are the rows, a thin line between two of them unless one is marked.
func (s *StandingsCard) bands(p *pen, g standGrid, rows []StandingsRow) []band {
	var out []band
	for i, r := range rows {
		b := s.row(p, g, r)
		b.rule = i > 0 && r.Own == "" && rows[i-1].Own == ""
		out = append(out, b)
	}
	return out
}
