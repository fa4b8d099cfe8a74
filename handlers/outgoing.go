package handlers

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"thidua/storage"
)

// OutKind is what an outbox row asks of Telegram.
type OutKind string

// The kinds of outbox rows.
const (
	OutSay    OutKind = "say"    // a new message
	OutEdit   OutKind = "edit"   // change the message that shows Screen; sent anew where none does, a passing row not
	OutStrip  OutKind = "strip"  // take the buttons off the message that shows Screen
	OutAnswer OutKind = "answer" // answer a press
	OutFile   OutKind = "file"   // send a stored file, or a paper made when sent
	OutMenu   OutKind = "menu"   // set the command menu of a chat
	OutAction OutKind = "action" // "typing", "upload_document"
	OutPin    OutKind = "pin"    // pin the message that shows Screen, without a sound
)

// Class ranks outbox rows: what somebody waits for goes before what nobody
// waits for.
type Class string

// The classes. A record is a message of record (receipt, deadline): it carries
// a number and is repeated rather than lost. A passing row means nothing later
// and is dropped when in doubt.
const (
	ClassReply   Class = "reply"
	ClassRecord  Class = "record"
	ClassFanout  Class = "fanout"
	ClassPassing Class = "passing"
)

// Outgoing is the payload of an outbox row.
type Outgoing struct {
	Kind   OutKind `json:"kind"`
	Class  Class   `json:"class"`
	Chat   int64   `json:"chat"`
	Topic  int     `json:"topic,omitempty"`
	Screen uint64  `json:"screen,omitempty"`
	Rev    int     `json:"rev,omitempty"`
	// Text is HTML ready to send. Empty with Lazy set: composed when sent.
	Text    string              `json:"text,omitempty"`
	Buttons [][]storage.Button  `json:"buttons,omitempty"`
	Contact string              `json:"contact,omitempty"` // label of a "share my phone" keyboard
	Clear   bool                `json:"clear,omitempty"`   // remove a reply keyboard
	Query   string              `json:"query,omitempty"`
	Alert   bool                `json:"alert,omitempty"`
	File    string              `json:"file,omitempty"` // SHA-256 of a stored file
	Name    string              `json:"name,omitempty"` // its name for the receiver
	Make    *Made               `json:"make,omitempty"` // instead of File: a paper made when sent
	Menu    map[string][]Menued `json:"menu,omitempty"` // language → commands; "" = all
	Silent  bool                `json:"silent,omitempty"`
	Lazy    *Lazy               `json:"lazy,omitempty"`
	Again   bool                `json:"again,omitempty"` // data since lost may have sent it already
	// Expires is when sending has become pointless; zero = never.
	Expires time.Time `json:"expires,omitzero"`
}

// Menued is one line of a command menu.
type Menued struct {
	Command string `json:"command"`
	Help    string `json:"help"`
}

// Lazy names a text composed at the moment of sending, so that it is true
// then: a reminder to someone who has handed in meanwhile is not sent at all.
type Lazy struct {
	Name   string            `json:"name"`
	Person int64             `json:"person,omitempty"`
	Args   map[string]string `json:"args,omitempty"`
}

// Message is an outbox row made ready for Telegram by Compose.
type Message struct {
	Outgoing
	Job      uint64
	Keyboard [][]Key
	// Early says that the row is one of the timetable's and would ring in the
	// quiet hours: it is not sent, and comes back by the event of that name.
	Early bool
	// Paper is the made document in place of a stored one; nil otherwise.
	Paper *Paper
}

// Key is one inline button as Telegram sees it.
type Key struct{ Label, Data string }

// keyboard gives every button its data. A button of a live screen is named by
// screen, revision and place, which mean nothing without the stored state; a
// command stands behind that name, so that it still works once the screen is
// old. Under a message of its own a command stands alone.
func (o Outgoing) keyboard() [][]Key {
	var rows [][]Key
	n := 0
	for _, row := range o.Buttons {
		var keys []Key
		for _, b := range row {
			data := pressData(o.Screen, o.Rev, n)
			if strings.HasPrefix(b.Action, "/") {
				if data += b.Action; o.Screen == 0 || len(data) > maxData {
					data = b.Action
				}
			}
			keys = append(keys, Key{b.Label, data})
			n++
		}
		rows = append(rows, keys)
	}
	return rows
}

// maxData is Telegram's limit for the data of a button, in bytes.
const maxData = 64

func pressData(screen uint64, rev, n int) string {
	return "s" + strconv.FormatUint(screen, 36) + "." + strconv.FormatInt(int64(rev), 36) + "." + strconv.Itoa(n)
}

// parsePress reads back pressData; ok is false for anything else.
func parsePress(data string) (screen uint64, rev, n int, ok bool) {
	parts := strings.Split(data, ".")
	if len(parts) != 3 || len(data) > maxData || !strings.HasPrefix(parts[0], "s") {
		return 0, 0, 0, false
	}
	screen, err1 := strconv.ParseUint(parts[0][1:], 36, 64)
	r, err2 := strconv.ParseInt(parts[1], 36, 32)
	n, err3 := strconv.Atoi(parts[2])
	return screen, int(r), n, err1 == nil && err2 == nil && err3 == nil
}

// ReadOutgoing decodes the payload of an outbox row.
func ReadOutgoing(j storage.Job) (Outgoing, error) {
	var o Outgoing
	err := json.Unmarshal(j.Payload, &o)
	return o, err
}
