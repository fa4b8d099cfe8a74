package handlers

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"thidua/campaign"
	"thidua/storage"
)

// Limits of a question and an answer, in characters.
const (
	minQuestion = 5
	maxQuestion = 1000
	// shownQuestions is how many of the questions about something its page shows, the
	// newest; of each the last answer.
	shownQuestions = 2
)

// asking is the question that is being put, without its words: about the version
// in the desk's queue, or about the sheet that is appraised, or one criterion of
// it. False when the actor may not ask about that any more.
func (t *Turn) asking() (storage.Question, bool) {
	q := storage.Question{Campaign: t.Plan.Campaign, By: t.Actor.ID, At: t.Event.At}
	if t.State.Conversation == "appraise" {
		q.Unit, q.Requirement, q.Criterion = t.Kept("unit"), finalRequirement(t.Plan), t.Kept("about")
		sheet := t.ownSheet(q.Unit)
		return q, t.allowed(campaign.ActAppraise, q.Unit) && t.allowed(campaign.ActAsk, q.Unit) && sheet.Sealed()
	}
	s, _, ok := t.underReview()
	q.Unit, q.Requirement, q.Version = s.Unit, s.Requirement, s.Version
	return q, ok && t.allowed(campaign.ActAsk, s.Unit)
}

// aboutWords say what a question is about; HTML.
func (t *Turn) aboutWords(q storage.Question, lang string) HTML {
	if q.Version == 0 {
		if c, ok := t.Plan.Sheet.Criterion(q.Criterion); ok {
			return HTML(aboutCriterion.In(lang, c.ID, c.Title))
		}
		return HTML(aboutSheet.In(lang))
	}
	r, _ := t.Plan.Requirement(q.Requirement)
	return HTML(aboutVersion.In(lang, r.Title, q.Version))
}

// aboutCommand opens for the desk what a question is about.
func aboutCommand(q storage.Question) string {
	if q.Version == 0 {
		return strings.TrimSpace("/thamdinhdiem " + q.Unit + " " + q.Criterion)
	}
	return "/thamdinh " + q.Unit + " " + q.Requirement + " " + strconv.Itoa(q.Version)
}

// aboutObject names it in the audit.
func aboutObject(q storage.Question) string {
	if q.Version == 0 {
		return strings.TrimSpace("sheet " + q.Criterion)
	}
	return q.Requirement + "/" + strconv.Itoa(q.Version)
}

func showAsk(t *Turn) {
	q, ok := t.asking()
	if !ok {
		t.lost()
		return
	}
	t.Show(t.S(askQuestion, t.unitName(q.Unit), t.aboutWords(q, t.Lang())), Row(t.B("back", stepBack)))
}

func pressAsk(t *Turn, _ string) { t.Go(t.askedFrom()) }

// askedFrom is the step the question is put from.
func (t *Turn) askedFrom() string {
	if t.State.Conversation == "appraise" && t.Kept("about") == "" {
		return "unit"
	}
	return "item"
}

func saidAsk(t *Turn, text string) {
	switch n := utf8.RuneCountInString(text); {
	case n < minQuestion:
		t.Say(t.S(questionShort))
	case n > maxQuestion:
		t.Say(t.S(questionLong, maxQuestion, n))
	default:
		t.Keep("question", text)
		t.Go("asked")
	}
}

// showAsked is the last look at a question.
func showAsked(t *Turn) {
	q, ok := t.asking()
	if !ok {
		t.lost()
		return
	}
	to := t.toAsk(q)
	text := t.S(checkQuestion, t.unitName(q.Unit), HTML(counted(len(to), t.Lang(), personNoun)), t.Kept("question"))
	if len(to) == 0 {
		text += "\n\n" + t.S(nobodyHears)
	}
	t.Show(text, Row(t.B("send", sendQuestion)), Row(t.B("again", askAgain), t.B("leave", leaveLabel)))
}

func pressAsked(t *Turn, action string) {
	q, ok := t.asking()
	switch {
	case !ok:
		t.lost()
	case action == "send":
		q.Text = t.Kept("question")
		t.ask(q)
	case action == "again":
		t.Go("ask")
	default:
		t.Go(t.askedFrom())
	}
}

// toAsk is who is asked: the sender, or everybody of the unit who is there where
// the sender is gone, out of reach or on leave.
func (t *Turn) toAsk(q storage.Question) []storage.Person {
	sender := t.ownSheet(q.Unit).SealedBy
	if q.Version > 0 {
		s, _ := t.version(q.Unit, q.Requirement, q.Version)
		sender = s.By
	}
	all := present(once(t.colleagues(q.Unit)), t.Plan.Day(t.Event.At))
	for _, p := range all {
		if p.ID == sender {
			return []storage.Person{p}
		}
	}
	return all
}

func (t *Turn) ask(q storage.Question) {
	q = storage.AddQuestion(t.Tx, q)
	t.Note("ask", q.Unit, aboutObject(q), q.Text)
	for _, p := range t.toAsk(q) {
		lang := t.LangOf(p)
		about := t.aboutWords(q, lang)
		if s, ok := t.version(q.Unit, q.Requirement, q.Version); ok {
			about = HTML(aboutNumbered.In(lang, about, s.Incoming.Number, s.Incoming.Year))
		}
		t.Send(Outgoing{
			Kind: OutSay, Class: ClassRecord, Chat: p.ID, Silent: t.Plan.Quiet(t.Event.At, false),
			Text:    questionText.In(lang, q.ID, about, t.Actor.Name, q.Text),
			Buttons: [][]storage.Button{Row(storage.Button{Label: answerQuestion.plain(lang), Action: "/traloi " + strconv.FormatUint(q.ID, 10)})},
		})
	}
	t.remindQuestion(q, t.Plan.Day(t.Plan.ExplainUntil(q.At)))
	sent := t.S(questionSent, q.ID, t.unitName(q.Unit))
	if q.Version > 0 {
		t.State.Step = "item"
		t.showVersion(sent)
		return
	}
	t.Keep("done", sent)
	t.Go(t.askedFrom())
}

// askedAbout keeps the questions about the same as q, oldest first.
func askedAbout(all []storage.Question, q storage.Question) []storage.Question {
	var out []storage.Question
	for _, o := range all {
		if o.Version == q.Version && o.Criterion == q.Criterion {
			out = append(out, o)
		}
	}
	return out
}

// sheetQuestions are the lines of what was asked about a criterion of a unit's
// sheet; "" is the sheet as a whole.
func (t *Turn) sheetQuestions(unit, criterion string) string {
	all := storage.QuestionsOf(t.Tx, t.Plan.Campaign, unit, finalRequirement(t.Plan))
	return t.questionLines(askedAbout(all, storage.Question{Criterion: criterion}))
}

// questionLines list the newest questions and what came back.
func (t *Turn) questionLines(all []storage.Question) string {
	text := ""
	for _, q := range all[max(0, len(all)-shownQuestions):] {
		text += "\n" + t.S(askedLine, q.ID, stamp(t.local(q.At), t.Lang()), HTML(cutText(q.Text, 150)))
		if len(q.Answers) == 0 {
			text += " " + t.S(noAnswerYet)
		}
		for _, a := range q.Answers[max(0, len(q.Answers)-1):] {
			said := cutText(a.Text, 150)
			if len(a.Files) > 0 {
				said = joinedWords(said, t.fileNames(a.Files, 3))
			}
			text += "\n" + t.S(answeredLine, stamp(t.local(a.At), t.Lang()), HTML(said))
		}
	}
	if text == "" {
		return ""
	}
	return t.S(questionsHead) + text
}

// cutText is the beginning of a long text, escaped.
func cutText(s string, n int) string {
	return plainLine.In("vi", cutPlain(s, n))
}

func joinedWords(a, b string) string {
	if a == "" {
		return b
	}
	return a + " – " + b
}

var (
	askQuestion = T("<b>Hỏi đơn vị</b>\n%s – %s\nĐồng chí gõ câu hỏi; người nộp nhận được và trả lời ngay trong bot bằng chữ hoặc tệp.",
		"<b>Ask the unit</b>\n%s – %s\nType the question; whoever handed it in gets it and answers here, in words or with a file.")
	questionShort  = T("Câu hỏi quá ngắn. Đề nghị đồng chí ghi rõ, ví dụ: “Số liệu khen thưởng ở biểu 2 tính đến ngày nào?”.", "The question is too short. Please write it out, for example: “Up to which day do the figures of table 2 count?”.")
	questionLong   = T("Câu hỏi dài nhất %d ký tự (đang có %d). Đề nghị đồng chí rút gọn.", "A question has at most %d characters (there are %d). Please shorten it.")
	checkQuestion  = T("<b>Kiểm tra trước khi gửi câu hỏi</b>\nGửi đến %s: %s.\n\n%s", "<b>Before you send the question</b>\nTo %s: %s.\n\n%s")
	aboutVersion   = T("%s, bản lần %d", "%s, version %d")
	aboutNumbered  = T("%s, số đến %d/%d", "%s, No. %d/%d")
	aboutSheet     = T("Bảng chấm điểm", "Score sheet")
	aboutCriterion = T("Bảng chấm điểm, tiêu chí %s. %s", "Score sheet, criterion %s. %s")
	sendQuestion   = T("Gửi câu hỏi", "Send the question")
	askAgain       = T("Gõ lại", "Type it again")
	questionText   = T("<b>Thường trực hỏi (số %d)</b>\n%s\nĐồng chí %s hỏi: %s", "<b>A question of the desk (No. %d)</b>\n%s\n%s asks: %s")
	answerQuestion = T("Trả lời", "Answer")
	questionSent   = T("Đã gửi câu hỏi số %d đến %s; câu trả lời sẽ được chuyển đến đồng chí.", "Question No. %d went to %s; the answer will come to you.")
	questionsHead  = T("Hỏi đáp:", "Questions:")
	askedLine      = T("– Hỏi số %d (%s): %s", "– No. %d (%s): %s")
	noAnswerYet    = T("(chưa trả lời)", "(no answer yet)")
	answeredLine   = T("  Trả lời (%s): %s", "  Answer (%s): %s")
	awaitsAsk      = T("Đồng chí gõ câu hỏi gửi đơn vị, ví dụ: “Số liệu khen thưởng ở biểu 2 tính đến ngày nào?”.", "Type the question for the unit, for example: “Up to which day do the figures of table 2 count?”.")
)
