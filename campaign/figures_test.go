package campaign

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestFiguresByStage(t *testing.T) {
	at := time.Date(2021, 12, 20, 9, 0, 0, 0, time.UTC)
	s := &Sheet{Criteria: []Criterion{
		{ID: "A2", Section: "A", Kind: KindNumber, Max: 500},
		{ID: "A3", Section: "A", Kind: KindNumber, Max: 500},
		{ID: "E3", Kind: KindDeduction, Each: 50, Max: 200, DeskOnly: true},
		{ID: "G1", Kind: KindGate, DeskOnly: true},
	}}
	sheet := func(sealedAt time.Time, values map[string]int64) *ScoreSheet {
		out := &ScoreSheet{Entries: map[string]Entry{}, SealedAt: sealedAt}
		for id, v := range values {
			out.Entries[id] = Entry{Value: v}
		}
		return out
	}
	f := Figures{
		Self:      sheet(at, map[string]int64{"A2": 500, "A3": 500}),
		Appraisal: sheet(at, map[string]int64{"A2": 400, "A3": 300}),
		Final:     sheet(time.Time{}, map[string]int64{"A3": 450}),
		Records: []DeskRecord{
			{Number: 1, Criterion: "E3", Count: 1},
			{Number: 2, Criterion: "E3", Count: 2},
			{Number: 3, Criterion: "E3", Count: 1},
			{Number: 4, Criterion: "E3", Cancels: 2},
			{Number: 5, Criterion: "G1", Count: 0},
			{Number: 6, Criterion: "G1", Count: 1},
			{Number: 7, Criterion: "gone", Count: 1},
		},
	}
	values := func(stage Stage) map[string]int64 {
		out := map[string]int64{}
		for id, e := range f.Entries(s, stage) {
			out[id] = e.Value
		}
		return out
	}
	check := func(stage Stage, want map[string]int64) {
		t.Helper()
		if diff := cmp.Diff(want, values(stage)); diff != "" {
			t.Errorf("stage %q (-want +got):\n%s", stage, diff)
		}
	}
	if f.Stage() != StageAppraised {
		t.Errorf("stage %q while the final sheet is a draft", f.Stage())
	}
	check(StageSelf, map[string]int64{"A2": 500, "A3": 500})
	check(StageAppraised, map[string]int64{"A2": 400, "A3": 300, "E3": 2, "G1": 1})
	check(StageFinal, map[string]int64{})
	f.Final.SealedAt = at
	if f.Stage() != StageFinal {
		t.Errorf("stage %q after the final sheet was sealed", f.Stage())
	}
	check(StageFinal, map[string]int64{"A2": 400, "A3": 450, "E3": 2, "G1": 1})
	f.Self.SealedAt, f.Appraisal.SealedAt, f.Final.SealedAt = time.Time{}, time.Time{}, time.Time{}
	if f.Stage() != StageNone {
		t.Errorf("stage %q of drafts", f.Stage())
	}
}
