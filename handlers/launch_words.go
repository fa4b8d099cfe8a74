package handlers

import "thidua/campaign"

// movementLines are the thematic movements of the calendar.
func (t *Turn) movementLines(today campaign.Date) string {
	text := ""
	for _, m := range t.Plan.Movements {
		if m.Span.IsZero() {
			continue
		}
		if text == "" {
			text = "\n\n" + t.S(launchedHead)
		}
		state := t.S(phasePast)
		switch {
		case today.Before(m.Span.From):
			state = t.S(phaseIn, daysLeft(today.DaysUntil(m.Span.From), t.Lang()))
		case !today.After(m.Span.To):
			state = t.S(phaseNow, daysLeft(today.DaysUntil(m.Span.To), t.Lang()))
		}
		text += "\n– " + t.S(phaseLine, m.Name, shortDay(m.Span.From, t.Lang()), shortDay(m.Span.To, t.Lang()), HTML(state))
	}
	return text
}

// movementDuty reminds of what a movement that ends asks for.
func (v *View) movementDuty(m campaign.Movement) string {
	if r, ok := v.Plan.Requirement(m.ID); ok {
		return "\n" + v.S(launchHandIn, r.Title, HTML(planDueWords(v.Plan, r, v.Lang)))
	}
	return ""
}

var (
	launchedHead   = T("<b>Phong trào chuyên đề</b>", "<b>Thematic movements</b>")
	movementCloses = T("<b>Kết thúc phong trào “%s”</b>\nHôm nay, %s, là ngày cuối. Trân trọng cảm ơn các cơ quan, đơn vị đã hưởng ứng.%s",
		"<b>The movement “%s” ends</b>\nToday, %s, is its last day. Thank you for taking part.%s")
	launchName      = T("<b>Phát động phong trào chuyên đề</b>\nTên phong trào? Ví dụ: Thi đua cao điểm phòng, chống dịch bệnh.", "<b>Launch a thematic movement</b>\nIts name? For example: Peak weeks against the epidemic.")
	launchBadName   = T("Tên có %d ký tự; bot nhận từ 10 đến 200 ký tự, ví dụ: Thi đua cao điểm phòng, chống dịch bệnh.", "The name has %d characters; 10 to 200 are taken, for example: Peak weeks against the epidemic.")
	launchSpan      = T("Thời gian? Ví dụ: 01/7 – 30/9/2021.", "From when to when? For example: 1/7 – 30/9/2021.")
	launchBackwards = T("Ngày cuối (%s) trước ngày đầu (%s). Đề nghị đồng chí gõ lại, ví dụ: 01/7 – 30/9/2021.", "The last day (%s) is before the first (%s). Please type it again, for example: 1/7 – 30/9/2021.")
	launchWho       = T("Đơn vị nào tham gia? Bấm chọn từng đơn vị, hoặc tất cả.", "Who takes part? Press units one by one, or all.")
	launchAll       = T("Tất cả các đơn vị", "All units")
	launchReport    = T("Các đơn vị phải nộp gì? Bấm chọn, hoặc gõ tên nội dung phải nộp.", "What is to be handed in? Press one, or type its title.")
	launchUsual     = T("Báo cáo kết quả", "A report of results")
	launchReportOf  = T("Báo cáo kết quả %s", "Report of results: %s")
	launchNothing   = T("Không phải nộp", "Nothing")
	launchDue       = T("Hạn nộp? Gõ “trước ngày 05/10” (ngày cuối là 04/10) hoặc “05/10” (ngày cuối là 05/10).", "Due when? Type “before 5/10” (the last day is 4 October) or “5/10” (the last day is 5 October).")
	launchNoDue     = T("Không quy định hạn", "No date")
	launchDueEarly  = T("Ngày cuối %s sớm quá: phải từ ngày bắt đầu phong trào và từ hôm nay trở đi.", "The last day %s is too early: it must be today or later and not before the movement begins.")
	launchWords     = T("Đồng chí gõ nội dung thông báo phát động (không quá %d ký tự); có thể gửi kèm tệp trước. Tên, thời gian và hạn nộp được bot ghi ở đầu tin.", "Type the text of the announcement (at most %d characters); files can be sent first. The bot puts name, dates and due day at its head.")
	launchFacts     = T("Phát động phong trào “%s”, từ %s đến %s.", "Launch of “%s”, from %s to %s.")
	launchHandIn    = T("Đơn vị nộp “%s” %s.", "To be handed in: “%s” %s.")
	launchNow       = T("Phát động", "Launch")
	launchLeft      = T("Chưa phát động phong trào nào.", "Nothing was launched.")
	launchKept      = T("Chưa phát động. Bản soạn được giữ; đồng chí bấm /phatdong để làm tiếp.", "Nothing was launched. What you prepared is kept; go on with /launch.")
	launchKeep      = T("Giữ: %s", "Keep: %s")
	launchAgain     = T("Sửa tên, thời gian, đơn vị", "Change name, dates, units")
	launchDone      = T("Đã phát động phong trào “%s”. Lịch, nhắc hạn, nộp báo cáo và bảng theo dõi đã có nội dung này; bảng theo dõi thông báo ở tin bên dưới.",
		"“%s” is launched: it is in the calendar, the reminders, the hand-in and the board. The message below shows who has read the announcement.")

	awaitsLaunchName   = T("Đồng chí gõ tên phong trào, ví dụ: Thi đua cao điểm phòng, chống dịch bệnh.", "Type the name of the movement, for example: Peak weeks against the epidemic.")
	awaitsLaunchSpan   = T("Đề nghị đồng chí gõ ngày đầu và ngày cuối, ví dụ: 01/7 – 30/9/2021.", "Please type the first and the last day, for example: 1/7 – 30/9/2021.")
	awaitsLaunchReport = T("Đồng chí bấm một nút ở trên, hoặc gõ tên nội dung phải nộp (từ 5 đến 200 ký tự), ví dụ: Báo cáo kết quả.", "Press one of the buttons, or type a title (5 to 200 characters), for example: Report of results.")
	awaitsLaunchDue    = T("Đề nghị đồng chí gõ hạn nộp, ví dụ: “trước ngày 05/10” hoặc “05/10”.", "Please type when it is due, for example: “before 5/10” or “5/10”.")
)
