package handlers

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"thidua/campaign"
	"thidua/storage"
)

// maxAnswer is the longest answer to a question, in characters.
const maxAnswer = 2000

// answerTalk is /traloi: a contact answers a question of the desk in words,
// with files, or both. It comes from the button under the question.
func answerTalk() Conversation {
	return Conversation{
		Name: "answer", Commands: []string{"traloi", "reply"},
		Help:      T("Trả lời câu hỏi của thường trực", "Answer a question of the desk"),
		Who:       []campaign.RoleKind{campaign.Contact, campaign.UnitHead},
		Cancelled: T("Câu trả lời đang soạn vẫn được giữ.", "The answer that is being written is kept."),
		Start:     startAnswer,
		Steps: map[string]Step{
			"write": {Show: showAnswer, Press: pressAnswer, Said: saidAnswer, Uploaded: uploadedAnswer, Awaits: awaitsAnswer},
		},
	}
}

func startAnswer(t *Turn, args []string) {
	if t.Plan == nil || len(t.handInUnits()) == 0 {
		t.notFor("traloi")
		return
	}
	if len(args) > 0 {
		id, err := strconv.ParseUint(args[0], 10, 64)
		if q, found := t.question(id); err == nil && found {
			t.Begin("answer", "write", map[string]string{"q": strconv.FormatUint(q.ID, 10)})
			return
		}
	}
	t.listQuestions()
}

// question reads a question the actor may answer.
func (t *Turn) question(id uint64) (storage.Question, bool) {
	q, ok := storage.Questions.Get(t.Tx, storage.K(id))
	return q, ok && q.Campaign == t.Plan.Campaign && campaign.May(t.Actor.Roles, campaign.ActSubmit, q.Unit, t.year())
}

// unanswered are the questions the actor's units still have to answer.
func (t *Turn) unanswered() []storage.Question {
	var out []storage.Question
	for _, unit := range t.handInUnits() {
		out = append(out, owedQuestions(t.Tx, t.Plan, unit)...)
	}
	return out
}

// aboutShort is what a question is about in a list.
func (t *Turn) aboutShort(q storage.Question) string {
	switch r, _ := t.Plan.Requirement(q.Requirement); {
	case q.Version > 0:
		return r.Short
	case q.Criterion == "":
		return aboutSheet.plain(t.Lang())
	default:
		return criterionShort.plain(t.Lang(), q.Criterion)
	}
}

// listQuestions shows them.
func (t *Turn) listQuestions() {
	text := ""
	var rows [][]storage.Button
	for i, q := range t.unanswered() {
		if i == maxListed {
			break
		}
		text += "\n" + t.S(openQuestion, q.ID, t.aboutShort(q), HTML(cutText(q.Text, 200)))
		rows = append(rows, Row(t.B("/traloi "+strconv.FormatUint(q.ID, 10), answerOne, q.ID)))
	}
	if text == "" {
		t.Say(t.S(noQuestions))
		return
	}
	t.Show(t.S(openQuestions)+text, rows...)
}

// answerDraft names the draft that keeps the files of an answer while they are
// fetched and looked at.
func answerDraft(id uint64) string { return "~q" + strconv.FormatUint(id, 10) }

func isAnswer(requirement string) bool { return strings.HasPrefix(requirement, "~q") }

// answering is the question the talk is about, with the files so far.
func (t *Turn) answering() (storage.Question, campaign.Draft, bool) {
	if t.State.Conversation != "answer" {
		return storage.Question{}, campaign.Draft{}, false
	}
	id, _ := strconv.ParseUint(t.Kept("q"), 10, 64)
	q, ok := t.question(id)
	return q, t.draft(q.Unit, answerDraft(q.ID)), ok
}

func showAnswer(t *Turn) {
	if html, rows, ok := t.answerScreen(); ok {
		t.Show(html, rows...)
		return
	}
	t.lost()
}

// refreshAnswer changes the screen where it stands.
func (t *Turn) refreshAnswer() {
	if html, rows, ok := t.answerScreen(); ok {
		t.Refresh(html, rows...)
	}
}

func (t *Turn) answerScreen() (string, [][]storage.Button, bool) {
	q, d, ok := t.answering()
	if !ok {
		return "", nil, false
	}
	by, _ := storage.GetPerson(t.Tx, q.By)
	text := t.S(answerHead, q.ID, t.aboutWords(q, t.Lang()), by.Name, q.Text) + "\n\n" + t.S(answerHow) + "\n" + t.S(noSecrets)
	if q.Typed != "" {
		text += "\n\n" + t.S(typedSoFar, q.Typed)
	}
	if len(d.Attachments) > 0 {
		text += "\n\n" + t.S(filesHead, HTML(counted(len(d.Attachments), t.Lang(), fileNoun))) + "\n" + fileLines(d.Attachments, t.Lang())
	}
	var rows [][]storage.Button
	if q.Typed != "" || len(d.Attachments) > 0 {
		rows = append(rows, Row(t.B("send", sendAnswerLabel), t.B("clear", clearAnswer)))
	}
	return text, append(rows, Row(t.B("leave", leaveLabel))), true
}

func saidAnswer(t *Turn, text string) {
	q, _, ok := t.answering()
	if !ok {
		t.lost()
		return
	}
	if n := utf8.RuneCountInString(text); n > maxAnswer {
		t.Say(t.S(answerLong, maxAnswer, n))
		return
	}
	q.Typed = text
	storage.Questions.Put(t.Tx, storage.K(q.ID), q)
	t.Go("write")
}

func uploadedAnswer(t *Turn, u Uploaded) {
	q, _, ok := t.answering()
	if !ok {
		t.lost()
		return
	}
	if t.refused(q.Unit, answerDraft(q.ID), u) {
		return
	}
	t.keepFile(q.Unit, answerDraft(q.ID), u)
	t.refreshAnswer()
}

func pressAnswer(t *Turn, action string) {
	q, d, ok := t.answering()
	if !ok {
		t.lost()
		return
	}
	switch action {
	case "send":
		if slices.ContainsFunc(d.Attachments, func(a campaign.Attachment) bool { return !ready(a) }) {
			t.Answer(stillFetching.plain(t.Lang()), true)
			t.Go("write")
			return
		}
		t.sendAnswer(q, d)
	case "clear":
		q.Typed = ""
		storage.Questions.Put(t.Tx, storage.K(q.ID), q)
		for _, a := range d.Attachments {
			t.forget(q.Unit, a.ID)
		}
		t.Go("write")
	default:
		t.End()
		t.Close(t.S(answerLeft))
	}
}

// sendAnswer keeps the answer with the question and brings it to who asked,
// with the question quoted.
func (t *Turn) sendAnswer(q storage.Question, d campaign.Draft) {
	if q.Typed == "" && len(d.Attachments) == 0 {
		t.Go("write")
		return
	}
	a := storage.Reply{By: t.Actor.ID, At: t.Event.At, Text: q.Typed, Files: d.Attachments}
	q.Answers, q.Typed = append(q.Answers, a), ""
	storage.Questions.Put(t.Tx, storage.K(q.ID), q)
	d.Attachments = nil
	t.putDraft(d)
	t.Note("answer", q.Unit, aboutObject(q), cutPlain(a.Text, 500))
	open := aboutCommand(q)
	for _, p := range t.asker(q) {
		lang := t.LangOf(p)
		text := answerText.In(lang, q.ID, t.Actor.Name, t.unitName(q.Unit), t.aboutWords(q, lang), HTML(cutText(q.Text, 500)))
		if a.Text != "" {
			text += "\n\n" + plainLine.In(lang, a.Text)
		}
		if len(a.Files) > 0 {
			text += "\n\n" + withFiles.In(lang, HTML(counted(len(a.Files), lang, fileNoun)))
		}
		t.Send(Outgoing{
			Kind: OutSay, Class: ClassReply, Chat: p.ID, Text: text, Silent: t.Plan.Quiet(t.Event.At, false),
			Buttons: [][]storage.Button{Row(
				storage.Button{Label: openLabel.plain(lang), Action: open},
				storage.Button{Label: askMore.plain(lang), Action: open + " hoi"})},
		})
		for _, f := range a.Files {
			t.Send(Outgoing{
				Kind: OutFile, Class: ClassReply, Chat: p.ID, File: f.SHA256, Name: campaign.CleanName(f.Name),
				Text: answerFile.In(lang, t.unitName(q.Unit), q.ID), Silent: true,
			})
		}
	}
	t.End()
	t.Close(t.S(answerSent, q.ID))
}

// asker is who asked, or the desk where they left it or cannot be reached.
func (t *Turn) asker(q storage.Question) []storage.Person {
	p, ok := storage.GetPerson(t.Tx, q.By)
	if ok && p.Unreached == "" && campaign.May(p.Roles, campaign.ActAsk, q.Unit, t.year()) {
		return []storage.Person{p}
	}
	return once(t.desk())
}

var (
	openQuestions   = T("<b>Câu hỏi chờ đơn vị trả lời</b>", "<b>Questions without an answer</b>")
	openQuestion    = T("– Số %d, %s: %s", "– No. %d, %s: %s")
	criterionShort  = T("tiêu chí %s", "criterion %s")
	answerOne       = T("Trả lời câu hỏi số %d", "Answer No. %d")
	noQuestions     = T("Không có câu hỏi nào chờ đơn vị trả lời.", "No question waits for your unit.")
	answerHead      = T("<b>Trả lời câu hỏi số %d</b>\n%s\nĐồng chí %s hỏi: %s", "<b>Answer to question No. %d</b>\n%s\n%s asks: %s")
	answerHow       = T("Đồng chí gõ câu trả lời, hoặc gửi tệp PDF, Word, Excel, ảnh; sau đó bấm “Gửi trả lời”.", "Type the answer, or send a PDF, Word or Excel file or a picture; then press “Send the answer”.")
	typedSoFar      = T("Câu trả lời: %s", "The answer: %s")
	sendAnswerLabel = T("Gửi trả lời", "Send the answer")
	clearAnswer     = T("Soạn lại", "Begin anew")
	answerLong      = T("Câu trả lời dài nhất %d ký tự (đang có %d). Đề nghị đồng chí rút gọn hoặc gửi thành tệp.", "An answer has at most %d characters (there are %d). Please shorten it or send it as a file.")
	stillFetching   = T("Tệp đang tải về, đề nghị đồng chí chờ giây lát rồi bấm lại.", "A file is being fetched; please wait a moment and press again.")
	answerLeft      = T("Chưa gửi câu trả lời; nội dung đang soạn vẫn được giữ. Khi cần, bấm /traloi.", "Nothing was sent; what you wrote is kept. Come back with /reply.")
	answerText      = T("<b>Trả lời câu hỏi số %d</b>\nĐồng chí %s (%s) – %s\nHỏi: <i>%s</i>", "<b>Answer to question No. %d</b>\n%s (%s) – %s\nQuestion: <i>%s</i>")
	withFiles       = T("Kèm theo %s.", "With %s.")
	askMore         = T("Hỏi tiếp", "Ask again")
	answerFile      = T("%s – trả lời câu hỏi số %d", "%s – answer to question No. %d")
	answerSent      = T("Đã gửi câu trả lời số %d. Trân trọng cảm ơn đồng chí.", "The answer to No. %d is sent. Thank you.")
	awaitsAnswer    = T("Đồng chí gõ câu trả lời hoặc gửi tệp, rồi bấm “Gửi trả lời”.", "Type the answer or send a file, then press “Send the answer”.")
)
