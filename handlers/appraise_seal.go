package handlers

import (
	"slices"
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// showSeal is the last look before an appraisal is sealed and told to the unit.
func (a *appraising) showSeal() {
	if left := campaign.Undecided(&a.Plan.Sheet, &a.desk); len(left) > 0 || a.desk.Sealed() || len(a.differingIDs()) > 0 {
		a.Go("unit")
		return
	}
	a.Keep("rev", strconv.Itoa(a.desk.Rev))
	last := campaign.DateOf(a.Plan.ExplainUntil(a.Event.At)).AddDays(-1)
	a.Show(paragraphs(a.deskHeader(), a.sealLines(), a.S(appraiseSealAsk, a.unitName(a.unit), dayWords(last, a.Lang()))),
		Row(a.B("yes", appraiseSealYes)), Row(a.B("unit", backLabel)))
}

// sealLines is what is about to be sealed: what was changed, or in bold that
// nothing was, and what was accepted although it had a flag.
func (a *appraising) sealLines() string {
	changed, passed := campaign.Changed(&a.Plan.Sheet, &a.sheet, &a.desk), []string{}
	for _, c := range a.Plan.Sheet.Typed() {
		if a.flags[c.ID] != "" && !slices.Contains(changed, c.ID) {
			passed = append(passed, c.ID)
		}
	}
	what := a.changedLines(a.Turn)
	if len(changed) == 0 {
		what = a.S(sealUnchanged, len(a.Plan.Sheet.Typed()))
	}
	return paragraphs(what, a.listed(sealPassed, passed))
}

// changedLines lists what the desk decided otherwise, with the reasons, in the
// reader's language.
func (a *appraising) changedLines(reader *Turn) string {
	var out []string
	for _, id := range campaign.Changed(&a.Plan.Sheet, &a.sheet, &a.desk) {
		c, _ := a.Plan.Sheet.Criterion(id)
		e := a.desk.Entries[id]
		was := HTML(reader.S(leftBlank))
		if self, ok := a.sheet.Entries[id]; ok {
			was = reader.entryWords(c, self)
		}
		out = append(out, reader.S(appraiseChange, c.ID, c.Title, was, reader.entryWords(c, e), e.Reason))
	}
	if len(out) == 0 {
		return reader.S(appraiseNoChange)
	}
	return lines(out...)
}

func (a *appraising) pressSeal(action string) {
	if action != "yes" {
		a.Go(action)
		return
	}
	if strconv.Itoa(a.desk.Rev) != a.Kept("rev") {
		a.Go("seal") // somebody else of the desk changed it meanwhile
		return
	}
	if err := campaign.Seal(&a.Plan.Sheet, &a.desk, a.Actor.ID, a.Event.At); err != nil || !a.put() {
		if err != nil {
			a.Say(a.S(blocPast))
			a.Go("unit")
		}
		return
	}
	a.Note("appraisal-sealed", a.unit, "sheet "+a.desk.Version, "total "+a.deskTally().Total.String())
	a.explainEnds(a.unit)
	a.tellAppraised()
	a.Keep("done", a.S(appraiseSealed, a.unitName(a.unit)))
	a.Go("unit")
}

// tellAppraised gives the unit its appraised total, what was changed and why,
// and until when it can explain.
func (a *appraising) tellAppraised() {
	last := campaign.DateOf(a.Plan.ExplainUntil(a.desk.SealedAt)).AddDays(-1)
	total := a.deskTally()
	for _, p := range a.colleagues(a.unit) {
		reader := &Turn{Tx: a.Tx, Actor: p, Set: a.Set, Plan: a.Plan, Event: a.Event}
		lang := reader.Lang()
		text := paragraphs(
			lines(reader.S(appraisedNews, a.unitName(a.unit), stamp(a.local(a.desk.SealedAt), lang)),
				reader.S(appraisedTotals, pointsWords(a.tally.Total, lang), pointsWords(total.Total, lang))),
			a.changedLines(reader), reader.S(appraisedHow, dayWords(last, lang)), reader.S(regards))
		rows := [][]storage.Button{Row(reader.B("/giaitrinh "+a.unit, explainLabel), reader.B("/cham "+a.unit, viewSent))}
		a.Send(Outgoing{Kind: OutSay, Class: ClassRecord, Chat: p.ID, Silent: a.Plan.Quiet(a.Event.At, false), Text: text, Buttons: rows})
	}
}

var (
	appraiseChange   = T("• <b>%s</b>. %s: tự chấm %s; thẩm định <b>%s</b>. Lý do: %s", "• <b>%s</b>. %s: declared %s; appraised <b>%s</b>. Reason: %s")
	sealUnchanged    = T("<b>Chưa thay đổi tiêu chí nào: cả %d tiêu chí được chấp nhận như tự chấm.</b>", "<b>Nothing was changed: all %d criteria are accepted as declared.</b>")
	sealPassed       = T("⚑ Chấp nhận như tự chấm dù có lưu ý: %s.", "⚑ Accepted as declared although flagged: %s.")
	appraiseNoChange = T("Mọi tiêu chí được chấp nhận như tự chấm.", "Every criterion was accepted as declared.")
	appraiseSealAsk  = T("Chốt thẩm định của %s? Đơn vị sẽ nhận kết quả và được giải trình đến hết %s; sau khi chốt, mức thẩm định chỉ đổi qua giải trình.",
		"Seal the appraisal of %s? The unit is told the result and may explain until the end of %s; afterwards the figures change only by an explanation.")
	appraiseSealYes = T("Xác nhận chốt", "Confirm and seal")
	appraiseSealed  = T("Đã chốt thẩm định và gửi kết quả cho %s.", "The appraisal is sealed and %s is told.")
	appraisedNews   = T("<b>Kết quả thẩm định Bảng chấm điểm</b>\n%s, lúc %s (TẠM TÍNH đến khi công bố)", "<b>Your score sheet has been appraised</b>\n%s, on %s (PROVISIONAL until published)")
	appraisedTotals = T("Tổng điểm tự chấm: %s. Tổng điểm thẩm định: <b>%s</b>.", "Self-score total: %s. Appraised total: <b>%s</b>.")
	appraisedHow    = T("Nếu chưa thống nhất, đề nghị đồng chí giải trình từng tiêu chí kèm minh chứng, chậm nhất hết %s.", "If you do not agree, please explain criterion by criterion, with evidence, by the end of %s.")
	explainLabel    = T("Giải trình", "Explain")
)
