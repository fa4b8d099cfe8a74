package handlers

import (
	"slices"
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// What the desk decides reaches every contact of the unit in one message, and
// the dates of returns stand in the agenda.

// tellUnit sends a message of record to the people of a unit, without a sound
// in quiet hours; the text is written in each one's language.
func (t *Turn) tellUnit(unit string, write func(lang string) (string, [][]storage.Button)) {
	for _, p := range once(t.colleagues(unit)) {
		text, rows := write(t.LangOf(p))
		t.Send(Outgoing{
			Kind: OutSay, Class: ClassRecord, Chat: p.ID, Text: text, Buttons: rows,
			Silent: t.Plan.Quiet(t.Event.At, false),
		})
	}
}

func (t *Turn) tellAccepted(s campaign.Submission, nowOfficial bool) {
	r, _ := t.Plan.Requirement(s.Requirement)
	t.tellUnit(s.Unit, func(lang string) (string, [][]storage.Button) {
		text := unitAccepted.In(lang, r.Title, s.Version, s.Incoming.Number, s.Incoming.Year)
		if nowOfficial {
			text += " " + unitNowOfficial.In(lang)
		}
		return text, nil
	})
}

// tellReturned is the one message about a return. Its buttons open exactly what
// is asked for.
func (t *Turn) tellReturned(s campaign.Submission, r campaign.Review) {
	t.tellUnit(s.Unit, func(lang string) (string, [][]storage.Button) {
		return t.returnText(s, r, lang), itemButtons(r, lang)
	})
}

func (t *Turn) returnText(s campaign.Submission, r campaign.Review, lang string) string {
	req, _ := t.Plan.Requirement(s.Requirement)
	text := returnHead.In(lang, req.Title, s.Version, s.Incoming.Number, s.Incoming.Year) + "\n" + reasonLine.In(lang, r.Reason)
	if len(r.Items) > 0 {
		text += "\n" + itemsWanted.In(lang) + itemLines(r.Items, lang)
	}
	text += "\n" + dueWanted.In(lang, dayWords(r.Due, lang), daysLeft(campaign.DateOf(t.Event.At).DaysUntil(r.Due), lang))
	if s.Timing.LateDays == 0 && !s.Timing.Deadline.IsZero() {
		text += " " + markKept.In(lang)
	}
	return text + "\n" + regards.In(lang)
}

// itemButtons are one for each item, or one for all.
func itemButtons(r campaign.Review, lang string) [][]storage.Button {
	if len(r.Items) == 0 {
		return [][]storage.Button{Row(storage.Button{Label: supplementLabel.plain(lang), Action: "/nop " + r.Requirement + " " + r.Unit})}
	}
	var rows [][]storage.Button
	for i, item := range r.Items {
		form := addMissing
		if item.Attachment != "" {
			form = sendAnew
		}
		rows = append(rows, Row(storage.Button{
			Label: form.plain(lang, short(item.Text, 40)), Action: "/nop " + r.Requirement + " " + r.Unit + " " + strconv.Itoa(i+1),
		}))
	}
	return rows
}

// reopenDraft puts the files that need not come anew into the unit's draft, so
// that only what is asked for has to be sent.
func (t *Turn) reopenDraft(s campaign.Submission, r campaign.Review) {
	d := t.draft(s.Unit, s.Requirement)
	kept := 0
	for _, a := range s.Attachments {
		if itemIndex(r.Items, a.ID) >= 0 || len(d.Attachments) >= maxFiles ||
			slices.ContainsFunc(d.Attachments, func(b campaign.Attachment) bool { return b.Same(a) }) {
			continue
		}
		a.Item = 0
		d.Attachments = append(d.Attachments, a)
		kept++
	}
	if kept > 0 {
		t.putDraft(d)
	}
}

// dropKept takes those files out again when the version is accepted as it is.
func (t *Turn) dropKept(s campaign.Submission) {
	d := t.draft(s.Unit, s.Requirement)
	n := len(d.Attachments)
	d.Attachments = slices.DeleteFunc(d.Attachments, func(a campaign.Attachment) bool { return fileIndex(s.Attachments, a.ID) >= 0 })
	if len(d.Attachments) != n {
		t.putDraft(d)
	}
}

// remindReturn lays out the days a return is told again: the day before its
// date and the date itself to the unit, the day after to the desk.
func (t *Turn) remindReturn(r campaign.Review) {
	for n := -1; n <= 1; n++ {
		t.roundOn(r.Due.AddDays(n))
	}
}

// tellUnanswered tells the desk of every return whose date was the day before and
// that is open still.
func (t *Turn) tellUnanswered(day campaign.Date) {
	for _, r := range storage.Reviews.Prefix(t.Tx, storage.K(t.Plan.Campaign)) {
		if r.State != campaign.ReviewReturned || r.Due.AddDays(1) != day {
			continue
		}
		req, _ := t.Plan.Requirement(r.Requirement)
		open := "/thamdinh " + r.Unit + " " + r.Requirement + " " + strconv.Itoa(r.Version)
		for _, p := range once(t.desk()) {
			lang := t.LangOf(p)
			t.Tell(p, ClassReply, unanswered.In(lang, t.unitName(r.Unit), req.Title, dayWords(r.Due, lang)),
				Row(storage.Button{Label: openLabel.plain(lang), Action: open}, storage.Button{Label: askLabel.plain(lang), Action: open + " hoi"}))
		}
	}
}

// returnsOn keeps the duties whose return is remembered on one of the days.
func returnsOn(duties []campaign.Duty, days []campaign.Date) []campaign.Duty {
	var out []campaign.Duty
	for _, d := range duties {
		if d.Return != nil && (slices.Contains(days, d.Return.Due) || slices.Contains(days, d.Return.Due.AddDays(-1))) {
			out = append(out, d)
		}
	}
	return out
}

// returnLine is one return in a reminder.
func returnLine(v *View, d campaign.Duty) string {
	left := campaign.DateOf(v.Now).DaysUntil(d.Return.Due)
	return v.S(remindReturnLine, d.Requirement.Title, dayWords(d.Return.Due, v.Lang), upperFirst(daysLeft(left, v.Lang)), d.Return.Reason)
}

var (
	unitAccepted    = T("<b>Đã tiếp nhận</b> %s, bản lần %d, số đến %d/%d.", "<b>Accepted:</b> %s, version %d, No. %d/%d.")
	unitNowOfficial = T("Bản này là bản chính thức của đơn vị.", "It is your unit's official version.")
	returnHead      = T("<b>Trả lại để bổ sung</b>\n%s, bản lần %d, số đến %d/%d", "<b>Returned for completion</b>\n%s, version %d, No. %d/%d")
	itemsWanted     = T("Đề nghị đơn vị:", "Please send:")
	dueWanted       = T("Hạn bổ sung: đến 24h00 %s (%s).", "Due by midnight at the end of %s (%s).")
	markKept        = T("Bổ sung trong hạn này thì vẫn được tính là nộp đúng hạn.", "Completed by then, it still counts as on time.")
	supplementLabel = T("Bổ sung", "Complete it")
	sendAnew        = T("Gửi lại: %s", "Again: %s")
	addMissing      = T("Bổ sung: %s", "Add: %s")
	unanswered      = T("%s chưa bổ sung <b>%s</b>; hạn bổ sung là %s.", "%s has not completed <b>%s</b>; it was due on %s.")

	remindReturnLine = T("<b>%s</b> được trả lại để bổ sung, ngày cuối là %s. <b>%s</b>. Lý do: %s",
		"<b>%s</b> was returned for completion; the last day is %s. <b>%s</b>. Reason: %s")
)
