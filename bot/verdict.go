package bot

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// Meaning is what one attempt to do something at Telegram comes to.
type Meaning int

// The meanings.
const (
	// Sent: done. Message is its id, 0 when Telegram told none.
	Sent Meaning = iota
	// Unknown: it may or may not have happened.
	Unknown
	// Offline: certainly not done, Telegram was not reached.
	Offline
	// RetryAt: certainly not done; Telegram says when to come back.
	RetryAt
	// GiveUp: this will never work. Why is Telegram's reason.
	GiveUp
	// ChatMoved: the group has the new id To.
	ChatMoved
	// ChatGone: nothing reaches this chat any more. Why is one of "blocked",
	// "deactivated", "not-started", "chat-gone".
	ChatGone
	// Stale: an answer to a press came too late to matter.
	Stale
	// Early: not asked, because it would ring in the quiet hours.
	Early
	// BadText: our HTML is wrong; the same words go as plain text.
	BadText
	// Unshown: the message to edit is no longer there.
	Unshown
	// Unauthorized: the token is not, or no longer, a bot's.
	Unauthorized
)

// Verdict is the one classification of answers and failures.
type Verdict struct {
	Meaning Meaning
	Message int
	After   time.Duration
	Why     string
	To      int64
}

// longestWait bounds retry_after against nonsense; Telegram has been seen to
// ask for 14 hours.
const longestWait = 48 * time.Hour

// judge turns what a request brought back into a verdict. Upload errors reach
// us from the library without a code in the error, so only the answer's own
// fields and the HTTP status count.
func judge(a answer, err error) Verdict {
	switch {
	case a.OK:
		return Verdict{Meaning: Sent, Message: messageID(a.Result)}
	case a.RetryAfter > 0 || a.Code == 429:
		return Verdict{Meaning: RetryAt, After: retryAfter(a.RetryAfter), Why: a.Description}
	case a.Description == "":
		return judgeSilence(a, err)
	case a.MigrateTo != 0:
		return Verdict{Meaning: ChatMoved, To: a.MigrateTo}
	case a.Code == 401:
		return Verdict{Meaning: Unauthorized, Why: a.Description}
	case a.Code >= 500:
		return Verdict{Meaning: Unknown, Why: a.Description}
	}
	return judgeRefusal(a)
}

func retryAfter(seconds int) time.Duration {
	return time.Duration(min(max(1, seconds), int(longestWait/time.Second))) * time.Second
}

// judgeSilence is for everything that is not an answer of the Bot API: nothing
// at all, half of one, a page of a proxy.
func judgeSilence(a answer, err error) Verdict {
	why := "no answer"
	if err != nil {
		why = err.Error()
	}
	switch {
	case !a.Touched:
		return Verdict{Meaning: Offline, Why: why}
	case a.Code == 401:
		return Verdict{Meaning: Unauthorized, Why: why}
	case a.Code >= 300 && a.Code < 500:
		return Verdict{Meaning: Offline, Why: "not an answer of the Bot API: HTTP " + httpText(a.Code)}
	case errors.Is(err, context.DeadlineExceeded):
		return Verdict{Meaning: Unknown, Why: "timed out"}
	}
	return Verdict{Meaning: Unknown, Why: why}
}

// refusals pairs what Telegram writes with what it means. The texts are those
// of the server's source; the first that occurs counts.
var refusals = []struct {
	text string
	v    Verdict
}{
	{"message is not modified", Verdict{Meaning: Sent}},
	{"query is too old", Verdict{Meaning: Stale}},
	{"query ID is invalid", Verdict{Meaning: Stale}},
	{"can't parse entities", Verdict{Meaning: BadText}},
	{"message to edit not found", Verdict{Meaning: Unshown}},
	{"message can't be edited", Verdict{Meaning: Unshown}},
	{"message to pin not found", Verdict{Meaning: Stale}},
	{"MESSAGE_ID_INVALID", Verdict{Meaning: Unshown}},
	{"bot was blocked by the user", Verdict{Meaning: ChatGone, Why: "blocked"}},
	{"user is deactivated", Verdict{Meaning: ChatGone, Why: "deactivated"}},
	{"bot can't initiate conversation", Verdict{Meaning: ChatGone, Why: "not-started"}},
	{"chat not found", Verdict{Meaning: ChatGone, Why: "chat-gone"}},
	{"PEER_ID_INVALID", Verdict{Meaning: ChatGone, Why: "chat-gone"}},
	{"bot was kicked", Verdict{Meaning: ChatGone, Why: "chat-gone"}},
	{"bot is not a member", Verdict{Meaning: ChatGone, Why: "chat-gone"}},
	{"group chat was deactivated", Verdict{Meaning: ChatGone, Why: "chat-gone"}},
	{"group chat was deleted", Verdict{Meaning: ChatGone, Why: "chat-gone"}},
	{"not enough rights to send", Verdict{Meaning: ChatGone, Why: "chat-gone"}},
	{"have no rights to send", Verdict{Meaning: ChatGone, Why: "chat-gone"}},
}

func judgeRefusal(a answer) Verdict {
	low := strings.ToLower(a.Description)
	for _, r := range refusals {
		if strings.Contains(low, strings.ToLower(r.text)) {
			v := r.v
			if v.Why == "" {
				v.Why = a.Description
			}
			return v
		}
	}
	return Verdict{Meaning: GiveUp, Why: a.Description}
}

// noSuchBot reports that the token is nobody's: 401 for one of the right form,
// 404 for another. It is for methods that exist and take no chat.
func noSuchBot(v Verdict) bool {
	return v.Meaning == Unauthorized || v.Meaning == GiveUp && strings.EqualFold(v.Why, "Not Found")
}

// messageID reads the id of a sent message; 0 when the result is something
// else (true, a scheduled message, or nothing readable). It was sent all the
// same.
func messageID(result json.RawMessage) int {
	var m struct {
		MessageID int `json:"message_id"`
	}
	if json.Unmarshal(result, &m) != nil {
		return 0
	}
	return m.MessageID
}
