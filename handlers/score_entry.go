package handlers

import (
	"encoding/json"
	"errors"
	"strings"
	"unicode"

	"thidua/campaign"
)

// What a person may type in one answer, in characters.
const (
	longestFigure  = 20
	longestReason  = 300
	shortestReason = 10
	longestToast   = 200 // Telegram's limit for the answer to a press
	decimalsKept   = 2   // when the nearest steps are named
)

// answer puts an entry, or nil for a blank, and goes on to the next blank. When
// the unit's other contact changed the criterion after this screen was shown,
// both answers are shown instead and nothing is written.
func (s *scoring) answer(c campaign.Criterion, e *campaign.Entry) {
	cur, has := s.sheet.Entries[c.ID]
	if same := e == nil && !has || e != nil && has && sameAnswer(*e, cur); same {
		s.proceed(c)
		return
	}
	if s.stamp(c.ID) != s.Kept("seen") {
		s.Keep("mine", encodeEntry(e))
		s.Go("conflict")
		return
	}
	var err error
	if e == nil {
		err = campaign.Erase(&s.Plan.Sheet, &s.sheet, c.ID)
	} else {
		err = campaign.Answer(&s.Plan.Sheet, &s.sheet, c.ID, *e)
	}
	if err != nil {
		s.Say(s.problem(c, "", err))
		return
	}
	s.save()
	if e == nil {
		s.Answer(s.S(nowBlank, c.ID), false)
		s.goTo(c.ID)
		return
	}
	s.proceed(c)
}

// proceed says what was written and goes on.
func (s *scoring) proceed(c campaign.Criterion) {
	if e, ok := s.sheet.Entries[c.ID]; ok {
		if _, pressed := s.Event.Body.(Pressed); pressed {
			s.Answer(toast(savedToast.plain(s.Lang(), c.ID, s.declaredWords(c, e))), false)
		} else {
			s.Keep("done", s.S(savedLine, c.ID, s.declaredWords(c, e)))
		}
	}
	s.onward(c)
}

// onward opens the next blank, or the sums.
func (s *scoring) onward(c campaign.Criterion) {
	if next := s.nextBlank(c.ID); next != "" {
		s.goTo(next)
		return
	}
	s.Go("summary")
}

func sameAnswer(a, b campaign.Entry) bool {
	return a.Value == b.Value && a.NotApplicable == b.NotApplicable && a.Reason == b.Reason
}

func encodeEntry(e *campaign.Entry) string {
	if e == nil {
		return "blank"
	}
	raw, err := json.Marshal(e)
	if err != nil {
		panic("an entry as JSON: " + err.Error())
	}
	return string(raw)
}

func decodeEntry(text string) *campaign.Entry {
	var e campaign.Entry
	if json.Unmarshal([]byte(text), &e) != nil {
		return nil
	}
	return &e
}

// read makes a figure of what was typed, or says in one sentence what is taken.
func (s *scoring) read(c campaign.Criterion, text string) (n int64, problem string) {
	text = strings.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
	switch length := len([]rune(text)); {
	case text == "":
		return 0, s.S(emptyFigure, s.example(c))
	case length > longestFigure && !c.Kind.YesNo():
		return 0, s.S(longFigure, length, s.example(c))
	}
	var err error
	switch {
	case c.ByRatio():
		if n, err = campaign.ParsePercent(text); err == nil {
			n = c.Met(n)
		}
	case c.Kind.YesNo():
		err = campaign.Mistake(campaign.NotYesNo)
	case c.Kind == campaign.KindPercentage:
		n, err = campaign.ParsePercent(text)
	case c.Kind.Counted():
		n, err = campaign.ParseCount(text)
	case c.Kind == campaign.KindRelative:
		var p campaign.Points
		p, err = campaign.ParsePoints(text, c.StepOrDefault(), campaign.Points(campaign.MaxFigure))
		n = int64(p)
	default:
		var p campaign.Points
		p, err = campaign.ParsePoints(text, c.StepOrDefault(), c.Max)
		n = int64(p)
	}
	if err != nil {
		return 0, s.problem(c, text, err)
	}
	return n, ""
}

// problem is the sentence for a mistake in an answer.
func (s *scoring) problem(c campaign.Criterion, text string, err error) string {
	var m *campaign.Error
	if !errors.As(err, &m) {
		s.Tx.Fail(err)
		return ""
	}
	most, example := pointsWords(c.Max, s.Lang()), s.example(c)
	switch m.Kind {
	case campaign.NotANumber:
		return s.S(notANumber, text, HTML(s.S(askFor(c), example)))
	case campaign.Negative:
		if c.Kind == campaign.KindDeduction {
			return s.S(negativeCount, c.ID, example)
		}
		return s.S(negativeFigure, c.ID, example)
	case campaign.AboveMax:
		if p, ok := m.Args[0].(campaign.Points); ok && (c.Kind == campaign.KindPercentage || c.ByRatio()) {
			return s.S(aboveMaxPercent, text, percentWords(int64(p), s.Lang()), example)
		} else if ok && c.Kind == campaign.KindRelative {
			return s.S(aboveFigure, text, pointsWords(p, s.Lang()), example)
		} else if ok {
			return s.S(aboveMax, c.ID, most, text, most)
		}
		return s.S(aboveMaxCount, text, campaign.MaxCount, example)
	case campaign.NotAStep:
		return s.nearest(c, text)
	case campaign.NotWhole:
		return s.S(notWhole, text, example)
	case campaign.NotYesNo:
		return s.S(notYesNo)
	case campaign.MustApply:
		return s.S(mustApply, c.ID)
	default:
		return s.S(cannotAnswer, c.ID)
	}
}

// nearest names the two allowed values around a figure that is too fine.
func (s *scoring) nearest(c campaign.Criterion, text string) string {
	limit, step := c.Max, c.StepOrDefault()
	if c.Kind == campaign.KindPercentage || c.ByRatio() {
		limit, step = campaign.Points(campaign.MaxPercent), 1
	}
	if c.Kind == campaign.KindRelative {
		limit = campaign.Points(campaign.MaxFigure)
	}
	coarse := strings.TrimRight(text, "% ")
	if i := strings.IndexAny(coarse, ",."); i >= 0 {
		coarse = coarse[:min(len(coarse), i+1+decimalsKept)]
	}
	p, err := campaign.ParsePoints(coarse, 1, limit)
	if err != nil {
		return s.problem(c, text, err)
	}
	low := p / step * step
	return s.S(notAStep, text, c.ID, pointsWords(step, s.Lang()), pointsWords(low, s.Lang()), pointsWords(min(low+step, limit), s.Lang()))
}

// toast cuts a text to what Telegram shows as the answer to a press.
func toast(text string) string {
	if r := []rune(text); len(r) > longestToast {
		return string(r[:longestToast-1]) + "…"
	}
	return text
}

var (
	nowBlank      = T("%s: đã xóa, để trống.", "%s: cleared, left blank.")
	savedToast    = T("Đã ghi %s: %s", "Saved %s: %s")
	savedLine     = T("Đã ghi <b>%s</b>: %s.", "Saved <b>%s</b>: %s.")
	emptyFigure   = T("Tin nhắn trống. Mời đồng chí nhập một con số, ví dụ %s.", "The message is empty. Please type a number, for example %s.")
	longFigure    = T("Tin nhắn dài %d ký tự, ở đây chỉ cần một con số, ví dụ %s.", "The message has %d characters; only a number is needed here, for example %s.")
	notANumber    = T("“%s” chưa phải là một con số. %s", "“%s” is not a number. %s")
	negativeCount = T("Tiêu chí %s ghi số lần, không ghi số âm; bot tự trừ điểm. Ví dụ %s.",
		"Criterion %s takes how many times, never a negative number; the points are taken off for you. For example %s.")
	negativeFigure  = T("Tiêu chí %s không nhận số âm; nhập từ 0 trở lên, ví dụ %s.", "Criterion %s takes no negative number; type 0 or more, for example %s.")
	aboveMax        = T("Tiêu chí %s tối đa %s điểm, đồng chí vừa nhập %s; đề nghị nhập từ 0 đến %s.", "Criterion %s gives at most %s points and you typed %s; please type 0 to %s.")
	aboveFigure     = T("Số liệu %s quá lớn, bot nhận đến %s; ví dụ %s.", "%s is too large a figure; at most %s is taken, for example %s.")
	aboveMaxPercent = T("Tỷ lệ %s quá lớn, bot nhận đến %s; ví dụ %s.", "%s is too large a percentage; at most %s is taken, for example %s.")
	aboveMaxCount   = T("Số lần %s quá lớn, bot nhận đến %d; ví dụ %s.", "%s is too many; at most %d is taken, for example %s.")
	notAStep        = T("%s không đúng bậc: tiêu chí %s tính theo bậc %s. Hai mức gần nhất là %s và %s.", "%s is between two steps: criterion %s goes in steps of %s. The nearest values are %s and %s.")
	notWhole        = T("Số lần phải là số nguyên, đồng chí vừa nhập %s; ví dụ %s.", "How many must be a whole number and you typed %s; for example %s.")
	notYesNo        = T("Tiêu chí này chỉ có hai câu trả lời: đề nghị đồng chí bấm hoặc nhập “Đạt” hay “Không đạt”.", "This one has two answers only: please press or type “Met” or “Not met”.")
	mustApply       = T("Tiêu chí %s áp dụng cho mọi đơn vị; đề nghị đồng chí chấm điểm.", "Criterion %s applies to every unit; please score it.")
	cannotAnswer    = T("Tiêu chí %s không do đơn vị tự chấm.", "Criterion %s is not scored by the unit.")
)
