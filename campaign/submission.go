package campaign

import "time"

// Attachment is one stored file of a draft or submission.
type Attachment struct {
	ID     string    `json:"id"` // unique within the campaign
	Name   string    `json:"name"`
	Size   int64     `json:"size"`
	Type   string    `json:"type"`             // sniffed media type, "" until looked at
	SHA256 string    `json:"sha256,omitempty"` // hex; "" until stored
	FileID string    `json:"file_id"`          // Telegram's, per bot
	By     int64     `json:"by"`
	At     time.Time `json:"at"` // Telegram's time of the message that brought it
	// Problem names why the file cannot be used; "" while fine.
	Problem string `json:"problem,omitempty"`
	// Warning names what may be wrong with a file that was taken all the same.
	Warning string `json:"warning,omitempty"`
	// Item is the thing of a return the file answers, from 1; 0 = none in
	// particular.
	Item int `json:"item,omitempty"`
	// Album and Message are Telegram's group and number of a picture sent with
	// others: parts of an album may come in any order.
	Album   string `json:"album,omitempty"`
	Message int    `json:"message,omitempty"`
	// Link is an https address given as evidence in place of bytes. It is kept as
	// typed and never opened by the bot; such an attachment has no SHA-256.
	Link string `json:"link,omitempty"`
	// Criteria are what a file or link is evidence for, in the order of the
	// sheet; one may serve several.
	Criteria []string `json:"criteria,omitempty"`
	// Pages are the pictures a draft's PDF was made of, in page order; a hand-in
	// holds the PDF alone.
	Pages []Attachment `json:"pages,omitempty"`
}

// TypeLink is the type of an attachment that is an address.
const TypeLink = "link"

// Stored reports whether the bytes are safe in our own store; of a link there
// are none to wait for.
func (a Attachment) Stored() bool { return (a.SHA256 != "" || a.Link != "") && a.Problem == "" }

// Same reports whether two attachments hold the same: equal bytes, or the same
// address.
func (a Attachment) Same(b Attachment) bool { return a.SHA256 == b.SHA256 && a.Link == b.Link }

// Draft is what a unit has prepared for one requirement and not yet handed in.
// It belongs to the unit, not to a person, and never expires.
type Draft struct {
	Unit        string       `json:"unit"`
	Requirement string       `json:"requirement"`
	Rev         int          `json:"rev"`
	Attachments []Attachment `json:"attachments"`
	UpdatedBy   int64        `json:"updated_by"`
	UpdatedAt   time.Time    `json:"updated_at"`
	// Confirmed is a confirmation given while files were still on their way; the
	// hand-in completes itself when the last of them is in. Nil when none waits.
	Confirmed *Confirmation `json:"confirmed,omitempty"`
}

// Confirmation is a unit's word that a draft is to be handed in.
type Confirmation struct {
	By      int64     `json:"by"`
	At      time.Time `json:"at"`      // the instant that will count
	Pressed bool      `json:"pressed"` // a button; false = typed
	Files   []string  `json:"files"`   // ids of the attachments it is about
	// Asked says that the unit's heads were asked for their approval.
	Asked bool `json:"asked,omitempty"`
	// Note is the contact's word on an approval given outside the bot.
	Note string `json:"note,omitempty"`
}

// Submission is one version of a unit's answer to a requirement's files part.
type Submission struct {
	Unit        string       `json:"unit"`
	Requirement string       `json:"requirement"`
	Version     int          `json:"version"` // from 1
	Revision    int          `json:"plan"`    // revision of the plan in force
	Attachments []Attachment `json:"attachments"`
	By          int64        `json:"by"`
	// As is the role of who handed it in, once By was erased (0).
	As         RoleKind  `json:"as,omitempty"`
	At         time.Time `json:"at"` // the instant that counts
	Timing     Timing    `json:"timing"`
	Incoming   Incoming  `json:"incoming"`
	Supplement bool      `json:"supplement,omitempty"` // unasked, after the deadline
	// Asked marks the answer to a return; its Timing is judged against the
	// return's own date.
	Asked bool `json:"asked,omitempty"`
	// Accepted marks a late version (unasked, or asked and late) that the desk
	// nevertheless took as the official one.
	Accepted bool `json:"accepted,omitempty"`
	// Approved is the head's word with which it was handed in (S45); nil without.
	Approved *Approval `json:"approved,omitempty"`
	// Forwarded is who deals with it (chuyển xử lý), FileSymbol the symbol of the
	// file it is kept in (ký hiệu hồ sơ); the desk may fill them in later (S4).
	Forwarded  string `json:"forwarded,omitempty"`
	FileSymbol string `json:"file_symbol,omitempty"`
}

// Incoming is the register line of a submission: số đến, ngày đến (S3).
type Incoming struct {
	Year   int  `json:"year"`
	Number int  `json:"number"` // from 1 each calendar year, gapless, never reused
	Date   Date `json:"date"`
}

// Timing says how a hand-in stands to its deadline.
type Timing struct {
	Deadline time.Time `json:"deadline,omitzero"` // first late instant; zero = no deadline
	LateDays int       `json:"late_days"`         // 0 = on time
	Grace    Grace     `json:"grace,omitempty"`   // why a press after the deadline is on time
}

// Grace is the reason a confirmation after the deadline still counts.
type Grace string

// The reasons.
const (
	GracePress  Grace = "press"  // all content was sent in time, the press came within the grace
	GraceOutage Grace = "outage" // the bot was not polling at the deadline
)
