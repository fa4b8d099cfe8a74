package handlers

import (
	"thidua/campaign"
	"thidua/storage"
)

// receipt sends the message of record: number, date and time, what, how it
// stands to the deadline and why, the files with size and short hash, who
// (S3). A repeat of it shows the same number.
func (t *Turn) receipt(s campaign.Submission) {
	t.Send(Outgoing{
		Kind: OutSay, Class: ClassRecord, Chat: t.Actor.ID, Text: t.receiptText(s),
		Buttons: [][]storage.Button{Row(t.B("/trangthai", statusLabel)), t.receiptButtons(s)},
	})
}

func (t *Turn) receiptText(s campaign.Submission) string {
	r, _ := t.Plan.Requirement(s.Requirement)
	lang := t.Lang()
	text := t.S(receiptHead, s.Incoming.Number, s.Incoming.Year, stamp(t.local(s.At), lang), t.unitName(s.Unit), r.Title, s.Version)
	if !r.Window.IsZero() {
		text += "\n" + t.S(windowLine, shortDay(r.Window.From, lang), shortDay(r.Window.To, lang))
	}
	if !s.Timing.Deadline.IsZero() {
		form, due := judged, deadlineWords(t.local(s.Timing.Deadline), lang)
		if s.Asked {
			form = judgedAsked
		} else if d, ok := t.duty(s.Unit, s.Requirement); ok && d.Deadline.Equal(s.Timing.Deadline) {
			due += extendedMark(d, lang)
		}
		text += "\n" + t.S(form, HTML(upperFirst(lateWords(s.Timing.LateDays, lang))), due)
	}
	switch {
	case s.Timing.Grace == campaign.GracePress:
		text += "\n" + t.S(gracePress)
	case s.Timing.Grace == campaign.GraceOutage:
		text += "\n" + t.S(graceOutage)
	case s.Asked:
		text += "\n" + t.S(answersDesk)
	case s.Supplement:
		text += "\n" + t.S(keptAsSupplement)
	}
	if d, ok := t.duty(s.Unit, s.Requirement); ok && len(d.MissingParts) > 0 {
		text += "\n" + t.S(stillMissing, HTML(partWords(d.MissingParts, lang)))
	}
	text += "\n\n" + t.S(summaryFiles, HTML(attached(s.Attachments, lang)))
	for i, a := range s.Attachments {
		text += "\n" + receiptLine(i, a, lang)
	}
	if e, ok := storage.FindReceipt(t.Tx, s.Incoming.Year, s.Incoming.Number); ok {
		text += "\n" + t.S(lineCode, receiptCode(e))
	}
	return lines(text+"\n\n"+t.S(sentBy, handedInBy(t.Tx, s, lang)), signedLine(t.Tx, s.Approved, lang))
}

// handedInBy is who handed a version in: name and position, or the role alone
// once the person was erased.
func handedInBy(tx *storage.Tx, s campaign.Submission, lang string) string {
	by, ok := storage.GetPerson(tx, s.By)
	switch {
	case !ok || s.By == 0:
		return nameless(s.As, lang)
	case by.Position != "":
		return by.Name + ", " + by.Position
	}
	return by.Name
}

// nameless is the role that stays in the record of somebody erased.
func nameless(kind campaign.RoleKind, lang string) string {
	if kind == campaign.UnitHead {
		return erasedHead.In(lang)
	}
	return erasedContact.In(lang)
}

// shortHash is enough of a SHA-256 to compare by eye.
func shortHash(sha string) string { return sha[:min(8, len(sha))] }

var (
	receiptHead = T("<b>PHIẾU TIẾP NHẬN</b>\nSố đến: <b>%d/%d</b>\nNgày đến: %s\nĐơn vị: %s\nNội dung: <b>%s</b>, bản lần %d",
		"<b>RECEIPT</b>\nNumber: <b>%d/%d</b>\nReceived: %s\nUnit: %s\nContent: <b>%s</b>, version %d")
	judged      = T("<b>%s</b> (hạn nộp: %s).", "<b>%s</b> (due by %s).")
	judgedAsked = T("<b>%s</b> (hạn bổ sung: %s).", "<b>%s</b> (date of the return: %s).")
	gracePress  = T("Tính đúng hạn vì toàn bộ tệp đã gửi trước hạn và nút xác nhận được bấm ngay sau đó; Telegram không ghi giờ bấm nút.",
		"Counted as on time: all files were sent before the deadline and the button was pressed soon after; Telegram does not tell when a button is pressed.")
	graceOutage      = T("Tính đúng hạn vì bot không hoạt động vào thời điểm hết hạn, toàn bộ tệp đã gửi trước hạn.", "Counted as on time: the bot was not running at the deadline and all files were sent before it.")
	keptAsSupplement = T("Lưu là bản bổ sung; bản chính thức không thay đổi.", "Kept as a supplement; the official version does not change.")
	answersDesk      = T("Bản này bổ sung theo yêu cầu của thường trực.", "It completes what the desk returned.")
	stillMissing     = T("Còn thiếu %s; nội dung này chỉ hoàn thành khi có đủ.", "Still missing: %s. It is complete only with all parts.")
	receiptFile      = T("%d. %s – %s – mã %s", "%d. %s – %s – hash %s")
	erasedContact    = T("cán bộ đầu mối của đơn vị (đã xóa thông tin cá nhân)", "the unit's focal point (personal data erased)")
	erasedHead       = T("thủ trưởng đơn vị (đã xóa thông tin cá nhân)", "the head of the unit (personal data erased)")
	sentBy           = T("Người nộp: %s.", "Handed in by %s.")
)
