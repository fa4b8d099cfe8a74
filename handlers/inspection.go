package handlers

import (
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// inspectionTalk is /kiemtra: the desk notes an inspection of a unit – when,
// what, what was found, what is to be put right by when – the unit is told and
// answers what it has done (S49, S24).
func inspectionTalk() Conversation {
	return Conversation{
		Name: "inspection", Commands: []string{"kiemtra", "inspect"},
		Help:  T("Kiểm tra, giám sát: kết quả và khắc phục", "Inspections: findings and what was put right"),
		Who:   []campaign.RoleKind{campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
		Start: startInspection,
		Steps: map[string]Step{
			"units":    {Show: showInspectionUnits, Press: pressInspection, Said: saidInspectionUnit, Awaits: unitAwaited},
			"unit":     {Show: showInspections, Press: pressInspection, Awaits: pressAbove},
			"day":      {Show: showInspectionDay, Press: pressInspection, Said: saidInspectionDay, Awaits: awaitsInspectionDay},
			"what":     {Show: askInspection(inspectionAskWhat), Press: pressInspection, Said: saidInspection("what", "findings"), Awaits: inspectionAskWhat},
			"findings": {Show: askInspection(inspectionAskFindings), Press: pressInspection, Said: saidInspection("findings", "advice"), Awaits: inspectionAskFindings},
			"advice":   {Show: showInspectionAdvice, Press: pressInspection, Said: saidInspection("advice", "due"), Awaits: inspectionAskAdvice},
			"due":      {Show: showInspectionDue, Press: pressInspection, Said: saidInspectionDue, Awaits: awaitsInspectionDue},
			"sure":     {Show: showInspectionSure, Press: pressInspection, Awaits: awaitsExtendSure},
			"answer":   {Show: askInspection(inspectionAskAnswer), Press: pressInspection, Said: saidInspectionAnswer, Awaits: inspectionAskAnswer},
		},
	}
}

// Lengths of a text of an inspection in characters.
const (
	inspectionMin = 5
	inspectionMax = 1000
)

func startInspection(t *Turn, args []string) {
	if t.Plan == nil {
		t.Say(t.S(noPlan))
		return
	}
	t.Begin("inspection", "", nil)
	own := t.ownCompeting()
	switch {
	case len(args) > 0 && t.competes(args[0]) && t.allowed(campaign.ActSeeOwn, args[0]):
		t.inspectionUnit(args[0], true)
	case !t.seesBoard() && len(own) == 1:
		t.inspectionUnit(own[0].ID, true)
	case t.seesBoard() || len(own) > 1:
		t.Go("units")
	default:
		t.End()
		t.Say(t.S(recordNoUnit))
	}
}

func (t *Turn) inspectionUnit(unit string, ok bool) {
	switch {
	case !ok:
	case !t.allowed(campaign.ActSeeOwn, unit):
		t.lost()
	default:
		t.Keep("unit", unit)
		t.Go("unit")
	}
}

func showInspectionUnits(t *Turn) {
	rows := t.unitRows(t.recordUnits(), func(u campaign.Unit) string {
		if n := len(storage.InspectionsOf(t.Tx, t.Plan.Campaign, u.ID)); n > 0 {
			return recordUnitCount.plain(t.Lang(), u.Name, n)
		}
		return u.Name
	})
	t.Show(t.S(inspectionHead), append(rows, Row(t.B("leave", leaveLabel)))...)
}

func saidInspectionUnit(t *Turn, text string) {
	t.inspectionUnit(t.unitSearched(t.recordUnits(), text))
}

func showInspections(t *Turn) {
	unit := t.Kept("unit")
	if !t.allowed(campaign.ActSeeOwn, unit) {
		t.lost()
		return
	}
	all := storage.InspectionsOf(t.Tx, t.Plan.Campaign, unit)
	text := []string{t.S(inspectionUnitHead, t.unitName(unit))}
	var rows [][]storage.Button
	for _, i := range all[max(0, len(all)-inspectionsShown):] {
		text = append(text, t.inspectionWords(i, t.Lang()))
		if i.Waits() && t.allowed(campaign.ActScore, unit) {
			rows = append(rows, Row(t.B("answer "+strconv.Itoa(i.Number), inspectionAnswerLabel, i.Number)))
		}
	}
	if len(all) == 0 {
		text = append(text, t.S(inspectionNone))
	}
	if t.allowed(campaign.ActInspect, unit) {
		rows = append(rows, Row(t.B("new", inspectionNewLabel)))
	}
	t.Show(strings.Join(text, "\n"), append(rows, Row(t.B("units", stepBack), t.B("leave", leaveLabel)))...)
}

// inspectionsShown is how many one page lists, the newest; each may be long.
const inspectionsShown = 5

// inspectionWords is one inspection in some lines.
func (t *Turn) inspectionWords(i campaign.Inspection, lang string) string {
	text := inspectionLine.In(lang, i.Number, shortDay(i.Day, lang), short(i.What, 200), short(i.Findings, 300))
	if i.Advice != "" {
		text += "\n   " + inspectionAdviceLine.In(lang, short(i.Advice, 300))
		if !i.Due.IsZero() {
			text += " " + inspectionDueLine.In(lang, dayWords(i.Due, lang))
		}
	}
	switch {
	case i.Answer != "":
		text += "\n   " + inspectionDone.In(lang, stamp(t.local(i.AnsweredAt), lang), short(i.Answer, 300))
	case i.Overdue(t.Plan.Day(t.Event.At)):
		text += "\n   " + inspectionLate.In(lang)
	case i.Waits():
		text += "\n   " + inspectionWaits.In(lang)
	}
	return text
}

// pressInspection follows the buttons of every step.
func pressInspection(t *Turn, action string) {
	word, arg, _ := strings.Cut(action, " ")
	switch word {
	case "leave":
		t.End()
		t.Close(t.S(holdLeft))
	case "units":
		t.Go("units")
	case "back":
		t.Go("unit")
	case "new":
		t.Go("day")
	case "none":
		t.Keep("advice", "")
		t.Keep("due", "")
		t.Go("sure")
	case "undated":
		t.Keep("due", "")
		t.Go("sure")
	case "answer":
		t.Keep("number", arg)
		t.Go("answer")
	case "yes":
		t.keepInspection()
	default:
		t.inspectionUnit(t.unitPressed(action))
	}
}

var (
	inspectionHead       = T("<b>Kiểm tra, giám sát</b>\nĐồng chí chọn đơn vị.", "<b>Inspections</b>\nChoose a unit.")
	inspectionUnitHead   = T("<b>Kiểm tra, giám sát: %s</b>", "<b>Inspections: %s</b>")
	inspectionNone       = T("Chưa có cuộc kiểm tra nào.", "There was no inspection.")
	inspectionLine       = T("– Số %d, ngày %s: %s. Kết quả: %s", "– No. %d, %s: %s. Findings: %s")
	inspectionAdviceLine = T("Kiến nghị: %s.", "To be put right: %s.")
	inspectionDueLine    = T("Hạn khắc phục: %s.", "By: %s.")
	inspectionDone       = T("Đã khắc phục (%s): %s", "Put right (%s): %s")
	inspectionWaits      = T("Đơn vị chưa báo cáo khắc phục.", "The unit has not answered yet.")
	inspectionLate       = T("Quá hạn khắc phục, đơn vị chưa báo cáo.", "Overdue, the unit has not answered.")

	inspectionNewLabel    = T("Ghi cuộc kiểm tra mới", "Note an inspection")
	inspectionAnswerLabel = T("Báo cáo khắc phục (số %d)", "Put right (No. %d)")
)
