// Package handlers is how the bot talks: what people say, press and send
// becomes turns of conversations, and what the turns ask of the world becomes
// rows in durable queues.
//
// # What flows through
//
//	Event ──▶ Apply ──▶ Turn ──▶ dispatch ──▶ a step of a Conversation
//	             │         │
//	             │         └─▶ Show, Say, Tell, Answer, Fetch, Work, Note
//	             ▼                        │
//	     one transaction ◀────────────────┘ rows in outbox, downloads, work,
//	             │                          agenda, audit; State; drafts …
//	             ▼
//	     Outcome ──▶ the edge ──▶ Compose (text true at sending) ──▶ Telegram
//	                          ──▶ Inspect (bytes of a file)      ──▶ Event
//
// A batch of events is one transaction. When it fails for a reason of one
// event, each event gets its own, and the one that fails alone goes to
// quarantine with its stack; its sender and the administrators are told.
//
// # The lookup order
//
// It is written once, in dispatch.go: a group message never reaches a private
// talk; a command starts its conversation (an "aside" answers without touching
// the talk that waits); a text equal to a button's label is that button; then
// the waiting step; then help. Text with a leading slash is never an answer.
//
// # Screens and buttons
//
// A chat has one live screen, edited in place while the person presses and
// sent anew once the person wrote below it. A button carries "s<screen>.<rev>.
// <place>", whose meaning stands in State; a press on anything but the present
// revision does nothing and opens the present screen. Buttons that should work
// for ever, under receipts and reminders, carry a command instead: it goes the
// way of the same words typed, so rights are read anew and a repeat is
// harmless. Every action of a step can be typed as the label of its button.
//
// # Rules of the room
//
//   - One file is one conversation or command; its sentences stand at its foot
//     as T(vi, en) pairs. A new conversation is one line in routes.go and
//     touches nothing in bot.
//   - No network, disk, goroutine or clock: time and everything else arrives as
//     an event, and Event.At is the time of rules and sentences.
//   - Rights are asked of campaign.May in the transaction that acts.
//   - What has been entered lives in drafts and sheets of the unit; State holds
//     only the cursor, so leaving a talk loses nothing.
//
// # The head's approval
//
// "Handed in" means confirmed by the unit. Where the plan asks for the head's
// approval (sign_off), the unit has spoken only when its head approves: the
// hand-in has the time of the approval. If the contact's confirmation counted, a
// unit could stop the clock with a paper nobody stands for. The same grace as for
// any press applies: content and the contact's confirmation before the deadline
// and the approval within the grace are on time. A unit whose head cannot be
// reached is not stopped: its main contact sends with a note, on the receipt.
//
// # Rejected
//
// One goroutine or one callback per conversation: it cannot be saved between
// two messages, and a restart would forget everyone. Sending from a step: a
// crash between the send and the commit would either lose the step or repeat
// the message. A catalogue of sentences apart from the code: a missing
// translation would be found by a user; here it does not compile.
package handlers
