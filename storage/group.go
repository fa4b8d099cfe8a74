package storage

import "time"

// Group is a chat of several people the bot was bound to: where openings,
// closings and occasions are told and the board is pinned. One is bound at a
// time; the rows of former ones stay.
type Group struct {
	Chat  int64  `json:"chat"`
	Title string `json:"title"`
	// Topic is the thread it was bound in; 0 = the group has none, or its main.
	Topic int       `json:"topic,omitempty"`
	By    int64     `json:"by"`
	At    time.Time `json:"at"`
	// Ended is when it was unbound, or another group took its place.
	Ended time.Time `json:"ended,omitzero"`
	// Lost is when the bot was put out of it; it comes back by being added.
	Lost time.Time `json:"lost,omitzero"`
	// Board is the screen of the pinned board, 0 before the first; Rev counts
	// its edits and Shown names what it said last.
	Board uint64 `json:"board,omitempty"`
	Rev   int    `json:"rev,omitempty"`
	Shown string `json:"shown,omitempty"`
	// Unpinned is set once Telegram refused to pin.
	Unpinned bool `json:"unpinned,omitempty"`
}

// Groups is keyed by K(chat).
var Groups = Table[Group]{"groups"}

// BoundGroup is the group bound now, whether or not the bot is in it.
func BoundGroup(tx *Tx) (Group, bool) {
	for _, g := range Groups.Prefix(tx, nil) {
		if g.Ended.IsZero() {
			return g, true
		}
	}
	return Group{}, false
}

// GroupCode binds a group once. Only the hash of the code is kept, as the key.
type GroupCode struct {
	By      int64     `json:"by"`
	At      time.Time `json:"at"`
	Expires time.Time `json:"expires"`
	Used    time.Time `json:"used,omitzero"`
}

// GroupCodes is keyed by K(hex SHA-256 of the code).
var GroupCodes = Table[GroupCode]{"group_codes"}
