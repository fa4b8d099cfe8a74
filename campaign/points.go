package campaign

import (
	"strconv"
	"strings"
)

// Points are hundredths of a point: 92,75 points are Points(9275). Scores are
// never floats, so sums do not drift.
type Points int64

// Bounds of what people may type.
const (
	// DefaultStep is the smallest difference of a typed number where the
	// criterion names none: a quarter of a point (S71).
	DefaultStep Points = 25
	// MaxPercent is the greatest percentage read, 999,99 %. Plans are often
	// over-fulfilled, so more than a hundred is a true figure; only the score
	// stops at a hundred.
	MaxPercent int64 = 99999
	// MaxCount is the greatest count of a bonus or deduction: more than any
	// unit has, less than what a slip of the finger types.
	MaxCount int64 = 1000
)

// Whole makes Points from whole points.
func Whole(n int64) Points { return Points(n * 100) }

// String writes points the Vietnamese way: decimal comma, no needless zeros
// ("25", "8,5", "92,75").
func (p Points) String() string {
	sign, n := "", uint64(p)
	if p < 0 {
		sign, n = "-", -uint64(p)
	}
	whole, rest := strconv.FormatUint(n/100, 10), n%100
	if rest == 0 {
		return sign + whole
	}
	digits := string([]byte{byte('0' + rest/10), byte('0' + rest%10)})
	return sign + whole + "," + strings.TrimSuffix(digits, "0")
}

// ParsePoints reads points as people type them: decimal comma or dot, blanks
// around. The result lies in 0..max and is a multiple of step (DefaultStep when
// step is not positive). Errors are *Error: NotANumber, Negative, AboveMax with
// max, NotAStep with step. Three and more decimals are NotAStep even when they
// are zeros, because "1.000" may be meant as one thousand.
func ParsePoints(s string, step, maximum Points) (Points, error) {
	if step <= 0 {
		step = DefaultStep
	}
	n, fine, err := hundredths(s)
	switch {
	case err != nil:
		return 0, err
	case Points(n) > maximum:
		return 0, Mistake(AboveMax, maximum)
	case fine || Points(n)%step != 0:
		return 0, Mistake(NotAStep, step)
	}
	return Points(n), nil
}

// ParsePercent reads a percentage with or without its sign ("97,5", "97.5 %")
// as hundredths of a percent, 0..MaxPercent. Errors as for ParsePoints; the
// limit and the step of 0,01 are told as Points.
func ParsePercent(s string) (int64, error) {
	s = strings.TrimSpace(s)
	n, fine, err := hundredths(strings.TrimSuffix(s, "%"))
	switch {
	case err != nil:
		return 0, err
	case n > MaxPercent:
		return 0, Mistake(AboveMax, Points(MaxPercent))
	case fine:
		return 0, Mistake(NotAStep, Points(1))
	}
	return n, nil
}

// ParseCount reads how many times, 0..MaxCount. Errors are *Error: NotANumber,
// Negative, NotWhole, AboveMax with MaxCount.
func ParseCount(s string) (int64, error) {
	n, fine, err := hundredths(s)
	switch {
	case err != nil:
		return 0, err
	case n > MaxCount*100:
		return 0, Mistake(AboveMax, MaxCount)
	case fine || n%100 != 0 || strings.ContainsAny(s, ",."):
		return 0, Mistake(NotWhole)
	}
	return n / 100, nil
}

// tooBig stands for every number longer than any sheet holds; it is above all
// maxima and far from overflowing.
const tooBig = int64(1e15)

// hundredths reads a number not below zero. fine is true when it has more than
// two decimals, which n then leaves out.
func hundredths(s string) (n int64, fine bool, err error) {
	s = strings.TrimSpace(s)
	rest, negative := strings.CutPrefix(s, "-")
	if !negative {
		rest, negative = strings.CutPrefix(s, "−") // the typographic minus of phone keyboards
	}
	i := strings.IndexAny(rest, ",.")
	whole, decimals := rest, ""
	if i >= 0 {
		whole, decimals = rest[:i], rest[i+1:]
	}
	if !digits(whole) || i >= 0 && !digits(decimals) {
		return 0, false, Mistake(NotANumber)
	}
	if negative {
		return 0, false, Mistake(Negative)
	}
	whole = strings.TrimLeft(whole, "0")
	if len(whole) > 12 {
		return tooBig, len(decimals) > 2, nil
	}
	n, _ = strconv.ParseInt("0"+whole+(decimals + "00")[:2], 10, 64)
	return n, len(decimals) > 2, nil
}

// digits reports whether s is one or more of 0 to 9; digits of other scripts
// are not numbers here.
func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
