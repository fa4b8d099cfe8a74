package handlers

import (
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"thidua/campaign"
	"thidua/storage"
)

// The page of a version shows the newest questions in short; here they are read
// in full, with every answer and a button for every file that came with one.

const (
	threadPage  = 3000 // characters of a page, before its heading
	threadFiles = 20   // buttons of a page
)

// exchange is one question or answer of a thread as it is shown.
type exchange struct {
	question uint64
	text     string
	files    []campaign.Attachment
}

// thread is all that was asked about a version and answered, newest question
// first, each with its answers below.
func (t *Turn) thread(s campaign.Submission) []exchange {
	var out []exchange
	for _, q := range slices.Backward(storage.QuestionsOf(t.Tx, t.Plan.Campaign, s.Unit, s.Requirement)) {
		if q.Version != s.Version {
			continue
		}
		out = append(out, exchange{q.ID, t.S(threadAsked, q.ID, stamp(t.local(q.At), t.Lang()), HTML(t.personName(q.By)), q.Text), nil})
		for _, a := range q.Answers {
			text := t.S(threadAnswered, stamp(t.local(a.At), t.Lang()), HTML(t.personName(a.By)), a.Text)
			if len(a.Files) > 0 {
				text = lines(text, t.S(explainFiles, HTML(attached(a.Files, t.Lang()))))
			}
			out = append(out, exchange{q.ID, text, a.Files})
		}
		if len(q.Answers) == 0 {
			out = append(out, exchange{q.ID, t.S(noAnswerYet), nil})
		}
	}
	return out
}

// threadPages parts a thread where a page is full.
func threadPages(all []exchange) [][]exchange {
	var pages [][]exchange
	size, files := 0, 0
	for _, e := range all {
		n := utf8.RuneCountInString(e.text)
		if len(pages) == 0 || size+n > threadPage || files+len(e.files) > threadFiles && files > 0 {
			pages, size, files = append(pages, nil), 0, 0
		}
		pages[len(pages)-1] = append(pages[len(pages)-1], e)
		size, files = size+n, files+len(e.files)
	}
	return pages
}

func showThread(t *Turn) {
	s, _, ok := t.underReview()
	pages := threadPages(t.thread(s))
	if !ok || len(pages) == 0 {
		t.lost()
		return
	}
	page, _ := strconv.Atoi(t.Kept("thread"))
	page = min(max(page, 0), len(pages)-1)
	r, _ := t.Plan.Requirement(s.Requirement)
	parts := []string{t.S(threadHead, t.unitName(s.Unit), r.Title, s.Version)}
	var rows [][]storage.Button
	for _, e := range pages[page] {
		parts = append(parts, e.text)
		for _, a := range e.files {
			rows = append(rows, Row(t.B(answerCommand(s.Unit, e.question, a), threadOpen, e.question, short(a.Name, 40))))
		}
	}
	rows = append(rows, pageRow(page, len(pages))...)
	t.Show(paragraphs(parts...), append(rows, Row(t.B("back", stepBack)))...)
}

func pressThread(t *Turn, action string) {
	page, ok := pageOf(action)
	if !ok {
		t.Go("item")
		return
	}
	t.Keep("thread", page)
	t.Go("thread")
}

// threadRow leads to the thread of a version that has one.
func (t *Turn) threadRow(s campaign.Submission) [][]storage.Button {
	n := 0
	for _, q := range storage.QuestionsOf(t.Tx, t.Plan.Campaign, s.Unit, s.Requirement) {
		if q.Version == s.Version {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return [][]storage.Button{Row(t.B("thread", threadLabel, n))}
}

// answerCommand opens a file that came with an answer; it works for ever.
func answerCommand(unit string, question uint64, a campaign.Attachment) string {
	return "/tep " + unit + " hoi " + strconv.FormatUint(question, 10) + " " + a.ID
}

// sendAnswerFile sends a file of an answer again, to whoever may open the files
// of the unit.
func (t *Turn) sendAnswerFile(unit, question, id string) {
	a, q, ok := t.findAnswerFile(unit, question, id)
	if !ok {
		t.Say(t.S(noSuchFile))
		return
	}
	t.Send(Outgoing{
		Kind: OutFile, Class: ClassReply, Chat: t.Event.Chat.ID, File: a.SHA256, Name: campaign.CleanName(a.Name),
		Text: t.S(answerFile, t.unitName(unit), q.ID),
	})
	if !slices.Contains(t.handInUnits(), unit) {
		t.Note("open-file", unit, fmt.Sprintf("%s/%d, %s", q.Requirement, q.Version, a.ID), "")
	}
}

func (t *Turn) findAnswerFile(unit, question, id string) (a campaign.Attachment, q storage.Question, ok bool) {
	n, err := strconv.ParseUint(question, 10, 64)
	if err != nil || t.Plan == nil || !t.Plan.MayRead(t.Actor.Roles, campaign.ActOpenFile, unit) {
		return a, q, false
	}
	q, ok = storage.Questions.Get(t.Tx, storage.K(n))
	if !ok || q.Campaign != t.Plan.Campaign || q.Unit != unit {
		return a, q, false
	}
	for _, reply := range q.Answers {
		if i := fileIndex(reply.Files, id); i >= 0 {
			return reply.Files[i], q, true
		}
	}
	return a, q, false
}

var (
	threadHead     = T("<b>Hỏi đáp về %s: %s, bản lần %d</b>", "<b>Questions to %s: %s, version %d</b>")
	threadAsked    = T("<b>Hỏi số %d</b>, %s, đồng chí %s:\n%s", "<b>Question No. %d</b>, %s, by %s:\n%s")
	threadAnswered = T("<b>Trả lời</b>, %s, đồng chí %s:\n%s", "<b>Answer</b>, %s, by %s:\n%s")
	threadOpen     = T("Mở (số %d): %s", "Open (No. %d): %s")
	threadLabel    = T("Xem hỏi đáp (%d)", "Read the questions (%d)")
	awaitsThread   = T("Đề nghị đồng chí bấm tên tệp để mở, hoặc “Quay lại”.", "Please press a file to open it, or “Back”.")
)
