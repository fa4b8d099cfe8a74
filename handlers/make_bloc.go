package handlers

import (
	"maps"

	"thidua/campaign"
	"thidua/handlers/document"
	"thidua/storage"
)

// makeBloc is the appraisal of all units as one workbook to fill in. Units the
// receiver belongs to are shown and cannot be filled in.
func makeBloc(v *View) (render, bool) {
	p := document.BlocPaper{
		Year: v.Plan.Year, Bloc: v.Plan.Bloc, Sheet: &v.Plan.Sheet, Secret: storage.Secret(v.Tx), Made: v.Now,
		Key: keyOfSheet(v.Plan, "", campaign.Appraisal, 0), Closed: map[string]bool{}, Self: map[string]campaign.Tally{},
	}
	missing, field := 0, storage.FieldOf(v.Tx, v.Plan)
	for _, u := range v.Plan.Competing() {
		f := storage.FiguresOf(v.Tx, v.Plan.Campaign, u.ID)
		if f.Stage() == campaign.StageNone {
			missing++
			continue
		}
		sheet, timely := v.appraisalPaper(u, f, field), timeliness(v.dutiesOf(u.ID))
		sheet.Timely, sheet.Secret, sheet.Made = timely, p.Secret, v.Now
		p.Self[u.ID] = campaign.Add(sheet.Sheet, f.Self.Entries, timely)
		p.Closed[u.ID] = f.Stage() != campaign.StageSelf || !v.may(campaign.ActAppraise, u.ID)
		p.Units = append(p.Units, sheet)
	}
	if len(p.Units) == 0 {
		return nil, false
	}
	caption := lines(v.S(blocCaption, HTML(counted(len(p.Units), v.Lang, unitNoun)), stamp(v.Now, v.Lang)), v.someMissing(missing))
	return func(opener) (Paper, error) {
		raw, err := document.BlocBook(p)
		return Paper{Name: "tham-dinh-toan-khoi-tam-tinh.xlsx", Type: xlsxType, Content: raw, Caption: caption}, err
	}, true
}

// appraisalPaper is one unit's sheet of the workbook: what the desk has entered,
// and in the cells it has not, what the unit declared.
func (v *View) appraisalPaper(u campaign.Unit, f campaign.Figures, field campaign.Field) document.ScoreSheetPaper {
	rev := 0
	desk := campaign.ScoreSheet{SealedAt: v.Now}
	if f.Appraisal != nil {
		rev, desk.Entries = f.Appraisal.Rev, f.Appraisal.Entries
	}
	with := f // as if the appraisal ended now: with what the desk records
	with.Appraisal = &desk
	sheet := v.Plan.Sheet.Among(u.ID, field)
	p := document.ScoreSheetPaper{
		Year: v.Plan.Year, Unit: u.Name, Sheet: sheet, Key: keyOfSheet(v.Plan, u.ID, campaign.Appraisal, rev),
		Entries: with.Entries(sheet, campaign.StageAppraised), Proposed: maps.Clone(f.Self.Entries),
		Beside: map[string]campaign.Points{}, BesideTitle: "Đơn vị tự chấm",
	}
	for id, e := range f.Self.Entries {
		if c, ok := sheet.Criterion(id); ok && c.Kind != campaign.KindGate {
			p.Beside[id] = campaign.ScoreOf(c, e)
		}
		if !e.NotApplicable { // the reason column is the desk's
			e.Reason = ""
			p.Proposed[id] = e
		}
	}
	return p
}

func (v *View) someMissing(n int) string {
	if n == 0 {
		return ""
	}
	return v.S(blocMissing, HTML(counted(n, v.Lang, unitNoun)))
}

var (
	blocCaption = T("Thẩm định toàn khối, %s, lập lúc %s (TẠM TÍNH). Mỗi đơn vị một trang; điền vào ô nền vàng, mức khác mức tự chấm phải có lý do; gửi lại cho bot để xem và xác nhận từng đơn vị.",
		"Appraisal of the whole bloc, %s, made on %s (PROVISIONAL). One page a unit; fill in the yellow cells, whatever differs from the self-score needs a reason; send it back to look at and confirm unit by unit.")
	blocMissing = T("%s chưa gửi Bảng chấm điểm nên không có trong bảng.", "Not in it, because no score sheet was sent: %s.")
)
