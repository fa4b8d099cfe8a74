package handlers

import (
	"slices"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// crossTalk is /chamcheo: where the plan has units score each other, a unit's
// people go through the sheets the plan gives them, criterion by criterion, the
// declared answer and its evidence before them, and hand their scores in. They
// live in the unit's sheet about the other unit, shared by its people; storage
// refuses what the plan does not assign.
func crossTalk() Conversation {
	return Conversation{
		Name: "cross", Commands: []string{"chamcheo", "crossscore"},
		Help:      T("Chấm chéo Bảng chấm điểm của đơn vị khác", "Score the sheets of other units"),
		Who:       []campaign.RoleKind{campaign.Contact, campaign.UnitHead},
		OfUse:     func(p *campaign.Plan) bool { return p.Cross.Each > 0 },
		Cancelled: T("Những tiêu chí đã chấm vẫn được giữ.", "What was scored is kept."),
		Start:     startCross,
		Steps: map[string]Step{
			"sheets": {Show: showCrossSheets, Press: pressCrossSheets, Awaits: awaitsChoice},
			"unit":   {Show: onCross((*crossing).showUnit), Press: crossedBy((*crossing).pressUnit), Said: crossedBy((*crossing).sayJudgedID), Awaits: awaitsAppraised},
			"item":   {Show: onCross((*crossing).showItem), Press: crossedBy((*crossing).pressItem), Said: crossedBy((*crossing).sayItem), Awaits: awaitsAppraised},
			"why":    {Show: onCross((*crossing).showWhy), Press: crossedBy((*crossing).pressWhy), Said: crossedBy((*crossing).sayWhy), Awaits: awaitsAppraiseWhy},
			"grid":   {Show: onCross((*crossing).showGrid), Press: crossedBy((*crossing).pressJudgedGrid), Said: crossedBy((*crossing).sayJudgedID), Awaits: awaitsCriterion},
			"rest":   {Show: onCross((*crossing).showRest), Press: crossedBy((*crossing).pressRest), Awaits: pressAbove},
			"send":   {Show: onCross((*crossing).showSend), Press: crossedBy((*crossing).pressSend), Awaits: pressAbove},
		},
	}
}

// startCross takes "/chamcheo" for the list, "/chamcheo tand ca" for the sheet of
// tand that ca scores.
func startCross(t *Turn, args []string) {
	switch {
	case t.Plan == nil || t.Plan.Cross.Each == 0:
		t.Say(t.S(crossOff))
	case len(t.crossDuties()) == 0:
		t.Say(t.S(crossNone))
	default:
		t.Begin("cross", "", nil)
		if len(args) == 2 {
			t.toCross(args[1], args[0])
			return
		}
		t.Go("sheets")
	}
}

// toCross opens a sheet, or says why it cannot be.
func (t *Turn) toCross(by, of string) {
	d, ok := t.crossDuty(by, of)
	switch {
	case !ok:
		t.Say(t.S(crossNotYours))
		t.Go("sheets")
	case d.State != campaign.CrossOpen:
		t.Say(t.S(appraiseLine, t.unitName(of), HTML(crossWords(d, t.Plan.Day(t.Event.At), t.Lang()))))
		t.Go("sheets")
	default:
		t.Keep("by", by)
		t.Keep("of", of)
		t.Go("unit")
	}
}

// crossDuties are the sheets the actor may score, for all the units they act for.
func (t *Turn) crossDuties() []campaign.CrossDuty {
	var out []campaign.CrossDuty
	for _, by := range t.ownUnits() {
		out = append(out, crossDutiesOf(t.Tx, t.Plan, by)...)
	}
	return slices.DeleteFunc(out, func(d campaign.CrossDuty) bool { return !t.Plan.MayCross(t.Actor.Roles, d.By, d.Of) })
}

func (t *Turn) crossDuty(by, of string) (campaign.CrossDuty, bool) {
	for _, d := range t.crossDuties() {
		if d.By == by && d.Of == of {
			return d, true
		}
	}
	return campaign.CrossDuty{}, false
}

// crosses reports whether the actor scores a unit's sheet for another one now,
// or has scored it while the desk has still to appraise it.
func (t *Turn) crosses(of string) bool {
	return !appraisedYet(t.Tx, t.Plan, of) && slices.ContainsFunc(t.crossDuties(), func(d campaign.CrossDuty) bool {
		return d.Of == of && (d.State == campaign.CrossOpen || d.State == campaign.CrossDone)
	})
}

// crossDutiesOf are the sheets a unit scores for the plan.
func crossDutiesOf(tx *storage.Tx, plan *campaign.Plan, by string) []campaign.CrossDuty {
	var out []campaign.CrossDuty
	for _, of := range plan.CrossedBy(by) {
		var stored *campaign.CrossSheet
		if c, ok := storage.CrossSheets.Get(tx, storage.K(plan.Campaign, of, by)); ok {
			stored = &c
		}
		out = append(out, plan.CrossDutyOf(by, storage.FiguresOf(tx, plan.Campaign, of), stored))
	}
	return out
}

// crossWords is how far the scores for a unit are.
func crossWords(d campaign.CrossDuty, today campaign.Date, lang string) string {
	switch d.State {
	case campaign.CrossWaits:
		return crossWaits.In(lang)
	case campaign.CrossDone:
		return crossDone.In(lang)
	case campaign.CrossMissed:
		return crossMissed.In(lang)
	}
	left := today.DaysUntil(d.LastDay)
	if left < 0 {
		return crossLate.In(lang, d.Decided, d.Typed, HTML(lateWords(-left, lang)))
	}
	return crossUnder.In(lang, d.Decided, d.Typed, HTML(untilWords(d.LastDay, left, lang)))
}

func showCrossSheets(t *Turn) {
	out := []string{t.S(crossHead)}
	var rows [][]storage.Button
	several := len(t.ownUnits()) > 1
	for _, d := range t.crossDuties() {
		name := t.S(escapedLine, t.unitName(d.Of))
		if several {
			name = t.S(crossPair, t.unitName(d.By), t.unitName(d.Of))
		}
		out = append(out, "– "+t.S(appraiseLine, HTML(name), HTML(crossWords(d, t.Plan.Day(t.Event.At), t.Lang()))))
		if d.State == campaign.CrossOpen {
			rows = append(rows, Row(storage.Button{Label: t.unitName(d.Of), Action: "sheet " + d.By + " " + d.Of}))
		}
	}
	t.Show(lines(out...), append(rows, Row(t.B("leave", leaveLabel)))...)
}

func pressCrossSheets(t *Turn, action string) {
	words := strings.Fields(action)
	if len(words) == 3 && words[0] == "sheet" {
		t.toCross(words[1], words[2])
		return
	}
	t.End()
	t.Close(t.S(crossLeft))
}

// crossing is a turn that scores another unit's sheet. Its scoring is that
// unit's sealed one: what the helpers of /cham say of a criterion is about that.
type crossing struct {
	*scoring
	mine campaign.CrossSheet
	duty campaign.CrossDuty
}

// openCross reads the sheet the talk is about; false, with the list shown again,
// when it is not to be scored (any more).
func (t *Turn) openCross() (*crossing, bool) {
	by, of := t.Kept("by"), t.Kept("of")
	d, ok := t.crossDuty(by, of)
	if !ok {
		t.lost()
		return nil, false
	}
	if d.State != campaign.CrossOpen {
		t.toCross(by, of)
		return nil, false
	}
	c := &crossing{scoring: t.scoringOf(of, t.ownSheet(of)), duty: d}
	c.apart = true // another unit is at work, which does not see what the others have
	c.weigh()
	c.facts = factsOf(t.Tx, t.Plan, of, t.Event.At)
	c.reckon()
	mine, ok := storage.CrossSheets.Get(t.Tx, storage.K(t.Plan.Campaign, of, by))
	if !ok {
		mine = campaign.CrossSheet{By: by, ScoreSheet: campaign.ScoreSheet{
			Unit: of, Author: campaign.CrossScore, Version: t.Plan.Sheet.Version, Revision: t.Plan.Revision,
		}}
	}
	if !mine.Against.Equal(c.sheet.SealedAt) {
		mine = mine.For(&c.sheet)
	}
	c.mine = mine
	return c, true
}

func onCross(fn func(*crossing)) func(*Turn) {
	return func(t *Turn) {
		if c, ok := t.openCross(); ok {
			fn(c)
		}
	}
}

func crossedBy(fn func(*crossing, string)) func(*Turn, string) {
	return func(t *Turn, input string) { onCross(func(c *crossing) { fn(c, input) })(t) }
}

// put writes the unit's scores; false, with the list shown, where storage
// refuses them.
func (c *crossing) put() bool {
	if err := storage.PutCross(c.Tx, c.Plan, c.Actor.ID, c.mine); err != nil {
		c.Say(c.S(blocPast))
		c.Go("sheets")
		return false
	}
	return true
}

var (
	crossOff      = T("Kế hoạch năm nay không chấm chéo giữa các đơn vị.", "This year's plan has no cross-scoring between units.")
	crossNone     = T("Đơn vị của đồng chí không được phân công chấm chéo.", "Your unit has no sheets of others to score.")
	crossNotYours = T("Bảng chấm điểm này không thuộc phân công chấm chéo của đơn vị đồng chí.", "This sheet is not among those your unit scores.")
	crossHead     = T("<b>Chấm chéo</b>\nĐồng chí bấm đơn vị cần chấm. Kết quả gửi Thường trực khối để tham khảo khi thẩm định; các đơn vị khác không xem được.",
		"<b>Cross-scoring</b>\nPress the unit to score. What you hand in helps the desk to appraise; other units do not see it.")
	crossPair   = T("%s chấm %s", "%s scores %s")
	crossWaits  = T("chưa gửi Bảng chấm điểm", "has not sent its sheet")
	crossDone   = T("đã gửi kết quả chấm chéo", "scores handed in")
	crossMissed = T("đã thẩm định xong, không nhận chấm chéo nữa", "appraised already; scores are no longer taken")
	crossUnder  = T("đã chấm %d/%d; %s", "%d of %d scored; %s")
	crossLate   = T("đã chấm %d/%d; %s", "%d of %d scored; %s")
	crossLeft   = T("Những gì đã chấm được giữ.", "What was scored is kept.")
)
