package handlers

import (
	"errors"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

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
	text := lines(x.S(criterionTitle, c.ID, c.Title), x.bothFigures(c))
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
	return paragraphs(x.S(explainHead, x.unitName(x.unit)), text, x.sheetQuestions(x.unit, c.ID), said, lines(x.S(explainHow, campaign.ShortestReason), x.S(noSecrets))),
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
		x.receive(x.unit, campaign.ExplainDraft, u, campaign.Attachment{Criteria: []string{x.criterion().ID}})
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

var (
	explainDesk       = T("Thẩm định: <b>%s</b>", "Appraised: <b>%s</b>")
	explainSoFar      = T("Đã viết: %s", "Written: %s")
	explainHow        = T("Đồng chí gõ lý do (ít nhất %d ký tự); gửi tệp hoặc đường dẫn minh chứng mới, nếu có.", "Type why you do not agree (at least %d characters); send new evidence as files or links, if any.")
	explainClear      = T("Bỏ tiêu chí này", "Leave this criterion out")
	explainShort      = T("Nội dung mới có %d ký tự, cần ít nhất %d ký tự, ví dụ: Đơn vị đã có báo cáo số 15/BC kèm theo.", "It has %d characters, at least %d are needed, for example: Report No. 15 is attached.")
	explainOvertaken  = T("Trong lúc đồng chí viết, đồng chí %s đã ghi nội dung của <b>%s</b> như bên dưới; nội dung vừa gửi chưa được ghi. Đề nghị đồng chí xem rồi gửi lại toàn văn.", "While you were writing, %s wrote about <b>%s</b> what stands below; your text was not taken. Please look at it and send the whole text again.")
	explainLong       = T("Nội dung có %d ký tự, bot nhận đến %d ký tự cho mỗi tiêu chí; phần dài đề nghị gửi thành tệp.", "It has %d characters, at most %d are taken for one criterion; please send the rest as a file.")
	awaitsExplainText = T("Đề nghị đồng chí gõ nội dung giải trình hoặc gửi tệp minh chứng.", "Please type the explanation or send a file as evidence.")
)
