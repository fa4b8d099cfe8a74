package handlers

import (
	"encoding/json"
	"maps"
	"slices"

	"thidua/campaign"
	"thidua/storage"
)

// scoring is a turn that works on one unit's own sheet, with everything its
// screens need. Opening it reads that unit's rows alone.
type scoring struct {
	*Turn
	// Plan is the turn's as it counts for the unit; see weigh.
	Plan *campaign.Plan
	// apart never compares the unit with others.
	apart  bool
	unit   string
	sheet  campaign.ScoreSheet
	facts  campaign.Facts
	duties []campaign.Duty
	// due is the duty the sheet is a part of; its Requirement.ID is "" when the
	// plan asks for a sheet nowhere.
	due   campaign.Duty
	tally campaign.Tally
}

// openSheet reads the sheet the talk is about; false, with the talk ended, when
// the actor may no longer score for the unit.
func (t *Turn) openSheet() (*scoring, bool) {
	unit := t.Kept("unit")
	if !slices.Contains(t.scoredUnits(), unit) {
		t.lost()
		return nil, false
	}
	facts := factsOf(t.Tx, t.Plan, unit, t.Event.At)
	sheet := campaign.ScoreSheet{
		Unit: unit, Author: campaign.SelfScore, Version: t.Plan.Sheet.Version, Revision: t.Plan.Revision,
	}
	if facts.Sheet != nil {
		sheet = *facts.Sheet
	}
	s := t.scoringOf(unit, sheet)
	s.facts = facts
	s.reckon()
	return s, true
}

// scoringOf is a turn that works on a sheet of a unit, without its facts.
func (t *Turn) scoringOf(unit string, sheet campaign.ScoreSheet) *scoring {
	s := &scoring{Turn: t, unit: unit, sheet: sheet}
	s.weigh()
	return s
}

// weigh looks up what the unit's answers are worth. A sheet that can still be
// changed or taken back is not compared with other units before its own people,
// so that nobody suits a claim to what others claimed.
func (s *scoring) weigh() {
	s.Plan = unitPlan(s.Turn.Plan, s.unit, campaign.Field{})
	if s.sheet.Sealed() && !s.apart && (s.allowed(campaign.ActSeeStandings, s.unit) || appraisedYet(s.Tx, s.Turn.Plan, s.unit)) {
		s.Plan = comparedPlan(s.Tx, s.Turn.Plan, s.unit)
	}
}

// appraisedYet reports whether a unit may read how it compares with the others:
// once its appraisal is sealed, because that is what it may explain against.
func appraisedYet(tx *storage.Tx, plan *campaign.Plan, unit string) bool {
	stage := storage.FiguresOf(tx, plan.Campaign, unit).Stage()
	return stage == campaign.StageAppraised || stage == campaign.StageFinal
}

// comparedPlan is the plan as its score sheet counts for a unit among all.
func comparedPlan(tx *storage.Tx, plan *campaign.Plan, unit string) *campaign.Plan {
	return unitPlan(plan, unit, storage.FieldOf(tx, plan))
}

// unitPlan is the plan as its score sheet counts for a unit in a field. Whoever
// says what an answer of a unit is worth asks this one, never the plan itself.
func unitPlan(plan *campaign.Plan, unit string, field campaign.Field) *campaign.Plan {
	sheet := plan.Sheet.Among(unit, field)
	if sheet == &plan.Sheet {
		return plan
	}
	own := *plan
	own.Sheet = *sheet
	return &own
}

// unitCriterion finds a criterion as it counts for a unit.
func (t *Turn) unitCriterion(unit, id string) (campaign.Criterion, bool) {
	if !t.compared {
		t.field, t.compared = storage.FieldOf(t.Tx, t.Plan), true
	}
	return t.Plan.Sheet.Among(unit, t.field).Criterion(id)
}

// reckon computes duties and sums from the sheet as it is now.
func (s *scoring) reckon() {
	s.facts.Sheet = &s.sheet
	s.duties = campaign.Duties(s.Plan, s.unit, s.facts)
	s.due = campaign.Duty{}
	for _, d := range s.duties {
		if d.Requirement.Has(campaign.PartSheet) {
			s.due = d
			break
		}
	}
	s.tally = campaign.Add(&s.Plan.Sheet, s.sheet.Entries, timeliness(s.duties))
}

// timeliness is what the criteria computed from hand-in times need.
func timeliness(duties []campaign.Duty) map[string]campaign.Timeliness {
	out := make(map[string]campaign.Timeliness, len(duties))
	for _, d := range duties {
		out[d.Requirement.ID] = d.Timeliness()
	}
	return out
}

func (s *scoring) save() {
	storage.Sheets.Put(s.Tx, sheetKey(s.Plan, s.unit), s.sheet)
	s.compared = false
	s.weigh()
	s.reckon()
}

func sheetKey(p *campaign.Plan, unit string) storage.Key {
	return storage.K(p.Campaign, unit, string(campaign.SelfScore))
}

// moveToPlan brings a draft to the plan's present score sheet: answers that no
// longer fit become blank and their criteria are named.
func (s *scoring) moveToPlan() {
	if s.sheet.Sealed() || s.sheet.Version == s.Plan.Sheet.Version {
		return
	}
	var dropped []string
	s.sheet.Entries = maps.Clone(s.sheet.Entries)
	for _, id := range slices.Sorted(maps.Keys(s.sheet.Entries)) {
		c, ok := criterionNamed(&s.Plan.Sheet, id)
		if !ok || campaign.CheckEntry(c, s.sheet.Entries[id]) != nil {
			delete(s.sheet.Entries, id)
			dropped = append(dropped, id)
		}
	}
	s.sheet.Version, s.sheet.Revision = s.Plan.Sheet.Version, s.Plan.Revision
	s.sheet.Rev++
	s.save()
	s.Say(lines(s.S(newVersion, s.sheet.Version), s.listed(droppedAnswers, dropped)))
}

// nextBlank is the first criterion without an answer after id, going round; ""
// when there is none.
func (s *scoring) nextBlank(id string) string {
	typed := s.Plan.Sheet.Typed()
	from := slices.IndexFunc(typed, func(c campaign.Criterion) bool { return c.ID == id })
	for i := range typed {
		c := typed[(from+1+i)%len(typed)]
		if _, answered := s.sheet.Entries[c.ID]; !answered {
			return c.ID
		}
	}
	return ""
}

// goTo shows a criterion and remembers what stood there.
func (s *scoring) goTo(id string) {
	s.Keep("at", id)
	delete(s.State.Answers, "typing")
	delete(s.State.Answers, "mine")
	s.Go("criterion")
}

// stamp names what stands at a criterion, so that a change by the unit's other
// contact is noticed; "" while blank.
func (s *scoring) stamp(id string) string {
	e, ok := s.sheet.Entries[id]
	if !ok {
		return ""
	}
	e.At = e.At.UTC()
	raw, err := json.Marshal(e)
	if err != nil {
		s.Tx.Fail(err)
	}
	return string(raw)
}

// criterion is the one on the screen.
func (s *scoring) criterion() campaign.Criterion {
	c, ok := criterionNamed(&s.Plan.Sheet, s.Kept("at"))
	if !ok {
		c = s.Plan.Sheet.Typed()[0]
		s.Keep("at", c.ID)
	}
	return c
}

// onSheet makes a Show of a function on the sheet; draft the same for screens
// that make sense only until the sheet is sealed, drafted for what is pressed
// and said there.
func onSheet(fn func(*scoring)) func(*Turn) {
	return func(t *Turn) {
		if s, ok := t.openSheet(); ok {
			fn(s)
		}
	}
}

func draft(fn func(*scoring)) func(*Turn) {
	return onSheet(func(s *scoring) {
		if s.stillDraft() {
			fn(s)
		}
	})
}

func drafted(fn func(*scoring, string)) func(*Turn, string) {
	return func(t *Turn, input string) {
		if s, ok := t.openSheet(); ok && s.stillDraft() {
			fn(s, input)
		}
	}
}

// sealedSheet is for what is pressed and said about a sheet that was sent.
func sealedSheet(fn func(*scoring, string)) func(*Turn, string) {
	return func(t *Turn, input string) {
		s, ok := t.openSheet()
		switch {
		case !ok:
		case !s.sheet.Sealed():
			t.Go("summary")
		default:
			fn(s, input)
		}
	}
}

// filed is drafted for files.
func filed(fn func(*scoring, Uploaded)) func(*Turn, Uploaded) {
	return func(t *Turn, u Uploaded) {
		if s, ok := t.openSheet(); ok && s.stillDraft() {
			fn(s, u)
		}
	}
}

// stillDraft is false, with the sealed sheet shown, once the unit has sent it.
func (s *scoring) stillDraft() bool {
	if !s.sheet.Sealed() {
		return s.unlocked()
	}
	s.Say(s.S(alreadySealed, s.who(s.sheet.SealedBy), stamp(s.sheet.SealedAt.In(s.Plan.Location()), s.Lang())))
	s.Go("sealed")
	return false
}

// unlocked is false, with the talk ended, while results are published: then no
// figure moves.
func (s *scoring) unlocked() bool {
	if !storage.ResultsStand(s.Tx, s.Plan.Campaign) {
		return true
	}
	s.Say(s.S(sheetLocked, s.year()))
	s.End()
	return false
}

// who is a person's name, or a plain word for somebody erased.
func (t *Turn) who(id int64) string { return t.whoIn(id, t.Lang()) }

func (t *Turn) whoIn(id int64, lang string) string {
	if p, ok := storage.GetPerson(t.Tx, id); ok && p.Name != "" {
		return p.Name
	}
	return somebody.In(lang)
}

var (
	newVersion = T(
		"Bảng chấm điểm đã chuyển sang phiên bản %s; các câu trả lời còn phù hợp được giữ nguyên.",
		"The score sheet has moved to version %s; the answers that still fit are kept.")
	droppedAnswers = T("Cần trả lời lại: %s.", "To be answered again: %s.")
	sheetLocked    = T("Kết quả thi đua năm %d đã công bố nên Bảng chấm điểm không thay đổi nữa. Xem: /xephang",
		"The results of %d are published, so the score sheet no longer changes. See: /standings")
	alreadySealed = T(
		"Bảng chấm điểm của đơn vị đã được đồng chí %s gửi lúc %s, nay chỉ xem được, không sửa được.",
		"Your unit's score sheet was handed in by %s on %s; it can be read but no longer changed.")
	somebody = T("cán bộ của đơn vị", "somebody of the unit")
)
