package handlers

import (
	"slices"
	"strconv"
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
			"look":   {Show: showLaunchLook, Press: pressLaunchLook, Uploaded: takeLaunchFile, Awaits: pressAbove},
		},
	}
}

func (t *Turn) startLaunch() {
	if t.Plan == nil || !t.allowed(campaign.ActLaunch, "") {
		t.notFor("phatdong")
		return
	}
	if t.launchDraft().Text != "" {
		t.Begin("launch", "look", nil)
		return
	}
	t.Begin("launch", "name", nil)
}

// launchFiles names the draft of files that goes with a launch.
func launchFiles(person int64) string { return "~pd" + strconv.FormatInt(person, 10) }

// launchDraft is what the actor has prepared so far.
func (t *Turn) launchDraft() storage.LaunchDraft {
	d, _ := storage.LaunchDrafts.Get(t.Tx, storage.K(t.Plan.Campaign, t.Actor.ID))
	return d
}

func (t *Turn) prepare(fn func(d *storage.LaunchDraft)) {
	d := t.launchDraft()
	fn(&d)
	d.At = t.Event.At
	storage.LaunchDrafts.Put(t.Tx, storage.K(t.Plan.Campaign, t.Actor.ID), d)
}

// pressLaunch leaves the talk, or keeps what an earlier visit left at its step.
func pressLaunch(t *Turn, action string) {
	if next, ok := strings.CutPrefix(action, "keep "); ok {
		t.Go(next)
		return
	}
	t.End()
	if t.launchDraft().Name == "" {
		t.Close(t.S(launchLeft))
		return
	}
	t.Close(t.S(launchKept))
}

// launchRows are the buttons of a step: what was entered there before stands
// ready to be kept.
func (t *Turn) launchRows(next, entered string) [][]storage.Button {
	if entered == "" {
		return [][]storage.Button{Row(t.B("leave", leaveLabel))}
	}
	return [][]storage.Button{Row(t.B("keep "+next, launchKeep, gist(entered, 40))), Row(t.B("leave", leaveLabel))}
}

func showLaunchName(t *Turn) { t.Show(t.S(launchName), t.launchRows("span", t.launchDraft().Name)...) }

func saidLaunchName(t *Turn, text string) {
	name := tidy(text)
	if n := len([]rune(name)); n < 10 || n > 200 {
		t.Say(t.S(launchBadName, n))
		return
	}
	t.prepare(func(d *storage.LaunchDraft) { d.Name = name })
	t.Go("span")
}

func showLaunchSpan(t *Turn) {
	entered := ""
	if span := t.launchDraft().Span; !span.IsZero() {
		entered = shortDay(span.From, t.Lang()) + " – " + shortDay(span.To, t.Lang())
	}
	t.Show(t.S(launchSpan), t.launchRows("who", entered)...)
}

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
		t.Say(t.S(extendPast, upperFirst(dayWords(last, t.Lang()))))
	default:
		t.prepare(func(d *storage.LaunchDraft) { d.Span = campaign.Span{From: first, To: last} })
		t.Go("who")
	}
}

func showLaunchWho(t *Turn) {
	chosen := t.launchDraft().Units
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
		t.prepare(func(d *storage.LaunchDraft) { d.Units = nil })
		t.Go("report")
	case "done":
		t.Go("report")
	default:
		t.tickLaunch(t.unitPressed(action))
	}
}

func saidLaunchWho(t *Turn, text string) { t.tickLaunch(t.unitSearched(t.Plan.Competing(), text)) }

// tickLaunch adds a unit to those who take part, or takes it out.
func (t *Turn) tickLaunch(unit string, ok bool) {
	if !ok {
		return
	}
	t.prepare(func(d *storage.LaunchDraft) { d.Units = toggled(d.Units, unit) })
	t.Keep("find", "")
	t.Go("who")
}

func showLaunchReport(t *Turn) {
	t.Show(t.S(launchReport), Row(t.B("usual", launchUsual)), Row(t.B("none", launchNothing)), Row(t.B("leave", leaveLabel)))
}

func pressLaunchReport(t *Turn, action string) {
	switch action {
	case "usual":
		t.prepare(func(d *storage.LaunchDraft) { d.Report = launchReportOf.plain(t.Set.language(), d.Name) })
		t.Go("due")
	case "none":
		t.prepare(func(d *storage.LaunchDraft) { d.Report, d.Due = "", campaign.Due{} })
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
	t.prepare(func(d *storage.LaunchDraft) { d.Report = title })
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
	t.prepare(func(d *storage.LaunchDraft) { d.Due = campaign.Due{} })
	t.Go("words")
}

// saidLaunchDue reads "trước ngày 15/10" (the day before is the last) or "15/10".
func saidLaunchDue(t *Turn, text string) {
	words := fold(text)
	strict := strings.HasPrefix(words, "truoc") || strings.HasPrefix(words, "before")
	plain := strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(text), "trước"), "before")
	from := t.launchDraft().Span.From
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
		t.prepare(func(d *storage.LaunchDraft) {
			d.Due = campaign.Due{Date: day, Strict: strict, IfHoliday: campaign.KeepDay}
		})
		t.Go("words")
	}
}
