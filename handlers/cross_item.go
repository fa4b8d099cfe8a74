package handlers

import (
	"slices"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// crossStamp names what the unit has at a criterion, so that a colleague's
// answer is noticed.
func (c *crossing) crossStamp(id string) string {
	e, ok := c.mine.Entries[id]
	if !ok {
		return ""
	}
	return encodeEntry(&e)
}

func (c *crossing) crossHeader() string {
	left := c.Plan.Day(c.Event.At).DaysUntil(c.duty.LastDay)
	when := lateWords(-left, c.Lang())
	if left >= 0 {
		when = untilWords(c.duty.LastDay, left, c.Lang())
	}
	return lines(c.S(crossTitle, c.unitName(c.unit)), c.S(crossProgress, c.unitName(c.mine.By), c.duty.Decided, c.duty.Typed, HTML(when)))
}

// showItem is one criterion: what the unit declared and shows, what was scored.
func (c *crossing) showItem() {
	k := c.criterion()
	c.Keep("seen", c.crossStamp(k.ID))
	declared, rows := c.S(appraiseBlank), [][]storage.Button{}
	if self, ok := c.sheet.Entries[k.ID]; ok {
		declared = c.S(appraiseSelf, c.declaredWords(k, self))
		rows = append(rows, Row(c.B("accept", crossAgree)))
	}
	scored := c.S(crossOpenYet)
	if e, ok := c.mine.Entries[k.ID]; ok {
		scored = c.S(crossNow, c.entryWords(k, e), c.who(e.By))
		if !campaign.AsDeclared(e, c.sheet.Entries[k.ID]) {
			scored += " " + c.S(reasonLine, e.Reason)
		}
	}
	rows = append(rows, c.quick(k))
	if !k.Kind.YesNo() {
		rows[len(rows)-1] = append(rows[len(rows)-1], c.B("type", otherValue))
	}
	proofs := campaign.EvidenceFor(c.sheet.Evidence, k.ID)
	for i, file := range proofs[:min(len(proofs), shownProofs)] {
		rows = append(rows, Row(c.B(proofCommand(c.unit, file), openProof, i+1, short(file.Name, 30))))
	}
	rows = append(rows,
		Row(storage.Button{Label: "‹", Action: "prev"}, c.B("grid", listLabel), storage.Button{Label: "›", Action: "next"}),
		Row(c.B("unit", appraiseBack)))
	ask := ""
	if c.Kept("typing") != "" {
		ask = c.S(typeNow, c.example(k))
		delete(c.State.Answers, "typing")
	}
	c.Show(paragraphs(c.Kept("done"), c.crossHeader(),
		lines(c.S(criterionTitle, k.ID, k.Title), c.whereWords(k), c.kindWords(k), c.evidenceWords(k)+c.proofCount(k.ID)),
		lines(declared, scored), ask), rows...)
	delete(c.State.Answers, "done")
}

func (c *crossing) pressItem(action string) {
	k := c.criterion()
	if value, ok := strings.CutPrefix(action, "v"); ok {
		if n, err := strconv.ParseInt(value, 10, 64); err == nil {
			c.decide(k, n)
			return
		}
	}
	switch action {
	case "accept":
		if self, ok := c.sheet.Entries[k.ID]; ok {
			c.write(k, campaign.Accepted(self, c.Actor.ID, c.Event.At))
		}
	case "type":
		c.Keep("typing", "1")
		c.showItem()
	case "prev":
		c.goItem(c.neighbour(k.ID, -1))
	case "next":
		c.goItem(c.neighbour(k.ID, 1))
	default:
		c.Go(action)
	}
}

func (c *crossing) sayItem(text string) { c.sayFigure(text, c.decide) }

// decide writes a figure, asking why first where it is not the declared one.
func (c *crossing) decide(k campaign.Criterion, value int64) {
	e := campaign.Entry{Value: value, By: c.Actor.ID, At: c.Event.At}
	if self, ok := c.sheet.Entries[k.ID]; ok && campaign.AsDeclared(e, self) {
		c.write(k, campaign.Accepted(self, c.Actor.ID, c.Event.At))
		return
	}
	c.Keep("value", strconv.FormatInt(value, 10))
	c.Go("why")
}

// write puts a score, unless a colleague scored the criterion after this screen
// was shown: then the screen comes anew and nothing is written.
func (c *crossing) write(k campaign.Criterion, e campaign.Entry) {
	if c.crossStamp(k.ID) != c.Kept("seen") {
		theirs := c.mine.Entries[k.ID]
		c.Keep("done", c.S(crossOvertaken, c.who(theirs.By), k.ID, c.entryWords(k, theirs)))
		c.goItem(k.ID)
		return
	}
	if err := campaign.Appraise(&c.Plan.Sheet, &c.sheet, &c.mine.ScoreSheet, k.ID, e); err != nil {
		c.Say(c.problem(k, "", err))
		return
	}
	if !c.put() {
		return
	}
	c.Note("cross-score", c.unit, k.ID, e.Reason)
	c.Keep("done", c.S(savedLine, k.ID, c.entryWords(k, e)))
	if next := c.nextOpen(k.ID); next != "" {
		c.goItem(next)
		return
	}
	c.Go("unit")
}

// nextOpen is the first criterion without a score after id, going round.
func (c *crossing) nextOpen(id string) string {
	open := campaign.Undecided(&c.Plan.Sheet, &c.mine.ScoreSheet)
	typed := c.Plan.Sheet.Typed()
	from := slices.IndexFunc(typed, func(k campaign.Criterion) bool { return k.ID == id })
	for i := range typed {
		if next := typed[(from+1+i)%len(typed)].ID; slices.Contains(open, next) {
			return next
		}
	}
	return ""
}

// showWhy asks for the reason of a figure that is not the declared one.
func (c *crossing) showWhy() {
	k := c.criterion()
	n, err := strconv.ParseInt(c.Kept("value"), 10, 64)
	if err != nil {
		c.goItem(k.ID)
		return
	}
	self := c.S(appraiseBlank)
	if e, ok := c.sheet.Entries[k.ID]; ok {
		self = c.S(appraiseSelf, c.entryWords(k, e))
	}
	var rows [][]storage.Button
	for i, chip := range appraiseWhys {
		rows = append(rows, Row(c.B("why "+strconv.Itoa(i), chip)))
	}
	c.Show(paragraphs(c.crossHeader(), c.S(criterionTitle, k.ID, k.Title),
		lines(self, c.S(crossWould, c.entryWords(k, campaign.Entry{Value: n}))), c.S(crossWhy, campaign.ShortestReason)),
		append(rows, Row(c.B("item", backLabel)))...)
}

func (c *crossing) pressWhy(action string) {
	n, err := strconv.Atoi(strings.TrimPrefix(action, "why "))
	if err != nil || n < 0 || n >= len(appraiseWhys) {
		c.goItem(c.criterion().ID)
		return
	}
	c.because(appraiseWhys[n].plain(c.Set.language()))
}

func (c *crossing) sayWhy(text string) {
	if why, ok := c.reasonSaid(text); ok {
		c.because(why)
	}
}

func (c *crossing) because(why string) {
	n, err := strconv.ParseInt(c.Kept("value"), 10, 64)
	if err != nil {
		c.goItem(c.criterion().ID)
		return
	}
	delete(c.State.Answers, "value")
	c.write(c.criterion(), campaign.Entry{Value: n, Reason: why, By: c.Actor.ID, At: c.Event.At})
}

var (
	crossTitle     = T("<b>Chấm chéo: %s</b>", "<b>Cross-scoring: %s</b>")
	crossProgress  = T("%s chấm, đã chấm %d/%d; %s", "Scored by %s, %d of %d; %s")
	crossOpenYet   = T("Điểm chấm chéo: chưa", "Your score: not yet")
	crossNow       = T("Điểm chấm chéo: <b>%s</b> (đồng chí %s).", "Your score: <b>%s</b> (%s).")
	crossWould     = T("Điểm chấm chéo: <b>%s</b>", "Your score: <b>%s</b>")
	crossAgree     = T("Đồng ý mức tự chấm", "Agree with what was declared")
	crossWhy       = T("Vì sao khác mức đơn vị tự chấm? Bấm chọn hoặc gõ lý do (ít nhất %d ký tự).", "Why does it differ from what the unit declared? Press a reason or type one (at least %d characters).")
	crossOvertaken = T("Trong lúc đồng chí xem, đồng chí %s đã chấm %s: %s. Chưa ghi gì thêm.", "While you were looking, %s scored %s: %s. Nothing else was written.")
)
