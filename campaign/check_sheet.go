package campaign

import (
	"fmt"
	"slices"
)

// mostPoints bounds every figure of a sheet; real ones total 100 or 1,000. It
// keeps the scaling of sums far from overflowing.
const mostPoints = Points(1_000_000 * 100)

func (c *checker) sheet() {
	s := &c.plan.Sheet
	c.text("sheet.version", s.Version)
	c.amount("sheet.total", s.Total, 1)
	c.amount("sheet.bonus_cap", s.BonusCap, 0)
	c.amount("sheet.deduction_cap", s.DeductionCap, 0)
	c.criteria()
	c.sums()
	c.classes()
}

// classes want names of their own and totals that tell them apart.
func (c *checker) classes() {
	names, froms := map[string]string{}, map[Points]string{}
	for i, k := range c.plan.Classes {
		path := fmt.Sprintf("classes[%d]", i)
		c.text(path+".name", k.Name)
		c.amount(path+".from", k.From, 0)
		if before, twice := names[k.Name]; twice {
			c.add(path+".name", "is the name of %s as well", before)
		}
		if before, twice := froms[k.From]; twice {
			c.add(path+".from", "is where %s begins as well; %s must differ", before, k.From)
		}
		names[k.Name], froms[k.From] = path, path
	}
}

func (c *checker) amount(path string, p, least Points) {
	c.want(p >= least && p <= mostPoints, path, "%s points are out of range; use %s to %s", p, least, mostPoints)
}

// sums wants the declared maxima to be what their parts add up to: somebody who
// mistyped one maximum would otherwise rank a whole year by it.
func (c *checker) sums() {
	s := &c.plan.Sheet
	var total Points
	bySection := map[string]Points{}
	for _, k := range s.Criteria {
		bySection[k.Section] += k.Max
	}
	seen := map[string]string{}
	for i := len(s.Sections) - 1; i >= 0; i-- { // parts before what they are a part of
		sec := s.Sections[i]
		if sec.Parent == "" {
			total += sec.Worth()
		} else {
			bySection[sec.Parent] += sec.Worth()
		}
	}
	for i, sec := range s.Sections {
		path := fmt.Sprintf("sheet.sections[%d]", i)
		c.text(path+".title", sec.Title)
		c.sectionID(path, sec.ID, seen)
		c.nesting(path, i)
		if sum := bySection[sec.ID]; sum != sec.Max {
			c.add(path+".max", "the criteria of %s add up to %s, not to %s; correct one of them", sec.ID, sum, sec.Max)
		}
	}
	c.want(len(s.Sections) > 0, "sheet.sections", "is empty; list the sections in the order of the paper")
	if total != s.Total {
		c.add("sheet.total", "the sections add up to %s, not to %s; correct one of them", total, s.Total)
	}
}

// nesting checks where a section lies and what its cap leaves of it.
func (c *checker) nesting(path string, i int) {
	sec, before := c.plan.Sheet.Sections[i], c.plan.Sheet.Sections[:i]
	known := slices.ContainsFunc(before, func(s Section) bool { return s.ID == sec.Parent })
	c.want(sec.Parent == "" || known, path+".parent", "%q is no section listed before this one; list a section before its parts", sec.Parent)
	c.want(sec.Cap >= 0 && (sec.Cap == 0 || sec.Cap < sec.Max), path+".cap", "a cap of %s cuts nothing off %s; use less, or leave it out", sec.Cap, sec.Max)
}

// sectionID: sections and criteria carry the letters printed on the paper (A,
// A1), so capitals are allowed there.
func (c *checker) sectionID(path, id string, seen map[string]string) {
	c.id(path, lowerASCII(id), seen)
}

func lowerASCII(s string) string {
	b := []byte(s)
	for i := range b {
		if b[i] >= 'A' && b[i] <= 'Z' {
			b[i] += 'a' - 'A'
		}
	}
	return string(b)
}

func (c *checker) criteria() {
	seen := map[string]string{}
	for i, k := range c.plan.Sheet.Criteria {
		path := fmt.Sprintf("sheet.criteria[%d]", i)
		c.sectionID(path, k.ID, seen)
		c.text(path+".title", k.Title)
		switch k.Kind {
		case KindNumber, KindPercentage, KindRelative, KindPass, KindCount, KindAuto:
			c.scored(path, k)
		case KindBonus, KindDeduction:
			c.counted(path, k)
		case KindGate:
			c.want(k.Max == 0, path+".max", "%s points for a gate, which carries none; write 0", k.Max)
			c.want(len(k.Bars) > 0, path+".bars", "is empty, so failing it has no effect; list %q, %q or %q", BarFlag, BarCertificate, BarRank)
		default:
			c.add(path+".kind", "%q is unknown; use %q, %q, %q, %q, %q, %q, %q, %q or %q", k.Kind,
				KindNumber, KindPercentage, KindRelative, KindPass, KindCount, KindAuto, KindGate, KindBonus, KindDeduction)
		}
		c.common(path, k)
	}
	c.want(len(c.plan.Sheet.Typed()) > 0, "sheet.criteria", "no criterion is answered by the units; list at least one")
}

// scored checks a criterion that belongs to a section.
func (c *checker) scored(path string, k Criterion) {
	known := slices.ContainsFunc(c.plan.Sheet.Sections, func(s Section) bool { return s.ID == k.Section })
	c.want(known, path+".section", "%q is not the id of a section; use one of sheet.sections", k.Section)
	c.amount(path+".max", k.Max, 1)
	switch k.Kind {
	case KindNumber:
		if k.Step < 0 || k.Max%k.StepOrDefault() != 0 {
			c.add(path+".step", "steps of %s do not reach the maximum of %s; use a step that divides it", k.StepOrDefault(), k.Max)
		}
	case KindCount:
		c.each(path, k)
	case KindAuto:
		r, ok := c.plan.Requirement(k.Requirement)
		c.want(ok, path+".requirement", "%q is not the id of a requirement, and timeliness needs one", k.Requirement)
		c.want(!ok || r.Due.Given(), path+".requirement", "%q has no date, so it is never late; name one that has", k.Requirement)
		c.want(k.PerLateDay > 0, path+".per_late_day", "%s points a day take nothing off; write more than 0", k.PerLateDay)
	}
}

// counted checks a bonus or a deduction.
func (c *checker) counted(path string, k Criterion) {
	c.want(k.Section == "", path+".section", "%q: a %s belongs to no section; leave it out", k.Section, k.Kind)
	c.amount(path+".max", k.Max, 1)
	c.each(path, k)
}

// thresholds wants percentages that divide, each unit of the plan once at most.
func (c *checker) thresholds(path string, k Criterion) {
	const right = "out of range; use more than 0 and at most 999.99 (per cent)"
	inRange := func(p Percent) bool { return p > 0 && int64(p) <= MaxPercent }
	c.want(k.Threshold == 0 || inRange(k.Threshold), path+".threshold", right)
	seen := map[string]bool{}
	for i, t := range k.Thresholds {
		at := fmt.Sprintf("%s.thresholds[%d]", path, i)
		_, known := c.plan.Unit(t.Unit)
		c.want(known, at+".unit", "%q is not the id of a unit", t.Unit)
		c.want(!seen[t.Unit], at+".unit", "%q has a threshold already", t.Unit)
		c.want(inRange(t.Percent), at+".percent", right)
		seen[t.Unit] = true
	}
}

// each checks the points of one time.
func (c *checker) each(path string, k Criterion) {
	c.want(k.Each > 0 && k.Each <= k.Max, path+".each", "%s points per count; use more than 0 and at most the maximum of %s", k.Each, k.Max)
}

// common checks what every kind shares.
func (c *checker) common(path string, k Criterion) {
	c.want(k.Section == "" || k.Kind != KindGate, path+".section", "%q: a gate belongs to no section; leave it out", k.Section)
	c.want(!k.MayNotApply || k.Section != "" && k.Kind != KindAuto, path+".may_not_apply",
		"only what is scored in a section may not apply; leave it out")
	c.want(k.Kind == KindPercentage || k.Kind.YesNo() || k.Threshold == 0 && len(k.Thresholds) == 0 && !k.AtMost, path+".threshold",
		"only a percentage, and what is met or not, has a threshold; leave it out")
	c.thresholds(path, k)
	c.want(k.Kind == KindRelative || k.Measure == "", path+".measure", "only a relative criterion has a measure; leave it out")
	c.want(!k.DeskOnly || k.Kind == KindAuto || k.recorded(), path+".desk_only",
		"the desk keeps no records on a %s, so nobody would ever score it; leave it out", k.Kind)
	c.want(len(k.Bars) == 0 || k.Kind == KindGate, path+".bars", "only a gate bars from something; leave it out")
	for i, b := range k.Bars {
		c.want(b == BarFlag || b == BarCertificate || b == BarRank, fmt.Sprintf("%s.bars[%d]", path, i),
			"%q is unknown; use %q, %q or %q", b, BarFlag, BarCertificate, BarRank)
	}
	if _, ok := c.plan.Requirement(k.Requirement); k.Requirement != "" && !ok && k.Kind != KindAuto {
		c.add(path+".requirement", "%q is not the id of a requirement; use one of them or leave it out", k.Requirement)
	}
}
