package handlers

import (
	"errors"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

func showReturnDue(t *Turn) { t.showStep("") }

// dueScreen offers working days; three are usual.
func (t *Turn) dueScreen(b campaign.SentBack) (string, [][]storage.Button) {
	today := campaign.DateOf(t.Event.At)
	text := t.S(askDue)
	if !b.Due.IsZero() {
		text += "\n" + t.S(dueSoFar, dayWords(b.Due, t.Lang()))
	}
	var rows [][]storage.Button
	for _, n := range []int{1, 3, 5} {
		d := t.Plan.AddWorkingDays(today, n)
		rows = append(rows, Row(t.B("due "+d.String(), dueChoice, HTML(counted(n, t.Lang(), workingDayNoun)), dayWords(d, t.Lang()))))
	}
	return text, append(rows, Row(t.B("back", stepBack)))
}

func pressReturnDue(t *Turn, action string) {
	iso, isDue := strings.CutPrefix(action, "due ")
	if !isDue {
		t.Go("items")
		return
	}
	if d, err := campaign.ParseDate(iso); err == nil {
		t.setDue(d)
		return
	}
	t.lost()
}

func saidReturnDue(t *Turn, text string) {
	d, ok := readDay(text, campaign.DateOf(t.Event.At).AddDays(-longPast))
	if !ok {
		t.Say(t.S(dueUnread))
		return
	}
	t.setDue(d)
}

func (t *Turn) setDue(d campaign.Date) {
	_, b, ok := t.back()
	today := campaign.DateOf(t.Event.At)
	switch {
	case !ok:
		t.lost()
	case d.Before(today):
		t.Say(t.S(duePast, shortDay(d, t.Lang()), shortDay(today, t.Lang())))
	case today.DaysUntil(d) > farthestReturn:
		t.Say(t.S(dueFar, shortDay(d, t.Lang()), farthestReturn, shortDay(today.AddDays(farthestReturn), t.Lang())))
	default:
		b.Due = d
		t.putBack(b)
		t.Go("check")
	}
}

func showReturn(t *Turn) { t.showStep("") }

// returnScreen is the last look: the message as the unit will read it.
func (t *Turn) returnScreen(s campaign.Submission, b campaign.SentBack) (string, [][]storage.Button) {
	r := t.review(s)
	r.Reason, r.Items, r.Due = b.Reason, b.Items, b.Due
	people := once(t.colleagues(s.Unit))
	text := t.S(checkReturn, t.unitName(s.Unit), HTML(counted(len(people), t.Lang(), personNoun))) + "\n\n" + t.returnText(s, r, t.Lang())
	if len(people) == 0 {
		text += "\n\n" + t.S(nobodyHears)
	}
	return text, [][]storage.Button{
		Row(t.B("send", sendReturn)),
		Row(t.B("reason", changeReason), t.B("items", changeItems), t.B("due", changeDue)),
		Row(t.B("leave", leaveLabel)),
	}
}

func pressReturn(t *Turn, action string) {
	s, b, ok := t.back()
	if !ok {
		t.lost()
		return
	}
	switch action {
	case "send":
		t.sendBack(s, b)
	case "reason", "items", "due":
		t.Go(action)
	default:
		t.Go("item")
	}
}

// sendBack returns the version: the record, the draft, the unit's message and
// the reminders, all in this transaction.
func (t *Turn) sendBack(s campaign.Submission, b campaign.SentBack) {
	if b.Reason == "" || b.Due.IsZero() || b.Due.Before(campaign.DateOf(t.Event.At)) {
		t.Go("due")
		return
	}
	if !campaign.May(t.Actor.Roles, campaign.ActReturn, s.Unit, t.year()) {
		t.lost()
		return
	}
	reviews, err := campaign.ReturnReview(t.reviews(s), s.Version, b, t.Actor.ID, t.Event.At)
	if err != nil {
		note := t.S(decidedMeanwhile)
		if open, ok := campaign.OpenReturn(t.reviews(s)); ok && errors.Is(err, campaign.Mistake(campaign.AlreadyReturned)) {
			note = t.S(returnedBefore, open.Version, shortDay(open.Due, t.Lang()))
		}
		t.State.Step = "item"
		t.showVersion(note)
		return
	}
	storage.PutReviews(t.Tx, t.Plan.Campaign, reviews)
	t.settled(s)
	open, _ := campaign.OpenReturn(reviews)
	t.Note("return", s.Unit, versionName(s), b.Reason)
	t.reopenDraft(s, open)
	t.tellReturned(s, open)
	t.remindReturn(open)
	r, _ := t.Plan.Requirement(s.Requirement)
	t.nextReview(t.S(returnedNote, r.Short, s.Version, t.unitName(s.Unit), dayWords(b.Due, t.Lang())))
}
