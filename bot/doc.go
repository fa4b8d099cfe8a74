// Package bot is the edge: the network, the goroutines, real time and the
// config file. It knows no sentence and no rule of the contest; what happens
// is decided by handlers.Apply, what was decided is in storage. The alarms of
// alarms.go are the exception: they are for when nothing can be written.
//
// What flows through. The poller brings a batch of updates, translated to
// events, to Bot.apply: one transaction, and only after its commit are later
// updates asked for. What the transaction leaves in the queues reaches the
// sender, the downloads and the work in commit order. What becomes of a
// message or a file returns as an event or, where the contest need not know,
// as bookkeeping that rides on the next transaction. Nothing is kept in memory
// alone that a kill must not lose.
//
// The sender. A lane is a chat; its rows go strictly in order, one at a time,
// many lanes at once. Answers to presses, menus and "typing" have a lane
// beside, because nobody cares whether they come before a message. A lane in
// which somebody waits goes before lanes of announcements only; its older
// announcement goes along, so the order holds. An edit that a later edit of
// the same screen makes pointless is not sent. Waiting rows are numbers in
// memory, their payload is read when they are sent, so a hundred thousand of
// them are a few megabytes.
//
// Kills. Rows are born leased, except announcements, which are leased a
// handful at a time shortly before they go. After a kill exactly the leased
// rows are in doubt: they go again, unless they mean nothing any more. A
// failed attempt is on disk before the next is made, except where Telegram was
// certainly not reached: then nothing is in doubt, and one request at a time
// tries until it is reached.
//
// Chats that are gone. Messages of record wait, parked, until the person is
// heard of or anything else is written to the chat; all other rows would be
// stale by then and are let go.
//
// The package must never wait for the network inside a transaction, never
// confirm an update before it is committed, never write a token or a word that
// somebody wrote to the log, never guess about an answer in more than one
// place (verdict.go).
//
// Rejected: the library's GetUpdatesChan (it confirms updates before they are
// handled and stops for ever at one it cannot decode); a goroutine per update
// (order within a chat and one commit per batch would be lost); an in-flight
// mark written before each reply (a commit more for each, where a row born
// leased costs none); a worker per chat (thousands of idle goroutines); two
// buckets for replies and announcements (announcements would never reach the
// full rate); rewriting the rows of a group that moved (the first refused send
// after a restart brings its new id anew).
package bot
