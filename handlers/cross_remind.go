package handlers

import (
	"slices"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// What units owe each other stands in their daily reminder beside their own
// duties; the desk sees it beside the sheet.

// crossBegins tells the units that score a sheet that it is in, and lays out the
// days they are reminded on.
func (t *Turn) crossBegins(of string) {
	for _, by := range t.Plan.CrossersOf(of) {
		d := t.Plan.CrossDutyOf(by, storage.FiguresOf(t.Tx, t.Plan.Campaign, of), nil)
		t.tellUnit(by, func(lang string) (string, [][]storage.Button) {
			return crossBegun.In(lang, t.unitName(of), t.unitName(by), dayWords(d.LastDay, lang)),
				[][]storage.Button{Row(storage.Button{Label: crossButton.plain(lang, t.unitName(of)), Action: "/chamcheo " + of + " " + by})}
		})
		for _, day := range t.Plan.CrossReminders(d.LastDay) {
			t.roundOn(day)
		}
	}
}

// crossOn keeps the sheets a unit still has to score that are remembered on one
// of the days.
func crossOn(tx *storage.Tx, plan *campaign.Plan, by string, days []campaign.Date) []campaign.CrossDuty {
	var out []campaign.CrossDuty
	for _, d := range crossDutiesOf(tx, plan, by) {
		if d.State == campaign.CrossOpen && slices.ContainsFunc(plan.CrossReminders(d.LastDay), func(day campaign.Date) bool { return slices.Contains(days, day) }) {
			out = append(out, d)
		}
	}
	return out
}

// crossDue are those of all units the receiver is a contact of.
func (v *View) crossDue(days []campaign.Date) []campaign.CrossDuty {
	var out []campaign.CrossDuty
	for _, unit := range v.contactUnits() {
		out = append(out, crossOn(v.Tx, v.Plan, unit, days)...)
	}
	return slices.DeleteFunc(out, func(d campaign.CrossDuty) bool { return !v.Plan.MayCross(v.Person.Roles, d.By, d.Of) })
}

// crossLine is one such sheet in a reminder.
func crossLine(v *View, d campaign.CrossDuty) string {
	left := campaign.DateOf(v.Now).DaysUntil(d.LastDay)
	if left < 0 {
		return v.S(crossRemindLate, unitName(v.Plan, d.Of), dayWords(d.LastDay, v.Lang), HTML(lateWords(-left, v.Lang)))
	}
	return v.S(crossRemind, unitName(v.Plan, d.Of), HTML(untilWords(d.LastDay, left, v.Lang)))
}

func crossRows(v *View, d campaign.CrossDuty) [][]storage.Button {
	return [][]storage.Button{Row(storage.Button{
		Label: crossButton.plain(v.Lang, unitName(v.Plan, d.Of)), Action: "/chamcheo " + d.Of + " " + d.By,
	})}
}

// crossCard is what the home card says of the sheets a unit has to score.
func (t *Turn) crossCard(unit string) (string, []storage.Button) {
	open := slices.DeleteFunc(t.crossDuties(), func(d campaign.CrossDuty) bool { return d.By != unit || d.State != campaign.CrossOpen })
	if len(open) == 0 {
		return "", nil
	}
	var out []string
	for _, d := range open {
		out = append(out, t.S(homeLine, crossTo.plain(t.Lang(), t.unitName(d.Of)), HTML(crossWords(d, t.Plan.Day(t.Event.At), t.Lang()))))
	}
	return lines(out...), []storage.Button{t.B("/chamcheo", crossHome, len(open))}
}

// crossSide is what other units gave a criterion, for the desk.
func (a *appraising) crossSide(c campaign.Criterion) string {
	var each []string
	for _, sheet := range a.crossed {
		e, ok := sheet.Entries[c.ID]
		if !ok {
			continue
		}
		words := a.S(appraiseLine, a.unitName(sheet.By), a.entryWords(c, e))
		if !campaign.AsDeclared(e, a.sheet.Entries[c.ID]) {
			words += a.S(crossBecause, e.Reason)
		}
		each = append(each, words)
	}
	if len(each) == 0 {
		return ""
	}
	together, ok := campaign.CrossScores(&a.Plan.Sheet, a.Plan.Cross.Use, a.crossed)[c.ID]
	if !ok {
		return a.S(crossEach, HTML(strings.Join(each, "; ")))
	}
	form := crossAverage
	if a.Plan.Cross.Use == campaign.CrossMedian {
		form = crossMiddle
	}
	return a.S(form, a.points(together), HTML(strings.Join(each, "; ")))
}

// crossMissing names the units whose scores for this one are still to come.
func (a *appraising) crossMissing() string {
	var names []string
	last := campaign.Date{}
	for _, by := range a.Plan.CrossersOf(a.unit) {
		if !slices.ContainsFunc(a.crossed, func(c campaign.CrossSheet) bool { return c.By == by }) {
			names = append(names, a.unitName(by))
			last = a.Plan.CrossDutyOf(by, storage.FiguresOf(a.Tx, a.Plan.Campaign, a.unit), nil).LastDay
		}
	}
	if len(names) == 0 || a.desk.Sealed() {
		return ""
	}
	return a.S(crossStill, strings.Join(names, ", "), dayWords(last, a.Lang()))
}

var (
	crossBegun = T("%s đã gửi Bảng chấm điểm. Theo phân công, đề nghị %s chấm chéo, chậm nhất hết %s. Trân trọng.",
		"%s has sent its score sheet. By the plan, %s is asked to score it by the end of %s. Thank you.")
	crossButton     = T("Chấm chéo %s", "Score %s")
	crossRemind     = T("Đề nghị đồng chí chấm chéo Bảng chấm điểm của <b>%s</b>; %s.", "Please score the sheet of <b>%s</b>; %s.")
	crossRemindLate = T("Bảng chấm điểm của <b>%s</b> chưa được chấm chéo (ngày cuối là %s), hiện %s. Đề nghị đồng chí chấm sớm.", "The sheet of <b>%s</b> was to be scored by %s; this is %s now. Please score it soon.")
	crossTo         = T("Chấm chéo %s", "Cross-scoring of %s")
	crossHome       = T("Chấm chéo (%d)", "Score others (%d)")
	crossAverage    = T("Chấm chéo: trung bình <b>%s</b> – %s", "Other units: average <b>%s</b> – %s")
	crossMiddle     = T("Chấm chéo: điểm ở giữa <b>%s</b> – %s", "Other units: middle <b>%s</b> – %s")
	crossBecause    = T(" (%s)", " (%s)")
	crossEach       = T("Chấm chéo: %s", "Other units: %s")
	crossStill      = T("Chưa chấm chéo: %s (ngày cuối %s).", "Not yet scored by: %s (last day %s).")
)
