package campaign

import (
	"reflect"
	"testing"
	"time"
)

// TestPublishChecks: each check alone keeps results from being published, and
// names what is not right.
func TestPublishChecks(t *testing.T) {
	p := plan2021()
	noon := time.Date(2022, 1, 10, 12, 0, 0, 0, p.Location())
	facts := func() PublishFacts {
		f := PublishFacts{Now: noon, Duties: map[string][]Duty{}}
		for _, u := range p.Competing() {
			f.Lines = append(f.Lines, Scored{Standing: Standing{Unit: u, Place: 1}, Stage: StageFinal})
			for _, r := range p.Requirements {
				f.Duties[u.ID] = append(f.Duties[u.ID], Duty{Unit: u.ID, Requirement: r, Closed: noon})
			}
		}
		return f
	}
	first := p.Competing()[0].ID
	dated := ""
	for i, r := range p.Requirements {
		if _, ok := p.LastDay(r); ok {
			dated = p.Requirements[i].ID
		}
	}
	due := Review{Due: p.Day(noon)}
	for name, c := range map[string]struct {
		change func(*PublishFacts)
		want   Checked
	}{
		"nothing": {func(*PublishFacts) {}, Checked{}},
		"not closed": {func(f *PublishFacts) {
			for i := range f.Duties[first] {
				if f.Duties[first][i].Requirement.ID == dated {
					f.Duties[first][i].Closed = time.Time{}
				}
			}
		}, Checked{Check: CheckClosed, Requirements: []string{dated}}},
		"returned": {func(f *PublishFacts) { f.Duties[first][0].Return = &due }, Checked{Check: CheckReturns, Units: []string{first}}},
		"a return nobody answered in time": {func(f *PublishFacts) {
			f.Duties[first][0].Return = &Review{Due: p.Day(noon).AddDays(-1)}
		}, Checked{}},
		"by self-score": {func(f *PublishFacts) { f.Lines[0].Stage = StageSelf }, Checked{Check: CheckAppraised, Units: []string{first}}},
		"held by self-score": {func(f *PublishFacts) {
			f.Lines[0].Stage, f.Lines[0].Unranked = StageSelf, UnrankedHold
		}, Checked{}},
		"explaining": {func(f *PublishFacts) { f.Explaining, f.Until = []string{first}, noon }, Checked{Check: CheckExplained, Units: []string{first}, Until: noon}},
		"missing":    {func(f *PublishFacts) { f.Lines[0].Unranked = UnrankedNoFinal }, Checked{Check: CheckMissing, Units: []string{first}}},
		"marked":     {func(f *PublishFacts) { f.Lines[0].Unranked = UnrankedMarked }, Checked{}},
		"marked, and complete since": {
			func(f *PublishFacts) { f.Lines[0].Unranked, f.Lines[0].CompletedAt = UnrankedMarked, noon },
			Checked{Check: CheckMarked, Units: []string{first}},
		},
		"withdrawing": {
			func(f *PublishFacts) { f.Withdrawing = []string{first} }, Checked{Check: CheckWithdrawals, Units: []string{first}},
		},
		"no vote":  {func(f *PublishFacts) { f.VoteWanted = true }, Checked{Check: CheckVote}},
		"the vote": {func(f *PublishFacts) { f.VoteWanted, f.VoteIn = true, true }, Checked{}},
		"at night": {
			func(f *PublishFacts) { f.Now = noon.Add(10 * time.Hour) },
			Checked{Check: CheckLoud, Until: time.Date(2022, 1, 11, 7, 0, 0, 0, p.Location())},
		},
	} {
		f := facts()
		c.change(&f)
		var failed []Checked
		checks := PublishChecks(p, f)
		for _, k := range checks {
			if !k.OK {
				failed = append(failed, k)
			}
		}
		if c.want.Check == "" {
			if failed != nil || !Publishable(checks) {
				t.Errorf("%s: %+v", name, failed)
			}
			continue
		}
		if len(failed) != 1 || !reflect.DeepEqual(failed[0], c.want) || Publishable(checks) {
			t.Errorf("%s: %+v, want %+v", name, failed, c.want)
		}
	}
}

// TestPublishComparesWhatIsAppraised: where a criterion compares the units, one
// without a place that is still in the comparison is appraised as well, because
// the points of the others rest on what it reached.
func TestPublishComparesWhatIsAppraised(t *testing.T) {
	p := plan2021()
	all := p.Competing()
	line := func(i int, unranked string, hold HoldKind, stage Stage) Scored {
		return Scored{Standing: Standing{Unit: all[i], Unranked: unranked, Hold: Hold{Kind: hold}}, Stage: stage}
	}
	f := PublishFacts{Now: time.Date(2022, 1, 10, 12, 0, 0, 0, p.Location()), Lines: []Scored{
		line(0, "", "", StageFinal),
		line(1, UnrankedHold, HoldSuspended, StageSelf),
		line(2, UnrankedGate, "", StageSelf),
		line(3, UnrankedWithdrawn, HoldWithdrawn, StageSelf),
		line(4, UnrankedMarked, HoldUnranked, StageSelf),
		line(5, UnrankedHold, HoldSuspended, StageAppraised),
		line(6, UnrankedHold, HoldSuspended, StageNone),
	}}
	if checks := PublishChecks(p, f); !Publishable(checks) {
		t.Errorf("nobody is compared: %+v", checks)
	}
	p.Sheet = sheetKinds()
	want := Checked{Check: CheckCompared, Units: []string{all[1].ID, all[2].ID}}
	for _, c := range PublishChecks(p, f) {
		if c.OK == (c.Check == want.Check) || !c.OK && !reflect.DeepEqual(c, want) {
			t.Errorf("%+v, want %+v", c, want)
		}
	}
}
