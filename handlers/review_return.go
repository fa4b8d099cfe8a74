package handlers

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"thidua/campaign"
	"thidua/storage"
)

// Limits of what a return says, in characters and counts.
const (
	minReason  = 10
	maxReason  = 500
	minMissing = 3
	maxMissing = 150
	maxItems   = 8
	// farthestReturn is how many days a unit may be given.
	farthestReturn = 60
)

// acceptVersion takes the version as it is and tells the unit. A late version that
// does not speak for the unit yet becomes the official one.
func (t *Turn) acceptVersion(s campaign.Submission) {
	reviews, err := campaign.AcceptReview(t.reviews(s), s.Version, t.Actor.ID, t.Event.At)
	if err != nil {
		t.showVersion(t.S(decidedMeanwhile))
		return
	}
	storage.PutReviews(t.Tx, t.Plan.Campaign, reviews)
	subs := storage.SubmissionsOf(t.Tx, t.Plan.Campaign, s.Unit, s.Requirement)
	official := true
	if i, ok := campaign.Official(subs); ok && subs[i].Version != s.Version {
		s.Accepted, official = true, false
		storage.Submissions.Put(t.Tx, storage.K(t.Plan.Campaign, s.Unit, s.Requirement, s.Version), s)
	}
	t.settled(s)
	t.Note("accept", s.Unit, versionName(s), "")
	t.dropKept(s)
	t.tellAccepted(s, !official)
	r, _ := t.Plan.Requirement(s.Requirement)
	note := t.S(acceptedNote, r.Short, s.Version, t.unitName(s.Unit))
	if !official {
		note += " " + t.S(nowOfficial)
	}
	t.nextReview(note)
}

// settled takes a version out of what the actor put off or was writing about.
func (t *Turn) settled(s campaign.Submission) {
	p, name := t.place(), queueName(t.review(s))
	p.Later = slices.DeleteFunc(p.Later, func(n string) bool { return n == name })
	if p.BackFor == name {
		p.BackFor, p.Back = "", campaign.SentBack{}
	}
	t.putPlace(p)
}

// reviews are those of a version's unit and requirement, with one for a version
// that has none yet.
func (t *Turn) reviews(s campaign.Submission) []campaign.Review {
	all := storage.ReviewsOf(t.Tx, t.Plan.Campaign, s.Unit, s.Requirement)
	if !slices.ContainsFunc(all, func(r campaign.Review) bool { return r.Version == s.Version }) {
		all = append(all, t.review(s))
		slices.SortFunc(all, func(a, b campaign.Review) int { return a.Version - b.Version })
	}
	return all
}

func versionName(s campaign.Submission) string { return fmt.Sprintf("%s/%d", s.Requirement, s.Version) }

// beginReturn goes on with the return that was being written for this version,
// or begins one.
func (t *Turn) beginReturn(s campaign.Submission) {
	if open, ok := campaign.OpenReturn(t.reviews(s)); ok {
		t.showVersion(t.S(returnedBefore, open.Version, shortDay(open.Due, t.Lang())))
		return
	}
	p := t.place()
	if p.BackFor != queueName(t.review(s)) {
		p.BackFor, p.Back = queueName(t.review(s)), campaign.SentBack{}
		t.putPlace(p)
	}
	t.Go("reason")
}

// back is the return being written, and the version it is about.
func (t *Turn) back() (campaign.Submission, campaign.SentBack, bool) {
	s, r, ok := t.underReview()
	p := t.place()
	return s, p.Back, ok && p.BackFor == queueName(r)
}

func (t *Turn) putBack(b campaign.SentBack) {
	p := t.place()
	p.Back = b
	t.putPlace(p)
}

// reasons are the ones used most; any other is typed.
var reasons = []Text{
	T("Thiếu chữ ký hoặc con dấu", "Signature or seal is missing"),
	T("Thiếu phụ lục, biểu số liệu", "Annexes or tables of figures are missing"),
	T("Sai kỳ số liệu báo cáo", "The figures are of another period"),
	T("Tệp mờ, không đọc được", "The file cannot be read clearly"),
	T("Thiếu nội dung theo yêu cầu", "Parts of the content are missing"),
}

func showReason(t *Turn) { t.showStep("") }

// showStep shows a step of the return with a note above it.
func (t *Turn) showStep(note string) {
	s, b, ok := t.back()
	if !ok {
		t.lost()
		return
	}
	var text string
	var rows [][]storage.Button
	switch t.State.Step {
	case "reason":
		text, rows = t.reasonScreen(b)
	case "items":
		text, rows = t.itemsScreen(s, b)
	case "due":
		text, rows = t.dueScreen(b)
	default:
		text, rows = t.returnScreen(s, b)
	}
	t.Show(paragraphs(note, text), rows...)
}

func (t *Turn) reasonScreen(b campaign.SentBack) (string, [][]storage.Button) {
	text := t.S(askReason, minReason)
	rows := make([][]storage.Button, 0, len(reasons)+2)
	for i, r := range reasons {
		rows = append(rows, Row(t.B("reason "+strconv.Itoa(i), r)))
	}
	if b.Reason != "" {
		text += "\n\n" + t.S(reasonSoFar, b.Reason)
		rows = append(rows, Row(t.B("keep", keepReason)))
	}
	return text, append(rows, Row(t.B("back", stepBack)))
}

func pressReason(t *Turn, action string) {
	_, b, ok := t.back()
	if !ok {
		t.lost()
		return
	}
	n, isReason := strings.CutPrefix(action, "reason ")
	switch i, err := strconv.Atoi(n); {
	case isReason && err == nil && i >= 0 && i < len(reasons):
		b.Reason = reasons[i].plain(t.Set.language()) // read by the unit
		t.putBack(b)
		t.Go("items")
	case action == "keep" && b.Reason != "":
		t.Go("items")
	default:
		t.Go("item")
	}
}

func saidReason(t *Turn, text string) {
	_, b, ok := t.back()
	if !ok {
		t.lost()
		return
	}
	text = oneLine(text)
	switch n := utf8.RuneCountInString(text); {
	case n < minReason:
		t.Say(t.S(reasonShort, minReason, n))
	case n > maxReason:
		t.Say(t.S(reasonLong, maxReason, n))
	default:
		b.Reason = text
		t.putBack(b)
		t.Go("items")
	}
}

// oneLine is text without line breaks and doubled blanks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func showItems(t *Turn) { t.showStep("") }

// itemsScreen: which files are concerned and what is missing.
func (t *Turn) itemsScreen(s campaign.Submission, b campaign.SentBack) (string, [][]storage.Button) {
	text := t.S(askItems, b.Reason)
	if len(b.Items) > 0 {
		text += "\n" + t.S(itemsHead) + itemLines(b.Items, t.Lang())
	}
	var rows [][]storage.Button
	for _, a := range s.Attachments {
		label := itemOff
		if itemIndex(b.Items, a.ID) >= 0 {
			label = itemOn
		}
		rows = append(rows, Row(t.B("file "+a.ID, label, short(a.Name, 40))))
	}
	if n := len(b.Items); n > 0 && b.Items[n-1].Attachment == "" {
		rows = append(rows, Row(t.B("undo", undoItem)))
	}
	return text, append(rows, Row(t.B("done", goOn)), Row(t.B("back", stepBack)))
}

func itemIndex(items []campaign.ReviewItem, attachment string) int {
	return slices.IndexFunc(items, func(i campaign.ReviewItem) bool { return i.Attachment == attachment })
}

// itemLines numbers the items of a return, each on a line of its own.
func itemLines(items []campaign.ReviewItem, lang string) string {
	text := ""
	for i, item := range items {
		form := itemMissing
		if item.Attachment != "" {
			form = itemAnew
		}
		text += "\n" + form.In(lang, i+1, short(item.Text, maxMissing))
	}
	return text
}

func pressItems(t *Turn, action string) {
	s, b, ok := t.back()
	if !ok {
		t.lost()
		return
	}
	if id, isFile := strings.CutPrefix(action, "file "); isFile {
		t.toggleItem(s, b, id)
		return
	}
	switch action {
	case "undo":
		if n := len(b.Items); n > 0 && b.Items[n-1].Attachment == "" {
			b.Items = b.Items[:n-1]
			t.putBack(b)
		}
		t.Go("items")
	case "done":
		t.Go("due")
	default:
		t.Go("reason")
	}
}

func (t *Turn) toggleItem(s campaign.Submission, b campaign.SentBack, id string) {
	i := fileIndex(s.Attachments, id)
	switch k := itemIndex(b.Items, id); {
	case i < 0:
	case k >= 0:
		b.Items = slices.Delete(slices.Clone(b.Items), k, k+1)
	case len(b.Items) >= maxItems:
		t.Answer(itemsFull.plain(t.Lang(), maxItems), true)
	default:
		b.Items = append(slices.Clone(b.Items), campaign.ReviewItem{Attachment: id, Text: s.Attachments[i].Name})
	}
	t.putBack(b)
	t.Go("items")
}

func saidItem(t *Turn, text string) {
	_, b, ok := t.back()
	if !ok {
		t.lost()
		return
	}
	text = oneLine(text)
	switch n := utf8.RuneCountInString(text); {
	case n < minMissing:
		t.Say(t.S(itemShort))
	case n > maxMissing:
		t.Say(t.S(itemLong, maxMissing, n))
	case len(b.Items) >= maxItems:
		t.Say(t.S(itemsFull, maxItems))
	default:
		b.Items = append(slices.Clone(b.Items), campaign.ReviewItem{Text: text})
		t.putBack(b)
		t.Go("items")
	}
}

func showReturnDue(t *Turn) { t.showStep("") }

// dueScreen offers working days; three are usual.
func (t *Turn) dueScreen(b campaign.SentBack) (string, [][]storage.Button) {
	today := campaign.DateOf(t.Event.At)
	text := t.S(askDue)
	if !b.Due.IsZero() {
		text += "\n" + t.S(dueSoFar, dayWords(b.Due, t.Lang()))
	}
	var rows [][]storage.Button
	for _, n := range []int{1, 3, 5} {
		d := t.Plan.AddWorkingDays(today, n)
		rows = append(rows, Row(t.B("due "+d.String(), dueChoice, HTML(counted(n, t.Lang(), workingDayNoun)), dayWords(d, t.Lang()))))
	}
	return text, append(rows, Row(t.B("back", stepBack)))
}

func pressReturnDue(t *Turn, action string) {
	iso, isDue := strings.CutPrefix(action, "due ")
	if !isDue {
		t.Go("items")
		return
	}
	if d, err := campaign.ParseDate(iso); err == nil {
		t.setDue(d)
		return
	}
	t.lost()
}

func saidReturnDue(t *Turn, text string) {
	d, ok := parseDay(text, campaign.DateOf(t.Event.At))
	if !ok {
		t.Say(t.S(dueUnread))
		return
	}
	t.setDue(d)
}

func (t *Turn) setDue(d campaign.Date) {
	_, b, ok := t.back()
	today := campaign.DateOf(t.Event.At)
	switch {
	case !ok:
		t.lost()
	case d.Before(today):
		t.Say(t.S(duePast, shortDay(d, t.Lang()), shortDay(today, t.Lang())))
	case today.DaysUntil(d) > farthestReturn:
		t.Say(t.S(dueFar, shortDay(d, t.Lang()), farthestReturn, shortDay(today.AddDays(farthestReturn), t.Lang())))
	default:
		b.Due = d
		t.putBack(b)
		t.Go("check")
	}
}

// parseDay reads "18/6", "18/06/2021", "18-6-2021"; without a year it is the
// next such day, where the one of this year is long past.
func parseDay(text string, today campaign.Date) (campaign.Date, bool) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == '-' || r == '.' || r == ' ' })
	if len(parts) != 2 && len(parts) != 3 {
		return campaign.Date{}, false
	}
	n := []int{0, 0, today.Year}
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil {
			return campaign.Date{}, false
		}
		n[i] = v
	}
	if len(parts) == 3 && n[2] < 100 {
		n[2] += 2000
	}
	d, err := campaign.ParseDate(fmt.Sprintf("%04d-%02d-%02d", n[2], n[1], n[0]))
	if err != nil {
		return campaign.Date{}, false
	}
	if len(parts) == 2 && today.DaysUntil(d) < -180 {
		next, err := campaign.ParseDate(fmt.Sprintf("%04d-%02d-%02d", n[2]+1, n[1], n[0]))
		return next, err == nil
	}
	return d, true
}

func showReturn(t *Turn) { t.showStep("") }

// returnScreen is the last look: the message as the unit will read it.
func (t *Turn) returnScreen(s campaign.Submission, b campaign.SentBack) (string, [][]storage.Button) {
	r := t.review(s)
	r.Reason, r.Items, r.Due = b.Reason, b.Items, b.Due
	people := once(t.colleagues(s.Unit))
	text := t.S(checkReturn, t.unitName(s.Unit), HTML(counted(len(people), t.Lang(), personNoun))) + "\n\n" + t.returnText(s, r, t.Lang())
	if len(people) == 0 {
		text += "\n\n" + t.S(nobodyHears)
	}
	return text, [][]storage.Button{
		Row(t.B("send", sendReturn)),
		Row(t.B("reason", changeReason), t.B("items", changeItems), t.B("due", changeDue)),
		Row(t.B("leave", leaveLabel)),
	}
}

func pressReturn(t *Turn, action string) {
	s, b, ok := t.back()
	if !ok {
		t.lost()
		return
	}
	switch action {
	case "send":
		t.sendBack(s, b)
	case "reason", "items", "due":
		t.Go(action)
	default:
		t.Go("item")
	}
}

// sendBack returns the version: the record, the draft, the unit's message and
// the reminders, all in this transaction.
func (t *Turn) sendBack(s campaign.Submission, b campaign.SentBack) {
	if b.Reason == "" || b.Due.IsZero() || b.Due.Before(campaign.DateOf(t.Event.At)) {
		t.Go("due")
		return
	}
	if !campaign.May(t.Actor.Roles, campaign.ActReturn, s.Unit, t.year()) {
		t.lost()
		return
	}
	reviews, err := campaign.ReturnReview(t.reviews(s), s.Version, b, t.Actor.ID, t.Event.At)
	if err != nil {
		note := t.S(decidedMeanwhile)
		if open, ok := campaign.OpenReturn(t.reviews(s)); ok && errors.Is(err, campaign.Mistake(campaign.AlreadyReturned)) {
			note = t.S(returnedBefore, open.Version, shortDay(open.Due, t.Lang()))
		}
		t.State.Step = "item"
		t.showVersion(note)
		return
	}
	storage.PutReviews(t.Tx, t.Plan.Campaign, reviews)
	t.settled(s)
	open, _ := campaign.OpenReturn(reviews)
	t.Note("return", s.Unit, versionName(s), b.Reason)
	t.reopenDraft(s, open)
	t.tellReturned(s, open)
	t.remindReturn(open)
	r, _ := t.Plan.Requirement(s.Requirement)
	t.nextReview(t.S(returnedNote, r.Short, s.Version, t.unitName(s.Unit), dayWords(b.Due, t.Lang())))
}

var (
	decidedMeanwhile = T("Bản này vừa được xử lý; tình trạng hiện tại như dưới đây.", "This version has just been dealt with; its present state is below.")
	acceptedNote     = T("Đã tiếp nhận <b>%s</b>, bản lần %d của %s; đơn vị đã được báo.", "Accepted: <b>%s</b>, version %d of %s. The unit has been told.")
	nowOfficial      = T("Bản này nay là bản chính thức.", "It is the official version now.")
	returnedBefore   = T("Bản lần %d đã được trả lại, đơn vị đang bổ sung (hạn %s). Mỗi nội dung chỉ có một yêu cầu bổ sung cùng lúc.", "Version %d is returned already and being completed (due %s). There is one return at a time.")
	askReason        = T("<b>Trả lại bổ sung: lý do</b>\nĐồng chí bấm một lý do hoặc gõ lý do khác (từ %d ký tự).", "<b>Return: the reason</b>\nPress one or type another (%d characters or more).")
	reasonSoFar      = T("Lý do đang ghi: %s", "The reason so far: %s")
	keepReason       = T("Giữ lý do đang ghi", "Keep this reason")
	reasonShort      = T("Lý do cần ít nhất %d ký tự (mới có %d), ví dụ: “Báo cáo chưa có chữ ký của thủ trưởng”.", "The reason needs at least %d characters (there are %d), for example: “The head has not signed the report”.")
	reasonLong       = T("Lý do dài nhất %d ký tự (đang có %d). Đề nghị đồng chí rút gọn.", "The reason has at most %d characters (there are %d). Please shorten it.")
	askItems         = T("<b>Trả lại bổ sung: nội dung cần bổ sung</b>\nLý do: %s\nĐồng chí bấm tệp cần gửi lại; gõ từng phần còn thiếu, mỗi tin một mục, ví dụ: “Phụ lục số liệu khen thưởng”.",
		"<b>Return: what is concerned</b>\nReason: %s\nPress the files that must come anew; type what is missing, one thing a message, for example: “Annex of rewards”.")
	itemsHead          = T("Đã ghi:", "So far:")
	itemAnew           = T("%d. Gửi lại: %s", "%d. Again: %s")
	itemMissing        = T("%d. Còn thiếu: %s", "%d. Missing: %s")
	itemOn             = T("✓ %s", "✓ %s")
	itemOff            = T("○ %s", "○ %s")
	undoItem           = T("Bỏ mục vừa gõ", "Take back the last one")
	goOn               = T("Tiếp tục", "Go on")
	itemsFull          = T("Mỗi lần trả lại có nhiều nhất %d mục.", "One return has at most %d items.")
	itemShort          = T("Đề nghị đồng chí ghi rõ phần còn thiếu, ví dụ: “Phụ lục số liệu khen thưởng”.", "Please say what is missing, for example: “Annex of rewards”.")
	itemLong           = T("Mỗi mục dài nhất %d ký tự (đang có %d). Đề nghị đồng chí rút gọn hoặc tách thành nhiều mục.", "One item has at most %d characters (there are %d). Please shorten or split it.")
	askDue             = T("<b>Trả lại bổ sung: hạn</b>\nĐồng chí chọn ngày cuối cùng để bổ sung, hoặc gõ ngày, ví dụ 18/6.", "<b>Return: the date</b>\nChoose the last day, or type one, for example 18/6 (day/month).")
	dueSoFar           = T("Hạn đang ghi: %s.", "The date so far: %s.")
	dueChoice          = T("%s: %s", "%s: %s")
	workingDayNoun     = T("ngày làm việc", "working day")
	dueUnread          = T("Bot không đọc được ngày. Đề nghị đồng chí gõ ngày/tháng, ví dụ 18/6 hoặc 18/6/2021.", "That is no day. Please type day/month, for example 18/6 or 18/6/2021.")
	duePast            = T("Ngày %s đã qua (hôm nay %s). Đề nghị đồng chí chọn từ hôm nay trở đi.", "%s is past (today is %s). Please choose today or later.")
	dueFar             = T("Ngày %s quá xa; hạn bổ sung không quá %d ngày, tức đến %s.", "%s is too far away; at most %d days, which is %s.")
	checkReturn        = T("<b>Kiểm tra trước khi trả lại</b>\nGửi đến %s: %s. Nội dung tin:", "<b>Before you return it</b>\nTo %s: %s. The message:")
	nobodyHears        = T("Đơn vị chưa có ai nhận được tin qua bot; đề nghị đồng chí báo trực tiếp.", "Nobody of the unit can be reached here; please tell them directly.")
	sendReturn         = T("Gửi trả lại", "Send it back")
	changeReason       = T("Sửa lý do", "Reason")
	changeItems        = T("Sửa nội dung", "Items")
	changeDue          = T("Sửa hạn", "Date")
	returnedNote       = T("Đã trả lại <b>%s</b>, bản lần %d của %s; hạn bổ sung: %s.", "Returned: <b>%s</b>, version %d of %s; due: %s.")
	awaitsReturnReason = T("Đồng chí bấm một lý do, hoặc gõ lý do từ 10 ký tự, ví dụ: “Báo cáo chưa có chữ ký của thủ trưởng”.", "Press a reason or type one of 10 characters or more, for example: “The head has not signed the report”.")
	awaitsItems        = T("Đồng chí bấm tệp cần gửi lại hoặc gõ phần còn thiếu, rồi bấm “Tiếp tục”.", "Press the files that must come anew or type what is missing, then “Go on”.")
	awaitsReturnDue    = T("Đồng chí bấm một ngày hoặc gõ ngày/tháng, ví dụ 18/6.", "Press a day or type day/month, for example 18/6.")
	awaitsReturn       = T("Đồng chí bấm “Gửi trả lại”, hoặc sửa lý do, nội dung, hạn.", "Press “Send it back”, or change the reason, the items, the date.")
)
