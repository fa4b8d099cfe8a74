package handlers

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// shownProofs is how many pieces of evidence have a button on a criterion.
const shownProofs = 6

// deskStamp names what the desk has at a criterion, so that another
// appraiser's decision is noticed.
func (a *appraising) deskStamp(id string) string {
	e, ok := a.decided(id)
	if !ok {
		return ""
	}
	return encodeEntry(&e)
}

// showItem is one criterion: what the unit declared, what it shows, what the
// desk has decided.
func (a *appraising) showItem() {
	c := a.criterion()
	a.Keep("seen", a.deskStamp(c.ID))
	declared := a.S(appraiseBlank)
	self, answered := a.sheet.Entries[c.ID]
	if answered {
		declared = a.S(appraiseSelf, a.declaredWords(c, self))
	}
	decided := a.S(appraiseOpen)
	if e, ok := a.desk.Entries[c.ID]; ok {
		decided = a.S(appraiseNow, a.entryWords(c, e), a.who(e.By))
		if !campaign.AsDeclared(e, self) {
			decided += " " + a.S(reasonLine, e.Reason)
		}
	}
	flag := ""
	if k, ok := a.flags[c.ID]; ok {
		flag = a.S(flagLine, HTML(a.S(flagWords[k])))
	}
	rows := a.figureRows(c, answered)
	proofs := campaign.EvidenceFor(a.sheet.Evidence, c.ID)
	for i, file := range proofs[:min(len(proofs), shownProofs)] {
		rows = append(rows, Row(a.B(proofCommand(a.unit, file), openProof, i+1, short(file.Name, 30))))
	}
	if a.mayAskUnit() {
		rows = append(rows, Row(a.B("ask", askCriterion)))
	}
	rows = append(rows,
		Row(storage.Button{Label: "‹", Action: "prev"}, a.B("grid", listLabel), storage.Button{Label: "›", Action: "next"}),
		Row(a.B("unit", appraiseBack)))
	ask := ""
	if a.Kept("typing") != "" {
		ask = a.S(typeNow, a.example(c))
		delete(a.State.Answers, "typing")
	}
	a.Show(paragraphs(a.Kept("done"), a.deskHeader(),
		lines(a.S(criterionTitle, c.ID, c.Title), a.whereWords(c), a.kindWords(c), a.evidenceWords(c)+a.proofCount(c.ID), a.pastLine(c)),
		lines(declared, a.crossSide(c), decided, a.finalLine(c), a.recordedLine(c), a.secondLines(c), flag), a.sheetQuestions(a.unit, c.ID), ask), rows...)
	delete(a.State.Answers, "done")
}

// figureRows are the figures to press while one may still be given.
func (a *appraising) figureRows(c campaign.Criterion, answered bool) [][]storage.Button {
	var rows [][]storage.Button
	if !a.desk.Sealed() {
		rows = a.secondRows(c)
		if answered {
			rows = append(rows, Row(a.B("accept", acceptDeclared)))
		}
	}
	if a.desk.Sealed() && !a.correcting() {
		return rows
	}
	if _, ok := a.recorded(c.ID); ok && a.desk.Sealed() {
		return append(rows, Row(a.B("/ghinhan "+a.unit, recordsOfUnit)))
	}
	rows = append(rows, a.quick(c))
	if !c.Kind.YesNo() {
		rows[len(rows)-1] = append(rows[len(rows)-1], a.B("type", otherValue))
	}
	return rows
}

// deskHeader opens every screen of a unit's appraisal.
func (a *appraising) deskHeader() string {
	typed := len(a.Plan.Sheet.Typed())
	if f := storage.FiguresOf(a.Tx, a.Plan.Campaign, a.unit); f.Stage() == campaign.StageFinal {
		final := campaign.Add(&a.Plan.Sheet, f.InForce(&a.Plan.Sheet), timeliness(a.duties))
		return lines(a.S(appraiseTitle, a.unitName(a.unit)),
			a.S(appraiseFinal, pointsWords(a.tally.Total, a.Lang()), pointsWords(a.deskTally().Total, a.Lang()), pointsWords(final.Total, a.Lang())))
	}
	return lines(a.S(appraiseTitle, a.unitName(a.unit)),
		a.S(appraiseProgress, typed-len(campaign.Undecided(&a.Plan.Sheet, &a.desk)), typed,
			pointsWords(a.tally.Total, a.Lang()), pointsWords(a.deskTally().Total, a.Lang())))
}

func (a *appraising) pressItem(action string) {
	c := a.criterion()
	if value, ok := strings.CutPrefix(action, "v"); ok {
		if n, err := strconv.ParseInt(value, 10, 64); err == nil {
			a.decide(c, n)
			return
		}
	}
	if a.pressSecond(c, action) {
		return
	}
	switch action {
	case "accept":
		if self, ok := a.sheet.Entries[c.ID]; ok {
			a.write(c, campaign.Accepted(self, a.Actor.ID, a.Event.At))
		}
	case "ask":
		a.Keep("about", c.ID)
		a.Go("ask")
	case "type":
		a.Keep("typing", "1")
		a.showItem()
	case "prev":
		a.goItem(a.neighbour(c.ID, -1))
	case "next":
		a.goItem(a.neighbour(c.ID, 1))
	default:
		a.Go(action)
	}
}

// sayItem takes a typed figure, or the code of another criterion; of a sealed
// sheet the code only.
func (a *appraising) sayItem(text string) {
	if a.desk.Sealed() && !a.correcting() {
		a.sayCode(text, awaitsAppraised)
		return
	}
	_, code := criterionNamed(&a.Plan.Sheet, text)
	if line := a.recordedLine(a.criterion()); line != "" && a.desk.Sealed() && !code {
		a.Say(line)
		return
	}
	a.sayFigure(text, a.decide)
}

// decide writes a figure, asking why first where it is not what the unit
// declared.
func (a *appraising) decide(c campaign.Criterion, value int64) {
	e := campaign.Entry{Value: value, By: a.Actor.ID, At: a.Event.At}
	if a.correcting() {
		a.correct(c, e)
		return
	}
	if self, ok := a.sheet.Entries[c.ID]; ok && campaign.AsDeclared(e, self) {
		a.write(c, campaign.Accepted(self, a.Actor.ID, a.Event.At))
		return
	}
	if decided, ok := a.desk.Entries[c.ID]; ok && a.secondTo(c.ID) && campaign.AsDeclared(e, decided) {
		a.write(c, campaign.Accepted(decided, a.Actor.ID, a.Event.At))
		return
	}
	a.Keep("value", strconv.FormatInt(value, 10))
	a.Go("why")
}

// write puts a decision, unless somebody else of the desk decided the criterion
// after this screen was shown: then the screen comes anew and nothing is
// written.
func (a *appraising) write(c campaign.Criterion, e campaign.Entry) {
	if a.deskStamp(c.ID) != a.Kept("seen") {
		theirs, _ := a.decided(c.ID)
		a.Keep("done", a.S(appraiseOvertaken, a.who(theirs.By), c.ID, a.entryWords(c, theirs)))
		a.goItem(c.ID)
		return
	}
	if a.correcting() {
		a.writeCorrection(c, e)
		return
	}
	if a.secondTo(c.ID) {
		a.writeSecond(c, e)
		return
	}
	if err := campaign.Appraise(&a.Plan.Sheet, &a.sheet, &a.desk, c.ID, e); err != nil {
		var m *campaign.Error
		if errors.As(err, &m) && (m.Kind == campaign.AlreadySealed || m.Kind == campaign.NotSealed) {
			a.Say(a.S(blocPast))
			a.Go("unit")
			return
		}
		a.Say(a.problem(c, "", err))
		return
	}
	if !a.put() {
		return
	}
	a.Note("appraise", a.unit, c.ID, e.Reason)
	a.Keep("done", a.S(savedLine, c.ID, a.entryWords(c, e)))
	a.onwardFrom(c)
}

// onwardFrom opens the next undecided criterion, or the unit as a whole.
func (a *appraising) onwardFrom(c campaign.Criterion) {
	if next := a.nextUndecided(c.ID); next != "" {
		a.goItem(next)
		return
	}
	a.Go("unit")
}

// nextUndecided is the first undecided criterion after id, going round; those
// with a flag first while the actor goes through them.
func (a *appraising) nextUndecided(id string) string {
	open := campaign.Undecided(&a.Plan.Sheet, &a.desk)
	if flagged := a.flagged(); a.Kept("only") == "flags" && len(flagged) > 0 {
		open = flagged
	}
	if len(open) == 0 {
		return ""
	}
	typed := a.Plan.Sheet.Typed()
	from := slices.IndexFunc(typed, func(c campaign.Criterion) bool { return c.ID == id })
	for i := range typed {
		if next := typed[(from+1+i)%len(typed)].ID; slices.Contains(open, next) {
			return next
		}
	}
	return ""
}

var flagWords = map[campaign.FlagKind]Text{
	campaign.FlagUnproven: T("chưa có minh chứng", "no evidence"),
	campaign.FlagReused:   T("minh chứng đã dùng ở nơi khác", "evidence that was sent elsewhere as well"),
	campaign.FlagNA:       T("đơn vị cho là không áp dụng", "the unit says it does not apply"),
	campaign.FlagJump:     T("cao hơn hẳn năm trước", "far above last year"),
	campaign.FlagTop:      T("đạt mức tối đa", "at the maximum"),
}

var (
	appraiseTitle     = T("<b>Thẩm định: %s</b>", "<b>Appraisal: %s</b>")
	appraiseProgress  = T("Đã thẩm định %d/%d · tự chấm %s · thẩm định tạm tính %s", "Appraised %d/%d · self-score %s · appraised so far %s")
	appraiseFinal     = T("Tự chấm %s · thẩm định %s · kết quả cuối cùng %s", "Self-score %s · appraised %s · final %s")
	appraiseSelf      = T("Đơn vị tự chấm: <b>%s</b>", "The unit declared: <b>%s</b>")
	appraiseBlank     = T("Đơn vị không trả lời.", "The unit gave no answer.")
	appraiseOpen      = T("Thẩm định: chưa", "Appraisal: not yet")
	appraiseNow       = T("Thẩm định: <b>%s</b> (đồng chí %s).", "Appraisal: <b>%s</b> (%s).")
	appraiseOvertaken = T("Trong lúc đồng chí xem, đồng chí %s đã thẩm định %s: %s. Chưa ghi gì thêm.", "While you were looking, %s appraised %s: %s. Nothing else was written.")
	acceptDeclared    = T("Chấp nhận như tự chấm", "Accept as declared")
	appraiseBack      = T("Về đơn vị", "Back to the unit")
	askCriterion      = T("Hỏi đơn vị về tiêu chí này", "Ask the unit about this criterion")
	flagLine          = T("⚑ Cần xem: %s.", "⚑ Look: %s.")
)
