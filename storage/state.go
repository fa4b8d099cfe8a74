package storage

import "time"

// State is where one person stands in a conversation: a cursor and the live
// screen. What was entered lives in drafts and sheets.
type State struct {
	Conversation string            `json:"conv,omitempty"`
	Step         string            `json:"step,omitempty"`
	Answers      map[string]string `json:"answers,omitempty"`
	Screen       Screen            `json:"screen,omitzero"`
	At           time.Time         `json:"at"`
}

// Screen is the live message with buttons of a chat. Its id is ours and stays
// the same while it is edited in place; Rev rises with every edit, so a press
// names exactly what the person saw.
type Screen struct {
	ID      uint64   `json:"id,omitempty"`
	Rev     int      `json:"rev,omitempty"`
	Buttons []Button `json:"buttons,omitempty"`
	// Same is the first revision with exactly these buttons that the person did
	// not press for: while files arrive the screen is refreshed under the
	// person's finger, and a press on what was there a moment ago still counts.
	// 0 = only Rev counts.
	Same int `json:"same,omitempty"`
	// Pressed is the last press acted upon, "rev.index", so a double tap is
	// told from a press on an old screen.
	Pressed string `json:"pressed,omitempty"`
	// Keyboard is set while the reply keyboard that shares a phone number stands
	// below the chat; the next screen takes it away first.
	Keyboard bool `json:"keyboard,omitempty"`
	// Below is set when the person wrote after the screen: the next screen is
	// a new message.
	Below bool `json:"below,omitempty"`
}

// Button is one button of a screen and what it means.
type Button struct {
	Label  string `json:"label"`
	Action string `json:"action"`
}

// States is keyed by K(person id); only private chats have one.
var States = Table[State]{"states"}

// Sent remembers which message of Telegram shows a screen of ours.
type Sent struct {
	Chat    int64 `json:"chat"`
	Message int   `json:"message"`
}

// Screens is keyed by K(screen id).
var Screens = Table[Sent]{"screens"}

// Quarantined is an event that failed alone: kept whole for a person to look at.
type Quarantined struct {
	ID    uint64    `json:"id"`
	At    time.Time `json:"at"`
	Raw   []byte    `json:"raw"`
	Why   string    `json:"why"`
	Stack string    `json:"stack,omitempty"`
}

// Quarantine is keyed by K(id).
var Quarantine = Table[Quarantined]{"quarantine"}

// Outage is a span in which the bot did not poll (or could not).
type Outage struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// Outages is keyed by K(from).
var Outages = Table[Outage]{"outages"}
