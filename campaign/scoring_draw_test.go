package campaign

import (
	"fmt"
	"math"

	"pgregory.net/rapid"
)

// drawSheet fills a sheet with any entries a person or a damaged record could
// hold.
func drawSheet(t *rapid.T, s *Sheet) (map[string]Entry, map[string]Timeliness) {
	entries := map[string]Entry{}
	for _, c := range s.Criteria {
		if rapid.Bool().Draw(t, c.ID) {
			entries[c.ID] = Entry{
				Value:         drawValue(c).Draw(t, c.ID+" value"),
				NotApplicable: rapid.IntRange(0, 4).Draw(t, c.ID+" n/a") == 0,
			}
		}
	}
	timely := map[string]Timeliness{}
	for _, r := range []string{"soket", "tongket"} {
		timely[r] = Timeliness{
			Complete: rapid.Bool().Draw(t, r), LateDays: rapid.IntRange(0, 9).Draw(t, r+" late"),
			Provisional: rapid.Bool().Draw(t, r+" provisional"),
		}
	}
	return entries, timely
}

// drawValue draws usual figures, the ends of a kind, and what lies beyond them.
func drawValue(c Criterion) *rapid.Generator[int64] {
	edge := int64(c.Max)
	if c.Kind == KindPercentage {
		edge = int64(c.ThresholdOrWhole())
	}
	return rapid.OneOf(rapid.Int64Range(-100, 12000), rapid.Int64Range(0, 9),
		rapid.SampledFrom([]int64{edge - 1, edge, edge + 1, MaxCount, MaxPercent, MaxFigure, MaxFigure + 1, math.MaxInt64 / 2}))
}

// drawPlanSheet draws a score sheet a plan may have: parts within parts with and
// without caps, and criteria of every kind.
func drawPlanSheet(t *rapid.T) Sheet {
	s := Sheet{Version: "drawn"}
	points := func(most Points, label string) Points { return Points(rapid.Int64Range(1, int64(most)).Draw(t, label)) }
	s.BonusCap, s.DeductionCap = points(900, "bonus cap"), points(900, "deduction cap")
	criterion := func(kinds []Kind, section string) Points {
		c := Criterion{ID: fmt.Sprint("k", len(s.Criteria)), Section: section, Title: "…", Kind: rapid.SampledFrom(kinds).Draw(t, "kind")}
		if c.Kind != KindGate {
			c.Max = DefaultStep * points(40, "max")
		}
		c.fill(t, points)
		s.Criteria = append(s.Criteria, c)
		return c.Max
	}
	var section func(parent string, depth int) Points
	section = func(parent string, depth int) Points {
		at := len(s.Sections)
		s.Sections = append(s.Sections, Section{ID: fmt.Sprint("s", at), Title: "…", Parent: parent})
		id, most := s.Sections[at].ID, Points(0)
		for range rapid.IntRange(1, 3).Draw(t, "criteria") {
			most += criterion([]Kind{KindNumber, KindPercentage, KindRelative, KindAuto, KindPass, KindCount}, id)
		}
		if depth < 2 {
			for range rapid.IntRange(0, 2).Draw(t, "parts") {
				most += section(id, depth+1)
			}
		}
		sec := &s.Sections[at]
		if sec.Max = most; rapid.Bool().Draw(t, "capped") {
			sec.Cap = points(most-1, "cap")
		}
		return sec.Worth()
	}
	for range rapid.IntRange(1, 3).Draw(t, "sections") {
		s.Total += section("", 0)
	}
	criterion([]Kind{KindNumber}, s.Sections[0].ID) // one at least is the unit's own
	s.grow(s.Criteria[len(s.Criteria)-1].Max)
	for range rapid.IntRange(0, 4).Draw(t, "outside") {
		criterion([]Kind{KindBonus, KindDeduction, KindGate}, "")
	}
	return s
}

// grow adds a criterion's points to the first section.
func (s *Sheet) grow(by Points) {
	first := &s.Sections[0]
	before := first.Worth()
	first.Max += by
	s.Total += first.Worth() - before
}

// fill draws what a kind needs.
func (c *Criterion) fill(t *rapid.T, points func(Points, string) Points) {
	may := func(label string) bool { return rapid.Bool().Draw(t, label) }
	c.MayNotApply = c.Section != "" && c.Kind != KindAuto && may("may not apply")
	switch c.Kind {
	case KindAuto:
		c.Requirement, c.PerLateDay = rapid.SampledFrom([]string{"soket", "tongket"}).Draw(t, "requirement"), points(c.Max, "a day")
	case KindPercentage:
		c.AtMost = may("at most")
		if may("threshold") {
			c.Threshold = Percent(rapid.Int64Range(1, 15000).Draw(t, "percent"))
		}
	case KindRelative:
		c.Best, c.Settled = rapid.Int64Range(0, 12000).Draw(t, "best"), may("settled")
	case KindCount, KindBonus, KindDeduction:
		c.Each, c.DeskOnly = points(c.Max, "each"), may("of the desk")
	case KindPass:
		c.DeskOnly = may("of the desk")
	case KindGate:
		c.Bars = []string{BarFlag}
	}
}
