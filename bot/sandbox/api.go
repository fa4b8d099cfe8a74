package sandbox

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// apiError is a refusal in Telegram's words.
type apiError struct {
	code       int
	text       string
	retryAfter int
	migrateTo  int64
}

// bad is a 400.
func bad(text string) *apiError { return &apiError{code: 400, text: "Bad Request: " + text} }

func forbidden(text string) *apiError { return &apiError{code: 403, text: "Forbidden: " + text} }

// answer is the envelope of every reply.
type answer struct {
	OK         bool            `json:"ok"`
	Result     json.RawMessage `json:"result,omitempty"`
	Code       int             `json:"error_code,omitempty"`
	Text       string          `json:"description,omitempty"`
	Parameters *parameters     `json:"parameters,omitempty"`
}

type parameters struct {
	MigrateTo  int64 `json:"migrate_to_chat_id,omitempty"`
	RetryAfter int   `json:"retry_after,omitempty"`
}

// methods are the calls the server knows; names are compared in lower case.
var methods = map[string]func(*Server, *request) (any, *apiError){
	"getme":                  (*Server).getMe,
	"sendmessage":            (*Server).sendMessage,
	"senddocument":           (*Server).sendDocument,
	"sendphoto":              (*Server).sendPhoto,
	"sendmediagroup":         (*Server).sendMediaGroup,
	"sendchataction":         (*Server).sendChatAction,
	"editmessagetext":        (*Server).editMessageText,
	"editmessagecaption":     (*Server).editMessageCaption,
	"editmessagereplymarkup": (*Server).editMessageReplyMarkup,
	"answercallbackquery":    (*Server).answerCallbackQuery,
	"deletemessage":          (*Server).deleteMessage,
	"pinchatmessage":         (*Server).pinChatMessage,
	"unpinchatmessage":       (*Server).unpinChatMessage,
	"unpinallchatmessages":   (*Server).unpinChatMessage,
	"getfile":                (*Server).getFile,
	"getchat":                (*Server).getChat,
	"getchatmember":          (*Server).getChatMember,
	"getchatmembercount":     (*Server).getChatMemberCount,
	"getchatmemberscount":    (*Server).getChatMemberCount,
	"leavechat":              (*Server).leaveChat,
	"setmycommands":          (*Server).setMyCommands,
	"getmycommands":          (*Server).getMyCommands,
	"deletemycommands":       (*Server).deleteMyCommands,
	"setmyname":              (*Server).setMy,
	"setmydescription":       (*Server).setMy,
	"setmyshortdescription":  (*Server).setMy,
	"setchatmenubutton":      (*Server).setMy,
	"getwebhookinfo":         (*Server).getWebhookInfo,
	"deletewebhook":          (*Server).deleteWebhook,
	"getupdates":             nil, // waits; served apart
}

// serveAPI answers /bot<token>/<method>.
func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	from := time.Now()
	given, method, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/bot"), "/")
	if s.cutOff(w) {
		return
	}
	call := Call{At: s.now(), Method: method}
	run, refusal := s.method(given, method)
	var q *request
	if refusal == nil {
		q, refusal = readRequest(w, r)
	}
	if refusal != nil {
		s.finish(w, &call, refuse(refusal), from)
		return
	}
	if call.Chat = q.int64("chat_id"); !s.o.Bare {
		call.Digest = q.digest()
	}
	f := s.takeFault(method, call.Chat)
	if f.before(s, w, r, &call, from) {
		return
	}
	if run == nil {
		s.getUpdates(w, r, q, call, from)
		return
	}
	result, refusal := run(s, q)
	a := answer{OK: true}
	if refusal != nil {
		a = refuse(refusal)
	} else {
		a.Result, _ = json.Marshal(result)
	}
	if !f.after(s, w, a, &call, from) {
		s.finish(w, &call, a, from)
	}
}

// method finds what to run, after the token is checked; nil is the long poll.
func (s *Server) method(token, name string) (func(*Server, *request) (any, *apiError), *apiError) {
	run, known := methods[strings.ToLower(name)]
	switch {
	case !strings.Contains(token, ":"):
		return nil, &apiError{code: 404, text: "Not Found"}
	case token != s.o.Token:
		return nil, &apiError{code: 401, text: "Unauthorized"}
	case !known:
		return nil, &apiError{code: 404, text: "Not Found: method not found"}
	}
	return run, nil
}

func refuse(e *apiError) answer {
	a := answer{Code: e.code, Text: e.text}
	if e.retryAfter > 0 || e.migrateTo != 0 {
		a.Parameters = &parameters{MigrateTo: e.migrateTo, RetryAfter: e.retryAfter}
	}
	return a
}

// finish writes an answer and the log.
func (s *Server) finish(w http.ResponseWriter, call *Call, a answer, from time.Time) {
	body, err := json.Marshal(a)
	if err != nil { // an injected update that is no JSON goes out as it is
		body = append(append([]byte(`{"ok":true,"result":`), a.Result...), '}')
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	code := http.StatusOK
	if !a.OK {
		code = a.Code
		call.Answer = a.Text
		if a.Parameters != nil && a.Parameters.RetryAfter > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(a.Parameters.RetryAfter))
		}
	} else {
		call.Answer = string(a.Result[:min(len(a.Result), maxLogged)])
	}
	call.Code = code
	s.log(call, from)
	w.WriteHeader(code)
	_, _ = w.Write(body)
}

func (s *Server) getMe(*request) (any, *apiError) { return s.botUser(true), nil }

func (s *Server) getWebhookInfo(*request) (any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return map[string]any{"url": "", "has_custom_certificate": false, "pending_update_count": s.st.Queue.live()}, nil
}

func (s *Server) deleteWebhook(q *request) (any, *apiError) {
	if q.bool("drop_pending_updates") {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.st.Queue.drop(s.st.Queue.Next)
	}
	return true, nil
}

// setMy stores what a bot says about itself and nothing here depends on.
func (s *Server) setMy(q *request) (any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, key := range []string{"name", "description", "short_description"} {
		if v, ok := q.values[key]; ok {
			s.st.Renamed[key+" "+q.str("language_code")] = v
		}
	}
	s.touch(event{})
	return true, nil
}
