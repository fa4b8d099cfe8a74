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
