package campaign

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEffectOfSheet(t *testing.T) {
	criterion := func(id string, limit int64) Criterion {
		return Criterion{ID: id, Section: "A", Title: id, Kind: KindNumber, Max: Whole(limit)}
	}
	before := Sheet{Criteria: []Criterion{criterion("A1", 5), criterion("A2", 5), criterion("A3", 5), criterion("A4", 5), criterion("A5", 5)}}
	after := Sheet{Criteria: []Criterion{criterion("A1", 5), criterion("A2", 3), criterion("A3", 3), criterion("A4", 5), criterion("A6", 2)}}
	after.Criteria[0].Title, after.Criteria[0].Ref = "Tên khác", "II.9"
	after.Criteria = append(after.Criteria, Criterion{ID: "E9", Kind: KindDeduction, Max: Whole(1), Each: Whole(1), DeskOnly: true})
	s := ScoreSheet{Unit: "vks", Author: SelfScore, Entries: map[string]Entry{
		"A1": {Value: 500}, "A2": {Value: 200}, "A3": {Value: 400}, "A5": {Value: 100},
	}}
	want := SheetEffect{Unit: "vks", Author: SelfScore, Changed: []string{"A2"}, Gone: []string{"A5"}, Refused: []string{"A3"}, New: []string{"A6"}}
	if diff := cmp.Diff(want, EffectOfSheet(s, &before, &after)); diff != "" {
		t.Error(diff)
	}
	if e := EffectOfSheet(s, &before, &before); e.Concerned() {
		t.Errorf("the same sheet concerns: %+v", e)
	}
}
