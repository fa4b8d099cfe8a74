package handlers

import (
	"slices"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// launchTalk is /phatdong: a thematic movement in mid-year with its own dates,
// those who take part, what they hand in, and the announcement that begins it
// (S39). It becomes an amendment of the plan, so that timetable, reminders and
// hand-ins follow without knowing of it.
func launchTalk() Conversation {
	return Conversation{
		Name: "launch", Commands: []string{"phatdong", "launch"},
		Help:  T("Phát động phong trào chuyên đề", "Launch a thematic movement"),
		Who:   []campaign.RoleKind{campaign.Secretary, campaign.Leader},
		Start: func(t *Turn, _ []string) { t.startLaunch() },
		Steps: map[string]Step{
			"name":   {Show: showLaunchName, Press: pressLaunch, Said: saidLaunchName, Awaits: awaitsLaunchName},
			"span":   {Show: showLaunchSpan, Press: pressLaunch, Said: saidLaunchSpan, Awaits: awaitsLaunchSpan},
			"who":    {Show: showLaunchWho, Press: pressLaunchWho, Said: saidLaunchWho, Awaits: unitAwaited},
			"report": {Show: showLaunchReport, Press: pressLaunchReport, Said: saidLaunchReport, Awaits: awaitsLaunchReport},
			"due":    {Show: showLaunchDue, Press: pressLaunchDue, Said: saidLaunchDue, Awaits: awaitsLaunchDue},
			"words":  {Show: showLaunchWords, Press: pressLaunch, Said: saidLaunchWords, Uploaded: takeLaunchFile, Awaits: awaitsAnnounceText},
			"look":   {Show: showLaunchLook, Press: pressLaunchLook, Uploaded: takeLaunchFile, Awaits: awaitsAnnounceLook},
		},
	}
}

func (t *Turn) startLaunch() {
	if t.Plan == nil || !t.allowed(campaign.ActLaunch, "") {
		t.Say(t.S(notYours, "/phatdong"))
		return
	}
	t.Begin("launch", "name", nil)
}

// pressLaunch leaves the talk; there is no other button at most steps.
func pressLaunch(t *Turn, _ string) {
	t.End()
	t.Close(t.S(launchLeft))
}

func showLaunchName(t *Turn) { t.Show(t.S(launchName), Row(t.B("leave", leaveLabel))) }

func saidLaunchName(t *Turn, text string) {
	name := tidy(text)
	if n := len([]rune(name)); n < 10 || n > 200 {
		t.Say(t.S(launchBadName, n))
		return
	}
	t.Keep("name", name)
	t.Go("span")
}

func showLaunchSpan(t *Turn) { t.Show(t.S(launchSpan), Row(t.B("leave", leaveLabel))) }

// saidLaunchSpan reads "1/7 - 30/9/2021" or "từ 1/7 đến 30/9".
func saidLaunchSpan(t *Turn, text string) {
	from, to, ok := strings.Cut(strings.NewReplacer("–", "-", "đến", "-", " to ", "-", "từ", "").Replace(strings.ToLower(text)), "-")
	first, ok1 := readDay(from, t.Plan.Day(t.Event.At))
	last, ok2 := readDay(to, first)
	switch {
	case !ok || !ok1 || !ok2:
		t.Say(t.S(awaitsLaunchSpan))
	case last.Before(first):
		t.Say(t.S(launchBackwards, dayWords(last, t.Lang()), dayWords(first, t.Lang())))
	case last.Before(t.Plan.Day(t.Event.At)):
		t.Say(t.S(extendPast, dayWords(last, t.Lang())))
	default:
		t.Keep("from", first.String())
		t.Keep("to", last.String())
		t.Go("who")
	}
}

func showLaunchWho(t *Turn) {
	chosen := strings.Fields(t.Kept("units"))
	rows := t.unitRows(t.Plan.Competing(), func(u campaign.Unit) string {
		if slices.Contains(chosen, u.ID) {
			return tickedUnit.plain(t.Lang(), u.Name)
		}
		return u.Name
	})
	if len(chosen) > 0 {
		rows = append(rows, Row(t.B("done", unitsChosen, len(chosen))))
	}
	t.Show(t.S(launchWho), append(rows, Row(t.B("everyone", launchAll)), Row(t.B("leave", leaveLabel)))...)
}

func pressLaunchWho(t *Turn, action string) {
	switch action {
	case "leave":
		pressLaunch(t, action)
	case "everyone":
		t.Keep("units", "")
		t.Go("report")
	case "done":
		t.Go("report")
	default:
		t.tick(t.unitPressed(action))
	}
}

func saidLaunchWho(t *Turn, text string) { t.tick(t.unitSearched(t.Plan.Competing(), text)) }

func showLaunchReport(t *Turn) {
	t.Show(t.S(launchReport), Row(t.B("usual", launchUsual)), Row(t.B("none", launchNothing)), Row(t.B("leave", leaveLabel)))
}

func pressLaunchReport(t *Turn, action string) {
	switch action {
	case "usual":
		t.Keep("report", launchReportOf.plain(t.Set.language(), t.Kept("name")))
		t.Go("due")
	case "none":
		t.Keep("report", "")
		t.Go("words")
	default:
		pressLaunch(t, action)
	}
}

func saidLaunchReport(t *Turn, text string) {
	title := tidy(text)
	if n := len([]rune(title)); n < 5 || n > 200 {
		t.Say(t.S(awaitsLaunchReport))
		return
	}
	t.Keep("report", title)
	t.Go("due")
}

func showLaunchDue(t *Turn) {
	t.Show(t.S(launchDue), Row(t.B("none", launchNoDue)), Row(t.B("leave", leaveLabel)))
}

func pressLaunchDue(t *Turn, action string) {
	if action != "none" {
		pressLaunch(t, action)
		return
	}
	t.Keep("due", "")
	t.Go("words")
}

// saidLaunchDue reads "trước ngày 15/10" (the day before is the last) or "15/10".
func saidLaunchDue(t *Turn, text string) {
	words := fold(text)
	strict := strings.HasPrefix(words, "truoc") || strings.HasPrefix(words, "before")
	plain := strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(text), "trước"), "before")
	from, _ := campaign.ParseDate(t.Kept("from"))
	day, ok := readDay(strings.TrimPrefix(plain, "truoc"), from)
	last := day
	if strict {
		last = day.AddDays(-1)
	}
	switch {
	case !ok:
		t.Say(t.S(awaitsLaunchDue))
	case last.Before(from) || last.Before(t.Plan.Day(t.Event.At)):
		t.Say(t.S(launchDueEarly, dayWords(last, t.Lang())))
	default:
		t.Keep("due", day.String())
		t.Keep("strict", map[bool]string{true: "1"}[strict])
		t.Go("words")
	}
}

// launchPlan is the launch as the answers have it.
func (t *Turn) launchPlan() campaign.Launch {
	from, _ := campaign.ParseDate(t.Kept("from"))
	to, _ := campaign.ParseDate(t.Kept("to"))
	id := t.Plan.FreeID()
	units := strings.Fields(t.Kept("units"))
	l := campaign.Launch{Movement: campaign.Movement{ID: id, Name: t.Kept("name"), Span: campaign.Span{From: from, To: to}, Units: units}}
	if title := t.Kept("report"); title != "" {
		r := campaign.Requirement{ID: id, Title: title, Short: gist(title, 40), Parts: []campaign.Part{campaign.PartFiles}, Opens: from, Units: units}
		if due, err := campaign.ParseDate(t.Kept("due")); err == nil {
			r.Due = campaign.Due{Date: due, Strict: t.Kept("strict") != "", IfHoliday: campaign.KeepDay}
		}
		l.Requirement = &r
	}
	return l
}

func showLaunchWords(t *Turn) {
	t.Show(t.S(launchWords, announceLongest-600)+t.announceFileLines(), Row(t.B("leave", leaveLabel)))
}

func saidLaunchWords(t *Turn, text string) {
	if len([]rune(text)) > announceLongest-600 {
		t.Say(t.S(announceLong, len([]rune(text)), announceLongest-600))
		return
	}
	if text, ok := t.announceWords(text); ok {
		t.Keep("text", text)
		t.Go("look")
	}
}

func takeLaunchFile(t *Turn, u Uploaded) {
	name := announceFiles(t.Actor.ID)
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
	return text + "\n\n" + t.Kept("text")
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
	text := t.S(announcePreview, t.launchText(l, t.Set.language())) + t.announceFileLines()
	text += "\n\n" + t.S(announceTo, HTML(who), HTML(counted(len(people), t.Lang(), personNoun)))
	if len(lost) > 0 {
		text += "\n" + t.S(unreachedLine, counted(len(lost), t.Lang(), personNoun))
	}
	if t.Plan.Quiet(t.Event.At, false) {
		text += "\n" + t.quietNote()
	}
	t.Show(text, Row(t.B("launch", launchNow)), Row(t.B("words", announceRewrite)), Row(t.B("leave", leaveLabel)))
}

func pressLaunchLook(t *Turn, action string) {
	switch {
	case !t.allowed(campaign.ActLaunch, ""):
		t.lost()
	case action == "words":
		t.Go("words")
	case action == "launch" && t.announceReady():
		t.launch()
	case action == "leave":
		pressLaunch(t, action)
	}
}

// launch amends the plan and announces it to those who take part.
func (t *Turn) launch() {
	l := t.launchPlan()
	a := storage.Announcement{By: t.Actor.ID, Text: t.launchText(l, t.Set.language()), Audience: t.launchAudience(l)}
	t.amend(l, l.Movement.Name)
	t.Note("launch", "", l.Movement.ID, l.Movement.Name)
	files := t.draft("", announceFiles(t.Actor.ID))
	a.Files, files.Attachments = files.Attachments, nil
	t.saveDraft(files)
	people, _ := t.receivers(a)
	t.sendAnnouncement(a, people)
	t.End()
	t.Close(t.S(launchDone, l.Movement.Name))
}
