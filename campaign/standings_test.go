package campaign

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func candidate(p *Plan, id string, total, partA, deduction Points, when string) Candidate {
	u, _ := p.Unit(id)
	return Candidate{
		Unit: u, HasSheet: true, CompletedAt: at("2021-12-10 " + when),
		Tally: Tally{Total: total, Sections: map[string]Points{"A": partA}, Deduction: deduction},
	}
}

// table prints standings one line each: place, unit, rule, gap, why not.
func table(out []Standing) []string {
	var lines []string
	for _, s := range out {
		line := fmt.Sprintf("%d %s", s.Place, s.Unit.ID)
		if s.Tied {
			line += " tied"
		}
		line += fmt.Sprintf(" [%s] -%s", s.Rule, s.Gap)
		if s.Unranked != "" {
			line += " " + s.Unranked
		}
		lines = append(lines, line)
	}
	return lines
}

func TestRank(t *testing.T) {
	p := plan2021()
	bnc, _ := p.Unit("bnc")
	held := candidate(p, "tand", 9900, 6000, 0, "08:00")
	held.Hold = Hold{Kind: HoldSuspended, Reason: "đang xem xét"}
	missing := candidate(p, "ca", 0, 0, 0, "08:00")
	missing.HasSheet = false
	cs := []Candidate{
		{Unit: bnc, HasSheet: true, Tally: Tally{Total: 10000}},
		candidate(p, "vks", 9000, 5500, 100, "09:00"),
		candidate(p, "thads", 9000, 5600, 200, "10:00"), // more in part A
		candidate(p, "qs", 9000, 5500, 100, "08:00"),    // earlier than vks
		candidate(p, "ttr", 9000, 5500, 50, "11:00"),    // fewer deductions than qs
		candidate(p, "stp", 9275, 5000, 0, "12:00"),
		held, missing,
	}
	want := []string{
		"1 stp [] -0", "2 thads [] -2,75", "3 ttr [first-section] -0", "4 qs [deductions] -0", "5 vks [earlier] -0",
		"0 ca [] -0 no-final", "0 tand [] -0 hold",
	}
	if diff := gocmp.Diff(want, table(Rank(p, cs))); diff != "" {
		t.Error(diff)
	}
	if got := Rank(p, nil); len(got) != 0 {
		t.Errorf("nobody ranks as %v", got)
	}
}

func TestRankEqual(t *testing.T) {
	p := plan2021()
	cs := []Candidate{
		candidate(p, "stp", 9000, 5500, 0, "09:00"),
		candidate(p, "vks", 9100, 5500, 0, "09:00"),
		candidate(p, "ca", 9100, 5500, 0, "09:00"),
		candidate(p, "qs", 8000, 5500, 0, "09:00"),
	}
	cs[3].CompletedAt = time.Time{}
	late := cs[3]
	late.Unit.ID, late.CompletedAt = "ttr", at("2021-12-20 09:00")
	cs = append(cs, late)
	want := []string{
		"1 ca tied [] -0", "1 vks tied [equal] -0", "3 stp [] -1", "4 ttr [] -10", "5 qs [earlier] -0",
	}
	if diff := gocmp.Diff(want, table(Rank(p, cs))); diff != "" {
		t.Error(diff)
	}
}

func TestRankGates(t *testing.T) {
	p := plan2021()
	cs := []Candidate{candidate(p, "ca", 9900, 0, 0, "09:00"), candidate(p, "vks", 9800, 0, 0, "09:00"), candidate(p, "qs", 9700, 0, 0, "09:00")}
	cs[0].Tally.Failed = []string{"G1"}
	cs[1].Tally.Failed = []string{"G2"}
	cs[2].Tally.Failed = []string{"G3"}
	got := Rank(p, cs)
	if !got[0].BarredFlag || !got[0].BarredCertificate || got[0].Place != 1 {
		t.Errorf("G1: %+v", got[0])
	}
	if !got[1].BarredFlag || got[1].BarredCertificate {
		t.Errorf("G2: %+v", got[1])
	}
	if got[2].Unranked != UnrankedGate || got[2].Place != 0 {
		t.Errorf("G3: %+v", got[2])
	}
}

func TestRankIsATotalOrder(t *testing.T) {
	p := plan2021()
	rapid.Check(t, func(t *rapid.T) {
		var cs []Candidate
		for _, u := range p.Units {
			// Few values, so that ties of every depth come up.
			c := candidate(p, u.ID, Points(rapid.IntRange(90, 92).Draw(t, "total")), Points(rapid.IntRange(5, 6).Draw(t, "A")),
				Points(rapid.IntRange(0, 1).Draw(t, "deduction")), rapid.SampledFrom([]string{"08:00", "09:00"}).Draw(t, "when"))
			c.HasSheet = rapid.IntRange(0, 5).Draw(t, "sheet") > 0
			cs = append(cs, c)
		}
		out := Rank(p, cs)
		again := Rank(p, rapid.Permutation(cs).Draw(t, "order"))
		if diff := gocmp.Diff(table(out), table(again)); diff != "" {
			t.Fatalf("the order of the candidates matters: %s", diff)
		}
		if len(out) != len(p.Competing()) {
			t.Fatalf("%d standings", len(out))
		}
		checkPlaces(t, out)
	})
}

// checkPlaces holds the standings against the plain definition of a place: one
// more than the number of units that are strictly better.
func checkPlaces(t *rapid.T, out []Standing) {
	key := func(s Standing) []int64 {
		return []int64{-int64(s.Tally.Total), -int64(s.Tally.Sections["A"]), int64(s.Tally.Deduction), s.CompletedAt.Unix()}
	}
	for _, s := range out {
		if (s.Place == 0) != (s.Unranked != "") {
			t.Fatalf("%s: place %d, %q", s.Unit.ID, s.Place, s.Unranked)
		}
		better, equal := 0, 0
		for _, o := range out {
			switch r := slices.Compare(key(o), key(s)); {
			case s.Place == 0 || o.Place == 0:
			case r < 0:
				better++
			case r == 0:
				equal++
			}
		}
		if s.Place != 0 && (s.Place != better+1 || s.Tied != (equal > 1)) {
			t.Fatalf("%s: place %d, tied %v; %d better, %d equal", s.Unit.ID, s.Place, s.Tied, better, equal)
		}
	}
	sorted := slices.IsSortedFunc(out, func(a, b Standing) int {
		return cmp.Compare(cmp.Or(a.Place, 1000), cmp.Or(b.Place, 1000))
	})
	if !sorted {
		t.Fatalf("not in order: %v", table(out))
	}
}
