package handlers

import (
	"strconv"
	"strings"
	"unicode"

	"thidua/campaign"
)

// largestTarget is the largest figure of a target, in hundredths.
const largestTarget = campaign.Points(100_000_000_000)

// atMostWords begin a figure that is not to be exceeded.
var atMostWords = []string{"≤", "<=", "không quá", "không vượt quá", "tối đa", "at most", "not above", "no more than"}

// targetFigure reads "95 %", "120 vụ", "1,5 tỷ đồng", "không quá 5 vụ".
func targetFigure(text string) (figure campaign.Points, in string, atMost, ok bool) {
	text = tidy(text)
	for _, words := range atMostWords {
		if n := len(words); len(text) > n && strings.EqualFold(text[:n], words) {
			text, atMost = strings.TrimSpace(text[n:]), true
			break
		}
	}
	i := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsDigit(r) && r != ',' && r != '.' })
	if i < 0 {
		i = len(text)
	}
	figure, err := campaign.ParsePoints(text[:i], 1, largestTarget)
	return figure, strings.TrimSpace(text[i:]), atMost, err == nil
}

func saidTargetFigure(t *Turn, text string) {
	figure, in, atMost, ok := targetFigure(text)
	if !ok || in == "" || len([]rune(in)) > 40 {
		t.Say(t.S(awaitsTargetFigure))
		return
	}
	t.Keep("figure", strconv.FormatInt(int64(figure), 10))
	t.Keep("in", in)
	t.keepAtMost(atMost)
	t.Go("key")
}

// keepAtMost remembers whether the figure is not to be exceeded.
func (t *Turn) keepAtMost(atMost bool) {
	t.Keep("atmost", "")
	if atMost {
		t.Keep("atmost", "1")
	}
}

// aimWords is what is aimed at: "95 %", "không quá 5 vụ".
func (t *Turn) aimWords(g campaign.Target) string {
	words := pointsWords(g.Figure, t.Lang()) + " " + g.In
	if g.AtMost {
		return t.S(targetAtMost, words)
	}
	return words
}

// showTargetKey asks whether it is a key task, and shows which way the figure
// is read, with a button that turns it.
func showTargetKey(t *Turn) {
	figure, _ := strconv.ParseInt(t.Kept("figure"), 10, 64)
	aim := pointsWords(campaign.Points(figure), t.Lang()) + " " + t.Kept("in")
	reads, turn := targetReadsLeast, targetTurnMost
	if t.Kept("atmost") != "" {
		reads, turn = targetReadsMost, targetTurnLeast
	}
	t.Show(t.S(targetAskKey, t.Kept("name"), HTML(t.S(reads, aim))), Row(t.B("key", targetYes), t.B("plain", targetNo)),
		Row(t.B("turn", turn, aim)), Row(t.B("back", stepBack), t.B("leave", leaveLabel)))
}

var (
	targetAskFigure = T("<b>%s</b>\nĐồng chí gõ mức chỉ tiêu và đơn vị tính, ví dụ: %s, 120 vụ hoặc không quá 5 vụ.", "<b>%s</b>\nType the figure and its unit of measure, for example: %s, 120 cases or at most 5 cases.")
	targetAskKey    = T("<b>%s</b>\n%s\nĐây có phải nhiệm vụ trọng tâm không?", "<b>%s</b>\n%s\nIs it a key task?")
	targetYes       = T("Trọng tâm", "Key task")
	targetNo        = T("Không", "No")

	targetAtMost     = T("không quá %s", "at most %s")
	targetReadsLeast = T("Đạt khi kết quả từ %s trở lên.", "Reached with %s or more.")
	targetReadsMost  = T("Đạt khi kết quả không quá %s.", "Reached with %s or less.")
	targetTurnMost   = T("Đổi: đạt khi không quá %s", "Change: reached with %s or less")
	targetTurnLeast  = T("Đổi: đạt khi từ %s trở lên", "Change: reached with %s or more")

	awaitsTargetFigure = T("Đề nghị đồng chí gõ số rồi đến đơn vị tính, ví dụ: 120 vụ (không dùng dấu chấm ngăn hàng nghìn).", "Please type a number and its unit of measure, for example: 120 cases (no mark between thousands).")
	awaitsTargetKey    = T("Đồng chí bấm “Trọng tâm” hoặc “Không”.", "Press “Key task” or “No”.")
)
