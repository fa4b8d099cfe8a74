package document

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"thidua/campaign"
)

// protect locks a sheet without a password: against slips, not against people.
// What comes back is checked cell by cell.
func (b *book) protect(name string) {
	if b.err == nil {
		b.keep(b.f.ProtectSheet(name, &excelize.SheetProtectionOptions{
			SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true,
		}))
	}
}

// limits puts drop-downs and bounds on the cells people type into, one rule for
// all cells it holds for.
func (p ScoreSheetPaper) limits(b *book, sheet string, rows []scoreRow) {
	if b.err != nil {
		return
	}
	type rule struct {
		kind      campaign.Kind
		ratio     bool
		max, step campaign.Points
	}
	cells, first := map[rule][]string{}, []campaign.Criterion{}
	var applies, reasons []string
	of := func(c campaign.Criterion) rule {
		if c.Kind == campaign.KindNumber {
			return rule{kind: c.Kind, max: c.Max, step: c.StepOrDefault()}
		}
		return rule{kind: c.Kind, ratio: c.ByRatio()}
	}
	for _, r := range rows {
		if !r.typed() {
			continue
		}
		k := of(r.criterion)
		if cells[k] == nil {
			first = append(first, r.criterion)
		}
		cells[k] = append(cells[k], cellName(colValue, r.row))
		reasons = append(reasons, cellName(colReason, r.row))
		if r.criterion.MayNotApply {
			applies = append(applies, cellName(colApplies, r.row))
		}
	}
	for _, c := range first {
		b.limitValue(sheet, strings.Join(cells[of(c)], " "), c)
	}
	if len(applies) > 0 {
		b.list(sheet, strings.Join(applies, " "), notApplies)
	}
	if len(reasons) > 0 {
		v := excelize.NewDataValidation(true)
		v.SetSqref(strings.Join(reasons, " "))
		b.keep(v.SetRange(0, maxReason, excelize.DataValidationTypeTextLength, excelize.DataValidationOperatorBetween))
		b.limit(sheet, v, fmt.Sprintf("Lý do dài nhất %d ký tự.", maxReason))
	}
}

func (b *book) limitValue(sheet, cell string, c campaign.Criterion) {
	v := excelize.NewDataValidation(true)
	v.SetSqref(cell)
	switch {
	case c.ByRatio(): // the words are offered, a figure is taken as well
		b.keep(v.SetDropList([]string{gateMet, gateNotMet}))
		b.keep(b.f.AddDataValidation(sheet, v))
	case c.Kind.YesNo():
		b.list(sheet, cell, gateMet, gateNotMet)
	case c.Kind == campaign.KindRelative:
		b.keep(v.SetRange(0, float64(campaign.MaxFigure)/100, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
		b.limit(sheet, v, "Nhập số liệu đạt được, từ 0 trở lên, nhiều nhất hai chữ số lẻ, ví dụ 42 hoặc 42,5.")
	case c.Kind == campaign.KindPercentage:
		b.keep(v.SetRange(0, float64(campaign.MaxPercent)/100, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
		b.limit(sheet, v, "Nhập tỷ lệ phần trăm đạt được, ví dụ 97,5 (không kèm dấu %).")
	case c.Kind.Counted():
		b.keep(v.SetRange(0, int(campaign.MaxCount), excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween))
		b.limit(sheet, v, fmt.Sprintf("Nhập số lần, số nguyên từ 0 đến %d.", campaign.MaxCount))
	default:
		b.keep(v.SetRange(0, float64(c.Max)/100, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
		b.limit(sheet, v, fmt.Sprintf("Nhập điểm từ 0 đến %s, bước %s, ví dụ %s.", c.Max, c.StepOrDefault(), min(c.Max, 2*c.StepOrDefault())))
	}
}

func (b *book) list(sheet, cell string, words ...string) {
	v := excelize.NewDataValidation(true)
	v.SetSqref(cell)
	b.keep(v.SetDropList(words))
	b.limit(sheet, v, "Chọn một mục trong danh sách.")
}

func (b *book) limit(sheet string, v *excelize.DataValidation, message string) {
	v.SetError(excelize.DataValidationErrorStyleStop, "Chưa đúng", message)
	b.keep(b.f.AddDataValidation(sheet, v))
}
