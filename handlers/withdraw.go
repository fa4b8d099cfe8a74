package handlers

import (
	"slices"

	"thidua/campaign"
	"thidua/storage"
)

// withdrawTalk is /xinrut: a unit asks to be left out of the ranking (xin rút).
// Its contact asks, its head signs where there is one, a leader of the bloc
// agrees with /tamdung. Until then the unit may take it back.
func withdrawTalk() Conversation {
	return Conversation{
		Name: "withdraw", Commands: []string{"xinrut", "withdraw"},
		Help:  T("Đơn vị xin rút khỏi xét thi đua", "The unit asks to be left out"),
		Who:   []campaign.RoleKind{campaign.Contact, campaign.UnitHead},
		Start: startWithdraw,
		Steps: map[string]Step{
			"unit": {Show: showWithdrawUnit, Press: pressWithdrawUnit, Said: saidWithdrawUnit, Awaits: unitAwaited},
			"page": {Show: showWithdraw, Press: pressWithdraw, Awaits: awaitsHoldUnit},
			"why":  {Show: showWithdrawWhy, Press: pressWithdraw, Said: saidWithdrawWhy, Awaits: awaitsWithdrawWhy},
			"sure": {Show: showWithdrawSure, Press: pressWithdraw, Awaits: awaitsExtendSure},
		},
	}
}

func startWithdraw(t *Turn, args []string) {
	units := t.ownCompeting()
	if len(units) == 0 {
		t.notFor("xinrut")
		return
	}
	t.Begin("withdraw", "", nil)
	i := 0
	if len(args) > 0 {
		i = slices.IndexFunc(units, func(u campaign.Unit) bool { return u.ID == args[0] })
	}
	if i >= 0 && (len(units) == 1 || len(args) > 0) {
		t.Keep("unit", units[i].ID)
		t.Go("page")
		return
	}
	t.Go("unit")
}

// ownCompeting are the actor's units that are scored and ranked, in plan order.
func (t *Turn) ownCompeting() []campaign.Unit {
	if t.Plan == nil {
		return nil
	}
	own := t.ownUnits()
	return slices.DeleteFunc(t.Plan.Competing(), func(u campaign.Unit) bool { return !slices.Contains(own, u.ID) })
}

func showWithdrawUnit(t *Turn) {
	t.Show(t.S(withdrawWhich), append(t.unitRows(t.ownCompeting(), plainName), Row(t.B("leave", leaveLabel)))...)
}

func pressWithdrawUnit(t *Turn, action string) {
	if unit, ok := t.unitPressed(action); ok {
		saidWithdrawUnit(t, t.unitName(unit))
	} else if action == "leave" {
		t.leaveHold()
	}
}

func saidWithdrawUnit(t *Turn, text string) {
	if unit, ok := t.unitSearched(t.ownCompeting(), text); ok {
		t.Keep("unit", unit)
		t.Go("page")
	}
}

// withdrawing is the unit of the talk with its withdrawal that waits; false
// when the actor no longer acts for it, or results are published.
func (t *Turn) withdrawing() (m campaign.HoldMatter, open, ok bool) {
	unit := t.Kept("unit")
	if !t.allowed(campaign.ActWithdraw, unit) || !t.competes(unit) {
		t.lost()
		return m, false, false
	}
	if storage.ResultsStand(t.Tx, t.Plan.Campaign) {
		t.End()
		t.Say(t.S(holdLocked))
		return m, false, false
	}
	m, open = campaign.OpenWithdrawal(storage.HoldDeeds(t.Tx, t.Plan.Campaign, unit))
	return m, open, true
}

func showWithdraw(t *Turn) {
	m, open, ok := t.withdrawing()
	if !ok {
		return
	}
	unit := t.Kept("unit")
	deeds := storage.HoldDeeds(t.Tx, t.Plan.Campaign, unit)
	text := t.S(holdUnitHead, t.unitName(unit)) + "\n" + t.holdHistory(deeds, t.Lang())
	var rows [][]storage.Button
	switch {
	case open && !m.Signed && t.holds(t.Actor, campaign.UnitHead, unit):
		rows = append(rows, Row(t.B("sign", signLabel)), Row(t.B("back", dontSignLabel)))
	case open:
		rows = append(rows, Row(t.B("back", takeWishBack)))
	case campaign.StandingHold(deeds).Kind == campaign.HoldWithdrawn:
		text += "\n" + t.S(withdrawEnds)
	default:
		text += "\n\n" + t.S(withdrawMeans)
		rows = append(rows, Row(t.B("ask", askWithdrawLabel)))
	}
	t.Show(text, append(rows, Row(t.B("leave", leaveLabel)))...)
}

func showWithdrawWhy(t *Turn) {
	t.Show(t.S(withdrawAskWhy, t.unitName(t.Kept("unit")), campaign.HoldReasonMin), Row(t.B("leave", leaveLabel)))
}

func saidWithdrawWhy(t *Turn, text string) {
	if why, ok := t.reasonSaid(text); ok {
		t.Keep("why", why)
		t.Go("sure")
	}
}

func showWithdrawSure(t *Turn) {
	unit := t.Kept("unit")
	next := withdrawToLeaders
	if t.otherHead(unit) {
		next = withdrawToHead
	}
	t.Show(lines(t.S(holdSureHead, askWithdrawLabel, t.unitName(unit)), t.S(extendWhyLine, t.Kept("why")), "", t.S(withdrawMeans), t.S(next)),
		Row(t.B("send", extendSendLabel)), Row(t.B("leave", leaveLabel)))
}

// otherHead reports whether somebody else has to sign for the unit.
func (t *Turn) otherHead(unit string) bool {
	return !t.holds(t.Actor, campaign.UnitHead, unit) && len(storage.PeopleWith(t.Tx, campaign.UnitHead, unit, t.year())) > 0
}

var (
	withdrawWhich     = T("<b>Xin rút</b>\nĐồng chí xin rút cho đơn vị nào?", "<b>Ask to be left out</b>\nFor which unit?")
	withdrawMeans     = T("Đơn vị xin rút không được xếp hạng và không được đề nghị khen thưởng năm nay; báo cáo vẫn phải nộp.", "A unit that withdraws has no place and is not proposed for a reward this year; its reports are still due.")
	withdrawEnds      = T("Muốn được xét trở lại, đề nghị đồng chí báo lãnh đạo khối.", "To be considered again, please tell the bloc's leaders.")
	withdrawToHead    = T("Thủ trưởng đơn vị đồng ý thì đề nghị được chuyển đến lãnh đạo khối.", "Once the unit's head has signed, it goes to the bloc's leaders.")
	withdrawToLeaders = T("Đề nghị được chuyển ngay đến lãnh đạo khối.", "It goes to the bloc's leaders at once.")
	withdrawAskWhy    = T("<b>Xin rút: %s</b>\nĐồng chí gõ lý do (ít nhất %d ký tự), ví dụ: Đơn vị đang sắp xếp lại tổ chức.",
		"<b>To be left out: %s</b>\nType the reason (at least %d characters), for example: The unit is being reorganised.")
	awaitsWithdrawWhy = T("Đề nghị đồng chí gõ lý do (ít nhất 10 ký tự), ví dụ: Đơn vị đang sắp xếp lại tổ chức.", "Please type the reason (at least 10 characters), for example: The unit is being reorganised.")
	askWithdrawLabel  = T("Xin rút", "Ask to be left out")
	signLabel         = T("Đồng ý, gửi lãnh đạo khối", "Sign and send to the leaders")
	dontSignLabel     = T("Không gửi", "Do not send")
	takeWishBack      = T("Rút lại đề nghị", "Take the request back")
)
