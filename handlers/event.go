package handlers

import "time"

// Event is one thing that came in: from Telegram, from the clock, or from the
// edge telling what became of a job. At is the instant that counts for rules
// and sentences: Telegram's own time of a message, and for a press (which
// carries none) the time its batch was received.
type Event struct {
	// Key is the natural name of what happened, for example "m1001.57" for
	// message 57 of chat 1001; an event whose key was seen is skipped, also
	// when Telegram numbers its updates anew. Empty for events that may repeat.
	Key     string
	At      time.Time
	From    Sender
	Chat    Chat
	Message int // Telegram's message id, 0 when none
	Body    Body
	Raw     []byte // as received, kept only in quarantine
}

// Sender is who Telegram says it was. The id alone decides anything; names are
// free text.
type Sender struct {
	ID       int64
	Name     string
	Username string
	Language string
}

// Chat is where it happened.
type Chat struct {
	ID    int64
	Group bool
	Title string
	Topic int // message thread of a forum group
}

// Body is what happened; exactly the types below.
type Body interface{ body() }

// Said is a text message.
type Said struct{ Text string }

// Pressed is a press of an inline button; Data is what we once put there, or
// whatever a bad client sent.
type Pressed struct {
	Query string // to answer it
	Data  string
}

// Uploaded is a file or picture sent to us, not yet fetched.
type Uploaded struct {
	FileID  string
	Name    string // "" for a photograph
	Type    string // what the sender's app claims
	Size    int64  // bytes as Telegram tells, 0 when unknown
	Photo   bool
	Album   string // media group id, "" when sent alone
	Caption string
}

// Shared is a contact card.
type Shared struct {
	User      int64 // 0 when the number belongs to nobody on Telegram
	Phone     string
	Forwarded bool
}

// Edited is a change of an earlier message. What was accepted never changes by it.
type Edited struct{ Text string }

// Unusable is a message of a kind no conversation takes: "voice", "video",
// "sticker", "location", "poll", "other".
type Unusable struct{ Kind string }

// MemberChanged says the bot's own standing in a chat changed: "member",
// "kicked", "left", "administrator", "restricted".
type MemberChanged struct{ Status string }

// Migrated says a group became a supergroup with a new id.
type Migrated struct{ To int64 }

// Broken is an update nobody could read; it goes to quarantine.
type Broken struct{ Why string }

// Woke says calendar time reached Event.At; whatever is due is done.
type Woke struct{}

// Stored says a download ended: the bytes are safe under SHA256, or Problem
// names why they will not come ("too-big", "gone", "empty").
type Stored struct {
	Job     uint64
	SHA256  string
	Size    int64
	Problem string
}

// Inspected is the answer of Inspect for a work row: the type found in the
// bytes, and a Problem where the file cannot be taken.
type Inspected struct {
	Job     uint64
	Type    string
	Problem string
	// Key is the sealed key of a score sheet, where the file is a workbook of ours.
	Key string
	// Read is what a score sheet that came back says, unit by unit.
	Read []SheetRead
}

// Bound is the answer of Bind for a work row: the PDF is safe under SHA256, or
// Problem names why Page (from 1, 0 = none in particular) kept it from being
// made.
type Bound struct {
	Job     uint64
	SHA256  string
	Size    int64
	Small   []int // pages too small to be read, from 1
	Cut     []int // pages whose picture ends in the middle, from 1
	Problem string
	Page    int
}

// Undelivered says an outbox row was given up for good, and why: "blocked",
// "deactivated", "not-started", "chat-gone", "refused".
type Undelivered struct {
	Job  uint64
	Chat int64
	Why  string
	Kind OutKind // of the row
}

// Early brings back a row of the outbox that would have rung in the quiet hours:
// its payload, which waits for their end.
type Early struct{ Payload []byte }

func (Early) body() {}

// Connected says who the bot is on Telegram.
type Connected struct {
	ID       int64
	Username string
}

// Resumed says polling works again after a span without.
type Resumed struct{ From, To time.Time }

// FellBack says that the clock was set back, from an instant it had shown.
type FellBack struct{ From, To time.Time }

func (FellBack) body() {}

// Measured says how the program stands: since when it runs, and what its data
// and their disk hold, in bytes; a Total of 0 is unknown.
type Measured struct {
	Since                     time.Time
	Free, Total, State, Files int64
}

// BackedUp says that a backup was made, or Why it was not.
type BackedUp struct {
	Stamp string
	Bytes int64
	Why   string
}

// Adopted says that the config was read again while the bot ran; Problem is what
// kept it from being adopted, in the operator's words.
type Adopted struct{ Problem string }

func (Adopted) body()       {}
func (Measured) body()      {}
func (BackedUp) body()      {}
func (Said) body()          {}
func (Pressed) body()       {}
func (Uploaded) body()      {}
func (Shared) body()        {}
func (Edited) body()        {}
func (Unusable) body()      {}
func (MemberChanged) body() {}
func (Migrated) body()      {}
func (Broken) body()        {}
func (Woke) body()          {}
func (Stored) body()        {}
func (Inspected) body()     {}
func (Bound) body()         {}
func (Undelivered) body()   {}
func (Connected) body()     {}
func (Resumed) body()       {}
