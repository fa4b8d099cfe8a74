package campaign

import "time"

// TargetRules is how units register targets at the beginning of the year (S21).
type TargetRules struct {
	// Criterion is the percentage criterion the share of targets reached is
	// offered for (A1); "" = none.
	Criterion string `json:"criterion"`
	// Until is the last day of registering; zero = until the desk closes it.
	Until Date `json:"until"`
}

// MostTargets is how many targets a unit registers at most.
const MostTargets = 50

// Target is one thing a unit means to reach in the year (S21, S47).
type Target struct {
	Number int    `json:"number"` // from 1 for its unit; never given again
	Unit   string `json:"unit"`
	Name   string `json:"name"`
	Figure Points `json:"figure"`  // what is aimed at, hundredths of the measure
	In     string `json:"measure"` // the unit of measure, "vụ", "%"
	// AtMost: the figure is not to be exceeded, as with offences or overdue cases;
	// otherwise it is to be reached.
	AtMost bool `json:"at_most,omitempty"`
	Key    bool `json:"key,omitempty"`
	// Dropped is why the unit took it back; "" while it stands.
	Dropped string `json:"dropped,omitempty"`
	// Actual is what was reached, nil before it was reported.
	Actual   *Points   `json:"actual,omitempty"`
	Evidence string    `json:"evidence,omitempty"` // words or a link
	By       int64     `json:"by"`                 // who wrote this version; 0 = erased
	At       time.Time `json:"at"`
}

// Reached reports whether what was reported is at least what was aimed at, or at
// most that where it is not to be exceeded.
func (t Target) Reached() bool {
	switch {
	case t.Actual == nil:
		return false
	case t.AtMost:
		return *t.Actual <= t.Figure
	}
	return *t.Actual >= t.Figure
}

// TargetCount is how far a unit is with its targets.
type TargetCount struct {
	All, Reported, Reached, Key, KeyReached int
}

// CountTargets counts those that stand.
func CountTargets(targets []Target) TargetCount {
	var n TargetCount
	for _, t := range targets {
		if t.Dropped != "" {
			continue
		}
		n.All++
		n.Reported += btoi(t.Actual != nil)
		n.Reached += btoi(t.Reached())
		n.Key += btoi(t.Key)
		n.KeyReached += btoi(t.Key && t.Reached())
	}
	return n
}

// Share is the percentage of targets reached, in hundredths of a percent, halves
// up; false without any target, or while one has not been reported.
func (n TargetCount) Share() (int64, bool) {
	if n.All == 0 || n.Reported < n.All {
		return 0, false
	}
	return divHalfUp(int64(n.Reached)*hundredPercent, int64(n.All)), true
}

// hundredPercent is all of something, in hundredths of a percent.
const hundredPercent = 10000
