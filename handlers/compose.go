package handlers

import (
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// View is what a text composed at sending may read: a short transaction, the
// plan in force and the receiver.
type View struct {
	Tx     *storage.Tx
	Plan   *campaign.Plan
	Set    Settings
	Now    time.Time // in the plan's zone
	Person storage.Person
	Known  bool // somebody the bot knows
	Lang   string
	Args   map[string]string
}

// S is a sentence in the receiver's language.
func (v *View) S(s Text, args ...any) string { return s.In(v.Lang, args...) }

// Composed is the text of a lazy row, ready to send.
type Composed struct {
	Text    string
	Buttons [][]storage.Button
}

// lazies are the texts composed at sending, by name. A composer answers false
// when the message no longer makes sense: it is then dropped.
func lazies() map[string]func(*View) (Composed, bool) {
	return map[string]func(*View) (Composed, bool){
		"notice":   composeNotice,
		"reminder": composeReminder,
		"nudge":    composeNudge,

		"reminder-done": composeReminderDone,

		"group-board":  composeGroupBoard,
		"group-notice": composeGroupNotice,

		"announcement":       composeAnnouncement,
		"announcement-again": composeAnnouncedAgain,
		"announcement-file":  composeAnnouncedFile,
		"announcement-count": composeAnnouncedCount,

		"posting": composePosting,

		"withdrawal": composeWithdrawal,

		"morning": composeMorning,
	}
}

// Compose makes an outbox row ready for Telegram just before it is sent. ok is
// false when the row no longer makes sense and is to be retired unsent.
func Compose(db *storage.DB, row storage.Job, now time.Time) (m Message, ok bool, err error) {
	o, err := ReadOutgoing(row)
	if err != nil {
		return m, false, err
	}
	if expired(row, now) {
		return m, false, nil
	}
	early := false
	if o.Lazy != nil {
		ok, rings, err := fillIn(db, &o, now)
		if err != nil || !ok {
			return m, false, err
		}
		early = rings
	}
	if err := withheld(db, &o, now); err != nil {
		return m, false, err
	}
	err = db.View(now, func(tx *storage.Tx) error { perhapsSent(tx, row, &o); return nil })
	if err != nil {
		return m, false, err
	}
	switch o.Kind {
	case OutSay, OutEdit:
		o.Text = fit(o.Text, longestMessage)
	case OutFile:
		o.Text = fit(o.Text, longestCaption)
	}
	return Message{Outgoing: o, Job: row.ID, Keyboard: o.keyboard(), Early: early}, true, nil
}

// expired reports whether sending a row has become pointless: from the instant
// of its expiry on, which is often the first of the quiet hours.
func expired(row storage.Job, now time.Time) bool {
	return !row.ExpiresAt.IsZero() && !now.Before(row.ExpiresAt)
}

// viewFor is what may be read for one receiver.
func viewFor(tx *storage.Tx, person int64, args map[string]string, now time.Time) View {
	v := View{Tx: tx, Set: settings(tx), Now: now, Args: args}
	if plan, has := storage.PlanInForce(tx); has {
		v.Now = now.In(plan.Location())
		plan = plan.On(campaign.DateOf(v.Now))
		v.Plan = &plan
	}
	v.Person, v.Known = storage.GetPerson(tx, person)
	if v.Lang = v.Person.Language; v.Lang == "" {
		v.Lang = v.Set.language()
	}
	return v
}

// byDay are the lazies of the timetable: written by day, they must not ring in
// the night because the network came back then.
var byDay = map[string]bool{"notice": true, "group-notice": true, "morning": true}

func fillIn(db *storage.DB, o *Outgoing, now time.Time) (ok, early bool, err error) {
	err = db.View(now, func(tx *storage.Tx) error {
		v := viewFor(tx, o.Lazy.Person, o.Lazy.Args, now)
		compose, known := lazies()[o.Lazy.Name]
		if !known || v.Plan == nil {
			return nil
		}
		var c Composed
		if c, ok = compose(&v); ok {
			o.Text, o.Buttons = c.Text, c.Buttons
			early = byDay[o.Lazy.Name] && v.Plan.Quiet(now, false) || v.ownQuiet(o, now)
		}
		return nil
	})
	return ok, early, err
}
