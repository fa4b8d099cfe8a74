package handlers

import (
	"encoding/json"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// nudge sends to who owes at this moment, and turns the preview into the
// result. Each urging is noted (S68). It counts as the day's reminder, so that
// nobody hears the same twice in a day. Where quiet hours rule, it waits in the
// agenda for their end.
func (t *Turn) nudge() {
	requirement := t.Kept("req")
	list := t.debtors(requirement)
	if len(list) == 0 {
		t.Go("preview")
		return
	}
	later := waitingNudge{Campaign: t.Plan.Campaign, Requirement: requirement}
	units, people := 0, 0
	for _, b := range list {
		if len(b.people) == 0 {
			continue
		}
		units++
		people += len(b.people)
		t.Note("nudge", b.unit.ID, requirement, "")
		for _, p := range b.people {
			if t.Plan.Quiet(t.Event.At, b.duty.OwesToday()) {
				later.To = append(later.To, nudged{p.ID, b.unit.ID})
				continue
			}
			t.nudgeOne(nudged{p.ID, b.unit.ID}, requirement, b.duty.OwesToday())
		}
	}
	t.postponeNudge(later)
	storage.Tolds.Put(t.Tx, storage.K(t.Plan.Campaign, "nudge", requirement), storage.Told{At: t.Event.At, Count: people})
	text := t.nudgeResult(requirement, units, people, list, len(later.To) > 0)
	t.End()
	t.Close(text)
}

func (t *Turn) nudgeResult(requirement string, units, people int, list []debtor, waits bool) string {
	lang := t.Lang()
	r, _ := t.Plan.Requirement(requirement)
	text := t.S(nudgeSent, r.Title, stamp(t.Event.At, lang), HTML(counted(units, lang, unitNoun)), HTML(counted(people, lang, personNoun)))
	if waits {
		text += "\n" + t.quietNote()
	}
	var rows []string
	for _, b := range list {
		if len(b.people) == 0 {
			rows = append(rows, t.S(debtorUnit, b.unit.Name))
		}
	}
	if len(rows) > 0 {
		text += "\n" + t.S(notReached) + "\n" + t.cutRows(rows)
	}
	return text
}

// nudged is one receiver.
type nudged struct {
	Person int64  `json:"person"`
	Unit   string `json:"unit"`
}

// waitingNudge is the payload of an agenda row: a nudge ordered in quiet hours.
// Its field tells it from a notice's row.
type waitingNudge struct {
	Campaign    string   `json:"nudge"`
	Requirement string   `json:"requirement"`
	To          []nudged `json:"to"`
}

func (t *Turn) postponeNudge(w waitingNudge) {
	if len(w.To) == 0 {
		return
	}
	raw, err := json.Marshal(w)
	if err != nil {
		t.Tx.Fail(err)
		return
	}
	due := t.Plan.NextLoud(t.Event.At, false)
	storage.Agenda.Add(t.Tx, storage.Job{
		Lane: w.Campaign + "/nudge/" + w.Requirement, Due: due, ExpiresAt: due.Add(12 * time.Hour), Payload: raw,
	})
}

// wakeNudge sends a nudge whose quiet hours are over; false when the row is
// something else.
func (t *Turn) wakeNudge(j storage.Job) bool {
	var w waitingNudge
	if json.Unmarshal(j.Payload, &w) != nil || w.Campaign == "" {
		return false
	}
	if w.Campaign != t.Plan.Campaign || !t.Event.At.Before(j.ExpiresAt) {
		return true
	}
	owing := map[string]bool{}
	for _, b := range t.debtors(w.Requirement) {
		owing[b.unit.ID] = true
	}
	for _, n := range w.To {
		if owing[n.Unit] {
			t.nudgeOne(n, w.Requirement, false)
		}
	}
	return true
}

func (t *Turn) nudgeOne(n nudged, requirement string, owesToday bool) {
	markReminded(t.Tx, t.Plan, n.Person, campaign.DateOf(t.Event.At), t.Event.At)
	r := storage.Reminder{Screen: storage.Screens.Next(t.Tx), At: t.Event.At}
	storage.Reminders.Put(t.Tx, storage.K(t.Plan.Campaign, n.Unit, requirement, n.Person), r)
	t.Send(Outgoing{
		Kind: OutSay, Class: ClassFanout, Chat: n.Person, Screen: r.Screen, Rev: 1, Expires: evening(t.Plan, t.Event.At, owesToday),
		Lazy: &Lazy{Name: "nudge", Person: n.Person, Args: map[string]string{"unit": n.Unit, "requirement": requirement}},
	})
}

// composeNudge asks again, at the moment of sending, whether the unit still
// owes and the person still speaks for it.
func composeNudge(v *View) (Composed, bool) {
	unit := v.Args["unit"]
	if !campaign.May(v.Person.Roles, campaign.ActSubmit, unit, v.Plan.Year) {
		return Composed{}, false
	}
	for _, d := range campaign.Duties(v.Plan, unit, factsOf(v.Tx, v.Plan, unit, v.Now)) {
		if d.Requirement.ID != v.Args["requirement"] || !d.Owes() {
			continue
		}
		line := reminderLine(v, d)
		if d.LastDay.IsZero() {
			line = v.S(nudgeUndated, d.Requirement.Title)
		}
		return Composed{
			Text:    v.S(nudgeHead, v.Person.Name, unitName(v.Plan, unit)) + "\n" + line + "\n\n" + v.S(regards),
			Buttons: dutyButtons(v.Plan, d, v.Lang, len(v.contactUnits()) > 1),
		}, true
	}
	return Composed{}, false
}

var (
	nudgeHead = T("<b>Thường trực Khối thi đua đôn đốc</b>\nKính gửi: đồng chí %s, %s.", "<b>A nudge from the bloc's standing desk</b>\nTo: %s, %s.")
	nudgeSent = T("Đã đôn đốc <b>%s</b> lúc %s: %s, %s. Đơn vị nộp trước khi tin đến sẽ không nhận tin.",
		"Nudged about <b>%s</b> on %s: %s, %s. A unit that hands in before the message leaves gets none.")
	nudgeUndated = T("Đề nghị đồng chí gửi <b>%s</b>. Kế hoạch không quy định hạn nộp nội dung này.", "Please hand in <b>%s</b>. The plan sets no date for it.")
	notReached   = T("Chưa gửi được đến các đơn vị sau, đề nghị liên hệ trực tiếp:", "Not reached, please contact them directly:")
)
