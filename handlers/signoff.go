package handlers

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"thidua/campaign"
	"thidua/storage"
)

// Where the plan asks for it, what a contact confirmed goes to the unit's head,
// who approves it ("Duyệt gửi") or returns it with a word (S45). The hand-in
// counts from the approval: that is when the unit, and not only its contact, has
// spoken. See doc.go for why. A unit without a head who can be reached is not
// stopped in silence: its main contact may send with a note on the approval that
// was given on paper, and the note is on the receipt.

// signOffTalk is /duyet: what waits for the head's word.
func signOffTalk() Conversation {
	return Conversation{
		Name: "signoff", Commands: []string{"duyet", "approve"},
		Help:  T("Duyệt gửi báo cáo, Bảng chấm điểm của đơn vị", "Approve what your unit sends"),
		Who:   []campaign.RoleKind{campaign.UnitHead},
		Start: startSignOff,
		Steps: map[string]Step{
			"list": {Show: showSignOffs, Press: pressSignOffs, Awaits: awaitsChoice},
			"item": {Show: showSignOff, Press: pressSignOff, Awaits: awaitsApproval},
			"back": {Show: showSendBack, Press: pressSendBack, Said: saidSendBack, Awaits: awaitsSendBack},
		},
	}
}

// sheetItem stands for the score sheet where a requirement's id is expected.
const sheetItem = "sheet"

// startSignOff opens the list, or one thing: "/duyet vks soket".
func startSignOff(t *Turn, args []string) {
	t.Begin("signoff", "", nil)
	if len(args) > 1 {
		t.Keep("unit", args[0])
		t.Keep("req", args[1])
		if _, ok := t.toSign(); ok {
			t.Go("item")
			return
		}
		t.Say(t.S(noLongerWaits))
	}
	t.Go("list")
}

// toApprove is one thing that waits for the head.
type toApprove struct {
	unit, requirement string
	title             string
	confirmed         campaign.Confirmation
	draft             campaign.Draft
	rev               int
}

// headUnits are the units the actor is head of.
func (t *Turn) headUnits() []string {
	var out []string
	for _, r := range t.current(t.Actor) {
		if r.Kind == campaign.UnitHead && !slices.Contains(out, r.Unit) {
			out = append(out, r.Unit)
		}
	}
	return out
}

// approvals are all things that wait for the actor, in plan order.
func (t *Turn) approvals() []toApprove {
	var out []toApprove
	if t.Plan == nil {
		return nil
	}
	for _, unit := range t.headUnits() {
		out = append(out, t.pending(unit)...)
	}
	return out
}

// pending is what of a unit waits for its head.
func (t *Turn) pending(unit string) []toApprove {
	var out []toApprove
	for _, r := range t.Plan.Requirements {
		if d := t.draft(unit, r.ID); d.Confirmed != nil && d.Confirmed.Asked {
			out = append(out, toApprove{unit: unit, requirement: r.ID, title: r.Title, confirmed: *d.Confirmed, draft: d, rev: d.Rev})
		}
	}
	if s := t.ownSheet(unit); s.Pending != nil && !s.Sealed() {
		out = append(out, toApprove{unit: unit, requirement: sheetItem, title: t.S(theSheet, t.year()), confirmed: *s.Pending, rev: s.Rev})
	}
	return out
}

// toSign is the thing the talk is about, while it waits.
func (t *Turn) toSign() (toApprove, bool) {
	for _, a := range t.approvals() {
		if a.unit == t.Kept("unit") && a.requirement == t.Kept("req") {
			return a, true
		}
	}
	return toApprove{}, false
}

func showSignOffs(t *Turn) {
	all := t.approvals()
	if len(all) == 0 {
		t.Show(t.S(nothingToApprove))
		return
	}
	text := t.S(approveHead)
	var rows [][]storage.Button
	for _, a := range all {
		text += "\n" + t.S(approveLine, a.title, t.unitName(a.unit), t.who(a.confirmed.By), stamp(t.local(a.confirmed.At), t.Lang()))
		rows = append(rows, Row(storage.Button{Label: a.title, Action: a.unit + " " + a.requirement}))
	}
	t.Show(text, rows...)
}

func pressSignOffs(t *Turn, action string) {
	unit, req, _ := strings.Cut(action, " ")
	t.Keep("unit", unit)
	t.Keep("req", req)
	if _, ok := t.toSign(); !ok {
		t.Go("list")
		return
	}
	t.Go("item")
}

func showSignOff(t *Turn) {
	a, ok := t.toSign()
	if !ok {
		t.Say(t.S(noLongerWaits))
		t.Go("list")
		return
	}
	t.Keep("rev", strconv.Itoa(a.rev))
	text := t.S(approveItem, a.title, t.unitName(a.unit), t.who(a.confirmed.By), stamp(t.local(a.confirmed.At), t.Lang()))
	var rows [][]storage.Button
	if s, isSheet := t.pendingSheet(a); isSheet {
		text = paragraphs(text, s.sums(), s.checkLines(), s.ifApproved())
		rows = append(rows, Row(t.B("/cham "+a.unit, lookAtSheet)))
	} else {
		text = paragraphs(text, t.S(summaryFiles, HTML(attached(a.draft.Attachments, t.Lang())))+"\n"+fileLines(a.draft.Attachments, t.Lang()), t.approvedNow(a))
		for i, f := range a.draft.Attachments[:min(len(a.draft.Attachments), shownEvidence)] {
			rows = append(rows, Row(t.B("file "+f.ID, openProof, i+1, short(f.Name, 30))))
		}
	}
	rows = append(rows, Row(t.B("approve", approveLabel)), Row(t.B("return", sendBackLabel), t.B("list", backLabel)))
	t.Show(text, rows...)
}

// pendingSheet is the unit's sheet, where that is what waits.
func (t *Turn) pendingSheet(a toApprove) (*scoring, bool) {
	if a.requirement != sheetItem {
		return nil, false
	}
	s := t.scoringOf(a.unit, t.ownSheet(a.unit))
	s.facts = factsOf(t.Tx, t.Plan, a.unit, t.Event.At)
	s.reckon()
	return s, true
}

// ifApproved says how an approval at this moment stands to the deadline.
func (s *scoring) ifApproved() string {
	if s.due.Requirement.ID == "" || s.due.Deadline.IsZero() {
		return ""
	}
	return s.S(approveTiming, HTML(lateWords(s.judgeWord(true, s.sheet.Pending.At).LateDays, s.Lang())), s.deadline())
}

func (t *Turn) approvedNow(a toApprove) string {
	duty, ok := t.duty(a.unit, a.requirement)
	if duty = t.answerBy(duty); !ok || duty.Deadline.IsZero() {
		return ""
	}
	word := campaign.Confirmation{At: t.Event.At, Pressed: true}
	h := campaign.Approve(t.handInAt(duty.Deadline, a.draft.Attachments, word), a.confirmed.At, word.At, true)
	return t.S(approveTiming, HTML(lateWords(t.Plan.JudgeAt(duty.Deadline, h).LateDays, t.Lang())), deadlineWords(duty.Deadline, t.Lang()))
}

func pressSignOff(t *Turn, action string) {
	a, ok := t.toSign()
	if !ok {
		t.Answer(noLongerWaits.plain(t.Lang()), false)
		t.Go("list")
		return
	}
	id, isFile := strings.CutPrefix(action, "file ")
	switch {
	case isFile:
		if i := fileIndex(a.draft.Attachments, id); i >= 0 && ready(a.draft.Attachments[i]) {
			t.openDraft(a.unit, a.draft.Attachments[i])
		}
		t.Go("item")
	case action == "return":
		t.Go("back")
	case action != "approve":
		t.Go("list")
	case t.Kept("rev") != strconv.Itoa(a.rev):
		t.Answer(lookAgain.plain(t.Lang()), true)
		t.Go("item")
	default:
		t.approve(a)
	}
}

// openDraft sends a file that waits for approval to the head.
func (t *Turn) openDraft(unit string, f campaign.Attachment) {
	if f.Link != "" {
		t.Say(t.S(proofLink, t.unitName(unit), linkNoun, f.Link))
		return
	}
	t.Send(Outgoing{
		Kind: OutFile, Class: ClassReply, Chat: t.Event.Chat.ID, File: f.SHA256, Name: campaign.CleanName(f.Name),
		Text: t.S(notSentYet, t.unitName(unit)),
	})
}

// approve hands in what waits, in the name of who confirmed it.
func (t *Turn) approve(a toApprove) {
	t.Note("approve", a.unit, a.requirement, "")
	if s, isSheet := t.pendingSheet(a); isSheet {
		if !s.maySend() {
			t.Go("item")
			return
		}
		t.Close(t.S(approvedDone, a.title))
		s.sealBy(a.confirmed)
		return
	}
	by, word := a.confirmed.By, &campaign.Approval{By: t.Actor.ID, At: t.Event.At}
	t.End()
	t.Close(t.S(approvedDone, a.title))
	if p, ok := storage.GetPerson(t.Tx, by); !ok || !campaign.May(p.Roles, campaign.ActSubmit, a.unit, t.year()) {
		by = t.Actor.ID // who confirmed has left: the head stands for it alone
		a.confirmed.By = by
	}
	t.For(by, func(u *Turn) { u.aside(a.draft, func() { u.handIn(a.draft, a.confirmed, word) }) })
}

func showSendBack(t *Turn) {
	a, ok := t.toSign()
	if !ok {
		t.Go("list")
		return
	}
	t.Show(t.S(sendBackAsk, a.title, longestReason), Row(t.B("item", backLabel)))
}

func pressSendBack(t *Turn, _ string) { t.Go("item") }

// saidSendBack returns what waits to who confirmed it, with the head's word.
func saidSendBack(t *Turn, text string) {
	a, ok := t.toSign()
	word := strings.Join(strings.Fields(text), " ")
	switch n := utf8.RuneCountInString(word); {
	case !ok:
		t.Go("list")
		return
	case n > longestReason:
		t.Say(t.S(longReason, n, longestReason))
		return
	}
	if s, isSheet := t.pendingSheet(a); isSheet {
		s.sheet.Pending = nil
		s.save()
	} else {
		a.draft.Confirmed = nil
		t.putDraft(a.draft)
	}
	t.Note("disapprove", a.unit, a.requirement, word)
	for _, p := range t.colleagues(a.unit) {
		if p.ID == t.Actor.ID {
			continue
		}
		lang := t.LangOf(p)
		t.Tell(p, ClassReply, sentBack.In(lang, t.Actor.Name, a.title, word), Row(storage.Button{Action: a.open(), Label: openLabel.plain(lang)}))
	}
	t.Keep("req", "")
	t.Say(t.S(sentBackDone, a.title))
	t.Go("list")
}
