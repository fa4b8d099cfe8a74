package document

import (
	"fmt"
	"slices"
	"strings"

	"thidua/campaign"
)

// total adds the sheet up; where what the bot and the desk enter is left out,
// that is said.
func (p ScoreSheetPaper) total(b *book, s *sheet, rows []scoreRow, tally campaign.Tally) {
	ranges := map[string][2]int{}
	for _, r := range rows {
		if r.criterion.ID == "" {
			continue
		}
		if r.criterion.Section != "" {
			continue
		}
		group := string(r.criterion.Kind)
		span, ok := ranges[group]
		if !ok {
			span[0] = r.row
		}
		span[1] = r.row
		ranges[group] = span
	}
	over := func(group string, column int) string {
		span, ok := ranges[group]
		if !ok {
			return "0"
		}
		return cellName(column, span[0]) + ":" + cellName(column, span[1])
	}
	total := float64(p.Sheet.Total) / 100
	parts := p.Sheet.Parts("")
	var sums, lost []string
	for _, sec := range parts {
		sums = append(sums, cellName(colPoints, rowOf(rows, sec.ID)))
		lost = append(lost, sectionLost(p.Sheet, rows, sec))
	}
	na := cellName(colHow, firstRow+len(rows)) // in this row, for people to see as well
	formula := fmt.Sprintf("MAX(0,IF(%s<%v,ROUND((%s)*%v/(%v-%s),2),0)+MIN(%v,SUM(%s))-MIN(%v,SUM(%s)))", na, total, added(sums), total, total, na,
		float64(p.Sheet.BonusCap)/100, over(string(campaign.KindBonus), colPoints), float64(p.Sheet.DeductionCap)/100, over(string(campaign.KindDeduction), colPoints))
	bold := look{bold: true, border: true, wrap: true, fill: fillHead}
	words := "Tạm cộng các mục đã nhập (chưa kể mục bot tính và mục Thường trực khối nhập)"
	if p.Timely != nil {
		words = "Tổng điểm (mục bot tính theo thời điểm lập bảng)"
	}
	gone := b.formula(bold, added(lost), tally.NotApplied)
	apart := bold
	apart.format, apart.align = `"Điểm không áp dụng: "0.00`, AlignRight
	gone.StyleID = b.style(apart)
	s.add(b.text(bold, ""), b.text(bold, words), gone, b.points(bold, p.Sheet.Total),
		b.text(bold, ""), b.text(bold, ""), b.text(bold, ""), b.formula(bold, formula, tally.Total), b.text(bold, ""))
}

func added(terms []string) string {
	if len(terms) == 0 {
		return "0"
	}
	return strings.Join(terms, "+")
}

// rowOf is the row of a section's heading.
func rowOf(rows []scoreRow, section string) int {
	for _, r := range rows {
		if r.section == section && section != "" {
			return r.row
		}
	}
	return 0
}

// rowsOf is the first and the last row of a section's own criteria, which stand
// together under its heading; 0 without any.
func rowsOf(rows []scoreRow, section string) (first, last int) {
	for _, r := range rows {
		if r.criterion.Section == section && section != "" {
			if first == 0 {
				first = r.row
			}
			last = r.row
		}
	}
	return first, last
}

// sectionSum adds a section up from the points of its criteria and the headings
// of its parts, and cuts it to its cap.
func sectionSum(s *campaign.Sheet, rows []scoreRow, sec campaign.Section) string {
	var terms []string
	if first, last := rowsOf(rows, sec.ID); first > 0 {
		terms = append(terms, fmt.Sprintf("SUM(%s:%s)", cellName(colPoints, first), cellName(colPoints, last)))
	}
	for _, part := range s.Parts(sec.ID) {
		terms = append(terms, cellName(colPoints, rowOf(rows, part.ID)))
	}
	if sec.Cap > 0 {
		return fmt.Sprintf("MIN(%v,%s)", float64(sec.Cap)/100, added(terms))
	}
	return added(terms)
}

// sectionLost is what of a section cannot be reached because it does not apply:
// a cap hides as much of it as it cuts off.
func sectionLost(s *campaign.Sheet, rows []scoreRow, sec campaign.Section) string {
	var terms []string
	if first, last := rowsOf(rows, sec.ID); first > 0 {
		terms = append(terms, fmt.Sprintf(`SUMIF(%s:%s,"%s",%s:%s)`, cellName(colApplies, first), cellName(colApplies, last), notApplies,
			cellName(colMax, first), cellName(colMax, last)))
	}
	for _, part := range s.Parts(sec.ID) {
		terms = append(terms, sectionLost(s, rows, part))
	}
	if slack := sec.Max - sec.Worth(); slack > 0 {
		return fmt.Sprintf("MAX(0,%s-%v)", added(terms), float64(slack)/100)
	}
	return added(terms)
}

func (p ScoreSheetPaper) help(b *book) {
	s := b.sheet(helpSheet, pageLook{widths: []float64{110}})
	s.add(b.text(look{bold: true, size: 14}, "Cách điền bảng"))
	lines := []string{
		"1. Chỉ nhập vào ô nền vàng; các ô khác đã khóa. Không thêm, xóa, đổi chỗ dòng.",
		"2. Ô để trống là chưa trả lời: không phải 0 điểm, cũng không phải điểm tối đa.",
		"3. Số lẻ viết 8,5. Tỷ lệ viết 97,5, không kèm dấu %.",
		"4. Chọn “" + notApplies + "” thì để trống ô điểm và ghi lý do.",
		"5. Lưu ở dạng .xlsx rồi gửi lại cho bot. Bot liệt kê các chỗ thay đổi và chỉ ghi khi đồng chí xác nhận.",
	}
	if slices.ContainsFunc(p.Sheet.Criteria, campaign.Criterion.ByRatio) {
		lines = append(lines, "6. Mục xét theo tỷ lệ: chọn “"+gateMet+"”, “"+gateNotMet+"”, hoặc nhập tỷ lệ, ví dụ 92,5; bot so với mức quy định và ghi tỷ lệ vào cột “Lý do”.")
	}
	for _, line := range append(lines, formulaWords(p.Sheet)) {
		s.add(b.text(look{wrap: true}, line))
	}
	b.protect(helpSheet)
	s.flush()
}
