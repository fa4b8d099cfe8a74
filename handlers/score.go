package handlers

import (
	"slices"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// scoreTalk is /cham: a unit's contacts fill the self-score sheet one criterion
// at a time, look at the sums, and hand the sheet in. What is answered lives in
// the sheet, which the contacts of the unit share; the state of a person only
// says which criterion is on the screen and what stood there when it was shown.
func scoreTalk() Conversation {
	return Conversation{
		Name: "score", Commands: []string{"cham", "score"},
		Help:  T("Tự chấm điểm, gửi Bảng chấm điểm", "Fill and hand in the score sheet"),
		Who:   []campaign.RoleKind{campaign.Contact, campaign.UnitHead},
		Start: startScore,
		Steps: map[string]Step{
			"unit":      {Show: showScoreUnits, Press: chooseScoreUnit, Said: sayScoreUnit, Awaits: awaitsUnit},
			"criterion": {Show: draft((*scoring).showCriterion), Press: drafted((*scoring).pressCriterion), Said: drafted((*scoring).sayCriterion), Uploaded: filed((*scoring).uploadEvidence), Awaits: awaitsFigure},
			"evidence":  {Show: draft((*scoring).showEvidence), Press: drafted((*scoring).pressEvidence), Said: drafted((*scoring).sayEvidence), Uploaded: filed((*scoring).uploadEvidence), Awaits: awaitsEvidence},
			"excel":     {Show: draft((*scoring).showExcel), Press: drafted((*scoring).pressExcel), Said: drafted((*scoring).sayExcel), Uploaded: filed((*scoring).uploadExcel), Awaits: awaitsExcel},
			"book":      {Show: draft((*scoring).showBookDiff), Press: drafted((*scoring).pressBook), Uploaded: filed((*scoring).uploadExcel), Awaits: awaitsDecision},
			"stated":    {Show: draft((*scoring).showStated), Press: drafted((*scoring).pressStated), Said: drafted((*scoring).sayStated), Awaits: awaitsStated},
			"proofs":    {Show: onSheet((*scoring).showProofs), Press: proofsPress, Awaits: awaitsChoice},
			"reason":    {Show: draft((*scoring).showReason), Press: drafted((*scoring).pressReason), Said: drafted((*scoring).sayReason), Awaits: awaitsReason},
			"conflict":  {Show: draft((*scoring).showConflict), Press: drafted((*scoring).pressConflict), Awaits: awaitsChoice},
			"grid":      {Show: draft((*scoring).showGrid), Press: drafted((*scoring).pressGrid), Said: drafted((*scoring).sayID), Uploaded: filed((*scoring).uploadAnywhere), Awaits: awaitsCriterion},
			"summary":   {Show: draft((*scoring).showSummary), Press: drafted((*scoring).pressSummary), Said: drafted((*scoring).sayID), Uploaded: filed((*scoring).uploadAnywhere), Awaits: awaitsCriterion},
			"confirm":   {Show: draft((*scoring).showConfirm), Press: drafted((*scoring).pressConfirm), Awaits: awaitsChoice},
			"waits":     {Show: draft((*scoring).showWaits), Press: drafted((*scoring).pressWaits), Awaits: awaitsChoice},
			"nohead":    {Show: draft((*scoring).showNoHead), Press: drafted((*scoring).pressNoHead), Said: drafted((*scoring).sayNoHead), Awaits: awaitsHeadNote},
			"withdraw":  {Show: onSheet((*scoring).showWithdraw), Press: sealedSheet((*scoring).pressWithdraw), Said: sealedSheet((*scoring).sayWithdraw), Awaits: awaitsWithdraw},
			"result":    {Show: onSheet((*scoring).showResult), Press: pressResult, Awaits: awaitsChoice},
			"sealed":    {Show: onSheet((*scoring).showSealed), Press: sealedPress, Awaits: awaitsChoice},
		},
	}
}

// startScore takes a unit's id, a criterion's id, both or neither.
func startScore(t *Turn, args []string) {
	units := t.scoredUnits()
	if len(units) == 0 {
		t.Say(t.S(notScored))
		return
	}
	unit, criterion := units[0], ""
	named := len(units) == 1
	book := slices.Contains(args, "tep")
	for _, a := range args {
		if slices.Contains(units, strings.ToLower(a)) {
			unit, named = strings.ToLower(a), true
		} else if c, ok := criterionNamed(&t.Plan.Sheet, a); ok {
			criterion = c.ID
		}
	}
	if !named {
		t.Begin("score", "unit", nil)
		return
	}
	t.enterScore(unit, criterion)
	if book && t.State.Conversation == "score" && t.State.Step != "sealed" {
		t.Go("book")
	}
}

// enterScore resumes where the unit left off: the criterion asked for, else the
// first blank one, else the sums; a sealed sheet is shown as it was sent.
func (t *Turn) enterScore(unit, criterion string) {
	t.State.Conversation, t.State.Step, t.State.Answers = "score", "", map[string]string{"unit": unit}
	s, ok := t.openSheet()
	if !ok {
		return
	}
	s.moveToPlan()
	if criterion == "" {
		criterion = s.nextBlank("")
	}
	switch {
	case s.sheet.Sealed():
		t.Go("sealed")
	case criterion != "":
		s.goTo(criterion)
	default:
		t.Go("summary")
	}
}

// scoredUnits are the competing units the actor scores for, in plan order.
func (t *Turn) scoredUnits() []string {
	if t.Plan == nil {
		return nil
	}
	var out []string
	for _, u := range t.Plan.Competing() {
		if campaign.May(t.Actor.Roles, campaign.ActScore, u.ID, t.year()) {
			out = append(out, u.ID)
		}
	}
	return out
}

func showScoreUnits(t *Turn) {
	var rows [][]storage.Button
	for _, id := range t.scoredUnits() {
		rows = append(rows, Row(storage.Button{Label: t.unitName(id), Action: id}))
	}
	t.Show(t.S(whichUnit), rows...)
}

func chooseScoreUnit(t *Turn, action string) {
	if !slices.Contains(t.scoredUnits(), action) {
		t.lost()
		return
	}
	t.enterScore(action, "")
}

func sayScoreUnit(t *Turn, text string) {
	if id := strings.ToLower(strings.TrimSpace(text)); slices.Contains(t.scoredUnits(), id) {
		t.enterScore(id, "")
		return
	}
	t.Say(t.S(awaitsUnit))
}

// criterionNamed finds a criterion the unit answers itself by its id, however
// it is typed.
func criterionNamed(s *campaign.Sheet, text string) (campaign.Criterion, bool) {
	if c, ok := s.Criterion(text); ok && c.Typed() {
		return c, true
	}
	want := fold(text)
	for i := range s.Criteria {
		if c := &s.Criteria[i]; c.Typed() && want != "" && fold(c.ID) == want {
			return *c, true
		}
	}
	return campaign.Criterion{}, false
}

var (
	notScored = T(
		"Đơn vị của đồng chí không thuộc diện chấm điểm trong năm nay, nên không có Bảng chấm điểm để điền.",
		"Your unit is not scored this year, so there is no score sheet to fill.")
	whichUnit       = T("Đồng chí chấm điểm cho đơn vị nào?", "Which unit are you scoring for?")
	awaitsUnit      = T("Đề nghị đồng chí bấm tên đơn vị cần chấm điểm ở màn hình trên.", "Please press the name of the unit on the screen above.")
	awaitsFigure    = T("Ở bước này đề nghị đồng chí bấm một mức hoặc nhập một con số, ví dụ 8,5.", "Please press one of the values or type a number, for example 8.5.")
	awaitsReason    = T("Đề nghị đồng chí nhập lý do bằng chữ, ví dụ: Đơn vị không có nhiệm vụ này.", "Please type the reason, for example: The unit does not have this duty.")
	awaitsChoice    = T("Đề nghị đồng chí bấm một trong các nút ở màn hình trên.", "Please press one of the buttons above.")
	awaitsCriterion = T("Đề nghị đồng chí bấm nút ở màn hình trên hoặc nhập mã tiêu chí, ví dụ A2.", "Please press a button above or type a criterion's code, for example A2.")
)
