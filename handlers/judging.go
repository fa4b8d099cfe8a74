package handlers

import (
	"slices"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// Appraising for the desk and scoring for another unit go through somebody
// else's sheet alike: criterion by criterion, from a grid, by a press, a figure
// or a code.

// goItem opens a criterion of the sheet that is judged.
func (s *scoring) goItem(id string) {
	s.Keep("at", id)
	delete(s.State.Answers, "value")
	s.Go("item")
}

// sayFigure takes a typed figure, or the code of another criterion.
func (s *scoring) sayFigure(text string, decide func(c campaign.Criterion, value int64)) {
	if c, ok := criterionNamed(&s.Plan.Sheet, text); ok {
		s.goItem(c.ID)
		return
	}
	c := s.criterion()
	n, problem := s.read(c, text)
	if problem != "" {
		s.Say(problem)
		return
	}
	decide(c, n)
}

// sayCode takes the code of a criterion and nothing else.
func (s *scoring) sayCode(text string, otherwise Text) {
	if c, ok := criterionNamed(&s.Plan.Sheet, text); ok {
		s.goItem(c.ID)
		return
	}
	s.Say(s.S(otherwise))
}

func (s *scoring) sayJudgedID(text string) { s.sayCode(text, awaitsCriterion) }

// judgedGrid is a page of buttons to every criterion: ✓ as declared, ≠ judged
// otherwise, ○ not yet.
func (s *scoring) judgedGrid(judged *campaign.ScoreSheet) [][]storage.Button {
	changed := campaign.Changed(&s.Plan.Sheet, &s.sheet, judged)
	var rows [][]storage.Button
	for i, c := range s.Plan.Sheet.Typed() {
		mark := "○ "
		if _, ok := judged.Entries[c.ID]; ok {
			mark = "✓ "
		}
		if slices.Contains(changed, c.ID) {
			mark = "≠ "
		}
		if i%4 == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], storage.Button{Label: mark + c.ID, Action: "at " + c.ID})
	}
	const fits = gridPage / 4
	pages := max(1, (len(rows)+fits-1)/fits)
	page, _ := strconv.Atoi(s.Kept("page"))
	page = min(max(page, 0), pages-1)
	rows = rows[page*fits : min(len(rows), (page+1)*fits)]
	return append(append(rows, pageRow(page, pages)...), Row(s.B("unit", appraiseBack)))
}

func (s *scoring) pressJudgedGrid(action string) {
	if page, ok := pageOf(action); ok {
		s.Keep("page", page)
		s.Go("grid")
		return
	}
	if id, ok := strings.CutPrefix(action, "at "); ok {
		s.goItem(id)
		return
	}
	s.Go(action)
}
