package handlers

import (
	"slices"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

func showSummary(t *Turn) { t.showSubmit("") }

// summaryScreen is the last look before the hand-in: what, which dates, which
// files, on time or late if confirmed now.
func (t *Turn) summaryScreen(note string) (string, [][]storage.Button) {
	duty, d, _ := t.here()
	lang := t.Lang()
	text := t.S(summaryHead) + "\n" + t.dutyHead(duty)
	text += "\n\n" + t.S(summaryFiles, HTML(attached(d.Attachments, lang))) + "\n" + fileLines(d.Attachments, lang)
	switch {
	case !duty.Open:
		text = paragraphs(text, t.S(opensLater, shortDay(duty.Opens, lang)))
	case onlyLinks(d.Attachments):
		text = paragraphs(text, t.S(linkNotFile))
	default:
		text = paragraphs(text, t.ifNow(duty, d))
	}
	if changes, _ := t.returnChanges(duty, d.Attachments); changes != "" {
		text += "\n\n" + changes + "\n"
	}
	if duty.Open && t.signOff(duty.Requirement, duty.Unit, t.Actor.ID) == campaign.SignOffHead {
		text = lines(text, t.S(headDecides, t.headNames(duty.Unit)))
	}
	text += "\n" + t.S(noSecretsInside) + after(note)
	if left := t.Kept("left"); left != "" && left != "0" {
		text += after(t.S(tooMany, maxFiles))
		t.Keep("left", "")
	}
	var rows [][]storage.Button
	if duty.Open && !onlyLinks(d.Attachments) {
		rows = append(rows, Row(t.B("confirm", confirmLabel)))
	}
	rows = append(rows, t.pagesButtons(d)...)
	return text, append(rows, Row(t.B("more", moreLabel), t.B("drop", dropLabel)), Row(t.B("leave", leaveLabel)))
}

// ifNow says how a confirmation at this moment would be judged and what it
// would do to the versions handed in before.
func (t *Turn) ifNow(duty campaign.Duty, d campaign.Draft) string {
	lang := t.Lang()
	duty = t.answerBy(duty)
	timing := t.Plan.JudgeAt(duty.Deadline, t.handInAt(duty.Deadline, d.Attachments, campaign.Confirmation{At: t.Event.At, Pressed: true}))
	text := ""
	if !duty.LastDay.IsZero() {
		text = t.S(nowLine, HTML(lateWords(timing.LateDays, lang)))
	}
	if timing.Grace == campaign.GracePress {
		text += "\n" + t.S(onlyPressed, clockWords(t.local(duty.Deadline.Add(t.Plan.Rules.PressGrace))))
	}
	if duty.Version == 0 {
		return text
	}
	switch {
	case duty.Return != nil && timing.LateDays > 0:
		return lines(text, t.S(answersLate, duty.Version, duty.Number))
	case timing.LateDays > 0:
		return lines(text, t.S(becomesSupplement, duty.Version, duty.Number))
	}
	return lines(text, t.S(replacesVersion, duty.Version, duty.Number))
}

// handInAt gathers what the judgement of a confirmation needs.
func (t *Turn) handInAt(deadline time.Time, files []campaign.Attachment, c campaign.Confirmation) campaign.HandIn {
	h := campaign.HandIn{At: c.At, Pressed: c.Pressed}
	for _, a := range files {
		if a.At.After(h.ContentAt) {
			h.ContentAt = a.At
		}
	}
	if !deadline.IsZero() && !c.At.Before(deadline) {
		for _, o := range storage.Outages.Prefix(t.Tx, nil) {
			if !o.From.After(deadline) && !o.To.Before(deadline) {
				h.ResumedAt = o.To
			}
		}
	}
	return h
}

func pressSummary(t *Turn, action string) {
	duty, d, ok := t.here()
	if !ok {
		t.lost()
		return
	}
	if t.pressPagesButton(d, action) {
		return
	}
	switch action {
	case "confirm":
		t.confirm(duty, d)
	case "more":
		t.Go("files")
	case "drop":
		t.Keep("back", "summary")
		t.Go("drop")
	default:
		t.leaveSubmit(duty.Unit)
	}
}

// saidSummary answers words that are no button; before the opening day they
// are most likely the confirmation that has no button yet.
func saidSummary(t *Turn, text string) {
	if words, ok := linkIn(text); ok {
		t.takeLinks(words)
		return
	}
	switch duty, d, ok := t.here(); {
	case ok && !duty.Open:
		t.Say(t.S(opensLater, shortDay(duty.Opens, t.Lang())))
	case ok && onlyLinks(d.Attachments):
		t.Say(t.S(linkNotFile))
	default:
		t.Say(t.S(awaitsConfirm))
	}
}

// confirm hands in, or keeps the word until the last file is here.
func (t *Turn) confirm(duty campaign.Duty, d campaign.Draft) {
	if note := t.changed(d); note != "" {
		t.see(d)
		if len(d.Attachments) == 0 {
			t.State.Step = "files"
		}
		t.Answer(lookAgain.plain(t.Lang()), false)
		t.showSubmit(note)
		return
	}
	switch {
	case d.Confirmed != nil: // the earlier word counts
		t.Go("wait")
		return
	case !duty.Open:
		t.Answer(opensLater.plain(t.Lang(), shortDay(duty.Opens, t.Lang())), true)
		t.showSubmit("")
		return
	case t.unchanged(duty, d):
		t.Answer(sameAsReturned.plain(t.Lang()), true)
		t.Go("files")
		return
	case len(d.Attachments) == 0:
		t.Answer(noFiles.plain(t.Lang()), false)
		t.Go("files")
		return
	}
	_, pressed := t.Event.Body.(Pressed)
	c := campaign.Confirmation{By: t.Actor.ID, At: t.Event.At, Pressed: pressed}
	for _, a := range d.Attachments {
		c.Files = append(c.Files, a.ID)
	}
	if t.signOff(duty.Requirement, d.Unit, c.By) == campaign.SignOffNobody {
		t.Go("nohead")
		return
	}
	t.confirmed(d, c)
}

// confirmed hands in what was confirmed, has the head asked, or keeps the word
// until the last file is here.
func (t *Turn) confirmed(d campaign.Draft, c campaign.Confirmation) {
	r, _ := t.Plan.Requirement(d.Requirement)
	waits := c.Note == "" && t.signOff(r, d.Unit, c.By) == campaign.SignOffHead
	if everyFileIn(d, c) && !waits {
		t.handIn(d, c, t.ownApproval(d.Unit, c))
		return
	}
	d.Confirmed = &c
	d = t.putDraft(d)
	t.Note("confirm", d.Unit, d.Requirement, c.Note)
	if everyFileIn(d, c) {
		d = t.askHeads(d)
	}
	t.see(d)
	t.Go("wait")
}

// unchanged reports whether the draft would answer a return with the very files
// that were returned.
func (t *Turn) unchanged(duty campaign.Duty, d campaign.Draft) bool {
	_, same := t.returnChanges(duty, d.Attachments)
	return same && len(d.Attachments) > 0
}

// everyFileIn reports whether every file of a confirmation is stored and looked at.
func everyFileIn(d campaign.Draft, c campaign.Confirmation) bool {
	for _, id := range c.Files {
		if i := fileIndex(d.Attachments, id); i < 0 || !ready(d.Attachments[i]) {
			return false
		}
	}
	return true
}

func showWait(t *Turn) { t.showSubmit("") }

// waitScreen says that the confirmation counts already.
func (t *Turn) waitScreen(note string) (string, [][]storage.Button) {
	duty, d, _ := t.here()
	if d.Confirmed == nil {
		return t.filesScreen(note)
	}
	by, _ := storage.GetPerson(t.Tx, d.Confirmed.By)
	waiting, later := 0, 0
	for _, a := range d.Attachments {
		switch {
		case !slices.Contains(d.Confirmed.Files, a.ID):
			later++
		case !ready(a):
			waiting++
		}
	}
	if d.Confirmed.Asked {
		return t.S(awaitsHead, duty.Requirement.Title, by.Name, stamp(d.Confirmed.At.In(t.Event.At.Location()), t.Lang()), t.headNames(d.Unit)) + after(note),
			[][]storage.Button{Row(t.B("withdraw", withdrawLabel))}
	}
	form := waitText
	if d.Confirmed.Note == "" && t.signOff(duty.Requirement, d.Unit, d.Confirmed.By) == campaign.SignOffHead {
		form = waitTextHead
	}
	text := t.S(form, duty.Requirement.Title, by.Name, stamp(d.Confirmed.At.In(t.Event.At.Location()), t.Lang()),
		HTML(counted(waiting, t.Lang(), fileNoun)))
	if later > 0 {
		text += "\n" + t.S(laterFiles, HTML(counted(later, t.Lang(), fileNoun)))
	}
	return text + after(note), [][]storage.Button{Row(t.B("withdraw", withdrawLabel))}
}

func pressWait(t *Turn, action string) {
	_, d, ok := t.here()
	if !ok {
		t.lost()
		return
	}
	if action == "withdraw" && d.Confirmed != nil {
		d.Confirmed = nil
		t.see(t.putDraft(d))
		t.Note("withdraw", d.Unit, d.Requirement, "")
	}
	t.Go("summary")
}

var (
	summaryHead     = T("<b>Kiểm tra trước khi nộp</b>", "<b>Before you hand in</b>")
	summaryFiles    = T("Gồm %s:", "With %s:")
	nowLine         = T("Nếu xác nhận bây giờ: <b>%s</b>.", "If confirmed now: <b>%s</b>.")
	opensLater      = T("Chưa đến kỳ nộp: nội dung này được nhận từ ngày %s. Bản nháp được giữ đến khi đó.", "Not yet: this is taken from %s on. The draft is kept until then.")
	noSecretsInside = T("Đề nghị đồng chí kiểm tra để chắc chắn các tệp không có nội dung bí mật nhà nước.", "Please make sure that no file holds state secrets.")
	onlyPressed     = T("Các tệp đã gửi trước hạn; chỉ tính đúng hạn khi đồng chí bấm nút xác nhận, chậm nhất %s.", "All files were sent before the deadline; it counts as on time only if you press the button, by %s.")
	replacesVersion = T("Bản này thay thế bản lần %d (số đến %d).", "It replaces version %d (No. %d).")
	answersLate     = T("Đã quá hạn bổ sung: bản này chờ thường trực quyết định, bản lần %d (số đến %d) vẫn là bản chính thức cho đến khi đó.",
		"The date of the return is past: the desk decides about it, version %d (No. %d) stays the official one until then.")
	becomesSupplement = T("Đã quá hạn: bản này được lưu là bản bổ sung, bản lần %d (số đến %d) vẫn là bản chính thức.",
		"The deadline is past: it is kept as a supplement, version %d (No. %d) stays the official one.")
	confirmLabel   = T("Xác nhận nộp", "Confirm the hand-in")
	moreLabel      = T("Thêm tệp", "Add a file")
	withdrawLabel  = T("Rút xác nhận", "Withdraw the confirmation")
	lookAgain      = T("Bản nháp vừa thay đổi, đề nghị đồng chí xem lại.", "The draft has just changed, please look again.")
	sameAsReturned = T("Các tệp giống hệt bản đã bị trả lại; chưa có gì để bổ sung.", "These are the very files that were returned; nothing is completed yet.")
	noFiles        = T("Chưa có tệp nào để nộp.", "There is no file to hand in yet.")
	waitText       = T("<b>%s</b>\nĐồng chí %s đã xác nhận nộp lúc %s. Còn %s đang tải về; khi tải xong bot tự nộp theo thời điểm xác nhận và gửi phiếu tiếp nhận.",
		"<b>%s</b>\nConfirmed by %s on %s. Still being fetched: %s. The hand-in then completes itself with the time of the confirmation, and the receipt follows.")
	laterFiles = T("Gửi sau khi xác nhận, giữ làm bản nháp mới: %s.", "Sent after the confirmation and kept as a new draft: %s.")
)
