package campaign

import (
	"fmt"
	"maps"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestGoldenStanding is the sheet of 2021 with lower caps (bonus 4, deduction 6,
// so that both bite), seven competing units and one that is not, worked out by
// hand. Full marks: A 60, B 20, C 20.
//
//	ca    A1 98,5 % = 25 × 0,985 = 24,625 → 24,63; A = 35 + 24,63 = 59,63
//	      C6 one day late = 2 − 0,5 = 1,5;         C = 18 + 1,5 = 19,50
//	      base 59,63 + 20 + 19,5                       = 99,13
//	      D1 5 × 1 → 2, D2 3 × 1 → 2, D3 1: 5 → cap    + 4,00
//	      E2 3 × 0,5                                   − 1,50  = 101,63
//	vks   answers as ca, complete an hour later                = 101,63
//	ttr   B2 1 of 4: B = 17; 60 + 17 + 20                      =  97,00
//	stp   C1 0 of 3: C = 17; 60 + 20 + 17; G1 failed           =  97,00
//	      complete in the same minute as ttr: the same place
//	qs    base 100; D1 2, D2 1: + 3
//	      E1 2, E2 4 × 0,5 = 2, E3 9 × 0,5 → 2, E4 1: 7 → cap
//	      − 6; G2 failed; more deducted than ttr and stp       =  97,00
//	tand  A7 does not apply: 3 of 100
//	      A1 88,36 % = 22,09; A = 32 + 22,09 = 54,09
//	      base 94,09; 94,09 × 100 / 97 = 97,00; A below 60     =  97,00
//	thads never handed in the final report: C7 = 0, G3 failed
//	      base 100 − 3                                         =  97,00, no place
//	bnc   does not compete
func TestGoldenStanding(t *testing.T) {
	p := plan2021()
	p.Sheet.BonusCap, p.Sheet.DeductionCap = Whole(4), Whole(6)
	full := map[string]Entry{}
	for _, c := range p.Sheet.Criteria {
		switch c.Kind {
		case KindNumber:
			full[c.ID] = Entry{Value: int64(c.Max)}
		case KindPercentage:
			full[c.ID] = Entry{Value: MaxPercent}
		case KindGate:
			if !c.DeskOnly {
				full[c.ID] = Entry{Value: 1}
			}
		}
	}
	onTime := map[string]Timeliness{"soket": {Complete: true}, "tongket": {Complete: true}}
	late := map[string]Timeliness{"soket": {Complete: true, LateDays: 1}, "tongket": {Complete: true}}
	never := map[string]Timeliness{"soket": {Complete: true}, "tongket": {}}
	bonus := map[string]int64{"A1": 9850, "D1": 5, "D2": 3, "D3": 1, "E2": 3}
	var cs []Candidate
	for _, u := range []struct {
		id      string
		answers map[string]int64 // instead of full marks; -1 = does not apply
		timely  map[string]Timeliness
		when    string
	}{
		{"tand", map[string]int64{"A7": -1, "A1": 8836}, onTime, "08:00"},
		{"thads", nil, never, ""},
		{"qs", map[string]int64{"D1": 2, "D2": 1, "E1": 1, "E2": 4, "E3": 9, "E4": 1, "G2": 0}, onTime, "08:00"},
		{"vks", bonus, late, "10:00"},
		{"stp", map[string]int64{"C1": 0, "G1": 0}, onTime, "09:00"},
		{"bnc", bonus, onTime, "08:00"},
		{"ca", bonus, late, "09:00"},
		{"ttr", map[string]int64{"B2": 100}, onTime, "09:00"},
	} {
		entries := maps.Clone(full)
		for id, v := range u.answers {
			entries[id] = Entry{Value: max(v, 0), NotApplicable: v < 0}
		}
		unit, known := p.Unit(u.id)
		if !known {
			t.Fatalf("the plan has no unit %s", u.id)
		}
		c := Candidate{Unit: unit, Tally: Add(&p.Sheet, entries, u.timely), HasSheet: u.when != ""}
		if c.HasSheet {
			c.CompletedAt = at("2021-12-10 " + u.when)
		}
		cs = append(cs, c)
	}
	var got []string
	standings := Rank(p, cs)
	for i, line := range table(standings) {
		s := standings[i]
		bars := ""
		if s.BarredFlag {
			bars += " no flag"
		}
		if s.BarredCertificate {
			bars += " no certificate"
		}
		got = append(got, fmt.Sprintf("%s = %s (A %s, +%s, -%s)%s", line, s.Tally.Total, s.Tally.Sections["A"], s.Tally.Bonus, s.Tally.Deduction, bars))
	}
	want := []string{
		"1 ca [] -0 = 101,63 (A 59,63, +4, -1,5)",
		"2 vks [earlier] -0 = 101,63 (A 59,63, +4, -1,5)",
		"3 ttr tied [] -4,63 = 97 (A 60, +0, -0)",
		"3 stp tied [equal] -0 = 97 (A 60, +0, -0) no flag no certificate",
		"5 qs [deductions] -0 = 97 (A 60, +3, -6) no flag",
		"6 tand [first-section] -0 = 97 (A 54,09, +0, -0)",
		"0 thads [] -0 no-final = 97 (A 60, +0, -0)",
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
