package handlers

import (
	"thidua/campaign"
	"thidua/storage"
)

// overdue tells the desk what a deadline left behind: everybody's, or the one
// of a unit's extension. Who was given a later day is listed apart.
func (v *View) overdue(n campaign.Notice) (Composed, bool) {
	r, ok := v.Plan.Requirement(n.Subject)
	if !ok || !v.may(campaign.ActSeeBoard, "") {
		return Composed{}, false
	}
	var late, waiting, done []campaign.Duty
	for _, u := range v.Plan.Owing(r) {
		if n.Unit != "" && n.Unit != u.ID {
			continue
		}
		for _, d := range campaign.Duties(v.Plan, u.ID, factsOf(v.Tx, v.Plan, u.ID, v.Now)) {
			switch {
			case d.Requirement.ID != r.ID:
			case d.State == campaign.DutyHandedIn:
				done = append(done, d)
			case d.LateDays > 0:
				late = append(late, d)
			default:
				waiting = append(waiting, d)
			}
		}
	}
	if len(late) == 0 && (n.Kind == campaign.OverdueEnd || n.Unit != "") {
		return Composed{}, false
	}
	text := v.overdueHead(n, r, len(done), len(done)+len(late)+len(waiting))
	if len(late) > 0 && n.Kind == campaign.DeadlinePassed && n.Unit == "" {
		text += " " + v.S(missingHead)
	}
	for _, d := range late {
		text += "\n– " + v.S(plainLine, unitName(v.Plan, d.Unit))
	}
	if len(waiting) > 0 {
		text += "\n" + v.S(extendedHead)
	}
	for _, d := range waiting {
		text += "\n– " + v.S(extendedUnit, unitName(v.Plan, d.Unit), dayWords(d.LastDay, v.Lang))
	}
	var buttons [][]storage.Button
	if len(late) > 0 {
		buttons = [][]storage.Button{{{Label: nudgeLabel.plain(v.Lang), Action: "/dondoc " + r.ID}}}
	}
	return Composed{Text: text, Buttons: buttons}, true
}

func (v *View) overdueHead(n campaign.Notice, r campaign.Requirement, done, all int) string {
	switch {
	case n.Kind == campaign.OverdueEnd:
		return v.S(overdueEnd, counted(v.Plan.Rules.OverdueMax, v.Lang, overdueNoun), r.Title)
	case n.Unit != "":
		return v.S(extensionPassed, r.Title)
	}
	return v.S(deadlinePassed, r.Title, done, all)
}

var (
	deadlinePassed  = T("<b>Đã hết hạn: %s</b>\nĐã nộp %d/%d đơn vị.", "<b>Deadline passed: %s</b>\nHanded in: %d of %d units.")
	extensionPassed = T("<b>Đã hết thời gian gia hạn: %s</b>\nĐơn vị được gia hạn nhưng chưa nộp:", "<b>Extension over: %s</b>\nExtended and still missing:")
	missingHead     = T("Chưa nộp:", "Missing:")
	extendedHead    = T("Đang được gia hạn:", "Extended:")
	extendedUnit    = T("%s, đến hết %s", "%s, until the end of %s")
	overdueNoun     = T("lần", "overdue reminder")
	overdueEnd      = T("Đã nhắc quá hạn %s, bot không tự nhắc thêm về %s. Đơn vị còn thiếu:",
		"After %s nobody is reminded automatically any more about %s. Still missing:")
	nudgeLabel = T("Đôn đốc", "Send a nudge")
)
