package handlers

import (
	"slices"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// The home card: who I am, which phase runs, what I have to do, and a button
// for each of it.

// maxHomeButtons keeps the card within three rows of two.
const maxHomeButtons = 6

// home shows the home card. Somebody without a role is told what their request
// waits for, or is greeted.
func (t *Turn) home() {
	if t.Plan == nil {
		t.Say(t.S(noPlan))
		return
	}
	if len(t.current(t.Actor)) == 0 {
		t.homeless()
		return
	}
	if p := t.setMenu(t.Actor); p.Commands != t.Actor.Commands {
		t.Actor = p
		storage.PutPerson(t.Tx, p)
	}
	parts := []string{
		t.S(homeHead, t.rolesWords(t.Actor, t.Lang()), t.Plan.Bloc, t.Plan.Year),
		t.phaseNow(),
	}
	if t.consentLapsed() {
		parts = append(parts, t.S(consentLapsed))
	}
	var duties, desk []storage.Button
	if t.holds(t.Actor, campaign.Secretary, "") || t.holds(t.Actor, campaign.Leader, "") {
		card := t.deskCard()
		parts, desk = append(parts, "", card.text), t.homeButtons(card)
	}
	if line, button := t.approvalCard(); line != "" {
		parts, duties = append(parts, "", line), append(duties, button...)
	}
	if line := t.resultsCard(); line != "" {
		parts = append(parts, "", line)
	}
	if line := t.shutCard(); line != "" {
		parts = append(parts, "", line)
	}
	units := t.ownUnits()
	for _, unit := range units {
		head := t.S(unitHead, t.unitName(unit))
		if len(units) == 1 {
			head = t.S(ownDutiesHead)
		}
		text, buttons := t.unitCard(unit, head)
		parts = append(parts, "", text)
		for _, b := range buttons { // the talk asks which unit, where there are two
			if !slices.Contains(duties, b) {
				duties = append(duties, b)
			}
		}
	}
	t.Show(strings.Join(parts, "\n"), t.homeRows(duties, desk)...)
}

// homeRows packs the buttons: duties first, but never pushing the desk's out.
func (t *Turn) homeRows(duties, desk []storage.Button) [][]storage.Button {
	room := 4
	if len(desk) > 0 {
		room = 2
	}
	all := append(slices.Clone(duties[:min(room, len(duties))]), desk...)
	for _, b := range []storage.Button{
		t.B("/xephang", standingsButton), t.B("/lich", calendarButton), t.B("/trangthai", statusButton),
		t.B("/vanban", documentsButton), t.B("/hoso", profileButton),
	} {
		if len(all) >= 4 && len(all)%2 == 0 {
			break
		}
		if !slices.Contains(all, b) && t.mayRun(b.Action) {
			all = append(all, b)
		}
	}
	return slices.Collect(slices.Chunk(all[:min(len(all), maxHomeButtons)], 2))
}

// mayRun reports whether a command exists for the actor.
func (t *Turn) mayRun(command string) bool {
	name, _, _ := parseCommand(command)
	c, ok := byCommand(name)
	return ok && c.may(t)
}

// ownUnits are the units the actor acts for this year.
func (t *Turn) ownUnits() []string {
	var out []string
	for _, r := range t.current(t.Actor) {
		if ofUnit(r.Kind) && !slices.Contains(out, r.Unit) {
			out = append(out, r.Unit)
		}
	}
	return out
}

func (t *Turn) homeless() {
	if r, ok := t.ownRequest(); ok {
		t.Say(t.S(waiting, t.roleWords(requested(r, t.year()), t.Lang())), t.withdrawRow())
		return
	}
	t.welcome()
}

// phaseNow says which phase runs and how long, or what comes next.
func (t *Turn) phaseNow() string {
	today := t.Plan.Day(t.Event.At)
	if f, ok := t.Plan.PhaseAt(today); ok {
		return t.S(phaseRunning, f.Name, spanWords(f.Span, t.Lang()), daysLeft(today.DaysUntil(f.Span.To), t.Lang()))
	}
	for _, f := range t.Plan.Phases {
		if today.Before(f.Span.From) {
			return t.S(phaseNext, f.Name, dayWords(f.Span.From, t.Lang()))
		}
	}
	return t.S(phasesOver)
}

// unitCard lists a unit's duties with a button for each that is owed.
func (t *Turn) unitCard(unit, head string) (string, []storage.Button) {
	duties := t.duties(unit)
	if len(duties) == 0 {
		return head + "\n" + t.S(owesNothing), nil
	}
	out := []string{head}
	var buttons []storage.Button
	slices.SortStableFunc(duties, func(a, b campaign.Duty) int {
		if a.LastDay.IsZero() != b.LastDay.IsZero() {
			if a.LastDay.IsZero() {
				return 1
			}
			return -1
		}
		return a.LastDay.Compare(b.LastDay)
	})
	for _, d := range duties {
		out = append(out, t.S(homeLine, d.Requirement.Short, t.dutyWords(d)))
		if d.OwesAnything() {
			buttons = append(buttons, t.dutyButtons(d)...)
		}
	}
	if line, more := t.resultLine(unit, homeLine); line != "" {
		out, buttons = append(out, line), append(buttons, more...)
	}
	if cross, more := t.crossCard(unit); cross != "" {
		out, buttons = append(out, cross), append(buttons, more...)
	}
	if asked, more := t.questionCard(unit); asked != "" {
		out, buttons = append(out, asked), append(more, buttons...)
	}
	return strings.Join(out, "\n"), buttons
}

// dutyButtons do what is missing of a duty.
func (t *Turn) dutyButtons(d campaign.Duty) []storage.Button {
	var out []storage.Button
	if slices.Contains(d.MissingParts, campaign.PartFiles) {
		out = append(out, t.B("/nop "+d.Requirement.ID, handInButton, d.Requirement.Short))
	}
	if slices.Contains(d.MissingParts, campaign.PartSheet) {
		out = append(out, t.B("/cham", sheetButton))
	}
	if d.Return != nil {
		out = append(out, t.B("/nop "+d.Requirement.ID, completeLabel, d.Requirement.Short))
	}
	return out
}

// dutyWords is a duty's state with its time: "chưa nộp; ngày cuối thứ Hai
// 14/6/2021, còn 03 ngày".
func (t *Turn) dutyWords(d campaign.Duty) string {
	lang := t.Lang()
	if d.State == campaign.DutyHandedIn {
		words := dutyDone.In(lang)
		if d.Number > 0 {
			words = dutyNumbered.In(lang, d.Number)
		}
		if !d.LastDay.IsZero() {
			words += ", " + lateWords(d.LateDays, lang)
		}
		return joined("; ", []string{words, reviewWords(d, t.Event.At, lang)})
	}
	words := joined("; ", []string{t.undone(d), reviewWords(d, t.Event.At, lang)})
	switch {
	case !d.Open && d.State == campaign.DutyNone:
		return dutyOpens.In(lang, shortDay(d.Opens, lang))
	case !d.Open:
		return words + "; " + dutyOpens.In(lang, shortDay(d.Opens, lang))
	case d.LastDay.IsZero() && d.Requirement.Due.Given():
		return words + "; " + planDueWords(t.Plan, d.Requirement, lang)
	case d.LastDay.IsZero():
		return words + "; " + dutyUndated.In(lang)
	}
	return words + "; " + untilWords(d.LastDay, d.DaysLeft, lang) + extendedMark(d, lang)
}

// untilWords says which day is the last one and how far it is.
func untilWords(last campaign.Date, days int, lang string) string {
	if days == 0 {
		return dutyLastToday.In(lang, dayWords(last, lang))
	}
	return dutyUntil.In(lang, dayWords(last, lang), daysLeft(days, lang))
}

// undone says how far a duty is that is not complete.
func (t *Turn) undone(d campaign.Duty) string {
	lang := t.Lang()
	if t.atHead(d) {
		return dutyAtHead.In(lang)
	}
	if d.State == campaign.DutyPartial {
		if slices.Contains(d.MissingParts, campaign.PartSheet) {
			return dutyLacksSheet.In(lang, d.Answered, d.Questions)
		}
		return dutyLacksFiles.In(lang)
	}
	var have []string
	if d.Files > 0 {
		have = append(have, counted(d.Files, lang, fileNoun))
	}
	if d.Answered > 0 {
		have = append(have, sheetProgress.In(lang, d.Answered, d.Questions))
	}
	if have == nil {
		return dutyNothing.In(lang)
	}
	return dutyDraft.In(lang, strings.Join(have, ", "))
}
