package handlers

import (
	"slices"
	"strings"
	"unicode/utf8"

	"thidua/campaign"
	"thidua/storage"
)

// The contact's side of the head's approval.

// heads are the unit's heads who are there: within reach and not on leave.
func (t *Turn) heads(unit string) []storage.Person {
	today := t.Plan.Day(t.Event.At)
	return slices.DeleteFunc(storage.PeopleWith(t.Tx, campaign.UnitHead, unit, t.year()), func(p storage.Person) bool {
		return p.Unreached != "" || away(p, today)
	})
}

func (t *Turn) headNames(unit string) string {
	var out []string
	for _, p := range t.heads(unit) {
		out = append(out, p.Name)
	}
	return strings.Join(out, ", ")
}

// signOff tells what a confirmation of a requirement by a person leads to.
func (t *Turn) signOff(r campaign.Requirement, unit string, by int64) campaign.SignOff {
	p, _ := storage.GetPerson(t.Tx, by)
	return campaign.SignOffOf(r, t.holds(p, campaign.UnitHead, unit), len(t.heads(unit)))
}

// ownApproval is the leader's word that lies in a confirmation itself: of a head
// who confirms, or told in a note; nil when there is none.
func (t *Turn) ownApproval(unit string, c campaign.Confirmation) *campaign.Approval {
	p, ok := storage.GetPerson(t.Tx, c.By)
	switch {
	case c.Note != "":
		return &campaign.Approval{At: c.At, Note: c.Note}
	case ok && t.holds(p, campaign.UnitHead, unit):
		return &campaign.Approval{By: c.By, At: c.At}
	}
	return nil
}

// askHeads brings a confirmed draft to the unit's heads. With none of them left,
// who confirmed is told what to do.
func (t *Turn) askHeads(d campaign.Draft) campaign.Draft {
	heads := t.heads(d.Unit)
	r, _ := t.Plan.Requirement(d.Requirement)
	c := *d.Confirmed
	if len(heads) == 0 {
		d.Confirmed = nil
		d = t.putDraft(d)
		t.Say(t.S(headGone, r.Title), Row(t.B("/nop "+d.Requirement, openLabel)))
		return d
	}
	c.Asked = true
	d.Confirmed = &c
	d = t.putDraft(d)
	t.tellHeads(heads, d.Unit, d.Requirement, r.Title, c)
	return d
}

func (t *Turn) tellHeads(heads []storage.Person, unit, requirement, title string, c campaign.Confirmation) {
	for _, p := range heads {
		lang := t.LangOf(p)
		t.Tell(p, ClassReply, headAsked.In(lang, t.who(c.By), title, stamp(t.local(c.At), lang), t.unitName(unit)),
			Row(storage.Button{Action: "/duyet " + unit + " " + requirement, Label: headOpen.plain(lang)}))
	}
}

// askHeadsForSheet keeps the confirmation with the sheet and asks the heads.
func (s *scoring) askHeadsForSheet() {
	c := s.confirmation("")
	c.Asked = true
	s.sheet.Pending = &c
	s.save()
	s.Note("confirm", s.unit, sheetItem, "")
	s.tellHeads(s.heads(s.unit), s.unit, sheetItem, s.S(theSheet, s.year()), c)
	s.Go("waits")
}

// headLine says that the head has the last word, where that is so.
func (s *scoring) headLine() string {
	if s.signOff(s.due.Requirement, s.unit, s.Actor.ID) != campaign.SignOffHead {
		return ""
	}
	return s.S(headDecides, s.headNames(s.unit))
}

// showWaits says that the sheet waits for the head.
func (s *scoring) showWaits() {
	c := s.sheet.Pending
	if c == nil {
		s.Go("summary")
		return
	}
	s.Show(s.S(awaitsHead, s.S(theSheet, s.year()), s.who(c.By), stamp(s.local(c.At), s.Lang()), s.headNames(s.unit)),
		Row(s.B("summary", summaryLabel)), Row(s.B("withdraw", withdrawLabel)))
}

func (s *scoring) pressWaits(action string) {
	if action == "withdraw" && s.sheet.Pending != nil {
		s.sheet.Pending = nil
		s.save()
		s.Note("withdraw", s.unit, sheetItem, "")
	}
	s.Go("summary")
}

// mayNote reports whether the actor may send with a note: the main focal point.
func (t *Turn) mayNote(unit string) bool {
	return slices.ContainsFunc(t.current(t.Actor), func(r campaign.Role) bool {
		return r.Kind == campaign.Contact && r.Unit == unit && !r.Deputy
	})
}

// noHeadText tells what to do without a head, and whether the actor may note.
func (t *Turn) noHeadText(unit, title string) string {
	if t.mayNote(unit) {
		return t.S(noHeadNote, title, shortestReason, longestReason)
	}
	return t.S(noHeadWait, title)
}

func showNoHead(t *Turn) { t.showSubmit("") }

func (t *Turn) noHeadScreen(note string) (string, [][]storage.Button) {
	duty, _, _ := t.here()
	return t.noHeadText(duty.Unit, duty.Requirement.Title) + after(note), [][]storage.Button{Row(t.B("summary", backLabel))}
}

func pressNoHead(t *Turn, _ string) { t.Go("summary") }

// saidNoHead hands in with the main focal point's note.
func saidNoHead(t *Turn, text string) {
	duty, d, ok := t.here()
	if !ok {
		t.lost()
		return
	}
	note, fine := t.headNote(duty.Unit, text)
	if !fine {
		return
	}
	if news := t.changed(d); news != "" || d.Confirmed != nil || !duty.Open || len(d.Attachments) == 0 {
		t.see(d)
		t.State.Step = "summary"
		t.showSubmit(news)
		return
	}
	c := campaign.Confirmation{By: t.Actor.ID, At: t.Event.At, Note: note}
	for _, a := range d.Attachments {
		c.Files = append(c.Files, a.ID)
	}
	t.confirmed(d, c)
}

// headNote reads the note, or says what is wrong with it.
func (t *Turn) headNote(unit, text string) (string, bool) {
	note := strings.Join(strings.Fields(text), " ")
	switch n := utf8.RuneCountInString(note); {
	case !t.mayNote(unit):
		t.Say(t.S(onlyMainNotes))
	case n < shortestReason:
		t.Say(t.S(shortHeadNote, n, shortestReason))
	case n > longestReason:
		t.Say(t.S(longReason, n, longestReason))
	default:
		return note, true
	}
	return "", false
}

func (s *scoring) showNoHead() {
	s.Show(s.noHeadText(s.unit, s.S(theSheet, s.year())), Row(s.B("summary", backLabel)))
}

func (s *scoring) pressNoHead(string) { s.Go("summary") }

func (s *scoring) sayNoHead(text string) {
	note, fine := s.headNote(s.unit, text)
	if !fine || !s.maySend() {
		return
	}
	s.sealBy(s.confirmation(note))
}

// approvedWords is who approved a hand-in: name and position, or the note; ""
// without an approval.
func approvedWords(tx *storage.Tx, a *campaign.Approval, lang string) string {
	if a == nil {
		return ""
	}
	p, ok := storage.GetPerson(tx, a.By)
	switch {
	case a.Note != "":
		return approvedOnPaper.In(lang, HTML(a.Note))
	case !ok:
		return erasedHead.In(lang)
	case p.Position != "":
		return p.Name + ", " + p.Position
	}
	return p.Name
}

// signedLine is the line of a receipt, "" without an approval.
func signedLine(tx *storage.Tx, a *campaign.Approval, lang string) string {
	if words := approvedWords(tx, a, lang); words != "" {
		return approvedBy.In(lang, words)
	}
	return ""
}

var (
	theSheet        = T("Bảng chấm điểm thi đua năm %d", "Score sheet %d")
	approvedBy      = T("Lãnh đạo duyệt: %s.", "Approved by: %s.")
	approvedOnPaper = T("duyệt ngoài bot – %s", "approved on paper – %s")
	headAsked       = T("Đồng chí %s trình duyệt <b>%s</b> lúc %s (%s). Nội dung chỉ được tính là đã nộp khi đồng chí duyệt gửi.", "%s asks you to approve <b>%s</b>, %s (%s). It counts as handed in only once you approve it.")
	headOpen        = T("Xem và duyệt gửi", "Look and approve")
	headGone        = T("Đơn vị hiện không có thủ trưởng nào duyệt được <b>%s</b> (chưa tham gia, không liên lạc được hoặc đang nghỉ phép), nên xác nhận trước đó không còn hiệu lực: nội dung chưa được nộp. Mời đồng chí mở lại để xem cách gửi.", "Your unit has no head who could approve <b>%s</b> (nobody has joined, or the head is out of reach or on leave), so the confirmation is withdrawn: nothing is handed in. Please open it again to see how to send it.")
	awaitsHead      = T("<b>%s</b>\nĐồng chí %s đã xác nhận lúc %s; đang chờ thủ trưởng duyệt gửi: %s. Nội dung được tính là đã nộp khi thủ trưởng duyệt; bot báo ngay cho đồng chí.",
		"<b>%s</b>\nConfirmed by %s on %s; waiting for the head's approval: %s. It counts as handed in when the head approves; you are told at once.")
	headDecides  = T("Xác nhận xong, nội dung được trình thủ trưởng đơn vị duyệt gửi (%s) và tính là đã nộp khi thủ trưởng duyệt.", "Once confirmed it goes to the unit's head (%s) and counts as handed in when the head approves.")
	waitTextHead = T("<b>%s</b>\nĐồng chí %s đã xác nhận lúc %s. Còn %s đang tải về; khi tải xong bot trình thủ trưởng đơn vị duyệt gửi.",
		"<b>%s</b>\nConfirmed by %s on %s. Still being fetched: %s. It then goes to the unit's head for approval.")
	noHeadNote = T("<b>%s</b>\nKế hoạch yêu cầu thủ trưởng đơn vị duyệt gửi, nhưng đơn vị hiện không có thủ trưởng nào duyệt được (chưa tham gia, không liên lạc được hoặc đang nghỉ phép). Đề nghị đồng chí liên hệ thường trực khối để mời thủ trưởng tham gia; hoặc, là đầu mối chính, đồng chí gửi kèm ghi chú ai đã duyệt (từ %d đến %d ký tự; ghi chú in trên phiếu tiếp nhận và sổ đến), ví dụ: Đồng chí Viện trưởng đã ký bản giấy ngày 10/6/2021.",
		"<b>%s</b>\nThe plan asks for the approval of the unit's head, but your unit has no head who could give it now (nobody has joined, or the head is out of reach or on leave). Please ask the bloc's desk to invite the head; or, as the main focal point, send it with a note on who approved it (%d to %d characters; it stands on the receipt and in the register), for example: The head signed the paper on 10 June 2021.")
	noHeadWait = T("<b>%s</b>\nKế hoạch yêu cầu thủ trưởng đơn vị duyệt gửi, nhưng đơn vị hiện không có thủ trưởng nào duyệt được (chưa tham gia, không liên lạc được hoặc đang nghỉ phép). Đề nghị đồng chí liên hệ thường trực khối để mời thủ trưởng tham gia; hoặc đề nghị đầu mối chính của đơn vị gửi kèm ghi chú. Bản nháp vẫn được giữ.",
		"<b>%s</b>\nThe plan asks for the approval of the unit's head, but your unit has no head who could give it now (nobody has joined, or the head is out of reach or on leave). Please ask the bloc's desk to invite the head, or your main focal point to send it with a note. The draft is kept.")
	onlyMainNotes    = T("Chỉ đầu mối chính của đơn vị được gửi kèm ghi chú thay cho thủ trưởng duyệt.", "Only the unit's main focal point may send with a note in place of the head's approval.")
	shortHeadNote    = T("Ghi chú mới có %d ký tự, cần ít nhất %d ký tự, ví dụ: Đồng chí Viện trưởng đã ký bản giấy ngày 10/6/2021.", "The note has %d characters, at least %d are needed, for example: The head signed the paper on 10 June 2021.")
	awaitsHeadNote   = T("Ở bước này đề nghị đồng chí nhập ghi chú ai đã duyệt, ví dụ: Đồng chí Viện trưởng đã ký bản giấy ngày 10/6/2021; hoặc bấm “Quay lại”.", "Please type who approved it, for example: The head signed the paper on 10 June 2021; or press “Back”.")
	nothingToApprove = T("Hiện không có nội dung nào chờ đồng chí duyệt gửi.", "Nothing waits for your approval.")
	noLongerWaits    = T("Nội dung này không còn chờ duyệt: đã được gửi, rút lại hoặc thay đổi.", "This no longer waits for approval: it was sent, withdrawn or changed.")
	approveHead      = T("<b>Chờ đồng chí duyệt gửi</b>", "<b>Waiting for your approval</b>")
	approveLine      = T("– %s (%s), đồng chí %s trình lúc %s", "– %s (%s), asked by %s on %s")
	approveItem      = T("<b>%s</b>\nĐơn vị: %s\nĐồng chí %s trình lúc %s.", "<b>%s</b>\nUnit: %s\nAsked by %s on %s.")
	approveTiming    = T("Nếu duyệt bây giờ: <b>%s</b> (hạn %s).", "If approved now: <b>%s</b> (due %s).")
	approveLabel     = T("Duyệt gửi", "Approve and send")
	sendBackLabel    = T("Trả lại, có ý kiến", "Return with a comment")
	lookAtSheet      = T("Mở Bảng chấm điểm", "Open the score sheet")
	notSentYet       = T("%s – bản trình duyệt, chưa nộp", "%s – waiting for approval, not handed in")
	approvedDone     = T("Đồng chí đã duyệt gửi: %s.", "Approved and sent: %s.")
	sendBackAsk      = T("<b>Trả lại: %s</b>\nMời đồng chí nhập ý kiến cho cán bộ đầu mối (không quá %d ký tự), ví dụ: Bổ sung số liệu tháng 5.", "<b>Return: %s</b>\nPlease type your comment for the focal point (at most %d characters), for example: Add the figures of May.")
	sentBack         = T("Đồng chí %s chưa duyệt gửi <b>%s</b>. Ý kiến: %s\nNội dung chưa được nộp; đề nghị đồng chí sửa rồi xác nhận lại.", "%s did not approve <b>%s</b>. Comment: %s\nNothing is handed in; please change it and confirm again.")
	sentBackDone     = T("Đã trả lại: %s.", "Returned: %s.")
	awaitsApproval   = T("Đề nghị đồng chí bấm “Duyệt gửi” hoặc “Trả lại, có ý kiến”.", "Please press “Approve and send” or “Return with a comment”.")
	awaitsSendBack   = T("Ở bước này đề nghị đồng chí nhập ý kiến bằng chữ, ví dụ: Bổ sung số liệu tháng 5.", "Please type your comment, for example: Add the figures of May.")
)
