package handlers

import (
	"fmt"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"thidua/campaign"
)

// scoredPlan has one criterion of every kind a unit answers, and caps that bite.
func scoredPlan() *campaign.Plan {
	return &campaign.Plan{
		Year: 2021, Zone: "Asia/Ho_Chi_Minh",
		Sheet: campaign.Sheet{
			Version: "1", Total: campaign.Whole(23), BonusCap: 150, DeductionCap: campaign.Whole(30),
			Sections: []campaign.Section{
				{ID: "A", Title: "Một", Max: campaign.Whole(14)},
				{ID: "C", Title: "Ba", Max: campaign.Whole(3)},
				{ID: "B", Title: "Hai", Max: 750, Cap: campaign.Whole(6)},
				{ID: "B-1", Title: "Nhóm", Parent: "B", Max: campaign.Whole(4), Cap: 150},
			},
			Criteria: []campaign.Criterion{
				{ID: "A1", Section: "A", Kind: campaign.KindNumber, Max: campaign.Whole(7), MayNotApply: true},
				{ID: "A2", Section: "A", Kind: campaign.KindPercentage, Max: campaign.Whole(7)},
				{ID: "B1", Section: "B", Kind: campaign.KindNumber, Max: campaign.Whole(6), Step: 200, MayNotApply: true},
				{ID: "B2", Section: "B-1", Kind: campaign.KindCount, Max: campaign.Whole(3), Each: 75},
				{ID: "B3", Section: "B-1", Kind: campaign.KindPass, Max: campaign.Whole(1), MayNotApply: true},
				{ID: "C1", Section: "C", Kind: campaign.KindRelative, Max: campaign.Whole(3)},
				{ID: "D1", Kind: campaign.KindBonus, Max: campaign.Whole(2), Each: 50},
				{ID: "E1", Kind: campaign.KindDeduction, Max: campaign.Whole(40), Each: campaign.Whole(4)},
				{ID: "G1", Kind: campaign.KindGate},
			},
		},
	}
}

// everyKind is scoredPlan with what a unit does not answer itself, a threshold of
// its own and one not to be exceeded.
func everyKind() *campaign.Plan {
	p := scoredPlan()
	s := &p.Sheet
	s.Total += campaign.Whole(5)
	s.Sections[1].Max += campaign.Whole(5)
	s.Criteria = append(s.Criteria,
		campaign.Criterion{ID: "C2", Section: "C", Kind: campaign.KindAuto, Max: campaign.Whole(2), Requirement: "soket", PerLateDay: 50},
		campaign.Criterion{ID: "C3", Section: "C", Kind: campaign.KindPercentage, Max: campaign.Whole(3), AtMost: true, Threshold: 500, MayNotApply: true, Thresholds: []campaign.Threshold{{Unit: "own", Percent: 750}}},
		campaign.Criterion{ID: "E2", Kind: campaign.KindDeduction, Max: campaign.Whole(9), Each: 25, DeskOnly: true})
	return p
}

// TestDifferencesAddUp: whatever two units answered, however late they were and
// however they compare with each other, the lines of "why" add up to both totals
// and to the gap between them.
func TestDifferencesAddUp(t *testing.T) {
	p := everyKind()
	rapid.Check(t, func(t *rapid.T) {
		entrant := func(who string) campaign.Entrant {
			entries := map[string]campaign.Entry{}
			for _, c := range p.Sheet.Criteria {
				if c.Kind == campaign.KindAuto || c.DeskOnly && rapid.Bool().Draw(t, who+c.ID+" none") {
					continue
				}
				entries[c.ID] = campaign.Entry{
					Value:         rapid.OneOf(rapid.Int64Range(0, 4), rapid.Int64Range(0, 11000)).Draw(t, who+c.ID),
					NotApplicable: c.MayNotApply && rapid.Bool().Draw(t, who+c.ID+"na"),
				}
			}
			return campaign.Entrant{
				Figures: campaign.Figures{Unit: who, Self: &campaign.ScoreSheet{Unit: who, Entries: entries, SealedAt: time.Unix(1, 0)}},
				Timely:  map[string]campaign.Timeliness{"soket": {Complete: true, LateDays: rapid.IntRange(0, 6).Draw(t, who+" late")}},
			}
		}
		all := campaign.TallyAll(&p.Sheet, []campaign.Entrant{entrant("own"), entrant("other")})
		own, other := all["own"].Tally, all["other"].Tally
		var a, b campaign.Points
		for _, d := range differences(&p.Sheet, own, other) {
			a, b = a+d.own, b+d.other
		}
		if a != own.Total || b != other.Total {
			t.Fatalf("lines add up to %s and %s, totals are %s and %s", a, b, own.Total, other.Total)
		}
		a, b = 0, 0
		for _, d := range criteriaDifferences(&p.Sheet, own, other) {
			a, b = a+d.own, b+d.other
		}
		if a != own.Total || b != other.Total {
			t.Fatalf("criteria add up to %s and %s, totals are %s and %s", a, b, own.Total, other.Total)
		}
	})
}

// TestStampsApart: two instants are told as finely as it takes to tell them apart,
// because the earlier one decided a place.
func TestStampsApart(t *testing.T) {
	a := time.Date(2021, 12, 13, 23, 50, 10, 1_000_000, time.UTC)
	for _, tt := range []struct {
		b        time.Time
		lang     string
		one, two string
	}{
		{a.Add(time.Hour), "vi", "13/12/2021 23:50", "14/12/2021 00:50"},
		{a.Add(time.Minute), "en", "13 December 2021, 23:50", "13 December 2021, 23:51"},
		{a.AddDate(0, 0, 1), "vi", "13/12/2021 23:50", "14/12/2021 23:50"},
		{a.Add(5 * time.Second), "vi", "13/12/2021 23:50:10", "13/12/2021 23:50:15"},
		{a.Add(5 * time.Millisecond), "vi", "13/12/2021 23:50:10,001", "13/12/2021 23:50:10,006"},
		{a.Add(5 * time.Millisecond), "en", "13 December 2021, 23:50:10.001", "13 December 2021, 23:50:10.006"},
		{a.Add(5), "vi", "13/12/2021 23:50:10,001000000", "13/12/2021 23:50:10,001000005"},
		{a, "vi", "13/12/2021 23:50", "13/12/2021 23:50"},
	} {
		if one, two := stampsApart(a, tt.b, tt.lang); one != tt.one || two != tt.two {
			t.Errorf("%q and %q, want %q and %q", one, two, tt.one, tt.two)
		}
	}
}

// FuzzFigure: any text is either a figure the criterion takes or a sentence.
func FuzzFigure(f *testing.F) {
	for _, s := range []string{"8,5", "8.5", "abc", "-1", "−1", "1000", "3,501", "1.000", "4,", "100 %", "", "\u200b", "99999999999999999999", "1e9", "٣"} {
		f.Add(s)
	}
	p := scoredPlan()
	f.Fuzz(func(t *testing.T, text string) {
		for _, lang := range []string{"vi", "en"} {
			s := &scoring{Turn: &Turn{Plan: p}, Plan: p}
			s.Actor.Language = lang
			for _, c := range p.Sheet.Criteria {
				n, problem := s.read(c, text)
				if problem == "" && campaign.CheckEntry(c, campaign.Entry{Value: n}) != nil {
					t.Errorf("%s takes %q as %d", c.ID, text, n)
				}
				if utf8.ValidString(text) && !utf8.ValidString(problem) || len([]rune(problem)) > 1000 {
					t.Errorf("%s answers %q with %q", c.ID, text, problem)
				}
			}
		}
	})
}

// TestQuickValues: every value one press away is one the criterion takes.
func TestQuickValues(t *testing.T) {
	p := scoredPlan()
	s := &scoring{Turn: &Turn{Plan: p}, Plan: p}
	want := map[string]string{
		"A1": "0 1,75 3,5 5,25 7", "A2": "100 %", "B1": "0 2 4 6", "B2": "0 1 2 3", "B3": "Đạt Không đạt", "C1": "0", "D1": "0 1 2 3", "E1": "0 1 2 3", "G1": "Đạt Không đạt",
	}
	for _, c := range p.Sheet.Criteria {
		labels := ""
		for _, b := range s.quick(c) {
			var n int64
			if _, err := fmt.Sscanf(b.Action, "v%d", &n); err != nil {
				t.Errorf("%s: action %q", c.ID, b.Action)
			}
			if err := campaign.CheckEntry(c, campaign.Entry{Value: n}); err != nil {
				t.Errorf("%s offers %d: %v", c.ID, n, err)
			}
			labels += " " + b.Label
		}
		if labels != " "+want[c.ID] {
			t.Errorf("%s offers%s, want %s", c.ID, labels, want[c.ID])
		}
	}
}
