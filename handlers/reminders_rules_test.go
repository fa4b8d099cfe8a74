package handlers_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"thidua/campaign"
)

// The rules the random summers are held against.

// lastDay is a unit's last on-time day as it was known at an instant: everybody's,
// or what is left of its own extension, which everybody's carries along.
func (s *summer) lastDay(unit string, at time.Time) campaign.Date {
	var common, own campaign.Date
	days := 0
	for _, m := range s.moved {
		switch {
		case m.at.After(at):
		case m.unit == "":
			common = m.last
		case m.unit == unit && m.back:
			own, days = m.last, min(days, m.days)
		case m.unit == unit && m.last.After(own):
			own, days = m.last, max(days, m.days)
		}
	}
	for _, d := range []campaign.Date{own, common.AddDays(days)} {
		if d.After(common) {
			common = d
		}
	}
	return common
}

func (s *summer) unitOf(chat int64) string {
	for unit, contacts := range summerUnits {
		if slices.Contains(contacts, chat) {
			return unit
		}
	}
	return ""
}

// quietHours: nothing of the timetable rings in the night, but for who owes
// something on its last day until that day's own hour; nor in the morning before
// somebody's own hours end.
func (s *summer) quietHours() {
	for _, m := range s.sent {
		day := campaign.DateOf(m.at)
		if until := s.plan.NextLoudFor(s.quiet[m.chat], m.at); until.After(m.at) && campaign.DateOf(until) == day && !s.plan.Quiet(m.at, false) {
			s.r.Fatalf("%s to %d inside quiet hours of their own that end that day, at %v", m.lazy, m.chat, m.at)
		}
		if !s.plan.Quiet(m.at, false) {
			continue
		}
		unit := s.unitOf(m.chat)
		if unit == "" || s.plan.Quiet(m.at, true) || s.lastDay(unit, m.at) != day {
			s.r.Fatalf("%s to %d inside the quiet hours, at %v", m.lazy, m.chat, m.at)
		}
	}
}

func (s *summer) onceADay() {
	seen := map[string]bool{}
	for _, m := range s.sent {
		key := fmt.Sprint(m.chat, " on ", campaign.DateOf(m.at))
		if m.lazy == "reminder" && seen[key] {
			s.r.Fatalf("reminded twice: %s", key)
		}
		seen[key] = seen[key] || m.lazy == "reminder"
	}
}

func (s *summer) nothingAfterTheReceipt() {
	for _, m := range s.sent {
		unit := s.unitOf(m.chat)
		if at, in := s.handed[unit]; in && m.lazy == "reminder" && m.at.After(at) {
			s.r.Fatalf("%s handed in at %v and %d was reminded at %v", unit, at, m.chat, m.at)
		}
	}
}

// noDutySilent: on every day of its ladder somebody of a unit that owes is
// reminded; of the days the bot slept through, when it is back.
func (s *summer) noDutySilent() {
	for unit, contacts := range summerUnits {
		for day := (campaign.Date{Year: 2021, Month: time.June, Day: 2}); day.Before(campaign.DateOf(s.end)); day = day.AddDays(1) {
			at := s.heard(0, day)
			heard, latest := map[int64]campaign.Date{}, at // whoever of the unit is reminded, it is on their day
			for _, c := range contacts {
				own := s.heard(c, day)
				heard[c], latest = campaign.DateOf(own), laterOf(latest, own)
			}
			if !latest.Before(s.end) || s.cutOn(at) || s.cutOn(latest) {
				continue
			}
			if handed, in := s.handed[unit]; in && !handed.After(latest) {
				continue
			}
			if _, ok := s.plan.StepOn(s.lastDay(unit, at), day); !ok || s.movedSince(unit, day, latest) {
				continue
			}
			if slices.ContainsFunc(s.snoozed, func(z snoozed) bool { return slices.Contains(contacts, z.chat) && (z.holds(at) || z.holds(latest)) }) && s.lastDay(unit, at) != campaign.DateOf(at) {
				continue
			}
			if !slices.ContainsFunc(s.sent, func(m reminded) bool {
				on := campaign.DateOf(m.at)
				return m.lazy == "reminder" && slices.Contains(contacts, m.chat) && (heard[m.chat] == on || on == campaign.DateOf(at))
			}) {
				s.r.Fatalf("%s owed, %v is a day of its ladder, and nobody was reminded on %v; sent: %s", unit, day, campaign.DateOf(at), s.trace())
			}
		}
	}
}

// heard is when somebody hears of what is due on a day: at the hour of the round,
// or when the quiet hours, the plan's and their own, and an outage are over.
func (s *summer) heard(chat int64, day campaign.Date) time.Time {
	at := s.plan.NextLoudFor(s.quiet[chat], day.In(s.zone).Add(time.Duration(s.plan.Rules.At)*time.Minute))
	for _, d := range s.down {
		if d.holds(at) {
			at = s.plan.NextLoudFor(s.quiet[chat], d.to)
		}
	}
	return at
}

// cutOn: the network was down at some time of the day; what was not sent before
// the evening is let go then.
func (s *summer) cutOn(at time.Time) bool {
	day := campaign.DateOf(at).In(s.zone)
	return slices.ContainsFunc(s.cut, func(i interval) bool { return i.from.Before(day.Add(24*time.Hour)) && i.to.After(day) })
}

// movedSince: an extension given, or a date moved, after the hour of the day's round makes a day a
// step of the ladder too late for it.
func (s *summer) movedSince(unit string, day campaign.Date, at time.Time) bool {
	round := day.In(s.zone).Add(time.Duration(s.plan.Rules.At) * time.Minute)
	return slices.ContainsFunc(s.moved, func(m extended) bool {
		return m.concerns(unit) && m.at.After(round.Add(-time.Second)) && !m.at.After(at)
	})
}

func (m extended) concerns(unit string) bool { return m.unit == unit || m.unit == "" }

func (s *summer) trace() string {
	var out []string
	for _, m := range s.sent {
		if m.lazy == "reminder" {
			out = append(out, fmt.Sprint(m.at.Format("02/01 15:04"), " → ", m.chat))
		}
	}
	return strings.Join(out, "; ")
}

// snoozesKept: who put reminders off hears nothing before that day but on a last
// day, and is reminded on it while the unit still owes.
func (s *summer) snoozesKept() {
	ended := map[int]bool{} // by a reminder on a last day
	for i, z := range s.snoozed {
		unit := s.unitOf(z.chat)
		for _, m := range s.sent[z.after:] {
			if m.lazy != "reminder" || m.chat != z.chat || !z.holds(m.at) {
				continue
			}
			if s.lastDay(unit, m.at) == campaign.DateOf(m.at) {
				ended[i] = true
				continue
			}
			if !ended[i] {
				s.r.Fatalf("%d put reminders off at %v to %v and was reminded at %v", z.chat, z.at, z.until, m.at)
			}
		}
		at := s.heard(z.chat, z.until)
		handed, in := s.handed[unit]
		day := campaign.DateOf(at)
		leave, away := s.leave[z.chat]
		away = away && !day.Before(leave.From) && !day.After(leave.To)
		later := slices.ContainsFunc(s.moved, func(m extended) bool { return m.concerns(unit) && m.at.After(z.at) }) // its ladder begins anew
		if ended[i] || later || !z.to.IsZero() || in && !handed.After(at) || away || !at.Before(s.end) || s.cutOn(at) {
			continue
		}
		if !slices.ContainsFunc(s.sent, func(m reminded) bool {
			on := campaign.DateOf(m.at) // an evening of their own is not waited for: the reminder would be over
			return m.lazy == "reminder" && m.chat == z.chat && (on == day || on == campaign.DateOf(s.heard(0, z.until)))
		}) {
			s.r.Fatalf("%d put reminders off at %v to %v and was not reminded on %v; sent: %s", z.chat, z.at, z.until, day, s.trace())
		}
	}
}
