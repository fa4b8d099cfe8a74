package handlers

import (
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// While a published result is reopened the desk corrects a figure here, with a
// reason: the appraisal stays as it was sealed, the corrected figure stands in
// the final sheet, and the unit is told at once.

// correcting reports whether a figure of the unit may be corrected: not before its
// explanation is over, because until then it is moved by an answer.
func (a *appraising) correcting() bool {
	if !a.desk.Sealed() || storage.PublishingOf(a.Tx, a.Plan.Campaign).Reopened == nil {
		return false
	}
	state, _ := a.Plan.Explaining(storage.FiguresOf(a.Tx, a.Plan.Campaign, a.unit), storage.ExplanationOf(a.Tx, a.Plan.Campaign, a.unit), a.Event.At)
	return state == campaign.ExplainOver
}

// recorded is what the records on a criterion come to, false where none stands.
// They decide its figure, whatever the unit or the desk answers beside them.
func (a *appraising) recorded(id string) (campaign.Entry, bool) {
	e, ok := campaign.RecordEntries(&a.Plan.Sheet, storage.RecordsOf(a.Tx, a.Plan.Campaign, a.unit))[id]
	return e, ok
}

// recordedLine says so on the screen of such a criterion.
func (a *appraising) recordedLine(c campaign.Criterion) string {
	if e, ok := a.recorded(c.ID); ok {
		return a.S(figureOnRecord, a.entryWords(c, e))
	}
	return ""
}

// decided is the desk's last word on a criterion: what was decided after the
// appraisal, else the appraisal.
func (a *appraising) decided(id string) (campaign.Entry, bool) {
	if final, ok := storage.Sheets.Get(a.Tx, storage.K(a.Plan.Campaign, a.unit, string(campaign.Final))); ok && a.desk.Sealed() {
		if e, ok := final.Entries[id]; ok {
			return e, true
		}
	}
	e, ok := a.desk.Entries[id]
	return e, ok
}

// finalLine is the figure that counts where the appraisal's no longer does.
func (a *appraising) finalLine(c campaign.Criterion) string {
	was := a.desk.Entries[c.ID]
	if e, ok := a.decided(c.ID); ok && a.desk.Sealed() && !campaign.AsDeclared(e, was) {
		return a.S(finalFigure, a.entryWords(c, e), a.who(e.By), e.Reason)
	}
	return ""
}

// correctLine tells on the unit's screen that its figures may be corrected.
func (a *appraising) correctLine() string {
	if !a.correcting() {
		return ""
	}
	now := storage.PublishingOf(a.Tx, a.Plan.Campaign)
	return a.S(figuresOpen, campaign.PublicationNumber(now.Reopened.Of, a.Plan.Year))
}

// correct asks why, unless the figure is the one that stands, or follows records.
func (a *appraising) correct(c campaign.Criterion, e campaign.Entry) {
	if line := a.recordedLine(c); line != "" {
		a.Say(line)
		return
	}
	if now, ok := a.decided(c.ID); ok && campaign.AsDeclared(e, now) {
		a.Say(a.S(figureSame, c.ID, a.entryWords(c, now)))
		return
	}
	a.Keep("value", strconv.FormatInt(e.Value, 10))
	a.Go("why")
}

func (a *appraising) writeCorrection(c campaign.Criterion, e campaign.Entry) {
	was, _ := a.decided(c.ID)
	if err := storage.CorrectFigure(a.Tx, a.Turn.Plan, a.unit, c.ID, e); err != nil {
		a.Say(a.S(blocPast))
		a.Go("unit")
		return
	}
	a.compared = false
	a.Note("correct-figure", a.unit, c.ID, e.Reason)
	for _, p := range once(append(a.colleagues(a.unit), a.Turn.desk()...)) {
		reader := a.as(p)
		a.Send(Outgoing{
			Kind: OutSay, Class: ClassRecord, Chat: p.ID, Silent: a.Plan.Quiet(a.Event.At, false),
			Text: reader.S(figureNews, a.unitName(a.unit), c.ID, short(c.Title, 60), reader.entryWords(c, was), reader.entryWords(c, e), e.Reason),
		})
	}
	a.Keep("done", a.S(figureCorrected, c.ID, a.entryWords(c, e)))
	a.goItem(c.ID)
}

var (
	finalFigure = T("Kết quả cuối cùng: <b>%s</b> (đồng chí %s). Lý do: %s", "Final: <b>%s</b> (%s). Reason: %s")
	figuresOpen = T("Kết quả số %s đang được xem xét lại: bấm hoặc gõ mã tiêu chí để sửa điểm, kèm lý do. Điểm cộng, điểm trừ và điều kiện sửa tại /ghinhan.",
		"Results No. %s are being reviewed: press or type a criterion to correct its figure, with a reason. Bonuses, deductions and conditions are corrected with /record.")
	figureOnRecord = T("Theo ghi nhận của thường trực khối: <b>%s</b>. Ghi nhận quyết định điểm của tiêu chí này; sửa tại /ghinhan.",
		"By the desk's records: <b>%s</b>. They decide this criterion; correct them with /record.")
	figureWhy       = T("Vì sao sửa? Đồng chí gõ lý do (ít nhất %d ký tự); đơn vị và thường trực khối sẽ đọc lý do này.", "Why is it corrected? Type the reason (at least %d characters); the unit and the desk will read it.")
	figureNow       = T("Đang tính: <b>%s</b>", "It counts as: <b>%s</b>")
	figureSame      = T("%s đang là %s, không có gì để sửa.", "%s is %s already; there is nothing to correct.")
	figureCorrected = T("Đã sửa %s thành %s; đơn vị được báo. Lãnh đạo khối chốt lại và công bố bản điều chỉnh tại /congbo.", "%s is now %s; the unit is told. A leader freezes the figures again and publishes the correction with /publish.")
	figureNews      = T("<b>Sửa kết quả của %s</b> (TẠM TÍNH đến khi công bố bản điều chỉnh)\n%s. %s: %s → <b>%s</b>. Lý do: %s",
		"<b>A result of %s is corrected</b> (PROVISIONAL until the correction is published)\n%s. %s: %s → <b>%s</b>. Reason: %s")
)
