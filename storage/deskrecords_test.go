package storage

import (
	"testing"

	"thidua/campaign"
)

func recordPlan() *campaign.Plan {
	return &campaign.Plan{
		Campaign: "x", Year: 2021,
		Units: []campaign.Unit{{ID: "ca"}, {ID: "stp"}, {ID: "vks"}, {ID: "bnc", Status: campaign.NonCompeting}},
		Sheet: campaign.Sheet{Criteria: []campaign.Criterion{
			{ID: "D3", Kind: campaign.KindBonus, Max: 100, Each: 100},
			{ID: "E1", Kind: campaign.KindDeduction, Max: 200, Each: 200, Requirement: "soket", DeskOnly: true},
			{ID: "E3", Kind: campaign.KindDeduction, Max: 200, Each: 50, DeskOnly: true},
		}},
	}
}

// TestDeskRecordsOfTheOwnSide: neither a bonus nor a deduction, nor taking one
// back, by anybody who has any role of the unit.
func TestDeskRecordsOfTheOwnSide(t *testing.T) {
	db, plan := newDB(t), recordPlan()
	write(t, db, func(tx *Tx) {
		PutPerson(tx, Person{ID: 7, Roles: []campaign.Role{{Kind: campaign.Secretary, Unit: "ca", Year: 2021}, {Kind: campaign.Contact, Unit: "stp", Year: 2021}}})
		PutPerson(tx, Person{ID: 8, Roles: []campaign.Role{{Kind: campaign.Leader, Unit: "tand", Year: 2021}}})
		add := func(by int64, unit, criterion string, cancels int) (int, error) {
			r := campaign.DeskRecord{Unit: unit, Criterion: criterion, Count: 1, By: by, At: noon, Cancels: cancels}
			kept, err := AddDeskRecord(tx, plan, r)
			return kept.Number, err
		}
		for _, unit := range []string{"ca", "stp"} {
			_, err := add(7, unit, "D3", 0)
			wantErr(t, err, campaign.Mistake(campaign.NotAllowed))
		}
		if n, err := add(8, "stp", "E3", 0); n != 1 || err != nil {
			t.Fatal(n, err)
		}
		_, err := add(7, "stp", "E3", 1)
		wantErr(t, err, campaign.Mistake(campaign.NotAllowed))
		if n, err := add(7, "vks", "E3", 0); n != 2 || err != nil {
			t.Fatal(n, err)
		}
		_, err = add(8, "bnc", "E3", 0)
		wantErr(t, err, campaign.Mistake(campaign.UnknownUnit))
		_, err = add(8, "vks", "E3", 1) // the record of another unit
		wantErr(t, err, campaign.Mistake(campaign.RecordGone))
		if got := FiguresOf(tx, "x", "stp").Records; len(got) != 1 || got[0].By != 8 {
			t.Errorf("%+v", got)
		}
	})
}

// TestClose records the missing once, the closer's own unit among them.
func TestClose(t *testing.T) {
	db, plan := newDB(t), recordPlan()
	write(t, db, func(tx *Tx) {
		PutPerson(tx, Person{ID: 7, Roles: []campaign.Role{{Kind: campaign.Secretary, Unit: "ca", Year: 2021}}})
		first := Close(tx, plan, "soket", []string{"ca", "vks"}, 7, noon, "không nộp")
		again := Close(tx, plan, "soket", []string{"stp"}, 7, noon.AddDate(0, 0, 1), "lần nữa")
		if len(first.Records) != 2 || len(again.Missing) != 2 || !again.At.Equal(noon) {
			t.Errorf("%+v, then %+v", first, again)
		}
		for unit, n := range map[string]int{"ca": 1, "vks": 1, "stp": 0} {
			if got := RecordsOf(tx, "x", unit); len(got) != n || n > 0 && got[0].Criterion != "E1" {
				t.Errorf("%s: %+v", unit, got)
			}
		}
		if c := Close(tx, plan, "kehoach", []string{"vks"}, 7, noon, ""); len(c.Records) != 0 {
			t.Errorf("a requirement without a deduction made %v", c.Records)
		}
		Erase(tx, 7, tx.now, "…")
		if c, _ := Closings.Get(tx, K("x", "soket")); c.By != 0 || len(c.Records) != 2 {
			t.Errorf("after an erasure: %+v", c)
		}
	})
}
