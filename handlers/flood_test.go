package handlers_test

import (
	"strings"
	"testing"
	"time"

	"thidua/handlers"
	"thidua/storage"
)

// TestStrangerIsAnsweredOnlySoOften: a script gets one sentence and then
// silence, its presses too; later the bot answers again, and nobody known waits.
func TestStrangerIsAnsweredOnlySoOften(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	waiting := func() (n int) {
		d.update(func(tx *storage.Tx) {
			for j := range storage.Outbox.All(tx) {
				if j.Lane == "100" {
					n++
				}
			}
		})
		return n
	}
	said := 0
	for range 400 {
		for _, text := range d.say(100, "/start") {
			if strings.Contains(text, "tạm dừng trả lời") {
				said++
			}
		}
	}
	full := waiting()
	if said != 1 || full == 0 || full > 150 {
		t.Errorf("told %d times, %d rows wait", said, full)
	}
	d.do(100, handlers.Pressed{Query: "q", Data: "s1.1.0"})
	if n := waiting(); n != full {
		t.Errorf("a press in silence added %d rows", n-full)
	}
	if len(d.say(103, "/trangthai")) == 0 {
		t.Error("the secretary is not answered")
	}
	d.at = d.at.Add(11 * time.Minute)
	if len(d.say(100, "/start")) == 0 {
		t.Error("the stranger is never answered again")
	}
	d.update(func(tx *storage.Tx) {
		storage.SweepStrangers(tx, d.at.Add(time.Hour), 10)
		for range storage.Strangers.Prefix(tx, nil) {
			t.Error("something of the stranger stays")
		}
	})
}
