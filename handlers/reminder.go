package handlers

import (
	"slices"
	"strconv"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// round reminds everyone who owes something whose ladder has a step on one of
// the days: one message a person with all its duties. days is more than one
// only after an outage.
func (t *Turn) round(days []campaign.Date) {
	today := campaign.DateOf(t.Event.At)
	sent := map[int64]storage.Reminder{}
	for _, u := range t.Plan.Competing() {
		duties := t.duties(u.ID)
		due := dueOn(t.Plan, duties, days)
		back := returnsOn(duties, days)
		cross := crossOn(t.Tx, t.Plan, u.ID, days)
		asked := questionsOn(t.Tx, t.Plan, u.ID, days)
		if len(due)+len(back)+len(cross)+len(asked) == 0 {
			continue
		}
		owesToday := slices.ContainsFunc(back, func(d campaign.Duty) bool { return d.Return.Due == today })
		for _, d := range due {
			owesToday = owesToday || d.OwesToday()
		}
		for _, p := range t.reminded(u.ID, today, days, due, len(back)+len(cross)+len(asked) > 0) {
			if r := t.remind(p, today, days, owesToday); r.Screen != 0 {
				sent[p.ID] = r
			}
			if r, ok := sent[p.ID]; ok { // of another unit: the same message
				t.keepReminder(u.ID, due, p.ID, r)
			}
		}
	}
	if due := dueOn(t.Plan, t.headDuties(), days); len(due) > 0 {
		for _, p := range t.leadership() {
			t.remind(p, today, days, slices.ContainsFunc(due, campaign.Duty.OwesToday))
		}
	}
	t.snoozesEnd(today)
}

// reminded are a unit's people who hear of what is due on the days: of a return,
// another unit's sheet or a question every contact who is there, of the ladder's steps
// whoever its escalation has reached.
func (t *Turn) reminded(unit string, today campaign.Date, days []campaign.Date, due []campaign.Duty, everyContact bool) []storage.Person {
	contacts := once(storage.PeopleWith(t.Tx, campaign.Contact, unit, t.Plan.Year))
	gone := awayOf(contacts, unit, t.Plan.Year, today)
	var out []storage.Person
	for _, p := range present(contacts, today) {
		r, _ := roleIn(p, campaign.Contact, unit, t.Plan.Year)
		if everyContact || len(hearsOn(t.Plan, due, days, r, gone)) > 0 {
			out = append(out, p)
		}
	}
	if len(hearsOn(t.Plan, due, days, campaign.Role{Kind: campaign.UnitHead}, gone)) > 0 {
		out = append(out, present(once(storage.PeopleWith(t.Tx, campaign.UnitHead, unit, t.Plan.Year)), today)...)
	}
	return once(out)
}

// remind writes one person's reminder of the day, unless that person was
// reminded today already, by a round or by a nudge: the Reminder is zero then.
func (t *Turn) remind(p storage.Person, today campaign.Date, days []campaign.Date, owesToday bool) storage.Reminder {
	if remindedOn(t.Tx, t.Plan, p.ID, today) {
		return storage.Reminder{}
	}
	days, put := t.snoozedTo(p, today, days, owesToday)
	if put {
		return storage.Reminder{}
	}
	markReminded(t.Tx, t.Plan, p.ID, today, t.Event.At)
	r := storage.Reminder{Screen: storage.Screens.Next(t.Tx), At: t.Event.At, Days: dayList(days)}
	o := Outgoing{
		Kind: OutSay, Class: ClassFanout, Chat: p.ID, Screen: r.Screen, Rev: 1, Expires: evening(t.Plan, t.Event.At, owesToday),
		Lazy: &Lazy{Name: "reminder", Person: p.ID, Args: map[string]string{"days": r.Days}},
	}
	if until := t.Plan.NextLoudFor(p.Quiet, t.Event.At); until.After(t.Event.At) && until.Before(o.Expires) {
		t.hold("early", until, []Outgoing{o})
	} else {
		t.Send(o)
	}
	return r
}

// evening is when the quiet hours of the day begin: a reminder not sent by
// then would ring in the night.
func evening(p *campaign.Plan, at time.Time, owesToday bool) time.Time {
	from := p.Rules.QuietFrom
	if owesToday {
		from = max(from, p.Rules.LastDayQuiet)
	}
	if from <= p.Rules.QuietTo { // no quiet evening
		return campaign.DateOf(at).AddDays(1).In(p.Location())
	}
	return campaign.DateOf(at).In(p.Location()).Add(time.Duration(from) * time.Minute)
}

// remindedOn and markReminded keep the rule of at most one reminder a person
// and day, nudges included.
func remindedOn(tx *storage.Tx, p *campaign.Plan, person int64, day campaign.Date) bool {
	return storage.Tolds.Has(tx, storage.K(p.Campaign, "reminded", day.String(), person))
}

func markReminded(tx *storage.Tx, p *campaign.Plan, person int64, day campaign.Date, at time.Time) {
	storage.Tolds.Put(tx, storage.K(p.Campaign, "reminded", day.String(), person), storage.Told{At: at})
}

// dueOn keeps the duties whose ladder has a step on one of the days.
func dueOn(p *campaign.Plan, duties []campaign.Duty, days []campaign.Date) []campaign.Duty {
	var out []campaign.Duty
	for _, d := range duties {
		for _, day := range days {
			if _, ok := p.StepOf(d, day); ok {
				out = append(out, d)
				break
			}
		}
	}
	return out
}

// duties are those of the units the receiver is a contact of.
func (v *View) duties() []campaign.Duty {
	var out []campaign.Duty
	for _, unit := range v.contactUnits() {
		out = append(out, campaign.Duties(v.Plan, unit, factsOf(v.Tx, v.Plan, unit, v.Now))...)
	}
	return out
}

// contactUnits are the units the receiver is a contact of this year, each once.
func (v *View) contactUnits() []string {
	var out []string
	for _, r := range v.Person.Roles {
		if r.Kind == campaign.Contact && r.Year == v.Plan.Year && !slices.Contains(out, r.Unit) {
			out = append(out, r.Unit)
		}
	}
	return out
}

// composeReminder asks again, at the moment of sending, what is still owed:
// whoever has handed in meanwhile gets nothing.
func composeReminder(v *View) (Composed, bool) {
	o := v.owing(ladderDays(v.Args["days"]))
	if o.nothing() {
		return Composed{}, false
	}
	due := o.due
	several := len(v.contactUnits()) > 1
	var c Composed
	for _, d := range o.back {
		if several {
			c.Text += v.S(unitHead, unitName(v.Plan, d.Unit)) + "\n"
		}
		c.Text += returnLine(v, d) + "\n\n"
		c.Buttons = append(c.Buttons, itemButtons(*d.Return, v.Lang)...)
	}
	for i, d := range due {
		if several && (i == 0 || due[i-1].Unit != d.Unit) {
			c.Text += v.S(unitHead, unitName(v.Plan, d.Unit)) + "\n"
		}
		c.Text += reminderLine(v, d) + "\n\n"
		c.Buttons = append(c.Buttons, dutyButtons(v.Plan, d, v.Lang, several)...)
	}
	for _, d := range o.cross {
		c.Text += crossLine(v, d) + "\n\n"
		c.Buttons = append(c.Buttons, crossRows(v, d)...)
	}
	for _, q := range o.asked {
		c.Text += questionLine(v, q) + "\n\n"
		c.Buttons = append(c.Buttons, Row(storage.Button{Label: answerOne.plain(v.Lang, q.ID), Action: "/traloi " + strconv.FormatUint(q.ID, 10)}))
	}
	for _, d := range o.late {
		c.Text += escalatedLine(v, d) + "\n\n"
	}
	if len(o.late) > 0 {
		c.Buttons = append(c.Buttons, Row(storage.Button{Label: statusLabel.plain(v.Lang), Action: "/trangthai"}))
	}
	for _, d := range o.up {
		c.Text += reminderLine(v, d) + "\n\n"
		c.Buttons = append(c.Buttons, Row(storage.Button{
			Label: reportUpLabel.plain(v.Lang, d.Requirement.Short), Action: "/dabaocao " + d.Requirement.ID,
		}))
	}
	today := v.Plan.Day(v.Now)
	if latest, ok := o.mayWait(today); ok && today.AddDays(1).Before(latest) {
		c.Buttons = append(c.Buttons, Row(storage.Button{Label: snoozeLabel.plain(v.Lang), Action: "/nhaclai"}))
	}
	c.Text += v.S(regards)
	return c, true
}

// reminderLine is one duty: what, by when, how long still or how late already.
func reminderLine(v *View, d campaign.Duty) string {
	r := d.Requirement
	what := v.S(remindLast, dayWords(d.LastDay, v.Lang), r.Title)
	switch {
	case d.LateDays > 0:
		what = v.S(remindLate, r.Title, dayWords(d.LastDay, v.Lang)+extendedMark(d, v.Lang), lateWords(d.LateDays, v.Lang))
	case d.DaysLeft > 0:
		what = v.S(remindLeft, r.Title, dueWords(v.Plan, d, v.Lang), upperFirst(daysLeft(d.DaysLeft, v.Lang)))
	}
	if !r.Window.IsZero() && d.LateDays == 0 {
		what += " " + v.S(windowLine, shortDay(r.Window.From, v.Lang), shortDay(r.Window.To, v.Lang))
	}
	if d.State == campaign.DutyPartial {
		what += " " + v.S(partsMissing, HTML(partWords(d.MissingParts, v.Lang)))
	}
	return what
}

// dutyButtons are the ways to do a duty, one command each. They name the unit
// where the person acts for several, one button a row then: names are long.
func dutyButtons(p *campaign.Plan, d campaign.Duty, lang string, named bool) [][]storage.Button {
	var row []storage.Button
	unit := unitName(p, d.Unit)
	for _, part := range d.MissingParts {
		b := storage.Button{Label: handInLabel.plain(lang, d.Requirement.Short), Action: "/nop " + d.Requirement.ID}
		if part == campaign.PartSheet {
			b = storage.Button{Label: scoreLabel.plain(lang), Action: "/cham"}
		}
		if named {
			b = storage.Button{Label: buttonOfUnit.plain(lang, HTML(b.Label), unit), Action: b.Action + " " + d.Unit}
		}
		row = append(row, b)
	}
	if d.Return != nil {
		b := storage.Button{Label: completeLabel.plain(lang, d.Requirement.Short), Action: "/nop " + d.Requirement.ID + " " + d.Unit}
		if named {
			b.Label = buttonOfUnit.plain(lang, HTML(b.Label), unit)
		}
		row = append(row, b)
	}
	switch {
	case row == nil:
		return nil
	case named:
		return slices.Collect(slices.Chunk(row, 1))
	}
	return [][]storage.Button{row}
}

var (
	remindLeft = T("Đề nghị đồng chí gửi <b>%s</b> %s. <b>%s</b>.", "Please hand in <b>%s</b> %s. <b>%s</b>.")
	remindLast = T("Hôm nay, %s, là ngày cuối để gửi <b>%s</b> đúng hạn (đến 24h00).", "Today, %s, is the last day to hand in <b>%s</b> on time (until midnight).")
	remindLate = T("<b>%s</b> chưa được gửi (ngày cuối là %s), hiện %s. Đề nghị đồng chí gửi sớm.",
		"<b>%s</b> has not arrived (the last day was %s) and is %s now. Please hand it in soon.")
	partsMissing  = T("Còn thiếu: %s.", "Still missing: %s.")
	regards       = T("Trân trọng.", "Thank you.")
	completeLabel = T("Bổ sung %s", "Complete: %s")
	handInLabel   = T("Nộp %s", "Hand in: %s")
	scoreLabel    = T("Chấm điểm", "Score sheet")
	buttonOfUnit  = T("%s – %s", "%s – %s")
)
