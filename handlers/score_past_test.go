package handlers_test

import (
	"fmt"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// TestLastYearBeside: what the unit had last year stands beside the criterion of
// the same id, from the last stage it reached; other units' figures do not.
func TestLastYearBeside(t *testing.T) {
	d := newDesk(t)
	d.furnish()
	old := d.plan
	old.Campaign, old.Year = "noichinh-2020", 2020
	if _, _, err := handlers.Adopt(d.db, d.at.AddDate(-1, 0, 0), old, "old", handlers.Settings{Language: "vi"}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := handlers.Adopt(d.db, d.at, d.plan, "again", handlers.Settings{Language: "vi"}); err != nil {
		t.Fatal(err)
	}
	put := func(unit string, author campaign.Author, value int64, sealed bool) {
		d.update(func(tx *storage.Tx) {
			s := campaign.ScoreSheet{Unit: unit, Author: author, Version: old.Sheet.Version, Entries: map[string]campaign.Entry{"A2": {Value: value}}}
			if sealed {
				s.SealedAt = d.at.AddDate(0, -6, 0)
			}
			storage.Sheets.Put(tx, storage.K(old.Campaign, unit, string(author)), s)
		})
	}
	ask := func() string { return strings.Join(d.say(101, "/cham A2"), "\n") }
	put("tand", campaign.SelfScore, 475, true)
	put("vks", campaign.SelfScore, 450, false)
	if text := ask(); strings.Contains(text, "Năm 2020") {
		t.Error("a draft of last year, or another unit's sheet, is shown:", text)
	}
	for _, c := range []struct {
		author campaign.Author
		value  int64
		want   string
	}{
		{campaign.SelfScore, 450, "Năm 2020: 4,5 điểm (tự chấm)"},
		{campaign.Appraisal, 400, "Năm 2020: 4 điểm (thẩm định)"},
		{campaign.Final, 425, "Năm 2020: 4,25 điểm (kết quả cuối cùng)"},
	} {
		put("vks", c.author, c.value, true)
		if text := ask(); !strings.Contains(text, c.want) {
			t.Errorf("%q is missing: %s", c.want, text)
		}
	}
}

// BenchmarkPress is a press in the score sheet, from the batch to the commit with
// its answer and the next question in the outbox: under 2 ms at p99. Garbage is
// collected as seldom as in the running program.
func BenchmarkPress(b *testing.B) {
	for _, data := range []string{"new", "old"} {
		b.Run(data, func(b *testing.B) { benchPress(b, data == "old") })
	}
}

func benchPress(b *testing.B, old bool) {
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	db, plan := benchDB(b, old)
	at := time.Date(2021, 12, 1, 9, 0, 0, 0, plan.Location())
	id, n := int64(10_000), 0
	var sent []storage.Job
	do := func(body handlers.Body) {
		n++
		out, err := handlers.Apply(db, at, handlers.Batch{Watermark: int64(n), Events: []handlers.Event{{
			Key: fmt.Sprint("press", n, b.N), At: at, Message: n, From: handlers.Sender{ID: id}, Chat: handlers.Chat{ID: id}, Body: body,
		}}, Also: func(tx *storage.Tx) { // what was sent meanwhile is retired, as by the edge
			for _, j := range sent {
				storage.Outbox.Remove(tx, j.ID)
			}
		}})
		if err != nil || out.Quarantined > 0 {
			b.Fatal(err, out.Quarantined)
		}
		sent = out.Outbox
	}
	data := func(label string) (found string) {
		err := db.View(at, func(tx *storage.Tx) error {
			s, _ := storage.States.Get(tx, storage.K(id))
			for i, button := range s.Screen.Buttons {
				if button.Label == label {
					found = fmt.Sprintf("s%s.%s.%d", strconv.FormatUint(s.Screen.ID, 36), strconv.FormatInt(int64(s.Screen.Rev), 36), i)
				}
			}
			return nil
		})
		if err != nil || found == "" {
			b.Fatal("no button", label, err)
		}
		return found
	}
	do(handlers.Said{Text: "/cham A2"})
	var times []time.Duration
	for b.Loop() {
		for _, label := range []string{"5", "‹", "2,5", "‹"} { // an answer, and back to its question
			press := handlers.Pressed{Query: "q", Data: data(label)}
			from := time.Now()
			do(press)
			times = append(times, time.Since(from))
		}
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
}
