package handlers_test

import (
	"fmt"
	"testing"
	"time"

	"thidua/bot"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// BenchmarkPlanYear: the timetable of a year of 100 units with 4 people each is
// laid out by the plan's adoption.
func BenchmarkPlanYear(b *testing.B) {
	cfg, _, err := bot.Load("../config.example.toml")
	if err != nil {
		b.Fatal(err)
	}
	plan := cfg.Plan
	for i := range 100 - len(plan.Units) {
		plan.Units = append(plan.Units, campaign.Unit{
			ID: fmt.Sprintf("dv%02d", i), Name: fmt.Sprintf("Đơn vị số %d", i), Status: campaign.Competing,
		})
	}
	at := time.Date(2020, 12, 1, 9, 0, 0, 0, plan.Location())
	for b.Loop() {
		b.StopTimer()
		db := peopled(b, plan, at)
		b.StartTimer()
		if _, _, err := handlers.Adopt(db, at, plan, "wide", handlers.Settings{Language: "vi"}); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		_ = db.Close()
		b.StartTimer()
	}
}

// peopled is a new database with four people in every unit.
func peopled(b *testing.B, plan campaign.Plan, at time.Time) *storage.DB {
	b.Helper()
	db, err := storage.Open(b.TempDir(), storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	err = db.Update(at, func(tx *storage.Tx) error {
		for i, u := range plan.Units {
			for c := range 4 {
				storage.PutPerson(tx, storage.Person{
					ID: int64(10_000 + 4*i + c), Name: fmt.Sprint("Cán bộ ", c), Consent: "1",
					Roles: []campaign.Role{{Kind: campaign.Contact, Unit: u.ID, Year: plan.Year, Deputy: c > 0}},
				})
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return db
}

// BenchmarkTick: what the edge reads when it looks at the timetable and nothing
// is due, with little data and with ten years of a hundred units.
func BenchmarkTick(b *testing.B) {
	for _, data := range []string{"new", "old"} {
		db, _ := benchDB(b, data == "old")
		b.Run(data, func(b *testing.B) {
			at := time.Date(2020, 6, 1, 9, 0, 0, 0, time.UTC) // before the first row
			for b.Loop() {
				err := db.View(at, func(tx *storage.Tx) error {
					if due := storage.Agenda.Due(tx, at, 1); len(due) > 0 {
						b.Fatal("something is due")
					}
					if _, any := storage.Agenda.Next(tx); !any {
						b.Fatal("nothing stands in the timetable")
					}
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
