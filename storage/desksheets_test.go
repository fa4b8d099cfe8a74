package storage

import (
	"errors"
	"testing"
	"time"

	"thidua/campaign"
)

// TestNobodyAppraisesTheOwnUnit: S20; below every conversation, whatever roles are
// joined, and not before the unit sent its sheet nor after the appraisal ended.
func TestNobodyAppraisesTheOwnUnit(t *testing.T) {
	db := newDB(t)
	plan := campaign.Plan{Campaign: "c", Year: 2021}
	at := time.Date(2021, 12, 20, 8, 0, 0, 0, time.UTC)
	err := db.Update(at, func(tx *Tx) error {
		role := func(kind campaign.RoleKind, unit string, year int) campaign.Role {
			return campaign.Role{Kind: kind, Unit: unit, Year: year}
		}
		PutPerson(tx, Person{ID: 1, Roles: []campaign.Role{role(campaign.Leader, "ca", 2021)}})
		PutPerson(tx, Person{ID: 2, Roles: []campaign.Role{role(campaign.Leader, "ca", 2021), role(campaign.Contact, "vks", 2021)}})
		PutPerson(tx, Person{ID: 3, Roles: []campaign.Role{role(campaign.Leader, "ca", 2020)}})
		PutPerson(tx, Person{ID: 4, Roles: []campaign.Role{role(campaign.Contact, "tand", 2021)}})
		for _, unit := range []string{"vks", "ca"} {
			Sheets.Put(tx, K("c", unit, "self"), campaign.ScoreSheet{Unit: unit, SealedAt: at})
		}
		for _, c := range []struct {
			by   int64
			unit string
			want campaign.ErrorKind
		}{
			{1, "vks", ""},
			{1, "ca", campaign.NotAllowed},
			{2, "vks", campaign.NotAllowed},
			{3, "vks", campaign.NotAllowed},
			{4, "vks", campaign.NotAllowed},
			{9, "vks", campaign.NotAllowed},
			{1, "tand", campaign.NotSealed},
		} {
			var m *campaign.Error
			err := PutAppraised(tx, &plan, c.by, campaign.ScoreSheet{Unit: c.unit, Rev: 1})
			if errors.As(err, &m) != (c.want != "") || m != nil && m.Kind != c.want {
				t.Errorf("%d appraises %s: %v, want %q", c.by, c.unit, err, c.want)
			}
		}
		done, _ := Sheets.Get(tx, K("c", "vks", "appraisal"))
		if done.Author != campaign.Appraisal || done.Rev != 1 {
			t.Errorf("kept %+v", done)
		}
		done.SealedAt = at
		Sheets.Put(tx, K("c", "vks", "appraisal"), done)
		if err := PutAppraised(tx, &plan, 1, campaign.ScoreSheet{Unit: "vks"}); err == nil {
			t.Error("a finished appraisal is written over")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
