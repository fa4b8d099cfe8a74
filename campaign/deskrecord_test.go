package campaign

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestCheckRecord(t *testing.T) {
	s := &plan2021().Sheet
	before := []DeskRecord{
		{Number: 1, Unit: "vks", Criterion: "E3", Count: 1},
		{Number: 2, Unit: "vks", Criterion: "E3", Count: 1},
		{Number: 3, Unit: "vks", Criterion: "E3", Cancels: 2},
	}
	for name, c := range map[string]struct {
		r    DeskRecord
		want ErrorKind
	}{
		"a deduction":       {r: DeskRecord{Unit: "vks", Criterion: "E3", Count: 2}},
		"a failed gate":     {r: DeskRecord{Unit: "vks", Criterion: "G1"}},
		"a bonus":           {r: DeskRecord{Unit: "vks", Criterion: "D3", Count: 1}},
		"no time at all":    {r: DeskRecord{Unit: "vks", Criterion: "E3"}, want: NotWhole},
		"too often":         {r: DeskRecord{Unit: "vks", Criterion: "E3", Count: 21}, want: AboveMax},
		"neither yes or no": {r: DeskRecord{Unit: "vks", Criterion: "G1", Count: 2}, want: NotYesNo},
		"a typed number":    {r: DeskRecord{Unit: "vks", Criterion: "A1", Count: 1}, want: NotTyped},
		"a computed one":    {r: DeskRecord{Unit: "vks", Criterion: "C6", Count: 1}, want: NotTyped},
		"nothing known":     {r: DeskRecord{Unit: "vks", Criterion: "Z9", Count: 1}, want: UnknownCriterion},
		"taking back":       {r: DeskRecord{Unit: "vks", Criterion: "E3", Cancels: 1}},
		"twice":             {r: DeskRecord{Unit: "vks", Criterion: "E3", Cancels: 2}, want: RecordGone},
		"a taking back":     {r: DeskRecord{Unit: "vks", Criterion: "E3", Cancels: 3}, want: RecordGone},
		"of another unit":   {r: DeskRecord{Unit: "stp", Criterion: "E3", Cancels: 1}, want: RecordGone},
	} {
		err := s.CheckRecord(c.r, before)
		if (err == nil) != (c.want == "") || err != nil && !errors.Is(err, Mistake(c.want)) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// TestRecordsComeBack: taking back every record in any order leaves nothing, and
// at no moment do the records of one criterion change another's.
func TestRecordsComeBack(t *testing.T) {
	s := &plan2021().Sheet
	rapid.Check(t, func(t *rapid.T) {
		var records []DeskRecord
		sum := map[string]int64{}
		for n := range rapid.IntRange(1, 8).Draw(t, "records") {
			id := rapid.SampledFrom([]string{"E3", "E4", "D3"}).Draw(t, "criterion")
			r := DeskRecord{Number: n + 1, Unit: "vks", Criterion: id, Count: rapid.Int64Range(1, 3).Draw(t, "count")}
			if err := s.CheckRecord(r, records); err != nil {
				t.Fatal(err)
			}
			records, sum[id] = append(records, r), sum[id]+r.Count
		}
		for _, r := range rapid.Permutation(StandingRecords(records)).Draw(t, "order") {
			back := DeskRecord{Number: len(records) + 1, Unit: "vks", Criterion: r.Criterion, Cancels: r.Number}
			if err := s.CheckRecord(back, records); err != nil {
				t.Fatal(err)
			}
			records, sum[r.Criterion] = append(records, back), sum[r.Criterion]-r.Count
			entries := RecordEntries(s, records)
			for id, n := range sum {
				if entries[id].Value != n {
					t.Fatalf("%s stands at %d, want %d", id, entries[id].Value, n)
				}
			}
		}
	})
}

// TestClosingFixesTimeliness: before the desk closes a requirement a missing
// hand-in scores what it would get now; afterwards nothing, and the gate fails.
func TestClosingFixesTimeliness(t *testing.T) {
	p := plan2021()
	now := at("2021-12-19 09:00")
	for closed, want := range map[bool]Points{false: 50, true: 0} {
		f := Facts{Now: now, Closed: map[string]time.Time{}}
		if closed {
			f.Closed["tongket"] = now
		}
		timely := map[string]Timeliness{}
		for _, d := range Duties(p, "vks", f) {
			timely[d.Requirement.ID] = d.Timeliness()
		}
		tally := Add(&p.Sheet, nil, timely)
		fails := len(tally.Failed) > 0 && tally.Failed[len(tally.Failed)-1] == "G3"
		if timely["tongket"].Provisional == closed || fails != closed || tally.Scores["C7"] != want {
			t.Errorf("closed %v: %+v, failed %v, C7 %s", closed, timely["tongket"], tally.Failed, tally.Scores["C7"])
		}
		if !timely["soket"].Provisional {
			t.Error("another requirement was closed along")
		}
	}
	open := NotYetClosable([]Duty{{Unit: "vks", Deadline: now}, {Unit: "stp", Deadline: now.Add(1)}, {Unit: "ca"}, {Unit: "qs", State: DutyHandedIn}}, now)
	if len(open) != 2 || open[0] != "stp" || open[1] != "ca" {
		t.Errorf("open for %v", open)
	}
}
