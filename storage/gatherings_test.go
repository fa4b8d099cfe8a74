package storage

import (
	"testing"

	"thidua/campaign"
)

// TestAbsencesBecomeRecordsOnce: only absences without a reason, each once, none
// by somebody of the unit; what a record was made of changes only after it was
// taken back.
func TestAbsencesBecomeRecordsOnce(t *testing.T) {
	db, plan := newDB(t), recordPlan()
	plan.Attendance.Criterion = "E3"
	write(t, db, func(tx *Tx) {
		PutPerson(tx, Person{ID: 7, Roles: []campaign.Role{{Kind: campaign.Secretary, Unit: "ca", Year: 2021}}})
		PutPerson(tx, Person{ID: 8, Roles: []campaign.Role{{Kind: campaign.Leader, Unit: "tand", Year: 2021}}})
		g := AddGathering(tx, "x", campaign.Gathering{Title: "Hội thao", By: 7, At: noon})
		note := func(by int64, unit string, p campaign.Presence) error {
			return PutAttendance(tx, plan, g.Number, unit, campaign.Attendance{Presence: p, By: by, At: noon})
		}
		wantErr(t, note(7, "ca", campaign.Absent), campaign.Mistake(campaign.NotAllowed))
		for unit, p := range map[string]campaign.Presence{"ca": campaign.Absent, "stp": campaign.Absent, "vks": campaign.Excused} {
			if err := note(8, unit, p); err != nil {
				t.Fatal(err)
			}
		}
		made, left := RecordAbsences(tx, plan, g.Number, 7, noon, "vắng")
		if len(made) != 1 || made[0].Unit != "stp" || len(left) != 1 || left[0] != "ca" {
			t.Fatalf("made %+v, left %v", made, left)
		}
		made, left = RecordAbsences(tx, plan, g.Number, 8, noon, "vắng")
		if len(made) != 1 || made[0].Unit != "ca" || len(left) != 0 {
			t.Fatalf("made %+v, left %v", made, left)
		}
		if again, _ := RecordAbsences(tx, plan, g.Number, 8, noon, "vắng"); len(again) != 0 {
			t.Errorf("recorded again: %+v", again)
		}
		wantErr(t, note(8, "stp", campaign.Excused), campaign.Mistake(campaign.ChangedMeanwhile))
		if _, err := AddDeskRecord(tx, plan, campaign.DeskRecord{Unit: "stp", Criterion: "E3", Cancels: 1, By: 8, At: noon}); err != nil {
			t.Fatal(err)
		}
		if err := note(8, "stp", campaign.Excused); err != nil {
			t.Error(err)
		}
	})
}
