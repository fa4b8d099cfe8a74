package document

import (
	"io"
	"slices"
	"strings"

	"thidua/campaign"
)

// What can be wrong with a score sheet that comes back, besides the problems of
// files. Those that Warn concern nothing that is lost.
const (
	SheetNotOurs       = "sheet-not-ours"       // carries no key of ours
	SheetForged        = "sheet-forged"         // the key and its code do not agree
	SheetOtherCampaign = "sheet-other-campaign" // of another year or bloc
	SheetWrongUnit     = "sheet-wrong-unit"
	SheetWrongAuthor   = "sheet-wrong-author" // a self-score where an appraisal is expected, or the reverse
	SheetOldPlan       = "sheet-old-plan"     // of an older plan or score sheet

	SheetMovedRow    = "sheet-moved-row"    // a criterion stands in another row; its answer is not taken
	SheetChangedCell = "sheet-changed-cell" // a locked cell was changed; the answer of its row is not taken
	SheetStrayCell   = "sheet-stray-cell"   // something typed where nothing belongs; not taken
	SheetFormula     = "sheet-formula"      // a formula where an answer belongs; not taken
	SheetBadValue    = "sheet-bad-value"    // not an answer, see Err; not taken
	SheetBadApplies  = "sheet-bad-applies"  // neither blank nor "Không áp dụng", or not allowed; not taken
	SheetBoth        = "sheet-both"         // a value and "Không áp dụng"; not taken
	SheetNoReason    = "sheet-no-reason"    // "Không áp dụng" without a reason of some words; not taken
	SheetLongReason  = "sheet-long-reason"  // not taken
	SheetPercent     = "sheet-percent"      // 0,97 where 97 % may be meant; not taken

	SheetTextNumber = "sheet-text-number" // "8,5" typed as text; taken as 8,5
	SheetStale      = "sheet-stale"       // answers were changed in the chat since the workbook was made
)

// SheetProblem is one thing that is wrong with a workbook.
type SheetProblem struct {
	Kind      string          `json:"kind"`                // a Sheet… constant or a problem of files (Macro, Bomb …)
	Cell      string          `json:"cell,omitempty"`      // "E12"; "" when it concerns the whole file
	Criterion string          `json:"criterion,omitempty"` // id; "" when unknown
	Text      string          `json:"text,omitempty"`      // what stands in the cell, cut to 100 characters; people typed it
	Err       *campaign.Error `json:"-"`
}

// Warns reports whether the problem is only worth a word.
func (p SheetProblem) Warns() bool { return p.Kind == SheetTextNumber || p.Kind == SheetStale }

// SheetChange is one answer of the workbook that differs from what the workbook
// was made with.
type SheetChange = campaign.Change

// ExpectedSheet is what a workbook must be for its answers to be read.
type ExpectedSheet struct {
	Sheet *campaign.Sheet
	Key   SheetKey // its Rev is that of Entries
	// Secret is the bot's; with nil the caller checks the key's code, see
	// OpenSheetKey.
	Secret  []byte
	Entries map[string]campaign.Entry // stored now
	// Ratio words a ratio in hundredths of a percent, typed where a ratio decides
	// what is met; needed where the sheet has such a criterion.
	Ratio func(c campaign.Criterion, ratio int64) string
}

// ReadScoreSheet compares a workbook somebody filled in with what is stored.
// Nothing is taken that is not in changes, and nothing in changes was guessed:
// whatever is odd is a problem with its own kind. A problem of the whole file
// leaves changes empty. Memory and time stay bounded whatever the file claims.
func ReadScoreSheet(r io.ReadSeeker, size int64, want ExpectedSheet) (changes []SheetChange, problems []SheetProblem) {
	g, problem := readGrid(r, size, scoreSheet)
	if problem != "" {
		return nil, []SheetProblem{{Kind: problem}}
	}
	return want.read(g)
}

// read compares one sheet.
func (want ExpectedSheet) read(g cellGrid) (changes []SheetChange, problems []SheetProblem) {
	key, problem := want.key(g)
	if problem == "" {
		problem = want.differs(key)
	}
	if problem != "" {
		return nil, []SheetProblem{{Kind: problem, Cell: cellName(keyColumn, keyRow)}}
	}
	if key.Rev != want.Key.Rev {
		problems = append(problems, SheetProblem{Kind: SheetStale})
	}
	rows := scoreRows(want.Sheet)
	if moved := g.moved(rows); len(moved) > 0 {
		problems = append(problems, moved...)
	}
	for _, row := range rows {
		if row.criterion.ID == "" || !g.unmoved(row) {
			continue
		}
		change, found := want.readRow(g, row)
		problems = append(problems, found...)
		if change != nil {
			changes = append(changes, *change)
		}
	}
	return changes, append(problems, g.stray(rows)...)
}

// key opens the key of the sheet.
func (want ExpectedSheet) key(g cellGrid) (SheetKey, string) {
	if want.Secret != nil {
		return OpenSheetKey(g.sealedKey(), want.Secret)
	}
	k, ok := parseKey(g.sealedKey())
	if !ok {
		return k, SheetNotOurs
	}
	return k, ""
}

func (g cellGrid) sealedKey() string { return g.text(keyRow, keyColumn) }

// differs names the first thing about a key that is not as expected.
func (want ExpectedSheet) differs(k SheetKey) string {
	switch {
	case k.Campaign != want.Key.Campaign:
		return SheetOtherCampaign
	case k.Unit != want.Key.Unit:
		return SheetWrongUnit
	case k.Author != want.Key.Author:
		return SheetWrongAuthor
	case k.Plan != want.Key.Plan, k.Version != want.Key.Version:
		return SheetOldPlan
	}
	return ""
}

func (g cellGrid) unmoved(r scoreRow) bool { return g.text(r.row, colID) == r.criterion.ID }

// moved lists the criteria that are not in their row.
func (g cellGrid) moved(rows []scoreRow) []SheetProblem {
	var out []SheetProblem
	for _, r := range rows {
		if r.criterion.ID != "" && !g.unmoved(r) {
			out = append(out, SheetProblem{Kind: SheetMovedRow, Cell: cellName(colID, r.row), Criterion: r.criterion.ID, Text: cut(g.text(r.row, colID))})
		}
	}
	return out
}

// readRow reads one criterion: its change, nil for none, and its problems.
func (want ExpectedSheet) readRow(g cellGrid, r scoreRow) (*SheetChange, []SheetProblem) {
	if p := g.locked(r); p != nil {
		return nil, []SheetProblem{*p}
	}
	if !r.typed() {
		return nil, nil
	}
	e, answered, problems := g.answer(r, want.Ratio)
	if slices.ContainsFunc(problems, func(p SheetProblem) bool { return !p.Warns() }) {
		return nil, problems
	}
	made, says := g.text(r.row, colMark), answerMark(e, answered)
	old, stored := want.Entries[r.criterion.ID]
	now := answerMark(old, stored)
	if says == made || says == now {
		return nil, nil // untouched, or stored already
	}
	return &SheetChange{
		Criterion: r.criterion.ID, Old: old, Blank: !stored, New: e, Erase: !answered, Conflict: now != made,
	}, problems
}

// locked finds a cell of the row that was not to be changed and was.
func (g cellGrid) locked(r scoreRow) *SheetProblem {
	c := r.criterion
	for _, l := range []struct {
		col int
		is  string
	}{{colTitle, c.Title}, {colHow, howWord(c, r.typed())}} {
		if got := g.text(r.row, l.col); got != tidy(l.is) {
			return &SheetProblem{Kind: SheetChangedCell, Cell: cellName(l.col, r.row), Criterion: c.ID, Text: cut(got)}
		}
	}
	at := place{r.row, colMax}
	n, ok := hundredthsOf(g.cells[at].text)
	if !ok || campaign.Points(n) != c.Max || g.cells[at].formula {
		return &SheetProblem{Kind: SheetChangedCell, Cell: cellName(colMax, r.row), Criterion: c.ID, Text: cut(g.text(r.row, colMax))}
	}
	return nil
}

// stray finds what was typed outside the answers: below and beside the table,
// and into answers that are not the author's to give.
func (g cellGrid) stray(rows []scoreRow) []SheetProblem {
	var out []SheetProblem
	if g.beyond {
		out = append(out, SheetProblem{Kind: SheetStrayCell})
	}
	byRow := map[int]scoreRow{}
	last := firstRow + len(rows) // the row of the total
	for _, r := range rows {
		byRow[r.row] = r
	}
	var cells []place
	for at, c := range g.cells {
		typedColumn := at.col >= colValue && at.col <= colReason
		outside := at.row > last || at.row >= firstRow && at.col > scoreWidth
		if strings.TrimSpace(c.text) != "" && (outside || typedColumn && at.row >= firstRow && !byRow[at.row].typed()) {
			cells = append(cells, at)
		}
	}
	slices.SortFunc(cells, func(a, b place) int {
		if a.row != b.row {
			return a.row - b.row
		}
		return a.col - b.col
	})
	for _, at := range cells[:min(len(cells), maxStray)] {
		out = append(out, SheetProblem{Kind: SheetStrayCell, Cell: cellName(at.col, at.row), Criterion: byRow[at.row].criterion.ID, Text: cut(g.text(at.row, at.col))})
	}
	return out
}

// maxStray is how many stray cells are told; a sheet full of them needs no list.
const maxStray = 20

// cut keeps the beginning of what people typed.
func cut(s string) string {
	r := []rune(s)
	return string(r[:min(len(r), 100)])
}
