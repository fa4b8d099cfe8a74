//go:build linux

package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"thidua/bot/sandbox"
	"thidua/storage"
)

// TestTwoPollers: two programs with one token and data of their own; Telegram
// ends the poll of one of them with 409, and the log says what that means.
func TestTwoPollers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := w.start()
	second := launch(t, w.env, "run", "-config", w.config, "-data", filepath.Join(w.dir, "other"))
	const words = "another program polls with this token"
	eventually(t, 20*time.Second, "the conflict is logged", func() bool {
		return strings.Contains(first.out.String(), words) || strings.Contains(second.out.String(), words)
	})
	second.stop()
	w.person(strangerID).says("/start").hears("Kính chào")
	first.stop()
}

// TestBlocked: who can no longer be reached is named to the desk, once, and is
// served again as soon as they come back.
func TestBlocked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.start()
	s := w.secretary()
	hoa := w.contacts(s, 1)[0]
	w.Fault(sandbox.Fault{Kind: sandbox.FaultBlocked, Chat: hoa.id, Times: -1})
	s.look()
	w.Say(hoa.id, "/menu")
	s.hears("Không còn liên lạc được với đồng chí")
	w.ClearFaults()
	hoa.says("/menu").hears("năm thi đua")
	s.look()
	w.Block(hoa.id) // now Telegram says so itself
	s.hears("Không còn liên lạc được với đồng chí")
	hoa.says("/lich").hears("Lịch thi đua") // writing unblocks
	w.run.stop()
	w.sound()
}

// TestDocumentTooMany: a file Telegram does not take just now goes again when
// it said, and arrives once.
func TestDocumentTooMany(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.start()
	s := w.secretary()
	hoa := w.contacts(s, 1)[0]
	s.look()
	hoa.handsIn("soket", "bao-cao.pdf", pdf("429"))
	s.hears("vừa nộp")
	s.presses("Mở").hears("Bản lần 1")
	w.Fault(sandbox.Fault{Kind: sandbox.FaultTooMany, Method: "sendDocument", RetryAfter: 1, Times: 2})
	began := time.Now()
	s.presses("Bản 1: bao-cao.pdf").hears("file bao-cao.pdf")
	if took := time.Since(began); took < 2*time.Second {
		t.Errorf("it went again after %v, before Telegram allowed", took)
	}
	s.rests(500 * time.Millisecond)
	files := 0
	for _, m := range w.Messages(s.id) {
		if m.FromBot && m.Document == "bao-cao.pdf" {
			files++
		}
	}
	if files != 1 {
		t.Errorf("the file came %d times", files)
	}
	w.run.stop()
}

// TestOutage: while Telegram cannot be reached people write on; afterwards
// everything is answered, once.
func TestOutage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.start()
	w.Say(strangerID, "/q0")
	w.person(strangerID).hears(`/q0\.`)
	w.Network(false)
	const n = 12
	for i := 1; i <= n; i++ {
		w.Say(strangerID, fmt.Sprintf("/q%d", i))
		time.Sleep(100 * time.Millisecond)
	}
	w.run.prints("poll failed", 5*time.Second)
	w.Network(true)
	w.person(strangerID).hears(fmt.Sprintf(`/q%d\.`, n))
	answered := counted(w, strangerID, `^Không có lệnh /q(\d+)\.`)
	for i := range n + 1 {
		if got := answered[fmt.Sprint(i)]; got != 1 {
			t.Errorf("/q%d was answered %d times", i, got)
		}
	}
	w.run.stop()
}

// counted counts the bot's messages in a chat by what a pattern catches.
func counted(w *world, chat int64, match string) map[string]int {
	re, out := regexp.MustCompile(match), map[string]int{}
	for _, m := range w.Messages(chat) {
		if f := re.FindStringSubmatch(m.Plain); m.FromBot && f != nil {
			out[f[1]]++
		}
	}
	return out
}

// TestRestartedIDs: update ids that begin anew at a lower number are updates
// like any others.
func TestRestartedIDs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.start()
	p := w.person(strangerID)
	p.says("/q1").hears(`/q1\.`)
	w.RestartIDs()
	p.says("/q2").hears(`/q2\.`)
	w.run.prints("update ids start anew", 5*time.Second)
	p.says("/q3").hears(`/q3\.`)
	w.run.stop()
	w.start()
	p.says("/q4").hears(`/q4\.`)
	for i, n := range counted(w, strangerID, `^Không có lệnh /q(\d+)\.`) {
		if n != 1 {
			t.Errorf("/q%s was answered %d times", i, n)
		}
	}
	w.run.stop()
}

// TestMalformedUpdates: an update nobody can read goes aside; those around it
// in the same batch are answered.
func TestMalformedUpdates(t *testing.T) {
	t.Parallel()
	for name, raw := range map[string]string{
		"not JSON":       `{"update_id":{id},"message":{"message_id":1,"text":"}`,
		"wrong types":    `{"update_id":{id},"message":{"message_id":"one","chat":7}}`,
		"unknown kind":   `{"update_id":{id},"sauna_visit":{"warm":true}}`,
		"empty":          `{"update_id":{id}}`,
		"no sender":      `{"update_id":{id},"message":{"message_id":5,"date":1,"chat":{"id":9001,"type":"private"},"text":"hi"}}`,
		"a very old one": `{"update_id":{id},"message":{"message_id":0,"date":0,"chat":{"id":9001,"type":"private"},"from":{"id":9001,"is_bot":false,"first_name":""}}}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.start()
			p := w.person(strangerID)
			p.says("/q1").hears(`/q1\.`)
			w.Network(false)
			w.Say(strangerID, "/q2")
			w.Inject([]byte(raw))
			w.Say(strangerID, "/q3")
			p.look()
			w.Network(true)
			p.hears(`/q3\.`)
			p.hears(`/q2\.`)
			eventually(t, 10*time.Second, "everything is confirmed", func() bool { return w.Pending() == 0 })
			p.says("/q4").hears(`/q4\.`)
			w.run.stop()
			w.sound()
			w.inspect(func(_ *storage.DB, tx *storage.Tx) {
				if q := quarantined(tx); name == "not JSON" || name == "wrong types" {
					if len(q) != 1 {
						t.Errorf("in quarantine: %q", q)
					}
				} else if len(q) > 0 {
					t.Errorf("in quarantine: %q", q)
				}
			})
		})
	}
}

// TestLargestFile: 20 MB are taken and stored whole; a byte more is refused
// before anything is asked of Telegram.
func TestLargestFile(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.start()
	s := w.secretary()
	hoa := w.contacts(s, 1)[0]
	largest := bigPDF(20 << 20)
	hoa.handsIn("soket", "lon.pdf", largest)
	asked := w.called("getFile")
	hoa.says("/nop soket").hears("Đề nghị đồng chí gửi tệp")
	hoa.sends("qua-lon.pdf", bigPDF(20<<20+1)).hears("vượt mức 20 MB")
	hoa.settles()
	if n := w.called("getFile") - asked; n != 0 {
		t.Errorf("%d questions to Telegram about a file that is too large", n)
	}
	w.run.stop()
	w.inspect(func(db *storage.DB, _ *storage.Tx) { wantFile(t, db, largest) })
}

// TestBrokenDownloads: half a file, a file that ends early and a link that no
// longer works are not taken for the file.
func TestBrokenDownloads(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.start()
	s := w.secretary()
	hoa := w.contacts(s, 1)[0]
	paper := bigPDF(900_000)
	w.Fault(sandbox.Fault{Kind: sandbox.FaultTruncated})
	w.Fault(sandbox.Fault{Kind: sandbox.FaultShort})
	w.Fault(sandbox.Fault{Kind: sandbox.FaultServer, Method: "download"})
	hoa.handsIn("kehoach", "ke-hoach.pdf", paper)
	w.run.stop()
	w.sound()
	w.inspect(func(db *storage.DB, _ *storage.Tx) {
		wantFile(t, db, paper)
		if files, err := db.Files(); err != nil || len(files) != 1 {
			t.Errorf("%d files, %v", len(files), err)
		}
	})
}
