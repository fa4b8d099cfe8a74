package handlers

import (
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// joined stores the person with the consent given and gives the role of the
// invitation, or sends the request to the desk. An invitation that is gone by
// now loses nothing typed: the talk goes on as one without a code.
func (t *Turn) joined() {
	hash := t.Kept("invite")
	inv, good := t.invitation(hash)
	if hash != "" && !good {
		t.Keep("invite", "")
		t.Say(t.S(codeGone))
		t.Go("unit")
		return
	}
	unit := t.Kept("unit")
	t.enlist()
	t.End()
	if hash != "" {
		t.redeem(hash, inv)
		return
	}
	t.request(campaign.Role{Kind: campaign.Contact, Unit: unit, Year: t.year()})
}

// enlist writes what the talk has gathered into the person.
func (t *Turn) enlist() {
	p := t.Actor
	if name := t.Kept("name"); name != "" {
		p.Name, p.Position, p.Phone = name, t.Kept("position"), t.Kept("phone")
		p.JoinedAt = t.Event.At
	}
	p.Language = t.Kept("lang")
	p.Consent = t.Kept("consent")
	p.ConsentAt, _ = time.Parse(time.RFC3339Nano, t.Kept("consent_at"))
	storage.PutPerson(t.Tx, p)
	t.Actor, t.Known = p, true
	t.Note("consent", "", storage.Pseudonym(t.Tx, p.ID), p.Consent)
}

// redeem gives the actor the role of an invitation and uses it up. Making a
// further leader needs a leader: where none invited, the leaders are asked.
func (t *Turn) redeem(hash string, inv storage.Invite) {
	role := t.seated(inv.Role)
	if t.holds(t.Actor, role.Kind, role.Unit) {
		if h, ok := storage.Handovers.Get(t.Tx, storage.K(inv.Handover)); ok && inv.Handover != 0 && h.OutgoingBy != t.Actor.ID {
			t.change(hash, func(i *storage.Invite) { i.UsedBy, i.UsedAt = t.Actor.ID, t.Event.At })
			t.acceptHandover(h.ID) // the deputy opened the letter meant for somebody new
			return
		}
		t.Say(t.S(heldAlready, t.roleWords(role, t.Lang())))
		t.home()
		return
	}
	t.change(hash, func(i *storage.Invite) { i.UsedBy, i.UsedAt = t.Actor.ID, t.Event.At })
	if role.Kind == campaign.Leader && t.leaderNeeded(inv) {
		t.request(role)
		return
	}
	t.grant(t.Actor, role, "invite")
	by := inv.By
	if inv.Handover != 0 {
		t.acceptHandover(inv.Handover)
		by = 0 // a contact cannot undo it; the desk can
	}
	p := t.Actor
	given := t.current(p)[len(t.current(p))-1]
	t.Say(t.S(welcomed, t.roleWords(given, t.Lang())))
	t.home()
	t.tellJoined(p, given, by)
}

// leaderNeeded reports whether a leader's word is missing for a new leader: the
// operator's claim and a leader's own invitation have it.
func (t *Turn) leaderNeeded(inv storage.Invite) bool {
	if inv.By == 0 || len(storage.Desk(t.Tx, campaign.Leader, t.year())) == 0 {
		return false
	}
	by, ok := storage.GetPerson(t.Tx, inv.By)
	return !ok || !t.holds(by, campaign.Leader, "")
}

// tellJoined tells the desk, and whoever invited, with the way to undo it.
func (t *Turn) tellJoined(p storage.Person, role campaign.Role, by int64) {
	told := t.desk()
	if inviter, ok := storage.GetPerson(t.Tx, by); ok && !holdsAny(told, by) {
		told = append(told, inviter)
	}
	for _, s := range told {
		if s.ID == p.ID {
			continue
		}
		lang := t.LangOf(s)
		t.Tell(s, ClassReply, personJoined.In(lang, p.Name, p.Position, t.roleWords(role, lang)),
			Row(storage.Button{Label: revokeButton.plain(lang), Action: revokeCommand(p.ID)}))
	}
}

func holdsAny(people []storage.Person, id int64) bool {
	for _, p := range people {
		if p.ID == id {
			return true
		}
	}
	return false
}

var (
	codeGone = T(
		"Mã mời vừa hết hiệu lực trong khi đồng chí đang đăng ký. Những gì đã nhập vẫn được giữ; đề nghị đồng chí chọn đơn vị để thường trực khối duyệt.",
		"The invitation has just become invalid. What you entered is kept; please choose your unit, and the standing desk will decide.")
	heldAlready = T(
		"Đồng chí đã có vai trò: %s. Mã mời chưa bị sử dụng.",
		"You already have the role: %s. The invitation was not used up.")
	welcomed = T(
		"Đã đăng ký. Vai trò của đồng chí: <b>%s</b>.",
		"You are registered. Your role: <b>%s</b>.")
	personJoined = T(
		"Đồng chí %s (%s) đã tham gia với vai trò: %s.",
		"%s (%s) has joined as: %s.")
	revokeButton = T("Thu hồi", "Revoke")
)
