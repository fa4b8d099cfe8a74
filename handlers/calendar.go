package handlers

import (
	"thidua/campaign"
	"thidua/storage"
)

// calendarTalk is /lich: what is due, in words; the three calendars of a
// report (phase, figures, hand-in) never mixed.
func calendarTalk() Conversation {
	return Conversation{
		Name: "calendar", Commands: []string{"lich", "dot", "calendar"}, Aside: true, Who: everybody,
		Help:  T("Lịch: đợt thi đua, hạn nộp, ngày kỷ niệm, hội nghị", "Calendar: phases, deadlines, anniversaries, conferences"),
		Start: startCalendar,
	}
}

// startCalendar takes "/lich ics [unit]" for the file and "/lich thang 2021-06"
// for the picture of a month.
func startCalendar(t *Turn, args []string) {
	switch {
	case len(args) > 0 && args[0] == "ics":
		t.calendarFiles()
	case len(args) > 0 && (args[0] == "thang" || args[0] == "month"):
		t.monthPicture(args[1:])
	default:
		t.Say(t.calendar(), t.calendarRows()...)
	}
}

func (t *Turn) calendarRows() [][]storage.Button {
	return [][]storage.Button{Row(t.B("/lich thang", monthLabel), t.B("/lich ics", icsLabel))}
}

func (t *Turn) calendar() string {
	today := campaign.DateOf(t.Event.At)
	return lines(
		t.S(calendarHead, t.Plan.Year, dayWords(today, t.Lang())),
		"\n"+t.phaseLines(today)+t.movementLines(today),
		t.dutyLines(today),
		t.comingLines(today),
		t.conferenceLines(today),
	)
}

func (t *Turn) phaseLines(today campaign.Date) string {
	text := t.S(phasesHead)
	for _, f := range t.Plan.Phases {
		state := t.S(phasePast)
		switch {
		case today.Before(f.Span.From):
			state = t.S(phaseIn, daysLeft(today.DaysUntil(f.Span.From), t.Lang()))
		case !today.After(f.Span.To):
			state = t.S(phaseNow, daysLeft(today.DaysUntil(f.Span.To), t.Lang()))
		}
		text += "\n– " + t.S(phaseLine, f.Name, shortDay(f.Span.From, t.Lang()), shortDay(f.Span.To, t.Lang()), HTML(state))
	}
	return text
}

// dutyLines: a contact sees the own unit's duties, others the plan's.
func (t *Turn) dutyLines(today campaign.Date) string {
	text := "\n" + t.S(dutiesHead)
	for _, d := range campaign.Duties(t.Plan, t.calendarUnit(), factsOf(t.Tx, t.Plan, t.calendarUnit(), t.Event.At)) {
		text += "\n– " + t.S(dutyTitle, d.Requirement.Title) + " " + t.dutyWhen(d, today)
		if w := d.Requirement.Window; !w.IsZero() {
			text += " " + t.S(windowLine, shortDay(w.From, t.Lang()), shortDay(w.To, t.Lang()))
		}
	}
	if campaign.May(t.Actor.Roles, campaign.ActReportUp, "", t.year()) {
		for _, d := range t.headDuties() {
			text += "\n– " + t.S(dutyTitle, d.Requirement.Title) + " " + t.headWords(d) + "."
		}
	}
	return text
}

// calendarUnit is the unit whose duties are shown: the own one, or the head's
// for whoever has none, whose hand-ins are then not told.
func (t *Turn) calendarUnit() string {
	if u := unitOf(t.Actor); u != "" {
		return u
	}
	return t.Plan.Head
}

func (t *Turn) dutyWhen(d campaign.Duty, today campaign.Date) string {
	switch {
	case d.LastDay.IsZero() && d.Requirement.Due.Given():
		return planDueWords(t.Plan, d.Requirement, t.Lang()) + "."
	case d.LastDay.IsZero():
		return t.S(noDate)
	case unitOf(t.Actor) != "" && d.State == campaign.DutyHandedIn:
		return t.S(alreadyIn)
	case d.DaysLeft < 0:
		return t.S(dutyOver, dayWords(d.LastDay, t.Lang())+extendedMark(d, t.Lang()))
	case d.DaysLeft == 0:
		return t.S(dutyToday, HTML(dueWords(t.Plan, d, t.Lang())))
	case !d.Open:
		return t.S(dutyLater, HTML(dueWords(t.Plan, d, t.Lang())), daysLeft(d.DaysLeft, t.Lang()), shortDay(d.Opens, t.Lang()))
	}
	return t.S(dutyLeft, HTML(dueWords(t.Plan, d, t.Lang())), daysLeft(d.DaysLeft, t.Lang()))
}

// comingLines are the anniversaries and traditional days of the next 60 days.
func (t *Turn) comingLines(today campaign.Date) string {
	text := ""
	for _, d := range t.Plan.Calendar("") {
		left := today.DaysUntil(d.Day)
		if left >= 0 && left <= 60 && (d.Kind == campaign.DatedOccasion || d.Kind == campaign.DatedTraditional) {
			text += "\n– " + t.S(plainLine, upperFirst(anniversary(t.Plan, d, t.Lang())))
		}
	}
	if text == "" {
		return ""
	}
	return "\n" + t.S(comingHead) + text
}

// anniversary is an occasion or a traditional day with its ordinal.
func anniversary(p *campaign.Plan, d campaign.Dated, lang string) string {
	o := d.Occasion
	if d.Kind == campaign.DatedTraditional {
		o.Name = traditionalOf.plain(lang, unitName(p, d.Subject))
	}
	return occasionOn(o, d.Day, lang)
}

func (t *Turn) conferenceLines(campaign.Date) string {
	if len(t.Plan.Conferences) == 0 {
		return ""
	}
	text := "\n" + t.S(conferencesHead)
	for _, c := range t.Plan.Conferences {
		when := t.S(expectedIn, monthYear(c.Month, t.Lang()))
		if !c.Fixed.IsZero() {
			when = dayWords(c.Fixed, t.Lang())
		}
		text += "\n– " + t.S(conferenceLine, c.Title, HTML(when))
	}
	if t.allowed(campaign.ActLaunch, "") {
		text += "\n" + t.S(conferenceHow)
	}
	return text
}

var (
	calendarHead    = T("<b>Lịch thi đua năm %d</b>\nHôm nay: %s.", "<b>Calendar of %d</b>\nToday: %s.")
	phasesHead      = T("<b>Đợt thi đua</b>", "<b>Phases</b>")
	phaseLine       = T("%s: %s – %s, %s", "%s: %s – %s, %s")
	phasePast       = T("đã kết thúc", "over")
	phaseNow        = T("đang diễn ra, %s", "running, %s")
	phaseIn         = T("chưa bắt đầu, %s", "not begun, %s")
	dutiesHead      = T("<b>Hạn nộp</b>", "<b>Deadlines</b>")
	dutyTitle       = T("%s:", "%s:")
	noDate          = T("không quy định hạn.", "no date set.")
	alreadyIn       = T("đã nộp.", "handed in.")
	dutyOver        = T("đã hết hạn (ngày cuối là %s).", "deadline passed (the last day was %s).")
	dutyToday       = T("hôm nay là ngày cuối, %s, đến 24h00.", "today is the last day, %s, until 24:00.")
	dutyLater       = T("%s, %s; nộp từ %s.", "%s, %s; open from %s.")
	dutyLeft        = T("%s, %s.", "%s, %s.")
	comingHead      = T("<b>Ngày kỷ niệm trong 60 ngày tới</b>", "<b>Anniversaries in the next 60 days</b>")
	traditionalOf   = T("Ngày truyền thống của %s", "the traditional day of %s")
	conferencesHead = T("<b>Hội nghị</b>", "<b>Conferences</b>")
	conferenceLine  = T("%s: %s", "%s: %s")
	conferenceHow   = T("Chốt ngày hội nghị: /chotngay", "Fix a conference's day: /fixday")
	expectedIn      = T("dự kiến tháng %s", "expected in %s")
)
