package document

import (
	"errors"
	"fmt"
)

// CellState is how far a unit is with one requirement, as the board shows it.
// Each has a colour and a mark of its own; the words are the caller's.
type CellState string

// States of a cell.
const (
	CellOnTime   CellState = "on-time"  // handed in, in time: ✓
	CellLate     CellState = "late"     // handed in, late: a clock
	CellOverdue  CellState = "overdue"  // not handed in, the deadline is past: ✗
	CellPartial  CellState = "partial"  // one part is in, another missing: a half disc
	CellDraft    CellState = "draft"    // begun, not handed in: three dots
	CellOpen     CellState = "open"     // may be handed in, nothing done yet: a ring
	CellReturned CellState = "returned" // sent back for completion: an arrow back
	CellClosed   CellState = "closed"   // cannot be handed in yet: a dash
	CellExempt   CellState = "exempt"   // not asked of this unit: a ring with a stroke
)

// Board is units × requirements (S67), in words of one language: who has handed
// in what. Columns are the requirements' short names; a newline in one begins a
// line, for example before its "5/7". Stamp may be empty.
type Board struct {
	Title    string
	Subtitle string
	Stamp    Stamp
	Columns  []string
	Rows     []BoardUnit
	Legend   []BoardKey
	Footer   []string
}

// BoardUnit is one unit with as many cells as the board has columns.
type BoardUnit struct {
	Unit  string
	Cells []BoardCell
}

// BoardCell is a state and the few words that say it ("trễ 2 ngày").
type BoardCell struct {
	State CellState
	Text  string
}

// BoardKey explains a state in the legend.
type BoardKey struct {
	State CellState
	Text  string
}

// ErrColumns says that a row has not as many cells as the board has columns.
var ErrColumns = errors.New("a row of the board has another number of cells than columns")

// boardColumns is how many requirements stand beside each other; more are shown
// in groups, each on pages of its own.
const boardColumns = 6

// BoardPicture draws the board as PNG pages of at most 1080 × 1400 pixels, the
// units' names in full. The same board gives the same bytes. Errors: ErrColumns,
// ErrTooLong, or a state that is none of the above.
func BoardPicture(b Board) ([][]byte, error) {
	if err := b.check(); err != nil {
		return nil, err
	}
	p, err := newPen()
	if err != nil {
		return nil, err
	}
	var layouts []*layout
	for _, span := range spans(len(b.Columns), boardColumns) {
		layouts = append(layouts, b.layout(p, span[0], span[1]))
	}
	return render(p, layouts)
}

func (b *Board) check() error {
	for _, r := range b.Rows {
		if len(r.Cells) != len(b.Columns) {
			return fmt.Errorf("%w: %d of %d", ErrColumns, len(r.Cells), len(b.Columns))
		}
		for _, c := range r.Cells {
			if _, ok := cellLooks[c.State]; !ok {
				return fmt.Errorf("unknown state of a cell: %q", c.State)
			}
		}
	}
	for _, k := range b.Legend {
		if _, ok := cellLooks[k.State]; !ok {
			return fmt.Errorf("unknown state in the legend: %q", k.State)
		}
	}
	return nil
}

// spans cuts n things into equal groups of at most most; none is one empty group.
func spans(n, most int) [][2]int {
	groups := max(1, (n+most-1)/most)
	var out [][2]int
	for i := range groups {
		out = append(out, [2]int{n * i / groups, n * (i + 1) / groups})
	}
	return out
}

// grid is where a board's columns stand and how large its rows are written.
type grid struct {
	unit int // width of the names
	cell int // width of a cell, the space to the next included
	from int // x of the first cell

	name, word, mark, air int // sizes; air is above and below what a cell holds
}

const cellGap = 8

// manyUnits is from how many units on a picture is written smaller, so that a
// hundred of them come as one album of ten.
const manyUnits = 24

func gridOf(columns, units int) grid {
	g := grid{unit: inside, name: 26, word: 20, mark: 26, air: 8}
	if units > manyUnits {
		g.name, g.word, g.mark, g.air = 23, 18, 22, 4
	}
	if columns > 0 {
		g.cell = min((inside-300)/columns, 176)
		g.unit = inside - columns*g.cell - 16
		g.from = margin + inside - columns*g.cell + cellGap
	}
	return g
}

func (b *Board) layout(p *pen, from, to int) *layout {
	g := gridOf(to-from, len(b.Rows))
	l := &layout{
		head: headBands(p, b.Title, b.Subtitle, b.Stamp),
		top:  []band{boardTop(p, g, b.Columns[from:to])},
	}
	for _, r := range b.Rows {
		l.body = append(l.body, boardBand(p, g, r.Unit, r.Cells[from:to]))
	}
	var keys []key
	for _, k := range b.Legend {
		keys = append(keys, key{text: k.Text, draw: func(c *canvas, x, y, size int) {
			look := cellLooks[k.State]
			c.round(x, y, size, size, 9, look.back)
			look.mark(c, x+6, y+6, size-12, look.fill)
		}})
	}
	l.foot = append(legendBands(p, keys), footBands(p, b.Footer)...)
	return l
}

// boardTop is the line of the requirements' names, all of one size.
func boardTop(p *pen, g grid, columns []string) band {
	st := style{size: 21, bold: true}
	for _, name := range columns {
		st.size = min(st.size, p.fit(name, g.cell-cellGap, 3, st, 15).style.size)
	}
	high := 0
	var heads []block
	for _, name := range columns {
		b := p.line(name, g.cell-cellGap, st)
		heads, high = append(heads, b), max(high, b.height())
	}
	return band{height: high + 12, draw: func(c *canvas, y int) {
		for i, b := range heads {
			c.put(b, g.from+i*g.cell, y+high-b.height(), g.cell-cellGap, middle, soft)
		}
	}}
}
