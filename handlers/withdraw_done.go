package handlers

import (
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// pressWithdraw does what the unit decides, if it is still to be decided.
func pressWithdraw(t *Turn, action string) {
	if action == "leave" {
		t.leaveHold()
		return
	}
	m, open, ok := t.withdrawing()
	switch unit := t.Kept("unit"); {
	case !ok:
	case action == "ask" && !open:
		t.Go("why")
	case action == "send" && !open:
		t.askWithdrawal(unit)
	case action == "sign" && open && !m.Signed && t.holds(t.Actor, campaign.UnitHead, unit):
		t.signWithdrawal(m)
		t.End()
		t.Close(t.S(withdrawSigned))
	case action == "back" && open:
		t.takeBack(m)
	default:
		t.Go("page")
	}
}

// deed keeps one act of the unit's own withdrawal.
func (t *Turn) deed(unit string, act campaign.HoldAct, of int, why string) campaign.Hold {
	h, err := storage.AddHold(t.Tx, t.Plan.Campaign, t.year(), campaign.Hold{
		Unit: unit, Kind: campaign.HoldWithdrawn, Act: act, Reason: why, By: t.Actor.ID, At: t.Event.At, Of: of,
	})
	if err != nil {
		t.Tx.Fail(err)
	}
	return h
}

// askWithdrawal is the wish of the unit; its head signs by asking.
func (t *Turn) askWithdrawal(unit string) {
	why := t.Kept("why")
	h := t.deed(unit, campaign.HoldAsked, 0, why)
	t.Note("ask-withdrawal", unit, "", why)
	done := withdrawAsked
	switch {
	case t.holds(t.Actor, campaign.UnitHead, unit):
		t.signWithdrawal(campaign.HoldMatter{First: h})
	case t.otherHead(unit):
		done = withdrawAskedHead
		t.askAbout(h, "head", storage.PeopleWith(t.Tx, campaign.UnitHead, unit, t.year()))
	default:
		t.passOn(h)
	}
	t.End()
	t.Close(t.S(done, t.unitName(unit)))
}

// signWithdrawal is the word of the unit's head; the leaders are asked.
func (t *Turn) signWithdrawal(m campaign.HoldMatter) {
	t.deed(m.First.Unit, campaign.HoldSigned, m.First.Number, "")
	t.Note("sign-withdrawal", m.First.Unit, "", "")
	t.passOn(m.First)
	t.tellTheUnit(m.First.Unit, withdrawSignedNews)
}

// passOn puts a withdrawal before the bloc's leaders.
func (t *Turn) passOn(asked campaign.Hold) {
	t.askAbout(asked, "leader", once(storage.Desk(t.Tx, campaign.Leader, t.year())))
}

// askAbout asks people for their word on a withdrawal, as a head or as a leader.
func (t *Turn) askAbout(asked campaign.Hold, as string, people []storage.Person) {
	var rows []Outgoing
	for _, p := range people {
		rows = append(rows, Outgoing{
			Kind: OutSay, Class: ClassFanout, Chat: p.ID,
			Lazy: &Lazy{Name: "withdrawal", Person: p.ID, Args: map[string]string{"unit": asked.Unit, "number": strconv.Itoa(asked.Number), "as": as}},
		})
	}
	t.sendLoud(rows)
}

// composeWithdrawal is the question, unless it was answered while it waited for
// the morning.
func composeWithdrawal(v *View) (Composed, bool) {
	m, ok := campaign.OpenWithdrawal(storage.HoldDeeds(v.Tx, v.Plan.Campaign, v.Args["unit"]))
	head := v.Args["as"] == "head"
	if !ok || strconv.Itoa(m.First.Number) != v.Args["number"] || head && m.Signed {
		return Composed{}, false
	}
	unit := unitName(v.Plan, m.First.Unit)
	button := storage.Button{Label: lookLabel.plain(v.Lang), Action: "/tamdung " + m.First.Unit}
	text := v.S(withdrawForLeader, unit, m.First.Reason)
	if head {
		by, _ := storage.GetPerson(v.Tx, m.First.By)
		text, button.Action = v.S(withdrawForHead, unit, by.Name, m.First.Reason), "/xinrut "+m.First.Unit
	}
	return Composed{Text: text, Buttons: [][]storage.Button{Row(button)}}, true
}

// takeBack ends a withdrawal nobody has agreed to yet.
func (t *Turn) takeBack(m campaign.HoldMatter) {
	t.deed(m.First.Unit, campaign.HoldRefused, m.First.Number, "")
	t.Note("refuse-withdrawal", m.First.Unit, "", "")
	t.tellTheUnit(m.First.Unit, withdrawOffNews)
	if t.signedEnough(m) { // the leaders had been asked
		for _, p := range once(storage.Desk(t.Tx, campaign.Leader, t.year())) {
			t.tellLoud(p, withdrawOffNews.In(t.LangOf(p), t.unitName(m.First.Unit), t.Actor.Name))
		}
	}
	t.End()
	t.Close(t.S(withdrawOff, t.unitName(m.First.Unit)))
}

// tellTheUnit tells the actor's colleagues; arguments: unit, who.
func (t *Turn) tellTheUnit(unit string, s Text) {
	for _, p := range t.colleagues(unit) {
		if p.ID != t.Actor.ID {
			t.tellLoud(p, s.In(t.LangOf(p), t.unitName(unit), t.Actor.Name))
		}
	}
}

var (
	withdrawAsked      = T("Đã gửi đề nghị xin rút của %s đến lãnh đạo khối. Đồng chí được báo khi có trả lời; trước đó có thể rút lại: /xinrut", "The request of %s to be left out went to the bloc's leaders. You will be told of the answer; until then it can be taken back: /withdraw")
	withdrawAskedHead  = T("Đã trình thủ trưởng đơn vị đề nghị xin rút của %s. Có thể rút lại: /xinrut", "The request of %s to be left out is with the unit's head. It can be taken back: /withdraw")
	withdrawForHead    = T("<b>%s: đề nghị xin rút khỏi xét thi đua</b>\nĐồng chí %s trình. Lý do: %s\nĐề nghị đồng chí cho ý kiến.", "<b>%s: to be left out of the ranking</b>\nPut forward by %s. Reason: %s\nPlease decide.")
	withdrawForLeader  = T("<b>%s xin rút khỏi xét thi đua</b>\nLý do: %s\nĐề nghị đồng chí cho ý kiến.", "<b>%s asks to be left out of the ranking</b>\nReason: %s\nPlease decide.")
	withdrawSigned     = T("Đã gửi đề nghị xin rút đến lãnh đạo khối.", "The request went to the bloc's leaders.")
	withdrawSignedNews = T("Đề nghị xin rút của %s đã được đồng chí %s đồng ý, gửi lãnh đạo khối.", "The request of %s to be left out was signed by %s and went to the bloc's leaders.")
	withdrawOffNews    = T("Đề nghị xin rút của %s không thực hiện nữa (đồng chí %s).", "The request of %s to be left out is called off (%s).")
	withdrawOff        = T("Đề nghị xin rút của %s không thực hiện nữa; đơn vị được xét bình thường.", "The request is called off; %s is considered as usual.")
	lookLabel          = T("Xem và quyết định", "Look and decide")
)
