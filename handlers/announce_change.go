package handlers

import (
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// composeAnnouncement is the announcement as a receiver sees it at this moment:
// as it was edited last, with the button or with when it was acknowledged.
func composeAnnouncement(v *View) (Composed, bool) {
	a, ok := announcementOf(v.Tx, v.Plan, v.Args["number"])
	if !ok || !v.takesPart() {
		return Composed{}, false
	}
	zone := v.Plan.Location()
	if !a.Withdrawn.IsZero() {
		return Composed{Text: v.S(announceTakenBack, a.Number, stamp(a.Withdrawn.In(zone), v.Lang))}, v.Args["edit"] != ""
	}
	if a.Praises != "" {
		text, ok := v.praiseText(a)
		return Composed{Text: text}, ok
	}
	text := v.announceText(a)
	if at, read := hasRead(v.Tx, v.Plan, a, v.Person.ID); read {
		return Composed{Text: text + "\n\n" + v.S(announceReadAt, stamp(at.In(zone), v.Lang))}, true
	}
	return Composed{Text: text, Buttons: v.readButton(a)}, true
}

func (v *View) announceText(a storage.Announcement) string {
	by, _ := storage.GetPerson(v.Tx, a.By)
	text := v.S(announceHead, a.Number, a.Text, by.Name)
	if !a.EditedAt.IsZero() {
		text += "\n" + v.S(announceEdited, stamp(a.EditedAt.In(v.Plan.Location()), v.Lang))
	}
	return text
}

func (v *View) readButton(a storage.Announcement) [][]storage.Button {
	return [][]storage.Button{Row(storage.Button{
		Label: readLabel.plain(v.Lang), Action: "/danhan " + announcedKey + strconv.FormatUint(a.Number, 10),
	})}
}

// composeAnnouncedAgain asks those once more who have not acknowledged; whoever
// has, gets nothing.
func composeAnnouncedAgain(v *View) (Composed, bool) {
	a, ok := announcementOf(v.Tx, v.Plan, v.Args["number"])
	if !ok || a.Praises != "" || !v.takesPart() || !a.Withdrawn.IsZero() || a.SendAt.After(v.Now) {
		return Composed{}, false
	}
	if _, read := hasRead(v.Tx, v.Plan, a, v.Person.ID); read {
		return Composed{}, false
	}
	return Composed{Text: v.S(announceAsked, a.Number, gist(a.Text, 300)), Buttons: v.readButton(a)}, true
}

// composeAnnouncedFile lets a file go while its announcement stands.
func composeAnnouncedFile(v *View) (Composed, bool) {
	a, ok := announcementOf(v.Tx, v.Plan, v.Args["number"])
	return Composed{Text: v.S(announceFileOf, a.Number)}, ok && v.takesPart() && a.Withdrawn.IsZero()
}

// urgeUnread asks privately those who have not acknowledged, and nobody else.
func (t *Turn) urgeUnread(a storage.Announcement) {
	_, missing := readers(t.Tx, t.Plan, a)
	if len(missing) == 0 || a.SendAt.After(t.Event.At) {
		t.showAnnounced(a)
		return
	}
	var rows []Outgoing
	for _, p := range missing {
		if p.Unreached == "" {
			rows = append(rows, t.announceRow(a, p, "announcement-again"))
		}
	}
	until := t.sendLoud(rows)
	text := t.S(urgedUnread, a.Number, HTML(counted(len(rows), t.Lang(), personNoun)))
	if until.After(t.Event.At) {
		text += "\n" + t.quietNote()
	}
	t.Say(text)
}

// changing is the announcement an edit or a withdrawal is about.
func (t *Turn) changing() (storage.Announcement, bool) {
	a, ok := t.announcement(t.Kept("number"))
	if !ok || !a.Withdrawn.IsZero() || !t.allowed(campaign.ActAnnounce, "") {
		t.End()
		t.Close(t.S(announceGone))
		return a, false
	}
	return a, true
}

func showAnnounceEdit(t *Turn) {
	if a, ok := t.changing(); ok {
		t.Show(t.S(announceNewText, a.Number, gist(a.Text, 1000)), Row(t.B("leave", leaveLabel)))
	}
}

func pressAnnounceEdit(t *Turn, _ string) {
	t.End()
	t.Close(t.S(announceUnchanged))
}

func saidAnnounceEdit(t *Turn, text string) {
	if text, ok := t.announceWords(text); ok {
		t.Keep("text", text)
		t.Go("again")
	}
}

func showAnnounceAgain(t *Turn) {
	a, ok := t.changing()
	if !ok {
		return
	}
	read, _ := readers(t.Tx, t.Plan, a)
	so := t.S(announceReadNone)
	if len(read) > 0 {
		so = t.S(announceReadSome, counted(len(read), t.Lang(), personNoun))
	}
	t.Show(t.S(announceReopen, t.Kept("text"), HTML(so)),
		Row(t.B("keep", announceKeepRead)), Row(t.B("again", announceReadAgain)), Row(t.B("leave", leaveLabel)))
}

func pressAnnounceAgain(t *Turn, action string) {
	a, ok := t.changing()
	if !ok {
		return
	}
	if action != "keep" && action != "again" {
		pressAnnounceEdit(t, action)
		return
	}
	a.Text, a.EditedAt = t.Kept("text"), t.Event.At
	if action == "again" {
		a.Round++
	}
	t.putAnnouncement(a)
	t.Note("edit-announcement", "", strconv.FormatUint(a.Number, 10), "")
	t.reshowAll(a)
	if action == "again" && !a.SendAt.After(t.Event.At) {
		_, missing := readers(t.Tx, t.Plan, a)
		var rows []Outgoing
		for _, p := range missing {
			if p.Unreached == "" {
				rows = append(rows, t.announceRow(a, p, "announcement-again"))
			}
		}
		t.sendLoud(rows)
	}
	t.End()
	t.Close(t.S(announceChanged, a.Number))
}

// reshowAll edits an announcement wherever it stands, and the author's count.
func (t *Turn) reshowAll(a storage.Announcement) {
	read, missing := readers(t.Tx, t.Plan, a)
	for _, p := range append(read, missing...) {
		if sent, ok := storage.AnnouncedTo.Get(t.Tx, storage.K(t.Plan.Campaign, a.Number, p.ID)); ok {
			t.reshow(a, p, sent)
		}
	}
	t.Send(t.announceCount(a))
}

func showAnnounceAway(t *Turn) {
	a, ok := t.changing()
	if !ok {
		return
	}
	text := t.S(announceAway, a.Number, gist(a.Text, 300))
	if len(a.Files) > 0 && !a.SendAt.After(t.Event.At) {
		text += "\n" + t.S(announceFilesStay)
	}
	t.Show(text, Row(t.B("yes", announceAwayYes)), Row(t.B("leave", leaveLabel)))
}

func pressAnnounceAway(t *Turn, action string) {
	a, ok := t.changing()
	if !ok {
		return
	}
	if action != "yes" {
		pressAnnounceEdit(t, action)
		return
	}
	a.Withdrawn = t.Event.At
	t.putAnnouncement(a)
	t.Note("withdraw-announcement", "", strconv.FormatUint(a.Number, 10), "")
	t.reshowAll(a)
	t.End()
	t.Close(t.S(announceWithdrawn, a.Number))
}

var (
	announceHead      = T("<b>Thông báo số %d</b>\n%s\n\nNgười gửi: đồng chí %s.", "<b>Announcement No. %d</b>\n%s\n\nFrom: %s.")
	announceEdited    = T("Đã sửa lúc %s.", "Edited on %s.")
	announceReadAt    = T("Đồng chí đã nắm lúc %s.", "You acknowledged this on %s.")
	announceTakenBack = T("Thông báo số %d đã được thu hồi lúc %s.", "Announcement No. %d was withdrawn on %s.")
	announceAsked     = T("Đề nghị đồng chí xác nhận đã nắm thông báo số %d: %s", "Please confirm that you have read announcement No. %d: %s")
	announceFileOf    = T("Kèm theo thông báo số %d.", "With announcement No. %d.")
	readLabel         = T("Đã nắm", "Read")
	urgedUnread       = T("Đã nhắc riêng về thông báo số %d: %s chưa nắm.", "Asked again about announcement No. %d: to %s who did not read it yet.")

	announceNewText   = T("<b>Sửa thông báo số %d</b>\nNội dung hiện nay:\n%s\n\nĐồng chí gõ toàn văn nội dung mới.", "<b>Edit announcement No. %d</b>\nIt says now:\n%s\n\nType the whole new text.")
	announceUnchanged = T("Thông báo không thay đổi.", "The announcement stays as it is.")
	announceReopen    = T("Nội dung mới:\n%s\n\n%s Đồng chí chọn cách sửa.", "The new text:\n%s\n\n%s Choose how to edit.")
	announceReadNone  = T("Chưa có ai xác nhận nội dung cũ.", "Nobody has acknowledged the old text yet.")
	announceReadSome  = T("Đã xác nhận nội dung cũ: %s.", "The old text was acknowledged by %s.")
	announceKeepRead  = T("Sửa, giữ các xác nhận", "Edit, keep what was acknowledged")
	announceReadAgain = T("Sửa, đề nghị xác nhận lại", "Edit and ask everybody again")
	announceChanged   = T("Đã sửa thông báo số %d ở mọi nơi đã gửi.", "Announcement No. %d is edited wherever it was sent.")
	announceAway      = T("<b>Thu hồi thông báo số %d?</b>\n%s\nNội dung ở mọi nơi đã gửi được thay bằng dòng báo thu hồi.", "<b>Withdraw announcement No. %d?</b>\n%s\nIts text is replaced wherever it was sent.")
	announceFilesStay = T("Các tệp đã gửi kèm không rút lại được khỏi cuộc trò chuyện.", "Files that were sent with it cannot be taken out of the chats.")
	announceAwayYes   = T("Thu hồi thông báo", "Withdraw it")
	announceWithdrawn = T("Đã thu hồi thông báo số %d.", "Announcement No. %d is withdrawn.")
)
