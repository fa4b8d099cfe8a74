package handlers

import (
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// attendanceTalk is /thamgia: what the bloc does together – its conferences and
// joint activities – is announced, and the desk notes who took part; absences
// without a reason become records on confirmation (S41). Units read their own.
func attendanceTalk() Conversation {
	return Conversation{
		Name: "attendance", Commands: []string{"thamgia", "attendance"},
		Help:  T("Hội nghị, hoạt động chung: ai tham gia", "Conferences and joint activities: who took part"),
		Who:   []campaign.RoleKind{campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
		Start: startAttendance,
		Steps: map[string]Step{
			"list":  {Show: showGatherings, Press: pressAttendance, Awaits: pressAbove},
			"title": {Show: showGatheringTitle, Press: pressAttendance, Said: saidGatheringTitle, Awaits: awaitsGatheringTitle},
			"day":   {Show: showGatheringDay, Press: pressAttendance, Said: saidGatheringDay, Awaits: awaitsGatheringDay},
			"tell":  {Show: showGatheringSure, Press: pressAttendance, Awaits: awaitsExtendSure},
			"one":   {Show: showGathering, Press: pressAttendance, Said: saidGatheringUnit, Awaits: unitAwaited},
			"unit":  {Show: showPresence, Press: pressAttendance, Awaits: pressAbove},
			"why":   {Show: showExcuse, Press: pressAttendance, Said: saidExcuse, Awaits: awaitsExcuse},
			"sure":  {Show: showAbsences, Press: pressAttendance, Awaits: awaitsExtendSure},
		},
	}
}

func startAttendance(t *Turn, _ []string) {
	switch {
	case t.Plan == nil:
		t.Say(t.S(noPlan))
	case !t.seesBoard() && len(t.ownCompeting()) == 0:
		t.Say(t.S(recordNoUnit))
	default:
		t.Begin("attendance", "list", nil)
	}
}

// showGatherings lists them, the newest last; the desk finds the conferences of
// the plan that are over and not noted yet among them.
func showGatherings(t *Turn) {
	all := storage.GatheringsOf(t.Tx, t.Plan.Campaign)
	text := []string{t.S(gatheringsHead)}
	var rows [][]storage.Button
	noted := map[string]bool{}
	for _, g := range all {
		noted[g.Conference] = true
	}
	page, last := t.page(len(all), recordPage)
	for _, g := range all[page*recordPage : min(len(all), (page+1)*recordPage)] {
		text = append(text, t.gatheringLine(g))
		if t.allowed(campaign.ActInspect, "") {
			rows = append(rows, Row(t.B("open "+strconv.Itoa(g.Number), gatheringButton, g.Number, gist(g.Title, 45))))
		}
	}
	if len(all) == 0 {
		text = append(text, t.S(gatheringsNone))
	}
	if arrows := t.arrows(page, last); arrows != nil {
		rows = append(rows, arrows)
	}
	if t.allowed(campaign.ActInspect, "") {
		for _, c := range t.Plan.Conferences {
			if !c.Fixed.IsZero() && !c.Fixed.After(t.Plan.Day(t.Event.At)) && !noted[c.ID] {
				rows = append(rows, Row(storage.Button{Label: gist(c.Title, 60), Action: "conf " + c.ID}))
			}
		}
		rows = append(rows, Row(t.B("new", gatheringNew)))
	}
	t.Show(strings.Join(text, "\n"), append(rows, Row(t.B("leave", leaveLabel)))...)
}

// gatheringLine is one gathering: for the desk the counts, for a unit its own.
func (t *Turn) gatheringLine(g campaign.Gathering) string {
	line := t.S(gatheringLine, g.Number, g.Title, dayWords(g.Day, t.Lang()))
	if t.seesBoard() {
		n := map[campaign.Presence]int{}
		for _, a := range g.Units {
			n[a.Presence]++
		}
		return line + t.S(gatheringCounts, n[campaign.Present], n[campaign.Excused], n[campaign.Absent])
	}
	for _, u := range t.ownCompeting() {
		if a, ok := g.Units[u.ID]; ok {
			line += t.S(gatheringOwn, u.Name, HTML(t.presenceWords(a)))
		}
	}
	return line
}

func (t *Turn) presenceWords(a campaign.Attendance) string {
	words := t.S(presenceNames[a.Presence])
	if a.Reason != "" {
		words += t.S(presenceReason, a.Reason)
	}
	if a.Record > 0 {
		words += t.S(presenceRecord, a.Record)
	}
	return words
}

// pressAttendance follows the buttons of every step; only the desk has those
// that change something.
func pressAttendance(t *Turn, action string) {
	word, arg, _ := strings.Cut(action, " ")
	switch {
	case word == "leave":
		t.End()
		t.Close(t.S(gatheringLeft))
	case word == "page" && t.State.Step == "list":
		t.Keep("page", arg)
		t.Go("list")
	case !t.allowed(campaign.ActInspect, ""):
		t.lost()
	case word == "list" || word == "one":
		t.Keep("page", "")
		t.Go(word)
	case word == "new":
		t.Go("title")
	case word == "conf":
		t.noteConference(arg)
	case word == "open":
		t.Keep("number", arg)
		t.Go("one")
	case word == "tell":
		t.tellGathering()
	case word == "absences":
		t.Go("sure")
	case word == "yes":
		t.recordAbsences()
	case word == string(campaign.Excused):
		t.Go("why")
	case word == string(campaign.Present) || word == string(campaign.Absent):
		t.notePresence(campaign.Attendance{Presence: campaign.Presence(word)})
	default:
		t.gatheringUnit(t.unitPressed(action))
	}
}

// noteConference opens a conference of the plan as a gathering, once.
func (t *Turn) noteConference(id string) {
	c, ok := t.Plan.Conference(id)
	for _, g := range storage.GatheringsOf(t.Tx, t.Plan.Campaign) {
		if g.Conference == id {
			ok = false
		}
	}
	if !ok || c.Fixed.IsZero() {
		t.Go("list")
		return
	}
	g := storage.AddGathering(t.Tx, t.Plan.Campaign, campaign.Gathering{
		Title: c.Title, Day: c.Fixed, Conference: c.ID, By: t.Actor.ID, At: t.Event.At,
	})
	t.Keep("number", strconv.Itoa(g.Number))
	t.Go("one")
}

// gathering is the gathering of the talk.
func (t *Turn) gathering() (campaign.Gathering, bool) {
	n, err := strconv.Atoi(t.Kept("number"))
	if err != nil {
		return campaign.Gathering{}, false
	}
	return storage.Gatherings.Get(t.Tx, storage.K(t.Plan.Campaign, n))
}

// showGathering is one gathering, unit by unit.
func showGathering(t *Turn) {
	g, ok := t.gathering()
	if !ok || !t.allowed(campaign.ActInspect, "") {
		t.lost()
		return
	}
	text := []string{t.S(gatheringHead, g.Title, dayWords(g.Day, t.Lang()))}
	units := matching(t.Plan.Competing(), t.Kept("find"))
	page, _ := t.page(len(units), unitPage)
	for _, u := range units[page*unitPage : min(len(units), (page+1)*unitPage)] {
		words := t.S(presenceOpen)
		if a, noted := g.Units[u.ID]; noted {
			words = t.presenceWords(a)
		}
		text = append(text, t.S(presenceLine, u.Name, HTML(words)))
	}
	var rows [][]storage.Button
	if g.Day.After(t.Plan.Day(t.Event.At)) {
		text = append(text, t.S(gatheringToCome))
	} else {
		rows = t.unitRows(t.Plan.Competing(), plainName)
		if n := len(g.Unrecorded(t.Plan.Competing())); n > 0 && t.Plan.Attendance.Criterion != "" {
			rows = append(rows, Row(t.B("absences", absencesLabel, n)))
		}
	}
	t.Show(strings.Join(text, "\n"), append(rows, Row(t.B("list", stepBack), t.B("leave", leaveLabel)))...)
}

func saidGatheringUnit(t *Turn, text string) {
	t.gatheringUnit(t.unitSearched(t.Plan.Competing(), text))
}

func (t *Turn) gatheringUnit(unit string, ok bool) {
	g, known := t.gathering()
	switch {
	case !ok:
	case !known || g.Day.After(t.Plan.Day(t.Event.At)):
		t.Go("list")
	default:
		t.Keep("unit", unit)
		t.Keep("find", "")
		t.Go("unit")
	}
}

var (
	gatheringsHead  = T("<b>Hội nghị, hoạt động chung của Khối</b>", "<b>What the bloc does together</b>")
	gatheringsNone  = T("Chưa có hoạt động nào được ghi.", "Nothing has been noted yet.")
	gatheringLine   = T("– %d. %s, %s", "– %d. %s, %s")
	gatheringCounts = T(": tham gia %d, vắng có lý do %d, vắng không lý do %d", ": %d took part, %d excused, %d absent")
	gatheringOwn    = T("; %s: %s", "; %s: %s")
	gatheringButton = T("%d. %s", "%d. %s")
	gatheringNew    = T("Thông báo hoạt động mới", "Announce an activity")
	gatheringLeft   = T("Đã lưu những gì đã ghi: /thamgia", "What was noted is kept: /attendance")
	gatheringHead   = T("<b>%s</b>, %s", "<b>%s</b>, %s")
	gatheringToCome = T("Ghi việc tham gia từ ngày tổ chức.", "Who took part is noted from that day on.")
	presenceLine    = T("– %s: %s", "– %s: %s")
	presenceOpen    = T("chưa ghi", "not noted")
	presenceReason  = T(" (%s)", " (%s)")
	presenceRecord  = T(", ghi nhận số %d", ", record No. %d")
	absencesLabel   = T("Ghi điểm trừ vắng không lý do (%d)", "Record the absences (%d)")
)

var presenceNames = map[campaign.Presence]Text{
	campaign.Present: T("tham gia", "took part"),
	campaign.Excused: T("vắng có lý do", "excused"),
	campaign.Absent:  T("vắng không lý do", "absent without a reason"),
}
