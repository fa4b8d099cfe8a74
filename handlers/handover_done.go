package handlers

import (
	"slices"
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// answerHandover is the incoming contact's button: "/bangiao nhan 3".
func (t *Turn) answerHandover(word, number string) {
	id, err := strconv.ParseUint(number, 10, 63)
	h, ok := storage.Handovers.Get(t.Tx, storage.K(id))
	switch {
	case err != nil || !ok || h.IncomingBy != t.Actor.ID || !h.Accepted.IsZero():
		t.Say(t.S(handoverGone))
	case word == "nhan":
		t.acceptHandover(h.ID)
	default:
		t.callOff(h)
		t.Say(t.S(handoverOff))
	}
}

// callOff ends a handover before its day; its code is no longer good.
func (t *Turn) callOff(h storage.Handover) {
	storage.Handovers.Delete(t.Tx, storage.K(h.ID))
	for _, j := range storage.Agenda.ByLane(t.Tx, "handover "+strconv.FormatUint(h.ID, 10)) {
		storage.Agenda.Remove(t.Tx, j.ID)
	}
	for k, i := range storage.Invites.Prefix(t.Tx, nil) {
		if i.Handover == h.ID && i.UsedBy == 0 {
			i.Revoked = true
			defer storage.Invites.Put(t.Tx, k, i)
		}
	}
	t.Note("handover-off", h.Unit, "", "")
	for _, id := range []int64{h.OutgoingBy, h.IncomingBy} {
		if p, ok := storage.GetPerson(t.Tx, id); ok && id != t.Actor.ID {
			t.Tell(p, ClassReply, handoverOffTold.In(t.LangOf(p), t.unitName(h.Unit)))
		}
	}
}

// changePlaces makes the incoming contact the main one and takes the role from
// the outgoing one, both in this transaction. Where either no longer has a part
// to give or to take, nothing changes and both are told.
func (t *Turn) changePlaces(h storage.Handover) {
	out, known := storage.GetPerson(t.Tx, h.OutgoingBy)
	in, stays := storage.GetPerson(t.Tx, h.IncomingBy)
	main := slices.ContainsFunc(out.Roles, func(r campaign.Role) bool { return placeOf(r, h) && !r.Deputy })
	if !known || !stays || !main || !t.holds(in, campaign.Contact, h.Unit) || h.Year != t.year() {
		t.callOff(h)
		return
	}
	storage.Handovers.Delete(t.Tx, storage.K(h.ID))
	out.Roles = slices.DeleteFunc(slices.Clone(out.Roles), func(r campaign.Role) bool { return placeOf(r, h) })
	if len(t.current(out)) == 0 {
		out.Unroled = t.Event.At
	}
	in.Roles = slices.Clone(in.Roles)
	for i := range in.Roles {
		if placeOf(in.Roles[i], h) {
			in.Roles[i].Deputy = false
		}
	}
	for _, p := range []storage.Person{out, in} {
		p = t.setMenu(p)
		storage.PutPerson(t.Tx, p)
		if p.ID == t.Actor.ID {
			t.Actor = p
		}
	}
	t.Note("handover", h.Unit, storage.Pseudonym(t.Tx, in.ID), "")
	t.tellHandover(h, out, in)
}

func placeOf(r campaign.Role, h storage.Handover) bool {
	return r.Kind == campaign.Contact && r.Unit == h.Unit && r.Year == h.Year
}

// tellHandover tells both, the head of the unit and the desk, each once.
func (t *Turn) tellHandover(h storage.Handover, out, in storage.Person) {
	told := slices.Concat([]storage.Person{out, in}, storage.PeopleWith(t.Tx, campaign.UnitHead, h.Unit, h.Year), t.desk())
	for _, p := range once(told) {
		lang := t.LangOf(p)
		t.Tell(p, ClassReply, handoverDone.In(lang, t.unitName(h.Unit), out.Name, in.Name))
	}
}

var (
	handoverButton = T("Bàn giao", "Hand over")
	onlyMain       = T("Chỉ đầu mối chính của đơn vị bàn giao được vai trò này. Đồng chí không phải đầu mối chính.", "Only a unit's main focal point can hand the place over. You are not the main focal point.")
	handoverWhich  = T("Bàn giao vai trò đầu mối của đơn vị nào?", "Hand over the place of focal point of which unit?")
	handoverOpen   = T("%s đang có một lần bàn giao chưa xong (từ %s).", "%s has a handover under way (from %s).")
	callOff        = T("Dừng bàn giao", "Call it off")
	handoverTo     = T("Bàn giao vai trò đầu mối chính của <b>%s</b> cho ai?", "Hand the place of main focal point of <b>%s</b> over to whom?")
	handoverByCode = T("Người mới (bằng mã)", "Somebody new (by code)")
	handoverDay    = T("Người nhận bàn giao làm đầu mối từ ngày nào? Ví dụ: 01/7.", "From which day does the other person act? For example: 01/7.")
	handoverNow    = T("Ngay khi nhận", "As soon as accepted")
	handoverFar    = T("Ngày bàn giao không quá %d ngày kể từ hôm nay. Đề nghị đồng chí nhập lại, ví dụ: 01/7.", "A handover is at most %d days ahead. Please type the day again, for example: 01/7.")
	handoverSure   = T(
		"Bàn giao vai trò đầu mối chính của <b>%s</b> cho <b>%s</b> từ %s? Khi người nhận đồng ý và đến ngày, đồng chí thôi vai trò này. Bản nháp, việc và hạn của đơn vị giữ nguyên.",
		"Hand the place of main focal point of <b>%s</b> over to <b>%s</b> from %s? Once the other accepts and the day comes, you leave it. The unit's drafts, duties and dates stay.")
	newComer      = T("người nhận mã", "whoever gets the code")
	handoverAsked = T(
		"Đồng chí %s đề nghị bàn giao cho đồng chí vai trò đầu mối chính của <b>%s</b> từ %s.",
		"%s asks to hand the place of main focal point of <b>%s</b> over to you from %s.")
	acceptPlace     = T("Nhận bàn giao", "Accept")
	handoverWaits   = T("Đã gửi đề nghị bàn giao. Đồng chí vẫn là đầu mối chính cho đến khi người nhận đồng ý và đến ngày bàn giao.", "The handover is proposed. You stay the main focal point until the other accepts and the day comes.")
	handoverGone    = T("Đề nghị bàn giao này đã xong, đã dừng hoặc không dành cho đồng chí.", "This handover is done, called off or not meant for you.")
	handoverOff     = T("Đã dừng bàn giao. Vai trò của hai bên không thay đổi.", "The handover is called off. Both roles stay as they are.")
	handoverOffTold = T("Việc bàn giao vai trò đầu mối của %s đã dừng. Vai trò của hai bên không thay đổi.", "The handover of the focal point's place of %s is called off. Both roles stay as they are.")
	placeAccepted   = T("Đồng chí đã nhận bàn giao. Đồng chí là đầu mối chính của %s từ %s.", "You have accepted. You are the main focal point of %s from %s.")
	placeAcceptedBy = T("Đồng chí %s đã nhận bàn giao và là đầu mối chính của %s từ %s.", "%s has accepted and is the main focal point of %s from %s.")
	handoverDone    = T("<b>Bàn giao đầu mối</b>\n%s: đồng chí %s đã bàn giao vai trò đầu mối chính cho đồng chí %s.", "<b>Handover</b>\n%s: %s has handed the place of main focal point over to %s.")
)
