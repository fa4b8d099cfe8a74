package handlers

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// handIn makes a version of the confirmed files: number, judgement, receipt,
// all in this transaction. The actor is who confirmed; the time is that of the
// confirmation, or of the head's approval where one was waited for.
func (t *Turn) handIn(d campaign.Draft, c campaign.Confirmation, a *campaign.Approval) {
	duty, ok := t.duty(d.Unit, d.Requirement)
	if !ok {
		t.lost()
		return
	}
	duty = t.answerBy(duty)
	reviews := storage.ReviewsOf(t.Tx, t.Plan.Campaign, d.Unit, d.Requirement)
	before := storage.SubmissionsOf(t.Tx, t.Plan.Campaign, d.Unit, d.Requirement)
	s := campaign.Submission{
		Unit: d.Unit, Requirement: d.Requirement, Version: 1, Revision: t.Plan.Revision, By: c.By, At: c.At, Approved: a,
	}
	word := c
	if c.Asked && a != nil {
		s.At = a.At
		_, word.Pressed = t.Event.Body.(Pressed)
		word.At = a.At
	}
	if n := len(before); n > 0 {
		s.Version = before[n-1].Version + 1
	}
	var rest []campaign.Attachment
	for _, a := range d.Attachments {
		if slices.Contains(c.Files, a.ID) {
			s.Attachments = append(s.Attachments, a)
		} else {
			rest = append(rest, a)
		}
	}
	s.Attachments = handedInFiles(s.Attachments)
	h := t.handInAt(duty.Deadline, s.Attachments, word)
	if word.At != c.At {
		h = campaign.Approve(h, c.At, word.At, word.Pressed)
	}
	s.Timing = t.Plan.JudgeAt(duty.Deadline, h)
	s.Asked = duty.Return != nil
	s.Supplement = !s.Asked && len(before) > 0 && s.Timing.LateDays > 0
	entry := storage.Register(t.Tx, t.Plan.Day(s.At), t.Plan.Campaign, s)
	s.Incoming = campaign.Incoming{Year: entry.Year, Number: entry.Number, Date: entry.Date}
	storage.Submissions.Put(t.Tx, storage.K(t.Plan.Campaign, s.Unit, s.Requirement, s.Version), s)
	storage.PutReviews(t.Tx, t.Plan.Campaign, campaign.EnterReview(reviews, s))
	storage.IndexFiles(t.Tx, t.Plan.Campaign, s)
	d.Attachments, d.Confirmed = rest, nil
	t.putDraft(d)
	t.Note("hand-in", s.Unit, fmt.Sprintf("%s/%d, %d/%d", s.Requirement, s.Version, s.Incoming.Number, s.Incoming.Year), "")
	t.receipt(s)
	t.tellColleagues(s)
	t.tellDesk(s)
	t.settleReminders(s.Unit)
	t.End()
	t.Close(t.closing(s, len(rest)))
}

// complete goes on for who confirmed, when the last file is in: it hands in, or
// asks the head.
func (t *Turn) complete(d campaign.Draft) {
	c := *d.Confirmed
	r, _ := t.Plan.Requirement(d.Requirement)
	if !campaign.May(t.Actor.Roles, campaign.ActSubmit, d.Unit, t.year()) {
		d.Confirmed = nil
		t.putDraft(d)
		return
	}
	if c.Note == "" && t.signOff(r, d.Unit, c.By) > campaign.SignOffOwn {
		if !c.Asked {
			d = t.askHeads(d)
		}
		if t.watches(d.Unit, d.Requirement) {
			t.see(d)
			t.refreshSubmit("")
		}
		return
	}
	t.aside(d, func() { t.handIn(d, c, t.ownApproval(d.Unit, c)) })
}

// aside runs what ends a hand-in without disturbing somebody busy elsewhere.
func (t *Turn) aside(d campaign.Draft, fn func()) {
	if t.watches(d.Unit, d.Requirement) {
		fn()
		return
	}
	state, screen := t.State, t.screen
	fn()
	t.State, t.screen = state, screen
}

// watches reports whether the person's screen shows the draft of a requirement.
func (t *Turn) watches(unit, requirement string) bool {
	mine, _ := t.myUnit()
	return mine == unit && t.State.Conversation == "submit" && t.Kept("req") == requirement
}

// colleagues are the people who prepare a unit's files, each once.
func (t *Turn) colleagues(unit string) []storage.Person {
	return once(append(
		storage.PeopleWith(t.Tx, campaign.Contact, unit, t.year()),
		storage.PeopleWith(t.Tx, campaign.UnitHead, unit, t.year())...))
}

// belonging are a unit's contacts and heads, also those out of reach.
func (t *Turn) belonging(unit string) []storage.Person {
	out := storage.PeopleWith(t.Tx, campaign.Contact, unit, t.year())
	for _, p := range storage.PeopleWith(t.Tx, campaign.UnitHead, unit, t.year()) {
		if !holdsAny(out, p.ID) {
			out = append(out, p)
		}
	}
	return out
}

// tellColleagues tells the unit's other people and ends their talk about the
// same thing.
func (t *Turn) tellColleagues(s campaign.Submission) {
	r, _ := t.Plan.Requirement(s.Requirement)
	for _, p := range t.colleagues(s.Unit) {
		if p.ID == t.Actor.ID {
			continue
		}
		t.For(p.ID, func(u *Turn) {
			if u.watches(s.Unit, s.Requirement) {
				u.End()
			}
			u.Say(u.S(colleagueSent, t.Actor.Name, r.Title, s.Incoming.Number, u.timingWords(s)), Row(u.B("/trangthai", statusLabel)))
		})
	}
}

// tellDesk gives the desk one short line, without a sound in quiet hours.
func (t *Turn) tellDesk(s campaign.Submission) {
	r, _ := t.Plan.Requirement(s.Requirement)
	for _, p := range t.desk() {
		if p.ID == t.Actor.ID || p.Unreached != "" {
			continue
		}
		lang := t.LangOf(p)
		t.Send(Outgoing{
			Kind: OutSay, Class: ClassReply, Chat: p.ID, Silent: t.Plan.Quiet(t.Event.At, false),
			Text: lines(deskLine.In(lang, t.unitName(s.Unit), r.Title, s.Incoming.Number, HTML(timingIn(s, lang))), t.fileNotes(s, lang)),
			Buttons: [][]storage.Button{Row(storage.Button{
				Label: openLabel.plain(lang), Action: "/thamdinh " + s.Unit + " " + s.Requirement + " " + strconv.Itoa(s.Version),
			})},
		})
	}
}

func (t *Turn) timingWords(s campaign.Submission) HTML { return HTML(timingIn(s, t.Lang())) }

// timingIn says how a version stands to its deadline, and that it is a
// supplement; "đã nhận" where there is no date.
func timingIn(s campaign.Submission, lang string) string {
	words := received.In(lang)
	if !s.Timing.Deadline.IsZero() {
		words = lateWords(s.Timing.LateDays, lang)
	}
	switch {
	case s.Supplement:
		words = supplementWord.In(lang) + ", " + words
	case s.Asked:
		words = askedWord.In(lang) + ", " + words
	}
	return words
}

// closing is the last text of the talk: what is done and what comes next.
func (t *Turn) closing(s campaign.Submission, rest int) string {
	r, _ := t.Plan.Requirement(s.Requirement)
	text := t.S(handedIn, r.Title, s.Incoming.Number)
	if rest > 0 {
		text += "\n" + t.S(laterFiles, HTML(counted(rest, t.Lang(), fileNoun)))
	}
	var next string
	for _, d := range t.duties(s.Unit) {
		switch {
		case !d.OwesAnything():
		case d.Requirement.ID == s.Requirement && slices.Contains(d.MissingParts, campaign.PartSheet):
			return text + "\n" + t.S(afterSheet, d.Requirement.Short)
		case next == "":
			next = t.S(afterDuty, d.Requirement.Short)
		}
	}
	if next != "" {
		return text + "\n" + next
	}
	return text + "\n" + t.S(allDone)
}

// local puts a stored instant into the plan's zone.
func (t *Turn) local(at time.Time) time.Time { return at.In(t.Event.At.Location()) }

var (
	colleagueSent  = T("Đồng chí %s đã nộp <b>%s</b>. Số đến: %d, %s.", "%s handed in <b>%s</b>. No. %d, %s.")
	deskLine       = T("%s vừa nộp <b>%s</b>. Số đến: %d, %s.", "%s handed in <b>%s</b>. No. %d, %s.")
	statusLabel    = T("Xem tình hình nộp", "See the status")
	openLabel      = T("Mở", "Open")
	received       = T("đã nhận", "no deadline")
	askedWord      = T("bổ sung theo yêu cầu", "completes a return")
	supplementWord = T("bản bổ sung", "a supplement")
	handedIn       = T("Đã nộp <b>%s</b>, số đến %d. Phiếu tiếp nhận ở tin riêng.", "<b>%s</b> is handed in, No. %d. The receipt is a message of its own.")
	afterSheet     = T("Việc tiếp theo: hoàn thành bảng chấm điểm của “%s” – /cham", "Next: the score sheet of “%s” – /score")
	afterDuty      = T("Việc tiếp theo: %s – /nop", "Next: %s – /submit")
	allDone        = T("Đơn vị đã nộp đủ các nội dung đến kỳ.", "Your unit owes nothing at present.")
)
