package storage

import (
	"strings"
	"testing"
	"time"

	"thidua/campaign"
)

func record(total campaign.Points) campaign.Publication {
	return campaign.Publication{
		Campaign: "x", Year: 2021, Bloc: "Khối", Revision: 1,
		Lines: []campaign.PublishedLine{{Unit: "vks", Name: "Viện <kiểm sát> & 7711", Place: 1, Total: total, Scores: map[string]campaign.Points{"B": 2, "A": 1}}},
	}
}

func ask(tx *Tx, kind string, by int64, total campaign.Points) {
	a := &PublishAsk{Kind: kind, By: by, At: noon, Reason: "Sai sót ở A1"}
	if kind == AskPublish {
		a.Substance = record(total).Substance()
	}
	AskSecond(tx, "x", a)
}

// TestPublishTakesTwo: the first is never the second, only what was asked about
// is published, and a version stands until it is reopened by two as well.
func TestPublishTakesTwo(t *testing.T) {
	db := newDB(t)
	write(t, db, func(tx *Tx) {
		refused := func(by int64, kind campaign.ErrorKind) {
			t.Helper()
			_, err := Publish(tx, "x", by, noon)
			wantErr(t, err, campaign.Mistake(kind))
			if Publications.Has(tx, K("x", 3)) {
				t.Fatal("it was published")
			}
		}
		refused(8, campaign.NothingAsked)
		Freeze(tx, "x", record(9000), 7, noon)
		refused(8, campaign.NothingAsked)
		ask(tx, AskPublish, 7, 9000)
		refused(7, campaign.SamePerson)
		refused(0, campaign.NothingAsked)
		ask(tx, AskPublish, 7, 9001)
		refused(8, campaign.NothingAsked)
		ask(tx, AskPublish, 0, 9000)
		refused(8, campaign.NothingAsked)
		ask(tx, AskReopen, 7, 0)
		refused(8, campaign.NothingAsked)
		if _, err := Reopen(tx, "x", 8, noon); err == nil {
			t.Error("what was never published is reopened")
		}
		ask(tx, AskPublish, 7, 9000)
		Freeze(tx, "x", record(9000), 7, noon) // frozen anew: the question is void
		refused(8, campaign.NothingAsked)
		ask(tx, AskPublish, 7, 9000)
		one, err := Publish(tx, "x", 8, noon)
		if err != nil || one.Version != 1 || one.StartedBy != 7 || one.ConfirmedBy != 8 || !ResultsStand(tx, "x") {
			t.Fatalf("%+v %v", one, err)
		}
		refused(9, campaign.AlreadyPublished)

		ask(tx, AskReopen, 8, 0)
		_, err = Reopen(tx, "x", 8, noon)
		wantErr(t, err, campaign.Mistake(campaign.SamePerson))
		if _, err := Reopen(tx, "x", 7, noon); err != nil || ResultsStand(tx, "x") {
			t.Fatal(err)
		}
		Freeze(tx, "x", record(8900), 8, noon)
		ask(tx, AskPublish, 8, 8900)
		two, err := Publish(tx, "x", 7, noon.Add(time.Hour))
		p, bad := two.Record()
		if err != nil || bad != nil || two.Version != 2 || p.Previous != one.Hash || p.Reason != "Sai sót ở A1" || p.Lines[0].Total != 8900 {
			t.Fatalf("%+v %v %v", p, err, bad)
		}
		if old, ok := Publications.Get(tx, K("x", 1)); !ok || old != one {
			t.Errorf("the first version has become %+v", old)
		}
		if err := VerifyPublications(tx); err != nil {
			t.Error(err)
		}
	})
}

// TestPublicationsAreVerified: whatever is changed in a record, taken out or put
// in is found; erasing who published is not a change.
func TestPublicationsAreVerified(t *testing.T) {
	db := newDB(t)
	publish := func(tx *Tx, total campaign.Points) {
		Freeze(tx, "x", record(total), 7711, noon)
		ask(tx, AskPublish, 7711, total)
		if _, err := Publish(tx, "x", 8822, noon); err != nil {
			t.Fatal(err)
		}
		ask(tx, AskReopen, 7711, 0)
		if _, err := Reopen(tx, "x", 8822, noon); err != nil {
			t.Fatal(err)
		}
	}
	write(t, db, func(tx *Tx) {
		PutPerson(tx, Person{ID: 7711, Name: "Người công bố"})
		publish(tx, 9000)
		publish(tx, 9100)
		publish(tx, 9200)
		Erase(tx, 7711, time.Time{}, "…")
	})
	damage := map[string]func(tx *Tx){
		"nothing": func(*Tx) {},
		"a figure": func(tx *Tx) {
			row, _ := Publications.Get(tx, K("x", 2))
			row.Body = strings.Replace(row.Body, "9100", "9900", 1)
			Publications.Put(tx, K("x", 2), row)
		},
		"a figure with its hash": func(tx *Tx) {
			row, _ := Publications.Get(tx, K("x", 2))
			row.Body = strings.Replace(row.Body, "9100", "9900", 1)
			row.Hash = campaign.Fingerprint([]byte(row.Body))
			Publications.Put(tx, K("x", 2), row)
		},
		"the first taken out": func(tx *Tx) { Publications.Delete(tx, K("x", 1)) },
		"its instant": func(tx *Tx) {
			row, _ := Publications.Get(tx, K("x", 3))
			row.At = row.At.Add(time.Second)
			Publications.Put(tx, K("x", 3), row)
		},
	}
	for name, do := range damage {
		err := db.Update(noon, func(tx *Tx) error {
			do(tx)
			if err := VerifyPublications(tx); (err == nil) != (name == "nothing") {
				t.Errorf("%s: %v", name, err)
			}
			row, _ := Publications.Get(tx, K("x", 3))
			if row.StartedBy != 0 || row.ConfirmedBy != 8822 || row.Version != 3 {
				t.Errorf("after the erasure: %+v", row)
			}
			return errComplete // undo
		})
		wantErr(t, err, errComplete)
	}
	dir := db.dir
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Verify(dir); err != nil {
		t.Error(err)
	}
}
