package handlers_test

import (
	"strings"
	"testing"
	"time"

	"thidua/bot/sandbox/transcript"
)

// TestIssue04HeldReminderOverAnOutage: a reminder waits for the end of somebody's
// own quiet hours when the bot goes down until the next afternoon: it comes then,
// once.
func TestIssue04HeldReminderOverAnOutage(t *testing.T) {
	talk, err := transcript.Parse([]byte("person hoa 1001 - Hoa\nset hoa contact:vks\nstart 2021-06-10T14:00\n"))
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t, talk)
	defer p.close()
	p.does(transcript.Input{Who: "hoa", Kind: transcript.Say, Text: "/hoso yentinh 18:30 10:00"})
	p.move(transcript.Move{To: time.Date(2021, 6, 11, 9, 0, 0, 0, time.UTC)})
	count := func() int {
		return strings.Count(strings.Join(texts(p, "hoa"), "\n"), "Đề nghị đồng chí gửi <b>Báo cáo sơ kết")
	}
	if n := count(); n != 0 {
		t.Fatalf("%d reminders inside the own quiet hours: %q", n, texts(p, "hoa"))
	}
	p.move(transcript.Move{For: 30 * time.Hour, Outage: true}) // 12 June, 15:00
	if n := count(); n != 1 {
		t.Errorf("%d reminders after the outage, want 1: %q", n, texts(p, "hoa"))
	}
	p.move(transcript.Move{To: time.Date(2021, 6, 12, 18, 0, 0, 0, time.UTC)})
	if n := count(); n != 1 {
		t.Errorf("%d reminders by the evening, want 1", n)
	}
}
