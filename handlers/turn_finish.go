package handlers

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"

	"thidua/storage"
)

func (t *Turn) load(from Sender) {
	if from.ID == 0 {
		return
	}
	t.Actor, t.Known = storage.GetPerson(t.Tx, from.ID)
	if !t.Known {
		t.Actor = storage.Person{ID: from.ID, Name: from.Name}
	}
	if !t.Event.Chat.Group {
		t.State, _ = storage.States.Get(t.Tx, storage.K(from.ID))
		t.before = t.State
		t.before.Answers = copied(t.State.Answers)
	}
	if !t.Known { // who is not registered has a language only while joining
		t.Actor.Language = t.State.Answers["lang"]
	}
}

func copied(m map[string]string) map[string]string {
	if m == nil {
		return nil
	}
	c := make(map[string]string, len(m))
	for k, v := range m {
		c[k] = v
	}
	return c
}

// finish turns what the steps asked for into rows: first the answer to the
// press, then messages, then the live screen.
func (t *Turn) finish() {
	if p, ok := t.Event.Body.(Pressed); ok && p.Query != "" && !t.silent && t.Event.From.ID == t.Actor.ID {
		t.emit(Outgoing{
			Kind: OutAnswer, Class: ClassPassing, Chat: t.Event.Chat.ID,
			Query: p.Query, Text: t.toast, Alert: t.alert,
		})
	}
	for _, o := range t.out {
		t.emit(o)
	}
	t.flushScreen()
	if t.Actor.ID == 0 || t.Event.Chat.Group || reflect.DeepEqual(t.State, t.before) {
		return
	}
	if !t.Known && t.State.Conversation == "" && len(t.State.Screen.Buttons) == 0 {
		storage.States.Delete(t.Tx, storage.K(t.Actor.ID)) // nothing stays of a stranger who leaves
		return
	}
	t.State.At = t.Event.At
	storage.States.Put(t.Tx, storage.K(t.Actor.ID), t.State)
}

func (t *Turn) flushScreen() {
	live := &t.State.Screen
	s := t.screen
	if s == nil {
		if t.before.Conversation != "" && t.State.Conversation == "" && live.ID != 0 && (len(live.Buttons) > 0 || live.Keyboard) {
			t.strip()
		}
		return
	}
	if t.Event.Chat.Group {
		t.emit(Outgoing{Kind: OutSay, Class: ClassReply, Chat: t.Event.Chat.ID, Topic: t.Event.Chat.Topic, Text: s.text, Buttons: s.rows})
		return
	}
	kind := OutSay
	if live.ID != 0 && !live.Keyboard && (s.inPlace || t.live && !live.Below) && s.contact == "" {
		kind = OutEdit
		live.Rev++
	} else {
		if live.ID != 0 && (len(live.Buttons) > 0 || live.Keyboard) && (s.contact == "" || !live.Keyboard) {
			t.strip()
		}
		*live = storage.Screen{ID: storage.Screens.Next(t.Tx), Rev: 1, Pressed: live.Pressed}
	}
	live.Keyboard = s.contact != ""
	buttons := slices.Concat(s.rows...)
	switch {
	case kind == OutSay || t.live || !slices.Equal(buttons, live.Buttons):
		live.Same = 0
	case live.Same == 0:
		live.Same = live.Rev - 1
	}
	live.Buttons = buttons
	t.emit(Outgoing{
		Kind: kind, Class: ClassReply, Chat: t.Actor.ID, Screen: live.ID, Rev: live.Rev,
		Text: s.text, Buttons: s.rows, Contact: s.contact,
	})
	if s.closed {
		t.leaveScreen()
	}
}

// strip ends the live screen. A reply keyboard hangs below the chat, not on its
// message, and goes only with a message that takes it away.
func (t *Turn) strip() {
	if t.State.Screen.Keyboard {
		t.emit(Outgoing{Kind: OutSay, Class: ClassReply, Chat: t.Actor.ID, Text: t.S(keyboardClosed), Clear: true})
		t.leaveScreen()
		return
	}
	t.emit(Outgoing{Kind: OutStrip, Class: ClassPassing, Chat: t.Actor.ID, Screen: t.State.Screen.ID})
	t.leaveScreen()
}

// CloseKeyboard sends a message that takes the contact keyboard away, and ends
// the screen it belonged to.
func (t *Turn) CloseKeyboard(html string) {
	t.Send(Outgoing{Kind: OutSay, Class: ClassReply, Chat: t.Actor.ID, Text: html, Clear: true})
	t.leaveScreen()
}

// leaveScreen forgets the live screen but not the last press on it, so that a
// double tap on a button that closed its screen is still told from an old one.
func (t *Turn) leaveScreen() { t.State.Screen = storage.Screen{Pressed: t.State.Screen.Pressed} }

var keyboardClosed = T("Đã đóng bàn phím chia sẻ số điện thoại.", "The keyboard for sharing a phone number is closed.")

func (t *Turn) emit(o Outgoing) {
	raw, err := json.Marshal(o)
	if err != nil {
		t.Tx.Fail(err)
		return
	}
	j := storage.Outbox.Add(t.Tx, storage.Job{
		Lane: strconv.FormatInt(o.Chat, 10), Due: t.Event.At, ExpiresAt: o.Expires,
		Payload: raw, Leased: o.Class != ClassFanout,
	})
	t.outcome.Outbox = append(t.outcome.Outbox, j)
}
