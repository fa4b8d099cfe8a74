package campaign

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestParsePoints(t *testing.T) {
	for _, tt := range []struct {
		in        string
		step, max Points
		want      Points
		err       *Error
	}{
		{in: "8,5", max: 1000, want: 850},
		{in: "8.5", max: 1000, want: 850},
		{in: "  8,50\t", max: 1000, want: 850},
		{in: "0", max: 1000, want: 0},
		{in: "007", max: 1000, want: 700},
		{in: "10", max: 1000, want: 1000},
		{in: "10,25", max: 1000, err: Mistake(AboveMax, Points(1000))},
		{in: "8,3", max: 1000, err: Mistake(NotAStep, Points(25))},
		{in: "8,3", step: 10, max: 1000, want: 830},
		{in: "8,333", step: 1, max: 1000, err: Mistake(NotAStep, Points(1))},
		{in: "1.000", max: 100000, err: Mistake(NotAStep, Points(25))},
		{in: "99999999999999999999999999", max: 1000, err: Mistake(AboveMax, Points(1000))},
		{in: "-1", max: 1000, err: Mistake(Negative)},
		{in: "−0,5", max: 1000, err: Mistake(Negative)},
		{in: "--1", max: 1000, err: Mistake(NotANumber)},
		{in: "-abc", max: 1000, err: Mistake(NotANumber)},
		{in: "abc", max: 1000, err: Mistake(NotANumber)},
		{in: "", max: 1000, err: Mistake(NotANumber)},
		{in: ",5", max: 1000, err: Mistake(NotANumber)},
		{in: "5,", max: 1000, err: Mistake(NotANumber)},
		{in: "1,000.5", max: 1000, err: Mistake(NotANumber)},
		{in: "8 5", max: 1000, err: Mistake(NotANumber)},
		{in: "1e1", max: 1000, err: Mistake(NotANumber)},
		{in: "٨", max: 1000, err: Mistake(NotANumber)},
		{in: "８", max: 1000, err: Mistake(NotANumber)},
	} {
		got, err := ParsePoints(tt.in, tt.step, tt.max)
		if tt.err == nil {
			if err != nil || got != tt.want {
				t.Errorf("ParsePoints(%q, %d, %d) = %d, %v; want %d", tt.in, tt.step, tt.max, got, err, tt.want)
			}
			continue
		}
		var mistake *Error
		if !errors.As(err, &mistake) {
			t.Errorf("ParsePoints(%q): error %v is no mistake", tt.in, err)
		} else if diff := cmp.Diff(tt.err, mistake); diff != "" {
			t.Errorf("ParsePoints(%q): %s", tt.in, diff)
		}
	}
}

func TestParsePercentAndCount(t *testing.T) {
	for in, want := range map[string]int64{
		"97,5": 9750, "97.5 %": 9750, "100%": 10000, "0": 0, "999,99": 99999, " 101 ": 10100,
	} {
		if got, err := ParsePercent(in); err != nil || got != want {
			t.Errorf("ParsePercent(%q) = %d, %v; want %d", in, got, err, want)
		}
	}
	for in, want := range map[string]ErrorKind{
		"1000": AboveMax, "-3": Negative, "%": NotANumber, "97,555": NotAStep, "5%%": NotANumber,
	} {
		_, err := ParsePercent(in)
		wantKind(t, err, want)
	}
	if got, err := ParseCount(" 12 "); err != nil || got != 12 {
		t.Errorf("ParseCount = %d, %v", got, err)
	}
	for in, want := range map[string]ErrorKind{
		"1,5": NotWhole, "2.0": NotWhole, "1001": AboveMax, "-1": Negative, "một": NotANumber,
		"1,234": NotWhole, "99999999999999": AboveMax,
	} {
		_, err := ParseCount(in)
		wantKind(t, err, want)
	}
}

func TestPointsString(t *testing.T) {
	for p, want := range map[Points]string{
		0: "0", 2500: "25", 850: "8,5", 9275: "92,75", 5: "0,05", -50: "-0,5", 100000: "1000",
		-1 << 63: "-92233720368547758,08",
	} {
		if got := p.String(); got != want {
			t.Errorf("Points(%d) = %q, want %q", int64(p), got, want)
		}
	}
}

func TestPointsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Points(rapid.Int64Range(0, 10_000_000).Draw(t, "points"))
		got, err := ParsePoints(p.String(), 1, 10_000_000)
		if err != nil || got != p {
			t.Fatalf("%q read as %d, %v", p, got, err)
		}
	})
}

func FuzzParsePoints(f *testing.F) {
	for _, s := range []string{"8,5", "8.5", "-1", "", "999999999999999999999", "1.000", "٨"} {
		f.Add(s, int64(25), int64(2500))
	}
	f.Fuzz(func(t *testing.T, s string, step, most int64) {
		most &= 1<<40 - 1
		got, err := ParsePoints(s, Points(step), Points(most))
		if err != nil {
			if _, ok := err.(*Error); !ok {
				t.Fatalf("%q: %v is no mistake", s, err)
			}
			return
		}
		if step <= 0 {
			step = int64(DefaultStep)
		}
		if got < 0 || got > Points(most) || got%Points(step) != 0 {
			t.Fatalf("%q read as %d, outside 0..%d by %d", s, got, most, step)
		}
		if again, err := ParsePoints(got.String(), Points(step), Points(most)); err != nil || again != got {
			t.Fatalf("%q read as %d, its own text as %d, %v", s, got, again, err)
		}
	})
}
