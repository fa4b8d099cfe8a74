package handlers

import (
	"slices"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// Lengths of a typed reason in characters.
const (
	extendReasonMin = 10
	extendReasonMax = 500
)

// extendReasons are the reasons units have most often, one tap each.
var extendReasons = []Text{
	T("Đang chờ số liệu của đơn vị cơ sở", "Waiting for figures of subordinate offices"),
	T("Đơn vị có nhiệm vụ đột xuất", "An urgent task of the unit"),
	T("Đang chờ lãnh đạo ký duyệt", "Waiting for the head's signature"),
}

// refusalReasons are the desk's.
var refusalReasons = []Text{
	T("Đã gần ngày họp Khối, không lùi được", "The bloc's meeting is too near"),
	T("Lý do chưa thuyết phục", "The reason is not sufficient"),
	T("Các đơn vị khác đã nộp đúng hạn", "Other units have handed in on time"),
}

func (t *Turn) reasonRows(reasons []Text) [][]storage.Button {
	var rows [][]storage.Button
	for i, r := range reasons {
		rows = append(rows, Row(t.B("why "+strconv.Itoa(i), r)))
	}
	return append(rows, Row(t.B("leave", leaveLabel)))
}

// reasonPressed is the reason of a chip, in the language of the bloc.
func (t *Turn) reasonPressed(reasons []Text, action string) (string, bool) {
	n, err := strconv.Atoi(strings.TrimPrefix(action, "why "))
	if err != nil || n < 0 || n >= len(reasons) || !strings.HasPrefix(action, "why ") {
		return "", false
	}
	return reasons[n].plain(t.Set.language()), true
}

// reasonSaid takes a typed reason of 10 to 500 characters, or says what is wrong.
func (t *Turn) reasonSaid(text string) (string, bool) {
	why := strings.Join(strings.Fields(text), " ")
	switch n := len([]rune(why)); {
	case n < extendReasonMin:
		t.Say(t.S(extendShort, n, extendReasonMin))
	case n > extendReasonMax:
		t.Say(t.S(extendLong, n, extendReasonMax))
	default:
		return why, true
	}
	return "", false
}

func showExtendWhy(t *Turn) {
	r, _ := t.Plan.Requirement(t.Kept("req"))
	head := t.S(extendOwnWhy, r.Title)
	if t.Kept("mode") != extendAsk {
		t.Show(head+"\n"+t.S(extendTypeWhy, extendReasonMin), Row(t.B("leave", leaveLabel)))
		return
	}
	t.Show(head+"\n"+t.S(extendPressWhy, extendReasonMin), t.reasonRows(extendReasons)...)
}

func pressExtendWhy(t *Turn, action string) {
	if why, ok := t.reasonPressed(extendReasons, action); ok {
		t.Keep("why", why)
		t.Go("until")
		return
	}
	t.leaveExtend()
}

func saidExtendWhy(t *Turn, text string) {
	if why, ok := t.reasonSaid(text); ok {
		t.Keep("why", why)
		t.Go("until")
	}
}

// extendDays are the lengths offered.
var extendDays = []int{2, 3, 5}

// extendFrom is the last day the unit of the talk has now, or everybody's.
func (t *Turn) extendFrom(r campaign.Requirement) campaign.Date {
	if t.Kept("mode") == extendAll {
		last, _ := t.Plan.LastDay(r)
		return last
	}
	last, _ := t.Plan.LastDayFor(r, t.Kept("unit"))
	return last
}

// countFrom is the day extensions are counted from: the last day, or today once
// that is over.
func (t *Turn) countFrom(last campaign.Date) campaign.Date {
	if today := t.Plan.Day(t.Event.At); today.After(last) {
		return today
	}
	return last
}

func showExtendUntil(t *Turn) {
	r, _ := t.Plan.Requirement(t.Kept("req"))
	last := t.extendFrom(r)
	from := t.countFrom(last)
	var row []storage.Button
	for _, n := range extendDays {
		row = append(row, t.B("days "+strconv.Itoa(n), extendDaysLabel, HTML(counted(n, t.Lang(), dayNoun)), dayMonth(from.AddDays(n), t.Lang())))
	}
	text := t.S(extendNow, r.Title, dayWords(last, t.Lang()))
	if from.After(last) {
		text += " " + t.S(extendOverdue)
	}
	t.Show(text+"\n"+t.S(extendHowLong), row, Row(t.B("leave", leaveLabel)))
}

func pressExtendUntil(t *Turn, action string) {
	n, err := strconv.Atoi(strings.TrimPrefix(action, "days "))
	r, ok := t.Plan.Requirement(t.Kept("req"))
	if err != nil || !ok || !slices.Contains(extendDays, n) {
		t.leaveExtend()
		return
	}
	t.extendUntil(t.countFrom(t.extendFrom(r)).AddDays(n))
}

// saidExtendUntil takes a number of days or a day.
func saidExtendUntil(t *Turn, text string) {
	r, ok := t.Plan.Requirement(t.Kept("req"))
	if !ok {
		t.lost()
		return
	}
	last := t.extendFrom(r)
	from := t.countFrom(last)
	words := strings.Fields(fold(text))
	if n, ok := dayCount(words); ok {
		if n < 1 || n > campaign.LongestExtension {
			t.Say(t.S(extendRange, campaign.LongestExtension))
			return
		}
		t.extendUntil(from.AddDays(n))
		return
	}
	day, ok := readDay(text, t.Plan.Day(t.Event.At))
	switch {
	case !ok:
		t.Say(t.S(awaitsExtendUntil))
	case !day.After(last):
		t.Say(t.S(extendNotLater, upperFirst(dayWords(day, t.Lang())), dayWords(last, t.Lang())))
	case day.Before(t.Plan.Day(t.Event.At)):
		t.Say(t.S(extendPast, upperFirst(dayWords(day, t.Lang()))))
	case from.DaysUntil(day) > campaign.LongestExtension:
		t.Say(t.S(extendRange, campaign.LongestExtension))
	default:
		t.extendUntil(day)
	}
}

// dayCount reads "3", "3 ngày", "3 days".
func dayCount(words []string) (int, bool) {
	if len(words) == 2 && slices.Contains([]string{"ngay", "day", "days"}, words[1]) {
		words = words[:1]
	}
	if len(words) != 1 {
		return 0, false
	}
	n, err := strconv.Atoi(words[0])
	return n, err == nil
}

func (t *Turn) extendUntil(day campaign.Date) {
	t.Keep("until", day.String())
	t.Go("sure")
}

// showExtendSure is the last look: a request to send, or what an extension does.
func showExtendSure(t *Turn) {
	r, _ := t.Plan.Requirement(t.Kept("req"))
	until, _ := campaign.ParseDate(t.Kept("until"))
	label, text := extendGiveLabel, t.S(extendSureAll, r.Title)
	switch t.Kept("mode") {
	case extendAsk:
		label, text = extendSendLabel, t.S(extendSureAsk, t.unitName(t.Kept("unit")), r.Title)
	case extendOne, extendAnswer:
		text = t.S(extendSureOne, t.unitName(t.Kept("unit")), r.Title)
	}
	text += "\n" + t.S(extendWhyLine, t.Kept("why"))
	text += "\n\n" + t.impact(t.extendUnit(), r, until, t.Lang())
	t.Show(text, Row(t.B("yes", label)), Row(t.B("leave", leaveLabel)))
}

// extendUnit is the unit the extension is for, "" for all.
func (t *Turn) extendUnit() string {
	if t.Kept("mode") == extendAll {
		return ""
	}
	return t.Kept("unit")
}

func pressExtendSure(t *Turn, action string) {
	until, err := campaign.ParseDate(t.Kept("until"))
	r, known := t.Plan.Requirement(t.Kept("req"))
	switch {
	case action != "yes" || err != nil || !known:
		t.leaveExtend()
	case t.Kept("mode") == extendAsk:
		t.requestExtension(r, until)
	case !t.allowed(campaign.ActExtend, t.extendUnit()):
		t.lost()
	default:
		t.giveExtension(r, until)
	}
}

var (
	extendOwnWhy      = T("<b>Gia hạn: %s</b>", "<b>More time: %s</b>")
	extendPressWhy    = T("Đồng chí chọn lý do, hoặc gõ lý do khác (ít nhất %d ký tự).", "Choose the reason, or type another one (at least %d characters).")
	extendTypeWhy     = T("Đồng chí gõ lý do gia hạn (ít nhất %d ký tự), ví dụ: Mưa lũ làm mất điện diện rộng.", "Type the reason (at least %d characters), for example: Power cuts after the flood.")
	extendShort       = T("Lý do mới có %d ký tự, cần ít nhất %d ký tự, ví dụ: Đang chờ số liệu của cấp huyện.", "The reason has %d characters, at least %d are needed, for example: Waiting for the districts' figures.")
	extendLong        = T("Lý do dài %d ký tự, bot nhận đến %d ký tự; đề nghị đồng chí chép lại tin trên và rút gọn.", "The reason has %d characters, at most %d are taken; please copy your message and shorten it.")
	extendDaysLabel   = T("%s (%s)", "%s (%s)")
	extendNow         = T("Ngày cuối hiện nay của <b>%s</b>: %s.", "The last day of <b>%s</b> is now %s.")
	extendOverdue     = T("Ngày đó đã qua; số ngày gia hạn tính từ hôm nay.", "It is over; days are counted from today.")
	extendHowLong     = T("Đồng chí chọn số ngày gia hạn, hoặc gõ số ngày hay ngày cuối mới, ví dụ “4” hoặc “20/6”.", "Choose how many days, or type their number or the new last day, for example “4” or “20/6”.")
	extendRange       = T("Một lần gia hạn từ 1 đến %d ngày, ví dụ “3”.", "One extension is 1 to %d days, for example “3”.")
	extendNotLater    = T("%s không muộn hơn ngày cuối hiện nay (%s). Đề nghị đồng chí gõ một ngày muộn hơn.", "%s is not later than the present last day (%s). Please type a later one.")
	extendPast        = T("%s đã qua. Đề nghị đồng chí gõ ngày hôm nay hoặc một ngày sau đó.", "%s is over. Please type today or a later day.")
	extendSureAsk     = T("<b>Đề nghị gia hạn</b>\nĐơn vị: %s\nNội dung: %s", "<b>Request for more time</b>\nUnit: %s\nContent: %s")
	extendSureOne     = T("<b>Gia hạn cho %s</b>\nNội dung: %s", "<b>Extension for %s</b>\nContent: %s")
	extendSureAll     = T("<b>Gia hạn cho tất cả các đơn vị</b>\nNội dung: %s", "<b>Extension for all units</b>\nContent: %s")
	extendWhyLine     = T("Lý do: %s", "Reason: %s")
	extendSendLabel   = T("Gửi đề nghị", "Send the request")
	extendGiveLabel   = T("Gia hạn", "Extend")
	awaitsExtendWhy   = T("Đồng chí chọn hoặc gõ lý do (ít nhất 10 ký tự), ví dụ: Đang chờ số liệu của cấp huyện.", "Choose or type the reason (at least 10 characters), for example: Waiting for the districts' figures.")
	awaitsExtendUntil = T("Đề nghị đồng chí gõ số ngày hoặc ngày cuối mới, ví dụ “4” hoặc “20/6”.", "Please type a number of days or the new last day, for example “4” or “20/6”.")
	awaitsExtendSure  = T("Đồng chí bấm nút xác nhận ở trên, hoặc “Thôi”.", "Press the confirmation above, or “Leave”.")
)
