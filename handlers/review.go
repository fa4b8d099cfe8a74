package handlers

import (
	"slices"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// reviewTalk is /thamdinh: the desk goes through what was handed in, the oldest
// first, and takes it, sends it back to be completed, or asks about it.
// "/thamdinh vks soket 2" opens one version, whatever became of it.
func reviewTalk() Conversation {
	return Conversation{
		Name: "review", Commands: []string{"thamdinh", "appraise"},
		Help:      T("Việc chờ thường trực: bản đã nộp, bảng chấm điểm", "The desk's queue: hand-ins and score sheets"),
		Who:       []campaign.RoleKind{campaign.Secretary, campaign.Leader},
		Cancelled: T("Nội dung trả lại đang soạn vẫn được giữ.", "A return that is being written is kept."),
		Start:     startReview,
		Steps: map[string]Step{
			"item":   {Show: showReview, Press: pressReview, Awaits: awaitsReview},
			"reason": {Show: showReason, Press: pressReason, Said: saidReason, Awaits: awaitsReturnReason},
			"items":  {Show: showItems, Press: pressItems, Said: saidItem, Awaits: awaitsItems},
			"due":    {Show: showReturnDue, Press: pressReturnDue, Said: saidReturnDue, Awaits: awaitsReturnDue},
			"check":  {Show: showReturn, Press: pressReturn, Awaits: awaitsReturn},
			"ask":    {Show: showAsk, Press: pressAsk, Said: saidAsk, Awaits: awaitsAsk},
			"asked":  {Show: showAsked, Press: pressAsked, Said: saidAsk, Awaits: awaitsAsk},
			"thread": {Show: showThread, Press: pressThread, Awaits: awaitsThread},
			"note":   {Show: showDeskNote, Press: pressDeskNote, Said: saidDeskNote, Awaits: awaitsDeskNote},
		},
	}
}

func startReview(t *Turn, args []string) {
	if t.Plan == nil || !campaign.May(t.Actor.Roles, campaign.ActAccept, "", t.year()) {
		t.notFor("thamdinh")
		return
	}
	if len(args) >= 3 {
		version, err := strconv.Atoi(args[2])
		if _, ok := t.version(args[0], args[1], version); err != nil || !ok {
			t.Say(t.S(noSuchVersion))
			return
		}
		step := "item"
		if len(args) > 3 && args[3] == "hoi" {
			step = "ask"
		}
		t.Begin("review", "", nil)
		t.goTo(args[0], args[1], version)
		t.Go(step)
		return
	}
	t.Begin("review", "", nil)
	if r, ok := t.resumeReview(); ok {
		t.goTo(r.Unit, r.Requirement, r.Version)
		t.Go("item")
		return
	}
	t.emptyQueue("")
}

// version reads one version; false also for ids the plan does not know.
func (t *Turn) version(unit, requirement string, version int) (campaign.Submission, bool) {
	_, knownUnit := t.Plan.Unit(unit)
	if _, known := t.Plan.Requirement(requirement); !known || !knownUnit || version < 1 {
		return campaign.Submission{}, false
	}
	return storage.Submissions.Get(t.Tx, storage.K(t.Plan.Campaign, unit, requirement, version))
}

// goTo makes a version the one the talk is about and remembers the place.
func (t *Turn) goTo(unit, requirement string, version int) {
	t.Keep("unit", unit)
	t.Keep("req", requirement)
	t.Keep("ver", strconv.Itoa(version))
	p := t.place()
	p.Unit, p.Requirement, p.Version = unit, requirement, version
	t.putPlace(p)
}

func (t *Turn) place() storage.Place {
	p, _ := storage.Places.Get(t.Tx, storage.K(t.Plan.Campaign, t.Actor.ID))
	return p
}

func (t *Turn) putPlace(p storage.Place) {
	storage.Places.Put(t.Tx, storage.K(t.Plan.Campaign, t.Actor.ID), p)
}

// underReview is the version the talk is about; false when there is none any
// more, or the actor may not decide about it.
func (t *Turn) underReview() (campaign.Submission, campaign.Review, bool) {
	version, _ := strconv.Atoi(t.Kept("ver"))
	s, ok := t.version(t.Kept("unit"), t.Kept("req"), version)
	if !ok || !campaign.May(t.Actor.Roles, campaign.ActAccept, s.Unit, t.year()) {
		return s, campaign.Review{}, false
	}
	return s, t.review(s), true
}

// review is the desk's record of a version; one handed in before there were
// any waits.
func (t *Turn) review(s campaign.Submission) campaign.Review {
	r, ok := storage.Reviews.Get(t.Tx, storage.K(t.Plan.Campaign, s.Unit, s.Requirement, s.Version))
	if !ok {
		r = campaign.Review{Unit: s.Unit, Requirement: s.Requirement, Version: s.Version, State: campaign.ReviewWaiting, Since: s.At}
	}
	return r
}

// showReview is the page of one version: what it is, how it differs from the
// one before, its files, and what can be done.
func showReview(t *Turn) { t.showVersion("") }

func (t *Turn) showVersion(note string) {
	s, r, ok := t.underReview()
	if !ok {
		t.lost()
		return
	}
	text, rows := t.versionPage(s, r)
	t.Show(paragraphs(note, text), rows...)
}

func (t *Turn) versionPage(s campaign.Submission, r campaign.Review) (string, [][]storage.Button) {
	req, _ := t.Plan.Requirement(s.Requirement)
	subs := storage.SubmissionsOf(t.Tx, t.Plan.Campaign, s.Unit, s.Requirement)
	official, _ := campaign.Official(subs)
	head := t.S(reviewHead, t.unitName(s.Unit), req.Title)
	if n, of := t.queuePlace(r); n > 0 {
		head = t.S(reviewCount, n, of) + "\n" + head
	}
	asked := askedAbout(storage.QuestionsOf(t.Tx, t.Plan.Campaign, s.Unit, s.Requirement), storage.Question{Version: s.Version})
	text := paragraphs(head, t.versionLines(s, official < len(subs) && subs[official].Version == s.Version),
		t.reviewLines(s, r), t.changeLines(s), t.questionLines(asked))
	var rows [][]storage.Button
	for n, a := range s.Attachments {
		rows = append(rows, Row(t.B("/tep "+s.Unit+" "+s.Requirement+" "+strconv.Itoa(s.Version)+" "+strconv.Itoa(n+1),
			openFile, s.Version, short(a.Name, 40))))
	}
	var act []storage.Button
	if r.State.Can(campaign.MoveAccept) {
		act = append(act, t.B("accept", acceptLabel))
	}
	if r.State.Can(campaign.MoveReturn) {
		act = append(act, t.B("return", returnLabel))
	}
	if len(act) > 0 {
		rows = append(rows, act)
	}
	rows = append(append(rows, t.threadRow(s)...), Row(t.B("ask", askLabel)), Row(t.B("forward", forwardLabel), t.B("symbol", symbolLabel)))
	switch n, of := t.queuePlace(r); {
	case n > 0 && of > 1:
		rows = append(rows, Row(t.B("next", nextLabel), t.B("later", laterLabel)))
	case n == 0 && of > 0:
		rows = append(rows, Row(t.B("next", nextLabel)))
	}
	return text, append(append(rows, t.sheetRows()...), Row(t.B("leave", leaveLabel)))
}

// reviewLines say who decided about the version and, for the answer to a
// return, what had been asked.
func (t *Turn) reviewLines(s campaign.Submission, r campaign.Review) string {
	lang := t.Lang()
	text := ""
	if by, known := storage.GetPerson(t.Tx, r.By); known && (r.State == campaign.ReviewAccepted || r.State == campaign.ReviewReturned) {
		text = t.S(decidedBy, by.Name, stamp(t.local(r.Since), lang))
	}
	if r.State == campaign.ReviewReturned {
		text = lines(text, t.S(reasonLine, r.Reason)) + itemLines(r.Items, lang)
	}
	if back, ok := t.answers(s); ok {
		text = lines(text, t.S(answersReturn, back.Version, shortDay(back.Due, lang), back.Reason))
		for i, item := range back.Items {
			text += "\n" + t.S(itemAnswered, i+1, short(item.Text, listedName), HTML(t.itemFiles(s.Attachments, i+1)))
		}
	}
	return text
}

// answers is the return a version answers.
func (t *Turn) answers(s campaign.Submission) (campaign.Review, bool) {
	for _, r := range storage.ReviewsOf(t.Tx, t.Plan.Campaign, s.Unit, s.Requirement) {
		if r.AnsweredBy == s.Version {
			return r, true
		}
	}
	return campaign.Review{}, false
}

// itemFiles names the files that answer an item.
func (t *Turn) itemFiles(list []campaign.Attachment, item int) string {
	list = slices.DeleteFunc(slices.Clone(list), func(a campaign.Attachment) bool { return a.Item != item })
	if len(list) == 0 {
		return t.S(noFileForItem)
	}
	return t.fileNames(list, 3)
}

// changeLines compare a version with the one it completes, or the one before.
func (t *Turn) changeLines(s campaign.Submission) string {
	before := s.Version - 1
	if back, ok := t.answers(s); ok {
		before = back.Version
	}
	old, ok := t.version(s.Unit, s.Requirement, before)
	if !ok {
		return ""
	}
	c := campaign.Compare(old.Attachments, s.Attachments)
	if c.Nothing() {
		return t.S(sameFiles, before)
	}
	return t.S(comparedHead, before) + t.changeParts(c)
}

// fileNames lists files with their sizes on one line, at most limit of them.
func (t *Turn) fileNames(list []campaign.Attachment, limit int) string {
	var out []string
	for i, a := range list {
		if i == limit {
			out = append(out, t.S(andOthers, HTML(counted(len(list)-limit, t.Lang(), fileNoun))))
			break
		}
		if a.Link != "" {
			out = append(out, t.S(asIs, short(a.Name, 30)))
			continue
		}
		out = append(out, t.S(namedFile, short(a.Name, 30), HTML(sizeWords(a.Size, t.Lang()))))
	}
	return strings.Join(out, "; ")
}

// changeParts are the lines of a comparison.
func (t *Turn) changeParts(c campaign.Changes) string {
	text := ""
	for _, part := range []struct {
		label Text
		list  []campaign.Attachment
	}{{changeAdded, c.Added}, {changeDropped, c.Dropped}, {changeSame, c.Same}} {
		if len(part.list) > 0 {
			text += "\n– " + t.S(part.label, HTML(t.fileNames(part.list, 6)))
		}
	}
	return text
}

func pressReview(t *Turn, action string) {
	s, r, ok := t.underReview()
	if !ok {
		t.lost()
		return
	}
	switch action {
	case "accept":
		t.acceptVersion(s)
	case "return":
		if !r.State.Can(campaign.MoveReturn) {
			t.showVersion(t.S(decidedMeanwhile))
			return
		}
		t.beginReturn(s)
	case "thread":
		t.Keep("thread", "")
		t.Go("thread")
	case "ask":
		t.Go("ask")
	case "forward", "symbol":
		t.Keep("field", action)
		t.Go("note")
	case "next":
		t.nextReview("")
	case "later":
		p := t.place()
		name := queueName(r)
		p.Later = append(slices.DeleteFunc(p.Later, func(n string) bool { return n == name }), name)
		t.putPlace(p)
		t.nextReview(t.S(putOff))
	default:
		t.End()
		t.Close(t.S(reviewLeft))
	}
}

var (
	reviewHead    = T("<b>%s</b>\n%s", "<b>%s</b>\n%s")
	reviewCount   = T("Chờ tiếp nhận: %d/%d", "Waiting: %d of %d")
	andOthers     = T("và %s nữa", "and %s more")
	decidedBy     = T("Đồng chí %s quyết định, %s.", "Decided by %s, %s.")
	reasonLine    = T("Lý do: %s", "Reason: %s")
	answersReturn = T("Trả lời yêu cầu bổ sung đối với bản lần %d (hạn %s). Lý do trả lại: %s", "Answers the return of version %d (due %s). Reason: %s")
	itemAnswered  = T("%d. %s → %s", "%d. %s → %s")
	noFileForItem = T("chưa chỉ rõ tệp", "no file named")
	sameFiles     = T("Các tệp giống hệt bản lần %d.", "The files are the same as in version %d.")
	comparedHead  = T("So với bản lần %d:", "Compared with version %d:")
	changeAdded   = T("Thêm: %s", "Added: %s")
	changeDropped = T("Bỏ: %s", "Dropped: %s")
	changeSame    = T("Giữ nguyên nội dung: %s", "Same content: %s")
	namedFile     = T("%s (%s)", "%s (%s)")
	acceptLabel   = T("Tiếp nhận", "Accept")
	returnLabel   = T("Trả lại bổ sung", "Return")
	askLabel      = T("Hỏi đơn vị", "Ask the unit")
	forwardLabel  = T("Chuyển xử lý", "Handled by")
	symbolLabel   = T("Ký hiệu hồ sơ", "File symbol")
	nextLabel     = T("Tiếp ›", "Next ›")
	laterLabel    = T("Để sau", "Later")
	putOff        = T("Đã để bản vừa rồi xuống cuối danh sách của đồng chí.", "The last one was put to the end of your list.")
	reviewLeft    = T("Đã rời phần tiếp nhận. Bot nhớ chỗ đồng chí dừng; khi cần, bấm /thamdinh.", "You left the review. Your place is remembered; come back with /appraise.")
	noSuchVersion = T("Không có bản nộp này. Xem các bản đang chờ: /thamdinh", "There is no such version. See what waits: /appraise")
	awaitsReview  = T("Đồng chí bấm “Tiếp nhận”, “Trả lại bổ sung” hoặc “Hỏi đơn vị”.", "Press “Accept”, “Return” or “Ask the unit”.")
)
