package handlers

import (
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// snoozeTalk is /nhaclai: whoever was reminded has it put off to a day of one's
// own. No last day goes by in silence, and what others hear (the deputy, the
// unit's head, the desk) stays as it is.
func snoozeTalk() Conversation {
	return Conversation{
		Name: "snooze", Commands: []string{"nhaclai", "snooze"}, Aside: true,
		Help:  T("Lùi việc nhắc đến một ngày khác", "Put reminders off to another day"),
		Who:   []campaign.RoleKind{campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
		Start: startSnooze,
	}
}

// startSnooze takes "/nhaclai" for what may be chosen, "/nhaclai 12/6" for a day
// and "/nhaclai ngay" for being reminded as usual again.
func startSnooze(t *Turn, args []string) {
	if t.Plan == nil {
		t.Say(t.S(noPlan))
		return
	}
	key, today := storage.K(t.Plan.Campaign, t.Actor.ID), t.Plan.Day(t.Event.At)
	now, snoozed := storage.Snoozes.Get(t.Tx, key)
	text := strings.Join(args, " ")
	if word := fold(text); snoozed && (word == "ngay" || word == "off") {
		storage.Snoozes.Delete(t.Tx, key)
		t.Say(t.S(snoozeEnded))
		return
	}
	v := viewFor(t.Tx, t.Actor.ID, nil, t.Event.At)
	o := v.owing(t.ladderSoFar(today))
	latest, may := o.mayWait(today)
	switch {
	case o.nothing():
		t.Say(t.S(snoozeNothing))
	case !may:
		t.Say(t.S(snoozeLastDay))
	case text == "":
		t.offerSnooze(now, today, latest)
	default:
		day, ok := readDay(text, today)
		if !ok || !day.After(today) || day.After(latest) {
			t.Say(t.S(snoozeRange, dayWords(today.AddDays(1), t.Lang()), dayWords(latest, t.Lang()), shortDay(latest, t.Lang())))
			return
		}
		storage.Snoozes.Put(t.Tx, key, storage.Snooze{Until: day})
		t.roundOn(day)
		t.Say(t.S(snoozeDone, dayWords(day, t.Lang())), Row(t.B("/nhaclai ngay", snoozeOff)))
	}
}

// offerSnooze shows what may be chosen, each day a button.
func (t *Turn) offerSnooze(now storage.Snooze, today, latest campaign.Date) {
	text := t.S(snoozeHow, dayWords(latest, t.Lang()), shortDay(latest, t.Lang()))
	var rows [][]storage.Button
	for _, d := range []campaign.Date{today.AddDays(1), today.AddDays(3), latest} {
		if d.After(latest) || d == latest && len(rows) > 0 && rows[len(rows)-1][0].Action == "/nhaclai "+d.String() {
			continue
		}
		rows = append(rows, Row(storage.Button{Label: upperFirst(dayWords(d, t.Lang())), Action: "/nhaclai " + d.String()}))
	}
	if now.Until.After(today) {
		text = t.S(snoozeNow, dayWords(now.Until, t.Lang())) + "\n\n" + text
		rows = append(rows, Row(t.B("/nhaclai ngay", snoozeOff)))
	}
	t.Say(text, rows...)
}

// ladderSoFar are the days on which anything that may be put off now has been
// reminded of, also where its ladder has ended since.
func (t *Turn) ladderSoFar(today campaign.Date) []campaign.Date {
	return ladderDays(daySpan(today.AddDays(-t.Plan.LadderLength()-campaign.MostSnooze), today))
}

// ladderPutOff are those days as they were when a reminder was put off to today.
func (t *Turn) ladderPutOff(today campaign.Date) []campaign.Date {
	return ladderDays(daySpan(today.AddDays(-t.Plan.LadderLength()-2*campaign.MostSnooze), today))
}

// mayWait is the furthest day to which what is owed may be put off; false on a
// last day, and while nothing is owed.
func (o owing) mayWait(today campaign.Date) (campaign.Date, bool) {
	if o.nothing() {
		return campaign.Date{}, false
	}
	var lasts []campaign.Date
	for _, list := range [][]campaign.Duty{o.due, o.up, o.late} {
		for _, d := range list {
			lasts = append(lasts, d.LastDay)
		}
	}
	for _, d := range o.back {
		lasts = append(lasts, d.Return.Due)
	}
	for _, d := range o.cross {
		lasts = append(lasts, d.LastDay)
	}
	return campaign.SnoozeLatest(today, lasts)
}

// snoozedTo applies somebody's wish to a reminder of today: put off, or, on the
// day it was put off to and on every last day, about everything that has been
// reminded of so far.
func (t *Turn) snoozedTo(p storage.Person, today campaign.Date, days []campaign.Date, owesToday bool) (about []campaign.Date, put bool) {
	key := storage.K(t.Plan.Campaign, p.ID)
	s, ok := storage.Snoozes.Get(t.Tx, key)
	switch {
	case !ok:
		return days, false
	case today.Before(s.Until) && !owesToday:
		return nil, true
	}
	storage.Snoozes.Delete(t.Tx, key)
	return t.ladderPutOff(today), false
}

// snoozesEnd reminds everybody whose day has come.
func (t *Turn) snoozesEnd(today campaign.Date) {
	var ended []int64
	for k, s := range storage.Snoozes.Prefix(t.Tx, storage.K(t.Plan.Campaign)) {
		if !today.Before(s.Until) {
			ended = append(ended, storage.LastID(k))
		}
	}
	for _, id := range ended {
		p, ok := storage.GetPerson(t.Tx, id)
		if !ok || p.Unreached != "" || len(present([]storage.Person{p}, today)) == 0 {
			storage.Snoozes.Delete(t.Tx, storage.K(t.Plan.Campaign, id)) // the deputy is reminded as ever
			continue
		}
		v := viewFor(t.Tx, id, nil, t.Event.At)
		o := v.owing(t.ladderPutOff(today))
		r := t.remind(p, today, []campaign.Date{today}, o.today(today))
		if r.Screen == 0 {
			continue
		}
		for _, d := range o.due {
			t.keepReminder(d.Unit, []campaign.Duty{d}, id, r)
		}
	}
}

// today reports whether something has its last day today.
func (o owing) today(today campaign.Date) bool {
	for _, d := range append(o.due, o.up...) {
		if d.OwesToday() {
			return true
		}
	}
	for _, d := range o.back {
		if d.Return.Due == today {
			return true
		}
	}
	return false
}

var (
	snoozeLabel   = T("Nhắc lại sau", "Remind me later")
	snoozeOff     = T("Nhắc như thường lệ", "Remind me as usual")
	snoozeHow     = T("Nhắc lại vào ngày nào? Đồng chí bấm chọn, hoặc gõ /nhaclai rồi đến ngày, muộn nhất %s, ví dụ: /nhaclai %s. Ngày cuối của mỗi nội dung vẫn được nhắc.", "Remind you on which day? Press one, or type /snooze and the day, %s at the latest, for example: /snooze %s. You are reminded on every last day all the same.")
	snoozeNow     = T("Đang lùi việc nhắc đến %s.", "Reminders are put off to %s.")
	snoozeDone    = T("Bot sẽ nhắc lại đồng chí vào %s.", "You will be reminded on %s.")
	snoozeEnded   = T("Bot nhắc đồng chí như thường lệ.", "You are reminded as usual.")
	snoozeNothing = T("Hiện không có nội dung nào đang được nhắc đồng chí.", "There is nothing you are being reminded of.")
	snoozeLastDay = T("Hôm nay là ngày cuối của một nội dung phải nộp nên không lùi việc nhắc được.", "Today is the last day of something you owe, so reminders cannot be put off.")
	snoozeRange   = T("Ngày nhắc lại phải từ %s đến %s, ví dụ: /nhaclai %s.", "The day must be from %s to %s, for example: /snooze %s.")
)
