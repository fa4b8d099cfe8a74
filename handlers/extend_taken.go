package handlers

import (
	"thidua/campaign"
	"thidua/storage"
)

// takeExtensionBack amends the plan: the days left follow, and with them reminders,
// calendars, receipts and the late rule. It tells whom it concerns.
func (t *Turn) takeExtensionBack(g given, until campaign.Date, why string) {
	before := t.lastDays(g.r)
	w := campaign.Withdrawal{Unit: g.unit, Requirement: g.r.ID, Until: until}
	if plan, ok := storage.PlanWithout(t.Tx, w); ok {
		r, _ := plan.Requirement(g.r.ID)
		common, _ := plan.LastDay(r)
		w.Days = max(0, common.DaysUntil(until))
	}
	t.amend(w, why)
	t.Note("extension-back", g.unit, g.r.ID+" "+until.String(), why)
	t.markTakenBack(g, until)
	r, _ := t.Plan.Requirement(g.r.ID)
	for _, u := range t.Plan.Owing(r) {
		if d, ok := t.dutyOf(u.ID, r.ID); ok && d.LastDay != before[u.ID] {
			t.tellTakenBack(d, before[u.ID], why)
		}
	}
	for _, p := range t.leadership() {
		if lang := t.LangOf(p); p.ID != t.Actor.ID {
			t.tellLoud(p, takenNews.In(lang, t.Actor.Name, t.forWhom(g.unit, lang), r.Title, dayWords(until, lang), why))
		}
	}
	t.End()
	text := t.S(takenDone, t.forWhom(g.unit, t.Lang()), r.Title, dayWords(until, t.Lang()))
	if t.Plan.Quiet(t.Event.At, false) {
		text += "\n" + t.quietNote()
	}
	t.Close(text)
}

// lastDays are the last on-time days of a requirement by unit.
func (t *Turn) lastDays(r campaign.Requirement) map[string]campaign.Date {
	out := map[string]campaign.Date{}
	for _, u := range t.Plan.Owing(r) {
		out[u.ID], _ = t.Plan.LastDayFor(r, u.ID)
	}
	return out
}

// tellTakenBack tells a unit's people of the day that is left. Reminders they put
// off to a day of the old date come as the ladder of the new one has them.
func (t *Turn) tellTakenBack(d campaign.Duty, was campaign.Date, why string) {
	for _, p := range t.colleagues(d.Unit) {
		lang := t.LangOf(p)
		storage.Snoozes.Delete(t.Tx, storage.K(t.Plan.Campaign, p.ID))
		text := takenBack.In(lang, d.Requirement.Title, dayWords(d.LastDay, lang), shortDay(was, lang), why)
		if d.State == campaign.DutyHandedIn {
			t.tellLoud(p, text+"\n"+extendIn.In(lang, HTML(lateWords(d.LateDays, lang))))
			continue
		}
		t.tellLoud(p, text, dutyButtons(t.Plan, d, lang, severalUnits(p, t.year()))...)
	}
}

// markTakenBack notes at the unit's requests how much of the answer is left.
func (t *Turn) markTakenBack(g given, until campaign.Date) {
	var rows []storage.ExtensionRequest
	for _, q := range storage.ExtensionRequests.Prefix(t.Tx, storage.K(t.Plan.Campaign)) {
		if q.Unit == g.unit && q.Requirement == g.r.ID && q.Granted.After(until) {
			rows = append(rows, q)
		}
	}
	for _, q := range rows {
		q.TakenBack, q.TakenBackBy, q.TakenBackTo = t.Event.At, t.Actor.ID, until
		t.putExtension(q)
	}
}

var (
	takenBack = T("<b>Rút gia hạn: %s</b>\nNgày cuối mới: %s (đến 24h00), thay cho ngày %s. Lý do: %s", "<b>Extension taken back: %s</b>\nThe new last day: %s (until midnight), instead of %s. Reason: %s")
	takenNews = T("Đồng chí %s đã rút gia hạn của %s: %s, nay đến hết %s. Lý do: %s", "%s took the extension for %s back: %s, now until the end of %s. Reason: %s")
	takenDone = T("Đã rút gia hạn của %s: <b>%s</b> nay đến hết %s. Đơn vị được báo tin; lịch nhắc, hạn nộp và cách tính trễ hạn theo ngày mới.",
		"The extension for %s is taken back: <b>%s</b> now until the end of %s. Those concerned are told; reminders, dates and lateness follow the new day.")
)
