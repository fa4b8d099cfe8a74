package campaign

// Kind says how a criterion is scored (S71).
type Kind string

// The kinds of criteria.
const (
	KindNumber     Kind = "number"     // 0..Max by Step
	KindPercentage Kind = "percentage" // Max × min(actual, threshold) / threshold
	KindRelative   Kind = "relative"   // Max × own figure / best unit's figure
	KindAuto       Kind = "auto"       // from the hand-in time of Requirement
	KindPass       Kind = "pass"       // met or not: Max or nothing
	KindCount      Kind = "count"      // count × Each, at most Max, part of a section
	KindGate       Kind = "gate"       // yes or no, no points
	KindBonus      Kind = "bonus"      // count × Each, at most Max
	KindDeduction  Kind = "deduction"  // count × Each, at most Max
)

// YesNo reports whether the answer is 1 (met) or 0 (not met).
func (k Kind) YesNo() bool { return k == KindPass || k == KindGate }

// Counted reports whether the answer is how many times, each worth Each.
func (k Kind) Counted() bool { return k == KindCount || k == KindBonus || k == KindDeduction }

// Criterion is one scored line of the plan.
type Criterion struct {
	ID      string `json:"id"`
	Section string `json:"section"` // "" for bonus, deduction and gate
	Ref     string `json:"ref"`     // where the plan says it, "II.1.2"
	Title   string `json:"title"`
	Kind    Kind   `json:"kind"`
	Max     Points `json:"max"` // points at most; 0 for a gate
	// Step is the smallest difference of a typed number; 0.25 by default.
	Step Points `json:"step,omitempty"`
	// Threshold is the percentage that earns the maximum, 100 % where it is 0;
	// Thresholds are those of units that have one of their own, such as the ratio
	// of their branch (S33). AtMost turns it round: the maximum up to the
	// threshold, above it Max × threshold / actual. A gate or a pass with a
	// threshold is met by a ratio up to it (AtMost) or from it on.
	Threshold  Percent     `json:"threshold,omitempty"`
	Thresholds []Threshold `json:"thresholds,omitempty"`
	AtMost     bool        `json:"at_most,omitempty"`
	// Measure is what the figure of a relative criterion counts: "công trình".
	Measure string `json:"measure,omitempty"`
	// Best and Settled are set by Among alone: the greatest figure of the other
	// units, 0 = none known, and whether no figure is still to come.
	Best    int64 `json:"-"`
	Settled bool  `json:"-"`
	// Each is the points per count of a count, bonus or deduction.
	Each Points `json:"each,omitempty"`
	// Requirement and PerLateDay serve auto criteria. A deduction (E1) names
	// the requirement whose absence it punishes, entered by the desk; an
	// unanswered gate (G3) fails when its requirement was never completed.
	Requirement string `json:"requirement,omitempty"`
	PerLateDay  Points `json:"per_late_day,omitempty"`
	Evidence    bool   `json:"evidence"`
	// MayNotApply lets a unit choose "không áp dụng".
	MayNotApply bool `json:"may_not_apply,omitempty"`
	// DeskOnly criteria are never typed by the unit (E1, E3, E4 and auto).
	DeskOnly bool `json:"desk_only,omitempty"`
	// Bars names what a failed gate shuts out: "flag", "certificate", "rank".
	Bars []string `json:"bars,omitempty"`
}

// Sheet is the score sheet of a plan, versioned data of the year (S71).
type Sheet struct {
	Version      string      `json:"version"`
	Total        Points      `json:"total"` // declared sum of the maxima of the sections
	BonusCap     Points      `json:"bonus_cap"`
	DeductionCap Points      `json:"deduction_cap"`
	Sections     []Section   `json:"sections"`
	Criteria     []Criterion `json:"criteria"` // in the order of the paper
}

// Criterion finds a criterion by id.
func (s *Sheet) Criterion(id string) (Criterion, bool) {
	for _, c := range s.Criteria {
		if c.ID == id {
			return c, true
		}
	}
	return Criterion{}, false
}

// Typed lists the criteria a unit answers itself, in order.
func (s *Sheet) Typed() []Criterion {
	out := make([]Criterion, 0, len(s.Criteria))
	for i := range s.Criteria {
		if s.Criteria[i].Typed() {
			out = append(out, s.Criteria[i])
		}
	}
	return out
}

// Typed reports whether a unit answers the criterion itself.
func (c *Criterion) Typed() bool { return !c.DeskOnly && c.Kind != KindAuto }
