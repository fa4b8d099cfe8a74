package handlers

import (
	"slices"
	"strings"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// showWhy explains one unit's place: its figures beside those of the unit above
// (below for the first), part by part, adding up exactly to the gap.
func (r *ranking) showWhy() {
	i := r.asked()
	if i < 0 {
		r.Go("table")
		return
	}
	s := r.seen.lines[i]
	back := Row(r.B("table", backToTable))
	question := whyTitle
	if s.Unranked != "" {
		question = whyNoPlace
	}
	title := lines(r.S(question, s.Unit.Name), r.whyMark())
	if s.Unranked != "" {
		r.Show(paragraphs(title, lines(r.S(whyUnranked, HTML(r.reason(s))), r.gates(s)), r.totals(s)), back)
		return
	}
	place := r.S(whyPlace, s.Place, r.points(s.Tally.Total))
	if s.Tied {
		place += r.S(tiedMark)
	}
	other, ok := r.beside(i)
	if !ok {
		r.Show(paragraphs(title, lines(place, r.S(whyAlone), r.gates(s)), r.totals(s)), back)
		return
	}
	rows := [][]storage.Button{r.aroundButtons(i)}
	if r.seen.detail {
		rows = append(rows, Row(r.B("criteria", byCriterion)))
	}
	r.Show(paragraphs(title, lines(place, r.gates(s)), r.totals(s), r.compared(s, other), r.decided(i, s, other)), append(rows, back)...)
}

// asked is the line of the unit asked about, -1 when it is gone.
func (r *ranking) asked() int {
	return slices.IndexFunc(r.seen.lines, func(s campaign.Scored) bool { return s.Unit.ID == r.Kept("unit") })
}

// whyMark says what the figures of an explanation are.
func (r *ranking) whyMark() string {
	at := stamp(r.seen.at, r.Lang())
	if !r.seen.provisional() {
		return r.S(whyRecord, r.seen.record.Number(), at)
	}
	return r.S(whyMark, at, HTML(r.seen.basis(r.Lang())))
}

// totals are the totals of a unit's stages where it has come further than the
// first.
func (r *ranking) totals(s campaign.Scored) string {
	if len(s.Totals) < 2 {
		return ""
	}
	var out []string
	for _, stage := range stages {
		if total, ok := s.Totals[stage]; ok {
			out = append(out, r.S(totalPart, stageWords[stage], r.points(total)))
		}
	}
	return r.S(totalsLine, HTML(strings.Join(out, " → ")))
}

// decided says which rule broke an equal total, seen from the unit asked about.
func (r *ranking) decided(i int, s, other campaign.Scored) string {
	rule, sentence := s.Rule, strings.TrimSpace(r.rule(s))
	if i == 0 {
		rule = other.Rule
		if rule == "" {
			return ""
		}
		sentence = r.ahead(rule)
	}
	if rule != campaign.TieEarlier {
		return sentence
	}
	own, others := stampsApart(s.CompletedAt.In(r.Plan.Location()), other.CompletedAt.In(r.Plan.Location()), r.Lang())
	return lines(sentence, r.S(completedAt, s.Unit.Name, own, other.Unit.Name, others))
}

// stampsApart are two instants as finely as it takes to tell them apart: one
// decided a place, so they may not read the same.
func stampsApart(a, b time.Time, lang string) (own, other string) {
	own, other = stamp(a, lang), stamp(b, lang)
	for _, finer := range []string{":05", ":05.000", ":05.000000000"} {
		if own != other || a.Equal(b) {
			break
		}
		if lang != "en" {
			finer = strings.ReplaceAll(finer, ".", ",")
		}
		own, other = stamp(a, lang)+a.Format(finer), stamp(b, lang)+b.Format(finer)
	}
	return own, other
}

// ahead is the sentence of a rule that put the first unit above the second.
func (r *ranking) ahead(rule campaign.TieRule) string {
	if rule == campaign.TieFirstSection {
		return r.S(aheadByRule[rule], r.firstSection())
	}
	return r.S(aheadByRule[rule])
}

// beside is the unit a unit is compared with: the one above, for the first the
// one below; false when there is none with a place.
func (r *ranking) beside(i int) (campaign.Scored, bool) {
	if i > 0 {
		return r.seen.lines[i-1], true
	}
	if len(r.seen.lines) > 1 && r.seen.lines[1].Unranked == "" {
		return r.seen.lines[1], true
	}
	return campaign.Scored{}, false
}

// compared is the gap to other, part by part.
func (r *ranking) compared(s, other campaign.Scored) string {
	out := []string{r.S(whyAgainst, other.Place, other.Unit.Name, r.points(other.Tally.Total))}
	for _, d := range differences(r.seen.sheet, s.Tally, other.Tally) {
		out = append(out, r.S(whyLine, HTML(r.differenceName(d)), r.points(d.own), r.points(d.other), r.signed(d.own-d.other)))
		if d.section != nil {
			out = append(out, r.capLines(*d.section, s, other)...)
		}
	}
	return lines(append(out, r.S(whySum, r.signed(s.Tally.Total-other.Tally.Total)))...)
}

// capLines name the caps within a part of the total that cut something off one of
// two units.
func (r *ranking) capLines(part campaign.Section, s, other campaign.Scored) []string {
	var out []string
	sheet := r.seen.sheet
	for _, sec := range append([]campaign.Nested{{Section: part}}, sheet.Under(part.ID, 1)...) {
		own, others := sheet.Uncut(s.Tally, sec.ID), sheet.Uncut(other.Tally, sec.ID)
		if own > s.Tally.Sections[sec.ID] || others > other.Tally.Sections[sec.ID] {
			out = append(out, "   "+r.S(whyCap, sec.ID, r.points(sec.Cap), r.points(own), r.points(others)))
		}
	}
	return out
}

// difference is one line of the explanation: the figure as it enters the total,
// so that deductions are negative.
type difference struct {
	name       Text
	section    *campaign.Section
	criterion  *campaign.Criterion
	own, other campaign.Points
}

// differences splits two totals into the same parts. The lines add up exactly
// to both totals: what scaling adds to the sum of the parts, and what the floor
// at zero gives back, are lines of their own, left out where both are nothing.
func differences(sheet *campaign.Sheet, own, other campaign.Tally) []difference {
	var out []difference
	for i := range sheet.Sections {
		sec := &sheet.Sections[i]
		if sec.Parent != "" {
			continue // in the part it lies in
		}
		out = append(out, difference{section: sec, own: own.Sections[sec.ID], other: other.Sections[sec.ID]})
	}
	add := func(name Text, a, b campaign.Points, always bool) {
		if always || a != 0 || b != 0 {
			out = append(out, difference{name: name, own: a, other: b})
		}
	}
	add(whyScaled, own.Rebased-own.Base, other.Rebased-other.Base, false)
	add(bonusTitle, own.Bonus, other.Bonus, true)
	add(deductionTitle, -own.Deduction, -other.Deduction, true)
	add(whyFloor, floor(own), floor(other), false)
	return out
}

// floor is what keeping the total from going below zero adds.
func floor(t campaign.Tally) campaign.Points {
	return t.Total - (t.Rebased + t.Bonus - t.Deduction)
}

// signed writes a difference with its sign: "+0,5", "−1,25", "0".
func (r *ranking) signed(p campaign.Points) string {
	if p > 0 {
		return "+" + r.points(p)
	}
	return r.points(p)
}

// aroundButtons lead to the neighbours' explanations.
func (r *ranking) aroundButtons(i int) []storage.Button {
	var row []storage.Button
	if i > 0 {
		row = append(row, r.B("why "+r.seen.lines[i-1].Unit.ID, unitAbove))
	}
	if i+1 < len(r.seen.lines) {
		row = append(row, r.B("why "+r.seen.lines[i+1].Unit.ID, unitBelow))
	}
	return row
}

var (
	whyTitle    = T("<b>Vì sao %s đứng ở vị trí này?</b>", "<b>Why does %s stand where it does?</b>")
	whyNoPlace  = T("<b>Vì sao %s chưa được xếp hạng?</b>", "<b>Why does %s have no place?</b>")
	completedAt = T("Nộp đủ hồ sơ: %s lúc %s; %s lúc %s.", "Hand-in complete: %s on %s; %s on %s.")
	whyMark     = T("TẠM TÍNH lúc %s. %s", "PROVISIONAL as of %s. %s")
	whyRecord   = T("Kết quả số %s, công bố lúc %s", "Results No. %s, published %s")
	totalPart   = T("%s %s", "%s %s")
	totalsLine  = T("Các bước: %s", "Stages: %s")
	byCriterion = T("Từng tiêu chí", "By criterion")
	whyPlace    = T("Hạng %d, %s điểm", "Place %d, %s points")
	whyUnranked = T("Chưa xếp hạng: %s", "Without a place: %s")
	whyAlone    = T("Chưa có đơn vị nào khác được xếp hạng để so sánh.", "No other unit has a place to compare with yet.")
	whyAgainst  = T("So với hạng %d, %s (%s điểm):", "Against place %d, %s (%s points):")
	whySection  = T("Phần %s. %s", "Part %s. %s")
	whyLine     = T("• %s: %s so với %s, chênh <b>%s</b>", "• %s: %s against %s, <b>%s</b>")
	whyScaled   = T("Quy đổi do có tiêu chí không áp dụng", "Scaling for criteria that do not apply")
	whyCap      = T("%s có trần %s; cộng trước khi tính trần: %s so với %s", "%s is capped at %s; before the cap: %s against %s")
	whyFloor    = T("Tổng không tính dưới 0", "Total never below 0")
	whySum      = T("Cộng: <b>%s</b> điểm", "In all: <b>%s</b> points")
	backToTable = T("Bảng xếp hạng", "Standings")
	unitAbove   = T("Đơn vị trên", "Unit above")
	unitBelow   = T("Đơn vị dưới", "Unit below")
)

// aheadByRule is why the first unit stands above one with an equal total.
var aheadByRule = map[campaign.TieRule]Text{
	campaign.TieFirstSection: T("Bằng tổng điểm với đơn vị dưới; xếp trên vì điểm phần %s cao hơn.", "Same total as the unit below; above it for more points in part %s."),
	campaign.TieDeductions:   T("Bằng tổng điểm với đơn vị dưới; xếp trên vì bị trừ ít điểm hơn.", "Same total as the unit below; above it for fewer points taken off."),
	campaign.TieEarlier:      T("Bằng tổng điểm với đơn vị dưới; xếp trên vì nộp đủ hồ sơ sớm hơn.", "Same total as the unit below; above it for completing the hand-in earlier."),
	campaign.TieEqual:        T("Bằng đơn vị dưới ở mọi tiêu chí so sánh.", "Equal to the unit below by every rule."),
}
