package storage

import (
	"errors"
	"testing"
	"time"

	"thidua/campaign"
)

// TestCrossScoresAreAssigned: whatever a talk lets through, the store refuses
// scores for the own unit, for a unit the plan does not give to the scorer, and
// for a sheet that is not there any more.
func TestCrossScoresAreAssigned(t *testing.T) {
	db := newDB(t)
	plan := &campaign.Plan{
		Campaign: "c", Year: 2021, Cross: campaign.CrossRules{Each: 1, Days: 5},
		Units: []campaign.Unit{{ID: "ca"}, {ID: "tand"}, {ID: "vks"}}, // ca scores tand, tand vks, vks ca
	}
	sent, sealed := time.Unix(100, 0), time.Unix(200, 0)
	contact := func(unit string) campaign.Role { return campaign.Role{Kind: campaign.Contact, Unit: unit, Year: 2021} }
	write(t, db, func(tx *Tx) {
		for _, unit := range []string{"ca", "tand"} {
			Sheets.Put(tx, K("c", unit, string(campaign.SelfScore)), campaign.ScoreSheet{Unit: unit, SealedAt: sent})
		}
		Sheets.Put(tx, K("c", "ca", string(campaign.Appraisal)), campaign.ScoreSheet{Unit: "ca", SealedAt: sealed})
	})
	for _, c := range []struct {
		name    string
		roles   []campaign.Role
		by, of  string
		against time.Time
		before  *campaign.CrossSheet
		want    campaign.ErrorKind
	}{
		{"assigned", []campaign.Role{contact("ca")}, "ca", "tand", sent, nil, ""},
		{"a draft that goes on", []campaign.Role{contact("ca")}, "ca", "tand", sent, &campaign.CrossSheet{Against: sent}, ""},
		{"the own unit", []campaign.Role{contact("tand")}, "tand", "tand", sent, nil, campaign.NotAllowed},
		{"the other way round", []campaign.Role{contact("tand")}, "tand", "ca", sent, nil, campaign.NotAllowed},
		{"in another's name", []campaign.Role{contact("vks")}, "ca", "tand", sent, nil, campaign.NotAllowed},
		{"tied to the scored unit", []campaign.Role{contact("ca"), contact("tand")}, "ca", "tand", sent, nil, campaign.NotAllowed},
		{"nobody", nil, "ca", "tand", sent, nil, campaign.NotAllowed},
		{"no sheet to score", []campaign.Role{contact("tand")}, "tand", "vks", sent, nil, campaign.NotSealed},
		{"a sheet sent anew meanwhile", []campaign.Role{contact("ca")}, "ca", "tand", sent.Add(-1), nil, campaign.NotSealed},
		{"appraised already", []campaign.Role{contact("vks")}, "vks", "ca", sent, nil, campaign.AlreadySealed},
		{"handed in already", []campaign.Role{contact("ca")}, "ca", "tand", sent, &campaign.CrossSheet{Against: sent, ScoreSheet: campaign.ScoreSheet{SealedAt: sealed}}, campaign.AlreadySealed},
		{"handed in for a sheet taken back", []campaign.Role{contact("ca")}, "ca", "tand", sent, &campaign.CrossSheet{Against: sent.Add(-1), ScoreSheet: campaign.ScoreSheet{SealedAt: sealed}}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			key := K("c", c.of, c.by)
			var err error
			write(t, db, func(tx *Tx) {
				PutPerson(tx, Person{ID: 9, Roles: c.roles})
				CrossSheets.Delete(tx, key)
				if c.before != nil {
					CrossSheets.Put(tx, key, *c.before)
				}
				err = PutCross(tx, plan, 9, campaign.CrossSheet{By: c.by, Against: c.against, ScoreSheet: campaign.ScoreSheet{Unit: c.of, Rev: 5}})
				written, _ := CrossSheets.Get(tx, key)
				if (written.Rev == 5) != (c.want == "") {
					t.Errorf("written: %v", written.Rev == 5)
				}
			})
			if c.want == "" && err != nil || c.want != "" && !errors.Is(err, campaign.Mistake(c.want)) {
				t.Error(err)
			}
		})
	}
}

// TestCrossOf: only handed-in scores about the present sheet by units the plan
// names are given to the desk.
func TestCrossOf(t *testing.T) {
	db := newDB(t)
	plan := &campaign.Plan{Campaign: "c", Year: 2021, Cross: campaign.CrossRules{Each: 2}, Units: []campaign.Unit{
		{ID: "a"}, {ID: "b"}, {ID: "c"}, {ID: "d"}, {ID: "e"},
	}}
	sent := time.Unix(100, 0)
	sealed := campaign.ScoreSheet{SealedAt: sent.Add(1)}
	write(t, db, func(tx *Tx) {
		Sheets.Put(tx, K("c", "c", string(campaign.SelfScore)), campaign.ScoreSheet{Unit: "c", SealedAt: sent})
		CrossSheets.Put(tx, K("c", "c", "b"), campaign.CrossSheet{By: "b", Against: sent, ScoreSheet: sealed})
		CrossSheets.Put(tx, K("c", "c", "a"), campaign.CrossSheet{By: "a", Against: sent})                     // a draft
		CrossSheets.Put(tx, K("c", "c", "e"), campaign.CrossSheet{By: "e", Against: sent, ScoreSheet: sealed}) // not assigned
		if got := CrossOf(tx, plan, "c"); len(got) != 1 || got[0].By != "b" {
			t.Errorf("%+v", got)
		}
		CrossSheets.Put(tx, K("c", "c", "a"), campaign.CrossSheet{By: "a", Against: sent, ScoreSheet: sealed})
		if got := CrossOf(tx, plan, "c"); len(got) != 2 || got[0].By != "a" {
			t.Errorf("in plan order: %+v", got)
		}
	})
}
