package handlers

import (
	"thidua/campaign"
	"thidua/storage"
)

// askAfterOutage asks the desk, with one tap, whether to extend for all what
// could not be handed in because the bot was away at the deadline; where the plan
// says so, it is extended without asking.
func (t *Turn) askAfterOutage(o storage.Outage) {
	if t.Plan == nil {
		return
	}
	for _, r := range t.Plan.Requirements {
		deadline := t.Plan.Deadline(r)
		missing := t.notIn(r)
		if deadline.IsZero() || o.From.After(deadline) || o.To.Before(deadline) || len(missing) == 0 {
			continue
		}
		day := t.afterOutage(o)
		key := storage.K(t.Plan.Campaign, "outage", r.ID, deadline)
		if storage.Tolds.Has(t.Tx, key) || t.Plan.Day(deadline).DaysUntil(day) >= campaign.LongestExtension {
			continue
		}
		storage.Tolds.Put(t.Tx, key, storage.Told{At: t.Event.At})
		if t.Plan.Rules.ExtendAfterOutage {
			t.extend("", r, day, t.outageReason(o))
			continue
		}
		for _, p := range t.leadership() {
			lang := t.LangOf(p)
			if !campaign.May(p.Roles, campaign.ActExtend, "", t.year()) {
				continue
			}
			t.tellLoud(p, outageAsked.In(lang,
				stamp(t.local(o.From), lang), stamp(t.local(o.To), lang), r.Title, deadlineWords(t.local(deadline), lang), counted(len(missing), lang, unitNoun)),
				Row(storage.Button{Label: outageYes.plain(lang, dayWords(day, lang)), Action: "/giahan giandoan " + r.ID + " " + day.String()}))
		}
	}
}

// afterOutage is the last day offered: the first working day after the return.
func (t *Turn) afterOutage(o storage.Outage) campaign.Date {
	day := t.Plan.Day(o.To).AddDays(1)
	for !t.Plan.WorkingDay(day) {
		day = day.AddDays(1)
	}
	return day
}

// extendAfterOutage is the tap: it acts only for an outage that was there, over
// the deadline that still stands, and until the day that was offered.
func (t *Turn) extendAfterOutage(requirement, until string) {
	r, ok := t.Plan.Requirement(requirement)
	day, err := campaign.ParseDate(until)
	if !ok || err != nil {
		t.Say(t.S(outageOver))
		return
	}
	if last, extended := t.Plan.ExtendedForAll(r.ID); extended {
		t.Say(t.S(alreadyThatLate, r.Title, dayWords(last, t.Lang())))
		return
	}
	deadline := t.Plan.Deadline(r)
	for _, o := range storage.Outages.Prefix(t.Tx, nil) {
		if o.From.After(deadline) || o.To.Before(deadline) || t.afterOutage(o) != day {
			continue
		}
		t.extend("", r, day, t.outageReason(o))
		t.Say(t.extendedWords("", r, day))
		return
	}
	t.Say(t.S(outageOver))
}

// outageReason stands with the extension for ever, in the bloc's language.
func (t *Turn) outageReason(o storage.Outage) string {
	lang := t.Set.language()
	return outageWhy.plain(lang, stamp(t.local(o.From), lang), stamp(t.local(o.To), lang))
}

var (
	outageAsked = T("<b>Bot gián đoạn qua thời điểm hết hạn</b>\nTừ %s đến %s bot không hoạt động; trong thời gian đó đã hết hạn nộp <b>%s</b> (%s). Còn %s chưa nộp. Đồng chí có gia hạn cho tất cả các đơn vị không?",
		"<b>The bot was away at a deadline</b>\nFrom %s to %s the bot was not running; meanwhile <b>%s</b> fell due (%s). Not handed in yet: %s. Extend for all units?")
	outageYes  = T("Gia hạn đến hết %s", "Extend until the end of %s")
	outageWhy  = T("Bot gián đoạn từ %s đến %s", "The bot was not running from %s to %s")
	outageOver = T("Lựa chọn này không còn dùng được. Để gia hạn, đồng chí bấm /giahan", "This choice is no longer available. To give more time: /extend")
)
