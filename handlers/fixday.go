package handlers

import (
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// fixDayTalk is /chotngay: the day of a conference known by its month so far
// becomes certain; from then on everybody is told of it in time (S58).
func fixDayTalk() Conversation {
	return Conversation{
		Name: "fixday", Commands: []string{"chotngay", "fixday"},
		Help:  T("Chốt ngày hội nghị", "Fix the day of a conference"),
		Who:   []campaign.RoleKind{campaign.Secretary, campaign.Leader},
		Start: func(t *Turn, _ []string) { t.startFixDay() },
		Steps: map[string]Step{
			"which": {Show: showFixWhich, Press: pressFixWhich, Awaits: awaitsFixWhich},
			"day":   {Show: showFixDay, Press: pressFixLeave, Said: saidFixDay, Awaits: awaitsFixDay},
			"sure":  {Show: showFixSure, Press: pressFixSure, Awaits: awaitsExtendSure},
		},
	}
}

func (t *Turn) startFixDay() {
	switch {
	case t.Plan == nil || !t.allowed(campaign.ActLaunch, ""):
		t.notFor("chotngay")
	case len(t.comingConferences()) == 0:
		t.Say(t.S(noConference))
	default:
		t.Begin("fixday", "which", nil)
	}
}

// comingConferences are those whose day or month is not over.
func (t *Turn) comingConferences() []campaign.Conference {
	today := t.Plan.Day(t.Event.At)
	var out []campaign.Conference
	for _, c := range t.Plan.Conferences {
		over := c.Fixed
		if over.IsZero() { // an expected one stays until it is fixed
			over = today
		}
		if !over.Before(today) {
			out = append(out, c)
		}
	}
	return out
}

func (t *Turn) conferenceWhen(c campaign.Conference) string {
	if c.Fixed.IsZero() {
		return t.S(expectedIn, monthYear(c.Month, t.Lang()))
	}
	return dayWords(c.Fixed, t.Lang())
}

func showFixWhich(t *Turn) {
	text := t.S(fixWhich)
	var rows [][]storage.Button
	for _, c := range t.comingConferences() {
		text += "\n– " + t.S(conferenceLine, c.Title, HTML(t.conferenceWhen(c)))
		rows = append(rows, Row(storage.Button{Label: gist(c.Title, 60), Action: "conf " + c.ID}))
	}
	t.Show(text, append(rows, Row(t.B("leave", leaveLabel)))...)
}

func pressFixWhich(t *Turn, action string) {
	if len(action) > 5 && action[:5] == "conf " {
		t.Keep("conf", action[5:])
		t.Go("day")
		return
	}
	pressFixLeave(t, action)
}

func pressFixLeave(t *Turn, _ string) {
	t.End()
	t.Close(t.S(fixLeft))
}

func showFixDay(t *Turn) {
	c, _ := t.Plan.Conference(t.Kept("conf"))
	t.Show(t.S(fixAsk, c.Title, HTML(t.conferenceWhen(c))), Row(t.B("leave", leaveLabel)))
}

func saidFixDay(t *Turn, text string) {
	today := t.Plan.Day(t.Event.At)
	day, ok := readDay(text, today)
	switch {
	case !ok:
		t.Say(t.S(awaitsFixDay))
	case day.Before(today):
		t.Say(t.S(extendPast, upperFirst(dayWords(day, t.Lang()))))
	case today.DaysUntil(day) > 400:
		t.Say(t.S(fixFar, dayWords(day, t.Lang())))
	default:
		t.Keep("day", day.String())
		t.Go("sure")
	}
}

func showFixSure(t *Turn) {
	c, _ := t.Plan.Conference(t.Kept("conf"))
	day, _ := campaign.ParseDate(t.Kept("day"))
	text := t.S(fixSure, c.Title, dayWords(day, t.Lang()), HTML(t.conferenceWhen(c)))
	if !t.Plan.WorkingDay(day) {
		text += "\n" + t.S(fixDayOff)
	}
	if !c.Month.IsZero() && (day.Year != c.Month.Year || day.Month != time.Month(c.Month.Month)) {
		text += "\n" + t.S(fixOtherMonth, monthYear(c.Month, t.Lang()))
	}
	t.Show(text, Row(t.B("yes", fixLabel)), Row(t.B("leave", leaveLabel)))
}

// pressFixSure amends the plan; the timetable tells everybody three days before
// and on the day, and the desk and leaders hear of it now.
func pressFixSure(t *Turn, action string) {
	c, known := t.Plan.Conference(t.Kept("conf"))
	day, err := campaign.ParseDate(t.Kept("day"))
	if action != "yes" || !known || err != nil {
		pressFixLeave(t, action)
		return
	}
	if !t.allowed(campaign.ActLaunch, "") {
		t.lost()
		return
	}
	t.amend(storage.FixedConference{Conference: c.ID, Day: day}, "")
	t.Note("fix-conference", "", c.ID+" "+day.String(), "")
	for _, p := range t.leadership() {
		if lang := t.LangOf(p); p.ID != t.Actor.ID {
			t.tellLoud(p, fixNews.In(lang, t.Actor.Name, c.Title, dayWords(day, lang)))
		}
	}
	t.End()
	t.Close(t.S(fixDone, c.Title, dayWords(day, t.Lang())))
}

var (
	noConference   = T("Không còn hội nghị nào trong kế hoạch cần chốt ngày.", "No conference of the plan is left to be fixed.")
	fixWhich       = T("<b>Chốt ngày hội nghị</b>\nĐồng chí chọn hội nghị.", "<b>Fix a conference's day</b>\nChoose the conference.")
	fixLeft        = T("Ngày hội nghị không thay đổi.", "No day was changed.")
	fixAsk         = T("<b>%s</b>: %s.\nĐồng chí gõ ngày tổ chức, ví dụ: 15/7/2021.", "<b>%s</b>: %s.\nType the day, for example: 15/7/2021.")
	fixFar         = T("%s còn quá xa. Đề nghị đồng chí kiểm tra năm, ví dụ: 15/7/2021.", "%s is too far away. Please check the year, for example: 15/7/2021.")
	fixSure        = T("<b>%s</b>\nNgày tổ chức: <b>%s</b> (trước đây: %s). Bot báo đến mọi người trước 03 ngày và trong ngày.", "<b>%s</b>\nDay: <b>%s</b> (before: %s). Everybody is told three days before and on the day.")
	fixDayOff      = T("Lưu ý: đó là ngày nghỉ.", "Note: it is a day off.")
	fixOtherMonth  = T("Lưu ý: kế hoạch dự kiến tháng %s.", "Note: the plan expects it in %s.")
	fixLabel       = T("Chốt ngày", "Fix the day")
	fixNews        = T("Đồng chí %s đã chốt ngày %s: %s.", "%s has fixed the day of %s: %s.")
	fixDone        = T("Đã chốt: %s tổ chức %s.", "Fixed: %s takes place on %s.")
	awaitsFixWhich = T("Đồng chí bấm hội nghị cần chốt ngày.", "Press the conference to be fixed.")
	awaitsFixDay   = T("Đề nghị đồng chí gõ ngày tổ chức, ví dụ: 15/7/2021.", "Please type the day, for example: 15/7/2021.")
)
