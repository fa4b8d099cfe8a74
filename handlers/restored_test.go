package handlers_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thidua/bot/sandbox/transcript"
	"thidua/handlers"
	"thidua/storage"
)

// TestRestoredSaysSo: the data of a day come back from a backup. Everybody is
// told once which span is gone, the register jumps, the reminder of that day
// goes out again and says that it may be the second one; the next does not.
func TestRestoredSaysSo(t *testing.T) {
	talk, err := transcript.Parse([]byte("person hoa 1001 - Hoa\nperson lan 1002 - Lan\nperson thu 2001 - Thu\n" +
		"set hoa contact:vks\nset lan contact:stp\nset lan.lang en\nset thu secretary:ca\nstart 2021-06-10T09:00\n"))
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t, talk)
	alive := func() {
		if err := p.db.Update(p.now, func(tx *storage.Tx) error { storage.SetAlive(tx, p.now); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	alive()
	backups := t.TempDir()
	if _, err := p.db.Backup(backups, p.now); err != nil {
		t.Fatal(err)
	}
	p.move(transcript.Move{For: 24*time.Hour - time.Hour}) // 11 June, 08:00: the round has gone out
	if text := p.lastTo("hoa").Text(); !strings.Contains(text, "Còn 03 ngày") || strings.Contains(text, "khôi phục") {
		t.Fatalf("the first reminder: %s", text)
	}
	p.does(transcript.Input{Who: "hoa", Kind: transcript.Say, Text: "/nop soket"})
	p.does(transcript.Input{Who: "hoa", Kind: transcript.Upload, File: "bao-cao.pdf"})
	p.does(transcript.Input{Who: "hoa", Kind: transcript.Press, Text: "Xong"})
	p.does(transcript.Input{Who: "hoa", Kind: transcript.Press, Text: "Xác nhận nộp"})
	p.close()

	p.now = p.now.Add(time.Hour)
	p.dir = filepath.Join(t.TempDir(), "new")
	if _, err := storage.Restore(backups, p.dir, p.now); err != nil {
		t.Fatal(err)
	}
	p.open()
	t.Cleanup(p.close)
	p.phone = map[int64]*phone{}
	connected := func() {
		p.out = nil
		p.apply(step{at: p.now, events: []handlers.Event{{At: p.now, Body: handlers.Connected{ID: 42, Username: "ThiDuaBot"}}}})
		p.woke()
	}
	connected()
	said := map[string]string{}
	for _, item := range p.out {
		if o, ok := item.(transcript.Output); ok {
			said[o.To] += o.Text() + "\n"
		}
	}
	for who, wants := range map[string][]string{
		"hoa": {"khôi phục từ bản sao lưu", "từ 10/6/2021 09:00 đến 11/6/2021 09:00", "Tin này có thể đã đến trước đây", "Còn 03 ngày"},
		"lan": {"restored from a backup", "This may have reached you before", "3 days left"},
		"thu": {"khôi phục từ bản sao lưu", "nhảy thêm 100 số"},
	} {
		for _, want := range wants {
			if !strings.Contains(said[who], want) {
				t.Errorf("%s is not told %q but:\n%s", who, want, said[who])
			}
		}
	}
	connected()
	if len(p.out) > 0 {
		t.Errorf("told again: %v", p.out)
	}
	p.move(transcript.Move{For: 3 * 24 * time.Hour})
	if text := p.lastTo("lan").Text(); !strings.Contains(text, "last day") || strings.Contains(text, "before: the bot") {
		t.Errorf("the reminder after: %s", text)
	}
}
