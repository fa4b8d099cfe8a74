package storage

import (
	"testing"

	"thidua/campaign"
)

// TestHoldsOfTheOwnSide: nobody suspends the own unit or considers it again,
// whatever asked for it; a withdrawal and the mark of a missing unit are no
// judgement.
func TestHoldsOfTheOwnSide(t *testing.T) {
	db := newDB(t)
	write(t, db, func(tx *Tx) {
		PutPerson(tx, Person{ID: 7, Roles: []campaign.Role{{Kind: campaign.Leader, Unit: "ca", Year: 2021}, {Kind: campaign.Contact, Unit: "stp", Year: 2021}}})
		PutPerson(tx, Person{ID: 8, Roles: []campaign.Role{{Kind: campaign.Leader, Unit: "tand", Year: 2021}}})
		for _, c := range []struct {
			by   int64
			unit string
			kind campaign.HoldKind
			act  campaign.HoldAct
			ok   bool
		}{
			{7, "ca", campaign.HoldSuspended, campaign.HoldSet, false},
			{7, "stp", campaign.HoldSuspended, campaign.HoldSet, false},
			{7, "vks", campaign.HoldSuspended, campaign.HoldSet, true},
			{8, "ca", campaign.HoldSuspended, campaign.HoldSet, true},
			{7, "ca", campaign.HoldSuspended, campaign.HoldLifted, false},
			{7, "ca", campaign.HoldWithdrawn, campaign.HoldLifted, false},
			{7, "stp", campaign.HoldWithdrawn, campaign.HoldAsked, true},
			{7, "ca", campaign.HoldUnranked, campaign.HoldSet, true},
		} {
			h, err := AddHold(tx, "x", 2021, campaign.Hold{Unit: c.unit, Kind: c.kind, Act: c.act, By: c.by, At: noon})
			if c.ok != (err == nil) {
				t.Errorf("%+v: %v", c, err)
			}
			if !c.ok {
				wantErr(t, err, campaign.Mistake(campaign.NotAllowed))
				continue
			}
			if got, ok := Holds.Get(tx, K("x", c.unit, h.Number)); !ok || got.Kind != c.kind {
				t.Errorf("%+v was kept as %+v", c, got)
			}
		}
		stands := HoldsOf(tx, "x")
		if len(stands) != 2 || stands["vks"].Kind != campaign.HoldSuspended || stands["ca"].Kind != campaign.HoldSuspended {
			t.Errorf("%+v", stands)
		}
		if other := HoldsOf(tx, "y"); len(other) != 0 {
			t.Errorf("another year has %+v", other)
		}
		Erase(tx, 8, tx.now, "…")
		if h := HoldDeeds(tx, "x", "ca")[0]; h.By != 0 || h.Kind != campaign.HoldSuspended {
			t.Errorf("after an erasure: %+v", h)
		}
	})
}

// TestNobodyIsHeldWhileResultsStand: what a hold would change is published; it
// waits until the results are reopened.
func TestNobodyIsHeldWhileResultsStand(t *testing.T) {
	write(t, newDB(t), func(tx *Tx) {
		ask := campaign.Hold{Unit: "vks", Kind: campaign.HoldWithdrawn, Act: campaign.HoldAsked, By: 7, At: noon}
		Publications.Put(tx, K("x", 1), PublicationRow{Campaign: "x", Version: 1})
		_, err := AddHold(tx, "x", 2021, ask)
		wantErr(t, err, campaign.Mistake(campaign.AlreadyPublished))
		if kept := HoldDeeds(tx, "x", "vks"); len(kept) != 0 {
			t.Errorf("kept all the same: %+v", kept)
		}
		publishings.Put(tx, K("x"), Publishing{Reopened: &Reopening{Of: 1}})
		if _, err := AddHold(tx, "x", 2021, ask); err != nil {
			t.Error("once reopened:", err)
		}
	})
}
