package campaign

import "testing"

// TestSnoozeLatest: never past a last day that is to come, never on one.
func TestSnoozeLatest(t *testing.T) {
	day := func(d int) Date { return Date{2021, 6, d} }
	for name, c := range map[string]struct {
		lasts []Date
		want  Date
		ok    bool
	}{
		"one ahead":               {[]Date{day(14)}, day(14), true},
		"the nearest of two":      {[]Date{day(20), day(12)}, day(12), true},
		"far ahead":               {[]Date{{2021, 12, 14}}, day(24), true},
		"today is the last day":   {[]Date{day(20), day(10)}, day(10), false},
		"late only":               {[]Date{day(1)}, day(17), true},
		"late and ahead":          {[]Date{day(1), day(11)}, day(11), true},
		"nothing has a last day":  {nil, day(17), true},
		"late, and today as well": {[]Date{day(1), day(10)}, day(10), false},
	} {
		if got, ok := SnoozeLatest(day(10), c.lasts); got != c.want || ok != c.ok {
			t.Errorf("%s: %v %v", name, got, ok)
		}
	}
}
