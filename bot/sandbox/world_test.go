package sandbox

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"thidua/bot/clock"
)

func TestFaults(t *testing.T) {
	w := newWorld(t)
	w.Say(1001, "/start")
	w.Say(1002, "/start")
	send := func(chat string) reply { return w.call("sendMessage", "chat_id", chat, "text", "x") }

	w.Fault(Fault{Kind: FaultTooMany, Chat: 1001, RetryAfter: 7, Times: 2})
	w.want(send("1002"), 200, "")
	for range 2 {
		r := send("1001")
		w.want(r, 429, "Too Many Requests: retry after 7")
		if r.Parameters.RetryAfter != 7 {
			t.Errorf("%+v", r)
		}
	}
	w.want(send("1001"), 200, "")
	w.Fault(Fault{Kind: FaultTooMany})
	w.want(w.upload("sendDocument", "document", "a", []byte("a"), "chat_id", "1001"), 429, "retry after 5")

	before := len(w.Messages(1001))
	w.Fault(Fault{Kind: FaultReset})
	w.want(send("1001"), 0, "")
	if n := len(w.Messages(1001)); n != before {
		t.Errorf("reset before: %d messages more", n-before)
	}
	w.Fault(Fault{Kind: FaultCut})
	if r := send("1001"); r.OK || !strings.Contains(r.Text, "EOF") {
		t.Errorf("%+v", r)
	}
	if n := len(w.Messages(1001)); n != before+1 {
		t.Errorf("cut after: %d messages more", n-before)
	}
	w.Fault(Fault{Kind: FaultBlocked})
	w.want(send("1001"), 403, "Forbidden: bot was blocked by the user")
	w.Fault(Fault{Kind: FaultServer})
	w.want(send("1001"), 500, "Internal Server Error")
	w.Fault(Fault{Kind: FaultGateway})
	if r := send("1001"); !strings.Contains(r.Text, "invalid character '<'") {
		t.Errorf("%+v", r)
	}
	w.Fault(Fault{Kind: FaultServer, Times: -1, Method: "*"})
	w.want(w.call("getMe"), 500, "")
	w.want(w.call("getUpdates"), 500, "")
	w.ClearFaults()
	w.want(w.call("getMe"), 200, "")
}

func TestDownloadFaults(t *testing.T) {
	w := newWorld(t)
	w.Upload(1001, "a.pdf", []byte("0123456789"), "")
	path := w.link(w.Messages(1001)[0].FileID)
	w.Fault(Fault{Kind: FaultTruncated})
	if got := w.download(path); got != "01234 unexpected EOF" {
		t.Errorf("%q", got)
	}
	w.Fault(Fault{Kind: FaultShort})
	if got := w.download(path); got != "01234" {
		t.Errorf("%q", got)
	}
	if got := w.download(path); got != "0123456789" {
		t.Errorf("%q", got)
	}
}

func TestNetworkDownEndsPolls(t *testing.T) {
	w := newWorld(t)
	answers := make(chan reply)
	go func() { answers <- w.call("getUpdates", "timeout", "30") }()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if err := w.Wait(ctx, func() bool { w.mu.Lock(); defer w.mu.Unlock(); return w.poller != nil }); err != nil {
		t.Fatal(err)
	}
	w.Network(false)
	if r := <-answers; r.OK || r.Code != 0 {
		t.Errorf("%+v", r)
	}
	w.want(w.call("getMe"), 0, "")
	w.Network(true)
	w.want(w.call("getMe"), 200, "")
}

// agenda is a bot's agenda that takes a moment to do what is due.
type agenda struct {
	c    *clock.Movable
	at   []time.Time
	done atomic.Int32
	seen []time.Time
}

func (a *agenda) next(string) (time.Time, bool) {
	for _, t := range a.at {
		if t.After(a.c.Now()) {
			return t, true
		}
	}
	return time.Time{}, false
}

func (a *agenda) idle() bool {
	if n := int(a.done.Load()); n < len(a.at) && !a.c.Now().Before(a.at[n]) {
		a.seen = append(a.seen, a.c.Now())
		a.done.Add(1)
		return false
	}
	return true
}

func TestWalkStopsAtEachInstant(t *testing.T) {
	c := clock.NewMovable(time.Date(2021, 5, 31, 7, 0, 0, 0, zone))
	a := &agenda{c: c}
	for _, h := range []int{1, 2, 30} {
		a.at = append(a.at, c.Now().Truncate(time.Hour).Add(time.Duration(h)*time.Hour))
	}
	w := newWorld(t, func(o *Options) { o.Clock, o.Next, o.Idle = c, a.next, a.idle })
	to := a.at[1].Add(time.Hour)
	if err := w.Walk(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	if len(a.seen) != 2 {
		t.Fatalf("woken at %v", a.seen)
	}
	for i, at := range a.seen {
		if late := at.Sub(a.at[i]); late < 0 || late > 10*time.Second {
			t.Errorf("stop %d: %v late", i, late)
		}
	}
	if late := c.Now().Sub(to); late < 0 || late > 10*time.Second {
		t.Errorf("arrived %v late", late)
	}
}

// TestPlayYear stops at every instant of the year and ends where it ends; a
// year that is over is not played.
func TestPlayYear(t *testing.T) {
	c := clock.NewMovable(time.Date(2021, 5, 31, 7, 0, 0, 0, zone))
	a := &agenda{c: c}
	for _, h := range []int{1, 700, 5000, 9000} {
		a.at = append(a.at, c.Now().Truncate(time.Hour).Add(time.Duration(h)*time.Hour))
	}
	end := a.at[2].Add(24 * time.Hour)
	w := newWorld(t, func(o *Options) { o.Clock, o.Next, o.Idle, o.End = c, a.next, a.idle, end })
	if err := w.PlayYear(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(a.seen) != 3 {
		t.Errorf("woken at %v", a.seen)
	}
	if late := c.Now().Sub(end); late < 0 || late > 10*time.Second {
		t.Errorf("ended %v late", late)
	}
	if _, err := orders["year"](w.Server, order{}); err == nil {
		t.Error("a year that is over was played again")
	}
}

func TestWalkIsBoundedAndCancelled(t *testing.T) {
	c := clock.NewMovable(time.Date(2021, 5, 31, 7, 0, 0, 0, zone))
	w := newWorld(t, func(o *Options) {
		o.Clock, o.Settle = c, 30*time.Millisecond
		o.Idle = func() bool { return false }
	})
	if err := w.Walk(t.Context(), c.Now().Add(time.Hour)); err != nil {
		t.Errorf("a bot that is never idle: %v", err)
	}
	w.o.Settle = time.Minute
	ended := make(chan error)
	go func() { ended <- w.Walk(context.Background(), c.Now().Add(time.Hour)) }()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if err := w.Wait(ctx, func() bool { w.mu.Lock(); defer w.mu.Unlock(); return w.walk != nil }); err != nil {
		t.Fatal(err)
	}
	w.StopWalk()
	if err := <-ended; err == nil {
		t.Error("a stopped walk arrived")
	}
}

func TestOutageJumps(t *testing.T) {
	w := newWorld(t)
	from := w.now()
	if err := w.Outage(t.Context(), 5*time.Hour); err != nil {
		t.Fatal(err)
	}
	if d := w.now().Sub(from); d < 5*time.Hour || w.down {
		t.Errorf("moved %v, down %v", d, w.down)
	}
}

func TestKeptState(t *testing.T) {
	dir := t.TempDir()
	w := newWorld(t, func(o *Options) { o.Dir = dir })
	w.Say(1001, "/start")
	w.Upload(1001, "a.pdf", []byte("bytes"), "")
	id := w.id(w.call("sendMessage", "chat_id", "1001", "text", "x", "reply_markup", button("A", "1")))
	w.call("setMyCommands", "commands", `[{"command":"nop","description":"x"}]`)
	w.o.Clock.Set(w.now().Add(48 * time.Hour))
	_ = w.Press(1001, "A")
	before := w.now()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}

	c := clock.NewMovable(time.Date(2021, 5, 31, 7, 0, 0, 0, zone))
	n := newWorld(t, func(o *Options) { o.Dir, o.Clock = dir, c })
	if d := c.Now().Sub(before); d < 0 || d > 10*time.Second {
		t.Errorf("the clock is off by %v", d)
	}
	got := n.poll()
	if len(got) != 1 || got[0].Callback == nil {
		t.Fatalf("%+v", got)
	}
	n.want(n.call("answerCallbackQuery", "callback_query_id", got[0].Callback.ID), 200, "")
	n.want(n.call("editMessageText", "chat_id", "1001", "message_id", id, "text", "y"), 200, "")
	if got := n.download(n.link(n.Messages(1001)[1].FileID)); got != "bytes" {
		t.Errorf("%q", got)
	}
	if got := n.Menu(1001); len(got) != 1 {
		t.Error(got)
	}
	if next := n.Say(1001, "more"); next < idsLost {
		t.Errorf("message ids go on at %d", next)
	}
}

func TestTranscriptOfATalk(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.Header, o.Settle = []string{"Saved."}, 20*time.Millisecond })
	w.Say(1001, "/nop")
	w.call("sendMessage", "chat_id", "1001", "text", "<b>Chọn</b>\n\nviệc", "parse_mode", "HTML", "reply_markup", button("Báo cáo", "1"))
	_ = w.Press(1001, "Báo")
	cb := w.poll()[1].Callback
	w.call("editMessageText", "chat_id", "1001", "message_id", itoa(cb.Message.ID), "text", "Gửi tệp")
	w.call("answerCallbackQuery", "callback_query_id", cb.ID, "text", "Được")
	_ = w.Walk(t.Context(), time.Date(2021, 6, 1, 8, 0, 0, 0, zone))
	w.Upload(1001, "bc.pdf", []byte("x"), "ký")
	w.upload("sendDocument", "document", "bn.pdf", []byte("%PDF"), "chat_id", "1001", "caption", "Số 1")
	w.Share(1001, 1001)
	w.SayIn(-1001, 1002, "/xephang")
	want := `# Saved.
person hoa 1001 +84912000001 Lê Thị Hoa
person hoa2 1002 +84912000002 Trần Văn Hòa
group nhom -1001 Khối thi đua
start 2021-05-31T07:00
bot ThiDuaBot

hoa> /nop
bot -> hoa:
    <b>Chọn</b>

    việc
    [Báo cáo]

hoa* Báo cáo
bot ~> hoa:
    Gửi tệp
bot ! hoa: Được

== 2021-06-01 08:00

hoa^ bc.pdf | ký
bot -> hoa: file bn.pdf
    Số 1

hoa@ own

hoa2/nhom> /xephang
`
	if got := string(w.Transcript().Format()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestPageAnswersToLoopbackOnly(t *testing.T) {
	w := newWorld(t)
	for host, code := range map[string]int{"localhost:8080": 200, "127.0.0.1": 200, "[::1]:80": 200, "evil.example": 421, "127.0.0.1.evil.example": 421, "10.0.0.1": 421} {
		r, _ := http.NewRequest(http.MethodGet, w.url+"/", nil)
		r.Host = host
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if res.StatusCode != code {
			t.Errorf("%s: %d, want %d", host, res.StatusCode, code)
		}
		if csp := res.Header.Get("Content-Security-Policy"); code == 200 && (!strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe")) {
			t.Errorf("policy %q", csp)
		}
	}
}
