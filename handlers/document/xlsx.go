package document

import (
	"archive/zip"
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"
)

// book is a workbook being written. The first error stays and is told at the
// end, so that laying out cells reads as a table.
type book struct {
	f      *excelize.File
	styles map[look]int
	wraps  map[int]bool // styles whose text breaks into lines
	err    error
}

// look is how a cell looks; equal looks share one style of the file.
type look struct {
	bold, italic, wrap, border, open bool // open = may be typed into
	size                             float64
	align                            Align
	format                           string // number format; "@" keeps text as text
	fill                             string // RRGGBB
}

// Fills of cells.
const (
	fillHead  = "EDEDED"
	fillInput = "FFF8DC"
	fillGood  = "E3F1E1"
	fillWarn  = "FFF1CC"
	fillBad   = "F9DEDC"
)

// Number formats.
const (
	formatText   = "@"
	formatPoints = "0.00"
	formatCount  = "0"
	formatDay    = "dd/mm/yyyy"
	formatStamp  = "dd/mm/yyyy hh:mm"
)

// newBook starts a workbook with these sheets. made is the time its properties
// tell; equal content of equal time is equal bytes.
func newBook(title string, made time.Time, sheets ...string) *book {
	b := &book{f: excelize.NewFile(), styles: map[look]int{}, wraps: map[int]bool{}}
	b.keep(b.f.SetSheetName("Sheet1", sheets[0]))
	for _, name := range sheets[1:] {
		_, err := b.f.NewSheet(name)
		b.keep(err)
	}
	at := made.UTC().Format(time.RFC3339)
	b.keep(b.f.SetDocProps(&excelize.DocProperties{Title: norm.NFC.String(title), Created: at, Modified: at, Creator: "thidua", LastModifiedBy: "thidua", Language: "vi-VN"}))
	yes := true
	b.keep(b.f.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &yes}))
	return b
}

func (b *book) keep(err error) {
	if b.err == nil && err != nil {
		b.err = fmt.Errorf("xlsx: %w", err)
	}
}

// bytes finishes the workbook.
func (b *book) bytes() ([]byte, error) {
	defer func() { _ = b.f.Close() }()
	if b.err != nil {
		return nil, b.err
	}
	var out bytes.Buffer
	if err := b.f.Write(&out); err != nil {
		return nil, fmt.Errorf("xlsx: %w", err)
	}
	return inOrder(out.Bytes())
}

// inOrder puts the entries of a ZIP into the order of their names, as they are
// packed, with one fixed time: the library writes its larger sheets in the
// order of a map. The bracket of [Content_Types].xml sorts it first.
func inOrder(file []byte) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, fmt.Errorf("xlsx: %w", err)
	}
	slices.SortStableFunc(z.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := bytes.NewBuffer(make([]byte, 0, len(file)))
	w := zip.NewWriter(out)
	for _, f := range z.File {
		f.Modified = zipEpoch
		if err := w.Copy(f); err != nil {
			return nil, fmt.Errorf("xlsx: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("xlsx: %w", err)
	}
	return out.Bytes(), nil
}

func (b *book) style(l look) int {
	if id, ok := b.styles[l]; ok {
		return id
	}
	s := &excelize.Style{
		Font:       &excelize.Font{Family: "Times New Roman", Size: max(l.size, 11), Bold: l.bold, Italic: l.italic},
		Alignment:  &excelize.Alignment{Horizontal: string(l.align), Vertical: "center", WrapText: l.wrap},
		Protection: &excelize.Protection{Locked: !l.open},
	}
	if l.border && l.align != AlignCenter {
		s.Alignment.Indent = 1
		if l.align == AlignLeft {
			s.Alignment.Horizontal = "left"
		}
	}
	if l.format != "" {
		s.CustomNumFmt = &l.format
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.border {
		for _, side := range []string{"left", "top", "right", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: "808080", Style: 1})
		}
	}
	id, err := b.f.NewStyle(s)
	b.keep(err)
	b.styles[l], b.wraps[id] = id, l.wrap
	return id
}

// sheet is one sheet being written from the top.
type sheet struct {
	b    *book
	name string
	w    *excelize.StreamWriter
	row  int
	// widths of the columns in characters, from which heights are reckoned:
	// not every program fits rows to their text when it opens a file.
	widths []float64
}

// pageLook is how a sheet prints and scrolls.
type pageLook struct {
	landscape  bool
	freezeRows int
	freezeCols int
	widths     []float64
	hidden     int // number of one hidden column; 0 = none
}

func (b *book) sheet(name string, p pageLook) *sheet {
	yes, fit, paper, direction := true, 0, 9, "portrait"
	if p.landscape {
		direction = "landscape"
	}
	b.keep(b.f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &yes}))
	b.keep(b.f.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &paper, Orientation: &direction, FitToHeight: &fit}))
	side, end := 0.4, 0.6 // inches
	b.keep(b.f.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &end, Bottom: &end}))
	b.keep(b.f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: "&R&9&P/&N"}))
	w, err := b.f.NewStreamWriter(name)
	b.keep(err)
	s := &sheet{b: b, name: name, w: w, widths: p.widths}
	if b.err != nil {
		return s
	}
	for i, width := range p.widths {
		b.keep(w.SetColWidth(i+1, i+1, width))
	}
	if p.hidden > 0 {
		b.keep(w.SetColVisible(p.hidden, p.hidden, false))
	}
	b.printed(name, p.freezeRows)
	if p.freezeRows > 0 || p.freezeCols > 0 {
		corner, err := excelize.CoordinatesToCellName(p.freezeCols+1, p.freezeRows+1)
		b.keep(err)
		pane := "bottomLeft"
		if p.freezeCols > 0 {
			pane = "bottomRight"
		}
		b.keep(w.SetPanes(&excelize.Panes{Freeze: true, XSplit: p.freezeCols, YSplit: p.freezeRows, TopLeftCell: corner, ActivePane: pane}))
	}
	return s
}

// printed repeats the rows that stay when one scrolls at the head of every page
// on paper.
func (b *book) printed(name string, rows int) {
	if rows == 0 || b.err != nil {
		return
	}
	b.keep(b.f.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: name,
		RefersTo: fmt.Sprintf("'%s'!$1:$%d", strings.ReplaceAll(name, "'", "''"), rows),
	}))
}

// add writes the next row.
func (s *sheet) add(cells ...any) { s.put(cells, s.widths) }

// put writes the next row, its cells as wide as is said.
func (s *sheet) put(cells []any, widths []float64) {
	s.row++
	if s.b.err != nil {
		return
	}
	at, err := excelize.CoordinatesToCellName(1, s.row)
	s.b.keep(err)
	if lines := s.lines(cells, widths); lines > 1 {
		s.b.keep(s.w.SetRow(at, cells, excelize.RowOpts{Height: min(rowHeight*float64(lines)+3, maxHeight)}))
		return
	}
	s.b.keep(s.w.SetRow(at, cells))
}

// Heights in points: of a line, and of a row at most.
const (
	rowHeight = 15.0
	maxHeight = 400.0
)

// lines is how many lines the fullest cell that breaks its text will need.
func (s *sheet) lines(cells []any, widths []float64) int {
	most := 1
	for i, c := range cells {
		cell, _ := c.(excelize.Cell)
		text, _ := cell.Value.(string)
		if !s.b.wraps[cell.StyleID] || i >= len(widths) {
			continue
		}
		n, room := 0, max(int(widths[i])-2, 4)
		for _, l := range strings.Split(text, "\n") {
			n += max(1, (utf8.RuneCountInString(l)+room-1)/room)
		}
		most = max(most, n)
	}
	return most
}

// wide writes one text over the next row's first columns.
func (s *sheet) wide(columns int, l look, text string) {
	cells, over := make([]any, columns), 0.0
	cells[0] = s.b.text(l, text)
	for _, width := range s.widths[:min(columns, len(s.widths))] {
		over += width
	}
	for i := 1; i < columns; i++ {
		cells[i] = excelize.Cell{StyleID: s.b.style(l)}
	}
	s.put(cells, []float64{over})
	if s.b.err == nil && columns > 1 {
		s.b.keep(s.w.MergeCell(cellName(1, s.row), cellName(columns, s.row)))
	}
}

func (s *sheet) flush() {
	if s.b.err == nil {
		s.b.keep(s.w.Flush())
	}
}

func cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		panic("document: " + err.Error()) // columns and rows are ours, never a sender's
	}
	return name
}
