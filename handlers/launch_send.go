package handlers

import (
	"thidua/campaign"
	"thidua/storage"
)

// launchPlan is the launch as it was prepared.
func (t *Turn) launchPlan() campaign.Launch {
	d, id := t.launchDraft(), t.Plan.FreeID()
	l := campaign.Launch{Movement: campaign.Movement{ID: id, Name: d.Name, Span: d.Span, Units: d.Units}}
	if d.Report != "" {
		l.Requirement = &campaign.Requirement{
			ID: id, Title: d.Report, Short: gist(d.Report, 40), Parts: []campaign.Part{campaign.PartFiles}, Opens: d.Span.From, Units: d.Units, Due: d.Due,
		}
	}
	return l
}

func showLaunchWords(t *Turn) {
	t.Show(t.S(launchWords, announceLongest-600)+t.fileLinesOf(launchFiles(t.Actor.ID)), t.launchRows("look", t.launchDraft().Text)...)
}

func saidLaunchWords(t *Turn, text string) {
	if len([]rune(text)) > announceLongest-600 {
		t.Say(t.S(announceLong, len([]rune(text)), announceLongest-600))
		return
	}
	if text, ok := t.announceWords(text); ok {
		t.prepare(func(d *storage.LaunchDraft) { d.Text = text })
		t.Go("look")
	}
}

func takeLaunchFile(t *Turn, u Uploaded) {
	name := launchFiles(t.Actor.ID)
	if !t.refused("", name, u) {
		t.keepFile("", name, u)
		t.Go(t.State.Step)
	}
}

// launchText is the announcement: what was typed, and the facts of the launch.
func (t *Turn) launchText(l campaign.Launch, lang string) string {
	text := launchFacts.plain(lang, l.Movement.Name, shortDay(l.Movement.Span.From, lang), shortDay(l.Movement.Span.To, lang))
	if r := l.Requirement; r != nil {
		text += "\n" + launchHandIn.plain(lang, r.Title, HTML(planDueWords(t.Plan, *r, lang)))
	}
	return text + "\n\n" + t.launchDraft().Text
}

func (t *Turn) launchAudience(l campaign.Launch) storage.Audience {
	units := l.Movement.Units
	if len(units) == 0 {
		for _, u := range t.Plan.Competing() {
			units = append(units, u.ID)
		}
	}
	return storage.Audience{Kind: toUnits, Units: units}
}

func showLaunchLook(t *Turn) {
	l := t.launchPlan()
	people, lost := t.receivers(storage.Announcement{By: t.Actor.ID, Audience: t.launchAudience(l)})
	who := t.S(launchAll)
	if len(l.Movement.Units) > 0 {
		who = t.audienceWords(t.launchAudience(l), t.Lang())
	}
	text := t.S(announcePreview, t.launchText(l, t.Set.language())) + t.fileLinesOf(launchFiles(t.Actor.ID))
	text += "\n\n" + t.S(announceTo, HTML(who), HTML(counted(len(people), t.Lang(), personNoun)))
	if len(lost) > 0 {
		text += "\n" + t.S(unreachedLine, counted(len(lost), t.Lang(), personNoun))
	}
	if t.Plan.Quiet(t.Event.At, false) {
		text += "\n" + t.quietNote()
	}
	t.Show(text, Row(t.B("launch", launchNow)), Row(t.B("name", launchAgain), t.B("words", announceRewrite)), Row(t.B("drop", announceDrop), t.B("leave", leaveLabel)))
}

func pressLaunchLook(t *Turn, action string) {
	switch {
	case !t.allowed(campaign.ActLaunch, ""):
		t.lost()
	case action == "words" || action == "name":
		t.Go(action)
	case action == "drop":
		t.dropLaunch()
	case action == "launch" && t.filesReady(launchFiles(t.Actor.ID)) && t.launchStands():
		t.launch()
	case action == "leave":
		pressLaunch(t, action)
	}
}

// launchStands: a draft may have waited until its days were past.
func (t *Turn) launchStands() bool {
	l, today := t.launchPlan(), t.Plan.Day(t.Event.At)
	last, dated := campaign.Date{}, false
	if l.Requirement != nil {
		last, dated = t.Plan.LastDay(*l.Requirement)
	}
	if l.Movement.Span.To.Before(today) {
		last, dated = l.Movement.Span.To, true
	}
	if dated && last.Before(today) {
		t.Say(t.S(extendPast, upperFirst(dayWords(last, t.Lang()))))
		t.Go("span")
		return false
	}
	return true
}

func (t *Turn) dropLaunch() {
	for _, a := range t.draft("", launchFiles(t.Actor.ID)).Attachments {
		t.forget("", a.ID)
	}
	storage.LaunchDrafts.Delete(t.Tx, storage.K(t.Plan.Campaign, t.Actor.ID))
	t.End()
	t.Close(t.S(launchLeft))
}

// launch amends the plan and announces it to those who take part.
func (t *Turn) launch() {
	l := t.launchPlan()
	a := storage.Announcement{By: t.Actor.ID, Text: t.launchText(l, t.Set.language()), Audience: t.launchAudience(l)}
	t.amend(l, l.Movement.Name)
	t.Note("launch", "", l.Movement.ID, l.Movement.Name)
	files := t.draft("", launchFiles(t.Actor.ID))
	a.Files, files.Attachments = files.Attachments, nil
	t.saveDraft(files)
	storage.LaunchDrafts.Delete(t.Tx, storage.K(t.Plan.Campaign, t.Actor.ID))
	people, _ := t.receivers(a)
	t.sendAnnouncement(a, people)
	if len(l.Movement.Units) == 0 {
		t.sayInGroup(t.S(plainLine, a.Text))
	}
	t.End()
	t.Close(t.S(launchDone, l.Movement.Name))
}
