package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// The faults one can order.
const (
	FaultTooMany   = "429"       // refused with retry_after
	FaultBlocked   = "403"       // refused: blocked by the user
	FaultServer    = "500"       // Internal Server Error
	FaultGateway   = "502"       // a page of HTML from a proxy
	FaultSlow      = "slow"      // served after Delay
	FaultReset     = "reset"     // the connection is reset before the call is taken
	FaultCut       = "cut"       // the call is carried out, the answer is cut
	FaultTruncated = "truncated" // a download that ends early (method "download")
	FaultShort     = "short"     // a download that is shorter and says so
	FaultGarbage   = "garbage"   // carried out; the answer is HTML with status 200
)

// Fault is one order.
type Fault struct {
	Kind       string        `json:"kind"`
	Method     string        `json:"method,omitempty"`      // "" means every send… and edit…; "*" every call
	Chat       int64         `json:"chat,omitempty"`        // 0: any
	Times      int           `json:"times"`                 // how often; 0 is once, -1 until cleared
	RetryAfter int           `json:"retry_after,omitempty"` // seconds, for 429; 0: 5
	Delay      time.Duration `json:"delay,omitempty"`       // for slow; 0: 3 s
}

// Fault orders a fault.
func (s *Server) Fault(f Fault) {
	if f.Times == 0 {
		f.Times = 1
	}
	if f.RetryAfter == 0 {
		f.RetryAfter = 5
	}
	if f.Delay == 0 {
		f.Delay = 3 * time.Second
	}
	if f.Method == "" && (f.Kind == FaultTruncated || f.Kind == FaultShort) {
		f.Method = "download"
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
	s.touch(event{Kind: "faults"})
}

// ClearFaults takes all orders back and brings the network up.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	s.faults = nil
	s.touch(event{Kind: "faults"})
	s.mu.Unlock()
	s.Network(true)
}

// Network cuts every API connection off, or lets them through again.
func (s *Server) Network(up bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.down == !up {
		return
	}
	s.down = !up
	if s.down {
		close(s.dropped)
	} else {
		s.dropped = make(chan struct{})
	}
	s.touch(event{Kind: "faults"})
}

// cutOff drops a connection while the network is down.
func (s *Server) cutOff(w http.ResponseWriter) bool {
	s.mu.Lock()
	down := s.down
	s.mu.Unlock()
	if down {
		cut(w)
	}
	return down
}

// cut resets a connection.
func cut(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// takeFault finds the order that meets this call and uses it up once.
func (s *Server) takeFault(method string, chat int64) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.faults {
		if !f.meets(method, chat) {
			continue
		}
		if f.Times > 0 {
			if f.Times--; f.Times == 0 {
				s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
			}
		}
		s.touch(event{Kind: "faults"})
		one := *f
		return &one
	}
	return nil
}

func (f *Fault) meets(method string, chat int64) bool {
	if f.Chat != 0 && f.Chat != chat {
		return false
	}
	m := strings.ToLower(method)
	switch f.Method {
	case "*":
		return true
	case "":
		return strings.HasPrefix(m, "send") && m != "sendchataction" || strings.HasPrefix(m, "edit")
	}
	return strings.EqualFold(f.Method, method)
}

// before acts out a fault that comes before the call is taken; true when the
// call is over.
func (f *Fault) before(s *Server, w http.ResponseWriter, r *http.Request, call *Call, from time.Time) bool {
	if f == nil {
		return false
	}
	switch f.Kind {
	case FaultSlow:
		select {
		case <-time.After(f.Delay):
		case <-r.Context().Done():
			return true
		}
		return false
	case FaultTooMany:
		s.finish(w, call, refuse(&apiError{code: 429, text: fmt.Sprintf("Too Many Requests: retry after %d", f.RetryAfter), retryAfter: f.RetryAfter}), from)
	case FaultBlocked:
		s.finish(w, call, refuse(forbidden("bot was blocked by the user")), from)
	case FaultServer:
		s.finish(w, call, refuse(&apiError{code: 500, text: "Internal Server Error"}), from)
	case FaultGateway:
		call.Code, call.Answer = http.StatusBadGateway, "HTML"
		s.log(call, from)
		writeHTML(w, http.StatusBadGateway)
	case FaultReset:
		call.Answer = "reset"
		s.log(call, from)
		cut(w)
	default:
		return false
	}
	return true
}

// after acts out a fault once the call was carried out.
func (f *Fault) after(s *Server, w http.ResponseWriter, a answer, call *Call, from time.Time) bool {
	if f == nil || f.Kind != FaultCut && f.Kind != FaultGarbage {
		return false
	}
	call.Answer = f.Kind
	s.log(call, from)
	if f.Kind == FaultGarbage {
		writeHTML(w, http.StatusOK)
		return true
	}
	body, _ := json.Marshal(a)
	half(w, body, "application/json")
	return true
}

// download acts out a fault of a download.
func (f *Fault) download(s *Server, w http.ResponseWriter, content []byte, call *Call, from time.Time) bool {
	if f == nil {
		return false
	}
	call.Answer = f.Kind
	switch f.Kind {
	case FaultTruncated, FaultCut:
		s.log(call, from)
		half(w, content, "application/octet-stream")
		return true
	case FaultShort:
		call.Code = http.StatusOK
		s.log(call, from)
		_, _ = w.Write(content[:len(content)/2])
		return true
	}
	return false
}

// half promises a whole body, writes half of it and closes the connection.
func half(w http.ResponseWriter, body []byte, kind string) {
	conn, buf, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	var b bytes.Buffer
	b.WriteString("HTTP/1.1 200 OK\r\nContent-Type: " + kind + "\r\nContent-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n")
	b.Write(body[:len(body)/2])
	_, _ = buf.Write(b.Bytes())
	_ = buf.Flush()
	_ = conn.Close()
}

func writeHTML(w http.ResponseWriter, code int) {
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(code)
	_, _ = w.Write([]byte("<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>"))
}
