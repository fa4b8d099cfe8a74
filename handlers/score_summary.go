package handlers

import (
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// showSummary adds the sheet up and offers what is left to do.
func (s *scoring) showSummary() {
	blank := s.tally.Blank
	var rows [][]storage.Button
	gaps := ""
	if len(blank) > 0 {
		gaps = s.S(gapsLeft, counted(len(blank), s.Lang(), criterionNoun))
		rows = s.gapButtons(blank, gridPage)
	}
	rows = append(rows, Row(s.B("grid", listLabel), s.B("excel", excelLabel)), Row(s.B("stated", statedLabel)), Row(s.B("confirm", sendLabel)))
	rows = append(s.withdrawnRows(), rows...)
	s.Show(paragraphs(s.Kept("done"), s.header(), s.sums(), paragraphs(s.openingLine(), gaps)), rows...)
	delete(s.State.Answers, "done")
}

// openingLine says from when the sheet is taken, while it is not yet.
func (s *scoring) openingLine() string {
	if s.due.Requirement.ID == "" || s.due.Open {
		return ""
	}
	return s.S(notOpenYet, dayWords(s.due.Opens, s.Lang()))
}

// sums are all figures of the tally with the way they were reached.
func (s *scoring) sums() string {
	var out []string
	for _, sec := range s.Plan.Sheet.Tree() {
		out = append(out, s.sectionLine(sec))
		for _, c := range s.Plan.Sheet.Criteria {
			if c.Section == sec.ID && c.Kind == campaign.KindAuto {
				out = append(out, s.autoLine(c))
			}
		}
	}
	out = append(out, s.rebaseLine(), s.cappedLine(campaign.KindBonus), s.cappedLine(campaign.KindDeduction), s.gateLine(), s.totalLine())
	return lines(out...)
}

// sectionLine is the sum of a section, saying so where its cap cut it.
func (s *scoring) sectionLine(sec campaign.Nested) string {
	got := s.tally.Sections[sec.ID]
	line := strings.Repeat("   ", sec.Depth) + s.S(sectionSum, sec.ID, sec.Title, s.points(got), s.points(s.tally.Most[sec.ID]))
	if uncut := s.Plan.Sheet.Uncut(s.tally, sec.ID); uncut > got {
		line += s.S(cutToCap, s.points(uncut), s.points(sec.Cap))
	} else if sec.Cap > 0 {
		line += s.S(capStands, s.points(sec.Cap))
	}
	return line
}

func (s *scoring) points(p campaign.Points) string { return pointsWords(p, s.Lang()) }

// autoLine is a criterion computed from a hand-in, and whether it can still
// change.
func (s *scoring) autoLine(c campaign.Criterion) string {
	score := s.tally.Scores[c.ID]
	for _, d := range s.duties {
		if d.Requirement.ID != c.Requirement {
			continue
		}
		late := lateWords(d.LateDays, s.Lang())
		if d.State == campaign.DutyHandedIn {
			return s.S(autoFixed, c.ID, s.points(score), s.points(c.Max), d.Requirement.Short, late)
		}
		return s.S(autoProvisional, c.ID, s.points(score), s.points(c.Max), d.Requirement.Short, late)
	}
	return ""
}

// rebaseLine explains the scaling where something does not apply.
func (s *scoring) rebaseLine() string {
	t, total := s.tally, s.Plan.Sheet.Total
	if t.NotApplied == 0 {
		return s.S(baseSum, s.points(t.Base), s.points(total))
	}
	return lines(
		s.S(baseSum, s.points(t.Base), s.points(total-t.NotApplied)),
		s.S(rebased, strings.Join(s.notApplied(), ", "), s.points(t.Base), s.points(total), s.points(total-t.NotApplied), s.points(t.Rebased)))
}

func (s *scoring) notApplied() []string {
	return s.ids(func(c campaign.Criterion) bool { return s.sheet.Entries[c.ID].NotApplicable })
}

// cappedLine is the bonus or the deduction, saying so where the cap cut it.
func (s *scoring) cappedLine(kind campaign.Kind) string {
	var raw campaign.Points
	for _, c := range s.Plan.Sheet.Criteria {
		if c.Kind == kind {
			raw += s.tally.Scores[c.ID]
		}
	}
	form, counts, limit := bonusSum, s.tally.Bonus, s.Plan.Sheet.BonusCap
	if kind == campaign.KindDeduction {
		form, counts, limit = deductionSum, s.tally.Deduction, s.Plan.Sheet.DeductionCap
	}
	line := s.S(form, s.points(counts))
	if raw > counts {
		line += s.S(cutToCap, s.points(raw), s.points(limit))
	}
	return line
}

// gateLine names the conditions not met and what that costs.
func (s *scoring) gateLine() string {
	var out []string
	for _, id := range s.tally.Failed {
		c, _ := s.Plan.Sheet.Criterion(id)
		out = append(out, s.S(gateFailed, c.ID, c.Title, s.bars(c.Bars)))
	}
	return strings.Join(out, "\n")
}

// totalLine is the total with its arithmetic.
func (s *scoring) totalLine() string {
	t, sheet := s.tally, s.Plan.Sheet
	mark := ""
	if t.Provisional || !s.sheet.Sealed() {
		mark = s.S(provisionalMark)
	}
	return lines(
		s.S(totalSum, s.points(t.Total))+mark,
		s.S(formula, s.points(t.Rebased), s.points(t.Bonus), s.points(t.Deduction), s.points(t.Total), s.points(sheet.BonusCap), s.points(sheet.DeductionCap)))
}

func (s *scoring) pressSummary(action string) {
	if action == "confirm" && !s.maySend() {
		return
	}
	s.open(action)
}

// maySend tells why the sheet cannot be handed in now, if it cannot.
func (s *scoring) maySend() bool {
	switch {
	case len(s.tally.Blank) > 0:
		s.object(cannotSend.plain(s.Lang(), counted(len(s.tally.Blank), s.Lang(), criterionNoun), s.some(s.tally.Blank)))
	case s.due.Requirement.ID != "" && !s.due.Open:
		s.object(notOpenYet.plain(s.Lang(), dayWords(s.due.Opens, s.Lang())))
	case s.onTheWay() > 0:
		s.object(evidenceComes.plain(s.Lang(), HTML(counted(s.onTheWay(), s.Lang(), fileNoun))))
	default:
		return true
	}
	return false
}

// some names the first few of many.
func (s *scoring) some(ids []string) string {
	const few = 12
	if len(ids) > few+1 {
		return s.S(someMore, strings.Join(ids[:few], ", "), counted(len(ids)-few, s.Lang(), otherCriterion))
	}
	return strings.Join(ids, ", ")
}

// object refuses a press in a box to be closed, and typed words in a message.
func (s *scoring) object(text string) {
	if _, pressed := s.Event.Body.(Pressed); pressed {
		s.Answer(toast(text), true)
		return
	}
	s.Say(s.S(escapedLine, text))
}

var (
	criterionNoun   = T("tiêu chí", "criterion|criteria")
	otherCriterion  = T("tiêu chí khác", "other|others")
	someMore        = T("%s và %s", "%s and %s")
	gapsLeft        = T("<b>Còn %s chưa trả lời</b>, nên chưa gửi được. Mời đồng chí bấm vào mã để trả lời:", "<b>%s without an answer</b>, so the sheet cannot be sent yet. Press a code to answer:")
	excelLabel      = T("Bảng Excel", "Excel file")
	sendLabel       = T("Gửi Bảng chấm điểm", "Send the score sheet")
	notOpenYet      = T("Bảng chấm điểm được nhận từ %s. Câu trả lời của đồng chí đã được lưu; đến ngày đó mời đồng chí gửi.", "Score sheets are taken from %s. Your answers are kept; please send the sheet from that day.")
	sectionSum      = T("<b>%s.</b> %s: %s/%s", "<b>%s.</b> %s: %s/%s")
	autoFixed       = T("   %s: %s/%s (%s: đã nộp, %s)", "   %s: %s/%s (%s: handed in, %s)")
	autoProvisional = T("   %s: %s/%s (%s: nếu nộp đủ bây giờ, %s; tạm tính)", "   %s: %s/%s (%s: if completed now, %s; provisional)")
	baseSum         = T("Cộng các phần: %s/%s", "Sum of the parts: %s/%s")
	rebased         = T("Không áp dụng %s, quy đổi: %s × %s : %s = %s", "%s does not apply, scaled: %s × %s : %s = %s")
	bonusSum        = T("Điểm thưởng: +%s", "Bonus: +%s")
	deductionSum    = T("Điểm trừ: −%s", "Deductions: −%s")
	capStands       = T(" (trần %s)", " (cap %s)")
	cutToCap        = T(" (khai %s, tính đến trần %s)", " (declared %s, capped at %s)")
	gateFailed      = T("Không đạt %s (%s): %s", "%s not met (%s): %s")
	provisionalMark = T(" (TẠM TÍNH)", " (PROVISIONAL)")
	totalSum        = T("<b>Tổng điểm tự chấm: %s</b>", "<b>Self-score total: %s</b>")
	formula         = T("Cách tính: %s + %s − %s = %s; điểm thưởng tính đến %s, điểm trừ tính đến %s, tổng không dưới 0.", "How: %s + %s − %s = %s; bonus at most %s, deductions at most %s, total never below 0.")
	cannotSend      = T("Chưa gửi được: còn %s chưa trả lời (%s).", "Cannot be sent yet: %s without an answer (%s).")
)
