package handlers

import (
	"strings"
	"time"

	"thidua/campaign"
	"thidua/handlers/document"
	"thidua/storage"
)

// The calendar for a phone's own calendar: one file for each unit, so that its
// extensions stand in it. What moves is replaced when the file is opened again,
// because every entry keeps its UID and the sequence rises with the plan.

// calendarFiles sends the file of each of the actor's units, or the bloc's.
func (t *Turn) calendarFiles() {
	units := t.ownUnits()
	if len(units) == 0 {
		units = []string{""}
	}
	for _, u := range units {
		t.Hand("calendar", map[string]string{"of": u})
	}
}

// makeCalendar writes the file for the unit named by "of"; "" is the bloc's.
func makeCalendar(v *View) (render, bool) {
	unit := v.Args["of"]
	if _, known := v.Plan.Unit(unit); unit != "" && (!known || !v.may(campaign.ActSeeOwn, unit)) {
		return nil, false // no longer of this unit
	}
	id, _ := storage.BotIdentity(v.Tx)
	sequence, changed := storage.PlanChange(v.Tx)
	w := calendarWriter{
		view: v, plan: v.Plan, unit: unit, lang: v.Lang, bot: strings.ToLower(id.Username),
		sequence: sequence, changed: changed,
	}
	f := document.CalendarFile{Product: "-//thidua//" + v.Plan.Symbol + "//" + strings.ToUpper(v.Lang), Zone: v.Plan.Location()}
	f.Name = calendarName.plain(v.Lang, v.Plan.Year)
	if unit != "" {
		f.Name = calendarNameOf.plain(v.Lang, v.Plan.Year, unitName(v.Plan, unit))
	}
	present := map[string]bool{}
	for _, d := range v.Plan.Calendar(unit) {
		present[d.Key] = true
		f.Events = append(f.Events, w.event(d))
	}
	f.Events = append(f.Events, w.gone(present)...)
	name := "lich-thi-dua-" + v.Plan.Campaign
	if unit != "" {
		name += "-" + unit
	}
	caption := icsCaption.In(v.Lang, f.Name)
	return func(opener) (Paper, error) {
		content, err := document.Calendar(f)
		return Paper{Name: name + ".ics", Type: "text/calendar", Content: content, Caption: caption}, err
	}, true
}

// calendarWriter turns entries of the plan into events with words.
type calendarWriter struct {
	view     *View
	plan     *campaign.Plan // whose names are used
	unit     string
	lang     string
	bot      string
	sequence int
	changed  time.Time
}

// gone are entries a former revision had and the plan in force has not: the
// phone strikes them out.
func (w calendarWriter) gone(present map[string]bool) []document.CalendarEvent {
	var out []document.CalendarEvent
	for _, former := range storage.FormerPlans(w.view.Tx) {
		then := w
		then.plan = &former
		for _, d := range former.Calendar(w.unit) {
			if present[d.Key] {
				continue
			}
			present[d.Key] = true
			e := then.event(d)
			e.Cancelled = true
			out = append(out, e)
		}
	}
	return out
}

func (w calendarWriter) event(d campaign.Dated) document.CalendarEvent {
	e := document.CalendarEvent{
		UID: d.Key + "." + w.view.Plan.Campaign + "@" + w.bot, Sequence: w.sequence, Changed: w.changed,
		Summary: upperFirst(datedWords(w.plan, d, w.lang)), From: d.Day,
	}
	switch d.Kind {
	case campaign.DatedDeadline:
		w.deadline(&e, d)
	case campaign.DatedConference:
		e.Alarms = w.alarms(d.Day, 1, e.Summary)
	}
	return e
}

// deadline lasts from the morning of the last day to the first late instant,
// so that the phone shows how long is left.
func (w calendarWriter) deadline(e *document.CalendarEvent, d campaign.Dated) {
	r, _ := w.plan.Requirement(d.Subject)
	e.From = campaign.Date{}
	e.Start = d.Day.In(w.plan.Location()).Add(time.Duration(w.plan.Rules.At) * time.Minute)
	e.End = d.Day.AddDays(1).In(w.plan.Location())
	e.Description = icsUntil.plain(w.lang, r.Title, dayWords(d.Day, w.lang))
	if !r.Window.IsZero() {
		e.Description += "\n" + windowLine.plain(w.lang, shortDay(r.Window.From, w.lang), shortDay(r.Window.To, w.lang))
	}
	e.Description += "\n" + icsHow.plain(w.lang, w.bot, r.ID)
	e.Alarms = w.alarms(d.Day, 3, e.Summary)
}

// alarms ring at the hour of the bloc's daily round: some days before, and on
// the day.
func (w calendarWriter) alarms(day campaign.Date, before int, what string) []document.CalendarAlarm {
	hour := time.Duration(w.plan.Rules.At) * time.Minute
	zone := w.plan.Location()
	return []document.CalendarAlarm{
		{At: day.AddDays(-before).In(zone).Add(hour), Text: icsSoon.plain(w.lang, what, daysLeft(before, w.lang))},
		{At: day.In(zone).Add(hour), Text: icsToday.plain(w.lang, what)},
	}
}

// datedWords is an entry of the calendar in one line.
func datedWords(p *campaign.Plan, d campaign.Dated, lang string) string {
	switch d.Kind {
	case campaign.DatedDeadline:
		r, _ := p.Requirement(d.Subject)
		return datedDeadline.plain(lang, r.Short)
	case campaign.DatedOpens:
		r, _ := p.Requirement(d.Subject)
		return nameHandIn.plain(lang, r.Short)
	case campaign.DatedPhaseOpens, campaign.DatedPhaseCloses:
		f, _ := p.Phase(d.Subject)
		if d.Kind == campaign.DatedPhaseOpens {
			return nameOpens.plain(lang, f.Name)
		}
		return nameCloses.plain(lang, f.Name)
	case campaign.DatedBegins, campaign.DatedEnds:
		m, _ := p.Movement(d.Subject)
		if d.Kind == campaign.DatedBegins {
			return nameOpens.plain(lang, m.Name)
		}
		return nameCloses.plain(lang, m.Name)
	case campaign.DatedConference:
		c, _ := p.Conference(d.Subject)
		return c.Title
	case campaign.DatedOccasion, campaign.DatedTraditional:
		return upperFirst(anniversary(p, d, lang))
	}
	return d.Subject
}

var (
	icsLabel       = T("Lưu vào lịch điện thoại", "Save to the phone")
	icsCaption     = T("%s. Mở tệp để thêm vào lịch của điện thoại; khi kế hoạch thay đổi, đồng chí lấy lại tệp này để cập nhật.", "%s. Open the file to add it to your phone's calendar; fetch it again when the plan changes.")
	calendarName   = T("Lịch thi đua năm %d", "Calendar of %d")
	calendarNameOf = T("Lịch thi đua năm %d: %s", "Calendar of %d: %s")
	datedDeadline  = T("Hạn cuối: %s", "Last day: %s")
	icsUntil       = T("%s: ngày cuối là %s, đến 24h00.", "%s: the last day is %s, until 24:00.")
	icsHow         = T("Nộp qua bot: https://t.me/%s, lệnh /nop %s", "Hand it in to the bot: https://t.me/%s, command /submit %s")
	icsSoon        = T("%s, %s", "%s, %s")
	icsToday       = T("%s, hôm nay", "%s, today")
)
