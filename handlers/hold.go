package handlers

import (
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// holdTalk is /tamdung: the desk sees which units are not considered and why; a
// leader suspends a unit or ends a hold, agrees to a withdrawal, and a missing
// unit is marked before publication. Every deed has a reason and is told to the
// unit at once.
func holdTalk() Conversation {
	return Conversation{
		Name: "hold", Commands: []string{"tamdung", "hold"},
		Help:  T("Tạm dừng xét, không xếp hạng, xin rút", "Holds: suspended, not ranked, withdrawn"),
		Who:   []campaign.RoleKind{campaign.Secretary, campaign.Leader},
		Start: startHold,
		Steps: map[string]Step{
			"units": {Show: showHoldUnits, Press: pressHoldUnits, Said: saidHoldUnits, Awaits: unitAwaited},
			"unit":  {Show: showHoldUnit, Press: pressHoldUnit, Said: saidHoldUnits, Awaits: awaitsHoldUnit},
			"why":   {Show: showHoldWhy, Press: pressHoldWhy, Said: saidHoldWhy, Awaits: awaitsHoldWhy},
			"sure":  {Show: showHoldSure, Press: pressHoldSure, Awaits: awaitsExtendSure},
		},
	}
}

// startHold opens the list, or the page of the unit named.
func startHold(t *Turn, args []string) {
	if t.Plan == nil || !t.allowed(campaign.ActUnrank, "") {
		t.notFor("tamdung")
		return
	}
	t.Begin("hold", "", nil)
	if len(args) > 0 && t.competes(args[0]) {
		t.holdUnit(args[0])
		return
	}
	t.Go("units")
}

// competes reports whether an id is that of a unit that is scored and ranked.
func (t *Turn) competes(id string) bool {
	u, ok := t.Plan.Unit(id)
	return ok && u.Status != campaign.NonCompeting
}

func (t *Turn) holdUnit(unit string) {
	t.Keep("unit", unit)
	t.Go("unit")
}

func showHoldUnits(t *Turn) {
	text := t.S(holdHead)
	holds := storage.HoldsOf(t.Tx, t.Plan.Campaign)
	for _, u := range t.Plan.Competing() {
		if h := holds[u.ID]; h.Kind != "" {
			text += "\n– " + t.S(holdLine, u.Name, holdNames[h.Kind], h.Reason)
		}
		if _, ok := campaign.OpenWithdrawal(storage.HoldDeeds(t.Tx, t.Plan.Campaign, u.ID)); ok {
			text += "\n– " + t.S(holdAskedLine, u.Name)
		}
	}
	if len(holds) == 0 {
		text += "\n" + t.S(holdNone)
	}
	rows := t.unitRows(t.Plan.Competing(), plainName)
	t.Show(text+"\n\n"+t.S(holdChoose), append(rows, Row(t.B("leave", leaveLabel)))...)
}

func pressHoldUnits(t *Turn, action string) {
	if action == "leave" {
		t.leaveHold()
		return
	}
	if unit, ok := t.unitPressed(action); ok {
		t.holdUnit(unit)
	}
}

func saidHoldUnits(t *Turn, text string) {
	if unit, ok := t.unitSearched(t.Plan.Competing(), text); ok {
		t.holdUnit(unit)
	}
}

func (t *Turn) leaveHold() {
	t.End()
	t.Close(t.S(holdLeft))
}

// showHoldUnit is one unit's page: its history, and what may be done now.
func showHoldUnit(t *Turn) {
	unit := t.Kept("unit")
	deeds := storage.HoldDeeds(t.Tx, t.Plan.Campaign, unit)
	text := t.S(holdUnitHead, t.unitName(unit)) + "\n" + t.holdHistory(deeds, t.Lang())
	var rows [][]storage.Button
	for _, do := range t.holdDeeds(unit) {
		rows = append(rows, Row(t.B(do, holdLabels[do])))
	}
	switch {
	case storage.ResultsStand(t.Tx, t.Plan.Campaign):
		text += "\n" + t.S(holdLocked)
	case !t.allowed(campaign.ActHold, unit):
		text += "\n" + t.S(holdNotYours)
	}
	t.Show(text, append(rows, Row(t.B("units", stepBack), t.B("leave", leaveLabel)))...)
}

// holdHistory tells a unit's matters, one a line.
func (t *Turn) holdHistory(deeds []campaign.Hold, lang string) string {
	var out []string
	for _, m := range campaign.HoldMatters(deeds) {
		line := holdMatter.In(lang, holdNames[m.First.Kind], stamp(t.local(m.First.At), lang), m.First.Reason, HTML(holdStates[m.Last.Act].In(lang)))
		if m.Last.Number != m.First.Number {
			line += " (" + stamp(t.local(m.Last.At), lang) + ")"
			if m.Last.Reason != "" {
				line += ": " + plainLine.In(lang, m.Last.Reason)
			}
		}
		out = append(out, line+".")
	}
	if out == nil {
		return holdConsidered.In(lang)
	}
	return strings.Join(out, "\n")
}

// holdDeeds are the deeds the actor may do to a unit as it stands; none while
// results are published.
func (t *Turn) holdDeeds(unit string) []string {
	if storage.ResultsStand(t.Tx, t.Plan.Campaign) {
		return nil
	}
	deeds := storage.HoldDeeds(t.Tx, t.Plan.Campaign, unit)
	var out []string
	if m, ok := campaign.OpenWithdrawal(deeds); ok && t.allowed(campaign.ActLetGo, unit) && t.signedEnough(m) {
		out = append(out, doAgree, doDecline)
	}
	if h := campaign.StandingHold(deeds); h.Kind != "" {
		if h.Kind == campaign.HoldUnranked && t.allowed(campaign.ActUnrank, unit) || t.allowed(campaign.ActHold, unit) {
			out = append(out, doLift)
		}
		return out
	}
	if t.allowed(campaign.ActHold, unit) {
		out = append(out, doSuspend)
	}
	if t.allowed(campaign.ActUnrank, unit) && t.missing(unit) {
		out = append(out, doUnrank)
	}
	return out
}

// signedEnough reports whether a withdrawal has the word of the unit's head,
// where the unit has one.
func (t *Turn) signedEnough(m campaign.HoldMatter) bool {
	return m.Signed || len(storage.PeopleWith(t.Tx, campaign.UnitHead, m.First.Unit, t.year())) == 0
}

// missing reports whether a unit's final hand-in is overdue.
func (t *Turn) missing(unit string) bool {
	d, ok := t.dutyOf(unit, finalRequirement(t.Plan))
	return ok && d.State != campaign.DutyHandedIn && d.LateDays > 0
}

func pressHoldUnit(t *Turn, action string) {
	switch action {
	case "units":
		t.Go("units")
	case doAgree:
		t.Keep("do", action)
		t.Keep("why", "")
		t.Go("sure")
	case doSuspend, doUnrank, doLift, doDecline:
		t.Keep("do", action)
		t.Go("why")
	default:
		t.leaveHold()
	}
}

func showHoldWhy(t *Turn) {
	t.Show(t.S(holdAskWhy, HTML(t.S(holdLabels[t.Kept("do")])), t.unitName(t.Kept("unit")), campaign.HoldReasonMin),
		Row(t.B("back", stepBack), t.B("leave", leaveLabel)))
}

func pressHoldWhy(t *Turn, action string) {
	if action == "back" {
		t.Go("unit")
		return
	}
	t.leaveHold()
}

func saidHoldWhy(t *Turn, text string) {
	if why, ok := t.reasonSaid(text); ok {
		t.Keep("why", why)
		t.Go("sure")
	}
}

func showHoldSure(t *Turn) {
	do, unit := t.Kept("do"), t.Kept("unit")
	text := t.S(holdSureHead, HTML(t.S(holdLabels[do])), t.unitName(unit))
	if why := t.Kept("why"); why != "" {
		text += "\n" + t.S(extendWhyLine, why)
	}
	text += "\n\n" + t.S(holdEffects[do])
	t.Show(text, Row(t.B("yes", holdYesLabel)), Row(t.B("back", stepBack), t.B("leave", leaveLabel)))
}

var (
	holdHead       = T("<b>Đơn vị chưa xét, không xếp hạng, xin rút</b>", "<b>Units on hold, not ranked, withdrawn</b>")
	holdNone       = T("Mọi đơn vị đều được xét.", "Every unit is considered.")
	holdChoose     = T("Đồng chí chọn đơn vị.", "Choose a unit.")
	holdLine       = T("%s: <b>%s</b>. Lý do: %s", "%s: <b>%s</b>. Reason: %s")
	holdAskedLine  = T("%s: có đề nghị xin rút chờ trả lời", "%s: has asked to be left out and waits for an answer")
	holdLeft       = T("Không có gì thay đổi.", "Nothing was changed.")
	holdLocked     = T("Kết quả thi đua đã công bố nên không thay đổi được; muốn thay đổi, lãnh đạo khối xem xét lại kết quả trước.", "The results are published, so nothing changes here; a leader reopens them first.")
	holdUnitHead   = T("<b>%s</b>", "<b>%s</b>")
	holdConsidered = T("Đơn vị được xét bình thường.", "The unit is considered as usual.")
	holdMatter     = T("– %s, %s. Lý do: %s. Hiện nay: %s", "– %s, %s. Reason: %s. Now: %s")
	holdNotYours   = T("Việc tạm dừng xét và cho xét lại do lãnh đạo khối không thuộc đơn vị này quyết định.",
		"Suspending the unit and ending a hold is for a leader who is not of this unit.")
	holdAskWhy = T("<b>%s: %s</b>\nĐồng chí gõ lý do (ít nhất %d ký tự), ví dụ: Đang chờ kết luận thanh tra.",
		"<b>%s: %s</b>\nType the reason (at least %d characters), for example: The inspection's findings are awaited.")
	awaitsHoldWhy  = T("Đề nghị đồng chí gõ lý do (ít nhất 10 ký tự), ví dụ: Đang chờ kết luận thanh tra.", "Please type the reason (at least 10 characters), for example: The inspection's findings are awaited.")
	awaitsHoldUnit = T("Đồng chí bấm một nút ở trên, hoặc gõ tên đơn vị khác, ví dụ: Thanh tra.", "Press a button above, or type another unit's name, for example: Thanh tra.")
	holdSureHead   = T("<b>%s: %s</b>", "<b>%s: %s</b>")
	holdYesLabel   = T("Xác nhận", "Confirm")
)

// holdNames names the kinds.
var holdNames = map[campaign.HoldKind]Text{
	campaign.HoldSuspended: T("tạm dừng xét", "on hold"),
	campaign.HoldWithdrawn: T("xin rút", "withdrawal"),
	campaign.HoldUnranked:  T("không xếp hạng", "not ranked"),
}

// holdStates say how a matter stands after its last act.
var holdStates = map[campaign.HoldAct]Text{
	campaign.HoldAsked:   T("chờ trả lời", "waits for an answer"),
	campaign.HoldSigned:  T("thủ trưởng đơn vị đã đồng ý, chờ lãnh đạo khối", "signed by the unit's head, waits for the bloc's leaders"),
	campaign.HoldRefused: T("không thực hiện", "not carried out"),
	campaign.HoldSet:     T("có hiệu lực", "in force"),
	campaign.HoldLifted:  T("đã kết thúc", "ended"),
}
