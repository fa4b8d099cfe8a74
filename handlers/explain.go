package handlers

import (
	"errors"
	"slices"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// explainTalk is /giaitrinh: within its window a unit says, criterion by
// criterion, why it does not agree with its appraisal, with new evidence; once.
// What the desk does not grant it may take to a leader, once.
func explainTalk() Conversation {
	return Conversation{
		Name: "explain", Commands: []string{"giaitrinh", "appeal"},
		Help:      T("Giải trình kết quả thẩm định", "Explain against your appraisal"),
		Who:       []campaign.RoleKind{campaign.Contact, campaign.UnitHead},
		Cancelled: T("Nội dung giải trình đang soạn vẫn được giữ.", "The explanation that is being written is kept."),
		Start:     startExplain,
		Steps: map[string]Step{
			"list": {Show: onExplaining((*explaining).showList), Press: explainedBy((*explaining).pressList), Said: explainedBy((*explaining).sayID), Awaits: awaitsExplain},
			"item": {Show: onExplaining((*explaining).showItem), Press: explainedBy((*explaining).pressItem), Said: explainedBy((*explaining).sayItem), Uploaded: uploadExplained, Awaits: awaitsExplainText},
			"send": {Show: onExplaining((*explaining).showSend), Press: explainedBy((*explaining).pressSend), Awaits: awaitsDecision},
			"plea": {Show: onExplaining((*explaining).showPlea), Press: explainedBy((*explaining).pressPlea), Said: explainedBy((*explaining).sayPlea), Awaits: awaitsPlea},
		},
	}
}

// startExplain takes "/giaitrinh vks" of the message that told the appraisal.
func startExplain(t *Turn, args []string) {
	units := t.scoredUnits()
	if t.Plan == nil || len(units) == 0 {
		t.Say(t.S(notYours, "/giaitrinh"))
		return
	}
	unit := units[0]
	if len(args) > 0 && slices.Contains(units, args[0]) {
		unit = args[0]
	} else {
		for _, u := range units { // the one that has something to explain
			if state, _ := t.explanation(u).state(); state != campaign.ExplainNone && state != campaign.ExplainOver {
				unit = u
			}
		}
	}
	t.Begin("explain", "list", map[string]string{"unit": unit})
}

// explaining is a turn that works on one unit's explanation.
type explaining struct {
	*scoring
	figures campaign.Figures
	e       campaign.Explanation
	desk    campaign.ScoreSheet
}

func (t *Turn) explanation(unit string) *explaining {
	x := &explaining{
		scoring: &scoring{Turn: t, unit: unit, sheet: t.ownSheet(unit)},
		figures: storage.FiguresOf(t.Tx, t.Plan.Campaign, unit), e: storage.ExplanationOf(t.Tx, t.Plan.Campaign, unit),
	}
	if x.figures.Appraisal != nil {
		x.desk = *x.figures.Appraisal
	}
	if told := x.figures.Entries(&t.Plan.Sheet, campaign.StageAppraised); told != nil {
		x.desk.Entries = told // with what the desk recorded
	}
	return x
}

func (x *explaining) state() (campaign.ExplainState, string) {
	state, until := x.Plan.Explaining(x.figures, x.e, x.Event.At)
	if until.IsZero() {
		return state, ""
	}
	return state, dayWords(campaign.DateOf(until.In(x.Plan.Location())).AddDays(-1), x.Lang())
}

func onExplaining(fn func(*explaining)) func(*Turn) {
	return func(t *Turn) {
		if !slices.Contains(t.scoredUnits(), t.Kept("unit")) {
			t.lost()
			return
		}
		fn(t.explanation(t.Kept("unit")))
	}
}

func explainedBy(fn func(*explaining, string)) func(*Turn, string) {
	return func(t *Turn, input string) { onExplaining(func(x *explaining) { fn(x, input) })(t) }
}

// put writes what the unit says; false, with where it stands shown, where storage
// refuses it.
func (x *explaining) put() bool {
	x.e.By, x.e.At = x.Actor.ID, x.Event.At
	if err := storage.PutExplanation(x.Tx, x.Plan, x.Actor.ID, x.e); err != nil {
		x.Say(x.S(blocPast))
		x.e = storage.ExplanationOf(x.Tx, x.Plan.Campaign, x.unit)
		x.Go("list")
		return false
	}
	return true
}

// open reports whether the unit may still write; else the list says why not.
func (x *explaining) open() bool {
	state, _ := x.state()
	if state != campaign.ExplainOpen {
		x.Go("list")
		return false
	}
	return true
}

// showList is the explanation as a whole, or where it stands.
func (x *explaining) showList() {
	state, until := x.state()
	head := x.S(explainHead, x.unitName(x.unit))
	var rows [][]storage.Button
	switch state {
	case campaign.ExplainNone:
		x.Show(paragraphs(head, x.S(explainNone)), Row(x.B("leave", leaveLabel)))
		return
	case campaign.ExplainOpen:
		head = paragraphs(head, x.S(explainOpen, until))
		rows = x.itemRows()
		if len(x.e.Items) > 0 {
			rows = append(rows, Row(x.B("send", explainSend)))
		}
	case campaign.ExplainSent:
		head = paragraphs(head, x.S(explainSent, stamp(x.local(x.e.SentAt), x.Lang()), x.who(x.e.SentBy)))
	case campaign.ExplainAnswered:
		head = paragraphs(head, x.S(explainAnswered, until))
		rows = append(rows, Row(x.B("plea", explainEscalate)))
	case campaign.ExplainEscalated:
		head = paragraphs(head, x.S(explainEscalated, stamp(x.local(x.e.EscalatedAt), x.Lang()), x.e.Plea))
	default:
		head = paragraphs(head, x.S(explainOver))
		if x.e.SentAt.IsZero() && len(x.e.Items) > 0 {
			head += "\n" + x.S(finalUnsent)
		}
	}
	x.Show(paragraphs(head, x.lines(x.Turn)), append(rows, Row(x.B("leave", leaveLabel)))...)
}

// itemRows are the criteria the desk changed and those explained so far.
func (x *explaining) itemRows() [][]storage.Button {
	var ids []string
	for _, c := range x.Plan.Sheet.Criteria {
		_, written := x.e.Item(c.ID)
		if written || slices.Contains(campaign.Changed(&x.Plan.Sheet, &x.sheet, &x.desk), c.ID) {
			ids = append(ids, c.ID)
		}
	}
	var rows [][]storage.Button
	for i, id := range ids {
		mark := "○ "
		if _, ok := x.e.Item(id); ok {
			mark = "✓ "
		}
		if i%4 == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], storage.Button{Label: mark + id, Action: "at " + id})
	}
	return rows
}

// lines are the criteria with both figures, what was said and what was
// answered, in the reader's language.
func (x *explaining) lines(reader *Turn) string {
	var out []string
	for _, i := range x.e.Items {
		c, ok := x.Plan.Sheet.Criterion(i.Criterion)
		if !ok {
			continue
		}
		line := reader.S(explainLine, c.ID, short(c.Title, 60), x.figure(reader, c, x.sheet.Entries), x.figure(reader, c, x.desk.Entries), i.Text)
		if files := x.filesFor(i); len(files) > 0 {
			line += " " + reader.S(explainFiles, HTML(attached(files, reader.Lang())))
		}
		for _, a := range []*campaign.ExplainAnswer{i.Answer, i.Last} {
			if a == nil || a == i.Answer && x.e.AnsweredAt.IsZero() { // not told yet
				continue
			}
			form := explainGranted
			words := reader.entryWords(c, a.Entry)
			if a.Entry.At.IsZero() {
				form, words = explainDenied, x.figure(reader, c, x.desk.Entries)
			}
			line += "\n   " + reader.S(form, words, a.Reason)
		}
		out = append(out, line)
	}
	return lines(out...)
}

// figure is an answer in words; a dash where there is none.
func (x *explaining) figure(reader *Turn, c campaign.Criterion, entries map[string]campaign.Entry) HTML {
	if e, ok := entries[c.ID]; ok {
		return reader.entryWords(c, e)
	}
	return "–"
}

// filesFor are the files of an item: enclosed once sent, of the draft before.
func (x *explaining) filesFor(i campaign.ExplainItem) []campaign.Attachment {
	if !x.e.SentAt.IsZero() {
		return i.Files
	}
	return campaign.EvidenceFor(x.draft(x.unit, campaign.ExplainDraft).Attachments, i.Criterion)
}

func (x *explaining) pressList(action string) {
	if id, ok := strings.CutPrefix(action, "at "); ok {
		x.toItem(id)
		return
	}
	if action == "leave" {
		x.End()
		x.Close(x.S(explainLeft))
		return
	}
	x.Go(action)
}

func (x *explaining) sayID(text string) {
	if c, ok := x.explainable(text); ok {
		x.toItem(c.ID)
		return
	}
	x.Say(x.S(awaitsExplain))
}

func (x *explaining) toItem(id string) {
	x.Keep("at", id)
	x.Go("item")
}

// showItem is one criterion: both figures, the desk's reason, what was written.
func (x *explaining) showItem() {
	if !x.open() {
		return
	}
	html, rows := x.itemScreen()
	x.Show(html, rows...)
}

func (x *explaining) itemScreen() (string, [][]storage.Button) {
	c := x.criterion()
	text := lines(x.S(criterionTitle, c.ID, c.Title),
		x.S(appraiseSelf, x.figure(x.Turn, c, x.sheet.Entries)), x.S(explainDesk, x.figure(x.Turn, c, x.desk.Entries)))
	if e, ok := x.desk.Entries[c.ID]; ok && !campaign.AsDeclared(e, x.sheet.Entries[c.ID]) {
		text += "\n" + x.S(reasonLine, e.Reason)
	}
	item, written := x.e.Item(c.ID)
	said := ""
	x.Keep("said", "")
	if written {
		said = x.S(explainSoFar, item.Text)
		x.Keep("said", item.Text)
	}
	files := campaign.EvidenceFor(x.draft(x.unit, campaign.ExplainDraft).Attachments, c.ID)
	if len(files) > 0 {
		said = lines(said, x.S(filesHead, HTML(attached(files, x.Lang()))), fileLines(files, x.Lang()))
	}
	rows := [][]storage.Button{}
	if written || len(files) > 0 {
		rows = append(rows, Row(x.B("clear", explainClear)))
	}
	return paragraphs(x.S(explainHead, x.unitName(x.unit)), text, said, lines(x.S(explainHow, campaign.ShortestReason), x.S(noSecrets))),
		append(rows, Row(x.B("list", explainBack)))
}

func (x *explaining) pressItem(action string) {
	if action != "clear" || !x.open() {
		x.Go("list")
		return
	}
	c := x.criterion()
	_ = campaign.Explain(&x.Plan.Sheet, &x.e, c.ID, "") // it is open, and the criterion is the plan's
	if !x.put() {
		return
	}
	for _, f := range campaign.EvidenceFor(x.draft(x.unit, campaign.ExplainDraft).Attachments, c.ID) {
		x.forget(x.unit, f.ID)
	}
	x.Go("list")
}

// longestExplanation is how much may be written to one criterion, in characters.
const longestExplanation = 1500

func (x *explaining) sayItem(text string) {
	if c, ok := x.explainable(text); ok {
		x.toItem(c.ID)
		return
	}
	if !x.open() {
		return
	}
	text = strings.TrimSpace(text)
	if words, ok := addressesOnly(text); ok {
		x.takeLinks(words)
		return
	}
	if word, ok := campaign.SecretMark(text); ok {
		x.Say(x.S(targetSecret, word))
		return
	}
	if n := len([]rune(text)); n > longestExplanation {
		x.Say(x.S(explainLong, n, longestExplanation))
		return
	}
	c := x.criterion()
	if now, ok := x.e.Item(c.ID); ok && now.Text != x.Kept("said") { // a colleague wrote meanwhile
		x.Say(x.S(explainOvertaken, x.who(x.e.By), c.ID))
		x.Go("item")
		return
	}
	if err := campaign.Explain(&x.Plan.Sheet, &x.e, c.ID, text); err != nil {
		var m *campaign.Error
		if errors.As(err, &m) && m.Kind == campaign.ReasonNeeded {
			x.Say(x.S(explainShort, len([]rune(text)), campaign.ShortestReason))
			return
		}
		x.Go("list")
		return
	}
	if x.put() {
		x.Go("item")
	}
}

// uploadExplained takes a file for the criterion on the screen.
func uploadExplained(t *Turn, u Uploaded) {
	onExplaining(func(x *explaining) {
		if !x.open() || x.refused(x.unit, campaign.ExplainDraft, u) {
			return
		}
		x.receive(x.unit, campaign.ExplainDraft, u, []string{x.criterion().ID})
		html, rows := x.itemScreen()
		x.Refresh(html, rows...)
	})(t)
}

// refreshExplained renews the screen of somebody who looks at the files.
func (t *Turn) refreshExplained() {
	if t.State.Conversation != "explain" || t.State.Step != "item" {
		return
	}
	x := t.explanation(t.Kept("unit"))
	if state, _ := x.state(); state == campaign.ExplainOpen {
		html, rows := x.itemScreen()
		t.Refresh(html, rows...)
	}
}

// proofsExplained finds a file of an explanation that was sent.
func (t *Turn) proofsExplained(unit string) []campaign.Attachment {
	var out []campaign.Attachment
	e := storage.ExplanationOf(t.Tx, t.Plan.Campaign, unit)
	for _, i := range e.Items {
		out = append(out, i.Files...)
	}
	return out
}

// explainCommand opens a unit's explanation on the desk's side.
func explainCommand(unit string) string { return "/thamdinhdiem " + unit + " giaitrinh" }

var (
	explainHead      = T("<b>Giải trình: %s</b>", "<b>Explanation: %s</b>")
	explainNone      = T("Bảng chấm điểm của đơn vị chưa được thẩm định xong nên chưa có nội dung để giải trình. Ghi nhận của thường trực được giải trình cùng kết quả thẩm định.", "Your unit's score sheet has not been appraised yet; there is nothing to explain. Records of the desk are explained together with the appraisal.")
	explainOpen      = T("Bấm hoặc gõ mã tiêu chí cần giải trình; gửi một lần, chậm nhất hết %s.", "Press or type the code of a criterion; it is sent once, by the end of %s.")
	explainSent      = T("Đã gửi lúc %s (đồng chí %s); đang chờ thường trực khối trả lời.", "Sent at %s (by %s); the desk has still to answer.")
	explainAnswered  = T("Thường trực khối đã trả lời. Nếu chưa thống nhất, đơn vị được kiến nghị lên lãnh đạo khối một lần, chậm nhất hết %s.", "The desk has answered. If you still disagree, your unit may take it to the bloc's leaders once, by the end of %s.")
	explainEscalated = T("Đã kiến nghị lên lãnh đạo khối lúc %s: %s", "Taken to the bloc's leaders at %s: %s")
	explainOver      = T("Việc giải trình đã kết thúc.", "Explanations are closed.")
	explainLeft      = T("Nội dung giải trình đang soạn được giữ; đồng chí bấm /giaitrinh để làm tiếp.", "What you wrote is kept; go on with /appeal.")
	explainLine      = T("• <b>%s</b>. %s: tự chấm %s; thẩm định %s. Giải trình: %s", "• <b>%s</b>. %s: declared %s; appraised %s. Explanation: %s")
	explainFiles     = T("(kèm %s)", "(with %s)")
	explainGranted   = T("→ chấp nhận, điểm mới: <b>%s</b>. %s", "→ granted, now: <b>%s</b>. %s")
	explainDenied    = T("→ giữ nguyên: <b>%s</b>. %s", "→ unchanged: <b>%s</b>. %s")
	explainDesk      = T("Thẩm định: <b>%s</b>", "Appraised: <b>%s</b>")
	explainSoFar     = T("Đã viết: %s", "Written: %s")
	explainHow       = T("Đồng chí gõ lý do (ít nhất %d ký tự); gửi tệp hoặc đường dẫn minh chứng mới, nếu có.", "Type why you do not agree (at least %d characters); send new evidence as files or links, if any.")
	explainClear     = T("Bỏ tiêu chí này", "Leave this criterion out")
	explainBack      = T("Về danh sách", "Back to the list")
	explainSend      = T("Gửi giải trình", "Send the explanation")
	explainEscalate  = T("Kiến nghị lên lãnh đạo khối", "Take it to the leaders")
	explainShort     = T("Nội dung mới có %d ký tự, cần ít nhất %d ký tự, ví dụ: Đơn vị đã có báo cáo số 15/BC kèm theo.", "It has %d characters, at least %d are needed, for example: Report No. 15 is attached.")
	explainOvertaken = T("Trong lúc đồng chí viết, đồng chí %s đã ghi nội dung của <b>%s</b> như bên dưới; nội dung vừa gửi chưa được ghi. Đề nghị đồng chí xem rồi gửi lại toàn văn.", "While you were writing, %s wrote about <b>%s</b> what stands below; your text was not taken. Please look at it and send the whole text again.")
	explainLong      = T("Nội dung có %d ký tự, bot nhận đến %d ký tự cho mỗi tiêu chí; phần dài đề nghị gửi thành tệp.", "It has %d characters, at most %d are taken for one criterion; please send the rest as a file.")

	awaitsExplain     = T("Đề nghị đồng chí bấm hoặc gõ mã tiêu chí, ví dụ A2.", "Please press or type the code of a criterion, for example A2.")
	awaitsExplainText = T("Đề nghị đồng chí gõ nội dung giải trình hoặc gửi tệp minh chứng.", "Please type the explanation or send a file as evidence.")
	awaitsPlea        = T("Đề nghị đồng chí gõ lý do kiến nghị (ít nhất 10 ký tự), ví dụ: Minh chứng đã gửi chưa được xem xét.", "Please type why (at least 10 characters), for example: The evidence sent was not looked at.")
)
