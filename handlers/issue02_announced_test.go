package handlers_test

import (
	"fmt"
	"strings"
	"testing"

	"thidua/handlers"
	"thidua/storage"
)

// composed are the texts of the lazy rows that a batch left for a chat.
func composed(t *testing.T, d *desk, id int64, body handlers.Body) (texts []string) {
	t.Helper()
	d.n++
	out, err := handlers.Apply(d.db, d.at, handlers.Batch{Events: []handlers.Event{{
		Key: fmt.Sprint("e", d.n), At: d.at, From: handlers.Sender{ID: id}, Chat: handlers.Chat{ID: id}, Body: body,
	}}})
	if err != nil || out.Quarantined > 0 {
		t.Fatal(body, err, out.Quarantined)
	}
	for _, j := range out.Outbox {
		if m, ok, err := handlers.Compose(d.db, j, d.at); err != nil {
			t.Fatal(err)
		} else if ok {
			texts = append(texts, fmt.Sprint(m.Chat, " ", m.Text))
		}
	}
	return texts
}

func (d *desk) strip(id int64) {
	d.update(func(tx *storage.Tx) {
		p, _ := storage.GetPerson(tx, id)
		p.Roles = nil
		storage.PutPerson(tx, p)
	})
}

// TestAnnouncedToTheRevoked (issue02): whoever lost the role hears neither what
// an announcement says from then on, nor, as its author, who has read it.
func TestAnnouncedToTheRevoked(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	for _, text := range []string{"/thongbao", "Họp khối ngày mai", "Tất cả"} {
		d.say(103, text)
	}
	sent := strings.Join(composed(t, d, 103, handlers.Said{Text: "Gửi thông báo"}), "\n")
	if !strings.Contains(sent, "101 ") || !strings.Contains(sent, "Họp khối") {
		t.Fatalf("the announcement did not leave: %q", sent)
	}
	d.strip(101)
	d.say(104, "/thongbao sua 1")
	d.say(104, "Chuyện riêng của khối")
	edited := strings.Join(composed(t, d, 104, handlers.Said{Text: "Sửa, giữ các xác nhận"}), "\n")
	if !strings.Contains(edited, "102 ") {
		t.Fatalf("the edit did not leave: %q", edited)
	}
	if strings.Contains(edited, "101 ") {
		t.Errorf("somebody without a role reads the new text: %s", edited)
	}
	d.strip(103)
	read := strings.Join(composed(t, d, 102, handlers.Said{Text: "/danhan tb/1"}), "\n")
	if strings.Contains(read, "103 ") {
		t.Errorf("an author without a role reads who has confirmed: %s", read)
	}
}

// TestLongScreensStillReachPeople (issue02): a long announcement with thirty
// files, looked at before it is sent, is a message Telegram takes.
func TestLongScreensStillReachPeople(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	d.say(103, "/thongbao")
	for n := range 30 {
		d.do(103, handlers.Uploaded{FileID: fmt.Sprint("f", n), Name: fmt.Sprint(n, strings.Repeat(" dài", 14), ".pdf"), Size: 1000})
	}
	d.say(103, strings.Repeat("chữ ", 920))
	shown := 0
	for _, text := range composed(t, d, 103, handlers.Said{Text: "Tất cả"}) {
		shown++
		if n := len([]rune(plainText(text))); n > 4096+len("103 ") {
			t.Errorf("a message of %d characters", n)
		}
	}
	if shown == 0 {
		t.Error("nothing is shown")
	}
}
