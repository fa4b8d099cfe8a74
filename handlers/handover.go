package handlers

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// handoverTalk is /bangiao: a unit's main contact passes the place on. Both
// confirm; on the day one transaction changes both, so that the unit never has
// two main contacts nor none. Drafts and duties are the unit's and stay.
func handoverTalk() Conversation {
	return Conversation{
		Name: "handover", Commands: []string{"bangiao", "handover"},
		Help:  T("Bàn giao vai trò đầu mối cho người khác", "Hand over your place as focal point"),
		Who:   []campaign.RoleKind{campaign.Contact},
		Start: startHandover,
		Steps: map[string]Step{
			"unit": {Show: showHandoverUnit, Press: pressHandoverUnit, Awaits: awaitsChoice},
			"to":   {Show: showHandoverTo, Press: pressHandoverTo, Awaits: awaitsChoice},
			"day":  {Show: showHandoverDay, Press: pressHandoverDay, Said: saidHandoverDay, Awaits: leaveDayAwaited},
			"sure": {Show: showHandoverSure, Press: pressHandoverSure, Awaits: awaitsChoice},
		},
	}
}

// longestHandover is how far ahead a handover may be set, in days.
const longestHandover = 60

func startHandover(t *Turn, args []string) {
	if len(args) == 2 {
		t.answerHandover(args[0], args[1])
		return
	}
	units := t.mainUnits()
	if len(units) == 0 {
		t.Say(t.S(onlyMain))
		return
	}
	t.Begin("handover", "", map[string]string{"unit": units[0]})
	if len(units) > 1 {
		t.Go("unit")
		return
	}
	t.Go("to")
}

// mainUnits are the units whose main contact the actor is.
func (t *Turn) mainUnits() []string {
	var out []string
	for _, r := range t.current(t.Actor) {
		if r.Kind == campaign.Contact && !r.Deputy {
			out = append(out, r.Unit)
		}
	}
	return out
}

func showHandoverUnit(t *Turn) {
	var rows [][]storage.Button
	for _, unit := range t.mainUnits() {
		rows = append(rows, Row(storage.Button{Label: t.unitName(unit), Action: "unit " + unit}))
	}
	t.Show(t.S(handoverWhich), append(rows, Row(t.B("no", notNow)))...)
}

func pressHandoverUnit(t *Turn, action string) {
	unit, ok := strings.CutPrefix(action, "unit ")
	if !ok || !slices.Contains(t.mainUnits(), unit) {
		t.keepPlace()
		return
	}
	t.Keep("unit", unit)
	t.Go("to")
}

func (t *Turn) keepPlace() {
	t.End()
	t.Close(t.S(leaveAsBefore))
}

func showHandoverTo(t *Turn) {
	unit := t.Kept("unit")
	if h, ok := t.openHandover(unit); ok {
		t.Show(t.S(handoverOpen, t.unitName(unit), dayWords(h.Day, t.Lang())),
			Row(t.B("off", callOff)), Row(t.B("no", notNow)))
		return
	}
	var rows [][]storage.Button
	for _, p := range storage.PeopleWith(t.Tx, campaign.Contact, unit, t.year()) {
		if p.ID != t.Actor.ID {
			rows = append(rows, Row(storage.Button{Label: p.Name, Action: "to " + strconv.FormatInt(p.ID, 10)}))
		}
	}
	t.Show(t.S(handoverTo, t.unitName(unit)), append(rows, Row(t.B("to 0", handoverByCode)), Row(t.B("no", notNow)))...)
}

// openHandover is the one that waits for a unit.
func (t *Turn) openHandover(unit string) (storage.Handover, bool) {
	for _, h := range storage.Handovers.Prefix(t.Tx, nil) {
		if h.Unit == unit && h.Year == t.year() {
			return h, true
		}
	}
	return storage.Handover{}, false
}

func pressHandoverTo(t *Turn, action string) {
	if action == "off" {
		if h, ok := t.openHandover(t.Kept("unit")); ok {
			t.callOff(h)
		}
		t.End()
		t.Close(t.S(handoverOff))
		return
	}
	id, ok := strings.CutPrefix(action, "to ")
	if !ok {
		t.keepPlace()
		return
	}
	t.Keep("to", id)
	t.Go("day")
}

func showHandoverDay(t *Turn) {
	t.Show(t.S(handoverDay), Row(t.B("today", handoverNow)), Row(t.B("no", notNow)))
}

func pressHandoverDay(t *Turn, action string) {
	if action != "today" {
		t.keepPlace()
		return
	}
	t.handoverOn(t.Plan.Day(t.Event.At))
}

func saidHandoverDay(t *Turn, text string) {
	today := t.Plan.Day(t.Event.At)
	day, ok := readDay(text, today)
	switch {
	case !ok:
		t.Say(t.S(leaveDayAwaited))
	case day.Before(today):
		t.Say(t.S(leavePast, upperFirst(dayWords(day, t.Lang()))))
	case today.DaysUntil(day) > longestHandover:
		t.Say(t.S(handoverFar, longestHandover))
	default:
		t.handoverOn(day)
	}
}

func (t *Turn) handoverOn(day campaign.Date) {
	t.Keep("day", day.String())
	t.Go("sure")
}

func showHandoverSure(t *Turn) {
	day, _ := campaign.ParseDate(t.Kept("day"))
	t.Show(t.S(handoverSure, t.unitName(t.Kept("unit")), t.incomingName(), dayWords(day, t.Lang())),
		Row(t.B("no", notNow)), Row(t.B("yes", handoverButton)))
}

func (t *Turn) incomingName() string {
	if id, _ := strconv.ParseInt(t.Kept("to"), 10, 64); id != 0 {
		return t.who(id)
	}
	return t.S(newComer)
}

// pressHandoverSure is the outgoing contact's confirmation.
func pressHandoverSure(t *Turn, action string) {
	unit := t.Kept("unit")
	day, err := campaign.ParseDate(t.Kept("day"))
	to, _ := strconv.ParseInt(t.Kept("to"), 10, 64)
	if action != "yes" {
		t.keepPlace()
		return
	}
	p, known := storage.GetPerson(t.Tx, to)
	if _, open := t.openHandover(unit); err != nil || open || !slices.Contains(t.mainUnits(), unit) ||
		to != 0 && (!known || !t.holds(p, campaign.Contact, unit)) {
		t.lost()
		return
	}
	h := storage.Handover{
		ID: storage.Handovers.Next(t.Tx), Unit: unit, Year: t.year(), OutgoingBy: t.Actor.ID, IncomingBy: to, Day: day, Asked: t.Event.At,
	}
	storage.Handovers.Put(t.Tx, storage.K(h.ID), h)
	t.Note("handover-asked", unit, "", "")
	if to == 0 {
		t.handoverLetter(h)
	} else {
		lang, id := t.LangOf(p), strconv.FormatUint(h.ID, 10)
		t.Tell(p, ClassReply, handoverAsked.In(lang, t.Actor.Name, t.unitName(unit), dayWords(day, lang)), Row(
			storage.Button{Label: acceptPlace.plain(lang), Action: "/bangiao nhan " + id},
			storage.Button{Label: refuseButton.plain(lang), Action: "/bangiao tuchoi " + id}))
	}
	t.End()
	t.Close(t.S(handoverWaits))
}

// handoverLetter makes the code by which somebody new joins and accepts at once.
func (t *Turn) handoverLetter(h storage.Handover) {
	r := campaign.Role{Kind: campaign.Contact, Unit: h.Unit, Year: h.Year}
	link, typed, inv := t.newInvite(r)
	t.change(hashOf(typed), func(i *storage.Invite) { i.Handover = h.ID })
	t.Note("invite", r.Unit, string(r.Kind), "handover")
	t.Say(t.letterText(r, link, typed, inv, t.Lang()))
}

// wakeHandover carries a handover out on its day; false when the row is
// something else.
func (t *Turn) wakeHandover(j storage.Job) bool {
	var row handoverRow
	if json.Unmarshal(j.Payload, &row) != nil || row.Handover == 0 {
		return false
	}
	if h, ok := storage.Handovers.Get(t.Tx, storage.K(row.Handover)); ok {
		t.changePlaces(h)
	}
	return true
}

type handoverRow struct {
	Handover uint64 `json:"handover"`
}

// acceptHandover is the incoming contact's confirmation; the change comes with
// the day.
func (t *Turn) acceptHandover(id uint64) {
	h, ok := storage.Handovers.Get(t.Tx, storage.K(id))
	if !ok {
		return
	}
	h.IncomingBy, h.Accepted = t.Actor.ID, t.Event.At
	storage.Handovers.Put(t.Tx, storage.K(h.ID), h)
	t.Note("handover-accepted", h.Unit, "", "")
	if !t.Plan.Day(t.Event.At).Before(h.Day) {
		t.changePlaces(h)
		return
	}
	raw, err := json.Marshal(handoverRow{h.ID})
	if err != nil {
		panic(err) // a number
	}
	storage.Agenda.Add(t.Tx, storage.Job{
		Lane: "handover " + strconv.FormatUint(h.ID, 10), Payload: raw,
		Due: h.Day.In(t.Plan.Location()).Add(time.Duration(t.Plan.Rules.At) * time.Minute),
	})
	t.Say(t.S(placeAccepted, t.unitName(h.Unit), dayWords(h.Day, t.Lang())))
	if p, ok := storage.GetPerson(t.Tx, h.OutgoingBy); ok {
		t.Tell(p, ClassReply, placeAcceptedBy.In(t.LangOf(p), t.Actor.Name, t.unitName(h.Unit), dayWords(h.Day, t.LangOf(p))))
	}
}
