package handlers_test

import (
	"fmt"
	"testing"
	"time"

	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// benchContest is a bloc of a hundred units with two hundred criteria, appraised,
// and a leader (2).
func benchContest(b *testing.B) (*storage.DB, campaign.Plan, time.Time) {
	b.Helper()
	db, plan, at := benchDesk(b)
	plan.Sheet.Criteria = nil
	for i := range 200 {
		plan.Sheet.Criteria = append(plan.Sheet.Criteria, campaign.Criterion{
			ID: fmt.Sprintf("%s%03d", plan.Sheet.Sections[i%3].ID, i), Section: plan.Sheet.Sections[i%3].ID, Kind: campaign.KindNumber,
			Max: 50, Title: "Thực hiện đầy đủ, kịp thời các nhiệm vụ được giao", MayNotApply: i%50 == 0,
		})
	}
	if _, _, err := handlers.Adopt(db, at, plan, "wide", handlers.Settings{Language: "vi"}); err != nil {
		b.Fatal(err)
	}
	err := db.Update(at, func(tx *storage.Tx) error {
		storage.PutPerson(tx, storage.Person{ID: 2, Name: "Minh", Roles: []campaign.Role{{Kind: campaign.Leader, Unit: "dv00", Year: plan.Year}}})
		for i, u := range plan.Units {
			for _, author := range []campaign.Author{campaign.SelfScore, campaign.Appraisal} {
				s := campaign.ScoreSheet{Unit: u.ID, Author: author, Version: plan.Sheet.Version, Entries: map[string]campaign.Entry{}, SealedAt: at}
				for k, c := range plan.Sheet.Criteria {
					s.Entries[c.ID] = campaign.Entry{Value: int64((i*k)%3) * 25, NotApplicable: c.MayNotApply && i%7 == 0, At: at}
				}
				storage.Sheets.Put(tx, storage.K(plan.Campaign, u.ID, string(author)), s)
			}
			storage.Submissions.Put(tx, storage.K(plan.Campaign, u.ID, "tongket", 1), campaign.Submission{Unit: u.ID, Requirement: "tongket", Version: 1, At: at.AddDate(0, 0, -10)})
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return db, plan, at
}

// BenchmarkStandings makes the papers of standings of a hundred units and two
// hundred criteria, from the database to the bytes that are sent: a page of the
// picture is to take less than 200 ms, the workbook less than 1 s and 64 MB.
func BenchmarkStandings(b *testing.B) {
	db, _, at := benchContest(b)
	for _, kind := range []string{"standings", "standings-book"} {
		b.Run(kind, func(b *testing.B) {
			b.ReportAllocs()
			row := storage.Job{Payload: marshalled(b, handlers.Outgoing{Kind: handlers.OutFile, Chat: 2, Make: &handlers.Made{Kind: kind, Person: 2}})}
			pages := 0
			for b.Loop() {
				p, ok, err := handlers.Make(db, row, at)
				if !ok || err != nil {
					b.Fatal(ok, err)
				}
				pages += 1 + len(p.Pages)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(pages), "ms/page")
		})
	}
}
