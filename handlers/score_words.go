package handlers

import (
	"slices"
	"strings"

	"thidua/campaign"
)

// How a criterion and an answer are said in words.

// whereWords is the part of the sheet and the place in the plan.
func (s *scoring) whereWords(c campaign.Criterion) string {
	part := s.groupTitle(c)
	if c.Ref == "" {
		return part
	}
	return s.S(partAndRef, HTML(part), c.Ref)
}

// groupTitle is the heading a criterion stands under.
func (t *Turn) groupTitle(c campaign.Criterion) string {
	if sec, ok := t.Plan.Sheet.Section(c.Section); ok {
		return t.sectionWords(&t.Plan.Sheet, sec)
	}
	switch c.Kind {
	case campaign.KindBonus:
		return t.S(bonusTitle)
	case campaign.KindDeduction:
		return t.S(deductionTitle)
	default:
		return t.S(gateTitle)
	}
}

// sectionWords names a section, with the part of the total it lies in.
func (t *Turn) sectionWords(s *campaign.Sheet, sec campaign.Section) string {
	if root, ok := s.Root(sec.ID); ok && sec.Parent != "" {
		return t.S(groupName, root.ID, sec.ID, sec.Title)
	}
	return t.S(sectionName, sec.ID, sec.Title)
}

// kindWords says how an answer becomes points.
func (s *scoring) kindWords(c campaign.Criterion) string {
	most, each := s.worth(c.Max), s.worth(c.Each)
	switch c.Kind {
	case campaign.KindPercentage:
		return s.percentageWords(c)
	case campaign.KindRelative:
		measure := ""
		if c.Measure != "" {
			measure = " (" + c.Measure + ")"
		}
		return s.S(relativeKind, most, pointsWords(c.Max, s.Lang()), measure)
	case campaign.KindPass:
		return lines(s.S(passKind, most, s.worth(0)), s.ratioRule(c))
	case campaign.KindCount:
		return s.S(countKind, each, most)
	case campaign.KindBonus:
		return s.S(bonusKind, each, most)
	case campaign.KindDeduction:
		return s.S(deductionKind, each, most)
	case campaign.KindGate:
		return lines(s.S(gateKind), s.ratioRule(c), s.barWords(c))
	default:
		return s.S(numberKind, most, pointsWords(c.StepOrDefault(), s.Lang()))
	}
}

// percentageWords says how a percentage becomes points, and against what: all of
// it, or a threshold.
func (s *scoring) percentageWords(c campaign.Criterion) string {
	full := percentWords(int64(c.ThresholdOrWhole()), s.Lang())
	form := percentageKind
	switch {
	case c.AtMost:
		form = atMostKind
	case c.Threshold > 0:
		form = thresholdKind
	}
	return lines(s.S(form, s.worth(c.Max), pointsWords(c.Max, s.Lang()), full), s.ownThreshold(c))
}

// ownThreshold names the threshold a unit has of its own.
func (s *scoring) ownThreshold(c campaign.Criterion) string {
	if !slices.ContainsFunc(c.Thresholds, func(t campaign.Threshold) bool { return t.Unit == s.unit }) {
		return ""
	}
	return s.S(ownThreshold, percentWords(int64(c.Threshold), s.Lang()))
}

// ratioRule says by which ratio a condition is met, if it is by one.
func (s *scoring) ratioRule(c campaign.Criterion) string {
	if !c.ByRatio() {
		return ""
	}
	form := metFrom
	if c.AtMost {
		form = metUpTo
	}
	return lines(s.S(form, percentWords(int64(c.Threshold), s.Lang())), s.ownThreshold(c))
}

// ratioReason keeps the ratio a unit typed beside the one it is held against, in
// the language of the bloc's records.
func (s *scoring) ratioReason(c campaign.Criterion, text string) string {
	v, err := campaign.ParsePercent(text)
	if err != nil {
		return ""
	}
	return ratioWords(c, v, s.Set.language())
}

// ratioWords puts a ratio beside the one it is held against.
func ratioWords(c campaign.Criterion, v int64, lang string) string {
	return ratioBeside.plain(lang, percentWords(v, lang), percentWords(int64(c.Threshold), lang))
}

// declaredWords is an answer of the unit, with the ratio that led to it.
func (t *Turn) declaredWords(c campaign.Criterion, e campaign.Entry) HTML {
	if words := t.entryWords(c, e); !c.Kind.YesNo() || e.Reason == "" || e.NotApplicable {
		return words
	}
	return HTML(t.S(withRatio, t.entryWords(c, e), e.Reason))
}

// barWords says what a failed gate costs.
func (s *scoring) barWords(c campaign.Criterion) string {
	if len(c.Bars) == 0 {
		return ""
	}
	return s.S(gateCosts, s.bars(c.Bars))
}

// bars is "không xét Cờ thi đua, không xét Bằng khen".
func (t *Turn) bars(bars []string) string {
	var out []string
	for _, b := range bars {
		if text, ok := barNames[b]; ok {
			out = append(out, t.S(text))
		}
	}
	return strings.Join(out, ", ")
}

func (s *scoring) evidenceWords(c campaign.Criterion) string {
	if c.Evidence {
		return s.S(evidenceNeeded)
	}
	return s.S(evidenceFree)
}

// entryWords is an answer with what it is worth.
func (t *Turn) entryWords(c campaign.Criterion, e campaign.Entry) HTML {
	lang := t.Lang()
	points := t.worth(campaign.ScoreOf(c, e))
	switch {
	case e.NotApplicable:
		return HTML(t.S(naWords, e.Reason))
	case c.Kind == campaign.KindPercentage && (c.AtMost || c.Threshold > 0):
		return HTML(t.S(againstWorth, percentWords(e.Value, lang), percentWords(int64(c.ThresholdOrWhole()), lang), points))
	case c.Kind == campaign.KindPercentage:
		return HTML(t.S(percentWorth, percentWords(e.Value, lang), points))
	case c.Kind == campaign.KindRelative:
		return t.relativeWords(c, e)
	case e.Value == 0 && c.Kind.Counted():
		return HTML(t.S(noneWords))
	case c.Kind == campaign.KindCount:
		return t.countWords(c, e)
	case c.Kind == campaign.KindPass && e.Value == 0:
		return HTML(t.S(passNoWords, points))
	case c.Kind == campaign.KindPass:
		return HTML(t.S(passYesWords, points))
	case c.Kind == campaign.KindBonus:
		return HTML(t.S(bonusWorth, counted(int(e.Value), lang, timesNoun), points))
	case c.Kind == campaign.KindDeduction:
		return HTML(t.S(deductionWorth, counted(int(e.Value), lang, timesNoun), points))
	case c.Kind == campaign.KindGate && e.Value == 0:
		return HTML(t.S(gateNoWords))
	case c.Kind == campaign.KindGate:
		return HTML(t.S(gateYesWords))
	}
	return points
}

// relativeWords is a figure beside the best of all units: "42 công trình (cao
// nhất khối: 60), được 3,5 điểm", with TẠM TÍNH while figures are to come.
func (t *Turn) relativeWords(c campaign.Criterion, e campaign.Entry) HTML {
	figure, worth := pointsWords(campaign.Points(e.Value), t.Lang())+measureWords(c), t.worth(campaign.ScoreOf(c, e))
	words := ""
	switch {
	case c.Best == 0 && !c.Settled:
		words = t.S(relativeAlone, figure, worth)
	case e.Value >= c.Best:
		words = t.S(relativeBest, figure, worth)
	default:
		words = t.S(relativeWorth, figure, pointsWords(campaign.Points(c.Best), t.Lang()), worth)
	}
	if !c.Settled {
		words += t.S(provisionalMark)
	}
	return HTML(words)
}

// measureWords is what the figure counts, with a blank before it.
func measureWords(c campaign.Criterion) string {
	if c.Measure == "" {
		return ""
	}
	return " " + c.Measure
}

// countWords is "3 lần × 0,5 = 1,5 điểm", saying so where the maximum cut it.
func (t *Turn) countWords(c campaign.Criterion, e campaign.Entry) HTML {
	lang := t.Lang()
	words := t.S(countWorth, counted(int(e.Value), lang, timesNoun), pointsWords(c.Each, lang), t.worth(c.Each*campaign.Points(e.Value)))
	if got := campaign.ScoreOf(c, e); got < c.Each*campaign.Points(e.Value) {
		words += t.S(countCut, t.worth(got))
	}
	return HTML(words)
}

// worth is points with their noun: "8,5 điểm", "1 point".
func (t *Turn) worth(p campaign.Points) HTML {
	if p == campaign.Whole(1) {
		return HTML(t.S(onePoint, pointsWords(p, t.Lang())))
	}
	return HTML(t.S(manyPoints, pointsWords(p, t.Lang())))
}

// example is an answer the criterion takes, as one would type it.
func (s *scoring) example(c campaign.Criterion) string {
	switch {
	case c.Kind == campaign.KindRelative:
		return "42"
	case c.AtMost:
		return pointsWords(campaign.Points(c.ThresholdOrWhole()), s.Lang())
	case c.Kind == campaign.KindPercentage:
		return pointsWords(9750, s.Lang())
	case c.Kind.Counted():
		return "1"
	case c.ByRatio():
		return pointsWords(campaign.Points(c.Threshold), s.Lang())
	case c.Kind.YesNo():
		return s.S(gateEither)
	default:
		step := c.StepOrDefault()
		return pointsWords(max(step, (c.Max-1)/step*step), s.Lang())
	}
}

// askFor is the last line of a question; its argument is an example.
func askFor(c campaign.Criterion) Text {
	switch {
	case c.Kind == campaign.KindRelative:
		return askFigure
	case c.Kind == campaign.KindPercentage:
		return askPercent
	case c.Kind.Counted():
		return askCount
	case c.ByRatio():
		return askRatio
	case c.Kind.YesNo():
		return askGate
	default:
		return askNumber
	}
}

// listed fills a sentence with ids, or is empty without any.
func (t *Turn) listed(sentence Text, ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return t.S(sentence, strings.Join(ids, ", "))
}

var (
	sectionName    = T("Phần %s: %s", "Part %s: %s")
	groupName      = T("Phần %s, nhóm %s: %s", "Part %s, group %s: %s")
	partAndRef     = T("%s (mục %s của Kế hoạch)", "%s (item %s of the plan)")
	bonusTitle     = T("Điểm thưởng", "Bonus")
	deductionTitle = T("Điểm trừ", "Deductions")
	gateTitle      = T("Điều kiện xét khen thưởng", "Conditions for rewards")
	numberKind     = T("Tối đa %s, chấm theo bậc %s", "At most %s, in steps of %s")
	percentageKind = T("Tối đa %s. Nhập tỷ lệ thực tế; điểm = %s × tỷ lệ, từ %s trở lên được điểm tối đa",
		"At most %s. Type the actual percentage; score = %s × percentage, %s or more gives the maximum")
	thresholdKind = T("Tối đa %s. Nhập tỷ lệ thực tế; điểm = %s × tỷ lệ : %[3]s, từ %[3]s trở lên được điểm tối đa",
		"At most %s. Type the actual percentage; score = %s × percentage : %[3]s, %[3]s or more gives the maximum")
	atMostKind = T("Tối đa %s. Nhập tỷ lệ thực tế; không quá %[3]s được điểm tối đa, vượt quá thì điểm = %[2]s × %[3]s : tỷ lệ",
		"At most %s. Type the actual percentage; up to %[3]s gives the maximum, above it score = %[2]s × %[3]s : percentage")
	ownThreshold = T("Tỷ lệ quy định riêng của đơn vị: %s", "Your unit's own threshold: %s")
	metUpTo      = T("Đạt khi tỷ lệ thực tế không quá %s", "Met when the actual percentage is at most %s")
	metFrom      = T("Đạt khi tỷ lệ thực tế từ %s trở lên", "Met when the actual percentage is %s or more")
	ratioBeside  = T("tỷ lệ %s, mức quy định %s", "ratio %s, threshold %s")
	withRatio    = T("%s (%s)", "%s (%s)")
	relativeKind = T("Nhập số liệu đạt được%[3]s. Đơn vị có số liệu cao nhất khối được tối đa %[1]s; đơn vị khác: điểm = %[2]s × số liệu của đơn vị : số liệu cao nhất",
		"Type what was reached%[3]s. The unit with the highest figure of the bloc gets at most %[1]s; the others: score = %[2]s × own figure : highest figure")
	passKind       = T("Đạt: %s; không đạt: %s", "Met: %s; not met: %s")
	countKind      = T("Mỗi lần được %s, tối đa %s", "Each gives %s, at most %s")
	bonusKind      = T("Mỗi lần cộng %s, tối đa cộng %s", "Each adds %s, at most %s")
	deductionKind  = T("Mỗi trường hợp trừ %s, tối đa trừ %s", "Each case takes off %s, at most %s")
	gateKind       = T("Không tính điểm. Chọn “Đạt” nếu câu trên đúng với đơn vị, “Không đạt” nếu không đúng", "No points. Choose “Met” if the statement above is true of your unit, “Not met” if it is not")
	gateCosts      = T("Nếu không đạt: %s", "If not met: %s")
	evidenceNeeded = T("Minh chứng: phải có tài liệu kèm theo", "Evidence: documents required")
	evidenceFree   = T("Minh chứng: không bắt buộc", "Evidence: not required")
	askNumber      = T("Mời đồng chí bấm một mức hoặc nhập số điểm, ví dụ %s.", "Press a value or type the points, for example %s.")
	askFigure      = T("Mời đồng chí nhập số liệu đạt được, ví dụ %s; không có thì chọn 0.", "Type the figure reached, for example %s; choose 0 if there is none.")
	askPercent     = T("Mời đồng chí nhập tỷ lệ thực tế, ví dụ %s.", "Type the actual percentage, for example %s.")
	askCount       = T("Mời đồng chí bấm hoặc nhập số lần, ví dụ %s; không có thì chọn 0.", "Press or type how many, for example %s; choose 0 if there were none.")
	askRatio       = T("Mời đồng chí nhập tỷ lệ thực tế, ví dụ %s; hoặc chọn Đạt, Không đạt.", "Type the actual percentage, for example %s; or choose Met or Not met.")
	askGate        = T("Mời đồng chí chọn %s.", "Please choose %s.")
	gateEither     = T("Đạt hoặc Không đạt", "Met or Not met")
	naWords        = T("không áp dụng (lý do: %s)", "does not apply (reason: %s)")
	percentWorth   = T("%s, được %s", "%s, worth %s")
	relativeAlone  = T("%s; tính %s khi chưa so với các đơn vị khác", "%s; worth %s before it is compared with the other units")
	relativeBest   = T("%s (cao nhất khối), được %s", "%s (the highest of the bloc), worth %s")
	relativeWorth  = T("%s (cao nhất khối: %s), được %s", "%s (highest of the bloc: %s), worth %s")
	countWorth     = T("%s × %s = %s", "%s × %s = %s")
	countCut       = T(", tính đến tối đa %s", ", of which %s count")
	passYesWords   = T("đạt, được %s", "met, worth %s")
	passNoWords    = T("không đạt, được %s", "not met, worth %s")
	againstWorth   = T("%s (so với mức %s), được %s", "%s (against %s), worth %s")
	bonusWorth     = T("%s, cộng %s", "%s, adds %s")
	deductionWorth = T("%s, trừ %s", "%s, takes off %s")
	noneWords      = T("không có", "none")
	onePoint       = T("%s điểm", "%s point")
	manyPoints     = T("%s điểm", "%s points")
	gateYesWords   = T("đạt", "met")
	gateNoWords    = T("không đạt", "not met")
	timesNoun      = T("lần", "time")
)

var barNames = map[string]Text{
	campaign.BarFlag:        T("không xét Cờ thi đua", "no emulation flag"),
	campaign.BarCertificate: T("không xét Bằng khen", "no certificate of merit"),
	campaign.BarRank:        T("không xếp hạng", "no rank"),
}
