package campaign

import (
	"fmt"
	"maps"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestGoldenKinds is a standing over sheetKinds, with what the sheet of 2021 has
// none of: met or not, times, groups with caps, thresholds of a unit's own and a
// comparison with the best unit; worked out by hand.
//
// Full marks: A1 30 + A2 12 + A3 8 + A4 10 = 60. B-1 4,25 + 5,75 = 10 → 8; B-2-1
// 4 + 2 = 6 → 4,5; B-2 28 + 4,5 = 32,5; B 8 + 32,5 + B4 2 = 42,5 → 40.
// A4: thads withdrew, so its 100 is nobody's measure; the best is ca with 20 after
// the appraisal took 4 off, and ttr with 20.
//
//	ca    B5 97 of its own 98,5: 4 × 97 : 98,5 = 3,939… → 3,94; B6 4 of 1: 2 × 1 : 4 = 0,5
//	      B-2-1 4,44; B 8 + 32,44 + 2 = 42,44 → 40; D1 + 3                  = 103,00
//	ttr   B1 none, B2 4 × 0,75 = 3: B-1 3; B 3 + 32,5 + 2 = 37,5             =  97,50
//	vks   self-scored only: A4 10: 10 × 10 : 20 = 5; A3 4,25; A 51,25; B 40   =  91,25
//	stp   A4 none; A1 87,65 % of 30 = 26,295 → 26,30; A 46,30; B 40; G1 failed =  86,30
//	qs    A2 and B2 do not apply: A reaches 48; B-1 reaches 4,25, not 8, so B
//	      38,75: 86,75 in all. A4 7: 3,5; A 30 + 8 + 3,5 = 41,5
//	      B1 3 × 0,5 = 1,5; B6 1,6 of its own 1,5: 1,875 → 1,88, 5,88 → 4,5;
//	      B 1,5 + 32,5 + 2 = 36; 77,5 × 100 : 86,75 = 89,337 → 89,34
//	      E1 14 × 0,5 = 7 → cap − 6                                          =  83,34
//	      self-scored with A4 8: 4; 78 × 100 : 86,75 = 89,91; − 6             =  83,91
//	tand  A4 15: 7,5; A 57,5; B3 not met; B5 90 of its own 120: 3; B6 1,6 of 1:
//	      1,25; B-2-1 4,25; B4 one day late 1,5; B 8 + 4,25 + 1,5 = 13,75     =  71,25
//	thads A4 100, withdrawn: full marks, no place                            = 100,00
func TestGoldenKinds(t *testing.T) {
	p := plan2021()
	p.Sheet, p.Targets.Criterion, p.Attendance.Criterion = sheetKinds(), "", ""
	late := map[string]Timeliness{"soket": {Complete: true, LateDays: 1}}
	var entrants []Entrant
	holds := map[string]Hold{"thads": {Unit: "thads", Kind: HoldWithdrawn, Reason: "Đơn vị xin rút"}}
	for _, u := range []struct {
		id        string
		answers   map[string]int64 // instead of full marks; -1 = does not apply
		appraised map[string]int64 // instead of the answers; nil = not appraised
		timely    map[string]Timeliness
	}{
		{"tand", map[string]int64{"A4": 1500, "B3": 0, "B5": 9000, "B6": 160}, map[string]int64{}, late},
		{"vks", map[string]int64{"A4": 1000, "A3": 425}, nil, onTime()},
		{"thads", map[string]int64{"A4": 10000, "B5": 12000}, map[string]int64{}, onTime()},
		{"ca", map[string]int64{"A4": 2400, "B5": 9700, "B6": 400, "D1": 3}, map[string]int64{"A4": 2000}, onTime()},
		{"qs", map[string]int64{"A2": -1, "A4": 800, "B1": 3, "B2": -1, "B6": 160, "E1": 14}, map[string]int64{"A4": 700}, onTime()},
		{"stp", map[string]int64{"A1": 8765, "A4": 0, "G1": 0}, map[string]int64{}, onTime()},
		{"ttr", map[string]int64{"A4": 2000, "B1": 0, "B2": 4}, map[string]int64{}, onTime()},
	} {
		f := Figures{Unit: u.id, Self: &ScoreSheet{Unit: u.id, Entries: instead(fullEntries(&p.Sheet), u.answers), SealedAt: at("2021-12-09 08:00")}}
		if u.appraised != nil {
			f.Appraisal = &ScoreSheet{Unit: u.id, Entries: instead(f.Self.Entries, u.appraised), SealedAt: at("2021-12-17 08:00")}
		}
		unit, _ := p.Unit(u.id)
		entrants = append(entrants, Entrant{Figures: f, Timely: u.timely, Apart: Apart(unit, holds[u.id])})
	}
	all := TallyAll(&p.Sheet, entrants)
	var cs []Candidate
	for _, u := range p.Competing() {
		cs = append(cs, Candidate{Unit: u, Tally: all[u.ID].Tally, HasSheet: true, CompletedAt: at("2021-12-10 08:00"), Hold: holds[u.ID]})
	}
	var got []string
	standings := Rank(p, cs)
	for i, line := range table(standings) {
		s := standings[i].Tally
		got = append(got, fmt.Sprintf("%s = %s (A %s, B %s, not applied %s, +%s, -%s, A4 %s)", line, s.Total, s.Sections["A"], s.Sections["B"], s.NotApplied, s.Bonus, s.Deduction, s.Scores["A4"]))
	}
	want := []string{
		"1 ca [] -0 = 103 (A 60, B 40, not applied 0, +3, -0, A4 10)",
		"2 ttr [] -5,5 = 97,5 (A 60, B 37,5, not applied 0, +0, -0, A4 10)",
		"3 vks [] -6,25 = 91,25 (A 51,25, B 40, not applied 0, +0, -0, A4 5)",
		"4 stp [] -4,95 = 86,3 (A 46,3, B 40, not applied 0, +0, -0, A4 0)",
		"5 qs [] -2,96 = 83,34 (A 41,5, B 36, not applied 13,25, +0, -6, A4 3,5)",
		"6 tand [] -12,09 = 71,25 (A 57,5, B 13,75, not applied 0, +0, -0, A4 7,5)",
		"0 thads [] -0 withdrawn = 100 (A 60, B 40, not applied 0, +0, -0, A4 10)",
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := all["qs"].Totals; got[StageSelf] != 8391 || got[StageAppraised] != 8334 {
		t.Errorf("totals of qs: %v", got)
	}
	// vks is not appraised yet: nobody's comparison is settled but its own.
	for unit, r := range all {
		if r.Tally.Provisional != (unit != "vks") {
			t.Errorf("%s is provisional: %v", unit, r.Tally.Provisional)
		}
	}
}

// instead is answers with some of them given otherwise; -1 = does not apply.
func instead(answers map[string]Entry, other map[string]int64) map[string]Entry {
	out := maps.Clone(answers)
	for id, v := range other {
		out[id] = Entry{Value: max(v, 0), NotApplicable: v < 0}
	}
	return out
}
