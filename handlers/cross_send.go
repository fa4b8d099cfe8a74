package handlers

import (
	"strconv"

	"thidua/campaign"
	"thidua/storage"
)

// showUnit is the sheet as a whole: what was scored otherwise, what is left.
func (c *crossing) showUnit() {
	left := campaign.Undecided(&c.Plan.Sheet, &c.mine.ScoreSheet)
	var rows [][]storage.Button
	if len(left) == 0 {
		rows = append(rows, Row(c.B("send", crossSend)), Row(c.B("grid", listLabel)))
	} else {
		rows = append(rows, Row(c.B("go", crossGo), c.B("grid", listLabel)), Row(c.B("rest", crossRest, len(left))))
	}
	c.Show(paragraphs(c.Kept("done"), c.crossHeader(), lines(
		c.listed(appraiseChanged, campaign.Changed(&c.Plan.Sheet, &c.sheet, &c.mine.ScoreSheet)), c.listed(crossLeftOver, left))),
		append(rows, Row(c.B("sheets", appraiseAll)))...)
	delete(c.State.Answers, "done")
}

func (c *crossing) pressUnit(action string) {
	if action != "go" {
		c.Go(action)
		return
	}
	typed := c.Plan.Sheet.Typed()
	if next := c.nextOpen(typed[len(typed)-1].ID); next != "" {
		c.goItem(next)
		return
	}
	c.Go("unit")
}

func (c *crossing) showGrid() {
	c.Show(paragraphs(c.crossHeader(), c.S(crossLegend)), c.judgedGrid(&c.mine.ScoreSheet)...)
}

func (c *crossing) showRest() {
	c.Keep("rev", strconv.Itoa(c.mine.Rev))
	left := campaign.Undecided(&c.Plan.Sheet, &c.mine.ScoreSheet)
	c.Show(paragraphs(c.crossHeader(), c.S(crossRestAsk, len(left), c.unitName(c.unit))),
		Row(c.B("yes", crossRestYes)), Row(c.B("unit", backLabel)))
}

func (c *crossing) pressRest(action string) {
	switch {
	case action != "yes":
		c.Go(action)
		return
	case strconv.Itoa(c.mine.Rev) != c.Kept("rev"): // a colleague went on meanwhile
		c.Go("rest")
		return
	}
	taken, err := campaign.AcceptRest(&c.Plan.Sheet, &c.sheet, &c.mine.ScoreSheet, c.Actor.ID, c.Event.At)
	if err != nil || len(taken) == 0 {
		c.Say(c.S(blocPast))
		c.Go("unit")
		return
	}
	if c.put() {
		c.Note("cross-rest", c.unit, strconv.Itoa(len(taken)), "")
		c.Keep("done", c.S(crossRestDone, HTML(counted(len(taken), c.Lang(), criterionNoun))))
		c.Go("unit")
	}
}

// showSend is the last look before the scores are handed in.
func (c *crossing) showSend() {
	if len(campaign.Undecided(&c.Plan.Sheet, &c.mine.ScoreSheet)) > 0 {
		c.Go("unit")
		return
	}
	c.Keep("rev", strconv.Itoa(c.mine.Rev))
	c.Show(paragraphs(c.crossHeader(),
		c.listed(appraiseChanged, campaign.Changed(&c.Plan.Sheet, &c.sheet, &c.mine.ScoreSheet)), c.S(crossSendAsk, c.unitName(c.unit))),
		Row(c.B("yes", crossSendYes)), Row(c.B("unit", backLabel)))
}

func (c *crossing) pressSend(action string) {
	switch {
	case action != "yes":
		c.Go(action)
		return
	case strconv.Itoa(c.mine.Rev) != c.Kept("rev"):
		c.Go("send")
		return
	}
	if err := campaign.Seal(&c.Plan.Sheet, &c.mine.ScoreSheet, c.Actor.ID, c.Event.At); err != nil {
		c.Say(c.S(blocPast))
		c.Go("unit")
		return
	}
	if !c.put() {
		return
	}
	c.Note("cross-sealed", c.unit, c.mine.By, "")
	c.tellDeskCrossed()
	c.Say(c.S(crossSent, c.unitName(c.unit)))
	c.Go("sheets")
}

// tellDeskCrossed tells who appraises the unit that scores of another came in.
func (c *crossing) tellDeskCrossed() {
	for _, p := range once(c.desk()) {
		if campaign.May(p.Roles, campaign.ActAppraise, c.unit, c.year()) {
			c.Tell(p, ClassReply, crossNews.In(c.LangOf(p), c.unitName(c.mine.By), c.unitName(c.unit)),
				Row(storage.Button{Label: crossNewsOpen.plain(c.LangOf(p)), Action: "/thamdinhdiem " + c.unit}))
		}
	}
}

var (
	crossSend     = T("Gửi kết quả chấm chéo", "Hand the scores in")
	crossGo       = T("Chấm tiếp", "Go on")
	crossRest     = T("Đồng ý %d tiêu chí còn lại", "Agree with the %d left")
	crossLeftOver = T("Chưa chấm: %s.", "Not yet: %s.")
	crossLegend   = T("✓ như tự chấm, ≠ khác tự chấm, ○ chưa chấm. Đồng chí bấm hoặc gõ mã tiêu chí, ví dụ A2.", "✓ as declared, ≠ otherwise, ○ open. Press or type a code, for example A2.")
	crossRestAsk  = T("Đồng ý mức tự chấm của %d tiêu chí chưa chấm của %s?", "Agree with the %d open criteria of %s as declared?")
	crossRestYes  = T("Đồng ý tất cả", "Agree with all")
	crossRestDone = T("Đã đồng ý mức tự chấm: %s.", "Agreed as declared: %s.")
	crossSendAsk  = T("Gửi kết quả chấm chéo %s cho Thường trực khối? Sau khi gửi thì không sửa được nữa.", "Hand in your scores for %s? They cannot be changed afterwards.")
	crossSendYes  = T("Xác nhận gửi", "Confirm and send")
	crossSent     = T("Đã gửi kết quả chấm chéo %s cho Thường trực khối. Trân trọng.", "Your scores for %s are with the desk. Thank you.")
	crossNews     = T("%s đã gửi kết quả chấm chéo Bảng chấm điểm của %s.", "%s has scored the sheet of %s.")
	crossNewsOpen = T("Mở thẩm định", "Open the appraisal")
)
