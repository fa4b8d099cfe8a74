package handlers

import (
	"thidua/campaign"
	"thidua/storage"
)

// tellRestored tells everybody once, after the data came out of a backup, from
// when to when what they did is gone: Telegram does not send it again.
func (t *Turn) tellRestored() {
	r, ok := storage.LastRestored(t.Tx)
	if !ok || r.Told || t.Plan == nil {
		return
	}
	storage.RestoredTold(t.Tx, r)
	var people []storage.Person
	for _, kind := range append([]campaign.RoleKind{campaign.Admin}, everybody...) {
		people = append(people, storage.Desk(t.Tx, kind, t.year())...)
	}
	for _, p := range once(people) {
		lang := t.LangOf(p)
		text := restoredSpan.In(lang, stamp(t.local(r.From), lang), stamp(t.local(r.At), lang))
		if campaign.May(p.Roles, campaign.ActSeeBoard, "", t.year()) {
			text += "\n" + restoredRegister.In(lang, storage.RegisterJump)
		}
		t.tellLoud(p, text, Row(storage.Button{Label: lostLook.plain(lang), Action: "/menu"}))
	}
}

// perhapsSent heads a message that the lost data may have sent already: one that
// waited in the backup, or that the timetable says again.
func perhapsSent(tx *storage.Tx, row storage.Job, o *Outgoing) {
	if o.Text == "" || o.Kind != OutSay && o.Kind != OutFile {
		return
	}
	r, ok := storage.LastRestored(tx)
	if !ok || !o.Again && row.ID > r.Outbox {
		return
	}
	v := viewFor(tx, o.Chat, nil, r.From)
	o.Text = v.S(perhapsSentText, stamp(v.Now, v.Lang)) + "\n\n" + o.Text
}

var (
	restoredSpan = T("<b>Bot đã được khôi phục từ bản sao lưu</b>\nNhững gì đồng chí đã gửi và bấm từ %s đến %s không còn trong bot, kể cả phiếu tiếp nhận cấp trong thời gian đó. Đề nghị đồng chí xem lại và thực hiện lại phần còn thiếu; tệp và tin cũ vẫn còn trong cuộc trò chuyện này.",
		"<b>The bot was restored from a backup</b>\nWhat you sent and pressed from %s to %s is no longer in the bot, nor are the receipts of that time. Please look and do again what is missing; your old files and messages are still in this chat.")
	restoredRegister = T("Sổ đến nhảy thêm %d số để không trùng với phiếu đã cấp. Đề nghị thường trực đối chiếu phiếu các đơn vị đang giữ.",
		"The register went on %d numbers further, so that none is given twice. The desk should compare it with the receipts the units hold.")
	perhapsSentText = T("<i>Tin này có thể đã đến trước đây: bot được khôi phục từ bản sao lưu lúc %s.</i>",
		"<i>This may have reached you before: the bot was restored from the backup of %s.</i>")
)
