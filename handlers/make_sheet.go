package handlers

import (
	"thidua/campaign"
	"thidua/handlers/document"
	"thidua/storage"
)

// makeSheet is the unit's own sheet as a workbook to fill in, as it stands when
// it is sent.
func makeSheet(v *View) (render, bool) {
	unit := v.Args["unit"]
	u, ok := v.Plan.Unit(unit)
	if !ok || u.Status == campaign.NonCompeting {
		return nil, false
	}
	sheet, ok := storage.Sheets.Get(v.Tx, sheetKey(v.Plan, unit))
	if !ok {
		sheet = campaign.ScoreSheet{Version: v.Plan.Sheet.Version}
	}
	plan := unitPlan(v.Plan, unit, campaign.Field{})
	if sheet.Sealed() && appraisedYet(v.Tx, v.Plan, unit) {
		plan = comparedPlan(v.Tx, v.Plan, unit)
	}
	p := document.ScoreSheetPaper{
		Year: v.Plan.Year, Unit: u.Name, Sheet: &plan.Sheet, Secret: storage.Secret(v.Tx), Entries: sheet.Entries,
		Key: keyOfSheet(v.Plan, unit, campaign.SelfScore, sheet.Rev), Timely: timeliness(v.dutiesOf(unit)), Made: v.Now,
	}
	if past, year, ok := storage.PastPoints(v.Tx, v.Plan.Year, unit); ok {
		p.Beside, p.BesideTitle = past.Points, besideYear.In("vi", year)
	}
	caption := v.S(sheetCaption, u.Name, stamp(v.Now, v.Lang))
	if sheet.Sealed() {
		caption = v.S(sheetCaptionSealed, u.Name)
	}
	return func(opener) (Paper, error) {
		raw, err := document.ScoreSheetBook(p)
		return Paper{Name: "bang-cham-diem-" + unit + ".xlsx", Type: xlsxType, Content: raw, Caption: caption}, err
	}, true
}

var (
	besideYear   = T("Năm %d", "Year %d")
	sheetCaption = T("Bảng tự chấm điểm của %s, lập lúc %s. Điền vào ô nền vàng, lưu ở dạng .xlsx rồi gửi lại cho bot; bot liệt kê các thay đổi và chỉ ghi khi đồng chí xác nhận.",
		"Self-score sheet of %s, made on %s. Fill in the yellow cells, save it as .xlsx and send it back; changes are listed and written only once you confirm.")
	sheetCaptionSealed = T("Bảng tự chấm điểm của %s, đã gửi: chỉ để xem và lưu.", "Self-score sheet of %s, handed in: to read and keep only.")
)
