package bot

import (
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"thidua/bot/clock"
	"thidua/storage"
)

// A row of the timetable that no handler takes out does not make the bot spin.
func TestRowThatDoesNotPass(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, newTelegram(t))
		_ = r.db.Update(time.Now(), func(tx *storage.Tx) error {
			storage.Agenda.Add(tx, storage.Job{Lane: "x", Due: time.Now().Add(time.Hour), Payload: []byte(`{"kind":"nothing known"}`)})
			return nil
		})
		r.agenda.poke()
		time.Sleep(50 * time.Minute)
		before := len(pending(t, r.Bot, storage.Agenda))
		time.Sleep(time.Hour)
		if after := len(pending(t, r.Bot, storage.Agenda)); before == after && r.agenda.idle() {
			t.Error("a due row stays and the bot calls itself idle")
		}
	})
}

func TestBackupByScheduleAndOnDemand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		zone := time.FixedZone("+07", 7*3600)
		start := time.Date(2021, 5, 31, 7, 0, 0, 0, zone)
		clk := clock.NewMovable(start)
		var dir string
		r := newRig(t, newTelegram(t), func(o *Options) {
			o.Clock = clk
			o.Config.Bot.Backup.Schedule, o.Config.Bot.Backup.Keep = "0 2 * * *", 2
			dir = o.Config.Bot.Backup.Dir
		})
		time.Sleep(time.Second)
		count := func() int { n, _ := storage.Backups(dir); return len(n) }
		clk.Set(start.Add(18 * time.Hour)) // 01:00
		time.Sleep(time.Minute)
		if n := count(); n != 0 {
			t.Errorf("%d backups before 02:00", n)
		}
		for day := range 3 {
			clk.Set(start.Add(time.Duration(19+24*day) * time.Hour))
			time.Sleep(time.Minute)
		}
		if n := count(); n != 2 {
			t.Errorf("%d backups kept, want 2", n)
		}
		r.BackupNow()
		time.Sleep(time.Minute)
		stamps, _ := storage.Backups(dir)
		if len(stamps) != 2 {
			t.Errorf("%v", stamps)
		}
		path, err := r.Backup()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(path, "state.db")); err != nil {
			t.Error(err)
		}
	})
}

func TestParseSchedule(t *testing.T) {
	for spec, good := range map[string]bool{"": true, "0 2 * * *": true, "TZ=": false, "TZ=UTC": false, "x": false} {
		if _, err := parseSchedule(spec); (err == nil) != good {
			t.Errorf("%q: %v", spec, err)
		}
	}
}
