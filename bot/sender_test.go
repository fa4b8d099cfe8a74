package bot

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/handlers"
	"thidua/storage"
)

func TestUpdateGetsItsReply(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		r := newRig(t, tg)
		tg.push(said(1001, 1, "/khongco"))
		time.Sleep(2 * time.Second)
		if got := tg.texts(1001); len(got) != 1 || !strings.Contains(got[0], "/khongco") {
			t.Fatalf("%q", got)
		}
		if left := r.rows(); len(left) != 0 {
			t.Errorf("rows left: %+v", left)
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
		if last := tg.offsets[len(tg.offsets)-1]; last != 1001 {
			t.Errorf("last offset %d, want 1001", last)
		}
	})
}

func TestOrderWithinChatAcrossFailures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		n := 0
		tg.answer = func(w http.ResponseWriter, c sent) bool {
			if c.method == "sendMessage" && c.form.Get("text") == "2" {
				if n++; n <= 2 {
					fail(w, 500, "Internal Server Error", "")
					return true
				}
			}
			return false
		}
		r := newRig(t, tg)
		r.emit(say(1, "1"), say(1, "2"), say(1, "3"), say(2, "a"))
		time.Sleep(10 * time.Second)
		if diff := cmp.Diff([]string{"1", "2", "2", "2", "3"}, tg.texts(1)); diff != "" {
			t.Error(diff)
		}
		if len(r.rows()) != 0 {
			t.Error("rows left")
		}
	})
}

// retry_after holds for the one chat, on uploads too, and over a restart.
func TestRetryAfterIsLaw(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		refused := false
		tg.answer = func(w http.ResponseWriter, c sent) bool {
			if c.method == "sendMessage" && c.chat() == 1 && !refused {
				refused = true
				fail(w, 429, "Too Many Requests: retry after 700", `"retry_after":700`)
				return true
			}
			return false
		}
		r := newRig(t, tg)
		start := time.Now()
		r.emit(say(1, "x"), say(2, "y"))
		time.Sleep(time.Second)
		if len(tg.texts(2)) != 1 {
			t.Error("another chat had to wait")
		}
		rows := r.rows()
		if len(rows) != 1 || rows[0].Attempts != 1 || rows[0].LastError == "" || rows[0].Due.Sub(start) < 700*time.Second {
			t.Fatalf("the retry is not recorded: %+v", rows)
		}
		time.Sleep(300 * time.Second)
		r.reopen()
		time.Sleep(500 * time.Second)
		calls := tg.of("sendMessage")
		at := calls[len(calls)-1].at.Sub(start)
		if got := tg.texts(1); len(got) != 2 || at < 700*time.Second || at > 703*time.Second {
			t.Errorf("%q, the last after %v", got, at)
		}
	})
}

func TestRetryAfterOnUpload(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		n := 0
		tg.answer = func(w http.ResponseWriter, c sent) bool {
			if c.method == "sendDocument" {
				if n++; n == 1 {
					fail(w, 429, "Too Many Requests: retry after 7", `"retry_after":7`)
					return true
				}
			}
			return false
		}
		r := newRig(t, tg)
		body := strings.Repeat("0123456789abcdef", 40_000)
		w := r.db.NewFile(time.Now())
		_, _ = w.Write([]byte(body))
		sha, _, err := w.Commit()
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		r.emit(handlers.Outgoing{Kind: handlers.OutFile, Class: handlers.ClassReply, Chat: 1, File: sha, Name: "../báo cáo.pdf", Text: "<b>x</b>"})
		time.Sleep(20 * time.Second)
		got := tg.of("sendDocument")
		if len(got) != 2 || got[1].at.Sub(start) < 7*time.Second {
			t.Fatalf("%d uploads", len(got))
		}
		for i, c := range got {
			if string(c.file) != body || strings.ContainsAny(c.name, "/\\") || c.form.Get("parse_mode") != "HTML" {
				t.Errorf("upload %d: %d bytes named %q", i, len(c.file), c.name)
			}
		}
	})
}

// A fan-out runs at the full rate, never thirty a second, and replies hardly
// wait for it.
func TestPaceOfFanout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		r := newRig(t, tg)
		var rows []handlers.Outgoing
		for i := range 500 {
			rows = append(rows, announce(int64(1000+i), "x"))
		}
		start := time.Now()
		r.emit(rows...)
		time.Sleep(3 * time.Second)
		asked := time.Now()
		r.emit(say(1499, "reply"), say(7, "reply"), say(8, "reply"))
		time.Sleep(30 * time.Second)
		calls := tg.of("sendMessage")
		if len(calls) != 503 {
			t.Fatalf("%d sent", len(calls))
		}
		took := calls[len(calls)-1].at.Sub(start)
		if want := 503.0 / 25; took.Seconds() > want*1.03 {
			t.Errorf("503 messages took %v, at 25 a second it is %v s", took, want)
		}
		for i := range calls {
			if j := i + 29; j < len(calls) && calls[j].at.Sub(calls[i].at) < time.Second {
				t.Fatalf("30 messages within a second at %v", calls[i].at.Sub(start))
			}
		}
		for _, c := range calls {
			if c.form.Get("text") == "reply" && c.at.Sub(asked) > 90*time.Millisecond {
				t.Errorf("a reply to %d waited %v", c.chat(), c.at.Sub(asked))
			}
		}
		if got := tg.texts(1499); !slices.Equal(got, []string{"x", "reply"}) {
			t.Errorf("order in a chat: %q", got)
		}
	})
}

func TestPaceOfGroup(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		r := newRig(t, tg)
		for range 40 {
			r.emit(say(-100, "x"))
		}
		time.Sleep(3 * time.Minute)
		calls := tg.of("sendMessage")
		if len(calls) != 40 {
			t.Fatalf("%d sent", len(calls))
		}
		for i := range calls {
			if j := i + 20; j < len(calls) && calls[j].at.Sub(calls[i].at) < time.Minute {
				t.Fatal("more than 20 a minute into a group")
			}
		}
	})
}

// What was leased is in doubt after a kill: it goes again, unless it means
// nothing any more. Fan-out rows not yet leased simply go.
func TestAfterKill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		r := newRig(t, tg)
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		db, err := storage.Open(r.dir, storage.Options{})
		if err != nil {
			t.Fatal(err)
		}
		passing := handlers.Outgoing{Kind: handlers.OutAnswer, Class: handlers.ClassPassing, Chat: 1, Query: "q"}
		err = db.Update(time.Now(), func(tx *storage.Tx) error {
			for _, o := range []handlers.Outgoing{passing, say(1, "a"), record(1, "b"), announce(2, "c")} {
				addRow(tx, time.Now(), o)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		r.open()
		time.Sleep(5 * time.Second)
		if diff := cmp.Diff([]string{"a", "b"}, tg.texts(1)); diff != "" {
			t.Error(diff)
		}
		if len(tg.texts(2)) != 1 || len(tg.of("answerCallbackQuery")) != 0 || len(r.rows()) != 0 {
			t.Errorf("%v %v %v", tg.texts(2), tg.of("answerCallbackQuery"), r.rows())
		}
	})
}

func TestEditsMergeAndFindTheirMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		r := newRig(t, tg)
		screen := func(kind handlers.OutKind, rev int, text string) handlers.Outgoing {
			return handlers.Outgoing{Kind: kind, Class: handlers.ClassReply, Chat: 1, Screen: 9, Rev: rev, Text: text}
		}
		r.emit(screen(handlers.OutSay, 1, "one"), screen(handlers.OutEdit, 2, "two"), screen(handlers.OutEdit, 3, "three"))
		time.Sleep(5 * time.Second)
		r.reopen()
		r.emit(screen(handlers.OutEdit, 4, "four"))
		time.Sleep(5 * time.Second)
		if diff := cmp.Diff([]string{"one", "three", "four"}, tg.texts(1)); diff != "" {
			t.Error(diff)
		}
		edits := tg.of("editMessageText")
		if len(edits) != 2 || edits[0].form.Get("message_id") == "" || edits[1].form.Get("message_id") != edits[0].form.Get("message_id") {
			t.Errorf("%v", edits)
		}
		r.emit(handlers.Outgoing{Kind: handlers.OutEdit, Class: handlers.ClassReply, Chat: 1, Screen: 77, Text: "unseen"})
		time.Sleep(time.Second)
		if got := tg.of("sendMessage"); got[len(got)-1].form.Get("text") != "unseen" {
			t.Error("an edit of a screen never shown should be a new message")
		}
		r.emit(handlers.Outgoing{Kind: handlers.OutEdit, Class: handlers.ClassPassing, Chat: 1, Screen: 78, Text: "settled"})
		time.Sleep(time.Second)
		if got := tg.of("sendMessage"); got[len(got)-1].form.Get("text") != "unseen" || len(r.rows()) != 0 {
			t.Error("a passing edit of a screen never shown should be dropped")
		}
	})
}

func TestEditOfMessageGoneIsSaidAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		tg.answer = func(w http.ResponseWriter, c sent) bool {
			if c.method == "editMessageText" {
				fail(w, 400, "Bad Request: message to edit not found", "")
				return true
			}
			return false
		}
		r := newRig(t, tg)
		r.emit(handlers.Outgoing{Kind: handlers.OutSay, Class: handlers.ClassReply, Chat: 1, Screen: 9, Text: "one"})
		time.Sleep(time.Second)
		r.emit(handlers.Outgoing{Kind: handlers.OutEdit, Class: handlers.ClassReply, Chat: 1, Screen: 9, Text: "two"})
		time.Sleep(time.Second)
		if got := tg.of("sendMessage"); len(got) != 2 || got[1].form.Get("text") != "two" {
			t.Errorf("%v", tg.texts(1))
		}
	})
}

// Records for somebody who blocked the bot wait; the rest is let go.
func TestBlocked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		blocked := true
		tg.answer = func(w http.ResponseWriter, c sent) bool {
			if c.method == "sendMessage" && c.chat() == 1001 && blocked {
				fail(w, 403, "Forbidden: bot was blocked by the user", "")
				return true
			}
			return false
		}
		r := newRig(t, tg)
		r.emit(say(1001, "a"), record(1001, "b"), say(1001, "c"), say(2, "d"))
		time.Sleep(5 * time.Second)
		if rows := r.rows(); len(rows) != 1 || !strings.HasPrefix(rows[0].LastError, parkedMark) {
			t.Fatalf("%+v", rows)
		}
		if !r.Idle() {
			t.Error("a parked record keeps the bot from being idle")
		}
		r.reopen()
		time.Sleep(time.Minute)
		if n := len(tg.texts(1001)); n != 1 {
			t.Errorf("%d tries, want 1", n)
		}
		blocked = false
		tg.push(`{"update_id":{id},"my_chat_member":{"chat":{"id":1001,"type":"private"},"from":{"id":1001,"first_name":"H"},"date":1,"new_chat_member":{"status":"member"}}}`)
		time.Sleep(5 * time.Second)
		if got := tg.texts(1001); len(got) < 2 || got[1] != "b" {
			t.Errorf("%q", got)
		}
		if len(r.rows()) != 0 {
			t.Errorf("rows left: %+v", r.rows())
		}
	})
}

func TestGroupMoved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		tg.answer = func(w http.ResponseWriter, c sent) bool {
			if c.method == "sendMessage" && c.chat() == -5 {
				fail(w, 400, "Bad Request: group chat was upgraded to a supergroup chat", `"migrate_to_chat_id":-1005`)
				return true
			}
			return false
		}
		r := newRig(t, tg)
		r.emit(say(-5, "a"), say(-5, "b"))
		time.Sleep(10 * time.Second)
		r.emit(say(-5, "c"))
		time.Sleep(10 * time.Second)
		if diff := cmp.Diff([]string{"a", "b", "c"}, tg.texts(-1005)); diff != "" {
			t.Error(diff)
		}
		if len(tg.texts(-5)) != 1 || len(r.rows()) != 0 {
			t.Errorf("%q %+v", tg.texts(-5), r.rows())
		}
	})
}

func TestBadMarkupGoesAsPlainText(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		tg.answer = func(w http.ResponseWriter, c sent) bool {
			if c.form.Get("parse_mode") != "" && c.method == "sendMessage" {
				fail(w, 400, "Bad Request: can't parse entities: Unsupported start tag", "")
				return true
			}
			return false
		}
		r := newRig(t, tg)
		r.emit(say(1, "<b>a</b> &lt;<u>b"))
		time.Sleep(time.Second)
		if got := tg.texts(1); len(got) != 2 || got[1] != "a <b" {
			t.Errorf("%q", got)
		}
	})
}

// While Telegram cannot be reached one request at a time tries, and nothing is
// counted as an attempt; then everything goes.
func TestOffline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		r := newRig(t, tg)
		time.Sleep(time.Second)
		r.net.cut.Store(true)
		r.tr.CloseIdleConnections()
		for i := range 200 {
			r.emit(say(int64(i+1), "x"))
		}
		time.Sleep(time.Minute)
		if n := r.net.tries.Load(); n > 60 {
			t.Errorf("%d connections tried in a minute", n)
		}
		for _, j := range r.rows() {
			if j.Attempts != 0 {
				t.Fatalf("counted as an attempt: %+v", j)
			}
		}
		r.net.cut.Store(false)
		time.Sleep(time.Minute)
		if n := len(tg.of("sendMessage")); n != 200 || len(r.rows()) != 0 {
			t.Errorf("%d of 200 sent, %d rows left", n, len(r.rows()))
		}
	})
}

// The answer is lost after the message was taken: it goes again, after a
// recorded attempt, and nothing overtakes it.
func TestAnswerCutAfterAccept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		n := 0
		var recorded []int
		var r *rig
		tg.answer = func(w http.ResponseWriter, c sent) bool {
			if c.method != "sendMessage" || c.form.Get("text") != "a" {
				return false
			}
			for _, j := range r.rows() {
				if strings.Contains(string(j.Payload), `"text":"a"`) {
					recorded = append(recorded, j.Attempts)
				}
			}
			if n++; n <= 2 {
				w.Header().Set("Content-Length", "500")
				_, _ = w.Write([]byte(`{"ok":true,"result":{"mess`))
				panic(http.ErrAbortHandler)
			}
			return false
		}
		r = newRig(t, tg)
		r.emit(say(1, "a"), say(1, "b"))
		time.Sleep(20 * time.Second)
		if diff := cmp.Diff([]string{"a", "a", "a", "b"}, tg.texts(1)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]int{0, 1, 2}, recorded); diff != "" {
			t.Errorf("attempts on disk when tried: %s", diff)
		}
	})
}

// A hundred thousand rows waiting cost little memory and are all sent in order.
func TestManyRowsHoldNoPayload(t *testing.T) {
	l := newLanes()
	for i := range 10_000 {
		lane := &lane{}
		r := &row{id: uint64(i), class: handlers.ClassFanout}
		if l.held < payloadsHeld {
			r.job = &storage.Job{}
		}
		l.push(lane, r)
	}
	if l.held != payloadsHeld || l.rows != 10_000 {
		t.Errorf("%d payloads held of %d rows", l.held, l.rows)
	}
}
