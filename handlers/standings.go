package handlers

import (
	"strconv"
	"strings"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// standingsPage is how many units a page of the standings shows.
const standingsPage = 8

// standingsTalk is /xephang. Until results are published it ranks the units by
// their sealed self-scores, for the bloc's leaders and desk only, and says so on
// every screen.
func standingsTalk() Conversation {
	return Conversation{
		Name: "standings", Commands: []string{"xephang", "standings"},
		Help: T("Xếp hạng tạm tính", "Provisional standings"),
		Who: []campaign.RoleKind{
			campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader, campaign.Observer, campaign.Admin,
		},
		Start: startStandings,
		Steps: map[string]Step{
			"table": {Show: ranked((*ranking).showTable), Press: rankedPress((*ranking).press), Said: rankedPress((*ranking).find), Awaits: awaitsRanked},
			"why":   {Show: ranked((*ranking).showWhy), Press: rankedPress((*ranking).press), Said: rankedPress((*ranking).find), Awaits: awaitsRanked},
		},
	}
}

// startStandings shows the table, or one unit's explanation when it is named.
func startStandings(t *Turn, args []string) {
	if !t.seesStandings() {
		t.Say(t.S(t.notPublished()), t.ownFigures()...)
		return
	}
	t.State.Conversation, t.State.Step, t.State.Answers = "standings", "table", map[string]string{}
	if len(args) > 0 {
		t.rank().find(strings.Join(args, " "))
	}
	if t.State.Step != "why" {
		t.Go("table")
	}
}

func (t *Turn) seesStandings() bool {
	return campaign.May(t.Actor.Roles, campaign.ActSeeStandings, "", t.year())
}

// notPublished tells those who may not see standings yet what they may see.
func (t *Turn) notPublished() Text {
	if len(t.scoredUnits()) > 0 {
		return ownFiguresOnly
	}
	return afterPublication
}

func (t *Turn) ownFigures() [][]storage.Button {
	if len(t.scoredUnits()) == 0 {
		return nil
	}
	return [][]storage.Button{Row(t.B("/cham", ownSheet))}
}

// ranking is a turn with the standings as they are now.
type ranking struct {
	*Turn
	all []campaign.Standing
	// final is each unit's duty that the place depends on.
	final map[string]campaign.Duty
}

// ranked makes a Show of a function on the standings, rankedPress the same for
// what is pressed and said; rights are asked again each time.
func ranked(fn func(*ranking)) func(*Turn) {
	return func(t *Turn) {
		if !t.seesStandings() {
			t.lost()
			return
		}
		fn(t.rank())
	}
}

func rankedPress(fn func(*ranking, string)) func(*Turn, string) {
	return func(t *Turn, input string) {
		ranked(func(r *ranking) { fn(r, input) })(t)
	}
}

// rank reads the standings as they are at the event.
func (t *Turn) rank() *ranking {
	all, final := rankUnits(t.Tx, t.Plan, t.Event.At)
	return &ranking{Turn: t, all: all, final: final}
}

// rankUnits reads every competing unit's sealed sheet and hand-ins and orders
// the units; final is each unit's duty its place depends on. It is asked for by
// a command or a press of a leader, never on the way of somebody else.
func rankUnits(tx *storage.Tx, plan *campaign.Plan, at time.Time) (all []campaign.Standing, final map[string]campaign.Duty) {
	final = map[string]campaign.Duty{}
	requirement := finalRequirement(plan)
	holds := storage.HoldsOf(tx, plan.Campaign)
	var candidates []campaign.Candidate
	for _, u := range plan.Competing() {
		facts := factsOf(tx, plan, u.ID, at)
		duties := campaign.Duties(plan, u.ID, facts)
		c := campaign.Candidate{Unit: u, Hold: holds[u.ID]}
		if facts.Sheet != nil && facts.Sheet.Sealed() {
			c.Tally = campaign.Add(&plan.Sheet, facts.Sheet.Entries, timeliness(duties))
			c.HasSheet, c.CompletedAt = requirement == "", facts.Sheet.SealedAt
		}
		for _, d := range duties {
			if d.Requirement.ID == requirement {
				final[u.ID] = d
				c.HasSheet, c.CompletedAt = d.State == campaign.DutyHandedIn, d.Completed
			}
		}
		candidates = append(candidates, c)
	}
	return campaign.Rank(plan, candidates), final
}

// finalRequirement is what a unit must have handed in completely to have a
// place: the one the ranking gate names, else the one with the score sheet.
func finalRequirement(p *campaign.Plan) string {
	if c, ok := rankGate(p); ok {
		return c.Requirement
	}
	for _, r := range p.Requirements {
		if r.Has(campaign.PartSheet) {
			return r.ID
		}
	}
	return ""
}

// rankGate is the gate that bars units without a final hand-in.
func rankGate(p *campaign.Plan) (campaign.Criterion, bool) {
	for _, c := range p.Sheet.Criteria {
		for _, bar := range c.Bars {
			if c.Kind == campaign.KindGate && bar == campaign.BarRank && c.Requirement != "" {
				return c, true
			}
		}
	}
	return campaign.Criterion{}, false
}

// press turns pages, opens a unit's explanation, or goes back to the table.
func (r *ranking) press(action string) {
	if page, ok := pageOf(action); ok {
		r.Keep("page", page)
		r.Go("table")
		return
	}
	if action == "picture" {
		r.Hand("standings", nil)
		return
	}
	if unit, ok := strings.CutPrefix(action, "why "); ok {
		r.Keep("unit", unit)
		r.Go("why")
		return
	}
	r.Go("table")
}

// find explains the unit whose id or name was typed, marks and case aside.
func (r *ranking) find(text string) {
	want := fold(text)
	var hits []campaign.Unit
	for _, s := range r.all {
		if fold(s.Unit.ID) == want || fold(s.Unit.Name) == want {
			hits = []campaign.Unit{s.Unit}
			break
		}
		if want != "" && strings.Contains(fold(s.Unit.Name), want) {
			hits = append(hits, s.Unit)
		}
	}
	switch len(hits) {
	case 1:
		r.Keep("unit", hits[0].ID)
		r.Go("why")
	case 0:
		r.Say(r.S(noSuchUnit, echo(text)))
	default:
		var names []string
		for _, u := range hits[:min(len(hits), standingsPage)] {
			names = append(names, u.Name)
		}
		r.Say(r.S(manyUnits, strconv.Itoa(len(hits)), strings.Join(names, "; ")))
	}
}

var (
	awaitsRanked   = T("Đề nghị đồng chí bấm tên đơn vị hoặc nhập tên, ví dụ: Thanh tra.", "Please press a unit or type its name, for example: Thanh tra.")
	ownFiguresOnly = T(
		"Kết quả xếp hạng chưa được công bố. Trước khi công bố, đơn vị chỉ xem được số liệu của chính mình ở Bảng chấm điểm.",
		"The standings are not published yet. Until then a unit sees only its own figures, on its score sheet.")
	afterPublication = T(
		"Kết quả xếp hạng chưa được công bố; đồng chí xem được sau khi lãnh đạo khối công bố.",
		"The standings are not published yet; you can see them once the bloc's leaders publish them.")
	ownSheet   = T("Bảng chấm điểm của đơn vị", "My unit's score sheet")
	noSuchUnit = T("Không có đơn vị nào tên “%s” trong bảng xếp hạng. Mời đồng chí nhập tên hoặc một phần tên, ví dụ: Thanh tra.",
		"No unit called “%s” is in the standings. Type a name or a part of it, for example: Thanh tra.")
	manyUnits = T("Có %s đơn vị khớp: %s. Mời đồng chí nhập rõ hơn.", "%s units match: %s. Please type more of the name.")
)
