package storage

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/campaign"
)

func planOf(id string, year int) campaign.Plan {
	return campaign.Plan{
		Campaign: id, Year: year, Zone: "Asia/Ho_Chi_Minh", Head: "vks",
		Units:        []campaign.Unit{{ID: "vks"}, {ID: "ta"}},
		Conferences:  []campaign.Conference{{ID: "mid"}, {ID: "end"}},
		Requirements: []campaign.Requirement{{ID: "r1", Due: campaign.Due{Date: campaign.Date{Year: year, Month: 6, Day: 15}}}},
	}
}

func inForceNow(t *testing.T, db *DB) campaign.Plan {
	t.Helper()
	var p campaign.Plan
	read(t, db, func(tx *Tx) {
		var ok bool
		if p, ok = PlanInForce(tx); !ok {
			t.Fatal("no plan in force")
		}
	})
	return p
}

func TestAdoptPlan(t *testing.T) {
	db := newDB(t)
	read(t, db, func(tx *Tx) {
		if _, ok := PlanInForce(tx); ok || tx.Err() != nil {
			t.Errorf("a plan before any: %v %v", ok, tx.Err())
		}
	})
	a, b := planOf("kt-2021", 2021), planOf("kt-2022", 2022)
	changed := a
	changed.Head = "ta"
	for i, c := range []struct {
		plan campaign.Plan
		rev  int
		new  bool
	}{{a, 1, true}, {a, 1, false}, {changed, 2, true}, {a, 3, true}, {b, 1, true}, {b, 1, false}, {a, 4, true}} {
		write(t, db, func(tx *Tx) {
			rev, isNew := AdoptPlan(tx, c.plan, "")
			if rev != c.rev || isNew != c.new {
				t.Errorf("step %d: revision %d %v, want %d %v", i, rev, isNew, c.rev, c.new)
			}
			if p, _ := PlanInForce(tx); p.Campaign != c.plan.Campaign || p.Revision != c.rev || p.Head != c.plan.Head {
				t.Errorf("step %d: in force %s %d", i, p.Campaign, p.Revision)
			}
		})
		if p := inForceNow(t, db); p.Revision != c.rev || p.Head != c.plan.Head {
			t.Errorf("step %d: then in force %s %d", i, p.Campaign, p.Revision)
		}
	}
	read(t, db, func(tx *Tx) {
		if row, ok := PlanRevision(tx, "kt-2021", 2); !ok || row.Plan.Head != "ta" {
			t.Errorf("revision 2: %+v", row)
		}
		if all := Campaigns(tx); len(all) != 2 || all[0].Campaign != "kt-2021" || all[0].Revision != 4 {
			t.Errorf("campaigns %+v", all)
		}
	})
}

func TestAmendmentsOutliveConfigs(t *testing.T) {
	db := newDB(t)
	plan := planOf("kt-2021", 2021)
	day := campaign.Date{Year: 2021, Month: 7, Day: 2}
	later := campaign.Date{Year: 2021, Month: 6, Day: 20}
	write(t, db, func(tx *Tx) {
		AdoptPlan(tx, plan, "")
		AmendPlan(tx, FixedConference{"mid", day}, 1, noon, "decided")
		AmendPlan(tx, campaign.Extension{Requirement: "r1", Days: 6, Until: later}, 1, noon, "flood")
		AmendPlan(tx, campaign.Extension{Unit: "ta", Requirement: "r1", Days: 12, Until: day}, 1, noon, "")
	})
	before := inForceNow(t, db)
	write(t, db, func(tx *Tx) {
		if rev, isNew := AdoptPlan(tx, plan, ""); rev != 1 || isNew {
			t.Errorf("the same config after amendments: %d %v", rev, isNew)
		}
		plan.Head = "ta"
		AdoptPlan(tx, plan, "")
	})
	got := inForceNow(t, db)
	for _, p := range []campaign.Plan{before, got} {
		if p.Conferences[0].Fixed != day || !p.Conferences[1].Fixed.IsZero() || p.Requirements[0].Due != (campaign.Due{Date: later, IfHoliday: campaign.KeepDay}) {
			t.Errorf("not amended: %+v %+v", p.Conferences, p.Requirements)
		}
	}
	r := got.Requirements[0]
	if last, ok := got.LastDayFor(r, "ta"); !ok || last != day {
		t.Errorf("extension of ta: %v %v", last, ok)
	}
	if last, _ := got.LastDayFor(r, "vks"); last != later {
		t.Errorf("vks has until %v", last)
	}
}

func TestAmendIsPureAndTellsConflicts(t *testing.T) {
	db := newDB(t)
	plan := planOf("kt-2021", 2021)
	day := campaign.Date{Year: 2021, Month: 7, Day: 2}
	var list []Amendment
	write(t, db, func(tx *Tx) {
		AdoptPlan(tx, plan, "")
		AmendPlan(tx, FixedConference{"mid", day}, 1, noon, "")
		AmendPlan(tx, FixedConference{"gone", day}, 1, noon, "")
		AmendPlan(tx, campaign.Extension{Unit: "nobody", Requirement: "r1"}, 1, noon, "")
		list = Amendments(tx, "kt-2021")
	})
	want := planOf("kt-2021", 2021)
	if _, conflicts := Amend(plan, list); len(conflicts) != 2 || conflicts[0].Number != 2 {
		t.Errorf("conflicts %+v", conflicts)
	}
	if diff := cmp.Diff(want, plan); diff != "" {
		t.Errorf("Amend changed its plan:\n%s", diff)
	}
	plan.Conferences[0].Fixed = day.AddDays(1)
	if p, conflicts := Amend(plan, list[:1]); len(conflicts) != 1 || p.Conferences[0].Fixed != day {
		t.Errorf("config fixed another day: %+v %+v", conflicts, p.Conferences)
	}
	err := db.Update(noon, func(tx *Tx) error {
		AmendPlan(tx, "anything", 1, noon, "")
		return nil
	})
	if err == nil {
		t.Error("an unknown payload was taken")
	}
}

// TestPlanCacheForgetsWhatWasRolledBack adopts a plan that is rolled back and
// then another that gets the same revision.
func TestPlanCacheForgetsWhatWasRolledBack(t *testing.T) {
	db := newDB(t)
	write(t, db, func(tx *Tx) { AdoptPlan(tx, planOf("kt-2021", 2021), "one") })
	inForceNow(t, db)
	lost, kept := planOf("kt-2021", 2021), planOf("kt-2021", 2021)
	lost.Head, kept.Head = "lost", "ta"
	undo := errors.New("undo")
	err := db.Update(noon, func(tx *Tx) error {
		AdoptPlan(tx, lost, "lost")
		if p, _ := PlanInForce(tx); p.Head != "lost" {
			t.Errorf("within the transaction: %s", p.Head)
		}
		return undo
	})
	wantErr(t, err, undo)
	// Nothing is read in between, so that what was remembered stays as it is.
	write(t, db, func(tx *Tx) { AdoptPlan(tx, kept, "kept") })
	if p := inForceNow(t, db); p.Head != "ta" || p.Revision != 2 {
		t.Errorf("after the next: %s %d", p.Head, p.Revision)
	}
}

func TestAlive(t *testing.T) {
	db := newDB(t)
	at := time.Date(2021, 6, 10, 12, 0, 0, 0, time.FixedZone("ICT", 7*3600))
	write(t, db, func(tx *Tx) {
		SetAlive(tx, at)
		SetBotIdentity(tx, Identity{BotID: 7, Username: "b"})
	})
	read(t, db, func(tx *Tx) {
		if id, ok := BotIdentity(tx); !Alive(tx).Equal(at) || !ok || id.BotID != 7 {
			t.Errorf("alive %v, identity %+v", Alive(tx), id)
		}
	})
}
