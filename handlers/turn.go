package handlers

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// Turn is one event handled for one actor inside the batch's transaction.
// Steps read and write through Tx and ask the world for things by the methods
// here; each becomes a row that exists exactly if the transaction commits.
type Turn struct {
	Tx    *storage.Tx
	Event Event
	Plan  *campaign.Plan
	Set   Settings
	// Actor is who caused the event; Known is false for a stranger, whose
	// Actor carries only the id and the name Telegram tells.
	Actor storage.Person
	Known bool
	State storage.State

	before  storage.State
	live    bool   // the event is a press on the actor's live screen
	toast   string // answer to the press
	alert   bool
	out     []Outgoing
	screen  *screen
	codes   int
	handed  bool // a paper is on its way
	silent  bool // a stranger who wrote too often: not even a press is answered
	again   bool // what is written now may have been sent by data since lost
	outcome *Outcome
	// field is what relative criteria compare with, once it was read.
	field    campaign.Field
	compared bool
}

type screen struct {
	text    string
	rows    [][]storage.Button
	contact string
	inPlace bool
	closed  bool
}

// Lang is the actor's language, "vi" or "en".
func (t *Turn) Lang() string { return t.LangOf(t.Actor) }

// LangOf is the language a person reads.
func (t *Turn) LangOf(p storage.Person) string {
	if p.Language != "" {
		return p.Language
	}
	return t.Set.language()
}

// S is a sentence in the actor's language, HTML, arguments escaped.
func (t *Turn) S(s Text, args ...any) string { return s.In(t.Lang(), args...) }

// B is a button whose label is a sentence in the actor's language. An action
// that begins with "/" is a command and works for ever; any other means
// something to the current step only.
func (t *Turn) B(action string, label Text, args ...any) storage.Button {
	return storage.Button{Label: label.plain(t.Lang(), args...), Action: action}
}

// Row is a row of buttons.
func Row(b ...storage.Button) []storage.Button { return b }

// Show makes this the live screen of the chat: an edit in place when the event
// is a press on it and nothing was written below, else a new message, and the
// old one loses its buttons. The last Show of a turn counts.
func (t *Turn) Show(html string, rows ...[]storage.Button) {
	t.screen = &screen{text: html, rows: rows}
}

// Refresh is Show that edits in place even when something was written below,
// for counters that grow silently.
func (t *Turn) Refresh(html string, rows ...[]storage.Button) {
	t.screen = &screen{text: html, rows: rows, inPlace: true}
}

// ShowContact asks with the keyboard that shares one's own phone number.
func (t *Turn) ShowContact(html, label string, rows ...[]storage.Button) {
	t.screen = &screen{text: html, rows: rows, contact: label}
}

// Close turns the live screen into a last text without buttons.
func (t *Turn) Close(html string) { t.screen = &screen{text: html, closed: true} }

// Say sends the actor's chat a message of its own, to be found later. Its
// buttons must be commands.
func (t *Turn) Say(html string, rows ...[]storage.Button) {
	t.Send(Outgoing{Kind: OutSay, Class: ClassReply, Chat: t.Event.Chat.ID, Topic: t.Event.Chat.Topic, Text: html, Buttons: rows})
}

// Tell sends another person a message of its own; the text is in their
// language already. Its buttons must be commands.
func (t *Turn) Tell(p storage.Person, class Class, html string, rows ...[]storage.Button) {
	t.Send(Outgoing{Kind: OutSay, Class: class, Chat: p.ID, Text: html, Buttons: rows})
}

// Send adds any outbox row.
func (t *Turn) Send(o Outgoing) {
	o.Again = o.Again || t.again
	t.out = append(t.out, o)
}

// Answer is the toast of a press; alert makes it a box to be closed.
func (t *Turn) Answer(text string, alert bool) { t.toast, t.alert = text, alert }

// Go moves the conversation to a step and shows it.
func (t *Turn) Go(step string) {
	t.State.Step = step
	if c, ok := conversation(t.State.Conversation); ok {
		if s, ok := c.Steps[step]; ok && s.Show != nil {
			s.Show(t)
		}
	}
}

// Begin enters a conversation at a step; what waited before is left, its
// drafts stay.
func (t *Turn) Begin(name, step string, answers map[string]string) {
	t.State.Conversation, t.State.Answers = name, answers
	if t.State.Answers == nil {
		t.State.Answers = map[string]string{}
	}
	t.Go(step)
}

// End leaves the conversation. The live screen loses its buttons unless the
// turn shows another.
func (t *Turn) End() {
	t.State.Conversation, t.State.Step, t.State.Answers = "", "", nil
}

// Set keeps an answer of the conversation.
func (t *Turn) Keep(key, value string) {
	if t.State.Answers == nil {
		t.State.Answers = map[string]string{}
	}
	t.State.Answers[key] = value
}

// Answered is an answer kept before.
func (t *Turn) Kept(key string) string { return t.State.Answers[key] }

// Fetch asks for the bytes of a file; Stored tells the end. The lane keeps the
// order of one unit's files.
func (t *Turn) Fetch(lane string, payload any) { t.add(storage.Downloads, lane, payload) }

// Work asks for slow work on a stored file, done by Inspect outside any
// transaction.
func (t *Turn) Work(lane string, payload any) { t.add(storage.Work, lane, payload) }

func (t *Turn) add(q storage.Queue, lane string, payload any) {
	raw, err := json.Marshal(payload)
	if err != nil {
		t.Tx.Fail(err)
		return
	}
	j := q.Add(t.Tx, storage.Job{Lane: lane, Due: t.Event.At, Payload: raw})
	if q.Name == storage.Downloads.Name {
		t.outcome.Downloads = append(t.outcome.Downloads, j)
	} else {
		t.outcome.Work = append(t.outcome.Work, j)
	}
}

// Note writes the audit record: what was done to what, and why.
func (t *Turn) Note(action, unit, object, why string) {
	storage.Note(t.Tx, storage.Entry{
		At: t.Event.At, Actor: t.Actor.ID, Unit: unit, Action: action, Object: object, Why: why,
	})
	t.boardLater(action)
}

// Code makes an unguessable string of n characters of an alphabet. It comes
// from the database's secret and the event's name, so that a batch played
// again after a kill gives the same code.
func (t *Turn) Code(n int, alphabet string) string {
	t.codes++
	mac := hmac.New(sha256.New, storage.Secret(t.Tx))
	mac.Write([]byte(t.Event.Key + "|" + strconv.Itoa(t.codes) + "|" + t.Event.At.UTC().String()))
	var out []byte
	for block := mac.Sum(nil); len(out) < n; {
		limit := 256 - 256%len(alphabet) // no bias towards the first letters
		for _, c := range block {
			if int(c) < limit && len(out) < n {
				out = append(out, alphabet[int(c)%len(alphabet)])
			}
		}
		mac.Write(block)
		block = mac.Sum(nil)
	}
	return string(out)
}

// For runs fn as a turn of another person about the same event: to change that
// person's live screen or state.
func (t *Turn) For(person int64, fn func(u *Turn)) {
	if person == 0 { // somebody erased
		return
	}
	if person == t.Actor.ID {
		fn(t)
		return
	}
	u := &Turn{Tx: t.Tx, Event: t.Event, Plan: t.Plan, Set: t.Set, outcome: t.outcome}
	u.Event.Chat = Chat{ID: person}
	u.load(Sender{ID: person})
	fn(u)
	u.finish()
}
