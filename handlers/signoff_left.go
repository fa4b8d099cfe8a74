package handlers

import (
	"slices"

	"thidua/campaign"
	"thidua/storage"
)

// headLost gives back to the contacts what waits for a head who is no longer
// there, unless another one can approve it: it would wait for ever in silence. No
// time is lost by it, because a hand-in counts from the approval.
func (t *Turn) headLost(unit string) {
	if t.Plan == nil || len(t.heads(unit)) > 0 {
		return
	}
	for _, a := range t.pending(unit) {
		if s, isSheet := t.pendingSheet(a); isSheet {
			s.sheet.Pending = nil
			s.save()
		} else {
			a.draft.Confirmed = nil
			t.putDraft(a.draft)
		}
		t.Note("withdraw", unit, a.requirement, "")
		for _, p := range once(storage.PeopleWith(t.Tx, campaign.Contact, unit, t.year())) {
			lang := t.LangOf(p)
			title := a.title
			if a.requirement == sheetItem {
				title = theSheet.plain(lang, t.year())
			}
			t.Tell(p, ClassReply, headGone.In(lang, title), Row(storage.Button{Action: a.open(), Label: openLabel.plain(lang)}))
		}
	}
}

// headsLost is headLost for every unit somebody was head of.
func (t *Turn) headsLost(roles []campaign.Role) {
	for _, r := range roles {
		if r.Kind == campaign.UnitHead && r.Year == t.year() {
			t.headLost(r.Unit)
		}
	}
}

// open is the command that leads a contact to what waited.
func (a toApprove) open() string {
	if a.requirement == sheetItem {
		return "/cham " + a.unit
	}
	return "/nop " + a.requirement
}

// approvalCard is the line of the home card about what waits for the actor's
// approval, with its button.
func (t *Turn) approvalCard() (string, []storage.Button) {
	n := len(t.approvals())
	if n == 0 {
		return "", nil
	}
	return t.S(approveCard, HTML(counted(n, t.Lang(), approveNoun))), []storage.Button{t.B("/duyet", approvalsButton, n)}
}

// atHead reports whether a duty's part waits for the head's word.
func (t *Turn) atHead(d campaign.Duty) bool {
	return slices.ContainsFunc(t.pending(d.Unit), func(a toApprove) bool {
		return a.requirement == d.Requirement.ID ||
			a.requirement == sheetItem && slices.Contains(d.MissingParts, campaign.PartSheet)
	})
}

var (
	approveCard     = T("<b>Chờ đồng chí duyệt gửi: %s</b>", "<b>Waiting for your approval: %s</b>")
	approveNoun     = T("nội dung", "item")
	approvalsButton = T("Duyệt gửi (%d)", "Approve (%d)")
	dutyAtHead      = T("đã trình thủ trưởng, chờ duyệt gửi", "with the head of the unit for approval")
)
