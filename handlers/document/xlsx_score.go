package document

import (
	"fmt"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"thidua/campaign"
)

// ScoreSheetPaper is one author's score sheet as a workbook to fill in.
type ScoreSheetPaper struct {
	Year    int
	Unit    string // the unit's name
	Sheet   *campaign.Sheet
	Key     SheetKey
	Secret  []byte // of the bot; keep it for ReadScoreSheet
	Entries map[string]campaign.Entry
	// Beside are figures to compare with and BesideTitle their heading: "Năm
	// trước", or "Đơn vị tự chấm" for an appraisal. "" leaves the column empty.
	Beside      map[string]campaign.Points
	BesideTitle string
	// Proposed stands in the cells of what is not answered yet: the unit's own
	// answers, where the desk appraises.
	Proposed map[string]campaign.Entry
	// Timely is what criteria computed from hand-in times need; nil leaves them
	// and the desk's own out of the sum.
	Timely map[string]campaign.Timeliness
	Made   time.Time
}

// The sheets and columns of the workbook. ReadScoreSheet finds its way by them.
const (
	scoreSheet = "Bảng chấm điểm"
	helpSheet  = "Hướng dẫn"

	colID      = 1 // mã
	colTitle   = 2
	colHow     = 3
	colMax     = 4
	colValue   = 5 // typed
	colApplies = 6 // typed
	colReason  = 7 // typed
	colPoints  = 8
	colBeside  = 9
	colMark    = 10 // hidden
	scoreWidth = 10
	keyRow     = 2
	keyColumn  = colTitle
	firstRow   = 4
	notApplies = "Không áp dụng"
	gateMet    = "Đạt"
	gateNotMet = "Không đạt"
	minReason  = 10 // characters, of "Không áp dụng"
	maxReason  = 500
)

// scoreRow is one row of the sheet: the heading of a group or a criterion.
type scoreRow struct {
	row       int
	heading   string
	max       campaign.Points
	section   string             // id of the section a heading is of; "" = of another group
	criterion campaign.Criterion // of a heading: zero
}

// typed reports whether an answer is typed; the desk enters its own criteria by
// records with reasons, never here.
func (r scoreRow) typed() bool {
	c := r.criterion
	return c.ID != "" && c.Kind != campaign.KindAuto && !c.DeskOnly
}

// scoreRows lays the plan's sheet out, the same for writing and reading.
func scoreRows(s *campaign.Sheet) []scoreRow {
	var out []scoreRow
	put := func(r scoreRow) { r.row = firstRow + len(out); out = append(out, r) }
	group := func(heading string, maximum campaign.Points, is func(campaign.Criterion) bool) {
		headed := false
		for _, c := range s.Criteria {
			if is(c) {
				if !headed {
					put(scoreRow{heading: heading, max: maximum})
					headed = true
				}
				put(scoreRow{criterion: c, max: c.Max})
			}
		}
	}
	for _, sec := range s.Tree() {
		put(scoreRow{heading: strings.Repeat("   ", sec.Depth) + sec.ID + ". " + sec.Title, max: sec.Worth(), section: sec.ID})
		for _, c := range s.Criteria {
			if c.Section == sec.ID {
				put(scoreRow{criterion: c, max: c.Max})
			}
		}
	}
	for _, k := range []struct {
		kind    campaign.Kind
		heading string
		max     campaign.Points
	}{{campaign.KindBonus, "Điểm thưởng", s.BonusCap}, {campaign.KindDeduction, "Điểm trừ", s.DeductionCap}, {campaign.KindGate, "Điều kiện", 0}} {
		group(k.heading, k.max, func(c campaign.Criterion) bool { return c.Section == "" && c.Kind == k.kind })
	}
	return out
}

// ScoreSheetBook writes the sheet as a protected workbook: only answers can be
// typed, each within its limits, what cannot be chosen is locked.
func ScoreSheetBook(p ScoreSheetPaper) ([]byte, error) {
	b := newBook(fmt.Sprintf("Bảng chấm điểm năm %d – %s", p.Year, p.Unit), p.Made, scoreSheet, helpSheet)
	p.write(b, scoreSheet)
	p.help(b)
	return b.bytes()
}

// write puts the table on one sheet of a workbook.
func (p ScoreSheetPaper) write(b *book, name string) {
	s := b.sheet(name, pageLook{
		landscape: true, freezeRows: firstRow - 1, freezeCols: 1,
		widths: []float64{7, 52, 30, 10, 12, 15, 40, 10, 12, 4}, hidden: colMark,
	})
	s.wide(scoreWidth-1, look{bold: true, size: 14}, fmt.Sprintf("BẢNG CHẤM ĐIỂM THI ĐUA NĂM %d – %s", p.Year, p.Unit))
	s.add(b.text(look{italic: true}, "Mã bảng"), b.text(look{italic: true}, p.Key.sealed(p.Secret)))
	typed := "Tự chấm"
	if p.Key.Author == campaign.Appraisal {
		typed = "Thẩm định"
	}
	s.add(b.head("Mã", "Tiêu chí", "Cách nhập", "Điểm tối đa", typed, "Không áp dụng", "Lý do", "Điểm", p.BesideTitle, "")...)
	rows := scoreRows(p.Sheet)
	tally := campaign.Add(p.Sheet, p.shown(), p.Timely)
	for _, r := range rows {
		s.add(p.row(b, rows, r, tally)...)
	}
	p.total(b, s, rows, tally)
	p.limits(b, name, rows)
	b.protect(name)
	s.flush()
}

// shown are the answers the cells hold: stored, else proposed. What the desk
// enters is among them only where the sum is meant to be whole.
func (p ScoreSheetPaper) shown() map[string]campaign.Entry {
	out := map[string]campaign.Entry{}
	for _, c := range p.Sheet.Criteria {
		e, ok := p.Entries[c.ID]
		if !ok {
			e, ok = p.Proposed[c.ID]
		}
		if ok && (!c.DeskOnly || p.Timely != nil) {
			out[c.ID] = e
		}
	}
	return out
}

func (p ScoreSheetPaper) row(b *book, rows []scoreRow, r scoreRow, tally campaign.Tally) []any {
	c := r.criterion
	if c.ID == "" {
		return p.headingRow(b, rows, r, tally)
	}
	plain, wrap := look{border: true}, look{border: true, wrap: true}
	stored, answered := p.Entries[c.ID]
	typed := r.typed()
	e, filled := stored, answered
	if !answered && typed {
		e, filled = p.Proposed[c.ID]
	}
	value, applies, reason := plain, plain, wrap
	if typed {
		value.open, value.fill = true, fillInput
		reason.open, reason.fill = true, fillInput
		if c.MayNotApply {
			applies.open, applies.fill = true, fillInput
		}
	}
	na := ""
	if e.NotApplicable {
		na = notApplies
	}
	beside := b.text(plain, "")
	if v, ok := p.Beside[c.ID]; ok && p.BesideTitle != "" {
		beside = b.points(plain, v)
	}
	return []any{
		b.text(plain, c.ID), b.text(wrap, c.Title), b.text(wrap, howWord(c, typed)), b.maximum(plain, c.Max),
		valueCell(b, value, c, e, filled && typed), b.text(applies, na), b.text(reason, e.Reason),
		p.pointsCell(b, r, tally), beside, b.text(look{}, answerMark(stored, answered && typed)),
	}
}

// headingRow is the heading of a group; that of a section holds its sum.
func (p ScoreSheetPaper) headingRow(b *book, rows []scoreRow, r scoreRow, tally campaign.Tally) []any {
	bold := look{bold: true, border: true, fill: fillHead, wrap: true}
	how := ""
	sec, ok := p.Sheet.Section(r.section)
	if ok && sec.Cap > 0 {
		how = fmt.Sprintf("Cộng được %s, tính đến trần %s", sec.Max, sec.Cap)
	}
	cells := []any{b.text(bold, ""), b.text(bold, r.heading), b.text(bold, how)}
	if r.max > 0 {
		cells = append(cells, b.points(bold, r.max))
	}
	for len(cells) < colBeside {
		cells = append(cells, b.text(bold, ""))
	}
	if ok {
		cells[colPoints-1] = b.formula(bold, sectionSum(p.Sheet, rows, sec), tally.Sections[sec.ID])
	}
	return cells
}

// metFormula is true where a cell says that a criterion is met, by the word or by
// its ratio.
func metFormula(c campaign.Criterion, cell string) string {
	said := fmt.Sprintf(`%s="%s"`, cell, gateMet)
	if !c.ByRatio() {
		return said
	}
	sign := ">="
	if c.AtMost {
		sign = "<="
	}
	return fmt.Sprintf(`OR(%s,AND(ISNUMBER(%s),%s%s%v))`, said, cell, cell, sign, float64(c.Threshold)/100)
}

// maximum is the points of a criterion; none are shown for a condition.
func (b *book) maximum(l look, p campaign.Points) excelize.Cell {
	if p == 0 {
		l.format = ";;;"
		return excelize.Cell{StyleID: b.style(l), Value: 0}
	}
	return b.points(l, p)
}

// howWord says what is typed for a criterion.
func howWord(c campaign.Criterion, typed bool) string {
	switch {
	case c.Kind == campaign.KindAuto:
		return "Bot tính theo ngày nộp"
	case !typed:
		return "Thường trực khối nhập"
	case c.Kind == campaign.KindRelative && c.Measure != "":
		return "Số liệu đạt được (" + c.Measure + "); so với đơn vị cao nhất"
	case c.Kind == campaign.KindRelative:
		return "Số liệu đạt được; so với đơn vị cao nhất"
	case c.Kind == campaign.KindPercentage && c.AtMost:
		return fmt.Sprintf("Tỷ lệ %%, không quá %s được điểm tối đa", plainNumber(int64(c.ThresholdOrWhole())))
	case c.Kind == campaign.KindPercentage && c.Threshold > 0:
		return fmt.Sprintf("Tỷ lệ %% đạt được, từ %s được điểm tối đa", plainNumber(int64(c.Threshold)))
	case c.Kind == campaign.KindPercentage:
		return "Tỷ lệ % đạt được, ví dụ 97,5"
	case c.ByRatio() && c.AtMost:
		return fmt.Sprintf("%s hoặc %s (đạt: không quá %s %%)", gateMet, gateNotMet, plainNumber(int64(c.Threshold)))
	case c.ByRatio():
		return fmt.Sprintf("%s hoặc %s (đạt: từ %s %%)", gateMet, gateNotMet, plainNumber(int64(c.Threshold)))
	case c.Kind.YesNo():
		return gateMet + " hoặc " + gateNotMet
	case c.Kind.Counted():
		return fmt.Sprintf("Số lần, mỗi lần %s điểm", c.Each)
	}
	return fmt.Sprintf("Điểm từ 0 đến %s, bước %s", c.Max, c.StepOrDefault())
}

func valueCell(b *book, l look, c campaign.Criterion, e campaign.Entry, answered bool) excelize.Cell {
	blank := !answered || e.NotApplicable
	switch {
	case c.Kind.YesNo() && blank:
		return b.text(l, "")
	case c.Kind.YesNo():
		return b.text(l, metWord(e))
	case blank:
		l.format, l.align = formatOf(c), AlignRight
		return excelize.Cell{StyleID: b.style(l)}
	case c.Kind.Counted():
		l.align = AlignRight
		return b.count(l, int(e.Value))
	}
	return b.points(l, campaign.Points(e.Value))
}

func metWord(e campaign.Entry) string {
	if e.Value == 0 {
		return gateNotMet
	}
	return gateMet
}

// gateWord is what answers say of a condition; "" without an answer.
func gateWord(entries map[string]campaign.Entry, c campaign.Criterion) string {
	e, ok := entries[c.ID]
	if !ok || e.NotApplicable {
		return ""
	}
	return metWord(e)
}

func formatOf(c campaign.Criterion) string {
	if c.Kind.Counted() {
		return formatCount
	}
	return formatPoints
}

// pointsCell is what the answer is worth, as a live formula.
func (p ScoreSheetPaper) pointsCell(b *book, r scoreRow, tally campaign.Tally) excelize.Cell {
	c, l := r.criterion, look{border: true}
	value, maximum := cellName(colValue, r.row), cellName(colMax, r.row)
	worth := ""
	switch {
	case c.Kind != campaign.KindGate && !r.typed() && p.Timely != nil:
		return b.points(l, tally.Scores[c.ID])
	case c.Kind == campaign.KindGate || !r.typed():
		return b.text(l, "")
	case c.Kind == campaign.KindRelative: // the others' best as it was when the workbook was made
		worth = fmt.Sprintf("IF(%s>0,ROUND(%s*%s/MAX(%s,%v),2),0)", value, maximum, value, value, float64(c.Best)/100)
	case c.Kind == campaign.KindPercentage && c.AtMost:
		full := float64(c.ThresholdOrWhole()) / 100
		worth = fmt.Sprintf("IF(%s<=%v,%s,ROUND(%s*%v/%s,2))", value, full, maximum, maximum, full, value)
	case c.Kind == campaign.KindPercentage:
		full := float64(c.ThresholdOrWhole()) / 100
		worth = fmt.Sprintf("ROUND(%s*MIN(%s,%v)/%v,2)", maximum, value, full, full)
	case c.Kind == campaign.KindPass:
		return b.formula(l, fmt.Sprintf(`IF(AND(%s,%s<>"%s"),%s,0)`, metFormula(c, value), cellName(colApplies, r.row), notApplies, maximum), tally.Scores[c.ID])
	case c.Kind.Counted():
		worth = fmt.Sprintf("MIN(%s,%s*%v)", maximum, value, float64(c.Each)/100)
	default:
		worth = value
	}
	return b.formula(l, fmt.Sprintf(`IF(AND(ISNUMBER(%s),%s<>"%s"),%s,0)`, value, cellName(colApplies, r.row), notApplies, worth), tally.Scores[c.ID])
}
