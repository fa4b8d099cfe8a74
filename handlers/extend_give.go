package handlers

import (
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// amend changes the plan in force and its timetable in this transaction.
func (t *Turn) amend(payload any, why string) {
	storage.AmendPlan(t.Tx, payload, t.Actor.ID, t.Event.At, why)
	if plan, ok := storage.PlanInForce(t.Tx); ok {
		plan = plan.On(campaign.DateOf(t.Event.At))
		t.Plan = &plan
		layOut(t.Tx, t.Plan, t.Event.At)
	}
}

// giveExtension carries out what was confirmed.
func (t *Turn) giveExtension(r campaign.Requirement, until campaign.Date) {
	unit, why := t.extendUnit(), t.Kept("why")
	if t.Kept("mode") == extendAnswer {
		q, ok := t.openExtension(t.Kept("id"))
		if !ok {
			t.End()
			t.Close(t.S(extendUnknown))
			return
		}
		q.Answered, q.AnsweredBy, q.Granted = t.Event.At, t.Actor.ID, until
		t.putExtension(q)
	}
	last := t.extendFrom(r)
	if !until.After(last) {
		t.End()
		t.Close(t.S(alreadyThatLate, r.Title, dayWords(last, t.Lang())))
		return
	}
	t.extend(unit, r, until, why)
	t.End()
	t.Close(t.extendedWords(unit, r, until))
}

// extendedWords is the result for who gave the extension.
func (t *Turn) extendedWords(unit string, r campaign.Requirement, until campaign.Date) string {
	text := t.S(extendDone, t.forWhom(unit, t.Lang()), r.Title, dayWords(until, t.Lang()))
	if t.Plan.Quiet(t.Event.At, false) {
		return text + "\n" + t.quietNote()
	}
	return text
}

// extend amends the plan and tells whom it concerns: the units' people, and the
// others of the desk.
func (t *Turn) extend(unit string, r campaign.Requirement, until campaign.Date, why string) {
	common, _ := t.Plan.LastDay(r)
	t.amend(campaign.Extension{Unit: unit, Requirement: r.ID, Days: common.DaysUntil(until), Until: until}, why)
	t.Note("extend", unit, r.ID+" "+until.String(), why)
	for _, u := range t.Plan.Owing(r) {
		if unit != "" && u.ID != unit {
			continue
		}
		d, _ := t.dutyOf(u.ID, r.ID)
		for _, p := range t.colleagues(u.ID) {
			lang := t.LangOf(p)
			text := extendGiven.In(lang, r.Title, dayWords(d.LastDay, lang), why)
			var rows [][]storage.Button
			if d.State == campaign.DutyHandedIn {
				text += "\n" + extendIn.In(lang, HTML(lateWords(d.LateDays, lang)))
			} else {
				rows = dutyButtons(t.Plan, d, lang, severalUnits(p, t.year()))
			}
			t.tellLoud(p, text, rows...)
		}
	}
	for _, p := range t.leadership() {
		if lang := t.LangOf(p); p.ID != t.Actor.ID {
			text := extendNews.In(lang, t.Actor.Name, t.forWhom(unit, lang), r.Title, dayWords(until, lang), why)
			if t.Actor.ID == 0 { // the plan says so
				text = extendByPlan.In(lang, t.forWhom(unit, lang), r.Title, dayWords(until, lang), why)
			}
			t.Send(Outgoing{
				Kind: OutSay, Class: ClassReply, Chat: p.ID, Silent: t.Plan.Quiet(t.Event.At, false), Text: text,
			})
		}
	}
}

// severalUnits reports whether a person hands in for more than one unit.
func severalUnits(p storage.Person, year int) bool {
	first := ""
	for _, r := range p.Roles {
		if r.Unit == "" || !campaign.May([]campaign.Role{r}, campaign.ActSubmit, r.Unit, year) {
			continue
		}
		if first != "" && first != r.Unit {
			return true
		}
		first = r.Unit
	}
	return false
}

func (t *Turn) forWhom(unit, lang string) string {
	if unit == "" {
		return allUnits.In(lang)
	}
	return t.unitName(unit)
}

// impact says what a new last day changes: dates, other units, the conference.
func (t *Turn) impact(unit string, r campaign.Requirement, until campaign.Date, lang string) string {
	common, _ := t.Plan.LastDay(r)
	last := common
	if unit != "" {
		last, _ = t.Plan.LastDayFor(r, unit)
	}
	out := []string{impactDays.In(lang, dayWords(last, lang), dayWords(until, lang), HTML(counted(max(0, last.DaysUntil(until)), lang, dayNoun)))}
	if !t.Plan.WorkingDay(until) {
		out = append(out, impactDayOff.In(lang))
	}
	if unit == "" {
		out = append(out, impactAll.In(lang, counted(len(t.Plan.Owing(r)), lang, unitNoun), counted(len(t.notIn(r)), lang, unitNoun)))
	} else {
		out = append(out, impactOne.In(lang, dayWords(common, lang)), t.othersExtended(unit, r, lang))
	}
	return lines(append(out, t.beforeConference(common, until, lang))...)
}

func (t *Turn) othersExtended(unit string, r campaign.Requirement, lang string) string {
	var names []string
	for _, x := range t.Plan.ExtendedUnits(r) {
		if x.Unit.ID != unit {
			names = append(names, extendedShort.In(lang, x.Unit.Name, shortDay(x.LastDay, lang)))
		}
	}
	if names == nil {
		return ""
	}
	return impactOthers.In(lang, HTML(strings.Join(names, "; ")))
}

// beforeConference compares the day with the conference that follows the
// common one: the desk needs the reports by then.
func (t *Turn) beforeConference(common, until campaign.Date, lang string) string {
	for _, c := range t.Plan.Conferences {
		begins := c.Fixed
		if begins.IsZero() {
			begins = c.Month
		}
		switch {
		case !begins.After(common):
			continue
		case !until.Before(begins):
			return impactConference.In(lang, c.Title)
		case !c.Fixed.IsZero():
			return impactLeft.In(lang, HTML(counted(until.DaysUntil(begins), lang, dayNoun)), c.Title)
		}
		return ""
	}
	return ""
}

// extendedNote is the footnote of standings: who had more time for what.
func (t *Turn) extendedNote(lang string) string {
	var out []string
	for _, r := range t.Plan.Requirements {
		if until, ok := t.Plan.ExtendedForAll(r.ID); ok {
			out = append(out, noteOne.In(lang, allUnits, r.Short, shortDay(until, lang)))
		}
		for _, x := range t.Plan.ExtendedUnits(r) {
			out = append(out, noteOne.In(lang, x.Unit.Name, r.Short, shortDay(x.LastDay, lang)))
		}
	}
	if out == nil {
		return ""
	}
	return noteHead.In(lang, HTML(strings.Join(out, "; ")))
}

var (
	alreadyThatLate = T("Ngày cuối của <b>%s</b> hiện đã là %s, không cần gia hạn thêm.", "The last day of <b>%s</b> is %s already.")
	extendDone      = T("Đã gia hạn cho %s: <b>%s</b> đến hết %s. Đơn vị được báo tin; lịch nhắc, hạn nộp và cách tính trễ hạn theo ngày mới.",
		"Extended for %s: <b>%s</b> until the end of %s. Those concerned are told; reminders, dates and lateness follow the new day.")
	extendGiven      = T("<b>Gia hạn: %s</b>\nNgày cuối mới: %s (đến 24h00). Lý do: %s", "<b>Extended: %s</b>\nThe new last day: %s (until midnight). Reason: %s")
	extendIn         = T("Bản đơn vị đã nộp được tính: %s.", "What your unit has handed in counts as: %s.")
	extendNews       = T("Đồng chí %s đã gia hạn cho %s: %s, đến hết %s. Lý do: %s", "%s extended for %s: %s, until the end of %s. Reason: %s")
	extendByPlan     = T("Theo Kế hoạch, đã tự động gia hạn cho %s: %s, đến hết %s. Lý do: %s", "As the plan says, extended for %s without asking: %s, until the end of %s. Reason: %s")
	allUnits         = T("tất cả các đơn vị", "all units")
	impactDays       = T("Ngày cuối: %s → <b>%s</b> (thêm %s).", "Last day: %s → <b>%s</b> (%s more).")
	impactDayOff     = T("Lưu ý: ngày cuối mới là ngày nghỉ.", "Note: the new last day is a day off.")
	impactOne        = T("Chỉ lùi mốc của 01 đơn vị; ngày cuối chung vẫn là %s.", "Applies to one unit only; everybody else's last day stays %s.")
	impactAll        = T("Lùi mốc của %s, trong đó %s chưa nộp.", "Applies to %s; not handed in yet: %s.")
	impactOthers     = T("Đã gia hạn nội dung này cho: %s.", "Already extended for: %s.")
	impactConference = T("Lưu ý: ngày này không còn trước %s.", "Note: this is no longer before: %s.")
	impactLeft       = T("Còn %s đến %s.", "%s remain until: %s.")
	extendedShort    = T("%s (đến %s)", "%s (until %s)")
	noteHead         = T("Gia hạn: %s.", "Extended: %s.")
	noteOne          = T("%s (%s, đến %s)", "%s (%s, until %s)")

	extensionsLine   = T("Đề nghị gia hạn chờ trả lời: %s", "Waiting for an answer about more time: %s")
	extensionsButton = T("Gia hạn (%d)", "Extensions (%d)")
	requestNoun      = T("đề nghị", "request")
)
