package bot

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestJudge(t *testing.T) {
	refused := func(code int, text string) answer { return answer{Code: code, Description: text, Touched: true} }
	broken := errors.New("unexpected EOF")
	for name, c := range map[string]struct {
		a    answer
		err  error
		want Verdict
	}{
		"sent":                      {answer{OK: true, Result: json.RawMessage(`{"message_id":5}`)}, nil, Verdict{Meaning: Sent, Message: 5}},
		"true is sent":              {answer{OK: true, Result: json.RawMessage(`true`)}, nil, Verdict{Meaning: Sent}},
		"undecodable is sent":       {answer{OK: true, Result: json.RawMessage(`{"message_id":"x"}`)}, nil, Verdict{Meaning: Sent}},
		"scheduled is sent":         {answer{OK: true, Result: json.RawMessage(`{"message_id":0}`)}, nil, Verdict{Meaning: Sent}},
		"flood":                     {answer{Code: 429, Description: "Too Many Requests: retry after 7", RetryAfter: 7, Touched: true}, broken, Verdict{Meaning: RetryAt, After: 7 * time.Second, Why: "Too Many Requests: retry after 7"}},
		"flood without code":        {answer{Description: "Too Many Requests: retry after 7", RetryAfter: 7, Touched: true}, nil, Verdict{Meaning: RetryAt, After: 7 * time.Second, Why: "Too Many Requests: retry after 7"}},
		"flood as a page":           {answer{Code: 429, Touched: true}, broken, Verdict{Meaning: RetryAt, After: time.Second}},
		"flood for ever":            {answer{Code: 429, RetryAfter: 1 << 40, Touched: true}, nil, Verdict{Meaning: RetryAt, After: longestWait}},
		"restart":                   {refused(500, "Internal Server Error: restart"), nil, Verdict{Meaning: Unknown, Why: "Internal Server Error: restart"}},
		"bad gateway":               {answer{Code: 502, Touched: true}, broken, Verdict{Meaning: Unknown, Why: "unexpected EOF"}},
		"cut answer":                {answer{Code: 200, Touched: true}, io.ErrUnexpectedEOF, Verdict{Meaning: Unknown, Why: "unexpected EOF"}},
		"time out after writing":    {answer{Touched: true}, context.DeadlineExceeded, Verdict{Meaning: Unknown, Why: "timed out"}},
		"never connected":           {answer{}, errors.New("dial tcp: refused"), Verdict{Meaning: Offline, Why: "dial tcp: refused"}},
		"redirect":                  {answer{Code: 302, Touched: true}, broken, Verdict{Meaning: Offline, Why: "not an answer of the Bot API: HTTP 302 Found"}},
		"blocked":                   {refused(403, "Forbidden: bot was blocked by the user"), nil, Verdict{Meaning: ChatGone, Why: "blocked"}},
		"deactivated":               {refused(403, "Forbidden: user is deactivated"), nil, Verdict{Meaning: ChatGone, Why: "deactivated"}},
		"never started":             {refused(403, "Forbidden: bot can't initiate conversation with a user"), nil, Verdict{Meaning: ChatGone, Why: "not-started"}},
		"kicked":                    {refused(403, "Forbidden: bot was kicked from the supergroup chat"), nil, Verdict{Meaning: ChatGone, Why: "chat-gone"}},
		"not a member":              {refused(403, "Forbidden: bot is not a member of the channel chat"), nil, Verdict{Meaning: ChatGone, Why: "chat-gone"}},
		"no chat":                   {refused(400, "Bad Request: chat not found"), nil, Verdict{Meaning: ChatGone, Why: "chat-gone"}},
		"no right to send":          {refused(400, "Bad Request: not enough rights to send text messages to the chat"), nil, Verdict{Meaning: ChatGone, Why: "chat-gone"}},
		"moved":                     {answer{Code: 400, Description: "Bad Request: group chat was upgraded to a supergroup chat", MigrateTo: -1005, Touched: true}, nil, Verdict{Meaning: ChatMoved, To: -1005}},
		"moved, from an upload":     {answer{Description: "Bad Request: group chat was upgraded to a supergroup chat", MigrateTo: -1005, Touched: true}, nil, Verdict{Meaning: ChatMoved, To: -1005}},
		"same text":                 {refused(400, "Bad Request: message is not modified: specified new message content"), nil, Verdict{Meaning: Sent, Why: "Bad Request: message is not modified: specified new message content"}},
		"late answer to a press":    {refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"), nil, Verdict{Meaning: Stale, Why: "Bad Request: query is too old and response timeout expired or query ID is invalid"}},
		"markup":                    {refused(400, "Bad Request: can't parse entities: unclosed"), nil, Verdict{Meaning: BadText, Why: "Bad Request: can't parse entities: unclosed"}},
		"edit of nothing":           {refused(400, "Bad Request: message to edit not found"), nil, Verdict{Meaning: Unshown, Why: "Bad Request: message to edit not found"}},
		"revoked":                   {refused(401, "Unauthorized"), nil, Verdict{Meaning: Unauthorized, Why: "Unauthorized"}},
		"anything else is refused":  {refused(400, "Bad Request: message text is empty"), nil, Verdict{Meaning: GiveUp, Why: "Bad Request: message text is empty"}},
		"conflict is no refusal of": {refused(409, "Conflict: terminated by other getUpdates request"), nil, Verdict{Meaning: GiveUp, Why: "Conflict: terminated by other getUpdates request"}},
	} {
		if diff := cmp.Diff(c.want, judge(c.a, c.err)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
