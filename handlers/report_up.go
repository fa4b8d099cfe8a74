package handlers

import (
	"slices"
	"strings"
	"unicode/utf8"

	"thidua/campaign"
	"thidua/storage"
)

// maxDocumentNumber is the longest number of a paper, in characters.
const maxDocumentNumber = 40

// reportUpTalk is /dabaocao: the head's own duty towards the provincial Board
// (S70). The paper goes its official way; here the desk notes its number and
// day, and the reminders stop.
func reportUpTalk() Conversation {
	return Conversation{
		Name: "report_up", Commands: []string{"dabaocao", "reported"},
		Help:  T("Ghi số báo cáo đã gửi Ban Thi đua - Khen thưởng tỉnh", "Note the report sent to the provincial Board"),
		Who:   []campaign.RoleKind{campaign.Secretary, campaign.Leader},
		Start: startReportUp,
		Steps: map[string]Step{
			"choose": {Show: showHeadDuties, Press: pressHeadDuties, Awaits: awaitsHeadDuty},
			"number": {Show: showDocumentNumber, Press: leaveReportUp, Said: saidDocumentNumber, Awaits: awaitsDocumentNumber},
			"day":    {Show: showDocumentDay, Press: pressDocumentDay, Said: saidDocumentDay, Awaits: awaitsDocumentDay},
		},
	}
}

func startReportUp(t *Turn, args []string) {
	if t.Plan == nil || !campaign.May(t.Actor.Roles, campaign.ActReportUp, "", t.year()) {
		t.notFor("dabaocao")
		return
	}
	if len(t.Plan.HeadDuties) == 0 {
		t.Say(t.S(noHeadDuties))
		return
	}
	if len(args) > 0 {
		if _, ok := t.Plan.HeadDuty(args[0]); ok {
			t.Begin("report_up", "number", map[string]string{"duty": args[0]})
			return
		}
	}
	t.Begin("report_up", "choose", nil)
}

// headDuties are the head's duties with what was noted about them.
func (t *Turn) headDuties() []campaign.Duty { return headDutiesOf(t.Tx, t.Plan, t) }

func headDutiesOf(tx *storage.Tx, p *campaign.Plan, t *Turn) []campaign.Duty {
	out := make([]campaign.Duty, 0, len(p.HeadDuties))
	for _, r := range p.HeadDuties {
		var done *campaign.HeadReport
		if h, ok := storage.HeadReports.Get(tx, storage.K(p.Campaign, r.ID)); ok {
			done = &h
		}
		out = append(out, p.HeadDutyOn(r, done, t.Event.At))
	}
	return out
}

// headDue are the head's duties to remind the receiver of: only whoever may
// note them.
func (v *View) headDue(days []campaign.Date) []campaign.Duty {
	if !campaign.May(v.Person.Roles, campaign.ActReportUp, "", v.Plan.Year) {
		return nil
	}
	t := &Turn{Event: Event{At: v.Now}}
	return dueOn(v.Plan, headDutiesOf(v.Tx, v.Plan, t), days)
}

// headWords is how far such a duty is.
func (t *Turn) headWords(d campaign.Duty) string {
	lang := t.Lang()
	if h, ok := storage.HeadReports.Get(t.Tx, storage.K(t.Plan.Campaign, d.Requirement.ID)); ok {
		return t.S(reportedUp, h.Number, shortDay(h.Date, lang))
	}
	switch {
	case d.LastDay.IsZero() && !d.Open:
		return t.S(notReportedYet) + "; " + t.S(asPrescribed)
	case d.LastDay.IsZero():
		return t.S(notReported) + "; " + t.S(asPrescribed)
	}
	return t.S(notReported) + "; " + untilWords(d.LastDay, d.DaysLeft, lang)
}

func showHeadDuties(t *Turn) {
	text := t.S(headDutiesHead)
	var rows [][]storage.Button
	for _, d := range t.headDuties() {
		text += "\n– " + t.S(dutyTitle, d.Requirement.Title) + " " + t.headWords(d) + "."
		rows = append(rows, Row(t.B("duty "+d.Requirement.ID, reportUpLabel, d.Requirement.Short)))
	}
	t.Show(text, append(rows, Row(t.B("leave", leaveLabel)))...)
}

func pressHeadDuties(t *Turn, action string) {
	id, isDuty := strings.CutPrefix(action, "duty ")
	if _, ok := t.Plan.HeadDuty(id); isDuty && ok {
		t.Keep("duty", id)
		t.Go("number")
		return
	}
	leaveReportUp(t, "")
}

func leaveReportUp(t *Turn, _ string) {
	t.End()
	t.Close(t.S(reportUpLeft))
}

func showDocumentNumber(t *Turn) {
	r, ok := t.Plan.HeadDuty(t.Kept("duty"))
	if !ok {
		t.lost()
		return
	}
	text := t.S(titleLine, r.Title)
	if h, done := storage.HeadReports.Get(t.Tx, storage.K(t.Plan.Campaign, r.ID)); done {
		text += "\n" + t.S(reportedBefore, h.Number, shortDay(h.Date, t.Lang()))
	}
	t.Show(text+"\n"+t.S(askPaperNumber, t.Plan.Symbol), Row(t.B("leave", leaveLabel)))
}

func saidDocumentNumber(t *Turn, text string) {
	text = oneLine(text)
	switch n := utf8.RuneCountInString(text); {
	case !strings.ContainsAny(text, "0123456789"):
		t.Say(t.S(paperNumberUnread, t.Plan.Symbol))
	case n > maxDocumentNumber:
		t.Say(t.S(paperNumberLong, maxDocumentNumber, n))
	default:
		t.Keep("number", text)
		t.Go("day")
	}
}

func showDocumentDay(t *Turn) {
	t.Show(t.S(askDocumentDay, t.Kept("number")),
		Row(t.B("today", documentToday, dayWords(campaign.DateOf(t.Event.At), t.Lang()))), Row(t.B("back", stepBack)))
}

func pressDocumentDay(t *Turn, action string) {
	if action == "today" {
		t.reportUp(campaign.DateOf(t.Event.At))
		return
	}
	t.Go("number")
}

func saidDocumentDay(t *Turn, text string) {
	today := campaign.DateOf(t.Event.At)
	d, ok := readDay(text, today.AddDays(-longPast))
	switch {
	case !ok:
		t.Say(t.S(documentDayUnread))
	case d.After(today):
		t.Say(t.S(documentDayAhead, shortDay(d, t.Lang())))
	case d.Year < t.Plan.Year-1:
		t.Say(t.S(documentDayUnread))
	default:
		t.reportUp(d)
	}
}

// reportUp notes the paper and tells the others who lead; a later number takes
// the place of an earlier one, the audit keeps both.
func (t *Turn) reportUp(day campaign.Date) {
	r, ok := t.Plan.HeadDuty(t.Kept("duty"))
	number := t.Kept("number")
	if !ok || number == "" || !campaign.May(t.Actor.Roles, campaign.ActReportUp, "", t.year()) {
		t.lost()
		return
	}
	storage.HeadReports.Put(t.Tx, storage.K(t.Plan.Campaign, r.ID), campaign.HeadReport{
		Duty: r.ID, Number: number, Date: day, By: t.Actor.ID, At: t.Event.At,
	})
	t.Note("report-up", t.Plan.Head, r.ID, number+", "+day.String())
	others := slices.DeleteFunc(t.leadership(), func(p storage.Person) bool { return p.ID == t.Actor.ID })
	for _, p := range others {
		lang := t.LangOf(p)
		t.Tell(p, ClassReply, reportUpTold.In(lang, t.Actor.Name, r.Title, number, shortDay(day, lang)))
	}
	t.End()
	t.Close(t.S(reportUpDone, r.Title, number, shortDay(day, t.Lang())))
}

var (
	noHeadDuties      = T("Kế hoạch không có việc báo cáo nào của Trưởng khối.", "The plan names no report of the head.")
	reportedUp        = T("đã gửi, số %s ngày %s", "sent, No. %s of %s")
	notReported       = T("chưa gửi", "not sent")
	notReportedYet    = T("chưa đến kỳ", "not due yet")
	asPrescribed      = T("thời hạn theo quy định", "deadline as prescribed")
	headDutiesHead    = T("<b>Báo cáo của Trưởng khối gửi Ban Thi đua - Khen thưởng tỉnh</b>", "<b>The head's reports to the provincial Board</b>")
	reportUpLabel     = T("Ghi đã gửi: %s", "Note as sent: %s")
	reportUpButton    = T("Báo cáo Ban TĐKT", "Report to the Board")
	reportUpLeft      = T("Không ghi gì thêm.", "Nothing was noted.")
	reportedBefore    = T("Đã ghi: số %s ngày %s. Nhập lại sẽ thay nội dung này.", "Noted: No. %s of %s. A new entry replaces it.")
	askPaperNumber    = T("Báo cáo gửi theo đường công văn. Đồng chí gõ số, ký hiệu văn bản đã gửi, ví dụ: 15/BC-%s.", "The report goes by official mail. Type the number of the paper, for example: 15/BC-%s.")
	paperNumberUnread = T("Số văn bản cần có chữ số, ví dụ: 15/BC-%s.", "The number of a paper has a figure, for example: 15/BC-%s.")
	paperNumberLong   = T("Số, ký hiệu văn bản dài nhất %d ký tự (đang có %d).", "The number has at most %d characters (there are %d).")
	askDocumentDay    = T("Văn bản số %s đề ngày nào? Đồng chí bấm nút hoặc gõ ngày, ví dụ 20/6.", "Which day does No. %s bear? Press the button or type the day, for example 20/6 (day/month).")
	documentToday     = T("Hôm nay, %s", "Today, %s")
	reportUpTold      = T("Đồng chí %s đã ghi: <b>%s</b> đã gửi, số %s ngày %s.", "%s noted: <b>%s</b> was sent, No. %s of %s.")
	reportUpDone      = T("Đã ghi: <b>%s</b> đã gửi, số %s ngày %s. Bot không nhắc việc này nữa.", "Noted: <b>%s</b> was sent, No. %s of %s. It is not reminded of any more.")

	documentDayUnread    = T("Bot không đọc được ngày văn bản. Đề nghị đồng chí gõ ngày/tháng/năm, ví dụ 20/6/2021.", "That is no day of a paper. Please type day/month/year, for example 20/6/2021.")
	documentDayAhead     = T("Ngày %s chưa đến; văn bản đã gửi phải đề ngày hôm nay hoặc trước đó.", "%s has not come yet; a paper already sent bears today's date or an earlier one.")
	awaitsHeadDuty       = T("Đồng chí bấm báo cáo đã gửi, hoặc “Thôi”.", "Press the report that was sent, or “Leave”.")
	awaitsDocumentNumber = T("Đồng chí gõ số, ký hiệu văn bản, ví dụ: 15/BC-KTĐNC.", "Type the number of the paper, for example: 15/BC-KTĐNC.")
	awaitsDocumentDay    = T("Đồng chí bấm “Hôm nay” hoặc gõ ngày, ví dụ 20/6.", "Press “Today” or type the day, for example 20/6.")
)
