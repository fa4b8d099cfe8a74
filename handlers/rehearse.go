package handlers

import (
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// Rehearsed is one message a rehearsal would have sent.
type Rehearsed struct {
	At      time.Time // in the plan's zone
	Person  int64
	Role    campaign.RoleKind
	Unit    string // id; "" for people of the bloc
	Text    string // HTML
	Buttons [][]storage.Button
	Record  bool // a message of record
}

// The invented people of a rehearsal: one contact a unit, and who runs the bloc.
const (
	rehearsalDesk    int64 = 1
	rehearsalLeader  int64 = 2
	rehearsalWatcher int64 = 3
	rehearsalUnits   int64 = 100
)

// Rehearse plays the whole timetable of a plan on an empty database with the
// code that runs it for real: every instant wakes the bot and every message is
// composed as it would be when sent. Nobody hands anything in, so that every
// reminder is shown. tell is called for each message in order; nothing is sent.
func Rehearse(db *storage.DB, plan campaign.Plan, set Settings, tell func(Rehearsed)) error {
	notices := campaign.Notices(&plan)
	if len(notices) == 0 {
		return nil
	}
	start := notices[0].At.Add(-24 * time.Hour)
	if _, _, err := Adopt(db, start, plan, "rehearsal", set); err != nil {
		return err
	}
	if err := cast(db, plan, start); err != nil {
		return err
	}
	for {
		next, ok, err := nextInstant(db, start)
		if err != nil || !ok {
			return err
		}
		if err := rehearse(db, plan, next.In(plan.Location()), tell); err != nil {
			return err
		}
	}
}

// cast gives every unit a contact and the bloc its desk, leader and observer.
func cast(db *storage.DB, plan campaign.Plan, at time.Time) error {
	return db.Update(at, func(tx *storage.Tx) error {
		enrol := func(id int64, kind campaign.RoleKind, unit string) {
			storage.PutPerson(tx, storage.Person{
				ID: id, Name: string(kind), Consent: "rehearsal", ConsentAt: at, JoinedAt: at,
				Roles: []campaign.Role{{Kind: kind, Unit: unit, Year: plan.Year}},
			})
		}
		enrol(rehearsalDesk, campaign.Secretary, plan.Head)
		enrol(rehearsalLeader, campaign.Leader, plan.Head)
		enrol(rehearsalWatcher, campaign.Observer, "")
		for i, u := range plan.Units {
			enrol(rehearsalUnits+int64(i), campaign.Contact, u.ID)
		}
		return nil
	})
}

func nextInstant(db *storage.DB, now time.Time) (next time.Time, ok bool, err error) {
	err = db.View(now, func(tx *storage.Tx) error {
		next, ok = storage.Agenda.Next(tx)
		return nil
	})
	return next, ok, err
}

// rehearse wakes the bot at an instant and composes what it wants to send.
func rehearse(db *storage.DB, plan campaign.Plan, at time.Time, tell func(Rehearsed)) error {
	out, err := Apply(db, at, Batch{Events: []Event{{At: at, Body: Woke{}}}})
	if err != nil {
		return err
	}
	for _, j := range out.Outbox {
		m, ok, err := Compose(db, j, at)
		if err != nil {
			return err
		}
		if ok && m.Kind == OutSay {
			tell(rehearsed(plan, at, m))
		}
	}
	return db.Update(at, func(tx *storage.Tx) error {
		for _, j := range out.Outbox {
			storage.Outbox.Remove(tx, j.ID)
		}
		return nil
	})
}

func rehearsed(plan campaign.Plan, at time.Time, m Message) Rehearsed {
	r := Rehearsed{At: at, Person: m.Chat, Text: m.Text, Buttons: m.Buttons, Record: m.Class == ClassRecord}
	switch m.Chat {
	case rehearsalDesk:
		r.Role = campaign.Secretary
	case rehearsalLeader:
		r.Role = campaign.Leader
	case rehearsalWatcher:
		r.Role = campaign.Observer
	default:
		r.Role = campaign.Contact
		if i := int(m.Chat - rehearsalUnits); i >= 0 && i < len(plan.Units) {
			r.Unit = plan.Units[i].ID
		}
	}
	return r
}
