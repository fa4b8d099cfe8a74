package handlers

import (
	"thidua/campaign"
	"thidua/storage"
)

// eraseTalk is /xoadulieu: the person and everything that names them is taken
// out at once; the contest's record stays and knows the role alone.
func eraseTalk() Conversation {
	return Conversation{
		Name: "erase", Commands: []string{"xoadulieu", "erase"},
		Help:  T("Xóa dữ liệu cá nhân của đồng chí, rút khỏi bot", "Erase your personal data and leave"),
		Start: startErase,
		Steps: map[string]Step{
			"sure": {Show: showEraseSure, Press: pressErase, Awaits: eraseAwaited},
		},
	}
}

func startErase(t *Turn, _ []string) {
	switch {
	case !t.Known:
		t.Say(t.S(nothingKept))
	case t.lastSecretary():
		t.Say(t.S(lastSecretaryStays))
	default:
		t.Begin("erase", "sure", nil)
	}
}

// lastSecretary reports whether the bloc would be left without a desk.
func (t *Turn) lastSecretary() bool {
	desk := t.desk()
	return len(desk) == 1 && desk[0].ID == t.Actor.ID
}

func showEraseSure(t *Turn) {
	t.Show(paragraphs(t.S(eraseWhat), t.S(eraseKept), t.S(eraseCopies, HTML(t.copiesWords()))),
		Row(t.B("no", doNotErase)), Row(t.B("yes", eraseMe)))
}

func pressErase(t *Turn, action string) {
	switch {
	case action != "yes":
		t.End()
		t.Close(t.S(notErased))
	case t.lastSecretary(): // the other one left meanwhile
		t.End()
		t.Close(t.S(lastSecretaryStays))
	default:
		text := t.S(erasedText, HTML(t.copiesWords()))
		t.erase("own wish")
		t.Say(text)
		t.State = storage.State{}
	}
}

// erase takes the actor out, lets the next contact of a unit move up, and tells
// the desk without a name.
func (t *Turn) erase(why string) {
	p := t.Actor
	t.Note("erase", unitOf(p), storage.Pseudonym(t.Tx, p.ID), why)
	bare := p
	bare.Roles = nil
	t.setMenu(bare)
	storage.Erase(t.Tx, p.ID, t.Event.At, t.maskFor(p))
	t.outcome.Erased = true
	t.Actor, t.Known = storage.Person{ID: p.ID, Language: p.Language}, false
	for _, r := range t.current(p) {
		switch {
		case r.Kind == campaign.UnitHead:
			t.headLost(r.Unit)
		case r.Kind == campaign.Contact && !r.Deputy:
			t.moveUp(r)
		}
		for _, s := range t.desk() {
			lang := t.LangOf(s)
			var rows [][]storage.Button
			if r.Kind == campaign.Contact && t.staff(r.Kind, r.Unit) == 0 {
				rows = append(rows, Row(storage.Button{Label: inviteButton.plain(lang), Action: "/moi contact"}))
			}
			t.Tell(s, ClassReply, roleVacated.In(lang, t.roleWords(r, lang)), rows...)
		}
	}
}

// maskFor stands for the name in what waits for others: the role.
func (t *Turn) maskFor(p storage.Person) string {
	for _, r := range t.current(p) {
		return roleNames[r.Kind].plain(t.Set.language())
	}
	return somebody.plain(t.Set.language())
}

var (
	eraseAwaited = T("Đề nghị đồng chí bấm hoặc gõ “Không xóa” hay “Xóa dữ liệu của tôi”.", "Please press or type “Do not erase” or “Erase my data”.")
	eraseWhat    = T(
		"<b>Xóa dữ liệu cá nhân</b>\nXóa ngay: họ tên, chức vụ, số điện thoại, mã tài khoản Telegram, vai trò, các câu trả lời đang dở và tệp đồng chí gửi mà chưa nói thuộc nội dung nào. Đồng chí sẽ không nhận nhắc việc nữa.",
		"<b>Erasing personal data</b>\nErased at once: name, position, phone number, Telegram account number, roles, unfinished answers, and files you sent without saying what they are. You will get no more reminders.")
	eraseKept = T(
		"Giữ lại vì là hồ sơ của khối: báo cáo, bảng chấm điểm, tệp đã nộp với nội dung và tên tệp, bản nháp của đơn vị, sổ đến và nhật ký. Ở đó chỉ còn vai trò, không còn tên của đồng chí, trừ khi tên nằm trong chính văn bản đã nộp.",
		"Kept, because it is the bloc's record: reports, score sheets and files handed in with their contents and names, the unit's drafts, the register and the audit. They hold your role and no longer your name, unless it stands in a paper handed in.")
	eraseCopies = T(
		"%s Bot không xóa được tin nhắn đã nằm trong Telegram của đồng chí và của người khác.\n\nĐồng chí có chắc chắn không? Việc này không hoàn tác được.",
		"%s Messages that already stand in your or others' Telegram cannot be removed by the bot.\n\nAre you sure? This cannot be undone.")
	doNotErase = T("Không xóa", "Do not erase")
	notErased  = T("Không xóa gì. Dữ liệu của đồng chí vẫn giữ nguyên.", "Nothing was erased.")
	erasedText = T(
		"Đã xóa dữ liệu cá nhân của đồng chí. %s Cảm ơn đồng chí đã tham gia. Khi cần tham gia lại, đồng chí dùng thư mời mới.",
		"Your personal data is erased. %s Thank you for having taken part. To come back, please use a new invitation.")
	lastSecretaryStays = T(
		"Đồng chí là thường trực duy nhất của khối nên chưa thể xóa dữ liệu: khối sẽ không còn ai tiếp nhận báo cáo. Đề nghị đồng chí mời thường trực khác trước: /moi",
		"You are the only secretary of the bloc, so your data cannot be erased yet: nobody would be left to take in reports. Please invite another secretary first: /invite")
	roleVacated = T(
		"Một đồng chí giữ vai trò %s đã yêu cầu xóa dữ liệu cá nhân và không còn tham gia. Hồ sơ đã nộp và bản nháp của đơn vị vẫn giữ nguyên.",
		"Somebody with the role %s has asked for erasure of personal data and left. What was handed in and the unit's drafts stay.")
)
