package handlers

import (
	"errors"
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

func showGatheringTitle(t *Turn) {
	t.Show(t.S(gatheringAskTitle), Row(t.B("list", stepBack), t.B("leave", leaveLabel)))
}

func saidGatheringTitle(t *Turn, text string) {
	title := tidy(text)
	if n := len([]rune(title)); n < 5 || n > 200 {
		t.Say(t.S(awaitsGatheringTitle))
		return
	}
	t.Keep("title", title)
	t.Go("day")
}

func showGatheringDay(t *Turn) {
	t.Show(t.S(gatheringAskDay, t.Kept("title")), Row(t.B("list", stepBack), t.B("leave", leaveLabel)))
}

func saidGatheringDay(t *Turn, text string) {
	today := t.Plan.Day(t.Event.At)
	day, ok := readDay(text, today)
	switch {
	case !ok:
		t.Say(t.S(awaitsGatheringDay))
	case today.DaysUntil(day) > 400 || day.DaysUntil(today) > 400:
		t.Say(t.S(fixFar, dayWords(day, t.Lang())))
	default:
		t.Keep("day", day.String())
		t.Go("tell")
	}
}

func showGatheringSure(t *Turn) {
	day, _ := campaign.ParseDate(t.Kept("day"))
	text := t.S(gatheringHead, t.Kept("title"), dayWords(day, t.Lang()))
	label := gatheringTell
	if day.Before(t.Plan.Day(t.Event.At)) {
		text += "\n" + t.S(gatheringPast)
		label = holdYesLabel
	} else {
		text += "\n" + t.S(gatheringWillTell)
	}
	t.Show(text, Row(t.B("tell", label)), Row(t.B("list", stepBack), t.B("leave", leaveLabel)))
}

// tellGathering keeps a new activity; one that is still to come is announced to
// everybody of the units.
func (t *Turn) tellGathering() {
	day, err := campaign.ParseDate(t.Kept("day"))
	if err != nil || t.Kept("title") == "" {
		t.Go("list")
		return
	}
	g := storage.AddGathering(t.Tx, t.Plan.Campaign, campaign.Gathering{Title: t.Kept("title"), Day: day, By: t.Actor.ID, At: t.Event.At})
	t.Note("gathering", "", strconv.Itoa(g.Number), g.Title)
	t.Keep("title", "")
	t.Keep("number", strconv.Itoa(g.Number))
	if !day.Before(t.Plan.Day(t.Event.At)) {
		told := map[int64]bool{t.Actor.ID: true}
		for _, u := range t.Plan.Competing() {
			for _, p := range t.colleagues(u.ID) {
				if !told[p.ID] {
					told[p.ID] = true
					t.tellLoud(p, gatheringNews.In(t.LangOf(p), g.Title, dayWords(day, t.LangOf(p))))
				}
			}
		}
	}
	t.Go("one")
}

func showPresence(t *Turn) {
	g, ok := t.gathering()
	if !ok {
		t.lost()
		return
	}
	unit := t.Kept("unit")
	text := t.S(gatheringHead, g.Title, dayWords(g.Day, t.Lang())) + "\n" + t.unitName(unit)
	var rows [][]storage.Button
	if t.allowed(campaign.ActInspect, unit) {
		for _, p := range []campaign.Presence{campaign.Present, campaign.Excused, campaign.Absent} {
			rows = append(rows, Row(storage.Button{Label: upperFirst(presenceNames[p].plain(t.Lang())), Action: string(p)}))
		}
	} else {
		text += "\n" + t.S(presenceOwn)
	}
	t.Show(text, append(rows, Row(t.B("one", stepBack), t.B("leave", leaveLabel)))...)
}

func showExcuse(t *Turn) {
	t.Show(t.S(excuseAsk, t.unitName(t.Kept("unit"))), Row(t.B("one", stepBack), t.B("leave", leaveLabel)))
}

func saidExcuse(t *Turn, text string) {
	if words, ok := t.inspectionText(text); ok {
		t.notePresence(campaign.Attendance{Presence: campaign.Excused, Reason: words})
	}
}

// notePresence keeps how the unit of the talk took part.
func (t *Turn) notePresence(a campaign.Attendance) {
	g, ok := t.gathering()
	unit := t.Kept("unit")
	if !ok || !t.allowed(campaign.ActInspect, unit) {
		t.lost()
		return
	}
	a.By, a.At = t.Actor.ID, t.Event.At
	switch err := storage.PutAttendance(t.Tx, t.Plan, g.Number, unit, a); {
	case err == nil:
		t.Note("attendance", unit, strconv.Itoa(g.Number), a.Reason)
	case errors.Is(err, campaign.Mistake(campaign.ChangedMeanwhile)):
		t.Say(t.S(presenceFixed, g.Units[unit].Record))
		t.State.Screen.Below = true
	case errors.Is(err, campaign.Mistake(campaign.AlreadyPublished)):
		t.Say(t.S(recordLocked))
		t.State.Screen.Below = true
	default:
		t.Say(t.S(presenceOwn))
		t.State.Screen.Below = true
	}
	t.Go("one")
}

// showAbsences is the last look before absences become records.
func showAbsences(t *Turn) {
	g, ok := t.gathering()
	c, known := t.Plan.Sheet.Criterion(t.Plan.Attendance.Criterion)
	if !ok || !known {
		t.Go("list")
		return
	}
	text := t.S(absencesSure, g.Title, c.ID, t.worth(c.Each))
	for _, unit := range g.Unrecorded(t.Plan.Competing()) {
		text += "\n– " + t.S(plainLine, t.unitName(unit))
		if !t.allowed(campaign.ActRecord, unit) {
			text += t.S(absencesNotOwn)
		}
	}
	t.Show(text, Row(t.B("yes", holdYesLabel)), Row(t.B("one", stepBack), t.B("leave", leaveLabel)))
}

func (t *Turn) recordAbsences() {
	g, ok := t.gathering()
	if !ok {
		t.lost()
		return
	}
	why := absenceReason.plain(t.Set.language(), g.Title, shortDay(g.Day, t.Set.language()))
	made, left := storage.RecordAbsences(t.Tx, t.Plan, g.Number, t.Actor.ID, t.Event.At, why)
	for _, r := range made {
		t.Note("record", r.Unit, r.Criterion, why)
		t.tellRecord(r)
	}
	if len(left) > 0 {
		t.Say(t.S(absencesLeft, t.unitNames(left)))
		t.State.Screen.Below = true
	}
	t.Go("one")
}

var (
	gatheringAskTitle = T("Đồng chí gõ tên hoạt động, ví dụ: Hội thao Khối thi đua Nội chính.", "Type the name of the activity, for example: Sports day of the bloc.")
	gatheringAskDay   = T("<b>%s</b>\nĐồng chí gõ ngày tổ chức, ví dụ: 15/7/2021.", "<b>%s</b>\nType the day, for example: 15/7/2021.")
	gatheringTell     = T("Thông báo đến các đơn vị", "Announce it to the units")
	gatheringWillTell = T("Cán bộ đầu mối, thủ trưởng các đơn vị được mời tham gia.", "Focal points and heads of all units are invited.")
	gatheringPast     = T("Ngày này đã qua, bot chỉ ghi lại, không thông báo.", "That day is over: it is noted and not announced.")
	gatheringNews     = T("<b>Hoạt động chung của Khối: %s</b>\nThời gian: %s. Đề nghị các đồng chí bố trí tham gia đầy đủ; vắng mặt đề nghị báo trước lý do.\n\nTrân trọng.",
		"<b>The bloc together: %s</b>\nOn %s. Please take part; who cannot come gives the reason beforehand.")
	presenceOwn    = T("Việc tham gia của đơn vị này do thường trực, lãnh đạo khối không thuộc đơn vị ghi.", "How this unit took part is noted by desk and leaders who are not of it.")
	presenceFixed  = T("Đã có ghi nhận số %d về việc vắng này; cần rút lại bằng /ghinhan trước khi sửa.", "Record No. %d was made of this absence; take it back with /record first.")
	excuseAsk      = T("<b>%s: vắng có lý do</b>\nĐồng chí gõ lý do, ví dụ: Đi công tác đột xuất.", "<b>%s: excused</b>\nType the reason, for example: An urgent mission.")
	absencesSure   = T("<b>%s</b>\nCác đơn vị sau vắng không lý do; mỗi đơn vị bị ghi %s, trừ %s:", "<b>%s</b>\nThese units were absent without a reason; each gets %s, minus %s:")
	absencesNotOwn = T(" (do người không thuộc đơn vị ghi)", " (to be recorded by who is not of it)")
	absencesLeft   = T("Chưa ghi được cho: %s. Đề nghị đồng chí thường trực, lãnh đạo không thuộc đơn vị xác nhận.", "Not recorded for: %s. Desk or leaders who are not of the unit confirm it.")
	absenceReason  = T("Vắng không lý do: %s, ngày %s", "Absent without a reason: %s, %s")

	awaitsGatheringTitle = T("Đề nghị đồng chí gõ tên hoạt động từ 5 đến 200 ký tự, ví dụ: Hội thao Khối thi đua Nội chính.", "Please type a name of 5 to 200 characters, for example: Sports day of the bloc.")
	awaitsGatheringDay   = T("Đề nghị đồng chí gõ ngày tổ chức, ví dụ: 15/7/2021.", "Please type the day, for example: 15/7/2021.")
	awaitsExcuse         = T("Đề nghị đồng chí gõ lý do vắng, ví dụ: Đi công tác đột xuất.", "Please type the reason, for example: An urgent mission.")
)
