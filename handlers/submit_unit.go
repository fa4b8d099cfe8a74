package handlers

import (
	"slices"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// The step that asks whoever acts for several units which one a hand-in is
// for. Files sent before the answer wait under the first of the units and move
// with it.

func showSubmitUnit(t *Turn) {
	html, rows := t.submitUnitScreen()
	t.Show(html, rows...)
}

func (t *Turn) submitUnitScreen() (string, [][]storage.Button) {
	units := t.handInUnits()
	var rows [][]storage.Button
	for _, id := range units {
		rows = append(rows, Row(storage.Button{Label: t.unitName(id), Action: id}))
	}
	text := t.S(whichHandIn)
	last := t.B("leave", leaveLabel)
	if len(units) > 0 {
		if files := t.draft(units[0], loose(t.Actor.ID)).Attachments; len(files) > 0 {
			text += "\n" + fileLines(files, t.Lang())
			last = t.B("discard", discardLabel)
		}
	}
	return text, append(rows, Row(last))
}

func pressSubmitUnit(t *Turn, action string) {
	if action == "leave" || action == "discard" {
		pressChoose(t, action)
		return
	}
	t.handInFor(action)
}

func saidSubmitUnit(t *Turn, text string) {
	var own []campaign.Unit
	for _, u := range t.Plan.Units {
		if slices.Contains(t.handInUnits(), u.ID) {
			own = append(own, u)
		}
	}
	if found := matching(own, text); len(found) == 1 && strings.TrimSpace(text) != "" {
		t.handInFor(found[0].ID)
		return
	}
	t.Say(t.S(unitAwaited))
}

// handInFor settles the unit and takes the files along that came before.
func (t *Turn) handInFor(unit string) {
	units := t.handInUnits()
	if !slices.Contains(units, unit) {
		t.lost()
		return
	}
	if len(t.filed(unit)) == 0 {
		t.Say(t.S(nothingToHandIn, t.unitName(unit)))
		return
	}
	t.Keep("unit", unit)
	if from := t.draft(units[0], loose(t.Actor.ID)); unit != units[0] && len(from.Attachments) > 0 {
		to := t.draft(unit, from.Requirement)
		to.Attachments = append(to.Attachments, from.Attachments...)
		from.Attachments = nil
		t.putDraft(from)
		t.putDraft(to)
	}
	t.openDuty(unit, t.Kept("wish"))
}

var whichHandIn = T("<b>Nộp báo cáo, kế hoạch</b>\nĐồng chí nộp cho đơn vị nào?", "<b>Hand in a report or plan</b>\nFor which unit?")
