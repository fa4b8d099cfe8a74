package handlers

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// keepReminder remembers the message that reminds a person of duties of a unit,
// in the place of the one before.
func (t *Turn) keepReminder(unit string, due []campaign.Duty, person int64, r storage.Reminder) {
	for _, d := range due {
		storage.Reminders.Put(t.Tx, storage.K(t.Plan.Campaign, unit, d.Requirement.ID, person), r)
	}
}

// settleReminders has the last reminder of every duty tell the truth, wherever
// one of the unit's people got it: that the duty is done, or, where a sheet was
// taken back, that it is owed again. Whoever never got it gets nothing: the edit
// is a passing row.
func (t *Turn) settleReminders(unit string) {
	for _, d := range t.duties(unit) {
		var now time.Time
		if d.State == campaign.DutyHandedIn {
			now = t.Event.At
		}
		stale := map[int64]storage.Reminder{}
		for k, r := range storage.Reminders.Prefix(t.Tx, storage.K(t.Plan.Campaign, unit, d.Requirement.ID)) {
			if r.Done.IsZero() != now.IsZero() {
				stale[storage.LastID(k)] = r
			}
		}
		for _, p := range t.colleagues(unit) {
			if r, ok := stale[p.ID]; ok {
				r.Done = now
				t.keepReminder(unit, []campaign.Duty{d}, p.ID, r)
				t.reviseReminder(p.ID, r)
			}
		}
	}
}

func (t *Turn) reviseReminder(person int64, r storage.Reminder) {
	t.Send(Outgoing{
		Kind: OutEdit, Class: ClassPassing, Chat: person, Screen: r.Screen, Rev: 2,
		Lazy: &Lazy{Name: "reminder-done", Person: person, Args: map[string]string{
			"screen": strconv.FormatUint(r.Screen, 10), "days": r.Days,
		}},
	})
}

// composeReminderDone is a reminder after the receipt: what is done, and what
// the same message reminds of that is still owed, or owed again.
func composeReminderDone(v *View) (Composed, bool) {
	var done []string
	units := append(v.contactUnits(), v.headsUnits()...)
	several := len(units) > 1
	for _, unit := range units {
		for _, d := range v.dutiesOf(unit) {
			r, _ := storage.Reminders.Get(v.Tx, storage.K(v.Plan.Campaign, unit, d.Requirement.ID, v.Person.ID))
			if strconv.FormatUint(r.Screen, 10) != v.Args["screen"] || d.State != campaign.DutyHandedIn || d.Completed.IsZero() {
				continue
			}
			line := v.S(reminderDone, d.Requirement.Title, stamp(d.Completed.In(v.Plan.Location()), v.Lang))
			if several {
				line = v.S(unitHead, unitName(v.Plan, unit)) + "\n" + line
			}
			done = append(done, line)
		}
	}
	if done == nil {
		return composeReminder(v)
	}
	text := strings.Join(done, "\n\n")
	rest, owes := composeReminder(v)
	if owes {
		return Composed{Text: text + "\n\n" + rest.Text, Buttons: rest.Buttons}, true
	}
	return Composed{Text: text + "\n\n" + v.S(regards)}, true
}

// ladderDays reads back the days of a reminder.
func ladderDays(list string) []campaign.Date {
	var days []campaign.Date
	for s := range strings.FieldsSeq(list) {
		first, last, span := strings.Cut(s, "..")
		from, err := campaign.ParseDate(first)
		if err != nil {
			continue
		}
		to := from
		if span {
			to, _ = campaign.ParseDate(last)
		}
		for d := from; !d.After(to); d = d.AddDays(1) {
			days = append(days, d)
		}
	}
	return days
}

// daySpan is every day from one to another, as ladderDays reads it.
func daySpan(from, to campaign.Date) string { return from.String() + ".." + to.String() }

// dayList is what ladderDays reads; days that follow each other are one span.
func dayList(days []campaign.Date) string {
	days = slices.Compact(slices.SortedFunc(slices.Values(days), campaign.Date.Compare))
	var list []string
	for i := 0; i < len(days); {
		j := i
		for j+1 < len(days) && days[j+1] == days[j].AddDays(1) {
			j++
		}
		if j-i > 1 {
			list = append(list, daySpan(days[i], days[j]))
		} else {
			for ; i <= j; i++ {
				list = append(list, days[i].String())
			}
		}
		i = j + 1
	}
	return strings.Join(list, " ")
}

var reminderDone = T("<b>%s</b>: đã nộp lúc %s.", "<b>%s</b>: handed in on %s.")
