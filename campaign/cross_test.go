package campaign

import (
	"maps"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestCrossPairs: in every bloc, year and number of sheets the plan may ask for,
// nobody scores itself, no two units score each other, and everybody gives and
// gets equally many scores.
func TestCrossPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := &Plan{Year: rapid.IntRange(1990, 2100).Draw(t, "year")}
		n := rapid.IntRange(3, 100).Draw(t, "units")
		for i := range n {
			u := Unit{ID: "u" + strconv.Itoa(i), Gone: rapid.Bool().Draw(t, "gone")}
			if rapid.IntRange(0, 9).Draw(t, "status") == 0 {
				u.Status = NonCompeting
			}
			p.Units = append(p.Units, u)
		}
		n = len(slices.DeleteFunc(slices.Clone(p.Units), func(u Unit) bool { return u.Status == NonCompeting }))
		p.Cross.Each = rapid.IntRange(0, MostCross(n)).Draw(t, "each")
		pairs := p.CrossPairs()
		gives, gets, seen := map[string]int{}, map[string]int{}, map[Pair]bool{}
		for _, pair := range pairs {
			if pair.By == pair.Of {
				t.Fatalf("%s scores itself", pair.By)
			}
			if seen[pair] || seen[Pair{pair.Of, pair.By}] {
				t.Fatalf("%v twice, or both ways", pair)
			}
			seen[pair] = true
			gives[pair.By]++
			gets[pair.Of]++
		}
		if len(pairs) != n*p.Cross.Each {
			t.Fatalf("%d pairs of %d units with %d each", len(pairs), n, p.Cross.Each)
		}
		for _, u := range p.Units {
			if u.Status != NonCompeting && (gives[u.ID] != p.Cross.Each || gets[u.ID] != p.Cross.Each) {
				t.Fatalf("%s gives %d and gets %d, not %d", u.ID, gives[u.ID], gets[u.ID], p.Cross.Each)
			}
		}
	})
}

// TestCrossOf2021: seven units, two sheets each, by hand. 2021 mod 3 = 2, so the
// distances are 3 and 1.
func TestCrossOf2021(t *testing.T) {
	p := plan2021()
	p.Cross = CrossRules{Each: 2, Days: 5}
	want := map[string][]string{
		"ca": {"tand", "thads"}, "tand": {"vks", "qs"}, "vks": {"thads", "ttr"}, "thads": {"qs", "stp"},
		"qs": {"ca", "ttr"}, "ttr": {"tand", "stp"}, "stp": {"ca", "vks"},
	}
	got := map[string][]string{}
	for _, u := range p.Competing() {
		got[u.ID] = p.CrossedBy(u.ID)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"ca", "ttr"}, p.CrossersOf("tand")); diff != "" {
		t.Error(diff)
	}
	for _, c := range []struct {
		sealed time.Time
		want   Date
	}{
		{at("2021-12-10 09:00"), day("2021-12-21")}, // Tuesday 14/12 is the last day: 15, 16, 17, 20, 21
		{at("2021-12-16 09:00"), day("2021-12-23")},
	} {
		if got := p.CrossLastDay(c.sealed, day("2021-12-14")); got != c.want {
			t.Errorf("sealed %s: last day %s, not %s", c.sealed, got, c.want)
		}
	}
}

func TestMayCross(t *testing.T) {
	p := plan2021()
	p.Cross = CrossRules{Each: 2, Days: 5}
	role := func(kind RoleKind, unit string, year int) Role { return Role{Kind: kind, Unit: unit, Year: year} }
	for name, c := range map[string]struct {
		roles  []Role
		by, of string
		want   bool
	}{
		"assigned":               {[]Role{role(Contact, "ca", 2021)}, "ca", "tand", true},
		"the head of the unit":   {[]Role{role(UnitHead, "ca", 2021)}, "ca", "tand", true},
		"not assigned":           {[]Role{role(Contact, "ca", 2021)}, "ca", "vks", false},
		"the own unit":           {[]Role{role(Contact, "ca", 2021)}, "ca", "ca", false},
		"in another's name":      {[]Role{role(Contact, "vks", 2021)}, "ca", "tand", false},
		"tied to the scored one": {[]Role{role(Contact, "ca", 2021), role(Contact, "tand", 2021)}, "ca", "tand", false},
		"the desk":               {[]Role{role(Secretary, "ca", 2021)}, "ca", "tand", false},
		"last year":              {[]Role{role(Contact, "ca", 2020)}, "ca", "tand", false},
	} {
		if got := p.MayCross(c.roles, c.by, c.of); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	p.Cross.Each = 0
	if p.MayCross([]Role{role(Contact, "ca", 2021)}, "ca", "tand") {
		t.Error("without cross-scoring somebody scores another unit")
	}
}

func TestCrossScores(t *testing.T) {
	s, self, _ := appraised(t)
	sheet := func(entries map[string]Entry) CrossSheet {
		return CrossSheet{ScoreSheet: ScoreSheet{SealedAt: at("2021-12-15 09:00"), Entries: entries}, Against: self.SealedAt}
	}
	sheets := []CrossSheet{
		sheet(map[string]Entry{"A1": {Value: 9500}, "A2": {Value: 475}, "A3": {NotApplicable: true}}),
		sheet(map[string]Entry{"A1": {Value: 9000}, "A2": {Value: 400}, "A3": {NotApplicable: true}}),
		sheet(map[string]Entry{"A1": {Value: 9000}, "A2": {Value: 500}, "A3": {Value: 300}}),
	}
	for use, want := range map[CrossUse]map[string]Points{
		"":           {"A1": 917, "A2": 458, "A3": 300}, // (950+900+900)/3, (475+400+500)/3
		CrossAverage: {"A1": 917, "A2": 458, "A3": 300},
		CrossMedian:  {"A1": 900, "A2": 475, "A3": 300},
	} {
		if diff := cmp.Diff(want, CrossScores(s, use, sheets)); diff != "" {
			t.Errorf("%s:\n%s", use, diff)
		}
	}
	if got := CrossScores(s, CrossMedian, sheets[:2])["A2"]; got != 438 { // 437.5, halves up
		t.Errorf("the middle of 4 and 4.75 is %v", got)
	}
	if !sheets[0].Counts(self) {
		t.Error("a sealed sheet about the present one does not count")
	}
	redone := sheet(map[string]Entry{
		"A1": {Value: 9500}, "A2": {Value: 400, Reason: "minh chứng chưa đủ"}, "A3": {NotApplicable: true},
	}).For(&ScoreSheet{SealedAt: self.SealedAt.Add(time.Hour), Entries: map[string]Entry{
		"A1": {Value: 9000}, "A2": {Value: 450}, "A3": {NotApplicable: true, Reason: "không có nhiệm vụ này"},
	}})
	if got := slices.Sorted(maps.Keys(redone.Entries)); !slices.Equal(got, []string{"A2", "A3"}) || redone.Sealed() {
		t.Errorf("turned to a sheet sent again: %v, sealed %v", got, redone.Sealed())
	}
	again := *self
	again.SealedAt = self.SealedAt.Add(time.Hour)
	if sheets[0].Counts(&again) || sheets[0].Counts(nil) || (CrossSheet{Against: self.SealedAt}).Counts(self) {
		t.Error("scores about a sheet that was taken back, or not handed in, count")
	}
}

func TestCrossDuty(t *testing.T) {
	p := plan2021()
	p.Cross = CrossRules{Each: 2, Days: 5}
	sent := at("2021-12-13 09:00")
	self := &ScoreSheet{SealedAt: sent}
	done := &CrossSheet{By: "ca", Against: sent, ScoreSheet: ScoreSheet{SealedAt: sent}}
	for name, c := range map[string]struct {
		f      Figures
		stored *CrossSheet
		want   CrossState
	}{
		"nothing sent":                {Figures{}, nil, CrossWaits},
		"a draft":                     {Figures{Self: &ScoreSheet{}}, nil, CrossWaits},
		"sent":                        {Figures{Self: self}, nil, CrossOpen},
		"being scored":                {Figures{Self: self}, &CrossSheet{Against: sent}, CrossOpen},
		"handed in":                   {Figures{Self: self}, done, CrossDone},
		"handed in, then appraised":   {Figures{Self: self, Appraisal: self}, done, CrossDone},
		"handed in for an older one":  {Figures{Self: &ScoreSheet{SealedAt: sent.Add(time.Hour)}}, done, CrossOpen},
		"appraised without it":        {Figures{Self: self, Appraisal: self}, &CrossSheet{Against: sent}, CrossMissed},
		"the desk has a draft so far": {Figures{Self: self, Appraisal: &ScoreSheet{}}, nil, CrossOpen},
	} {
		c.f.Unit = "tand"
		d := p.CrossDutyOf("ca", c.f, c.stored)
		if d.State != c.want {
			t.Errorf("%s: %s", name, d.State)
		}
		if want := day("2021-12-21"); d.State != CrossWaits && d.LastDay != want {
			t.Errorf("%s: last day %s", name, d.LastDay)
		}
	}
	days := p.CrossReminders(day("2021-12-21"))
	if days[0] != day("2021-12-20") || days[1] != day("2021-12-21") || days[2] != day("2021-12-23") || len(days) != 7 {
		t.Errorf("reminded on %v", days)
	}
}
