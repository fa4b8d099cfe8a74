package handlers

import (
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// here is the unit, the duty and the draft the talk is about; false when the
// person or the plan no longer has them.
func (t *Turn) here() (campaign.Duty, campaign.Draft, bool) {
	unit, ok := t.myUnit()
	if !ok {
		return campaign.Duty{}, campaign.Draft{}, false
	}
	duty, ok := t.duty(unit, t.Kept("req"))
	return duty, t.draft(unit, t.Kept("req")), ok
}

// screens are the screens of the talk, each rendered from what is stored.
func submitScreens() map[string]func(*Turn, string) (string, [][]storage.Button) {
	return map[string]func(*Turn, string) (string, [][]storage.Button){
		"unit":    func(t *Turn, _ string) (string, [][]storage.Button) { return t.submitUnitScreen() },
		"choose":  func(t *Turn, _ string) (string, [][]storage.Button) { return t.chooseScreen() },
		"files":   (*Turn).filesScreen,
		"drop":    (*Turn).dropScreen,
		"summary": (*Turn).summaryScreen,
		"pages":   (*Turn).pagesScreen,
		"nohead":  (*Turn).noHeadScreen,
		"wait":    (*Turn).waitScreen,
	}
}

// refreshSubmit changes the screen where it stands.
func (t *Turn) refreshSubmit(note string) {
	switch t.State.Conversation {
	case "answer":
		t.refreshAnswer()
		return
	case "score":
		t.refreshEvidence()
		return
	case "explain":
		t.refreshExplained()
		return
	}
	if t.State.Conversation == "exemplar" {
		t.Go(t.State.Step)
		t.screen.inPlace = true
		return
	}
	if screen, ok := submitScreens()[t.State.Step]; ok {
		html, rows := screen(t, note)
		t.Refresh(html, rows...)
	}
}

// showSubmit shows the present step's screen, anew when something was written
// below.
func (t *Turn) showSubmit(note string) {
	if t.State.Conversation == "answer" {
		showAnswer(t)
		return
	}
	if t.State.Conversation == "exemplar" || t.State.Conversation == "explain" {
		t.Go(t.State.Step)
		return
	}
	if _, _, ok := t.here(); !ok && t.State.Step != "choose" && t.State.Step != "unit" {
		t.lost()
		return
	}
	if screen, ok := submitScreens()[t.State.Step]; ok {
		html, rows := screen(t, note)
		t.Show(html, rows...)
	}
}

func showFiles(t *Turn) { t.showSubmit("") }

// filesScreen asks for files and lists what is there.
func (t *Turn) filesScreen(note string) (string, [][]storage.Button) {
	duty, d, _ := t.here()
	text := t.dutyHead(duty) + "\n\n" + t.S(sendFiles, HTML(sizeWords(t.Set.MaxFile, t.Lang()))) + "\n" + t.S(noSecrets)
	if len(d.Attachments) > 0 {
		text += "\n\n" + t.S(filesHead, HTML(attached(d.Attachments, t.Lang()))) + "\n" + fileLines(d.Attachments, t.Lang())
	}
	text += after(note)
	rows := [][]storage.Button{Row(t.B("leave", leaveLabel))}
	if len(d.Attachments) > 0 {
		rows = [][]storage.Button{Row(t.B("done", doneLabel), t.B("drop", dropLabel)), Row(t.B("leave", leaveLabel))}
	}
	rows = append(t.itemRows(duty), rows...)
	return text, append(t.pagesButtons(d), rows...)
}

// dutyHead says what is being prepared, for whom, by when and about which
// dates.
func (t *Turn) dutyHead(d campaign.Duty) string {
	lang := t.Lang()
	head := t.S(titleLine, d.Requirement.Title) + "\n" + t.S(unitLine, t.unitName(d.Unit))
	switch {
	case d.Return != nil:
		head += "\n" + t.returnHeadLines(d)
	case d.LastDay.IsZero():
	case d.Version > 0 && d.DaysLeft < 0: // something is in already: not overdue
		head += "\n" + t.S(dueOnly, deadlineWords(d.Deadline, lang))
	default:
		head += "\n" + t.S(dueLine, deadlineWords(d.Deadline, lang)+extendedMark(d, lang), HTML(daysLeft(d.DaysLeft, lang)))
	}
	if w := d.Requirement.Window; !w.IsZero() {
		head += "\n" + t.S(windowLine, shortDay(w.From, lang), shortDay(w.To, lang))
	}
	if !d.Open {
		head += "\n" + t.S(opensLine, shortDay(d.Opens, lang))
	}
	return head
}

// after puts a note below a text, apart from it.
func after(note string) string {
	if note == "" {
		return ""
	}
	return "\n\n" + note
}

func pressFiles(t *Turn, action string) {
	duty, d, ok := t.here()
	if !ok {
		t.lost()
		return
	}
	if t.pressPagesButton(d, action) {
		return
	}
	switch action {
	case "done":
		note := t.changed(d)
		t.see(d)
		t.State.Step = "summary"
		t.showSubmit(note)
	case "drop":
		t.Keep("back", "files")
		t.Go("drop")
	default:
		if n, isItem := strings.CutPrefix(action, "item "); isItem {
			t.chooseItem(duty, n)
			t.Go("files")
			return
		}
		t.leaveSubmit(duty.Unit)
	}
}

func showDrop(t *Turn) { t.showSubmit("") }

func (t *Turn) dropScreen(note string) (string, [][]storage.Button) {
	_, d, _ := t.here()
	t.see(d)
	var rows [][]storage.Button
	for i, a := range d.Attachments {
		rows = append(rows, Row(t.B("file "+a.ID, dropOne, i+1, short(a.Name, 40))))
	}
	return t.S(dropHead) + after(note), append(rows, Row(t.B("back", stepBack)))
}

func pressDrop(t *Turn, action string) {
	_, d, ok := t.here()
	if !ok {
		t.lost()
		return
	}
	id, isFile := strings.CutPrefix(action, "file ")
	if i := fileIndex(d.Attachments, id); isFile && i >= 0 {
		name := d.Attachments[i].Name
		t.forget(d.Unit, id)
		t.see(t.draft(d.Unit, d.Requirement))
		t.Answer(fileDropped.plain(t.Lang(), short(name, 40)), false)
	}
	step := t.Kept("back")
	if len(t.draft(d.Unit, d.Requirement).Attachments) == 0 || step == "" {
		step = "files"
	}
	t.Go(step)
}

var (
	titleLine = T("<b>%s</b>", "<b>%s</b>")
	dueLine   = T("Hạn nộp: %s (%s).", "Due by %s (%s).")
	dueOnly   = T("Hạn nộp: %s.", "Due by %s.")
	opensLine = T("Nhận từ ngày %s; trước ngày đó đồng chí vẫn soạn nháp được.", "Taken from %s on; a draft can be prepared before.")
	sendFiles = T("Đề nghị đồng chí gửi tệp PDF, Word, Excel hoặc ảnh chụp trang giấy (JPEG, PNG), mỗi tệp không quá %s. Gửi được nhiều tệp; gửi đủ rồi bấm “Xong”.",
		"Please send PDF, Word or Excel files or photographs of pages (JPEG, PNG), up to %s each. Several files are welcome; press “Done” when all are sent.")
	noSecrets   = T("<b>Không gửi tài liệu có nội dung bí mật nhà nước.</b>", "<b>Do not send anything that holds state secrets.</b>")
	filesHead   = T("Đã có %s:", "So far %s:")
	doneLabel   = T("Xong", "Done")
	dropLabel   = T("Bỏ tệp", "Take out a file")
	stepBack    = T("Quay lại", "Back")
	dropHead    = T("Đồng chí bấm tệp cần bỏ khỏi bản nháp.", "Press the file to take out of the draft.")
	dropOne     = T("%d. %s", "%d. %s")
	fileDropped = T("Đã bỏ %s", "Taken out: %s")
)
