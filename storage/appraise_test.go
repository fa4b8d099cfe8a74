package storage

import (
	"errors"
	"testing"
	"time"

	"thidua/campaign"
)

// TestNobodyAppraisesTheOwnUnit: whatever a talk lets through, the store
// refuses who belongs to the unit, who is not of the desk, and last year's desk.
func TestNobodyAppraisesTheOwnUnit(t *testing.T) {
	db := newDB(t)
	plan := &campaign.Plan{Campaign: "c", Year: 2021}
	role := func(kind campaign.RoleKind, unit string, year int) campaign.Role {
		return campaign.Role{Kind: kind, Unit: unit, Year: year}
	}
	for name, c := range map[string]struct {
		roles []campaign.Role
		unit  string
		want  campaign.ErrorKind
	}{
		"another unit's secretary":     {[]campaign.Role{role(campaign.Secretary, "ca", 2021)}, "vks", ""},
		"the own unit":                 {[]campaign.Role{role(campaign.Secretary, "ca", 2021)}, "ca", campaign.NotAllowed},
		"the own unit by another role": {[]campaign.Role{role(campaign.Leader, "ca", 2021), role(campaign.Contact, "vks", 2021)}, "vks", campaign.NotAllowed},
		"a contact":                    {[]campaign.Role{role(campaign.Contact, "stp", 2021)}, "vks", campaign.NotAllowed},
		"an administrator":             {[]campaign.Role{role(campaign.Admin, "", 2021)}, "vks", campaign.NotAllowed},
		"last year's leader":           {[]campaign.Role{role(campaign.Leader, "ca", 2020)}, "vks", campaign.NotAllowed},
		"nobody":                       {nil, "vks", campaign.NotAllowed},
		"a unit without a sheet":       {[]campaign.Role{role(campaign.Leader, "ca", 2021)}, "stp", campaign.NotSealed},
		"a sealed appraisal":           {[]campaign.Role{role(campaign.Leader, "ca", 2021)}, "ttr", campaign.AlreadySealed},
	} {
		t.Run(name, func(t *testing.T) {
			var err error
			write(t, db, func(tx *Tx) {
				PutPerson(tx, Person{ID: 9, Roles: c.roles})
				for _, unit := range []string{"vks", "ca", "ttr"} {
					Sheets.Put(tx, K("c", unit, string(campaign.SelfScore)), campaign.ScoreSheet{Unit: unit, SealedAt: time.Unix(1, 0)})
				}
				Sheets.Put(tx, K("c", "ttr", string(campaign.Appraisal)), campaign.ScoreSheet{Unit: "ttr", SealedAt: time.Unix(2, 0)})
				Sheets.Delete(tx, K("c", "vks", string(campaign.Appraisal)))
				err = PutAppraisal(tx, plan, 9, campaign.ScoreSheet{Unit: c.unit, Author: campaign.Appraisal, Rev: 5})
				written, _ := Sheets.Get(tx, K("c", c.unit, string(campaign.Appraisal)))
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
