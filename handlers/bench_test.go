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

// BenchmarkApply measures updates a second through Apply: a contact asks for
// the home card, which reads the unit's duties and writes state and a message.
// "old" is a database that holds ten years of a hundred units.
func BenchmarkApply(b *testing.B) {
	for _, data := range []string{"new", "old"} {
		db, plan := benchDB(b, data == "old")
		for _, size := range []int{1, 100} {
			b.Run(fmt.Sprintf("%s/batch=%d", data, size), func(b *testing.B) { benchApply(b, db, plan, size) })
		}
	}
}

const benchPeople = 200

func benchApply(b *testing.B, db *storage.DB, plan campaign.Plan, size int) {
	at := time.Date(2021, 6, 2, 9, 0, 0, 0, plan.Location())
	var retire []storage.Job
	for n := 0; b.Loop(); n++ {
		batch := handlers.Batch{Watermark: int64(n + 1), Also: func(tx *storage.Tx) {
			for _, j := range retire {
				storage.Outbox.Remove(tx, j.ID)
			}
		}}
		for i := range size {
			id := int64(10_000 + (n*size+i)%benchPeople)
			batch.Events = append(batch.Events, handlers.Event{
				Key: fmt.Sprintf("m%d.%d-%d-%d", id, n, i, b.N), At: at, Message: n, From: handlers.Sender{ID: id, Name: "Bench"},
				Chat: handlers.Chat{ID: id}, Body: handlers.Said{Text: "/menu"},
			})
		}
		out, err := handlers.Apply(db, at, batch)
		if err != nil || out.Quarantined > 0 {
			b.Fatal(err, out.Quarantined)
		}
		retire = out.Outbox
	}
	b.ReportMetric(float64(b.N*size)/b.Elapsed().Seconds(), "updates/s")
}

// benchDB is a database with the example plan and 200 contacts, and with ten
// years of data of other campaigns when old.
func benchDB(b *testing.B, old bool) (*storage.DB, campaign.Plan) {
	b.Helper()
	cfg, _, err := bot.Load("../config.example.toml")
	if err != nil {
		b.Fatal(err)
	}
	db, err := storage.Open(b.TempDir(), storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	at := time.Date(2021, 6, 1, 9, 0, 0, 0, cfg.Plan.Location())
	if old {
		for year := range 10 {
			benchYear(b, db, at, 2011+year)
		}
	}
	if _, _, err := handlers.Adopt(db, at, cfg.Plan, "example", handlers.Settings{Language: "vi"}); err != nil {
		b.Fatal(err)
	}
	units := cfg.Plan.Competing()
	err = db.Update(at, func(tx *storage.Tx) error {
		for i := range int64(benchPeople) {
			u := units[int(i)%len(units)]
			storage.PutPerson(tx, storage.Person{
				ID: 10_000 + i, Name: fmt.Sprint("Cán bộ ", i), Consent: "1", ConsentAt: at, JoinedAt: at,
				Roles: []campaign.Role{{Kind: campaign.Contact, Unit: u.ID, Year: 2021}},
			})
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return db, cfg.Plan
}

// benchYear writes what a year of a hundred units leaves behind.
func benchYear(b *testing.B, db *storage.DB, at time.Time, year int) {
	b.Helper()
	id := fmt.Sprintf("khoi-%d", year)
	err := db.Update(at, func(tx *storage.Tx) error {
		for u := range 100 {
			unit := fmt.Sprintf("dv%02d", u)
			for c := range int64(4) {
				storage.PutPerson(tx, storage.Person{
					ID: int64(year)*1000 + int64(u)*4 + c, Name: "Người cũ", Consent: "1",
					Roles: []campaign.Role{{Kind: campaign.Contact, Unit: unit, Year: year}},
				})
			}
			for _, r := range []string{"kehoach", "soket", "tongket"} {
				for v := 1; v <= 2; v++ {
					s := campaign.Submission{Unit: unit, Requirement: r, Version: v, At: at}
					e := storage.Register(tx, campaign.Date{Year: year, Month: 6, Day: 1}, id, s)
					s.Incoming = campaign.Incoming{Year: year, Number: e.Number}
					storage.Submissions.Put(tx, storage.K(id, unit, r, v), s)
				}
			}
			for k := range 60 {
				storage.Tolds.Put(tx, storage.K(id, fmt.Sprintf("reminded/%d", k), int64(u)), storage.Told{At: at})
				storage.Note(tx, storage.Entry{At: at, Unit: unit, Action: "old", Object: fmt.Sprint(k)})
			}
			storage.Sheets.Put(tx, storage.K(id, unit, string(campaign.SelfScore)), campaign.ScoreSheet{Unit: unit, SealedAt: at})
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}
