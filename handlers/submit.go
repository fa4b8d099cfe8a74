package handlers

import (
	"slices"
	"strings"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// submitTalk is /nop: choose the duty, send files, look at the summary,
// confirm; or the other way round, a file first and then what it is.
func submitTalk() Conversation {
	return Conversation{
		Name: "submit", Commands: []string{"nop", "submit"},
		Help:  T("Nộp báo cáo, kế hoạch", "Hand in a report or plan"),
		Who:   []campaign.RoleKind{campaign.Contact, campaign.UnitHead},
		Start: startSubmit,
		Steps: map[string]Step{
			"unit":    {Show: showSubmitUnit, Press: pressSubmitUnit, Said: saidSubmitUnit, Uploaded: takeFile, Awaits: unitAwaited},
			"choose":  {Show: showChoose, Press: pressChoose, Uploaded: takeFile, Awaits: awaitsDuty},
			"files":   {Show: showFiles, Press: pressFiles, Said: saidFiles, Uploaded: takeFile, Awaits: awaitsFiles},
			"summary": {Show: showSummary, Press: pressSummary, Said: saidSummary, Uploaded: takeFile, Awaits: awaitsConfirm},
			"drop":    {Show: showDrop, Press: pressDrop, Uploaded: takeFile, Awaits: awaitsDrop},
			"pages":   {Show: showPages, Press: pressPages, Uploaded: takeFile, Awaits: awaitsPages},
			"nohead":  {Show: showNoHead, Press: pressNoHead, Said: saidNoHead, Uploaded: takeFile, Awaits: awaitsHeadNote},
			"wait":    {Show: showWait, Press: pressWait, Uploaded: takeFile, Awaits: awaitsNothing},
		},
	}
}

// startSubmit opens the list of duties, or one of them by its id and, for
// whoever acts for several units, the unit's; a number after both names a thing
// of a return.
func startSubmit(t *Turn, args []string) {
	units := t.handInUnits()
	if len(units) == 0 {
		t.notFor("nop")
		return
	}
	unit, named := units[0], len(units) == 1
	if len(args) > 1 && slices.Contains(units, args[1]) {
		unit, named = args[1], true
	}
	if named && len(t.filed(unit)) == 0 {
		t.Say(t.S(nothingToHandIn, t.unitName(unit)))
		return
	}
	t.Begin("submit", "", nil)
	if len(units) > 1 && named {
		t.Keep("unit", unit)
	}
	if len(args) > 2 {
		t.Keep("item", args[2])
	}
	wish := ""
	if len(args) > 0 {
		wish = args[0]
	}
	if !named {
		t.Keep("wish", wish)
		t.Go("unit")
		return
	}
	t.openDuty(unit, wish)
}

// openDuty goes on with the requirement wished for, else with the list.
func (t *Turn) openDuty(unit, requirement string) {
	if _, ok := t.duty(unit, requirement); ok {
		t.choose(unit, requirement)
		return
	}
	t.Go("choose")
}

// filed lists the unit's duties that are handed in as files.
func (t *Turn) filed(unit string) []campaign.Duty {
	var out []campaign.Duty
	for _, d := range t.duties(unit) {
		if d.Requirement.Has(campaign.PartFiles) {
			out = append(out, d)
		}
	}
	return out
}

func (t *Turn) duty(unit, requirement string) (campaign.Duty, bool) {
	for _, d := range t.filed(unit) {
		if d.Requirement.ID == requirement {
			return d, true
		}
	}
	return campaign.Duty{}, false
}

// choose goes on with one requirement: to the summary when files came first.
// Where it was returned, an item named before is what the files will answer.
func (t *Turn) choose(unit, requirement string) {
	t.Keep("req", requirement)
	d := t.draft(unit, requirement)
	t.see(d)
	if duty, ok := t.duty(unit, requirement); ok && duty.Return != nil {
		t.chooseItem(duty, t.Kept("item"))
	}
	if len(t.draft(unit, loose(t.Actor.ID)).Attachments) > 0 {
		t.adopt(unit, requirement)
		t.Go("summary")
		return
	}
	if d.Confirmed != nil {
		t.Go("wait")
		return
	}
	t.Go("files")
}

func showChoose(t *Turn) { t.showSubmit("") }

// chooseScreen lists the duties with their states. After a file that came
// first it asks what the file is and offers only what can be handed in now,
// as long as anything can.
func (t *Turn) chooseScreen() (string, [][]storage.Button) {
	unit, _ := t.myUnit()
	files := t.draft(unit, loose(t.Actor.ID)).Attachments
	duties := t.filed(unit)
	var open []campaign.Duty
	for _, d := range duties {
		if d.Open {
			open = append(open, d)
		}
	}
	text := t.S(chooseHead) + "\n" + t.S(unitLine, t.unitName(unit))
	last := Row(t.B("leave", leaveLabel))
	if len(files) > 0 {
		text = t.S(whatIsIt) + "\n" + fileLines(files, t.Lang())
		last = Row(t.B("discard", discardLabel))
		if len(open) > 0 {
			duties = open
		}
	}
	var rows [][]storage.Button
	for _, d := range duties {
		text += "\n\n" + dutyLine(d, t.Event.At, t.Lang())
		rows = append(rows, Row(storage.Button{Label: d.Requirement.Short, Action: "req " + d.Requirement.ID}))
	}
	if len(files) == 0 {
		text += "\n\n" + t.S(chooseFoot)
	}
	return text, append(rows, last)
}

func pressChoose(t *Turn, action string) {
	unit, ok := t.myUnit()
	if !ok {
		t.lost()
		return
	}
	switch id, isReq := strings.CutPrefix(action, "req "); {
	case isReq:
		if _, ok := t.duty(unit, id); !ok {
			t.lost()
			return
		}
		t.choose(unit, id)
	case action == "discard":
		d := t.draft(unit, loose(t.Actor.ID))
		n := len(d.Attachments)
		for _, a := range d.Attachments {
			t.forget(unit, a.ID)
		}
		t.End()
		t.Close(t.S(discarded, HTML(counted(n, t.Lang(), fileNoun))))
	default:
		t.leaveSubmit(unit)
	}
}

// leaveSubmit ends the talk and says what is kept.
func (t *Turn) leaveSubmit(unit string) {
	kept := 0
	if req := t.Kept("req"); req != "" {
		kept = len(t.draft(unit, req).Attachments)
	}
	t.End()
	if kept == 0 {
		t.Close(t.S(leftEmpty))
		return
	}
	t.Close(t.S(leftDraft, HTML(counted(kept, t.Lang(), fileNoun))))
}

// dutyLine is one duty with its state: "Báo cáo sơ kết: chưa nộp; hạn 24h00
// ngày 14/6/2021 (còn 03 ngày)".
func dutyLine(d campaign.Duty, at time.Time, lang string) string {
	line := dutyForm.In(lang, d.Requirement.Short, HTML(standWords(d, at, lang)))
	if d.Open && d.State != campaign.DutyHandedIn && !d.LastDay.IsZero() {
		line += "; " + dueShort.In(lang, deadlineWords(d.Deadline, lang)+extendedMark(d, lang), HTML(daysLeft(d.DaysLeft, lang)))
	}
	if d.State == campaign.DutyHandedIn && d.Files > 0 {
		line += "; " + newDraft.In(lang, HTML(counted(d.Files, lang, fileNoun)))
	}
	return line + "."
}

// standWords is the state of a duty in words: "chưa nộp", "nháp 02 tệp", "đã
// nộp, số đến 12, đúng hạn".
func standWords(d campaign.Duty, at time.Time, lang string) string {
	switch {
	case d.State == campaign.DutyHandedIn || d.State == campaign.DutyPartial:
		return joined("; ", []string{inWords(d, lang), reviewWords(d, at, lang)})
	case d.Files > 0:
		return standDraft.In(lang, HTML(counted(d.Files, lang, fileNoun)))
	case !d.Open:
		return standClosed.In(lang, shortDay(d.Opens, lang))
	}
	return standNone.In(lang)
}

// inWords is what of a duty is in: number, what is missing, or how it stands to
// the deadline.
func inWords(d campaign.Duty, lang string) string {
	words := standIn.In(lang)
	if d.Number > 0 {
		words += ", " + standNumber.In(lang, d.Number)
	}
	if d.State == campaign.DutyPartial {
		return words + ", " + standMissing.In(lang, HTML(partWords(d.MissingParts, lang)))
	}
	if !d.LastDay.IsZero() {
		words += ", " + lateWords(d.LateDays, lang)
	}
	return words
}

var (
	dutyForm        = T("<b>%s</b>: %s", "<b>%s</b>: %s")
	chooseHead      = T("<b>Nộp báo cáo, kế hoạch</b>", "<b>Hand in a report or plan</b>")
	unitLine        = T("Đơn vị: %s", "Unit: %s")
	whatIsIt        = T("<b>Tệp này là gì?</b>\nĐồng chí chọn nội dung mà tệp thuộc về.", "<b>What is this file?</b>\nChoose what it belongs to.")
	chooseFoot      = T("Đồng chí chọn nội dung cần nộp.", "Choose what to hand in.")
	leaveLabel      = T("Thôi", "Leave")
	discardLabel    = T("Bỏ tệp vừa gửi", "Drop what was sent")
	discarded       = T("Đã bỏ %s, không lưu lại.", "Dropped: %s. Nothing is kept.")
	leftEmpty       = T("Đã rời phần nộp báo cáo. Khi cần, đồng chí bấm /nop.", "You left the hand-in. Come back with /submit.")
	leftDraft       = T("Đã rời phần nộp báo cáo. Bản nháp có %s vẫn được giữ; đồng chí bấm /nop để làm tiếp.", "You left the hand-in. The draft keeps %s; go on with /submit.")
	nothingToHandIn = T("%s không phải nộp báo cáo theo kế hoạch năm nay.", "%s has nothing to hand in under this year's plan.")
	dueShort        = T("hạn %s (%s)", "due by %s (%s)")
	newDraft        = T("đang soạn bản mới: %s", "a new version is being prepared: %s")
	standIn         = T("đã nộp", "handed in")
	standNumber     = T("số đến %d", "No. %d")
	standMissing    = T("thiếu %s", "%s missing")
	standDraft      = T("chưa nộp, nháp %s", "not handed in, draft with %s")
	standClosed     = T("nhận từ ngày %s", "taken from %s on")
	standNone       = T("chưa nộp", "not handed in")
	awaitsDuty      = T("Đồng chí bấm tên nội dung cần nộp, ví dụ “Báo cáo sơ kết”; hoặc gửi tệp.", "Press what you want to hand in, for example “Báo cáo sơ kết”; or send a file.")
	awaitsFiles     = T("Ở bước này bot chờ tệp PDF, Word, Excel, ảnh chụp trang giấy, hoặc đường dẫn minh chứng, ví dụ: https://baotuyenquang.com.vn/bai-viet. Gửi đủ rồi, đồng chí bấm “Xong”.",
		"A PDF, Word or Excel file, a photograph of the page or a link as evidence is awaited here, for example: https://baotuyenquang.com.vn/bai-viet. When all are sent, press “Done”.")
	awaitsConfirm = T("Đồng chí bấm “Xác nhận nộp”, hoặc gõ đúng các chữ đó; có thể gửi thêm tệp.", "Press “Confirm the hand-in” or type these words; you can also send more files.")
	awaitsDrop    = T("Đồng chí bấm tệp cần bỏ, hoặc “Quay lại”.", "Press the file to take out, or “Back”.")
	awaitsNothing = T("Bot đang tải tệp về và sẽ tự nộp khi xong; đồng chí không cần làm gì thêm.", "Files are being fetched; the hand-in completes itself, nothing more is needed.")
)
