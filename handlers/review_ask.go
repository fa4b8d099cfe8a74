package handlers

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"thidua/campaign"
	"thidua/storage"
)

// Limits of a question and an answer, in characters.
const (
	minQuestion = 5
	maxQuestion = 1000
	// shownQuestions is how many of a version's questions its page shows, the
	// newest; of each the last answer.
	shownQuestions = 2
)

func showAsk(t *Turn) {
	s, _, ok := t.underReview()
	if !ok {
		t.lost()
		return
	}
	r, _ := t.Plan.Requirement(s.Requirement)
	t.Show(t.S(askQuestion, t.unitName(s.Unit), r.Title, s.Version), Row(t.B("back", stepBack)))
}

func pressAsk(t *Turn, _ string) { t.Go("item") }

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
	s, _, ok := t.underReview()
	if !ok {
		t.lost()
		return
	}
	to := t.toAsk(s)
	text := t.S(checkQuestion, t.unitName(s.Unit), HTML(counted(len(to), t.Lang(), personNoun)), t.Kept("question"))
	if len(to) == 0 {
		text += "\n\n" + t.S(nobodyHears)
	}
	t.Show(text, Row(t.B("send", sendQuestion)), Row(t.B("again", askAgain), t.B("leave", leaveLabel)))
}

func pressAsked(t *Turn, action string) {
	s, _, ok := t.underReview()
	switch {
	case !ok || !campaign.May(t.Actor.Roles, campaign.ActAsk, s.Unit, t.year()):
		t.lost()
	case action == "send":
		t.ask(s, t.Kept("question"))
	case action == "again":
		t.Go("ask")
	default:
		t.Go("item")
	}
}

// toAsk is who is asked: the sender, or everybody of the unit who is there where
// the sender is gone, out of reach or on leave.
func (t *Turn) toAsk(s campaign.Submission) []storage.Person {
	all := present(once(t.colleagues(s.Unit)), t.Plan.Day(t.Event.At))
	for _, p := range all {
		if p.ID == s.By {
			return []storage.Person{p}
		}
	}
	return all
}

func (t *Turn) ask(s campaign.Submission, text string) {
	q := storage.AddQuestion(t.Tx, storage.Question{
		Campaign: t.Plan.Campaign, Unit: s.Unit, Requirement: s.Requirement, Version: s.Version,
		By: t.Actor.ID, At: t.Event.At, Text: text,
	})
	t.Note("ask", s.Unit, versionName(s), text)
	r, _ := t.Plan.Requirement(s.Requirement)
	for _, p := range t.toAsk(s) {
		lang := t.LangOf(p)
		t.Send(Outgoing{
			Kind: OutSay, Class: ClassRecord, Chat: p.ID, Silent: t.Plan.Quiet(t.Event.At, false),
			Text:    questionText.In(lang, q.ID, r.Title, s.Version, s.Incoming.Number, s.Incoming.Year, t.Actor.Name, text),
			Buttons: [][]storage.Button{Row(storage.Button{Label: answerQuestion.plain(lang), Action: "/traloi " + strconv.FormatUint(q.ID, 10)})},
		})
	}
	t.State.Step = "item"
	t.showVersion(t.S(questionSent, q.ID, t.unitName(s.Unit)))
}

// questionLines list what was asked about a version and what came back.
func (t *Turn) questionLines(unit, requirement string, version int) string {
	all := storage.QuestionsOf(t.Tx, t.Plan.Campaign, unit, requirement)
	all = slices.DeleteFunc(all, func(q storage.Question) bool { return q.Version != version })
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
	askQuestion = T("<b>Hỏi đơn vị</b>\n%s – %s, bản lần %d\nĐồng chí gõ câu hỏi; người nộp nhận được và trả lời ngay trong bot bằng chữ hoặc tệp.",
		"<b>Ask the unit</b>\n%s – %s, version %d\nType the question; whoever handed it in gets it and answers here, in words or with a file.")
	questionShort  = T("Câu hỏi quá ngắn. Đề nghị đồng chí ghi rõ, ví dụ: “Số liệu khen thưởng ở biểu 2 tính đến ngày nào?”.", "The question is too short. Please write it out, for example: “Up to which day do the figures of table 2 count?”.")
	questionLong   = T("Câu hỏi dài nhất %d ký tự (đang có %d). Đề nghị đồng chí rút gọn.", "A question has at most %d characters (there are %d). Please shorten it.")
	checkQuestion  = T("<b>Kiểm tra trước khi gửi câu hỏi</b>\nGửi đến %s: %s.\n\n%s", "<b>Before you send the question</b>\nTo %s: %s.\n\n%s")
	sendQuestion   = T("Gửi câu hỏi", "Send the question")
	askAgain       = T("Gõ lại", "Type it again")
	questionText   = T("<b>Thường trực hỏi (số %d)</b>\n%s, bản lần %d, số đến %d/%d\nĐồng chí %s hỏi: %s", "<b>A question of the desk (No. %d)</b>\n%s, version %d, No. %d/%d\n%s asks: %s")
	answerQuestion = T("Trả lời", "Answer")
	questionSent   = T("Đã gửi câu hỏi số %d đến %s; câu trả lời sẽ được chuyển đến đồng chí.", "Question No. %d went to %s; the answer will come to you.")
	questionsHead  = T("Hỏi đáp:", "Questions:")
	askedLine      = T("– Hỏi số %d (%s): %s", "– No. %d (%s): %s")
	noAnswerYet    = T("(chưa trả lời)", "(no answer yet)")
	answeredLine   = T("  Trả lời (%s): %s", "  Answer (%s): %s")
	awaitsAsk      = T("Đồng chí gõ câu hỏi gửi đơn vị, ví dụ: “Số liệu khen thưởng ở biểu 2 tính đến ngày nào?”.", "Type the question for the unit, for example: “Up to which day do the figures of table 2 count?”.")
)
