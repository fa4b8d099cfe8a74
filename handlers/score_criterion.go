package handlers

import (
	"slices"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// header opens every screen of a draft: whose sheet, how far, how much so far,
// how long still.
func (s *scoring) header() string {
	typed := len(s.Plan.Sheet.Typed())
	return lines(
		s.S(sheetTitle, s.year()),
		s.S(escapedLine, s.unitName(s.unit)),
		s.S(progressLine, typed-len(s.tally.Blank), typed, pointsWords(s.tally.Total, s.Lang()))+s.timeLeft())
}

// timeLeft says when the sheet can be handed in, or how many days are left.
func (s *scoring) timeLeft() string {
	switch d := s.due; {
	case d.Requirement.ID == "":
		return ""
	case !d.Open:
		return " · " + s.S(opensOn, shortDay(d.Opens, s.Lang()))
	case d.LastDay.IsZero():
		return ""
	default:
		return " · " + daysLeft(d.DaysLeft, s.Lang())
	}
}

// showCriterion is the question: what is scored, how, and what stands there.
func (s *scoring) showCriterion() {
	c := s.criterion()
	s.Keep("seen", s.stamp(c.ID))
	e, answered := s.sheet.Entries[c.ID]
	now := s.S(blankNow)
	if answered {
		now = s.S(answerNow, s.declaredWords(c, e))
	}
	ask := s.S(askFor(c), s.example(c))
	if s.Kept("typing") != "" {
		ask = s.S(typeNow, s.example(c))
	}
	s.Show(paragraphs(
		s.Kept("done"), s.header(),
		lines(s.S(criterionTitle, c.ID, c.Title), s.whereWords(c), s.kindWords(c), s.evidenceWords(c)+s.proofCount(c.ID), s.pastLine(c), now), ask),
		s.criterionButtons(c, answered)...)
	delete(s.State.Answers, "done")
}

func (s *scoring) criterionButtons(c campaign.Criterion, answered bool) [][]storage.Button {
	rows := [][]storage.Button{s.quick(c)}
	single := len(rows[0]) == 1
	if single {
		rows[0] = append(rows[0], s.B("type", otherValue))
	}
	if share, ok := s.offered(c); ok {
		rows = append(rows, Row(s.B("v"+strconv.FormatInt(share, 10), byTargets, percentWords(share, s.Lang()))))
	}
	var more []storage.Button
	if !c.Kind.YesNo() && !single {
		more = append(more, s.B("type", otherValue))
	}
	if c.MayNotApply && c.Section != "" {
		more = append(more, s.B("na", notApplicable))
	}
	if len(more) > 0 {
		rows = append(rows, more)
	}
	rows = append(rows, Row(s.B("evidence", evidenceLabel, len(campaign.EvidenceFor(s.proofs(), c.ID)))))
	rows = append(rows, Row(
		storage.Button{Label: "‹", Action: "prev"}, s.B("grid", listLabel), storage.Button{Label: "›", Action: "next"}))
	last := Row(s.B("summary", summaryLabel))
	if answered {
		last = append(last, s.B("erase", eraseLabel))
	}
	return append(rows, last)
}

// quick are the values one press away.
func (s *scoring) quick(c campaign.Criterion) []storage.Button {
	var out []storage.Button
	add := func(value int64, label string) {
		out = append(out, storage.Button{Label: label, Action: "v" + strconv.FormatInt(value, 10)})
	}
	switch {
	case c.Kind.YesNo():
		add(1, s.S(gateYes))
		add(0, s.S(gateNo))
	case c.Kind == campaign.KindRelative:
		add(0, "0")
	case c.Kind == campaign.KindPercentage:
		if c.AtMost {
			add(0, percentWords(0, s.Lang()))
		}
		add(int64(c.ThresholdOrWhole()), percentWords(int64(c.ThresholdOrWhole()), s.Lang()))
	case c.Kind.Counted():
		for n := int64(0); n <= 3 && (n == 0 || campaign.Points(n-1)*c.Each < c.Max); n++ {
			add(n, strconv.FormatInt(n, 10))
		}
	default:
		for _, v := range quarters(c) {
			add(int64(v), pointsWords(v, s.Lang()))
		}
	}
	return out
}

// quarters are 0, 25, 50, 75 and 100 % of the maximum on the criterion's steps.
func quarters(c campaign.Criterion) []campaign.Points {
	step := c.StepOrDefault()
	var out []campaign.Points
	for q := campaign.Points(0); q < 4; q++ {
		out = append(out, (c.Max*q/4+step/2)/step*step)
	}
	out = append(out, c.Max)
	return slices.Compact(out)
}

// pressCriterion carries out a button of the question.
func (s *scoring) pressCriterion(action string) {
	c := s.criterion()
	if value, ok := strings.CutPrefix(action, "v"); ok {
		if n, err := strconv.ParseInt(value, 10, 64); err == nil {
			s.answer(c, s.entry(n))
			return
		}
	}
	switch action {
	case "type":
		s.Keep("typing", "1")
		s.showCriterion()
	case "na":
		s.Go("reason")
	case "erase":
		s.answer(c, nil)
	case "prev":
		s.goTo(s.neighbour(c.ID, -1))
	case "next":
		s.goTo(s.neighbour(c.ID, 1))
	default:
		s.Go(action)
	}
}

// neighbour is the criterion before or after, going round.
func (s *scoring) neighbour(id string, by int) string {
	typed := s.Plan.Sheet.Typed()
	i := slices.IndexFunc(typed, func(c campaign.Criterion) bool { return c.ID == id })
	return typed[(i+by+len(typed))%len(typed)].ID
}

// sayCriterion takes a typed answer, or the code of another criterion.
func (s *scoring) sayCriterion(text string) {
	if c, ok := criterionNamed(&s.Plan.Sheet, text); ok {
		s.goTo(c.ID)
		return
	}
	c := s.criterion()
	if words, ok := linkIn(text); ok {
		s.takeProofLinks(words)
		return
	}
	if fold(text) == fold(notApplicable.plain(s.Lang())) { // where it may be said, it is a button
		s.Say(s.S(mustApply, c.ID))
		return
	}
	n, problem := s.read(c, text)
	if problem != "" {
		s.Say(problem)
		return
	}
	e := s.entry(n)
	if c.ByRatio() {
		e.Reason = s.ratioReason(c, text)
	}
	s.answer(c, e)
}

// sayID opens the criterion whose code was typed.
func (s *scoring) sayID(text string) {
	if c, ok := criterionNamed(&s.Plan.Sheet, text); ok {
		s.goTo(c.ID)
		return
	}
	s.Say(s.S(awaitsCriterion))
}

func (s *scoring) entry(value int64) *campaign.Entry {
	return &campaign.Entry{Value: value, By: s.Actor.ID, At: s.Event.At}
}

var (
	sheetTitle     = T("<b>Bảng tự chấm điểm thi đua năm %d</b>", "<b>Self-score sheet %d</b>")
	escapedLine    = T("%s", "%s")
	progressLine   = T("Đã trả lời %d/%d · tạm tính %s điểm", "Answered %d/%d · %s points so far")
	opensOn        = T("nhận từ ngày %s", "can be sent from %s")
	criterionTitle = T("<b>%s. %s</b>", "<b>%s. %s</b>")
	blankNow       = T("Hiện tại: chưa trả lời", "At present: no answer")
	answerNow      = T("Hiện tại: %s", "At present: %s")
	typeNow        = T("Mời đồng chí nhập con số vào ô tin nhắn, ví dụ %s.", "Please type the figure as a message, for example %s.")
	otherValue     = T("Khác…", "Other…")
	notApplicable  = T("Không áp dụng", "Does not apply")
	listLabel      = T("Danh mục", "List")
	summaryLabel   = T("Xem tổng hợp", "Summary")
	eraseLabel     = T("Xóa trả lời", "Clear answer")
	gateYes        = T("Đạt", "Met")
	gateNo         = T("Không đạt", "Not met")
)
