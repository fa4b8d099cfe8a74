package handlers

import (
	"slices"
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
	To      string // the unit's name or the role, in words
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
// reminder is shown. cast are the people who get the messages; nil stands for
// one contact a unit and one secretary, leader and observer. tell is called for
// each message in order; nothing is sent.
func Rehearse(db *storage.DB, plan campaign.Plan, set Settings, cast []storage.Person, tell func(Rehearsed)) error {
	notices := campaign.Notices(&plan)
	if len(notices) == 0 {
		return nil
	}
	plan.Rules.Morning = 0 // the card tells what units did, and here they do nothing
	start := notices[0].At.Add(-24 * time.Hour)
	if _, _, err := Adopt(db, start, plan, "rehearsal", set); err != nil {
		return err
	}
	if cast == nil {
		cast = invented(plan)
	}
	by := map[int64]storage.Person{}
	err := db.Update(start, func(tx *storage.Tx) error {
		for _, p := range cast {
			p.Consent, p.ConsentAt, p.JoinedAt, p.Unreached = "rehearsal", start, start, ""
			by[p.ID] = p
			storage.PutPerson(tx, p)
		}
		return nil
	})
	for err == nil {
		next, ok, e := nextInstant(db, start)
		if e != nil || !ok {
			return e
		}
		err = rehearse(db, next.In(plan.Location()), func(m Message, at time.Time) { tell(rehearsed(&plan, by[m.Chat], set.language(), at, m)) })
	}
	return err
}

// invented people: every unit has a contact, the bloc its desk, leader and
// observer.
func invented(plan campaign.Plan) []storage.Person {
	var out []storage.Person
	enrol := func(id int64, kind campaign.RoleKind, unit string) {
		out = append(out, storage.Person{ID: id, Name: string(kind), Roles: []campaign.Role{{Kind: kind, Unit: unit, Year: plan.Year}}})
	}
	enrol(rehearsalDesk, campaign.Secretary, plan.Head)
	enrol(rehearsalLeader, campaign.Leader, plan.Head)
	enrol(rehearsalWatcher, campaign.Observer, "")
	for i, u := range plan.Units {
		enrol(rehearsalUnits+int64(i), campaign.Contact, u.ID)
	}
	return out
}

// Cast are the people of a real database who would hear of the plan, and what
// is missing among them, in words: units nobody is reminded for, units whose sheet
// nobody may appraise.
func Cast(tx *storage.Tx, plan *campaign.Plan, lang string) (people []storage.Person, missing []string) {
	for _, kind := range allRoles {
		for _, p := range storage.Desk(tx, kind, plan.Year) {
			if !slices.ContainsFunc(people, func(q storage.Person) bool { return q.ID == p.ID }) {
				people = append(people, p)
			}
		}
	}
	for _, u := range plan.Competing() {
		contact, judge := false, false
		for _, p := range people {
			for _, r := range p.Roles {
				contact = contact || r.Kind == campaign.Contact && r.Unit == u.ID && r.Year == plan.Year && p.Unreached == ""
			}
			judge = judge || campaign.May(p.Roles, campaign.ActAppraise, u.ID, plan.Year)
		}
		if !contact {
			missing = append(missing, warnNobody.plain(lang, u.Name))
		}
		if !judge {
			missing = append(missing, warnUnjudged.plain(lang, u.Name))
		}
	}
	return people, missing
}

func nextInstant(db *storage.DB, now time.Time) (next time.Time, ok bool, err error) {
	err = db.View(now, func(tx *storage.Tx) error {
		next, ok = storage.Agenda.Next(tx)
		return nil
	})
	return next, ok, err
}

// rehearse wakes the bot at an instant and composes what it wants to send.
func rehearse(db *storage.DB, at time.Time, tell func(Message, time.Time)) error {
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
			tell(m, at)
		}
	}
	return db.Update(at, func(tx *storage.Tx) error {
		for _, j := range out.Outbox {
			storage.Outbox.Remove(tx, j.ID)
		}
		return nil
	})
}

// rehearsed names the receiver by what they are: by the unit they speak for, or
// else by their first role of the year.
func rehearsed(plan *campaign.Plan, p storage.Person, lang string, at time.Time, m Message) Rehearsed {
	r := Rehearsed{At: at, Person: m.Chat, Text: m.Text, Buttons: m.Buttons, Record: m.Class == ClassRecord}
	for _, role := range p.Roles {
		if role.Year != plan.Year && role.Kind != campaign.Admin {
			continue
		}
		if r.Role == "" || ofUnit(role.Kind) && r.Unit == "" {
			r.Role = role.Kind
			if ofUnit(role.Kind) {
				r.Unit = role.Unit
			}
		}
	}
	if r.To = unitName(plan, r.Unit); r.Unit == "" {
		r.To = roleNames[r.Role].plain(lang)
	}
	return r
}
