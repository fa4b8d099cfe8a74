package handlers

import (
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// What became of a unit's sheet, for the unit: how far its appraisal and its
// explanation are, on the home card and at /trangthai, and behind the sheet that
// was sent every figure that was changed, with its reason.

// resultWords is where a unit's figures stand, in a line: "tự chấm 95, thẩm định
// 91,75 (TẠM TÍNH); giải trình đến hết thứ Năm 23/12/2021". Empty before the
// sheet is sent.
func (t *Turn) resultWords(unit string) string {
	x := t.explanation(unit)
	lang, mark := t.Lang(), t.S(provisionalMark)
	if storage.ResultsStand(t.Tx, t.Plan.Campaign) {
		mark = ""
	}
	points := func(stage campaign.Stage) string { return pointsWords(x.totals(stage), lang) }
	switch x.figures.Stage() {
	case campaign.StageSelf:
		if campaign.Begun(x.figures) {
			return t.S(resultUnder, points(campaign.StageSelf)) + mark
		}
		return t.S(resultWaits, points(campaign.StageSelf)) + mark
	case campaign.StageAppraised:
		return joined("; ", []string{
			t.S(resultAppraised, points(campaign.StageSelf), points(campaign.StageAppraised)) + mark, t.explainWords(x),
		})
	case campaign.StageFinal:
		return t.S(resultFinal, points(campaign.StageSelf), points(campaign.StageAppraised), points(campaign.StageFinal)) + mark
	}
	return ""
}

// explainWords is how far the unit's explanation is.
func (t *Turn) explainWords(x *explaining) string {
	switch state, until := x.state(); state {
	case campaign.ExplainOpen:
		return t.S(resultOpen, until)
	case campaign.ExplainSent:
		return t.S(resultSent)
	case campaign.ExplainAnswered:
		return t.S(resultAnswered, until)
	case campaign.ExplainEscalated:
		return t.S(resultEscalated)
	}
	return t.S(resultOver)
}

// explainButton leads to what the unit may still say; false when it may not.
func (t *Turn) explainButton(unit string) (storage.Button, bool) {
	x := t.explanation(unit)
	state, _ := x.state()
	open := state == campaign.ExplainOpen || state == campaign.ExplainAnswered
	return t.B("/giaitrinh "+unit, explainLabel), open && t.allowed(campaign.ActScore, unit)
}

// resultLine is resultWords in the form of a list of duties, with its button.
func (t *Turn) resultLine(unit string, form Text) (string, []storage.Button) {
	words := t.resultWords(unit)
	if words == "" {
		return "", nil
	}
	line := t.S(form, resultName.plain(t.Lang()), HTML(words))
	if b, open := t.explainButton(unit); open {
		return line, []storage.Button{b}
	}
	return line, nil
}

// resultPart is the end of the first page of the sheet that was sent: what became
// of it since.
func (s *scoring) resultPart() string {
	if f := storage.FiguresOf(s.Tx, s.Plan.Campaign, s.unit); f.Stage() == campaign.StageSelf && !campaign.Begun(f) {
		return ""
	}
	return s.S(resultSince, HTML(s.resultWords(s.unit)))
}

// resultRows lead from the sheet that was sent to what became of it.
func (s *scoring) resultRows() [][]storage.Button {
	var rows [][]storage.Button
	if f := storage.FiguresOf(s.Tx, s.Plan.Campaign, s.unit); f.Stage() != campaign.StageSelf {
		rows = append(rows, Row(s.B("result", resultLabel)))
	}
	if b, open := s.explainButton(s.unit); open {
		rows = append(rows, Row(b))
	}
	return rows
}

// showResult lists what the desk changed and why, what the unit said to it and
// what was answered.
func (s *scoring) showResult() {
	x := s.explanation(s.unit)
	if x.figures.Appraisal == nil || !x.figures.Appraisal.Sealed() {
		s.Go("sealed")
		return
	}
	a := &appraising{scoring: s, desk: *x.figures.Appraisal}
	text := []string{s.S(resultTitle, s.unitName(s.unit)), upperFirst(s.resultWords(s.unit)) + ".", ""}
	text = append(text, strings.Split(a.changedLines(s.Turn), "\n")...)
	if said := x.lines(s.Turn); said != "" && !x.e.SentAt.IsZero() {
		text = append(append(text, "", s.S(resultSaid)), strings.Split(said, "\n")...)
	}
	pages := paged(text, pageLimit)
	page, _ := strconv.Atoi(s.Kept("page"))
	page = min(max(page, 0), len(pages)-1)
	rows := pageRow(page, len(pages))
	if b, open := s.explainButton(s.unit); open {
		rows = append(rows, Row(b))
	}
	s.Show(pages[page], append(rows, Row(s.B("sealed", backLabel)))...)
}

func pressResult(t *Turn, action string) {
	if page, ok := pageOf(action); ok {
		t.Keep("page", page)
		t.Go("result")
		return
	}
	t.Keep("page", "0")
	t.Go("sealed")
}

var (
	resultSince     = T("<b>Thẩm định:</b> %s.", "<b>Appraisal:</b> %s.")
	resultStatus    = T("<b>%s</b>: %s.", "<b>%s</b>: %s.")
	resultName      = T("Bảng chấm điểm", "Score sheet")
	resultLabel     = T("Kết quả thẩm định", "The appraisal")
	resultTitle     = T("<b>Kết quả thẩm định: %s</b>", "<b>The appraisal of %s</b>")
	resultSaid      = T("<b>Giải trình và trả lời</b>", "<b>Explanation and answers</b>")
	resultWaits     = T("tự chấm %s, chờ thẩm định", "self-score %s, to be appraised")
	resultUnder     = T("tự chấm %s, đang thẩm định", "self-score %s, being appraised")
	resultAppraised = T("tự chấm %s, thẩm định %s", "self-score %s, appraised %s")
	resultFinal     = T("tự chấm %s, thẩm định %s, kết quả cuối cùng %s", "self-score %s, appraised %s, final %s")
	resultOpen      = T("được giải trình đến hết %s", "may be explained until the end of %s")
	resultSent      = T("đã gửi giải trình, chờ trả lời", "explanation sent, to be answered")
	resultAnswered  = T("đã có trả lời giải trình, được kiến nghị đến hết %s", "explanation answered, may be taken to the leaders until the end of %s")
	resultEscalated = T("chờ lãnh đạo khối trả lời kiến nghị", "the leaders have still to answer")
	resultOver      = T("đã hết thời gian giải trình", "the time to explain is over")
)
