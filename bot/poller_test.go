package bot

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"thidua/bot/clock"
	"thidua/storage"
)

func watermark(t *testing.T, b *Bot) (mark int64, alive time.Time) {
	t.Helper()
	err := b.db.View(time.Now(), func(tx *storage.Tx) error {
		mark, alive = storage.Watermark(tx), storage.Alive(tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return mark, alive
}

// An update is confirmed only after it is committed, and neighbours of a
// broken one are handled.
func TestBatchWithBrokenAndUnknown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		tg.push(said(1001, 1, "/mot"), `{"update_id":{id},"message":{"message_id":"x"}}`, `{"update_id":{id},"chat_boost":{}}`, `7`, said(1002, 2, "/hai"))
		r := newRig(t, tg)
		time.Sleep(3 * time.Second)
		if len(tg.texts(1001)) != 1 || len(tg.texts(1002)) != 1 {
			t.Errorf("%q %q", tg.texts(1001), tg.texts(1002))
		}
		if mark, _ := watermark(t, r.Bot); mark != 1004 {
			t.Errorf("watermark %d, want 1004", mark)
		}
		n := 0
		_ = r.db.View(time.Now(), func(tx *storage.Tx) error {
			for range storage.Quarantine.Prefix(tx, nil) {
				n++
			}
			return nil
		})
		if n != 2 {
			t.Errorf("%d in quarantine, want 2", n)
		}
	})
}

// A list that is no JSON because of one update is cut apart; a page of a proxy
// is not.
func TestMalformedUpdate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		tg.push(said(1001, 1, `a {"update_id": b`), `{"update_id":{id},"message":{"message_id":`, said(1002, 2, "/hai"))
		r := newRig(t, tg)
		time.Sleep(10 * time.Second)
		if len(tg.texts(1001)) != 1 || len(tg.texts(1002)) != 1 {
			t.Errorf("%q %q", tg.texts(1001), tg.texts(1002))
		}
		if mark, _ := watermark(t, r.Bot); mark != 1002 {
			t.Errorf("watermark %d, want 1002", mark)
		}
	})
	for _, page := range []string{"", "<html>]}", `{"ok":true,"result":[{"update_id":5,"mess`, `{"ok":true}`, `{"ok":true,"result":[]}`} {
		if raws, ok := salvage([]byte(page)); ok {
			t.Errorf("%q gave %q", page, raws)
		}
	}
}

// After a silent week ids begin anew, lower. Nothing spins and nothing is lost.
func TestIDsStartAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		tg.push(said(1001, 1, "/mot"))
		r := newRig(t, tg)
		time.Sleep(time.Second)
		tg.mu.Lock()
		tg.first, tg.updates = 10, nil
		polls := len(tg.offsets)
		tg.mu.Unlock()
		// The real queue answers from its head when the offset is far beyond it.
		tg.answer = func(w http.ResponseWriter, c sent) bool {
			if c.method != "getUpdates" || c.form.Get("offset") != "1001" {
				return false
			}
			tg.mu.Lock()
			tg.offsets = append(tg.offsets, 1001)
			all := strings.Join(tg.updates, ",")
			tg.mu.Unlock()
			succeed(w, "["+all+"]")
			return true
		}
		tg.push(said(1001, 2, "/hai"), said(1001, 1, "/mot"))
		time.Sleep(2 * time.Minute)
		if got := tg.texts(1001); len(got) != 2 {
			t.Errorf("%q: the repeated message should be handled once", got)
		}
		if mark, _ := watermark(t, r.Bot); mark != 11 {
			t.Errorf("watermark %d, want 11", mark)
		}
		if n := len(tg.offsets) - polls; n > 10 {
			t.Errorf("%d polls in two minutes", n)
		}
	})
}

// A server that ignores the offset is not asked without end.
func TestNoSpin(t *testing.T) {
	for name, answer := range map[string]string{"empty": `[]`, "the same again": `[{"update_id":5,"x":1}]`} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tg := newTelegram(t)
				var polls atomic.Int32
				tg.answer = func(w http.ResponseWriter, c sent) bool {
					if c.method == "getUpdates" {
						polls.Add(1)
						succeed(w, answer)
						return true
					}
					return false
				}
				newRig(t, tg)
				time.Sleep(time.Minute)
				if n := polls.Load(); n > 70 {
					t.Errorf("%d polls in a minute", n)
				}
			})
		})
	}
}

func TestConflictAndFlood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		var polls []time.Time
		tg.answer = func(w http.ResponseWriter, c sent) bool {
			if c.method != "getUpdates" {
				return false
			}
			tg.mu.Lock()
			polls = append(polls, time.Now())
			n := len(polls)
			tg.mu.Unlock()
			switch n {
			case 1:
				fail(w, 409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", "")
			case 2:
				fail(w, 409, "Conflict: can't use getUpdates method while webhook is active", "")
			case 3:
				fail(w, 429, "Too Many Requests: retry after 30", `"retry_after":30`)
			default:
				return false
			}
			return true
		}
		r := newRig(t, tg)
		time.Sleep(20 * time.Second)
		r.emit(say(1, "x"))
		time.Sleep(2 * time.Minute)
		tg.mu.Lock()
		polls = slices.Clone(polls)
		tg.mu.Unlock()
		if len(polls) < 4 || polls[1].Sub(polls[0]) < 5*time.Second || polls[3].Sub(polls[2]) < 30*time.Second {
			t.Errorf("%v", polls)
		}
		if c := tg.of("sendMessage"); len(c) != 1 || c[0].at.Sub(polls[2]) < 30*time.Second {
			t.Errorf("a pause asked of polls holds for everything: %v", c)
		}
		for _, want := range []string{"another program polls", "a webhook is set"} {
			if !strings.Contains(r.log.String(), want) {
				t.Errorf("the log does not say %q", want)
			}
		}
	})
}

func TestRevokedTokenStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		tg.answer = func(w http.ResponseWriter, _ sent) bool { fail(w, 401, "Unauthorized", ""); return true }
		r := newRig(t, tg)
		time.Sleep(time.Second)
		if err := r.stop(); err != errUnauthorized {
			t.Errorf("%v", err)
		}
	})
}

func TestOutageIsToldOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		r := newRig(t, tg)
		time.Sleep(5 * time.Minute)
		if _, alive := watermark(t, r.Bot); time.Since(alive) > 90*time.Second {
			t.Errorf("alive was written %v ago", time.Since(alive))
		}
		outages := func() (n int, last storage.Outage) {
			_ = r.db.View(time.Now(), func(tx *storage.Tx) error {
				for _, o := range storage.Outages.Prefix(tx, nil) {
					n, last = n+1, o
				}
				return nil
			})
			return n, last
		}
		if n, _ := outages(); n != 0 {
			t.Errorf("%d outages while polling", n)
		}
		r.net.cut.Store(true)
		r.tr.CloseIdleConnections()
		r.server.SetKeepAlivesEnabled(false)
		time.Sleep(time.Hour)
		r.net.cut.Store(false)
		time.Sleep(5 * time.Minute)
		n, last := outages()
		if took := last.To.Sub(last.From); n != 1 || took < 58*time.Minute || took > 63*time.Minute {
			t.Errorf("%d outages, the last %v", n, took)
		}
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(24 * time.Hour)
		r.open()
		time.Sleep(5 * time.Minute)
		n, last = outages()
		if took := last.To.Sub(last.From); n != 2 || took < 24*time.Hour || took > 25*time.Hour {
			t.Errorf("%d outages, the last %v", n, took)
		}
	})
}

// TestClockSetBackIsTold: a start on a clock that shows less than at the last sign
// of life, and one that falls back while the bot polls; each is told once, and the
// sign of life follows at once.
func TestClockSetBackIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		wall := clock.NewMovable(time.Now().Add(6 * time.Hour))
		r := newRig(t, newTelegram(t), func(o *Options) { o.Clock = wall })
		time.Sleep(5 * time.Minute)
		wall.Set(wall.Now().Add(-5 * time.Hour))
		told := func(want int) {
			t.Helper()
			time.Sleep(2 * time.Minute)
			if n := strings.Count(r.log.String(), "the clock was set back"); n != want {
				t.Errorf("told %d times, want %d", n, want)
			}
			if _, alive := watermark(t, r.Bot); alive.After(wall.Now()) {
				t.Errorf("the sign of life is still at %v", alive)
			}
		}
		told(1)
		wall.Set(wall.Now().Add(24 * time.Hour))
		told(1)
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		wall.Set(wall.Now().Add(-24 * time.Hour))
		r.open()
		told(2)
		told(2)
	})
}

// A black hole: the poll ends by itself and the bot stops in time.
func TestBlackHole(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		var polls atomic.Int32
		tg.answer = func(_ http.ResponseWriter, c sent) bool {
			if c.method == "getUpdates" {
				polls.Add(1)
				time.Sleep(time.Hour)
			}
			return false
		}
		r := newRig(t, tg)
		time.Sleep(70 * time.Second)
		if n := polls.Load(); n < 2 {
			t.Errorf("%d polls in 70 s", n)
		}
		start := time.Now()
		if err := r.stop(); err != nil || time.Since(start) > 10*time.Second {
			t.Errorf("stopped after %v: %v", time.Since(start), err)
		}
		time.Sleep(2 * time.Hour) // let the handlers of the test end
	})
}

func TestSlowSendDoesNotHoldUpTheStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		tg.answer = func(_ http.ResponseWriter, c sent) bool {
			if c.method == "sendMessage" {
				time.Sleep(25 * time.Second)
			}
			return false
		}
		r := newRig(t, tg)
		r.emit(say(1, "x"))
		time.Sleep(time.Second)
		start := time.Now()
		if err := r.stop(); err != nil || time.Since(start) > 10*time.Second {
			t.Errorf("stopped after %v: %v", time.Since(start), err)
		}
		r.open()
		time.Sleep(time.Minute)
		if len(r.rows()) != 0 || len(tg.texts(1)) != 2 {
			t.Errorf("%+v %q", r.rows(), tg.texts(1))
		}
	})
}

func TestAnotherBotsToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		r := newRig(t, tg)
		time.Sleep(time.Second)
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		o := r.opts
		o.Token = "987654321:AAHtestTESTtestTESTtestTESTtestTEST"
		_, err := New(o)
		if err == nil || !strings.Contains(err.Error(), "ThiDuaBot") || strings.Contains(err.Error(), o.Token) {
			t.Errorf("%v", err)
		}
	})
}

// The token is in no line of the log and no error, whatever goes wrong.
func TestTokenIsNeverTold(t *testing.T) {
	secret := strings.Split(rigToken, ":")[1]
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		var n atomic.Int32
		tg.answer = func(w http.ResponseWriter, c sent) bool {
			switch n.Add(1) % 6 {
			case 0:
				w.Header().Set("Location", "http://elsewhere.test/bot"+rigToken+"/x")
				w.WriteHeader(302)
			case 1:
				w.WriteHeader(502)
				_, _ = fmt.Fprintf(w, "<html>%s</html>", rigToken)
			case 2:
				fail(w, 400, "Bad Request: strange "+rigToken, "")
			case 3:
				panic(http.ErrAbortHandler)
			case 4:
				fail(w, 500, "Internal Server Error "+rigToken, "")
			default:
				return false
			}
			return true
		}
		r := newRig(t, tg)
		for i := range 30 {
			r.emit(say(int64(i+1), "x"))
		}
		time.Sleep(time.Minute)
		r.net.cut.Store(true)
		r.tr.CloseIdleConnections()
		time.Sleep(time.Minute)
		for _, j := range r.rows() {
			if strings.Contains(j.LastError, secret) {
				t.Errorf("in a row: %s", j.LastError)
			}
		}
		r.Bot.log.Error("direct "+rigToken, "err", fmt.Errorf("x %s", rigToken), "url", "http://x/bot"+rigToken)
		_ = r.stop()
		if strings.Contains(r.log.String(), secret) {
			t.Error("the token is in the log")
		}
		if !strings.Contains(r.log.String(), "poll failed") {
			t.Error("the faults did not show")
		}
	})
	_, err := newClient(ClientOptions{Token: rigToken, Endpoint: "x://" + rigToken})
	if err == nil || strings.Contains(err.Error(), secret) {
		t.Errorf("%v", err)
	}
	c, err := newClient(ClientOptions{Token: rigToken, Endpoint: "http://127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.request(context.Background(), "getMe", params{}, time.Second)
	_, err2 := c.fetch(context.Background(), "a/b")
	if err == nil || err2 == nil || strings.Contains(err.Error()+err2.Error(), secret) || strings.Contains(fmt.Sprintf("%+v %#v", err, err2), secret) {
		t.Errorf("%v, %v", err, err2)
	}
}

// No room on the disk: polling pauses without confirming anything, and goes on
// by itself.
func TestDiskFull(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("mounting a small disk needs root")
	}
	dir := t.TempDir()
	if err := mountSmall(dir, "4m"); err != nil {
		t.Skip("no small disk here:", err)
	}
	defer unmount(dir)
	tg := newTelegram(t)
	r := newRig(t, tg, func(o *Options) {
		o.DataDir = dir
		o.Pace = &PaceSettings{}
		c := *o.Config
		c.Bot.PollTimeout = time.Second
		o.Config = &c
	})
	within(t, 5*time.Second, func() bool { mark, alive := watermark(t, r.Bot); _ = mark; return !alive.IsZero() })
	ballast := dir + "/ballast"
	fill(t, ballast)
	for i := range 200 {
		tg.push(said(int64(1000+i), i+1, "/"+strings.Repeat("x", 3000)))
	}
	within(t, 20*time.Second, func() bool { return strings.Contains(r.log.String(), "no room left") })
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	within(t, 40*time.Second, func() bool { mark, _ := watermark(t, r.Bot); return mark == 1199 })
	within(t, 40*time.Second, func() bool { return len(tg.of("sendMessage")) >= 200 })
}

func within(t *testing.T, d time.Duration, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(d); ; time.Sleep(10 * time.Millisecond) {
		if ok() {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("did not happen within %v", d)
		}
	}
}

func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for err == nil {
		_, err = f.Write(make([]byte, 4096))
	}
}
