package campaign

import (
	"testing"
	"time"
)

// TestCountExemplars: drafts and withdrawn ones count for nothing.
func TestCountExemplars(t *testing.T) {
	list := []Exemplar{
		{Number: 1, Kind: ExemplarPerson},
		{Number: 2, Kind: ExemplarPerson},
		{Number: 3, Kind: ExemplarMethod, Withdrawn: time.Date(2021, 6, 1, 0, 0, 0, 0, time.UTC)},
		{Number: 4, Kind: ExemplarMethod, Praise: 7},
		{Kind: ExemplarCollective},
	}
	all, by := CountExemplars(list)
	if all != 3 || by[ExemplarPerson] != 2 || by[ExemplarMethod] != 1 || by[ExemplarCollective] != 0 {
		t.Errorf("%d, %v", all, by)
	}
}
