package handlers

import (
	"errors"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// showAnswer asks for the answer to one criterion: first the figure, then why.
func (x *explaining) showAnswer() {
	c := x.criterion()
	item, ok := x.e.Item(c.ID)
	if !ok || !x.answerable() {
		x.Go("explained")
		return
	}
	text := []string{
		x.S(explainHead, x.unitName(x.unit)),
		lines(x.S(criterionTitle, c.ID, c.Title), x.bothFigures(c), x.S(answerSaid, item.Text)),
	}
	if asked := x.sheetQuestions(x.unit, c.ID); asked != "" {
		text = append(text, asked)
	}
	if x.settling() && item.Answer != nil {
		text = append(text, x.S(answerBefore, item.Answer.Reason))
	}
	x.Keep("answered", answerStamp(x.given(item)))
	if a := x.given(item); a != nil {
		words := HTML(x.S(answerStays))
		if !a.Entry.At.IsZero() {
			words = x.entryWords(c, a.Entry)
		}
		text = append(text, x.S(answerSoFar, words, x.who(a.By), a.Reason))
	}
	var rows [][]storage.Button
	for i, f := range item.Files[:min(len(item.Files), shownProofs)] {
		rows = append(rows, Row(x.B(proofCommand(x.unit, f), openProof, i+1, short(f.Name, 30))))
	}
	if value := x.Kept("value"); value != "" {
		words := HTML(x.S(answerStays))
		if n, err := strconv.ParseInt(value, 10, 64); err == nil {
			words = x.entryWords(c, campaign.Entry{Value: n})
		}
		x.Show(paragraphs(append(text, x.S(answerWhy, words, campaign.ShortestReason))...), append(rows, Row(x.B("again", backLabel)))...)
		return
	}
	if x.byRecords(c) {
		rows = append(append(rows, x.recordRows(c)...), Row(x.B("explained", explainBack)))
		x.Show(paragraphs(append(text, x.recordLines(x.recordsOn(c)), x.S(answerByRecord))...), rows...)
		return
	}
	rows = append(rows, Row(x.B("keep", answerKeep)), x.quick(c), Row(x.B("explained", explainBack)))
	x.Show(paragraphs(append(text, x.S(answerHowMuch, x.example(c)))...), rows...)
}

func (x *explaining) pressAnswer(action string) {
	if value, ok := strings.CutPrefix(action, "v"); ok {
		if _, err := strconv.ParseInt(value, 10, 64); err == nil {
			x.Keep("value", value)
			x.Go("answer")
			return
		}
	}
	switch action {
	case "keep":
		x.Keep("value", "keep")
		x.Go("answer")
	case "gone":
		if c := x.criterion(); c.DeskOnly && len(x.recordsOn(c)) == 0 {
			x.Keep("value", untouched(c))
		}
		x.Go("answer")
	case "again":
		delete(x.State.Answers, "value")
		x.Go("answer")
	default:
		delete(x.State.Answers, "value")
		x.Go("explained")
	}
}

// sayAnswer takes a figure, then the reason.
func (x *explaining) sayAnswer(text string) {
	c, value := x.criterion(), x.Kept("value")
	_, figured := strconv.ParseInt(value, 10, 64)
	switch {
	case !x.answerable():
		x.Go("explained")
	case value == "" && x.byRecords(c), figured == nil && len(x.recordsOn(c)) > 0:
		delete(x.State.Answers, "value") // a record may have come since the figure was typed
		x.Say(x.S(answerByRecord))
	case value == "":
		n, problem := x.read(c, text)
		if problem != "" {
			x.Say(problem)
			return
		}
		x.Keep("value", strconv.FormatInt(n, 10))
		x.Go("answer")
	default:
		if why, ok := x.reasonSaid(text); ok {
			x.answer(c, value, why)
		}
	}
}

// answer writes an answer: a figure, or any other value for leaving the one that
// stands; nothing where a colleague answered after the screen was shown.
func (x *explaining) answer(c campaign.Criterion, value, why string) {
	if item, ok := x.e.Item(c.ID); ok && answerStamp(x.given(item)) != x.Kept("answered") {
		x.Say(x.S(answerOvertaken, x.who(x.given(item).By), c.ID))
		delete(x.State.Answers, "value")
		x.Go("answer")
		return
	}
	var entry *campaign.Entry
	if n, err := strconv.ParseInt(value, 10, 64); err == nil {
		if e := (campaign.Entry{Value: n}); c.DeskOnly || !campaign.AsDeclared(e, x.desk.Entries[c.ID]) {
			entry = &e
		}
	}
	answer := campaign.ExplainAnswer{Reason: why, By: x.Actor.ID, At: x.Event.At}
	if err := campaign.Reply(&x.Plan.Sheet, &x.e, c.ID, entry, answer, x.settling()); err != nil {
		var m *campaign.Error
		if errors.As(err, &m) && m.Kind != campaign.UnknownCriterion {
			x.Say(x.problem(c, "", err))
			return
		}
		x.Go("explained")
		return
	}
	delete(x.State.Answers, "value")
	if !x.putAnswers() {
		return
	}
	x.Note("answer-explanation", x.unit, c.ID, why)
	x.Go("explained")
}

// answerStamp names an answer, so that a colleague's is noticed; "" for none.
func answerStamp(a *campaign.ExplainAnswer) string {
	if a == nil {
		return ""
	}
	return strconv.FormatInt(a.By, 10) + " " + strconv.FormatInt(a.At.UnixNano(), 10)
}

var (
	answerSaid      = T("Giải trình: %s", "Explanation: %s")
	answerBefore    = T("Thường trực đã giữ nguyên, lý do: %s", "The desk left it unchanged: %s")
	answerSoFar     = T("Đã trả lời: <b>%s</b> (đồng chí %s). Lý do: %s", "Answered: <b>%s</b> (%s). Reason: %s")
	answerKeep      = T("Giữ mức thẩm định", "Leave it as appraised")
	answerOvertaken = T("Trong lúc đồng chí xem, đồng chí %s đã trả lời <b>%s</b>; câu trả lời của đồng chí chưa được ghi.", "While you were looking, %s answered <b>%s</b>; your answer was not written.")
	answerStays     = T("giữ mức thẩm định", "as appraised")
	answerHowMuch   = T("Giữ mức thẩm định, hoặc bấm hay nhập mức mới, ví dụ %s.", "Leave it as appraised, or press or type a new figure, for example %s.")
	answerWhy       = T("Trả lời: <b>%s</b>. Đồng chí gõ lý do (ít nhất %d ký tự); đơn vị sẽ đọc lý do này.", "Answer: <b>%s</b>. Type the reason (at least %d characters); the unit will read it.")
)
