package campaign

import "slices"

// Percent is hundredths of a percent: 98,5 % is Percent(9850).
type Percent int64

const wholePercent = Percent(10000)

// Threshold is a unit's own threshold of a criterion.
type Threshold struct {
	Unit    string  `json:"unit"`
	Percent Percent `json:"percent"`
}

// ThresholdOrWhole is the percentage that earns the maximum.
func (c Criterion) ThresholdOrWhole() Percent {
	if c.Threshold > 0 {
		return c.Threshold
	}
	return wholePercent
}

// ByRatio reports whether meeting the criterion is a matter of a ratio.
func (c Criterion) ByRatio() bool { return c.Kind.YesNo() && c.Threshold > 0 }

// Met is the answer a ratio comes to: 1 met, 0 not.
func (c Criterion) Met(ratio int64) int64 {
	if c.AtMost && ratio > int64(c.Threshold) || !c.AtMost && ratio < int64(c.Threshold) {
		return 0
	}
	return 1
}

// For is the sheet as it counts for a unit, with the thresholds of its own; the
// sheet itself where no criterion has any.
func (s *Sheet) For(unit string) *Sheet {
	own := func(c Criterion) int {
		return slices.IndexFunc(c.Thresholds, func(t Threshold) bool { return t.Unit == unit })
	}
	if !slices.ContainsFunc(s.Criteria, func(c Criterion) bool { return own(c) >= 0 }) {
		return s
	}
	out := *s
	out.Criteria = slices.Clone(s.Criteria)
	for i, c := range out.Criteria {
		if at := own(c); at >= 0 {
			out.Criteria[i].Threshold = c.Thresholds[at].Percent
		}
	}
	return &out
}

// ratio is what a percentage is worth, halves rounded up.
func (c Criterion) ratio(actual int64) Points {
	threshold := int64(c.ThresholdOrWhole())
	actual = min(max(actual, 0), MaxPercent)
	switch {
	case !c.AtMost:
		return Points(divHalfUp(int64(c.Max)*min(actual, threshold), threshold))
	case actual <= threshold:
		return c.Max
	default:
		return Points(divHalfUp(int64(c.Max)*threshold, actual))
	}
}
