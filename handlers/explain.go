package handlers

import (
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
		Help:      T("Giải trình kết quả thẩm định", "Explain or contest your appraisal"),
		Who:       []campaign.RoleKind{campaign.Contact, campaign.UnitHead},
		Cancelled: T("Nội dung giải trình đang soạn vẫn được giữ.", "The explanation that is being written is kept."),
		Start:     startExplain,
		Steps: map[string]Step{
			"list": {Show: onExplaining((*explaining).showList), Press: explainedBy((*explaining).pressList), Said: explainedBy((*explaining).sayID), Awaits: awaitsExplain},
			"item": {Show: onExplaining((*explaining).showItem), Press: explainedBy((*explaining).pressItem), Said: explainedBy((*explaining).sayItem), Uploaded: uploadExplained, Awaits: awaitsExplainText},
			"send": {Show: onExplaining((*explaining).showSend), Press: explainedBy((*explaining).pressSend), Awaits: pressAbove},
			"plea": {Show: onExplaining((*explaining).showPlea), Press: explainedBy((*explaining).pressPlea), Said: explainedBy((*explaining).sayPlea), Awaits: awaitsPlea},
		},
	}
}

// startExplain takes "/giaitrinh vks" of the message that told the appraisal.
func startExplain(t *Turn, args []string) {
	units := t.scoredUnits()
	if t.Plan == nil || len(units) == 0 {
		t.notFor("giaitrinh")
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
		scoring: t.scoringOf(unit, t.ownSheet(unit)),
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
		if len(x.judges(campaign.ActSettle)) == 0 {
			head += "\n" + x.S(pleaNobody)
		}
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
		if c.DeskOnly {
			line = reader.S(explainRecord, c.ID, short(c.Title, 60), x.figure(reader, c, x.desk.Entries), i.Text)
		}
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

// figure is an answer in words, also where there is none: what the desk recorded
// may have been taken back since.
func (x *explaining) figure(reader *Turn, c campaign.Criterion, entries map[string]campaign.Entry) HTML {
	e, ok := entries[c.ID]
	switch {
	case ok:
		return reader.entryWords(c, e)
	case c.DeskOnly:
		return HTML(reader.S(noRecordLeft))
	}
	return HTML(reader.S(leftBlank))
}

// bothFigures are a criterion's figures as its page shows them: the unit's own, where
// it is the unit's to give, and the desk's.
func (x *explaining) bothFigures(c campaign.Criterion) string {
	desk := x.figure(x.Turn, c, x.desk.Entries)
	if c.DeskOnly {
		return x.S(explainRecorded, desk)
	}
	return lines(x.S(appraiseSelf, x.figure(x.Turn, c, x.sheet.Entries)), x.S(explainDesk, desk))
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
	explainSent      = T("Đã gửi lúc %s (đồng chí %s); đang chờ thường trực khối trả lời.", "Sent on %s (by %s); the desk has still to answer.")
	explainAnswered  = T("Thường trực khối đã trả lời. Nếu chưa thống nhất, đơn vị được kiến nghị lên lãnh đạo khối một lần, chậm nhất hết %s.", "The desk has answered. If you still disagree, your unit may take it to the bloc's leaders once, by the end of %s.")
	explainEscalated = T("Đã kiến nghị lên lãnh đạo khối lúc %s: %s", "Taken to the bloc's leaders on %s: %s")
	explainOver      = T("Việc giải trình đã kết thúc.", "Explanations are closed.")
	explainLeft      = T("Nội dung giải trình đang soạn được giữ; đồng chí bấm /giaitrinh để làm tiếp.", "What you wrote is kept; go on with /appeal.")
	explainLine      = T("• <b>%s</b>. %s: tự chấm %s; thẩm định %s. Giải trình: %s", "• <b>%s</b>. %s: declared %s; appraised %s. Explanation: %s")
	explainFiles     = T("(kèm %s)", "(with %s)")
	explainRecord    = T("• <b>%s</b>. %s: thường trực khối ghi nhận: %s. Giải trình: %s", "• <b>%s</b>. %s: recorded by the desk: %s. Explanation: %s")
	explainRecorded  = T("Thường trực khối ghi nhận: <b>%s</b>", "Recorded by the desk: <b>%s</b>")
	noRecordLeft     = T("không còn nội dung nào", "nothing any more")
	explainGranted   = T("→ chấp nhận, điểm mới: <b>%s</b>. %s", "→ granted, now: <b>%s</b>. %s")
	explainDenied    = T("→ giữ nguyên: <b>%s</b>. %s", "→ unchanged: <b>%s</b>. %s")
	explainBack      = T("Về danh sách", "Back to the list")
	explainSend      = T("Gửi giải trình", "Send the explanation")
	explainEscalate  = T("Kiến nghị lên lãnh đạo khối", "Take it to the leaders")

	awaitsExplain = T("Đề nghị đồng chí bấm hoặc gõ mã tiêu chí, ví dụ A2.", "Please press or type the code of a criterion, for example A2.")
	awaitsPlea    = T("Đề nghị đồng chí gõ lý do kiến nghị (ít nhất 10 ký tự), ví dụ: Minh chứng đã gửi chưa được xem xét.", "Please type why (at least 10 characters), for example: The evidence sent was not looked at.")
)
