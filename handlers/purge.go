package handlers

import (
	"strconv"
	"strings"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// purgeTalk is /tieuhuy: a file that must not be on a networked device is
// destroyed wherever it is referred to, and the act is recorded without its
// content. It takes the file, a reason and a second tap.
func purgeTalk() Conversation {
	return Conversation{
		Name: "purge", Commands: []string{"tieuhuy", "purge"},
		Help:  T("Tiêu hủy tệp không được lưu trên mạng", "Destroy a file that may not be kept"),
		Who:   []campaign.RoleKind{campaign.Secretary, campaign.Leader, campaign.Admin},
		Start: startPurge,
		Steps: map[string]Step{
			"which":  {Show: showPurgeWhich, Press: leavePurge, Said: saidPurgeWhich, Awaits: awaitsPurgeWhich},
			"reason": {Show: showPurgeReason, Press: leavePurge, Said: saidPurgeReason, Awaits: awaitsExtendWhy},
			"sure":   {Show: showPurgeSure, Press: pressPurgeSure, Awaits: awaitsPurgeSure},
		},
	}
}

// purgePrefix is how many characters of a file's code name it.
const purgePrefix = 8

func startPurge(t *Turn, args []string) {
	if t.Plan == nil || !t.allowed(campaign.ActPurge, "") {
		t.notFor("tieuhuy")
		return
	}
	t.Begin("purge", "", nil)
	if len(args) > 0 {
		saidPurgeWhich(t, strings.Join(args, " "))
		if t.State.Step != "" {
			return
		}
	}
	t.Go("which")
}

func showPurgeWhich(t *Turn) { t.Show(t.S(purgeWhich), Row(t.B("leave", leaveLabel))) }

func leavePurge(t *Turn, _ string) {
	t.End()
	t.Close(t.S(purgeLeft))
}

// saidPurgeWhich takes a number of the register with the place of the file, or
// the beginning of a file's code.
func saidPurgeWhich(t *Turn, text string) {
	sha, ok := t.fileByPlace(text)
	if !ok {
		sha, ok = t.fileByCode(text)
	}
	if !ok {
		t.Say(t.S(purgeUnknown))
		return
	}
	t.Keep("sha", sha)
	t.Go("reason")
}

func (t *Turn) fileByPlace(text string) (string, bool) {
	of, rest, ok := t.asked(text)
	n, err := strconv.Atoi(rest)
	if !ok || err != nil {
		return "", false
	}
	e, known := storage.FindReceipt(t.Tx, of.Year, of.Number)
	s, found := t.submissionOf(e)
	if !known || !found || n < 1 || n > len(s.Attachments) || s.Attachments[n-1].SHA256 == "" {
		return "", false
	}
	_, gone := storage.PurgedFile(t.Tx, s.Attachments[n-1].SHA256)
	return s.Attachments[n-1].SHA256, !gone
}

func (t *Turn) fileByCode(text string) (string, bool) {
	code := strings.ToLower(strings.TrimSpace(text))
	if len(code) < purgePrefix || strings.Trim(code, "0123456789abcdef") != "" {
		return "", false
	}
	found := t.Tx.FilesWith(code)
	if len(found) != 1 {
		return "", false
	}
	return found[0], true
}

// purging is the file the talk is about and the hand-ins it came with.
func (t *Turn) purging() (sha string, places []storage.FilePlace, ok bool) {
	sha = t.Kept("sha")
	if _, gone := storage.PurgedFile(t.Tx, sha); gone || sha == "" || !t.allowed(campaign.ActPurge, "") {
		t.End()
		t.Close(t.S(purgeGone))
		return "", nil, false
	}
	return sha, storage.PlacesOf(t.Tx, sha), true
}

// purgeWords say which file it is, by its code and where it was handed in; its
// name may itself be what must not be told.
func (t *Turn) purgeWords(sha string, places []storage.FilePlace, lang string) string {
	text := purgeFile.In(lang, shortHash(sha))
	for _, p := range places {
		text += "\n– " + purgePlace.In(lang, t.unitName(p.Unit), placeWords(storage.RegisterPlace{Year: p.Incoming.Year, Number: p.Incoming.Number}))
	}
	return text
}

func showPurgeReason(t *Turn) {
	if sha, places, ok := t.purging(); ok {
		t.Show(t.purgeWords(sha, places, t.Lang())+"\n\n"+t.S(purgeWhy, extendReasonMin), Row(t.B("leave", leaveLabel)))
	}
}

func saidPurgeReason(t *Turn, text string) {
	if _, _, ok := t.purging(); !ok {
		return
	}
	if why, ok := t.reasonSaid(text); ok {
		t.Keep("why", why)
		t.Go("sure")
	}
}

func showPurgeSure(t *Turn) {
	if sha, places, ok := t.purging(); ok {
		t.Show(t.purgeWords(sha, places, t.Lang())+"\n\n"+t.S(purgeSure, t.Kept("why")), Row(t.B("leave", leaveLabel)), Row(t.B("purge", purgeLabel)))
	}
}

func pressPurgeSure(t *Turn, action string) {
	if action != "purge" {
		leavePurge(t, action)
		return
	}
	sha, places, ok := t.purging()
	if !ok {
		return
	}
	unit := ""
	if len(places) > 0 {
		unit = places[0].Unit
	}
	drafting := storage.Purge(t.Tx, storage.Purged{SHA256: sha, By: t.Actor.ID, At: t.Event.At, Why: t.Kept("why")})
	t.outcome.Purge = append(t.outcome.Purge, sha)
	t.Note("purge", unit, shortHash(sha), t.Kept("why"))
	people := append(t.leadership(), t.admins()...)
	for _, p := range places {
		people = append(people, t.colleagues(p.Unit)...)
	}
	for _, unit := range drafting {
		people = append(people, t.colleagues(unit)...)
	}
	for _, p := range once(people) {
		if p.ID != t.Actor.ID {
			lang := t.LangOf(p)
			t.Tell(p, ClassReply, t.purgeWords(sha, places, lang)+"\n"+purgeNews.In(lang, t.Actor.Name, t.Kept("why"))+"\n"+purgeCopies.In(lang))
		}
	}
	text := t.purgeWords(sha, places, t.Lang()) + "\n" + t.S(purgeDone) + "\n" + t.S(purgeCopies) + "\n" + t.copiesWords()
	t.End()
	t.Close(text)
}

// withheld turns a file that was purged into a sentence, wherever it would have
// been sent.
func withheld(db *storage.DB, o *Outgoing, now time.Time) error {
	if o.Kind != OutFile || o.File == "" {
		return nil
	}
	return db.View(now, func(tx *storage.Tx) error {
		p, gone := storage.PurgedFile(tx, o.File)
		if !gone {
			return nil
		}
		v := viewFor(tx, o.Chat, nil, now)
		o.Kind, o.File, o.Name = OutSay, "", ""
		o.Text = lines(o.Text, v.S(filePurged, stamp(p.At.In(v.Now.Location()), v.Lang)))
		return nil
	})
}

var (
	purgeWhich = T("<b>Tiêu hủy tệp</b>\nĐồng chí gõ số đến và thứ tự của tệp trong phiếu tiếp nhận, ví dụ: 12/2021 2; hoặc ít nhất 8 ký tự đầu của mã tệp, ví dụ: 7f3a91bc.",
		"<b>Destroy a file</b>\nType the register number and the file's place in the receipt, for example: 12/2021 2; or at least the first 8 characters of the file's code, for example: 7f3a91bc.")
	purgeUnknown = T("Không tìm thấy đúng một tệp như vậy. Đề nghị đồng chí gõ số đến và thứ tự tệp, ví dụ: 12/2021 2, hoặc mã tệp dài hơn.",
		"That is not exactly one file. Please type the register number and the place of the file, for example: 12/2021 2, or more of its code.")
	purgeFile   = T("Tệp có mã %s", "The file with the code %s")
	purgePlace  = T("%s, số đến %s", "%s, No. %s")
	purgeWhy    = T("Đồng chí gõ lý do tiêu hủy (ít nhất %d ký tự); không nêu nội dung tệp. Ví dụ: tệp có dấu chỉ độ mật.", "Type the reason (at least %d characters), nothing of the file's content. For example: the file bears a mark of secrecy.")
	purgeSure   = T("Lý do: %s\n\nNội dung tệp bị xóa khỏi dữ liệu của bot, không khôi phục được. Sổ đến và nhật ký vẫn giữ dòng đã ghi.", "Reason: %s\n\nThe content is removed from the bot's data and cannot be brought back. Register and audit keep their lines.")
	purgeLabel  = T("Tiêu hủy tệp này", "Destroy this file")
	purgeLeft   = T("Không có tệp nào bị tiêu hủy.", "Nothing was destroyed.")
	purgeGone   = T("Tệp này đã được tiêu hủy hoặc không còn.", "This file was destroyed or is no longer there.")
	purgeNews   = T("Đã tiêu hủy. Người thực hiện: đồng chí %s. Lý do: %s", "Destroyed by %s. Reason: %s")
	purgeDone   = T("Đã tiêu hủy.", "Destroyed.")
	purgeCopies = T("Bot không xóa được bản đã gửi trong các cuộc trò chuyện: đề nghị ai đã gửi hoặc nhận tệp xóa tin có tệp ở cả hai phía và trên máy.",
		"Copies in chats are out of the bot's reach: whoever sent or received the file, please delete the message for both sides, and the file on your device.")
	filePurged = T("Tệp đã được tiêu hủy lúc %s theo quy định về bảo vệ bí mật nhà nước.", "The file was destroyed on %s under the rules on state secrets.")

	awaitsPurgeWhich = T("Đồng chí gõ số đến và thứ tự tệp, ví dụ: 12/2021 2.", "Type the register number and the place of the file, for example: 12/2021 2.")
	awaitsPurgeSure  = T("Đồng chí bấm “Tiêu hủy tệp này” hoặc “Thôi”.", "Press “Destroy this file” or “Leave”.")
)
