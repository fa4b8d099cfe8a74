package handlers

import "thidua/campaign"

// dueWords is a duty's date: as the plan writes it, or the later day the unit
// was given: "chậm nhất 24h00 thứ Năm 17/6/2021 (đã được gia hạn 03 ngày)".
func dueWords(p *campaign.Plan, d campaign.Duty, lang string) string {
	common, _ := p.LastDay(d.Requirement)
	switch {
	case d.LastDay == common:
		return planDueWords(p, d.Requirement, lang)
	case d.Extended > 0:
		return dueExtended.In(lang, dayWords(d.LastDay, lang), HTML(counted(d.Extended, lang, dayNoun)))
	}
	return dueOnDay.In(lang, dayWords(d.LastDay, lang))
}

// extendedMark is added where a duty's last day is said and was extended.
func extendedMark(d campaign.Duty, lang string) string {
	if d.Extended <= 0 {
		return ""
	}
	return extendedBy.In(lang, HTML(counted(d.Extended, lang, dayNoun)))
}

// planDueWords is a requirement's date as the plan writes it, with the last day
// spelled out: "trước ngày 15/6/2021 (chậm nhất 24h00 thứ Hai 14/6/2021)".
func planDueWords(p *campaign.Plan, r campaign.Requirement, lang string) string {
	last, ok := p.LastDay(r)
	switch {
	case r.Due.Given() && (r.Due.WorkingDays != 0 || r.Due.Conference != ""):
		return countedDue(p, r.Due, last, lang)
	case !ok:
		return noDueForm.In(lang)
	case r.Due.Strict:
		return dueBefore.In(lang, shortDay(r.Due.Date, lang), dayWords(last, lang))
	case last == r.Due.Date:
		return dueOnDay.In(lang, dayWords(last, lang))
	}
	return dueUntil.In(lang, shortDay(r.Due.Date, lang), dayWords(last, lang))
}

// countedDue is a date that counts in working days: "trong 05 ngày làm việc sau
// ngày 31/5/2021 (chậm nhất 24h00 thứ Hai 07/6/2021)"; without the last part while
// the conference it counts from is not fixed.
func countedDue(p *campaign.Plan, d campaign.Due, last campaign.Date, lang string) string {
	from := HTML(dueFromDay.In(lang, shortDay(d.Date, lang)))
	if c, ok := p.Conference(d.Conference); ok {
		from = HTML(plainLine.In(lang, c.Title))
	}
	var words string
	switch n := d.WorkingDays; {
	case n > 0:
		words = dueAfter.In(lang, HTML(counted(n, lang, workingDayNoun)), from)
	case n < 0:
		words = dueAhead.In(lang, HTML(counted(-n, lang, workingDayNoun)), from)
	default:
		words = dueOnEvent.In(lang, from)
	}
	if last.IsZero() {
		return words + " " + dueUnfixed.In(lang)
	}
	return words + " " + dueLatest.In(lang, dayWords(last, lang))
}

// partWords names parts of a hand-in: "báo cáo", "bảng chấm điểm".
func partWords(parts []campaign.Part, lang string) string {
	text := ""
	for _, p := range parts {
		if text != "" {
			text += ", "
		}
		if p == campaign.PartSheet {
			text += partSheet.In(lang)
		} else {
			text += partFiles.In(lang)
		}
	}
	return text
}

var (
	noDueForm   = T("(kế hoạch không quy định hạn)", "(the plan sets no date)")
	dueFromDay  = T("ngày %s", "%s")
	dueAfter    = T("trong %s sau %s", "within %s after %s")
	dueAhead    = T("ít nhất %s trước %s", "at least %s before %s")
	dueOnEvent  = T("đến hết ngày có %s", "by the day of %s")
	dueUnfixed  = T("(chưa chốt ngày)", "(the day is not fixed yet)")
	dueLatest   = T("(chậm nhất 24h00 %s)", "(by midnight at the end of %s)")
	dueBefore   = T("trước ngày %s (chậm nhất 24h00 %s)", "before %s (by midnight at the end of %s)")
	dueOnDay    = T("chậm nhất 24h00 %s", "by midnight at the end of %s")
	dueUntil    = T("đến hết ngày %s (chậm nhất 24h00 %s)", "by %s (midnight at the end of %s)")
	dueExtended = T("chậm nhất 24h00 %s (đã được gia hạn %s)", "by midnight at the end of %s (extended by %s)")
	extendedBy  = T(", đã gia hạn %s", ", extended by %s")
	partFiles   = T("báo cáo", "the report")
	partSheet   = T("bảng chấm điểm", "the score sheet")
)
