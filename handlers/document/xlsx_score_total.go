package document

import (
	"fmt"

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
		group := "sections"
		if r.criterion.Section == "" {
			group = string(r.criterion.Kind)
		}
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
	na := fmt.Sprintf(`SUMIF(%s,"%s",%s)`, over("sections", colApplies), notApplies, over("sections", colMax))
	formula := fmt.Sprintf("MAX(0,ROUND(SUM(%s)*%v/(%v-%s),2)+MIN(%v,SUM(%s))-MIN(%v,SUM(%s)))", over("sections", colPoints), total, total, na,
		float64(p.Sheet.BonusCap)/100, over(string(campaign.KindBonus), colPoints), float64(p.Sheet.DeductionCap)/100, over(string(campaign.KindDeduction), colPoints))
	bold := look{bold: true, border: true, wrap: true, fill: fillHead}
	words := "Tạm cộng các mục đã nhập (chưa kể mục bot tính và mục Thường trực khối nhập)"
	if p.Timely != nil {
		words = "Tổng điểm (mục bot tính theo thời điểm lập bảng)"
	}
	s.add(b.text(bold, ""), b.text(bold, words), b.text(bold, ""), b.points(bold, p.Sheet.Total),
		b.text(bold, ""), b.text(bold, ""), b.text(bold, ""), b.formula(bold, formula, tally.Total), b.text(bold, ""))
}

func (p ScoreSheetPaper) help(b *book) {
	s := b.sheet(helpSheet, pageLook{widths: []float64{110}})
	s.add(b.text(look{bold: true, size: 14}, "Cách điền bảng"))
	for _, line := range []string{
		"1. Chỉ nhập vào ô nền vàng; các ô khác đã khóa. Không thêm, xóa, đổi chỗ dòng.",
		"2. Ô để trống là chưa trả lời: không phải 0 điểm, cũng không phải điểm tối đa.",
		"3. Số lẻ viết 8,5. Tỷ lệ viết 97,5, không kèm dấu %.",
		"4. Chọn “" + notApplies + "” thì để trống ô điểm và ghi lý do.",
		"5. Lưu ở dạng .xlsx rồi gửi lại cho bot. Bot liệt kê các chỗ thay đổi và chỉ ghi khi đồng chí xác nhận.",
		formulaWords(p.Sheet),
	} {
		s.add(b.text(look{wrap: true}, line))
	}
	b.protect(helpSheet)
	s.flush()
}
