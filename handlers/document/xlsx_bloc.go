package document

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"thidua/campaign"
)

// blocSheet is the first sheet of the workbook of the whole bloc; every unit has
// one more, named by its id.
const blocSheet = "Toàn khối"

// BlocPaper is the appraisal of all units as one workbook: a sheet to compare,
// and a sheet to fill in for every unit.
type BlocPaper struct {
	Year   int
	Bloc   string
	Sheet  *campaign.Sheet
	Key    SheetKey // of the bloc: Unit is ""
	Secret []byte
	Units  []ScoreSheetPaper // Key.Unit names the sheet
	// Closed units have no sheet to fill in: their figures are shown only.
	Closed map[string]bool
	// Self are the points of the units' own sheets, by unit id, and their totals.
	Self map[string]campaign.Tally
	Made time.Time
}

// BlocBook writes it. Self-score and appraisal of all units stand side by side
// on the first sheet; the appraised points there are live formulas over the
// sheets of the units, which are protected like a unit's own.
func BlocBook(p BlocPaper) ([]byte, error) {
	names := []string{blocSheet}
	for _, u := range p.open() {
		names = append(names, u.Key.Unit)
	}
	b := newBook(fmt.Sprintf("Thẩm định toàn khối năm %d", p.Year), p.Made, append(names, helpSheet)...)
	p.compare(b)
	for _, u := range p.open() {
		u.write(b, u.Key.Unit)
	}
	p.help(b)
	return b.bytes()
}

// open are the units whose sheet can be filled in.
func (p BlocPaper) open() []ScoreSheetPaper {
	return slices.DeleteFunc(slices.Clone(p.Units), func(u ScoreSheetPaper) bool { return p.Closed[u.Key.Unit] })
}

// appraised are a unit's points in a row of its sheet: live, or as they are.
func (p BlocPaper) appraised(b *book, l look, u ScoreSheetPaper, row int, now campaign.Points) excelize.Cell {
	if p.Closed[u.Key.Unit] {
		return b.points(l, now)
	}
	return b.formula(l, fmt.Sprintf("'%s'!%s", u.Key.Unit, cellName(colPoints, row)), now)
}

// appraisedGate is a unit's condition in words: live, or as it is. A blank cell
// stays blank; a reference to one alone would show 0.
func (p BlocPaper) appraisedGate(b *book, l look, u ScoreSheetPaper, r scoreRow) excelize.Cell {
	word := b.text(l, gateWord(u.shown(), r.criterion))
	if !p.Closed[u.Key.Unit] {
		l.format = "" // a formula in a cell of text would be shown, not computed
		word.StyleID, word.Formula = b.style(l), fmt.Sprintf(`'%s'!%s&""`, u.Key.Unit, cellName(colValue, r.row))
	}
	return word
}

// compareHead is how many rows stand above the first criterion.
const compareHead = 4

func (p BlocPaper) compare(b *book) {
	widths := []float64{7, 52, 10}
	for range p.Units {
		widths = append(widths, 12, 12)
	}
	s := b.sheet(blocSheet, pageLook{landscape: true, freezeRows: compareHead, freezeCols: 2, widths: widths})
	s.wide(3, look{bold: true, size: 14}, fmt.Sprintf("TỰ CHẤM VÀ THẨM ĐỊNH NĂM %d – %s", p.Year, p.Bloc))
	s.add(b.text(look{italic: true}, "Mã bảng"), b.text(look{italic: true}, p.Key.sealed(p.Secret)))
	units, columns := b.head("", "", ""), b.head("Mã", "Tiêu chí", "Điểm tối đa")
	for _, u := range p.Units {
		units = append(units, b.head(u.Unit, "")...)
		columns = append(columns, b.head("Tự chấm", "Thẩm định")...)
	}
	s.add(units...)
	for i := range p.Units { // a unit's name stands over both its columns
		if b.err == nil {
			b.keep(s.w.MergeCell(cellName(4+2*i, s.row), cellName(5+2*i, s.row)))
		}
	}
	s.add(columns...)
	rows := scoreRows(p.Sheet)
	tallies := map[string]campaign.Tally{}
	for _, u := range p.Units {
		tallies[u.Key.Unit] = campaign.Add(u.Sheet, u.shown(), u.Timely)
	}
	for _, r := range rows {
		s.add(p.compareRow(b, r, tallies)...)
	}
	bold := look{bold: true, border: true, fill: fillHead}
	cells := []any{b.text(bold, ""), b.text(bold, "Tổng điểm"), b.points(bold, p.Sheet.Total)}
	for _, u := range p.Units {
		total := tallies[u.Key.Unit].Total
		cells = append(cells, b.points(bold, p.Self[u.Key.Unit].Total), p.appraised(b, bold, u, firstRow+len(rows), total))
	}
	s.add(cells...)
	b.protect(blocSheet)
	s.flush()
}

func (p BlocPaper) compareRow(b *book, r scoreRow, tallies map[string]campaign.Tally) []any {
	c := r.criterion
	if c.ID == "" {
		bold := look{bold: true, border: true, wrap: true, fill: fillHead}
		cells := []any{b.text(bold, ""), b.text(bold, r.heading), b.maximum(bold, r.max)}
		for range p.Units {
			cells = append(cells, b.text(bold, ""), b.text(bold, ""))
		}
		return cells
	}
	plain := look{border: true}
	cells := []any{b.text(plain, c.ID), b.text(look{border: true, wrap: true}, c.Title), b.maximum(plain, c.Max)}
	for _, u := range p.Units {
		if c.Kind == campaign.KindGate {
			cells = append(cells, b.text(plain, gateWord(u.Proposed, c)), p.appraisedGate(b, plain, u, r))
			continue
		}
		worth := tallies[u.Key.Unit].Scores[c.ID]
		cells = append(cells, b.points(plain, p.Self[u.Key.Unit].Scores[c.ID]), p.appraised(b, plain, u, r.row, worth))
	}
	return cells
}

func (p BlocPaper) help(b *book) {
	s := b.sheet(helpSheet, pageLook{widths: []float64{110}})
	s.add(b.text(look{bold: true, size: 14}, "Cách thẩm định bằng bảng này"))
	for _, line := range []string{
		"1. Mỗi đơn vị một trang, tên trang là mã đơn vị; trang “" + blocSheet + "” để so sánh, không nhập.",
		"2. Chỉ nhập vào ô nền vàng. Ô chưa thẩm định được điền sẵn mức đơn vị tự chấm; xóa ô nếu chưa muốn thẩm định mục đó.",
		"3. Mức khác với mức tự chấm phải ghi lý do ở cột “Lý do”.",
		"4. Số lẻ viết 8,5. Tỷ lệ viết 97,5, không kèm dấu %. Không thêm, xóa, đổi chỗ dòng; không đổi tên trang.",
		"5. Lưu ở dạng .xlsx rồi gửi lại cho bot. Bot liệt kê từng đơn vị và chỉ ghi đơn vị nào được xác nhận.",
		formulaWords(p.Sheet),
	} {
		s.add(b.text(look{wrap: true}, line))
	}
	b.protect(helpSheet)
	s.flush()
}

// BlocResult is what came back for one unit.
type BlocResult struct {
	Unit string
	// Line is the sealed key of the unit's sheet, for OpenSheetKey.
	Line     string
	Changes  []SheetChange
	Problems []SheetProblem
}

// ReadBlocBook compares the sheets of the units with what is stored, each the
// way ReadScoreSheet does. problem is that of the whole file. A unit whose sheet
// is not there is left out.
func ReadBlocBook(r io.ReadSeeker, size int64, want []ExpectedSheet) (out []BlocResult, problem string) {
	kind, problem := Sniff(r, size, "")
	if problem != "" && !Warns(problem) {
		return nil, problem
	}
	if kind != XLSX {
		return nil, WrongType
	}
	z, err := zip.NewReader(&windowed{r: r, size: size, budget: maxBookRead}, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, Damaged
	}
	grids, err := parts{z}.grids(want)
	switch {
	case errors.Is(err, errTooMuch), errors.Is(err, errBudget):
		return nil, Bomb
	case err != nil:
		return nil, Damaged
	}
	for _, w := range want {
		g, ok := grids[w.Key.Unit]
		if !ok {
			continue
		}
		changes, problems := w.read(g)
		out = append(out, BlocResult{w.Key.Unit, g.sealedKey(), changes, problems})
	}
	return out, ""
}

// grids reads the sheets of the units, the shared texts once.
func (p parts) grids(want []ExpectedSheet) (map[string]cellGrid, error) {
	names, err := p.sheetNames()
	if err != nil {
		return nil, err
	}
	shared, err := p.sharedStrings()
	if err != nil {
		return nil, err
	}
	out, seen := map[string]cellGrid{}, 0
	for _, w := range want {
		if !names[w.Key.Unit] {
			continue
		}
		part, err := p.sheetPart(w.Key.Unit)
		if err != nil {
			return nil, err
		}
		g := gridReader{shared: shared, seen: seen, most: maxBloc, grid: cellGrid{cells: map[place]rawCell{}}}
		if err := p.each(part, g.take); err != nil {
			return nil, err
		}
		out[w.Key.Unit], seen = g.grid, g.seen
	}
	return out, nil
}
