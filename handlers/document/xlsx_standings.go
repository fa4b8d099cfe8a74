package document

import (
	"fmt"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"thidua/campaign"
)

// StandingsPaper is the standings as far as the reader of them may see.
type StandingsPaper struct {
	Bloc      string
	Year      int
	Sheet     *campaign.Sheet
	Standings []campaign.Standing // in order of Rank
	// Classes beside Standings, "" for a unit without one; nil = no grades.
	Classes []string
	// Note says TẠM TÍNH and as of when, or names the publication.
	Note string
	Made time.Time
}

// Names of the sheets.
const (
	standingsSheet = "Xếp hạng"
	detailSheet    = "Chi tiết"
)

const standingsHead = 3 // rows above the first unit, on both sheets

// StandingsBook writes the standings as a workbook whose sums are live
// formulas over the points of every criterion: sections, what is scaled up,
// caps and total. Places and notes are values, because the rules for ties need
// more than a formula.
func StandingsBook(p StandingsPaper) ([]byte, error) {
	b := newBook(fmt.Sprintf("Xếp hạng thi đua năm %d", p.Year), p.Made, standingsSheet, detailSheet)
	columns := detailColumns(p.Sheet)
	p.ranks(b, columns)
	p.detail(b, columns)
	return b.bytes()
}

// detailColumn is a criterion of the detail sheet and the group it is summed in.
type detailColumn struct {
	group     string // section id, groupBonus or groupDeduction
	criterion campaign.Criterion
}

const (
	groupBonus     = "+"
	groupDeduction = "-"
)

// detailColumns are the criteria worth points, those of a group side by side.
func detailColumns(s *campaign.Sheet) []detailColumn {
	var out []detailColumn
	take := func(group string, is func(campaign.Criterion) bool) {
		for _, c := range s.Criteria {
			if is(c) {
				out = append(out, detailColumn{group, c})
			}
		}
	}
	for _, sec := range s.Tree() {
		take(sec.ID, func(c campaign.Criterion) bool {
			return c.Section == sec.ID && c.Kind != campaign.KindGate && c.Kind != campaign.KindBonus && c.Kind != campaign.KindDeduction
		})
	}
	take(groupBonus, func(c campaign.Criterion) bool { return c.Kind == campaign.KindBonus })
	take(groupDeduction, func(c campaign.Criterion) bool { return c.Kind == campaign.KindDeduction })
	return out
}

// sum is the formula adding up a group of one unit on the detail sheet; "0" for
// a group without criteria.
func sum(columns []detailColumn, group string, row int) string {
	first, last := 0, 0
	for i, c := range columns {
		if c.group == group {
			if first == 0 {
				first = i + 3
			}
			last = i + 3
		}
	}
	if first == 0 {
		return "0"
	}
	return fmt.Sprintf("SUM('%s'!%s:%s)", detailSheet, cellName(first, row), cellName(last, row))
}

// nestedSum adds up a section with its parts, each cut to its cap.
func nestedSum(s *campaign.Sheet, columns []detailColumn, sec campaign.Section, row int) string {
	var terms []string
	if own := sum(columns, sec.ID, row); own != "0" {
		terms = append(terms, own)
	}
	for _, part := range s.Parts(sec.ID) {
		terms = append(terms, nestedSum(s, columns, part, row))
	}
	if sec.Cap > 0 {
		return fmt.Sprintf("MIN(%v,%s)", float64(sec.Cap)/100, added(terms))
	}
	return added(terms)
}

func (p StandingsPaper) ranks(b *book, columns []detailColumn) {
	titles, widths := []string{"Hạng", "Đơn vị"}, []float64{7, 36}
	for _, sec := range p.Sheet.Parts("") {
		titles, widths = append(titles, "Phần "+sec.ID), append(widths, 11)
	}
	titles = append(titles, "Cộng", "Điểm không áp dụng", "Quy đổi", "Điểm thưởng", "Điểm trừ", "Tổng điểm", "Ghi chú")
	widths = append(widths, 11, 12, 11, 11, 11, 12, 44)
	s := b.sheet(standingsSheet, pageLook{landscape: true, freezeRows: standingsHead, freezeCols: 2, widths: widths})
	s.wide(len(titles), look{bold: true, size: 14}, fmt.Sprintf("KẾT QUẢ CHẤM ĐIỂM, XẾP HẠNG NĂM %d – %s", p.Year, p.Bloc))
	s.wide(len(titles), look{italic: true}, p.Note)
	s.add(b.head(titles...)...)
	for i, st := range p.Standings {
		s.add(p.rankRow(b, columns, st, p.note(i), s.row+1)...)
	}
	s.row++
	s.wide(len(titles), look{italic: true, wrap: true}, formulaWords(p.Sheet))
	s.flush()
}

// note is what is said beside a line: its class and what its place alone does
// not tell.
func (p StandingsPaper) note(i int) string {
	note := standingNote(p.Standings[i])
	switch {
	case i >= len(p.Classes) || p.Classes[i] == "":
		return note
	case note == "":
		return "Xếp loại " + p.Classes[i]
	}
	return "Xếp loại " + p.Classes[i] + "; " + note
}

func (p StandingsPaper) rankRow(b *book, columns []detailColumn, st campaign.Standing, note string, row int) []any {
	plain, center := look{border: true}, look{border: true, align: AlignCenter}
	place := b.text(center, "")
	if st.Place > 0 {
		place = b.count(center, st.Place)
	}
	t := st.Tally
	cells := []any{place, b.text(look{border: true, wrap: true}, st.Unit.Name)}
	for _, sec := range p.Sheet.Parts("") {
		cells = append(cells, b.formula(plain, nestedSum(p.Sheet, columns, sec, row), t.Sections[sec.ID]))
	}
	n := len(cells)
	at := func(k int) string { return cellName(n+k, row) } // k-th column after the sections
	total := float64(p.Sheet.Total) / 100
	base := "0"
	if n > 2 {
		base = fmt.Sprintf("SUM(%s:%s)", cellName(3, row), cellName(n, row))
	}
	return append(cells,
		b.formula(plain, base, t.Base),
		b.points(plain, t.NotApplied),
		b.formula(plain, fmt.Sprintf("IF(%s<%v,ROUND(%s*%v/(%v-%s),2),0)", at(2), total, at(1), total, total, at(2)), t.Rebased),
		b.formula(plain, fmt.Sprintf("MIN(%v,%s)", float64(p.Sheet.BonusCap)/100, sum(columns, groupBonus, row)), t.Bonus),
		b.formula(plain, fmt.Sprintf("MIN(%v,%s)", float64(p.Sheet.DeductionCap)/100, sum(columns, groupDeduction, row)), t.Deduction),
		b.formula(look{border: true, bold: true}, fmt.Sprintf("MAX(0,ROUND(%s+%s-%s,2))", at(3), at(4), at(5)), t.Total),
		b.text(look{border: true, wrap: true}, note))
}

// formulaWords is the rule of the total in words (S20).
func formulaWords(s *campaign.Sheet) string {
	words := fmt.Sprintf("Tổng điểm = tổng các phần × %s : (%s − điểm không áp dụng) + điểm thưởng (nhiều nhất %s) − điểm trừ (nhiều nhất %s), không thấp hơn 0, làm tròn hai chữ số.",
		s.Total, s.Total, s.BonusCap, s.DeductionCap)
	var caps []string
	for _, sec := range s.Tree() {
		if sec.Cap > 0 {
			caps = append(caps, fmt.Sprintf("%s tính đến %s", sec.ID, sec.Cap))
		}
	}
	if caps == nil {
		return words
	}
	return words + " Trần của phần, nhóm: " + strings.Join(caps, "; ") + "."
}

func (p StandingsPaper) detail(b *book, columns []detailColumn) {
	widths := []float64{7, 36}
	head := look{bold: true, border: true, align: AlignCenter, fill: fillHead}
	ids, maxima := b.head("Hạng", "Đơn vị"), []any{b.text(head, ""), b.text(head, "Điểm tối đa")}
	for _, c := range columns {
		widths = append(widths, 8)
		ids = append(ids, b.text(head, c.criterion.ID))
		maxima = append(maxima, b.points(look{bold: true, border: true, fill: fillHead}, c.criterion.Max))
	}
	s := b.sheet(detailSheet, pageLook{landscape: true, freezeRows: standingsHead, freezeCols: 2, widths: widths})
	s.wide(len(ids), look{bold: true, size: 14}, fmt.Sprintf("ĐIỂM TỪNG TIÊU CHÍ NĂM %d", p.Year))
	s.add(ids...)
	s.add(maxima...)
	plain := look{border: true}
	for _, st := range p.Standings {
		cells := []any{b.text(look{border: true, align: AlignCenter}, numberWord(st.Place)), b.text(look{border: true, wrap: true}, st.Unit.Name)}
		for _, c := range columns {
			v, scored := st.Tally.Scores[c.criterion.ID]
			if !scored {
				cells = append(cells, excelize.Cell{StyleID: b.style(plain)})
				continue
			}
			cells = append(cells, b.points(plain, v))
		}
		s.add(cells...)
	}
	s.flush()
}
