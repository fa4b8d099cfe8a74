//go:build linux

package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// firstDue is the day of the first hand-in that has one.
var firstDue = regexp.MustCompile(`(?s)^(.*?\ndue +=.\{ date = )\d{4}-\d\d-\d\d`)

// TestReload: on SIGHUP a running bot reads its config again. What changed is
// told to the desk in words, a moved date with how many still owe it, and the
// timetable follows; a config with mistakes changes nothing and is told as well;
// check names the change beforehand.
func TestReload(t *testing.T) {
	t.Parallel()
	// The quiet hour is far from now, so that the hour at which the test runs does
	// not matter; nor is it the hour of the daily round.
	quiet := (time.Now().In(hanoi).Hour() + 12) % 24
	if quiet == 7 || quiet == 8 {
		quiet = 5
	}
	clock := func(h int) string { return fmt.Sprintf("%02d:00:00", h%24) }
	w := newWorld(t, [3]string{"reminders", "quiet_from", clock(quiet)}, [3]string{"reminders", "quiet_to", clock(quiet + 1)},
		[3]string{"reminders", "last_day_quiet", clock(quiet)})
	w.start()
	s := w.secretary()
	good, err := os.ReadFile(w.config)
	if err != nil {
		t.Fatal(err)
	}

	renamed := strings.Replace(string(good), `"Thanh tra tỉnh"`, `"Thanh tra tỉnh Tuyên Quang"`, 1)
	if renamed == string(good) {
		t.Fatal("the example has no such unit")
	}
	writeConfig(t, w.dir, renamed)
	w.run.signal(syscall.SIGHUP)
	s.hears("Kế hoạch đã được cập nhật[\\s\\S]*Thanh tra tỉnh Tuyên Quang")

	moved := firstDue.ReplaceAllString(renamed, "${1}"+time.Now().In(hanoi).AddDate(0, 0, 20).Format(time.DateOnly))
	writeConfig(t, w.dir, moved)
	w.run.signal(syscall.SIGHUP)
	last := time.Now().In(hanoi).AddDate(0, 0, 19)
	s.hears(fmt.Sprintf("Hạn nộp Báo cáo sơ kết[^\n]*: ngày cuối [^\n]* → [^\n]*%d/%s/%d[^\n]*; 07 đơn vị chưa nộp", last.Day(), last.Format("1"), last.Year()))

	writeConfig(t, w.dir, strings.Replace(moved, "[campaign]", "[campaign]\nyears = 3", 1))
	w.run.signal(syscall.SIGHUP)
	s.hears("có lỗi nên kế hoạch đang áp dụng giữ nguyên")
	s.says("/trangthai").hears("Thanh tra tỉnh Tuyên Quang")
	s.settles()
	w.run.stop()
	deadlinesOf(t, w.data, "soket", last.AddDate(0, 0, 1))

	writeConfig(t, w.dir, renamed)
	if _, text := outcome(t, nil, "check", "-config", w.config, "-data", w.data); !strings.Contains(text, "changes: Hạn nộp Báo cáo sơ kết") {
		t.Errorf("check of a moved date:\n%s", text)
	}
	writeConfig(t, w.dir, strings.Replace(moved, `"Thanh tra tỉnh Tuyên Quang"`, `"Thanh tra tỉnh"`, 1))
	status, text := outcome(t, nil, "check", "-config", w.config, "-data", w.data)
	if status != 0 || !strings.Contains(text, "changes: Đơn vị đổi tên: Thanh tra tỉnh Tuyên Quang → Thanh tra tỉnh") {
		t.Errorf("check: status %d\n%s", status, text)
	}
	writeConfig(t, w.dir, moved)
	if _, text := outcome(t, nil, "check", "-config", w.config, "-data", w.data); !strings.Contains(text, "nothing differs") {
		t.Errorf("check of the same config:\n%s", text)
	}

	begin(t, w.data)
	writeConfig(t, w.dir, strings.Replace(moved, "Công tác tổ chức cán bộ, xây", "Tổ chức cán bộ, xây", 1))
	if _, text := outcome(t, nil, "check", "-config", w.config, "-data", w.data); !strings.Contains(text, "score sheets begun: 1; the new one waits") {
		t.Errorf("check of changed criteria:\n%s", text)
	}
}

// deadlinesOf looks that the timetable of a bot that does not run tells of a hand-in's
// deadline once, on a day.
func deadlinesOf(t *testing.T, data, requirement string, day time.Time) {
	t.Helper()
	db, err := storage.Open(data, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var days []string
	err = db.View(time.Now(), func(tx *storage.Tx) error {
		for j := range storage.Agenda.All(tx) {
			if strings.HasSuffix(j.Lane, "/deadline-passed/"+requirement) {
				days = append(days, j.Due.In(hanoi).Format(time.DateOnly))
			}
		}
		return tx.Err()
	})
	if want := day.Format(time.DateOnly); err != nil || len(days) != 1 || days[0] != want {
		t.Errorf("the deadline is told on %v, want %s: %v", days, want, err)
	}
}

// begin answers a criterion for a unit in the data of a bot that does not run.
func begin(t *testing.T, data string) {
	t.Helper()
	db, err := storage.Open(data, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Update(time.Now(), func(tx *storage.Tx) error {
		plan, _ := storage.PlanInForce(tx)
		storage.Sheets.Put(tx, storage.K(plan.Campaign, "vks", string(campaign.SelfScore)), campaign.ScoreSheet{
			Unit: "vks", Author: campaign.SelfScore, Entries: map[string]campaign.Entry{"A2": {Value: 100}},
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
