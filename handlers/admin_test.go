package handlers_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"thidua/handlers"
	"thidua/storage"
)

// TestQuarantineIsCaredFor: what failed alone is listed without its contents,
// released as it came, dropped only when sure.
func TestQuarantineIsCaredFor(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	var released []uint64
	press := func(who int64, command string) string {
		t.Helper()
		d.n++
		out, err := handlers.Apply(d.db, d.at, handlers.Batch{Events: []handlers.Event{{
			Key: fmt.Sprint("q", d.n), At: d.at, From: handlers.Sender{ID: who}, Chat: handlers.Chat{ID: who}, Body: handlers.Said{Text: command},
		}}})
		if err != nil || out.Quarantined > 0 {
			t.Fatal(err, out.Quarantined)
		}
		released = append(released, out.Release...)
		var text string
		for _, j := range out.Outbox {
			o, _ := handlers.ReadOutgoing(j)
			text += o.Text + "\n"
		}
		return text
	}
	d.update(func(tx *storage.Tx) {
		for i := range uint64(8) {
			q := storage.Quarantined{ID: storage.Quarantine.Next(tx), At: d.at, Raw: []byte(`{"text":"bí mật của tôi"}`), Why: "panic: <nil> & more"}
			if i == 1 {
				q.Raw = nil
			}
			storage.Quarantine.Put(tx, storage.K(q.ID), q)
		}
	})
	list := press(106, "/quantri cachly")
	if !strings.Contains(list, "panic: &lt;nil&gt; &amp; more") || strings.Contains(list, "bí mật của") || strings.Count(list, "<b>Số") != 6 {
		t.Errorf("the list:\n%s", list)
	}
	if next := press(106, "/quantri cachly 1"); strings.Count(next, "<b>Số") != 2 {
		t.Errorf("the second page:\n%s", next)
	}
	if one := press(106, "/quantri mo 1"); strings.Contains(one, "bí mật của") || len(d.buttons(106)) != 3 {
		t.Errorf("one of them: %v\n%s", d.buttons(106), one)
	}
	if press(106, "/quantri mo 2"); len(d.buttons(106)) != 2 {
		t.Errorf("what is no update can be released: %v", d.buttons(106))
	}
	press(106, "/quantri thulai 2")
	press(103, "/quantri thulai 1") // the secretary
	press(106, "/quantri thulai 99")
	if len(released) != 0 {
		t.Errorf("released %v", released)
	}
	press(106, "/quantri thulai 1")
	if len(released) != 1 || released[0] != 1 {
		t.Errorf("released %v", released)
	}
	press(106, "/quantri bo 3")
	press(103, "/quantri bohan 3")
	has := func(id uint64) (has bool) {
		d.update(func(tx *storage.Tx) { has = storage.Quarantine.Has(tx, storage.K(id)) })
		return has
	}
	if !has(1) || !has(3) {
		t.Error("gone before it was handled, or before the administrator was sure")
	}
	press(106, "/quantri bohan 3")
	if has(3) {
		t.Error("not dropped")
	}
}

// TestHealthIsToldAsStored: the page shows what the edge told, and a failed
// backup.
func TestHealthIsToldAsStored(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	d.do(0, handlers.Measured{Since: d.at.Add(-50 * time.Hour), Free: 3 << 30, Total: 50 << 30, State: 5 << 20, Files: 1 << 30})
	d.do(0, handlers.BackedUp{Stamp: "20210609-020000", Bytes: 7 << 20})
	text := strings.Join(d.say(106, "/quantri"), "\n")
	for _, want := range []string{"(02 ngày)", "còn trống 3 GB trong 50 GB; dữ liệu của bot 1 GB", "Sao lưu gần nhất: 10/6/2021 09:00, 7 MB."} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	d.say(106, "/quantri saoluu")
	d.at = d.at.Add(time.Hour)
	d.do(0, handlers.BackedUp{Why: "no space <left>"})
	text = strings.Join(d.say(106, "/quantri"), "\n")
	if !strings.Contains(text, "Lần sao lưu lúc 10/6/2021 10:00 không thành công: no space &lt;left&gt;.") || !strings.Contains(text, "7 MB") {
		t.Errorf("after a failed backup:\n%s", text)
	}
	var answered bool
	d.update(func(tx *storage.Tx) {
		for j := range storage.Outbox.All(tx) {
			o, _ := handlers.ReadOutgoing(j)
			answered = answered || o.Chat == 106 && strings.HasPrefix(o.Text, "Sao lưu không thành công")
		}
		if storage.GetHealth(tx).Asked != 0 {
			t.Error("the one who asked still waits")
		}
	})
	if !answered {
		t.Error("the one who asked heard nothing")
	}
}
