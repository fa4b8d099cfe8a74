package storage

import (
	"errors"
	"testing"
	"time"

	"thidua/campaign"
)

// TestOpinionsAreOfTheDesk: nobody gives an opinion on the own unit's sheet or in
// another's name, and who differs does not settle it alone.
func TestOpinionsAreOfTheDesk(t *testing.T) {
	db := newDB(t)
	plan := &campaign.Plan{Campaign: "c", Year: 2021}
	secretary := campaign.Role{Kind: campaign.Secretary, Unit: "ca", Year: 2021}
	contact := func(unit string) campaign.Role { return campaign.Role{Kind: campaign.Contact, Unit: unit, Year: 2021} }
	opinion := func(by, decided int64) campaign.Opinion {
		return campaign.Opinion{Number: 1, Unit: "vks", Criterion: "A2", Entry: campaign.Entry{Value: 450, By: by}, Against: campaign.Entry{Value: 400, By: decided}}
	}
	settled := func(o campaign.Opinion, take bool) campaign.Opinion {
		o.SettledAt, o.SettledBy, o.Taken = time.Unix(9, 0), 9, take
		return o
	}
	for name, c := range map[string]struct {
		roles  []campaign.Role
		before *campaign.Opinion
		o      campaign.Opinion
		sealed bool
		want   campaign.ErrorKind
	}{
		"of the desk":                {roles: []campaign.Role{secretary}, o: opinion(9, 7)},
		"of the own unit":            {roles: []campaign.Role{secretary, contact("vks")}, o: opinion(9, 7), want: campaign.NotAllowed},
		"a contact":                  {roles: []campaign.Role{contact("stp")}, o: opinion(9, 7), want: campaign.NotAllowed},
		"in another's name":          {roles: []campaign.Role{secretary}, o: opinion(8, 7), want: campaign.NotAllowed},
		"of an own decision":         {roles: []campaign.Role{secretary}, o: opinion(9, 9), want: campaign.NotAllowed},
		"after the sealing":          {roles: []campaign.Role{secretary}, o: opinion(9, 7), sealed: true, want: campaign.AlreadySealed},
		"settled by another":         {roles: []campaign.Role{secretary}, before: new(opinion(8, 7)), o: settled(opinion(8, 7), true)},
		"taken by who differs":       {roles: []campaign.Role{secretary}, before: new(opinion(9, 7)), o: settled(opinion(9, 7), true), want: campaign.NotAllowed},
		"dropped by who differs":     {roles: []campaign.Role{secretary}, before: new(opinion(9, 7)), o: settled(opinion(9, 7), false)},
		"settled a second time":      {roles: []campaign.Role{secretary}, before: new(settled(opinion(8, 7), false)), o: settled(opinion(8, 7), true), want: campaign.NotAllowed},
		"settled by the unit itself": {roles: []campaign.Role{secretary, contact("vks")}, before: new(opinion(8, 7)), o: settled(opinion(8, 7), true), want: campaign.NotAllowed},
	} {
		t.Run(name, func(t *testing.T) {
			write(t, db, func(tx *Tx) {
				PutPerson(tx, Person{ID: 9, Roles: c.roles})
				Opinions.Delete(tx, K("c", "vks", 1))
				if c.before != nil {
					Opinions.Put(tx, K("c", "vks", 1), *c.before)
				}
				desk := campaign.ScoreSheet{Unit: "vks", Author: campaign.Appraisal}
				if c.sealed {
					desk.SealedAt = time.Unix(5, 0)
				}
				Sheets.Put(tx, K("c", "vks", string(campaign.Appraisal)), desk)
				err := PutOpinion(tx, plan, 9, c.o)
				if c.want == "" && err != nil || c.want != "" && !errors.Is(err, campaign.Mistake(c.want)) {
					t.Error(err)
				}
				stored := OpinionsOf(tx, "c", "vks")
				if written := len(stored) == 1 && stored[0].SettledBy == c.o.SettledBy && stored[0].Taken == c.o.Taken; c.before == nil && written != (c.want == "") {
					t.Errorf("written: %v", written)
				}
			})
		})
	}
}

// TestNoSealOverADifference: an appraisal about which two appraisers differ is
// not sealed, whatever a talk lets through.
func TestNoSealOverADifference(t *testing.T) {
	db := newDB(t)
	plan := &campaign.Plan{Campaign: "c", Year: 2021}
	write(t, db, func(tx *Tx) {
		PutPerson(tx, Person{ID: 9, Roles: []campaign.Role{{Kind: campaign.Leader, Unit: "ca", Year: 2021}}})
		Sheets.Put(tx, K("c", "vks", string(campaign.SelfScore)), campaign.ScoreSheet{Unit: "vks", SealedAt: time.Unix(1, 0)})
		o := campaign.Opinion{Number: 1, Unit: "vks", Criterion: "A2", Entry: campaign.Entry{Value: 450, By: 8}, Against: campaign.Entry{Value: 400, By: 7}}
		Opinions.Put(tx, K("c", "vks", 1), o)
		desk := campaign.ScoreSheet{Unit: "vks", Author: campaign.Appraisal, SealedAt: time.Unix(2, 0), Entries: map[string]campaign.Entry{"A2": {Value: 400, By: 7}}}
		if err := PutAppraisal(tx, plan, 9, desk); !errors.Is(err, campaign.Mistake(campaign.NotSettled)) {
			t.Errorf("sealed over a difference: %v", err)
		}
		o.SettledAt = time.Unix(2, 0)
		Opinions.Put(tx, K("c", "vks", 1), o)
		if err := PutAppraisal(tx, plan, 9, desk); err != nil {
			t.Errorf("settled: %v", err)
		}
	})
}
