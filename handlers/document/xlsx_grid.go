package document

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// Limits for a workbook somebody sent. A filled score sheet unpacks to some
// 200 KB; an office program may add as much again.
const (
	maxBookPart = 16 << 20  // bytes one part unpacks to
	maxBookRead = 64 << 20  // bytes read from the file in all
	maxCells    = 200_000   // cells looked at, wherever they stand
	maxBloc     = 1_000_000 // the same over all sheets of the bloc's workbook
	maxGridRow  = 2000      // rows and columns kept
	maxGridCol  = 30
	maxCellText = 32_767 // bytes kept of one cell
)

// place is a cell's row and column, from 1.
type place struct{ row, col int }

// rawCell is a cell as the file has it.
type rawCell struct {
	text    string // of a number: as written, "8.5"
	number  bool
	formula bool
	shared  bool // text is the number of a shared text, not yet looked up
}

// cellGrid is what one sheet holds near its top left corner.
type cellGrid struct {
	cells map[place]rawCell
	// beyond is true when something stands outside the part that is kept.
	beyond bool
}

func (g cellGrid) text(row, col int) string { return tidy(g.cells[place{row, col}].text) }

// errTooMuch is a part larger than any honest workbook's.
var errTooMuch = errors.New("document: more than a workbook holds")

// readGrid reads one sheet of a workbook as a stream: the one of this name, or
// the first. Cells are kept only near the corner, so a cell in the last column
// costs nothing. The library that writes our workbooks is not used for
// reading: its streaming rows tell neither formulas nor types of cells, and
// what tells them unpacks whole rows.
//
// problem is "" or one of Empty, WrongType, Macro, Encrypted, Bomb, Damaged,
// Executable, PictureFormat.
func readGrid(r io.ReadSeeker, size int64, name string) (g cellGrid, problem string) {
	kind, problem := Sniff(r, size, "")
	if problem != "" && !Warns(problem) {
		return cellGrid{}, problem
	}
	if kind != XLSX {
		return cellGrid{}, WrongType
	}
	z, err := zip.NewReader(&windowed{r: r, size: size, budget: maxBookRead}, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return cellGrid{}, Damaged
	}
	g, err = parts{z}.grid(name)
	switch {
	case errors.Is(err, errTooMuch), errors.Is(err, errBudget):
		return cellGrid{}, Bomb
	case err != nil:
		return cellGrid{}, Damaged
	}
	return g, ""
}

// parts are the entries of a workbook.
type parts struct{ z *zip.Reader }

// each calls take for every token of a part. A missing part has none.
func (p parts) each(name string, take func(xml.Token) error) error {
	for _, f := range p.z.File {
		if !strings.EqualFold(f.Name, name) {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return err
		}
		defer func() { _ = r.Close() }()
		limited := &io.LimitedReader{R: r, N: maxBookPart}
		d := xml.NewDecoder(limited)
		for {
			token, err := d.Token()
			if limited.N <= 0 {
				return errTooMuch
			}
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			if err := take(token); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p parts) grid(name string) (cellGrid, error) {
	part, err := p.sheetPart(name)
	if err != nil {
		return cellGrid{}, err
	}
	shared, err := p.sharedStrings()
	if err != nil {
		return cellGrid{}, err
	}
	g := gridReader{shared: shared, grid: cellGrid{cells: map[place]rawCell{}}}
	err = p.each(part, g.take)
	return g.grid, err
}

// gridReader walks the cells of a sheet.
type gridReader struct {
	grid   cellGrid
	shared []string
	seen   int
	most   int  // cells looked at in all, where that is more than maxCells
	lazy   bool // leave shared texts unread

	at   place // of the cell being read
	kind string
	cell rawCell
	v    strings.Builder
	text textReader
	in   string // "v" or "f" while inside one
}

func (g *gridReader) take(t xml.Token) error {
	switch e := t.(type) {
	case xml.StartElement:
		return g.open(e)
	case xml.CharData:
		if g.in == "v" && g.v.Len() < maxCellText {
			g.v.Write(e)
		}
	case xml.EndElement:
		switch e.Name.Local {
		case "v", "f":
			g.in = ""
		case "c":
			return g.close()
		}
	}
	g.text.take(t)
	return nil
}

func (g *gridReader) open(e xml.StartElement) error {
	switch e.Name.Local {
	case "row":
		g.at = place{g.at.row + 1, 0}
		if n, err := strconv.Atoi(attribute(e, "r")); err == nil && n > 0 {
			g.at.row = n
		}
	case "c":
		if g.seen++; g.seen > max(g.most, maxCells) {
			return errTooMuch
		}
		g.at.col++
		if at, ok := parseCell(attribute(e, "r")); ok {
			g.at = at
		}
		g.kind, g.cell = attribute(e, "t"), rawCell{}
		g.v.Reset()
		g.text = textReader{}
	case "f":
		g.cell.formula, g.in = true, "f"
	case "v":
		g.in = "v"
	}
	g.text.take(e)
	return nil
}

// close keeps the cell that ended, if it holds anything.
func (g *gridReader) close() error {
	c := g.cell
	c.text = g.v.String()
	switch g.kind {
	case "s":
		if g.lazy {
			c.shared = true
			break
		}
		i, err := strconv.Atoi(strings.TrimSpace(c.text))
		if err != nil || i < 0 || i >= len(g.shared) {
			return errors.New("document: a text that is not there")
		}
		c.text = g.shared[i]
	case "inlineStr":
		c.text = g.text.b.String()
	case "", "n":
		c.number = c.text != ""
	}
	if c.text == "" && !c.formula {
		return nil
	}
	if g.at.row > maxGridRow || g.at.col > maxGridCol {
		g.grid.beyond = true
		return nil
	}
	g.grid.cells[g.at] = c
	return nil
}

// parseCell reads "AB12".
func parseCell(s string) (place, bool) {
	i, col := 0, 0
	for ; i < len(s) && i < 4 && s[i] >= 'A' && s[i] <= 'Z'; i++ {
		col = col*26 + int(s[i]-'A') + 1
	}
	row, err := strconv.Atoi(s[i:])
	return place{row, col}, err == nil && row > 0 && col > 0
}
