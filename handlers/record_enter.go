package handlers

import (
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// recordPage is how many criteria or records one screen offers.
const recordPage = 8

func showRecordWhich(t *Turn) {
	all := t.Plan.Sheet.Recordable()
	page, last := t.page(len(all), recordPage)
	var rows [][]storage.Button
	for _, c := range all[page*recordPage : min(len(all), (page+1)*recordPage)] {
		rows = append(rows, Row(t.B("criterion "+c.ID, recordCriterion, c.ID, gist(c.Title, 45))))
	}
	if arrows := t.arrows(page, last); arrows != nil {
		rows = append(rows, arrows)
	}
	text := t.S(recordWhich, t.unitName(t.Kept("unit")))
	for _, c := range t.Plan.Sheet.Criteria {
		if c.ByClosing() {
			text += "\n" + t.S(recordByClosing, c.ID)
		}
	}
	t.Show(text, append(rows, Row(t.B("back", stepBack), t.B("leave", leaveLabel)))...)
}

func pressRecordWhich(t *Turn, action string) {
	word, arg, _ := strings.Cut(action, " ")
	switch word {
	case "criterion":
		t.recordOn(arg)
	case "page":
		t.Keep("page", arg)
		t.Go("which")
	case "back":
		t.Go("unit")
	default:
		t.leaveRecord()
	}
}

// saidRecordWhich takes a criterion's id, with or without its title.
func saidRecordWhich(t *Turn, text string) {
	id, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	t.recordOn(strings.ToUpper(strings.TrimRight(id, ".,:")))
}

func (t *Turn) recordOn(id string) {
	for _, c := range t.Plan.Sheet.Recordable() {
		if strings.EqualFold(c.ID, id) {
			t.Keep("criterion", c.ID)
			t.Keep("page", "")
			t.Go("count")
			return
		}
	}
	t.Say(t.S(awaitsRecordWhich))
}

// recording is the criterion of the talk.
func (t *Turn) recording() campaign.Criterion {
	c, _ := t.Plan.Sheet.Criterion(t.Kept("criterion"))
	return c
}

func showRecordCount(t *Turn) {
	c := t.recording()
	head := t.S(recordCriterionHead, c.ID, c.Title, t.unitName(t.Kept("unit")))
	rows := [][]storage.Button{t.countButtons(c)}
	text := t.S(recordAskCount, t.worth(c.Each), pointsWords(c.Max, t.Lang()))
	if c.Kind.YesNo() {
		rows = [][]storage.Button{Row(t.B("count 1", recordGateYes), t.B("count 0", recordGateNo))}
		text = t.S(recordAskGate, t.bars(c.Bars))
		if c.Kind == campaign.KindPass {
			text = t.S(recordAskPass, t.worth(c.Max))
		}
	}
	if !c.DeskOnly {
		text += "\n" + t.S(recordReplaces)
	}
	t.Show(lines(head, text), append(rows, Row(t.B("back", stepBack), t.B("leave", leaveLabel)))...)
}

// countButtons offer one to three times, as far as one more still counts.
func (t *Turn) countButtons(c campaign.Criterion) (row []storage.Button) {
	for n := range campaign.Points(3) {
		if n == 0 || c.Max == 0 || n*c.Each < c.Max {
			word := strconv.Itoa(int(n) + 1)
			row = append(row, t.B("count "+word, plainCount, word))
		}
	}
	return row
}

func pressRecordCount(t *Turn, action string) {
	word, arg, _ := strings.Cut(action, " ")
	switch word {
	case "count":
		t.Keep("count", arg)
		t.Go("why")
	case "back":
		t.Go("which")
	default:
		t.leaveRecord()
	}
}

func saidRecordCount(t *Turn, text string) {
	c := t.recording()
	n, err := campaign.ParseCount(text)
	if err != nil || c.Kind.YesNo() || n < 1 || n > campaign.MaxRecordCount {
		if c.Kind.YesNo() {
			t.Say(t.S(recordNotGate))
			return
		}
		t.Say(t.S(recordBadCount, echo(text), campaign.MaxRecordCount))
		return
	}
	t.Keep("count", strconv.FormatInt(n, 10))
	t.Go("why")
}

func showRecordUndo(t *Turn) {
	records := campaign.StandingRecords(storage.RecordsOf(t.Tx, t.Plan.Campaign, t.Kept("unit")))
	page, last := t.page(len(records), recordPage)
	var rows [][]storage.Button
	for _, r := range records[page*recordPage : min(len(records), (page+1)*recordPage)] {
		label := recordUndoOne.plain(t.Lang(), r.Number, HTML(t.recordWords(r, t.Lang())), gist(r.Reason, 30))
		rows = append(rows, Row(storage.Button{Label: label, Action: "record " + strconv.Itoa(r.Number)}))
	}
	if arrows := t.arrows(page, last); arrows != nil {
		rows = append(rows, arrows)
	}
	t.Show(t.S(recordWhichUndo, t.unitName(t.Kept("unit"))), append(rows, Row(t.B("back", stepBack), t.B("leave", leaveLabel)))...)
}

func pressRecordUndo(t *Turn, action string) {
	word, arg, _ := strings.Cut(action, " ")
	switch word {
	case "record":
		t.undoRecord(arg)
	case "page":
		t.Keep("page", arg)
		t.Go("undo")
	case "back":
		t.Go("unit")
	default:
		t.leaveRecord()
	}
}

func saidRecordUndo(t *Turn, text string) {
	words := strings.Fields(fold(text))
	for len(words) > 0 && (words[0] == "so" || words[0] == "no") {
		words = words[1:]
	}
	t.undoRecord(strings.Join(words, ""))
}

func (t *Turn) undoRecord(number string) {
	for _, r := range campaign.StandingRecords(storage.RecordsOf(t.Tx, t.Plan.Campaign, t.Kept("unit"))) {
		if strconv.Itoa(r.Number) == number {
			t.Keep("undo", number)
			t.Keep("criterion", r.Criterion)
			t.Keep("page", "")
			t.Go("why")
			return
		}
	}
	t.Say(t.S(awaitsRecordUndo))
}

func showRecordWhy(t *Turn) {
	text := t.S(recordAskWhy, campaign.HoldReasonMin, t.recordExample())
	if n := t.Kept("undo"); n != "" {
		text = t.S(recordAskUndoWhy, n, campaign.HoldReasonMin)
	}
	t.Show(text, Row(t.B("back", stepBack), t.B("leave", leaveLabel)))
}

// recordExample is a reason that fits the criterion of the talk.
func (t *Turn) recordExample() Text {
	switch c := t.recording(); {
	case c.Kind == campaign.KindBonus:
		return recordWhyBonus
	case c.Kind.YesNo():
		return recordWhyGate
	}
	return recordWhyDeduction
}

func pressRecordWhy(t *Turn, action string) {
	switch {
	case action != "back":
		t.leaveRecord()
	case t.Kept("undo") != "":
		t.Go("undo")
	default:
		t.Go("count")
	}
}

func saidRecordWhy(t *Turn, text string) {
	if why, ok := t.reasonSaid(text); ok {
		t.Keep("why", why)
		t.Go("sure")
	}
}

var (
	recordWhich         = T("<b>Ghi nhận về %s</b>\nĐồng chí chọn tiêu chí, hoặc gõ mã, ví dụ: E3.", "<b>A record about %s</b>\nChoose the criterion, or type its code, for example: E3.")
	recordByClosing     = T("Điểm trừ %s được ghi khi chốt tiếp nhận: /chotnop", "%s is recorded by closing the hand-in: /close")
	recordCriterion     = T("%s. %s", "%s. %s")
	plainCount          = T("%s", "%s")
	recordCriterionHead = T("<b>%s. %s</b>\nĐơn vị: %s", "<b>%s. %s</b>\nUnit: %s")
	recordAskCount      = T("Mỗi lần %s, tối đa %s. Đồng chí chọn hoặc gõ số lần, ví dụ: 1.", "Each time counts %s, at most %s. Choose or type how many times, for example: 1.")
	recordAskGate       = T("Không đạt thì %s. Đồng chí chọn kết quả.", "If it is not met: %s. Choose the result.")
	recordAskPass       = T("Đạt thì được %s. Đồng chí chọn kết quả.", "Met gives %s. Choose the result.")
	recordGateYes       = T("Đạt", "Met")
	recordGateNo        = T("Không đạt", "Not met")
	recordReplaces      = T("Lưu ý: đơn vị tự khai tiêu chí này; ghi nhận của thường trực thay cho số tự khai khi thẩm định.", "Note: units answer this criterion themselves; the desk's record replaces their answer in the appraisal.")
	recordBadCount      = T("“%s” không phải số lần. Đề nghị đồng chí gõ số từ 1 đến %d, ví dụ: 1.", "“%s” is no count. Please type a number from 1 to %d, for example: 1.")
	recordNotGate       = T("Đề nghị đồng chí chọn “Đạt” hoặc “Không đạt”.", "Please choose “Met” or “Not met”.")
	recordWhichUndo     = T("<b>Rút lại ghi nhận về %s</b>\nĐồng chí chọn, hoặc gõ số của ghi nhận, ví dụ: 3.", "<b>Take back a record about %s</b>\nChoose it, or type its number, for example: 3.")
	recordUndoOne       = T("Số %d: %s (%s)", "No. %d: %s (%s)")
	recordAskWhy        = T("Đồng chí gõ lý do (ít nhất %d ký tự), ví dụ: %s", "Type the reason (at least %d characters), for example: %s")
	recordWhyBonus      = T("Đăng cai hội thao của khối ngày 16/7.", "Host of the bloc's sports day on 16 July.")
	recordWhyGate       = T("Theo thông báo của cơ quan có thẩm quyền ngày 16/7.", "As the competent authority announced on 16 July.")
	recordWhyDeduction  = T("Vắng hội nghị sơ kết ngày 16/7, không báo cáo.", "Absent from the conference of 16 July without a word.")
	recordAskUndoWhy    = T("Rút lại ghi nhận số %s. Đồng chí gõ lý do (ít nhất %d ký tự), ví dụ: Đơn vị đã có văn bản xin vắng.", "Taking back record No. %s. Type the reason (at least %d characters), for example: The unit had excused itself in writing.")
	awaitsRecordWhich   = T("Đề nghị đồng chí bấm một tiêu chí hoặc gõ mã của tiêu chí trong danh sách, ví dụ: E3.", "Please press a criterion or type the code of one in the list, for example: E3.")
	awaitsRecordCount   = T("Đề nghị đồng chí chọn hoặc gõ số lần, ví dụ: 1.", "Please choose or type how many times, for example: 1.")
	awaitsRecordUndo    = T("Đề nghị đồng chí bấm một ghi nhận hoặc gõ số của ghi nhận trong danh sách, ví dụ: 3.", "Please press a record or type the number of one in the list, for example: 3.")
	awaitsRecordWhy     = T("Đề nghị đồng chí gõ lý do (ít nhất 10 ký tự), ví dụ: Vắng hội nghị sơ kết, không báo cáo.", "Please type the reason (at least 10 characters), for example: Absent from the conference without a word.")
)
