package campaign

import (
	"testing"
	"time"
)

// TestCurrentPosting: the newest version that stands is the one in use.
func TestCurrentPosting(t *testing.T) {
	gone := time.Date(2021, 6, 1, 8, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		withdrawn []bool
		want      int
	}{
		"none":          {nil, 0},
		"one":           {[]bool{false}, 1},
		"newest":        {[]bool{false, false, false}, 3},
		"newest gone":   {[]bool{false, false, true}, 2},
		"older gone":    {[]bool{true, false}, 2},
		"all withdrawn": {[]bool{true, true}, 0},
	} {
		var list []Posting
		for i, w := range c.withdrawn {
			p := Posting{Version: i + 1}
			if w {
				p.Withdrawn = gone
			}
			list = append(list, p)
		}
		if got, ok := CurrentPosting(list); got.Version != c.want || ok != (c.want > 0) {
			t.Errorf("%s: version %d %v, want %d", name, got.Version, ok, c.want)
		}
	}
}

// TestOtherPosted: names of further documents lead back to their number, and
// no name of another kind does.
func TestOtherPosted(t *testing.T) {
	for _, n := range []int{1, 9, 120} {
		if got := OtherNumber(OtherPosted(n)); got != n {
			t.Errorf("%d came back as %d", n, got)
		}
	}
	for _, name := range append([]string{"", "vb", "vb0", "vb-1", "vbx", "1"}, PostedKinds...) {
		if got := OtherNumber(name); got != 0 {
			t.Errorf("%q is document %d", name, got)
		}
	}
}
