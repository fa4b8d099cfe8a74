package handlers

import (
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// showWhy asks for the reason of a figure that is not the unit's own.
func (a *appraising) showWhy() {
	c := a.criterion()
	n, err := strconv.ParseInt(a.Kept("value"), 10, 64)
	if err != nil {
		a.goItem(c.ID)
		return
	}
	self := a.S(appraiseBlank)
	if e, ok := a.sheet.Entries[c.ID]; ok {
		self = a.S(appraiseSelf, a.entryWords(c, e))
	}
	var rows [][]storage.Button
	for i, chip := range appraiseWhys {
		if a.correcting() {
			break // why a published figure was wrong is told in one's own words
		}
		rows = append(rows, Row(a.B("why "+strconv.Itoa(i), chip)))
	}
	ask, decided := a.S(appraiseWhy, campaign.ShortestReason), ""
	if a.secondTo(c.ID) {
		first := a.desk.Entries[c.ID]
		ask, decided = a.S(secondWhy, a.who(first.By), campaign.ShortestReason), a.S(appraiseNow, a.entryWords(c, first), a.who(first.By))
	}
	if a.correcting() {
		now, _ := a.decided(c.ID)
		ask, decided = a.S(figureWhy, campaign.ShortestReason), a.S(figureNow, a.entryWords(c, now))
	}
	a.Show(paragraphs(a.deskHeader(), a.S(criterionTitle, c.ID, c.Title),
		lines(self, decided, a.S(appraiseWould, a.entryWords(c, campaign.Entry{Value: n}))), ask),
		append(rows, Row(a.B("item", backLabel)))...)
}

func (a *appraising) pressWhy(action string) {
	n, err := strconv.Atoi(strings.TrimPrefix(action, "why "))
	if err != nil || n < 0 || n >= len(appraiseWhys) {
		a.goItem(a.criterion().ID)
		return
	}
	a.because(appraiseWhys[n].plain(a.Set.language()))
}

func (a *appraising) sayWhy(text string) {
	if why, ok := a.reasonSaid(text); ok {
		a.because(why)
	}
}

func (a *appraising) because(why string) {
	n, err := strconv.ParseInt(a.Kept("value"), 10, 64)
	if err != nil {
		a.goItem(a.criterion().ID)
		return
	}
	delete(a.State.Answers, "value")
	a.write(a.criterion(), campaign.Entry{Value: n, Reason: why, By: a.Actor.ID, At: a.Event.At})
}

// appraiseWhys are usual reasons, said in the bloc's language in the record.
var appraiseWhys = []Text{
	T("Chưa có minh chứng theo yêu cầu", "The evidence asked for is missing"),
	T("Minh chứng chưa thể hiện kết quả đã kê khai", "The evidence does not show what was declared"),
	T("Kết quả chưa đạt mức đã kê khai theo báo cáo", "By the report the result is below what was declared"),
	T("Ghi nhận thêm kết quả đơn vị chưa kê khai", "More was achieved than the unit declared"),
}

var (
	appraiseWould = T("Mức thẩm định: <b>%s</b>", "To be appraised at: <b>%s</b>")
	appraiseWhy   = T("Vì sao khác mức đơn vị tự chấm? Bấm chọn hoặc gõ lý do (ít nhất %d ký tự); đơn vị sẽ đọc lý do này.", "Why does it differ from what the unit declared? Press a reason or type one (at least %d characters); the unit will read it.")
)
