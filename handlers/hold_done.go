package handlers

import (
	"thidua/campaign"
	"thidua/storage"
)

// What the desk does to a unit; the actions of its buttons.
const (
	doSuspend = "suspend"
	doUnrank  = "unrank"
	doLift    = "lift"
	doAgree   = "agree"
	doDecline = "decline"
)

// pressHoldSure carries out what was confirmed, if it may still be done.
func pressHoldSure(t *Turn, action string) {
	unit, do := t.Kept("unit"), t.Kept("do")
	switch {
	case action == "back":
		t.Go("unit")
	case action != "yes":
		t.leaveHold()
	case !t.competes(unit):
		t.lost()
	case !t.mayStill(do, unit):
		t.Say(t.S(holdChanged))
		t.State.Screen.Below = true
		t.Go("unit")
	default:
		t.carryOut(do, unit, t.Kept("why"))
	}
}

func (t *Turn) mayStill(do, unit string) bool {
	for _, now := range t.holdDeeds(unit) {
		if now == do {
			return true
		}
	}
	return false
}

// heldDeed is the deed of a button on a unit as it stands.
func (t *Turn) heldDeed(do, unit, why string) campaign.Hold {
	h := campaign.Hold{Unit: unit, Reason: why, By: t.Actor.ID, At: t.Event.At}
	deeds := storage.HoldDeeds(t.Tx, t.Plan.Campaign, unit)
	switch do {
	case doSuspend:
		h.Kind, h.Act = campaign.HoldSuspended, campaign.HoldSet
	case doUnrank:
		h.Kind, h.Act = campaign.HoldUnranked, campaign.HoldSet
	case doLift:
		h.Kind, h.Act = campaign.StandingHold(deeds).Kind, campaign.HoldLifted
		for _, m := range campaign.HoldMatters(deeds) {
			if m.Stands() && m.First.Kind == h.Kind {
				h.Of = m.First.Number
			}
		}
	case doAgree, doDecline:
		m, _ := campaign.OpenWithdrawal(deeds)
		h.Kind, h.Act, h.Of = campaign.HoldWithdrawn, campaign.HoldSet, m.First.Number
		if do == doDecline {
			h.Act = campaign.HoldRefused
		}
	}
	return h
}

// carryOut keeps the deed and tells the unit, and the others of the desk.
func (t *Turn) carryOut(do, unit, why string) {
	h, err := storage.AddHold(t.Tx, t.Plan.Campaign, t.year(), t.heldDeed(do, unit, why))
	if err != nil {
		t.Say(t.S(holdNotYours))
		return
	}
	t.Note(holdNotes[do], unit, "", why)
	for _, p := range t.colleagues(unit) {
		if p.ID != t.Actor.ID {
			t.tellLoud(p, t.holdNews(holdToUnit[do], h, t.LangOf(p)))
		}
	}
	for _, p := range t.leadership() {
		if p.ID != t.Actor.ID && !t.worksFor(p, unit) {
			lang := t.LangOf(p)
			t.tellLoud(p, holdToDesk.In(lang, t.Actor.Name, holdLabels[do], t.unitName(unit), HTML(reasonTail(why, lang))))
		}
	}
	t.End()
	t.Close(t.S(holdDone, holdLabels[do], t.unitName(unit), t.toldOrNot(unit)))
}

// toldOrNot says whether a unit has anybody who was told.
func (t *Turn) toldOrNot(unit string) Text {
	if len(t.colleagues(unit)) == 0 {
		return nobodyTold
	}
	return unitTold
}

// worksFor reports whether a person is a contact or head of a unit, and so is
// told as one.
func (t *Turn) worksFor(p storage.Person, unit string) bool {
	return t.holds(p, campaign.Contact, unit) || t.holds(p, campaign.UnitHead, unit)
}

func (t *Turn) holdNews(s Text, h campaign.Hold, lang string) string {
	return s.In(lang, t.unitName(h.Unit), t.Actor.Name, holdNames[h.Kind], HTML(reasonTail(h.Reason, lang)))
}

// reasonTail is " Lý do: …", or nothing without a reason.
func reasonTail(why, lang string) string {
	if why == "" {
		return ""
	}
	return " " + extendWhyLine.In(lang, why)
}

// holdLabels are the buttons, and the names of the deeds in sentences.
var holdLabels = map[string]Text{
	doSuspend: T("Tạm dừng xét", "Put on hold"),
	doUnrank:  T("Không xếp hạng", "Mark as not ranked"),
	doLift:    T("Cho xét lại", "Consider again"),
	doAgree:   T("Đồng ý cho rút", "Agree to the withdrawal"),
	doDecline: T("Không đồng ý cho rút", "Decline the withdrawal"),
}

// holdEffects say what a deed means, before it is confirmed.
var holdEffects = map[string]Text{
	doSuspend: T("Điểm của đơn vị được giữ nguyên; trong xếp hạng ghi “chưa xét” cho đến khi cho xét lại. Đơn vị được báo tin.",
		"The unit keeps its score and stands as “on hold” in the standings until the hold ends. The unit is told."),
	doUnrank: T("Đơn vị không có thứ hạng vì chưa nộp đủ hồ sơ tổng kết. Đơn vị được báo tin.",
		"The unit has no place, because its final hand-in is missing. The unit is told."),
	doLift:    T("Đơn vị được xét trở lại như bình thường và được báo tin.", "The unit is considered as usual again and is told."),
	doAgree:   T("Đơn vị không có thứ hạng và không được đề nghị khen thưởng năm nay. Đơn vị được báo tin.", "The unit has no place and is not proposed for a reward this year. The unit is told."),
	doDecline: T("Đơn vị vẫn được xét như bình thường và được báo tin.", "The unit is considered as before and is told."),
}

// holdNotes are the words of the audit.
var holdNotes = map[string]string{
	doSuspend: "hold", doUnrank: "unrank", doLift: "lift-hold", doAgree: "agree-withdrawal", doDecline: "refuse-withdrawal",
}

// holdToUnit is what the unit is told; arguments: unit, who, kind, reason.
var holdToUnit = map[string]Text{
	doSuspend: T("<b>%s: tạm dừng xét thi đua</b>\nĐồng chí %s đã ghi: %s.%s\nĐiểm của đơn vị được giữ nguyên.", "<b>%s: on hold</b>\n%s has noted: %s.%s\nThe unit's score is kept."),
	doUnrank:  T("<b>%s: không xếp hạng</b>\nĐồng chí %s đã ghi: %s.%s", "<b>%s: not ranked</b>\n%s has noted: %s.%s"),
	doLift:    T("<b>%s: được xét thi đua trở lại</b>\nĐồng chí %s đã bỏ ghi nhận: %s.%s", "<b>%s: considered again</b>\n%s has ended: %s.%s"),
	doAgree:   T("<b>%s: đề nghị xin rút được chấp thuận</b>\nĐồng chí %s đã đồng ý: %s.%s", "<b>%s: the request to be left out was granted</b>\n%s has agreed: %s.%s"),
	doDecline: T("<b>%s: đề nghị xin rút không được chấp thuận</b>\nĐồng chí %s không đồng ý: %s.%s\nĐơn vị vẫn được xét thi đua.", "<b>%s: the request to be left out was declined</b>\n%s has declined: %s.%s\nThe unit is considered as before."),
}

var (
	holdToDesk  = T("Đồng chí %s đã quyết định: %s – %s.%s", "%s decided: %s – %s.%s")
	holdDone    = T("Đã ghi: %s – %s. %s", "Noted: %s – %s. %s")
	unitTold    = T("Đơn vị được báo tin.", "The unit is told.")
	nobodyTold  = T("Đơn vị chưa có ai trong bot để báo tin.", "The unit has nobody here who could be told.")
	holdChanged = T("Tình hình của đơn vị vừa thay đổi; đề nghị đồng chí xem lại bên dưới.", "The unit's situation has just changed; please look again below.")
)
