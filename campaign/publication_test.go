package campaign

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// scoredOf are lines of the plan of 2021 with every shape a line may have.
func scoredOf(t *rapid.T, p *Plan) []Scored {
	var cs []Candidate
	for _, u := range p.Competing() {
		c := candidate(p, u.ID, Points(rapid.IntRange(9000, 9003).Draw(t, "total")), 0, Points(rapid.IntRange(0, 1).Draw(t, "minus")), "08:00")
		c.Tally.Scores = map[string]Points{"A2": 1, "A1": Points(rapid.IntRange(0, 3).Draw(t, "score"))}
		c.HasSheet = rapid.Bool().Draw(t, "sheet")
		if rapid.Bool().Draw(t, "held") {
			c.Hold = Hold{Unit: u.ID, Kind: rapid.SampledFrom(holdKinds).Draw(t, "kind"), Reason: "vì <lý do> & “thế”"}
		}
		cs = append(cs, c)
	}
	var out []Scored
	for _, s := range Rank(p, cs) {
		out = append(out, Scored{Standing: s, Stage: StageFinal, Totals: map[Stage]Points{StageSelf: 9100, StageFinal: s.Tally.Total}})
	}
	return out
}

// TestRecordKeepsTheStandings: what is read back from the bytes of a record is
// what was ranked, its bytes are the same however often they are made, and its
// substance does not depend on when it is published.
func TestRecordKeepsTheStandings(t *testing.T) {
	p := plan2021()
	rapid.Check(t, func(t *rapid.T) {
		lines := scoredOf(t, p)
		pub := Recorded(p, lines)
		var back Publication
		if err := json.Unmarshal(pub.Bytes(), &back); err != nil {
			t.Fatal(err)
		}
		if string(back.Bytes()) != string(pub.Bytes()) {
			t.Fatal("the bytes change by reading them")
		}
		for i, got := range back.Scored() {
			want := lines[i]
			if got.Place != want.Place || got.Tied != want.Tied || got.Rule != want.Rule || got.Gap != want.Gap || got.Unranked != want.Unranked ||
				got.Hold.Kind != want.Hold.Kind || got.Hold.Reason != want.Hold.Reason || !got.CompletedAt.Equal(want.CompletedAt) ||
				got.Tally.Total != want.Tally.Total || !reflect.DeepEqual(got.Tally.Scores, want.Tally.Scores) || !reflect.DeepEqual(got.Totals, want.Totals) {
				t.Fatalf("%+v\nhas become\n%+v", want, got)
			}
		}
		later := pub
		later.Version, later.At, later.Reason, later.Previous = 3, time.Unix(9, 0), "vì", "ab"
		if later.Substance() != pub.Substance() || Fingerprint(later.Bytes()) == Fingerprint(pub.Bytes()) {
			t.Fatal("the substance depends on the publication")
		}
		if c := LineChanges(pub, later); c != nil {
			t.Fatalf("the same lines differ: %+v", c)
		}
		i := rapid.IntRange(0, len(pub.Lines)-1).Draw(t, "line")
		changed := Recorded(p, lines)
		changed.Lines[i].Total++
		c := LineChanges(pub, changed)
		if len(c) != 1 || c[0].Unit != pub.Lines[i].Unit || c[0].Is.Total != c[0].Was.Total+1 || changed.Substance() == pub.Substance() {
			t.Fatalf("one line differs: %+v", c)
		}
	})
}

func TestLineChangesOfOtherUnits(t *testing.T) {
	was := Publication{Lines: []PublishedLine{{Unit: "a", Total: 1}, {Unit: "b", Total: 1}}}
	is := Publication{Lines: []PublishedLine{{Unit: "c", Total: 1}, {Unit: "b", Total: 1}}}
	got := LineChanges(was, is)
	if len(got) != 2 || got[0].Unit != "c" || got[0].Was != nil || got[1].Unit != "a" || got[1].Is != nil {
		t.Errorf("%+v", got)
	}
}

func TestPublicationNumber(t *testing.T) {
	if got := (Publication{Version: 2, Year: 2021}).Number(); got != "KQ02/2021" {
		t.Error(got)
	}
}
