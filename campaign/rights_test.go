package campaign

import (
	"strings"
	"testing"
)

// The whole table: for every action, what each role may do with the own unit,
// another unit, and the bloc as a whole: o, x, b; "-" is nothing.
func TestMay(t *testing.T) {
	kinds := []RoleKind{Contact, UnitHead, Secretary, Leader, Observer, Admin}
	want := map[Action]string{
		//                contact unit_head secretary leader observer admin
		ActSubmit:       "o       o         -         -      -        -",
		ActScore:        "o       o         -         -      -        -",
		ActSeeOwn:       "o       o         oxb       oxb    -        -",
		ActOpenFile:     "o       o         oxb       oxb    -        -",
		ActSeeBoard:     "-       -         oxb       oxb    -        -",
		ActSeeStandings: "-       -         oxb       oxb    -        -",
		ActSeePublished: "oxb     oxb       oxb       oxb    oxb      -",
		ActReadPlan:     "oxb     oxb       oxb       oxb    oxb      oxb",
		ActNudge:        "-       -         oxb       oxb    -        -",
		ActInvite:       "-       -         oxb       oxb    -        oxb",
		ActApproveJoin:  "-       -         oxb       oxb    -        -",
		ActRevoke:       "-       -         oxb       oxb    -        oxb",
		ActAccept:       "-       -         oxb       oxb    -        -",
		ActAsk:          "-       -         oxb       oxb    -        -",
		ActReportUp:     "-       -         oxb       oxb    -        -",
		ActReturn:       "-       -         oxb       oxb    -        -",
		ActAppraise:     "-       -         x         x      -        -",
		ActCross:        "o       o         -         -      -        -",
		ActSettle:       "-       -         -         x      -        -",
		ActPublish:      "-       -         -         oxb    -        -",
		ActConfirm:      "-       -         oxb       oxb    -        -",
		ActSeeDetail:    "-       -         oxb       oxb    oxb      -",
		ActCorrect:      "-       -         oxb       oxb    -        -",
		ActReport:       "-       -         oxb       oxb    -        -",
		ActAudit:        "-       -         oxb       oxb    -        -",
		ActExtend:       "-       -         xb        oxb    -        -",
		ActAnnounce:     "-       -         oxb       oxb    -        -",
		ActPost:         "-       -         oxb       oxb    -        -",
		ActPutForward:   "o       o         -         -      -        -",
		ActPraise:       "-       -         oxb       oxb    -        -",
		ActPurge:        "-       -         oxb       oxb    -        oxb",
		ActLaunch:       "-       -         oxb       oxb    -        -",
		ActNewSheet:     "-       -         -         oxb    -        -",
		ActRecord:       "-       -         x         x      -        -",
		ActClose:        "-       -         oxb       oxb    -        -",
		ActVote:         "-       -         oxb       -      -        -",
		ActPropose:      "-       -         -         oxb    -        -",
		ActTarget:       "o       o         -         -      -        -",
		ActInspect:      "-       -         xb        xb     -        -",
		ActHold:         "-       -         -         x      -        -",
		ActUnrank:       "-       -         oxb       oxb    -        -",
		ActLetGo:        "-       -         -         oxb    -        -",
		ActWithdraw:     "o       o         -         -      -        -",
		ActAdmin:        "-       -         -         -      -        oxb",
		"fly":           "-       -         -         -      -        -",
	}
	for action := range rights {
		if want[action] == "" {
			t.Errorf("%s is not in this test", action)
		}
	}
	for action, line := range want {
		cells := strings.Fields(line)
		for i, kind := range kinds {
			roles := []Role{{Kind: kind, Unit: "ca", Year: 2021}}
			for letter, unit := range map[string]string{"o": "ca", "x": "vks", "b": ""} {
				if got := May(roles, action, unit, 2021); got != strings.Contains(cells[i], letter) {
					t.Errorf("%s may %s on %q: %v", kind, action, unit, got)
				}
				if May(roles, action, unit, 2022) && kind != Admin {
					t.Errorf("%s of 2021 may %s on %q in 2022", kind, action, unit)
				}
			}
		}
	}
}

func TestMayAddsRolesUp(t *testing.T) {
	both := []Role{{Kind: Contact, Unit: "vks", Year: 2021}, {Kind: Leader, Unit: "ca", Year: 2021}}
	if !May(both, ActSubmit, "vks", 2021) || !May(both, ActSeeStandings, "", 2021) {
		t.Error("two roles allow less than each")
	}
	if May(both, ActAppraise, "vks", 2021) || May(both, ActAppraise, "ca", 2021) {
		t.Error("a leader appraises the own unit")
	}
	if !May(both, ActAppraise, "qs", 2021) || May(both, ActAppraise, "", 2021) {
		t.Error("appraising another unit")
	}
	old := []Role{{Kind: Secretary, Unit: "ca", Year: 2020}, {Kind: Contact, Unit: "ca", Year: 2021}}
	if May(old, ActSeeBoard, "", 2021) || !May(old, ActSeeBoard, "", 2020) {
		t.Error("last year's secretary")
	}
	if May(nil, ActReadPlan, "", 2021) {
		t.Error("a stranger reads the plan")
	}
	if May([]Role{{Kind: Contact, Year: 2021}}, ActSubmit, "", 2021) {
		t.Error("a contact of no unit submits for none")
	}
	admin := []Role{{Kind: Admin, Year: 2021}}
	if !May(admin, ActAdmin, "", 2025) || May(admin, ActSeePublished, "", 2021) {
		t.Error("the admin")
	}
}
