package handlers

import (
	"slices"
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// showUnit is a unit's appraisal as a whole: figures, what deserves a look,
// what is left.
func (a *appraising) showUnit() {
	left, flagged := campaign.Undecided(&a.Plan.Sheet, &a.desk), a.flagged()
	changed := campaign.Changed(&a.Plan.Sheet, &a.sheet, &a.desk)
	out := []string{
		a.listed(appraiseFlagged, flagged), a.listed(appraiseChanged, changed), a.listed(appraiseLeftOver, left), a.statedLine(), a.crossMissing(),
		a.knownLine(), a.listed(secondDiffer, a.differingIDs()), a.listed(appraiseAsked, a.unansweredIDs()),
	}
	var rows [][]storage.Button
	switch {
	case a.desk.Sealed():
		out = append(out, a.S(appraiseDone, stamp(a.local(a.desk.SealedAt), a.Lang()), a.who(a.desk.SealedBy)))
		rows = append(rows, Row(a.B("grid", listLabel), a.B("explained", explainLabel)))
		out = append(out, a.correctLine())
	case len(left) == 0 && len(a.differingIDs()) > 0:
		rows = append(rows, Row(a.B("differ", secondGo, len(a.differingIDs()))), Row(a.B("grid", listLabel)))
	case len(left) == 0:
		rows = append(rows, Row(a.B("seal", appraiseSeal)), Row(a.B("grid", listLabel)))
	default:
		if len(flagged) > 0 {
			rows = append(rows, Row(a.B("flags", appraiseFlags, len(flagged))))
		}
		rows = append(rows, Row(a.B("go", appraiseGo), a.B("grid", listLabel)), Row(a.B("rest", appraiseRest, len(left))))
	}
	if len(storage.InspectionsOf(a.Tx, a.Plan.Campaign, a.unit)) > 0 {
		rows = append(rows, Row(a.B("/kiemtra "+a.unit, inspectionsOfUnit), a.B("/ghinhan "+a.unit, recordsOfUnit)))
	}
	if a.mayAskUnit() {
		rows = append(rows, Row(a.B(a.askCommand(), askLabel)))
	}
	if next := a.nextUnit(); next != "" {
		rows = append(rows, Row(a.B("next "+next, appraiseNext, short(a.unitName(next), 40))))
	}
	a.Show(paragraphs(a.Kept("done"), a.deskHeader(), lines(out...), a.sheetQuestions(a.unit, "")), append(rows, Row(a.B("units", appraiseAll)))...)
	delete(a.State.Answers, "done")
}

// statedLine tells a total the unit's report names that is not the sheet's.
func (a *appraising) statedLine() string {
	if st := a.sheet.Stated; st != nil && *st != a.tally.Total {
		return a.S(appraiseStated, a.points(*st), a.points(a.tally.Total))
	}
	return ""
}

// mayAskUnit reports whether the unit may still be asked: a final figure has
// nothing to ask about.
func (a *appraising) mayAskUnit() bool {
	return a.allowed(campaign.ActAsk, a.unit) && storage.FiguresOf(a.Tx, a.Plan.Campaign, a.unit).Stage() != campaign.StageFinal
}

// unansweredIDs are the criteria the unit was asked about and has not answered.
func (a *appraising) unansweredIDs() []string {
	var out []string
	for _, q := range storage.QuestionsOf(a.Tx, a.Plan.Campaign, a.unit, finalRequirement(a.Plan)) {
		if q.Criterion != "" && len(q.Answers) == 0 && !slices.Contains(out, q.Criterion) {
			out = append(out, q.Criterion)
		}
	}
	return out
}

// askCommand asks the unit about the report its sheet belongs to; about the sheet
// while no report is in.
func (a *appraising) askCommand() string {
	r := a.due.Requirement
	subs := storage.SubmissionsOf(a.Tx, a.Plan.Campaign, a.unit, r.ID)
	if r.ID == "" || len(subs) == 0 {
		return "ask"
	}
	return "/thamdinh " + a.unit + " " + r.ID + " " + strconv.Itoa(subs[len(subs)-1].Version) + " hoi"
}

// nextUnit is the next unit in plan order whose sheet waits for the actor.
func (a *appraising) nextUnit() string {
	all := a.appraisable()
	from := slices.Index(all, a.unit)
	for i := range all {
		unit := all[(from+1+i)%len(all)]
		if unit != a.unit && storage.FiguresOf(a.Tx, a.Plan.Campaign, unit).Stage() == campaign.StageSelf {
			return unit
		}
	}
	return ""
}

func (a *appraising) pressUnit(action string) {
	delete(a.State.Answers, "only")
	delete(a.State.Answers, "about")
	if len(action) > len("next ") && action[:len("next ")] == "next " {
		a.toAppraise(action[len("next "):])
		return
	}
	switch action {
	case "flags":
		a.Keep("only", "flags")
		a.goItem(a.nextUndecided(a.lastTyped()))
	case "differ":
		if ids := a.differingIDs(); len(ids) > 0 {
			a.goItem(ids[0])
			return
		}
		a.Go("unit")
	case "go":
		if next := a.nextUndecided(a.lastTyped()); next != "" {
			a.goItem(next)
			return
		}
		a.Go("unit")
	default:
		a.Go(action)
	}
}

// lastTyped is the criterion after which the first one comes.
func (a *appraising) lastTyped() string {
	typed := a.Plan.Sheet.Typed()
	return typed[len(typed)-1].ID
}

func (a *appraising) showGrid() {
	a.Show(paragraphs(a.deskHeader(), a.S(appraiseLegend)), a.judgedGrid(&a.desk)...)
}

// showRest asks before the rest is accepted, and names what deserves a look.
func (a *appraising) showRest() {
	left := campaign.Undecided(&a.Plan.Sheet, &a.desk)
	a.Keep("rev", strconv.Itoa(a.desk.Rev))
	a.Show(paragraphs(a.deskHeader(), lines(a.S(appraiseRestAsk, len(left), a.unitName(a.unit)), a.listed(appraiseFlagged, a.flagged()))),
		Row(a.B("yes", appraiseRestYes)), Row(a.B("unit", backLabel)))
}

func (a *appraising) pressRest(action string) {
	if action != "yes" {
		a.Go(action)
		return
	}
	if strconv.Itoa(a.desk.Rev) != a.Kept("rev") {
		a.Go("rest") // somebody else of the desk went on meanwhile
		return
	}
	taken, err := campaign.AcceptRest(&a.Plan.Sheet, &a.sheet, &a.desk, a.Actor.ID, a.Event.At)
	if err != nil || len(taken) == 0 {
		a.Say(a.S(blocPast))
		a.Go("unit")
		return
	}
	if a.put() {
		a.Note("appraise-rest", a.unit, strconv.Itoa(len(taken)), "")
		a.Keep("done", a.S(appraiseRestDone, HTML(counted(len(taken), a.Lang(), criterionNoun))))
		a.Go("unit")
	}
}

var (
	appraiseFlagged  = T("⚑ Cần xem: %s.", "⚑ Look at: %s.")
	appraiseAsked    = T("Đã hỏi, đơn vị chưa trả lời: %s.", "Asked, not answered yet: %s.")
	appraiseChanged  = T("Khác tự chấm: %s.", "Changed: %s.")
	appraiseLeftOver = T("Chưa thẩm định: %s.", "Not yet: %s.")
	appraiseStated   = T("Báo cáo của đơn vị ghi tổng %s điểm, bảng tự chấm là %s.", "The unit's report says %s points, its sheet %s.")
	appraiseDone     = T("Đã chốt thẩm định lúc %s (đồng chí %s).", "Sealed on %s (by %s).")
	appraiseFlags    = T("Xem các mục cần lưu ý (%d)", "What deserves a look (%d)")
	appraiseGo       = T("Thẩm định tiếp", "Go on")
	appraiseRest     = T("Chấp nhận %d tiêu chí còn lại", "Accept the %d left")
	appraiseRestAsk  = T("Chấp nhận như tự chấm %d tiêu chí chưa thẩm định của %s?", "Accept the %d undecided criteria of %s as declared?")
	appraiseRestYes  = T("Chấp nhận tất cả", "Accept all")
	appraiseRestDone = T("Đã chấp nhận như tự chấm: %s.", "Accepted as declared: %s.")
	appraiseNext     = T("Đơn vị tiếp theo: %s", "Next unit: %s")
	appraiseAll      = T("Danh sách đơn vị", "All units")
	appraiseLegend   = T("✓ như tự chấm, ≠ khác tự chấm, ○ chưa thẩm định. Đồng chí bấm hoặc gõ mã tiêu chí, ví dụ A2.", "✓ as declared, ≠ changed, ○ undecided. Press or type a code, for example A2.")
	appraiseSeal     = T("Chốt thẩm định", "Seal the appraisal")
)
