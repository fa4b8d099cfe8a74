package handlers

import (
	"slices"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// A sealed sheet can be taken back as long as the desk has not begun to appraise
// it: with a reason, in the audit, and the desk is told. What was sealed stays
// readable under its number; the draft keeps the answers and the evidence and is
// sealed anew, at the time it is then sent.

// mayWithdraw reports whether the sealed sheet can still be taken back.
func (s *scoring) mayWithdraw() bool {
	return s.sheet.Sealed() && !storage.ResultsStand(s.Tx, s.Plan.Campaign) && !campaign.Begun(storage.FiguresOf(s.Tx, s.Plan.Campaign, s.unit))
}

func (s *scoring) showWithdraw() {
	if !s.mayWithdraw() {
		s.Say(s.S(tooLateToWithdraw))
		s.Go("sealed")
		return
	}
	timing := ""
	if s.due.Requirement.ID != "" && !s.due.Deadline.IsZero() {
		timing = s.S(withdrawDue, s.deadline())
		if !s.Event.At.Before(s.due.Deadline) {
			timing = s.S(withdrawLate, s.deadline())
		}
	}
	text := s.S(withdrawAsk, shortestReason, longestReason)
	rows := [][]storage.Button{Row(s.B("sealed", backLabel))}
	if why := s.Kept("why"); why != "" {
		text = s.S(withdrawSure, why)
		rows = append(rows, Row(s.B("withdraw", withdrawNow)))
	}
	s.Show(paragraphs(s.S(withdrawTitle, s.unitName(s.unit)), lines(s.S(withdrawKept), timing), text), rows...)
}

func (s *scoring) sayWithdraw(text string) {
	reason := strings.Join(strings.Fields(text), " ")
	switch n := len([]rune(reason)); {
	case n < shortestReason:
		s.Say(s.S(withdrawShort, n, shortestReason))
	case n > longestReason:
		s.Say(s.S(longReason, n, longestReason))
	default:
		s.Keep("why", reason)
		s.Go("withdraw")
	}
}

func (s *scoring) pressWithdraw(action string) {
	why := s.Kept("why")
	if action != "withdraw" || why == "" {
		delete(s.State.Answers, "why")
		s.Go("sealed")
		return
	}
	number := len(storage.WithdrawnOf(s.Tx, s.Plan.Campaign, s.unit)) + 1
	w, err := campaign.Withdraw(&s.sheet, storage.FiguresOf(s.Tx, s.Plan.Campaign, s.unit), number, s.Actor.ID, s.Event.At, why)
	if err != nil {
		s.Answer(tooLateToWithdraw.plain(s.Lang()), true)
		s.Go("sealed")
		return
	}
	storage.Withdrawns.Put(s.Tx, storage.K(s.Plan.Campaign, s.unit, number), w)
	s.save()
	s.Note("sheet-withdrawn", s.unit, fingerprint(s.Plan.Campaign, &w.Sheet), why)
	s.settleReminders(s.unit)
	s.tellWithdrawn(w)
	delete(s.State.Answers, "why")
	s.Keep("done", s.S(withdrawDone))
	s.Go("summary")
}

// tellWithdrawn tells the desk and the unit's other people.
func (s *scoring) tellWithdrawn(w campaign.Withdrawn) {
	for _, p := range once(append(s.colleagues(s.unit), s.desk()...)) {
		if p.ID == s.Actor.ID {
			continue
		}
		lang := s.LangOf(p)
		s.Tell(p, ClassReply, withdrawNews.In(lang, s.unitName(s.unit), s.Actor.Name, stamp(s.local(w.Sheet.SealedAt), lang), w.Reason),
			Row(storage.Button{Action: withdrawnCommand(s.unit, w.Number), Label: withdrawnOpen.plain(lang, w.Number)}))
	}
}

// withdrawnRows open the sheets the unit took back.
func (s *scoring) withdrawnRows() [][]storage.Button {
	var rows [][]storage.Button
	for _, w := range storage.WithdrawnOf(s.Tx, s.Plan.Campaign, s.unit) {
		rows = append(rows, Row(s.B(withdrawnCommand(s.unit, w.Number), withdrawnOpen, w.Number)))
	}
	return rows
}

func withdrawnCommand(unit string, number int) string {
	return "/bangrut " + unit + " " + strconv.Itoa(number)
}

// withdrawnTalk is /bangrut: a sheet that was taken back, as it was sealed. It
// comes from buttons: "/bangrut vks 1 2" is the second page of the first.
func withdrawnTalk() Conversation {
	return Conversation{
		Name: "withdrawn", Commands: []string{"bangrut", "withdrawn"}, Aside: true,
		Help:  T("Xem Bảng chấm điểm đã rút", "Read a score sheet taken back"),
		Who:   []campaign.RoleKind{campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
		Start: showWithdrawn,
	}
}

func showWithdrawn(t *Turn, args []string) {
	if t.Plan == nil || len(args) < 2 || !t.allowed(campaign.ActSeeOwn, args[0]) {
		t.Say(t.S(noWithdrawn))
		return
	}
	number, _ := strconv.Atoi(args[1])
	w, ok := storage.Withdrawns.Get(t.Tx, storage.K(t.Plan.Campaign, args[0], number))
	if !ok {
		t.Say(t.S(noWithdrawn))
		return
	}
	s := t.scoringOf(args[0], w.Sheet)
	s.apart = true // it no longer stands beside others
	s.weigh()
	s.facts = factsOf(t.Tx, t.Plan, args[0], t.Event.At)
	s.reckon()
	lang := t.Lang()
	head := t.S(withdrawnHead, w.Number, t.unitName(s.unit), stamp(t.local(w.Sheet.SealedAt), lang), t.who(w.Sheet.SealedBy),
		stamp(t.local(w.At), lang), t.who(w.By), w.Reason, fingerprint(t.Plan.Campaign, &w.Sheet))
	pages := paged(append([]string{head, ""}, s.answerLines()...), pageLimit)
	page := 1
	if len(args) > 2 {
		page, _ = strconv.Atoi(args[2])
	}
	page = min(max(page, 1), len(pages))
	var rows [][]storage.Button
	if page < len(pages) {
		rows = append(rows, Row(t.B(withdrawnCommand(s.unit, number)+" "+strconv.Itoa(page+1), nextPage)))
	}
	t.Say(pages[page-1], rows...)
	if !slices.Contains(t.handInUnits(), s.unit) {
		t.Note("open-file", s.unit, "bangrut", "")
	}
}

var (
	withdrawLabelSheet = T("Rút bảng để sửa", "Take the sheet back")
	tooLateToWithdraw  = T("Thường trực khối đã bắt đầu thẩm định nên không rút được nữa; sau khi có kết quả thẩm định, đồng chí có thể giải trình.", "The desk has begun the appraisal, so the sheet can no longer be taken back; once it is appraised you may explain.")
	withdrawTitle      = T("<b>Rút Bảng chấm điểm đã gửi của %s?</b>", "<b>Take back the score sheet of %s?</b>")
	withdrawKept       = T("Bản đã gửi vẫn được lưu và xem lại được; các câu trả lời và minh chứng được giữ để sửa. Thường trực khối được báo. Sau khi sửa, đơn vị phải gửi lại.", "What was sent stays on record and readable; answers and evidence are kept to be changed. The desk is told. Afterwards the sheet has to be sent again.")
	withdrawDue        = T("Bản gửi lại tính theo thời điểm gửi mới (hạn %s).", "The new one counts from when it is sent (due %s).")
	withdrawLate       = T("<b>Đã quá hạn %s: bản gửi lại sẽ tính là trễ.</b>", "<b>The deadline %s is past: a new one will count as late.</b>")
	withdrawAsk        = T("Mời đồng chí nhập lý do (từ %d đến %d ký tự), ví dụ: Nhầm tỷ lệ ở tiêu chí A1.", "Please type the reason (%d to %d characters), for example: The percentage of A1 is wrong.")
	withdrawSure       = T("Lý do: %s", "Reason: %s")
	withdrawShort      = T("Lý do mới có %d ký tự, cần ít nhất %d ký tự, ví dụ: Nhầm tỷ lệ ở tiêu chí A1.", "The reason has %d characters, at least %d are needed, for example: The percentage of A1 is wrong.")
	withdrawNow        = T("Xác nhận rút", "Take it back")
	withdrawDone       = T("Đã rút Bảng chấm điểm. Đồng chí sửa rồi gửi lại.", "The score sheet is taken back. Change it and send it again.")
	withdrawNews       = T("%s đã rút Bảng chấm điểm để sửa (đồng chí %s; bản gửi lúc %s). Lý do: %s", "%s took its score sheet back to change it (%s; sent on %s). Reason: %s")
	withdrawnOpen      = T("Xem bản đã rút số %d", "Sheet taken back, No. %d")
	withdrawnHead      = T("<b>Bản đã rút số %d – Bảng chấm điểm của %s</b>\nGửi lúc %s, người gửi: đồng chí %s\nRút lúc %s, đồng chí %s. Lý do: %s\nMã đối chiếu: <code>%s</code>",
		"<b>Sheet taken back, No. %d – %s</b>\nSent on %s by %s\nTaken back on %s by %s. Reason: %s\nFingerprint: <code>%s</code>")
	noWithdrawn    = T("Không có bản đã rút này, hoặc đồng chí không được xem.", "There is no such sheet, or you may not see it.")
	awaitsWithdraw = T("Ở bước này đề nghị đồng chí nhập lý do rút, ví dụ: Nhầm tỷ lệ ở tiêu chí A1; hoặc bấm “Quay lại”.", "Please type why you take it back, for example: The percentage of A1 is wrong; or press “Back”.")
)
