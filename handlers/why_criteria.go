package handlers

import (
	"strconv"

	"thidua/campaign"
)

// showCriteria explains a gap criterion by criterion, for whoever may see every
// unit's figures by criterion: what is equal is left out, and the lines add up
// exactly to the gap.
func (r *ranking) showCriteria() {
	i := r.asked()
	if i < 0 || !r.seen.detail || r.seen.lines[i].Unranked != "" {
		r.Go("table")
		return
	}
	s := r.seen.lines[i]
	other, ok := r.beside(i)
	if !ok {
		r.Go("why")
		return
	}
	var out []string
	for _, d := range criteriaDifferences(r.seen.sheet, s.Tally, other.Tally) {
		if d.own != d.other {
			out = append(out, r.S(whyLine, HTML(r.differenceName(d)), r.points(d.own), r.points(d.other), r.signed(d.own-d.other)))
		}
	}
	if out == nil {
		out = []string{r.S(allEqual)}
	}
	out = append(out, r.S(whySum, r.signed(s.Tally.Total-other.Tally.Total)))
	pages := paged(out, pageLimit)
	page, _ := strconv.Atoi(r.Kept("page"))
	page = min(max(page, 0), len(pages)-1)
	head := lines(r.S(criteriaTitle, s.Unit.Name, other.Unit.Name), r.whyMark())
	back := Row(r.B("why "+s.Unit.ID, stepBack), r.B("table", backToTable))
	if len(pages) > 1 {
		r.Show(paragraphs(head, pages[page]), turnPages(page, len(pages)), back)
		return
	}
	r.Show(paragraphs(head, pages[0]), back)
}

// differenceName names a line of an explanation.
func (r *ranking) differenceName(d difference) string {
	switch {
	case d.criterion != nil:
		return r.S(whyCriterion, d.criterion.ID, short(d.criterion.Title, criterionName))
	case d.section != nil && d.name != (Text{}):
		return r.S(d.name, d.section.ID)
	case d.section != nil:
		return r.S(whySection, d.section.ID, d.section.Title)
	}
	return r.S(d.name)
}

// criterionName is how much of a criterion's title a line shows, in letters.
const criterionName = 60

// criteriaDifferences splits two totals into their criteria. What a cap cuts off
// a section, the bonus or the deductions is a line of its own, so that the lines
// add up exactly to both totals.
func criteriaDifferences(sheet *campaign.Sheet, own, other campaign.Tally) []difference {
	var out []difference
	cut := func(name Text, section *campaign.Section, a, b campaign.Points) {
		if a != 0 || b != 0 {
			out = append(out, difference{name: name, section: section, own: a, other: b})
		}
	}
	// take adds the criteria of a group, as they enter the total, and returns
	// their sums.
	take := func(sign campaign.Points, in func(campaign.Criterion) bool) (a, b campaign.Points) {
		for i := range sheet.Criteria {
			c := &sheet.Criteria[i]
			if !in(*c) {
				continue
			}
			d := difference{criterion: c, own: sign * own.Scores[c.ID], other: sign * other.Scores[c.ID]}
			out = append(out, d)
			a, b = a+d.own, b+d.other
		}
		return a, b
	}
	for i := range sheet.Sections {
		sec := &sheet.Sections[i]
		take(1, func(c campaign.Criterion) bool { return c.Section == sec.ID })
		cut(whySectionCap, sec, own.Sections[sec.ID]-sheet.Uncut(own, sec.ID), other.Sections[sec.ID]-sheet.Uncut(other, sec.ID))
	}
	cut(whyScaled, nil, own.Rebased-own.Base, other.Rebased-other.Base)
	a, b := take(1, func(c campaign.Criterion) bool { return c.Section == "" && c.Kind == campaign.KindBonus })
	cut(whyBonusCap, nil, own.Bonus-a, other.Bonus-b)
	a, b = take(-1, func(c campaign.Criterion) bool { return c.Section == "" && c.Kind == campaign.KindDeduction })
	cut(whyDeductionCap, nil, -own.Deduction-a, -other.Deduction-b)
	cut(whyFloor, nil, floor(own), floor(other))
	return out
}

var (
	criteriaTitle   = T("<b>%s so với %s, từng tiêu chí</b>", "<b>%s against %s, by criterion</b>")
	whyCriterion    = T("%s. %s", "%s. %s")
	whySectionCap   = T("Phần %s: phần vượt trần không tính", "Part %s: what is above the cap")
	whyBonusCap     = T("Điểm thưởng vượt trần không tính", "Bonus above the cap")
	whyDeductionCap = T("Điểm trừ vượt trần không tính", "Deductions above the cap")
	allEqual        = T("Hai đơn vị bằng nhau ở mọi tiêu chí.", "The two are equal in every criterion.")
)
