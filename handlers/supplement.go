package handlers

import (
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// Handing in again what was returned: the same talk as any hand-in, with what
// the desk asks for at its head.

// answerBy is the duty with the deadline of a hand-in now: an open return gives its
// own date where that is later.
func (t *Turn) answerBy(d campaign.Duty) campaign.Duty {
	if d.Return != nil {
		d.Deadline = campaign.AnswerDeadline(d.Deadline, *d.Return, t.Plan.Location())
	}
	return d
}

// returnHeadLines stand in the head of a hand-in that answers a return: why, by
// when, and each item with what was sent for it.
func (t *Turn) returnHeadLines(d campaign.Duty) string {
	if d.Return == nil {
		return ""
	}
	lang := t.Lang()
	r := *d.Return
	text := t.S(returnedLine, r.Version, dayWords(r.Due, lang),
		daysLeft(campaign.DateOf(t.Event.At).DaysUntil(r.Due), lang)) + "\n" + t.S(reasonLine, r.Reason)
	files := t.draft(d.Unit, d.Requirement.ID).Attachments
	for i, item := range r.Items {
		form := itemMissing
		if item.Attachment != "" {
			form = itemAnew
		}
		line := t.S(form, i+1, short(item.Text, listedName))
		if sent := t.sentFor(files, i+1); sent > 0 {
			line += " " + t.S(itemSent, HTML(counted(sent, lang, fileNoun)))
		}
		if t.item() == i+1 {
			line = t.S(itemNow, HTML(line))
		}
		text += "\n" + line
	}
	return text
}

func (t *Turn) sentFor(files []campaign.Attachment, item int) (n int) {
	for _, a := range files {
		if a.Item == item {
			n++
		}
	}
	return n
}

// item is the thing of a return the next files answer, 0 for none in
// particular.
func (t *Turn) item() int {
	n, _ := strconv.Atoi(t.Kept("item"))
	return n
}

// itemRows choose what the next files are for, where a return asks for several
// things.
func (t *Turn) itemRows(d campaign.Duty) [][]storage.Button {
	if d.Return == nil || len(d.Return.Items) < 2 {
		return nil
	}
	var rows [][]storage.Button
	for i, item := range d.Return.Items {
		if t.item() == i+1 {
			continue
		}
		rows = append(rows, Row(t.B("item "+strconv.Itoa(i+1), sendFor, i+1, short(item.Text, 40))))
	}
	return rows
}

// chooseItem notes which item of a return the talk is about: the one a button
// named, the only one there is, or none.
func (t *Turn) chooseItem(d campaign.Duty, named string) {
	n, err := strconv.Atoi(named)
	switch {
	case d.Return == nil || err == nil && (n < 1 || n > len(d.Return.Items)):
		n = 0
	case err != nil && len(d.Return.Items) == 1:
		n = 1
	}
	t.Keep("item", strconv.Itoa(n))
}

// returnChanges compare the draft with the returned version, for the summary;
// same is true where nothing differs.
func (t *Turn) returnChanges(d campaign.Duty, files []campaign.Attachment) (text string, same bool) {
	if d.Return == nil {
		return "", false
	}
	old, ok := t.version(d.Unit, d.Requirement.ID, d.Return.Version)
	if !ok {
		return "", false
	}
	c := campaign.Compare(old.Attachments, files)
	if c.Nothing() {
		return t.S(nothingNew, old.Version), true
	}
	text = t.S(comparedHead, old.Version) + t.changeParts(c)
	for i, item := range d.Return.Items {
		if t.sentFor(files, i+1) == 0 {
			text += "\n" + t.S(itemOpen, i+1, short(item.Text, listedName))
		}
	}
	return text, false
}

var (
	returnedLine = T("Bản lần %d được trả lại để bổ sung. Hạn bổ sung: đến 24h00 %s (%s).", "Version %d was returned for completion, due by midnight at the end of %s (%s).")
	itemSent     = T("– đã có %s", "– %s so far")
	itemNow      = T("<b>%s</b>", "<b>%s</b>")
	sendFor      = T("Gửi cho mục %d: %s", "For item %d: %s")
	nothingNew   = T("Các tệp còn giống hệt bản lần %d đã bị trả lại. Đề nghị đồng chí gửi phần bổ sung hoặc bỏ tệp cần thay.", "The files are still those of version %d that was returned. Please send what is asked for or take out what is to be replaced.")
	itemOpen     = T("Lưu ý: mục %d (%s) chưa có tệp nào gửi riêng.", "Note: no file was sent for item %d (%s).")
)
