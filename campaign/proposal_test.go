package campaign

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// proposed prints proposals one a line: unit, award, why.
func proposed(lines []Proposal) []string {
	var out []string
	for _, l := range lines {
		out = append(out, fmt.Sprintf("%s %s %s %v", l.Unit, l.Award, l.Why, l.Gates))
	}
	return out
}

func awardPlan() *Plan {
	p := plan2021()
	p.Awards = Awards{Flag: 1, Certificate: 2}
	return p
}

// TestPropose: the first is barred from the flag only, the second from both, two
// equal units stand at the edge of the certificates.
func TestPropose(t *testing.T) {
	p := awardPlan()
	cs := []Candidate{
		candidate(p, "ca", 9900, 0, 0, "09:00"), candidate(p, "tand", 9800, 0, 0, "09:00"), candidate(p, "vks", 9700, 0, 0, "09:00"),
		candidate(p, "qs", 9600, 0, 0, "09:00"), candidate(p, "ttr", 9600, 0, 0, "09:00"), candidate(p, "stp", 9500, 0, 0, "09:00"),
		candidate(p, "thads", 9990, 0, 0, "09:00"),
	}
	cs[0].Tally.Failed = []string{"G2"}
	cs[1].Tally.Failed = []string{"G1"}
	cs[6].Hold = Hold{Kind: HoldWithdrawn}
	standings := Rank(p, cs)
	lines, edge := Propose(p, standings, nil)
	want := []string{
		"ca certificate place [G2]", "tand  gate [G1]", "vks flag place []", "qs  waits []", "ttr  waits []", "stp  waits []", "thads  none []",
	}
	if diff := gocmp.Diff(want, proposed(lines)); diff != "" {
		t.Error(diff)
	}
	if edge == nil || edge.Award != AwardCertificate || edge.Left != 1 || !slices.Equal(edge.Units, []string{"qs", "ttr"}) {
		t.Fatalf("edge %+v", edge)
	}
	for name, d := range map[string]Decision{
		"another award":  {Award: AwardFlag, Among: edge.Units, Chosen: []string{"qs"}},
		"other units":    {Award: AwardCertificate, Among: []string{"qs", "stp"}, Chosen: []string{"qs"}},
		"nobody":         {Award: AwardCertificate, Among: edge.Units},
		"both":           {Award: AwardCertificate, Among: edge.Units, Chosen: []string{"qs", "ttr"}},
		"an outsider":    {Award: AwardCertificate, Among: edge.Units, Chosen: []string{"stp"}},
		"one said twice": {Award: AwardCertificate, Among: edge.Units, Chosen: []string{"qs", "qs"}},
	} {
		if err := CheckDecision(*edge, d); err == nil || !errors.Is(err, Mistake(OtherEdge)) && !errors.Is(err, Mistake(NotAddingUp)) {
			t.Errorf("%s: %v", name, err)
		}
		if _, still := Propose(p, standings, []Decision{d}); still == nil {
			t.Errorf("%s settled the edge", name)
		}
	}
	choice := []Decision{{Award: AwardCertificate, Among: edge.Units, Chosen: []string{"ttr"}, Reason: "hội nghị"}}
	lines, edge = Propose(p, standings, choice)
	want = []string{
		"ca certificate place [G2]", "tand  gate [G1]", "vks flag place []", "qs  passed []", "ttr certificate choice []", "stp  beyond []", "thads  none []",
	}
	if diff := gocmp.Diff(want, proposed(lines)); diff != "" || edge != nil {
		t.Error(diff, edge)
	}
}

// TestProposeKeepsToTheQuota: whatever the standings, no award is given more
// often than its quota, nobody gets one a gate or a hold forbids, and nobody
// gets nothing while somebody strictly below gets an award not forbidden to the
// upper one.
func TestProposeKeepsToTheQuota(t *testing.T) {
	p := awardPlan()
	rapid.Check(t, func(t *rapid.T) {
		p.Awards = Awards{Flag: rapid.IntRange(0, 3).Draw(t, "flags"), Certificate: rapid.IntRange(0, 4).Draw(t, "certificates")}
		var cs []Candidate
		for _, u := range p.Competing() {
			c := candidate(p, u.ID, Points(rapid.IntRange(90, 93).Draw(t, "total")), 0, 0, "09:00")
			c.Tally.Failed = rapid.SampledFrom([][]string{nil, nil, nil, {"G1"}, {"G2"}}).Draw(t, "failed")
			c.Hold.Kind = rapid.SampledFrom([]HoldKind{"", "", "", HoldSuspended}).Draw(t, "hold")
			cs = append(cs, c)
		}
		standings := Rank(p, cs)
		var decisions []Decision
		lines, edge := Propose(p, standings, nil)
		for range 2 { // an edge for each award at most
			if edge == nil {
				break
			}
			if len(edge.Units) <= edge.Left || edge.Left < 1 {
				t.Fatalf("no edge: %+v", edge)
			}
			decisions = append(decisions, Decision{Award: edge.Award, Among: edge.Units, Chosen: edge.Units[:edge.Left]})
			lines, edge = Propose(p, standings, decisions)
		}
		if edge != nil {
			t.Fatalf("still open: %+v", edge)
		}
		given := map[Award]int{}
		for i, l := range lines {
			given[l.Award]++
			failed, held := standings[i].Tally.Failed, standings[i].Unranked != ""
			if l.Award != "" && (held || len(failed) > 0 && (failed[0] == "G1" || l.Award == AwardFlag)) {
				t.Fatalf("%+v got an award, failed %v, held %v", l, failed, held)
			}
			for j, m := range lines {
				if l.Award == "" && !held && len(failed) == 0 && m.Award != "" && standings[j].Place > standings[i].Place {
					t.Fatalf("%s has nothing and %s below has %s", l.Unit, m.Unit, m.Award)
				}
			}
		}
		if given[AwardFlag] > p.Awards.Flag || given[AwardCertificate] > p.Awards.Certificate {
			t.Fatalf("%v for %+v", given, p.Awards)
		}
	})
}

func TestCheckBallot(t *testing.T) {
	for _, c := range []struct {
		b    Ballot
		want ErrorKind
	}{
		{Ballot{For: 19, Against: 2}, ""},
		{Ballot{For: 18, Against: 2, Invalid: 1}, ""},
		{Ballot{For: 19, Against: 1}, NotAddingUp},
		{Ballot{For: 22, Against: -1}, Negative},
		{Ballot{}, NotAddingUp},
	} {
		err := CheckBallot(c.b, 21)
		if (err == nil) != (c.want == "") || err != nil && !errors.Is(err, Mistake(c.want)) {
			t.Errorf("%+v: %v, want %q", c.b, err, c.want)
		}
	}
	v := Vote{Present: 21, Ballots: map[string]Ballot{"ca": {For: 21}, "vks": {For: 20}}}
	if got := v.Wanting([]Unit{{ID: "ca"}, {ID: "vks"}, {ID: "stp"}}); len(got) != 2 || got[0].ID != "vks" || got[1].ID != "stp" {
		t.Errorf("wanting %v", got)
	}
}

// TestWhoWaitsAtAnEdge: a unit shut out of the flag, or passed over for it, still
// waits for the choice about the certificates, and says so.
func TestWhoWaitsAtAnEdge(t *testing.T) {
	p := awardPlan()
	p.Awards.Certificate = 1
	cs := []Candidate{
		candidate(p, "ca", 9900, 0, 0, "09:00"), candidate(p, "tand", 9900, 0, 0, "09:00"), candidate(p, "vks", 9900, 0, 0, "09:00"),
	}
	cs[0].Tally.Failed = []string{"G2"} // no flag
	choice := Decision{Award: AwardFlag, Among: []string{"tand", "vks"}, Chosen: []string{"vks"}, Reason: "hội nghị chọn"}
	lines, edge := Propose(p, Rank(p, cs), []Decision{choice})
	if edge == nil || !slices.Equal(edge.Units, []string{"ca", "tand"}) {
		t.Fatalf("edge %+v", edge)
	}
	if diff := gocmp.Diff([]string{"ca  waits [G2]", "tand  waits []", "vks flag choice []"}, proposed(lines)); diff != "" {
		t.Error(diff)
	}
	second := Decision{Award: AwardCertificate, Among: []string{"ca", "tand"}, Chosen: []string{"tand"}, Reason: "đủ điều kiện hơn"}
	lines, edge = Propose(p, Rank(p, cs), []Decision{choice, second})
	if diff := gocmp.Diff([]string{"ca  passed [G2]", "tand certificate choice []", "vks flag choice []"}, proposed(lines)); diff != "" || edge != nil {
		t.Error(edge, diff)
	}
	if got := Awarded(lines); len(got) != 2 || got[0] != (PublishedAward{"vks", AwardFlag}) || got[1] != (PublishedAward{"tand", AwardCertificate}) {
		t.Errorf("awarded: %v", got)
	}
}

// TestWhoWaitsBehindAnEdge: while equals wait for the flag, a unit placed behind
// them that a gate shuts out of the flag, and not of the certificates, waits as
// well; one shut out of both waits for nothing.
func TestWhoWaitsBehindAnEdge(t *testing.T) {
	p := awardPlan()
	cs := []Candidate{
		candidate(p, "ca", 9900, 0, 0, "09:00"), candidate(p, "tand", 9900, 0, 0, "09:00"),
		candidate(p, "vks", 9800, 0, 0, "09:00"), candidate(p, "stp", 9700, 0, 0, "09:00"),
	}
	cs[2].Tally.Failed = []string{"G2"} // no flag
	cs[3].Tally.Failed = []string{"G1"} // neither
	lines, edge := Propose(p, Rank(p, cs), nil)
	if edge == nil || edge.Award != AwardFlag {
		t.Fatalf("edge %+v", edge)
	}
	want := []string{"ca  waits []", "tand  waits []", "vks  waits []", "stp  gate [G1]"}
	if diff := gocmp.Diff(want, proposed(lines)); diff != "" {
		t.Error(diff)
	}
}
