package sandbox

import (
	"time"

	"thidua/bot/clock"
)

// Persona is somebody who can talk to the bot, or a group (ID below zero).
type Persona struct {
	ID       int64  `json:"id"`
	Name     string `json:"name"`
	Role     string `json:"role,omitempty"` // a label for the page only
	Unit     string `json:"unit,omitempty"`
	Phone    string `json:"phone,omitempty"`
	Username string `json:"username,omitempty"`
	Lang     string `json:"lang,omitempty"`  // language_code of the phone, "vi" when empty
	Alias    string `json:"alias,omitempty"` // in transcripts; made from the name when empty
}

// OutboxRow is one message the bot still has to deliver, for the panel.
type OutboxRow struct {
	ID       string    `json:"id"`
	Chat     int64     `json:"chat"`
	Kind     string    `json:"kind"`
	Due      time.Time `json:"due"`
	Attempts int       `json:"attempts"`
	Error    string    `json:"error,omitempty"`
}

// GoTo is a named instant of the clock bar, such as "December".
type GoTo struct {
	Label string    `json:"label"`
	At    time.Time `json:"at"`
}

// The kinds Options.Next is asked for.
const (
	NextNotice   = "notice"   // the earliest instant the bot's agenda waits for
	NextDeadline = "deadline" // the earliest deadline of the plan
)

// Options say who is there and what the bot lets the page see. Token, BotName
// and Clock are required.
type Options struct {
	Token   string // the only token the API accepts
	BotName string // user name of the bot, without @
	BotID   int64  // 0: taken from the token
	Clock   *clock.Movable
	Zone    *time.Location // of the plan; nil: the clock's
	People  []Persona
	Group   *Persona // the bloc's group; the bot is a member
	Dir     string   // where this side is kept; "" keeps it in memory
	Outbox  func() []OutboxRow
	// Next is the first instant of a kind strictly after now.
	Next func(kind string) (time.Time, bool)
	// Idle says that the bot has nothing in hand: no row it could send now, no
	// agenda row due. Rows parked for later or for good do not count.
	Idle   func() bool
	Settle time.Duration // how long a walk waits for Idle at each stop; 0: 10 s
	GoTo   []GoTo
	End    time.Time // where "play the year" ends; zero: it is not offered
	Lang   string    // of the page: "vi" (default) or "en"
	Header []string  // comment lines of saved transcripts
	// Bare keeps neither a log of calls nor a record for transcripts: for tests
	// that measure.
	Bare bool
}
