package campaign

import (
	"fmt"
	"testing"
)

// BenchmarkRank adds up the sheets of n units of 200 criteria and ranks them;
// a fifth of the totals are equal, so that every tie rule is asked.
func BenchmarkRank(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p := &Plan{Sheet: Sheet{Total: Whole(200), Sections: []Section{{ID: "A", Max: Whole(100)}, {ID: "B", Max: Whole(100)}}}}
			for i := range 200 {
				p.Sheet.Criteria = append(p.Sheet.Criteria, Criterion{
					ID: fmt.Sprintf("K%03d", i), Section: "AB"[i%2 : i%2+1], Kind: KindNumber, Max: Whole(1),
				})
			}
			entries := make([]map[string]Entry, n)
			for i := range n {
				p.Units = append(p.Units, Unit{ID: fmt.Sprintf("u%05d", i), Status: Competing})
				entries[i] = map[string]Entry{}
				for k, c := range p.Sheet.Criteria {
					entries[i][c.ID] = Entry{Value: int64((i*7 + k*3) % 5 * 25)}
				}
			}
			for b.Loop() {
				cs := make([]Candidate, n)
				for i, u := range p.Units {
					cs[i] = Candidate{Unit: u, HasSheet: true, Tally: Add(&p.Sheet, entries[i], nil)}
				}
				if got := Rank(p, cs); len(got) != n {
					b.Fatal(len(got))
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/unit")
		})
	}
}
