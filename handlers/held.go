package handlers

import (
	"encoding/json"
	"time"

	"thidua/storage"
)

// heldRow is the payload of an agenda row: messages that wait for the end of
// the quiet hours. Its first field tells it from a notice's row.
type heldRow struct {
	Campaign string     `json:"held"`
	Rows     []Outgoing `json:"rows"`
}

// sendLoud sends messages now, or when the quiet hours end; until is when they
// go out.
func (t *Turn) sendLoud(rows []Outgoing) (until time.Time) {
	until = t.Plan.NextLoud(t.Event.At, false)
	if !until.After(t.Event.At) {
		for _, o := range rows {
			t.Send(o)
		}
		return until
	}
	t.hold("loud", until, rows)
	return until
}

// hold puts messages into the agenda until an instant.
func (t *Turn) hold(what string, until time.Time, rows []Outgoing) {
	if len(rows) == 0 {
		return
	}
	raw, err := json.Marshal(heldRow{t.Plan.Campaign, rows})
	if err != nil {
		t.Tx.Fail(err)
		return
	}
	storage.Agenda.Add(t.Tx, storage.Job{Lane: lane(t.Plan.Campaign, "held/"+what), Due: until, Payload: raw})
}

// wakeHeld sends what waited; false when the row is something else.
func (t *Turn) wakeHeld(j storage.Job) bool {
	var h heldRow
	if json.Unmarshal(j.Payload, &h) != nil || h.Campaign == "" {
		return false
	}
	for _, o := range h.Rows {
		if o.Lazy != nil && o.Lazy.Name == "reminder" && !o.Expires.IsZero() && !t.Event.At.Before(o.Expires) {
			t.remindLate(o)
			continue
		}
		t.Send(o)
	}
	return true
}

// remindLate sends a reminder whose evening went by while the bot was away: today,
// with the steps of today, unless the person was reminded today already. Without
// it the step would be silent, because its day counts as reminded.
func (t *Turn) remindLate(o Outgoing) {
	p, ok := storage.GetPerson(t.Tx, o.Lazy.Person)
	today := t.Plan.Day(t.Event.At)
	if !ok || remindedOn(t.Tx, t.Plan, p.ID, today) {
		return
	}
	markReminded(t.Tx, t.Plan, p.ID, today, t.Event.At)
	o.Lazy.Args = map[string]string{"days": dayList(append(ladderDays(o.Lazy.Args["days"]), today))}
	o.Expires = evening(t.Plan, t.Event.At, false)
	if until := t.Plan.NextLoudFor(p.Quiet, t.Event.At); until.After(t.Event.At) && until.Before(o.Expires) {
		t.hold("early", until, []Outgoing{o})
		return
	}
	t.Send(o)
}

// early lets a row wait for the end of the quiet hours; what would have expired
// by then is let go when it is composed again.
func (t *Turn) early(e Early) {
	var o Outgoing
	if t.Plan == nil || json.Unmarshal(e.Payload, &o) != nil {
		return
	}
	until := t.Plan.NextLoud(t.Event.At, false)
	if o.Lazy != nil {
		p, _ := storage.GetPerson(t.Tx, o.Lazy.Person)
		until = t.Plan.NextLoudFor(p.Quiet, t.Event.At)
	}
	t.hold("early", until, []Outgoing{o})
}

// tellLoud is Tell that keeps quiet hours, the plan's and the person's own.
func (t *Turn) tellLoud(p storage.Person, html string, rows ...[]storage.Button) {
	o := Outgoing{Kind: OutSay, Class: ClassFanout, Chat: p.ID, Text: html, Buttons: rows}
	if until := t.Plan.NextLoudFor(p.Quiet, t.Event.At); until.After(t.Event.At) {
		t.hold("loud", until, []Outgoing{o})
		return
	}
	t.Send(o)
}
