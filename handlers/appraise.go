package handlers

import (
	"slices"

	"thidua/campaign"
	"thidua/storage"
)

// appraiseTalk is /thamdinhdiem: the desk goes through a unit's sheet criterion
// by criterion, the unit's answer beside its own, and seals the appraisal. What
// was decided lies in the desk's sheet of the unit, shared by everybody of the
// desk; storage refuses who belongs to the unit.
func appraiseTalk() Conversation {
	return Conversation{
		Name: "appraise", Commands: []string{"thamdinhdiem", "appraisescores"},
		Help:      T("Thẩm định Bảng chấm điểm của các đơn vị", "Appraise the units' score sheets"),
		Who:       []campaign.RoleKind{campaign.Secretary, campaign.Leader},
		Cancelled: T("Những tiêu chí đã thẩm định vẫn được giữ.", "What was appraised is kept."),
		Start:     startAppraise,
		Steps: map[string]Step{
			"units":     {Show: showAppraisals, Press: pressAppraisals, Said: saidAppraisals, Awaits: unitAwaited},
			"unit":      {Show: onAppraisal((*appraising).showUnit), Press: appraisedBy((*appraising).pressUnit), Said: appraisedBy((*appraising).sayJudgedID), Awaits: awaitsAppraised},
			"item":      {Show: onAppraisal((*appraising).showItem), Press: appraisedBy((*appraising).pressItem), Said: appraisedBy((*appraising).sayItem), Awaits: awaitsAppraised},
			"why":       {Show: onAppraisal((*appraising).showWhy), Press: appraisedBy((*appraising).pressWhy), Said: appraisedBy((*appraising).sayWhy), Awaits: awaitsAppraiseWhy},
			"grid":      {Show: onAppraisal((*appraising).showGrid), Press: appraisedBy((*appraising).pressJudgedGrid), Said: appraisedBy((*appraising).sayJudgedID), Awaits: awaitsCriterion},
			"rest":      {Show: onAppraisal((*appraising).showRest), Press: appraisedBy((*appraising).pressRest), Awaits: pressAbove},
			"explained": {Show: onExplained((*explaining).showExplained), Press: answeredBy((*explaining).pressExplained), Said: answeredBy((*explaining).sayExplained), Awaits: awaitsExplain},
			"answer":    {Show: onExplained((*explaining).showAnswer), Press: answeredBy((*explaining).pressAnswer), Said: answeredBy((*explaining).sayAnswer), Awaits: awaitsAppraised},
			"ask":       {Show: showAsk, Press: pressAsk, Said: saidAsk, Awaits: awaitsAsk},
			"asked":     {Show: showAsked, Press: pressAsked, Said: saidAsk, Awaits: awaitsAsk},
			"seal":      {Show: onAppraisal((*appraising).showSeal), Press: appraisedBy((*appraising).pressSeal), Awaits: pressAbove},
		},
	}
}

// startAppraise takes "/thamdinhdiem" for the list, "/thamdinhdiem vks" for one
// unit, "/thamdinhdiem vks A2" for one of its criteria and "/thamdinhdiem vks
// giaitrinh" for its explanation. "hoi" behind a unit or a criterion asks about it.
func startAppraise(t *Turn, args []string) {
	if t.Plan == nil || len(t.appraisable()) == 0 {
		t.notFor("thamdinhdiem")
		return
	}
	t.Begin("appraise", "", nil)
	if len(args) > 0 {
		if _, known := t.Plan.Unit(args[0]); known {
			t.toAppraise(args[0])
			if len(args) > 1 && t.State.Step == "unit" {
				t.withinUnit(args[1:])
			}
			return
		}
	}
	t.Go("units")
}

// withinUnit opens a part of the unit's appraisal.
func (t *Turn) withinUnit(part []string) {
	c, ok := criterionNamed(&t.Plan.Sheet, part[0])
	switch {
	case part[len(part)-1] == "hoi":
		t.Keep("at", c.ID)
		t.Keep("about", c.ID)
		t.Go("ask")
	case ok:
		t.Keep("at", c.ID)
		t.Go("item")
	case part[0] == "giaitrinh":
		t.Go("explained")
	}
}

// toAppraise opens a unit, or says why it cannot be.
func (t *Turn) toAppraise(unit string) {
	sheet := t.ownSheet(unit)
	switch {
	case !t.allowed(campaign.ActAppraise, unit):
		t.Say(t.S(appraiseOwn, t.unitName(unit)))
		t.Go("units")
	case !sheet.Sealed():
		t.Say(t.S(appraiseNotYet, t.unitName(unit)))
		t.Go("units")
	default:
		t.Keep("unit", unit)
		t.Go("unit")
	}
}

// unappraised counts the units whose sheet waits for the actor.
func (t *Turn) unappraised() int {
	n := 0
	for _, unit := range t.appraisable() {
		f := storage.FiguresOf(t.Tx, t.Plan.Campaign, unit)
		if state, _ := t.explanation(unit).state(); f.Stage() == campaign.StageSelf || state == campaign.ExplainSent ||
			state == campaign.ExplainEscalated && t.allowed(campaign.ActSettle, unit) {
			n++
		}
	}
	return n
}

func showAppraisals(t *Turn) {
	out := []string{t.S(appraiseHead)}
	var open []campaign.Unit
	for _, u := range t.Plan.Competing() {
		f := storage.FiguresOf(t.Tx, t.Plan.Campaign, u.ID)
		out = append(out, "– "+t.S(appraiseLine, u.Name, HTML(t.stageWords(f))))
		if t.allowed(campaign.ActAppraise, u.ID) && f.Stage() != campaign.StageNone {
			open = append(open, u)
		}
	}
	rows := t.unitRows(open, func(u campaign.Unit) string { return u.Name })
	t.Show(lines(out...), append(rows, Row(t.B("/bangkhoi", blocBookLabel)), Row(t.B("leave", leaveLabel)))...)
}

// stageWords is how far a unit's scores have come.
func (t *Turn) stageWords(f campaign.Figures) string {
	typed := len(t.Plan.Sheet.Typed())
	switch f.Stage() {
	case campaign.StageFinal:
		return t.S(stageFinal)
	case campaign.StageAppraised:
		words := t.S(stageAppraised, stamp(t.local(f.Appraisal.SealedAt), t.Lang()))
		if state, _ := t.explanation(f.Unit).state(); state == campaign.ExplainSent || state == campaign.ExplainEscalated {
			words += "; " + t.S(stageExplains)
		}
		return words
	case campaign.StageSelf:
		if f.Appraisal == nil {
			return t.S(stageWaits)
		}
		return t.S(stageUnder, typed-len(campaign.Undecided(&t.Plan.Sheet, f.Appraisal)), typed)
	}
	return t.S(stageNone)
}

func pressAppraisals(t *Turn, action string) {
	if action == "leave" {
		t.End()
		t.Close(t.S(appraiseLeft))
		return
	}
	if unit, ok := t.unitPressed(action); ok {
		t.toAppraise(unit)
	}
}

func saidAppraisals(t *Turn, text string) {
	if unit, ok := t.unitSearched(t.Plan.Competing(), text); ok {
		t.toAppraise(unit)
	}
}

// appraising is a turn that works on the desk's sheet of a unit. Its scoring is
// the unit's sealed one: what the helpers of /cham say of a criterion is about
// that.
type appraising struct {
	*scoring
	desk  campaign.ScoreSheet
	flags map[string]campaign.FlagKind
	// crossed are the scores other units gave the sheet.
	crossed []campaign.CrossSheet
}

// openAppraisal reads the sheet the talk is about; false, with the talk ended,
// when the actor may no longer appraise the unit or it took its sheet back.
func (t *Turn) openAppraisal() (*appraising, bool) {
	unit := t.Kept("unit")
	self := t.ownSheet(unit)
	if !t.allowed(campaign.ActAppraise, unit) || !self.Sealed() {
		t.lost()
		return nil, false
	}
	a := &appraising{
		scoring: t.scoringOf(unit, self),
		desk:    t.appraisal(unit), flags: map[string]campaign.FlagKind{},
		crossed: storage.CrossOf(t.Tx, t.Plan, unit),
	}
	a.facts = factsOf(t.Tx, t.Plan, unit, t.Event.At)
	a.reckon()
	past, _, _ := storage.PastPoints(t.Tx, t.Plan.Year, unit)
	for _, f := range campaign.Flags(&a.Plan.Sheet, &a.sheet, campaign.FlagFacts{Past: past.Points, Reused: a.reused()}) {
		a.flags[f.Criterion] = f.Kind
	}
	return a, true
}

// reused are the criteria whose evidence came in elsewhere as well: for another
// unit, or in another year.
func (a *appraising) reused() map[string]bool {
	out := map[string]bool{}
	for _, file := range a.sheet.Evidence {
		for _, p := range storage.PlacesOf(a.Tx, file.SHA256) {
			if p.Unit == a.unit && p.Campaign == a.Plan.Campaign {
				continue
			}
			for _, id := range file.Criteria {
				out[id] = true
			}
		}
	}
	return out
}

func onAppraisal(fn func(*appraising)) func(*Turn) {
	return func(t *Turn) {
		if a, ok := t.openAppraisal(); ok {
			fn(a)
		}
	}
}

func appraisedBy(fn func(*appraising, string)) func(*Turn, string) {
	return func(t *Turn, input string) { onAppraisal(func(a *appraising) { fn(a, input) })(t) }
}

// put writes the desk's sheet; false, with the reason said, where storage
// refuses it.
func (a *appraising) put() bool {
	if err := storage.PutAppraisal(a.Tx, a.Plan, a.Actor.ID, a.desk); err != nil {
		a.past()
		return false
	}
	a.compared = false
	return true
}

// deskTally is what the appraisal adds up to so far, records of the desk
// included; the rest counts as the unit declared it.
func (a *appraising) deskTally() campaign.Tally {
	f := storage.FiguresOf(a.Tx, a.Plan.Campaign, a.unit)
	filled := a.desk
	filled.Entries = map[string]campaign.Entry{}
	for _, c := range a.Plan.Sheet.Typed() {
		if e, ok := a.desk.Entries[c.ID]; ok {
			filled.Entries[c.ID] = e
		} else if e, ok := a.sheet.Entries[c.ID]; ok {
			filled.Entries[c.ID] = e
		}
	}
	if filled.SealedAt.IsZero() {
		filled.SealedAt = a.Event.At // counted as if it were sealed now
	}
	f.Appraisal, f.Final = &filled, nil
	return campaign.Add(&a.Plan.Sheet, f.Entries(&a.Plan.Sheet, campaign.StageAppraised), timeliness(a.duties))
}

// flagged are the undecided criteria with a flag, in the order of the sheet.
func (a *appraising) flagged() []string {
	return slices.DeleteFunc(campaign.Undecided(&a.Plan.Sheet, &a.desk), func(id string) bool { return a.flags[id] == "" })
}

var (
	appraiseHead   = T("<b>Thẩm định Bảng chấm điểm</b>\nĐồng chí bấm đơn vị hoặc gõ một phần tên.", "<b>Appraise the score sheets</b>\nPress a unit, or type a part of its name.")
	appraiseLine   = T("%s: %s", "%s: %s")
	appraiseLeft   = T("Những gì đã thẩm định được giữ.", "What was appraised is kept.")
	appraiseOwn    = T("%s là đơn vị của đồng chí; Bảng chấm điểm của đơn vị do người của đơn vị khác thẩm định.", "%s is your own unit; its sheet is appraised by people of another unit.")
	appraiseNotYet = T("%s chưa gửi Bảng chấm điểm.", "%s has not sent its score sheet.")
	stageNone      = T("chưa gửi", "not sent")
	stageWaits     = T("đã gửi, chờ thẩm định", "sent, to be appraised")
	stageUnder     = T("đang thẩm định %d/%d", "being appraised, %d of %d")
	stageAppraised = T("đã thẩm định lúc %s", "appraised on %s")
	stageExplains  = T("có giải trình chờ trả lời", "an explanation waits for its answer")
	stageFinal     = T("đã có kết quả cuối cùng", "final")

	awaitsAppraised   = T("Đề nghị đồng chí bấm một nút, nhập mức điểm, ví dụ 4,5, hoặc mã tiêu chí, ví dụ A2.", "Please press a button, type a figure, for example 4.5, or a code, for example A2.")
	awaitsAppraiseWhy = T("Đề nghị đồng chí bấm hoặc gõ lý do (ít nhất 10 ký tự), ví dụ: Minh chứng chưa thể hiện kết quả.", "Please press or type a reason (at least 10 characters), for example: The evidence does not show the result.")
)
