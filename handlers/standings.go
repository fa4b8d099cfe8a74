package handlers

import (
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// standingsPage is how many units a page of the standings shows.
const standingsPage = 8

// standingsTalk is /xephang: everybody sees the standings as far as seen lets
// them. Leaders and desk see them before they are published and are told on
// every screen that the figures are provisional; a unit its own figures; after
// publication everybody of the bloc the record, this year's and earlier ones.
func standingsTalk() Conversation {
	return Conversation{
		Name: "standings", Commands: []string{"xephang", "standings"},
		Help: T("Xếp hạng thi đua", "Standings"),
		Who: []campaign.RoleKind{
			campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader, campaign.Observer, campaign.Admin,
		},
		Start: startStandings,
		Steps: map[string]Step{
			"table":    rankedStep((*ranking).showTable),
			"why":      rankedStep((*ranking).showWhy),
			"criteria": rankedStep((*ranking).showCriteria),
			"compare":  rankedStep((*ranking).showCompare),
			"years":    rankedStep((*ranking).showYears),
		},
	}
}

func rankedStep(show func(*ranking)) Step {
	return Step{Show: ranked(show), Press: rankedPress((*ranking).press), Said: rankedPress((*ranking).find), Awaits: awaitsRanked}
}

// startStandings shows the table, one unit's explanation when it is named, or a
// record when its number is.
func startStandings(t *Turn, args []string) {
	r, text := t.rank(), strings.Join(args, " ")
	_, record := publicationNumbered(t.Tx, text)
	record = record && t.allowed(campaign.ActSeePublished, "")
	if !r.shown() && !record {
		t.Say(r.before(), r.beforeButtons()...)
		return
	}
	t.State.Conversation, t.State.Step, t.State.Answers = "standings", "table", map[string]string{}
	if record || len(args) > 0 {
		r.find(text)
		if record {
			return
		}
	}
	if t.State.Step == "table" {
		t.Go("table")
	}
}

// ranking is a turn with what its actor may see of the standings.
type ranking struct {
	*Turn
	seen results
}

// ranked makes a Show of a function on the standings, rankedPress the same for
// what is pressed and said; what may be seen is asked again each time.
func ranked(fn func(*ranking)) func(*Turn) {
	return func(t *Turn) {
		r := t.rank()
		if !r.shown() {
			t.lost()
			return
		}
		fn(r)
	}
}

func rankedPress(fn func(*ranking, string)) func(*Turn, string) {
	return func(t *Turn, input string) {
		ranked(func(r *ranking) { fn(r, input) })(t)
	}
}

// rank reads what the actor may see at the event: the record the talk has
// opened, else the standings as they are.
func (t *Turn) rank() *ranking {
	if t.Kept("record") != "" && t.State.Conversation == "standings" {
		version, _ := strconv.Atoi(t.Kept("version"))
		if r, ok := seenRecord(t.Tx, t.Plan, t.Actor, t.Kept("record"), version); ok {
			return &ranking{t, r}
		}
	}
	return &ranking{t, seen(t.Tx, t.Plan, t.Actor, t.Event.At)}
}

// shown reports whether there is a table to show.
func (r *ranking) shown() bool {
	return r.seen.sight == campaign.SightAll || r.seen.sight == campaign.SightPublished
}

// before is what somebody reads who may not see the standings yet: a unit its
// own figures, stage by stage.
func (r *ranking) before() string {
	if !r.allowed(campaign.ActSeePublished, "") {
		return r.S(neverStandings)
	}
	if r.seen.sight != campaign.SightOwn || r.seen.lines == nil {
		return r.S(afterPublication)
	}
	parts := []string{r.S(ownFiguresOnly)}
	for _, s := range r.seen.lines {
		text := r.S(ownFiguresHead, s.Unit.Name)
		for _, stage := range stages {
			if total, ok := s.Totals[stage]; ok {
				text += "\n" + r.S(ownFigure, stageTotals[stage], r.points(total))
			}
		}
		if s.Stage == campaign.StageNone {
			text += "\n" + r.S(ownNothing)
		} else {
			text += "\n" + r.S(ownMark, stamp(r.seen.at, r.Lang()))
		}
		parts = append(parts, text, lines(r.heldLines([]string{s.Unit.ID})...))
	}
	return paragraphs(parts...)
}

// beforeButtons lead to the own sheet, and to what was published earlier.
func (r *ranking) beforeButtons() [][]storage.Button {
	var rows [][]storage.Button
	if len(r.scoredUnits()) > 0 {
		rows = append(rows, Row(r.B("/cham", ownSheet)))
	}
	if row, ok := lastYear(r.Tx, r.Plan); ok && r.allowed(campaign.ActSeePublished, "") {
		rows = append(rows, Row(r.B("/xephang "+campaign.PublicationNumber(row.Version, row.Year), resultsOfYear, row.Year)))
	}
	return rows
}

// press turns pages, opens an explanation, a paper or a record, or goes back.
func (r *ranking) press(action string) {
	word, rest, _ := strings.Cut(action, " ")
	switch page, paging := pageOf(action); {
	case paging:
		r.Keep("page", page)
		r.Go(r.State.Step)
	case action == "picture" || action == "book" && r.seen.detail:
		r.Hand(standingsPapers[action], r.seen.named())
	case word == "why":
		r.Keep("unit", rest)
		r.Keep("page", "")
		r.Go("why")
	case action == "criteria" || action == "compare" || action == "years":
		r.Keep("page", "")
		r.Go(action)
	case word == "record":
		r.open(rest)
	case action == "now":
		r.open("")
	default:
		r.Keep("page", "")
		r.Go("table")
	}
}

// standingsPapers are the makers behind the buttons.
var standingsPapers = map[string]string{"picture": "standings", "book": "standings-book"}

// open shows a record, named by campaign and version, or with "" the standings
// as they are now.
func (r *ranking) open(name string) {
	id, version, _ := strings.Cut(name, " ")
	r.State.Answers = map[string]string{}
	if id == "" {
		now := r.rank()
		if !now.shown() { // a unit that looked at an earlier year
			r.End()
			r.Close(now.before())
			return
		}
	} else {
		r.Keep("record", id)
		r.Keep("version", version)
	}
	r.Go("table")
}

// named are the arguments that name a record to a maker; nil for what is now.
func (s results) named() map[string]string {
	if s.sight != campaign.SightPublished {
		return nil
	}
	return map[string]string{"campaign": s.row.Campaign, "version": strconv.Itoa(s.row.Version)}
}

// find opens the record whose number was typed, or explains the unit whose id
// or name was, marks and case aside.
func (r *ranking) find(text string) {
	if row, ok := publicationNumbered(r.Tx, text); ok && r.allowed(campaign.ActSeePublished, "") {
		r.open(row.Campaign + " " + strconv.Itoa(row.Version))
		return
	}
	want := fold(text)
	var hits []campaign.Unit
	for _, s := range r.seen.lines {
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

// stageTotals name a total by its stage.
var stageTotals = map[campaign.Stage]Text{
	campaign.StageSelf:      T("Điểm tự chấm", "Self-score"),
	campaign.StageAppraised: T("Điểm thẩm định", "Appraised score"),
	campaign.StageFinal:     T("Điểm sau giải trình", "Score after the explanation"),
}

var (
	awaitsRanked   = T("Đề nghị đồng chí bấm tên đơn vị hoặc nhập tên, ví dụ: Thanh tra.", "Please press a unit or type its name, for example: Thanh tra.")
	ownFiguresOnly = T(
		"Kết quả xếp hạng chưa được công bố. Trước khi công bố, đơn vị chỉ xem được số liệu của chính mình.",
		"The standings are not published yet. Until then a unit sees only its own figures.")
	ownFiguresHead   = T("<b>%s</b>", "<b>%s</b>")
	ownFigure        = T("%s: <b>%s</b>", "%s: <b>%s</b>")
	ownNothing       = T("Chưa gửi Bảng chấm điểm.", "The score sheet has not been sent.")
	ownMark          = T("TẠM TÍNH lúc %s.", "PROVISIONAL as of %s.")
	afterPublication = T(
		"Kết quả xếp hạng chưa được công bố; đồng chí xem được sau khi lãnh đạo khối công bố.",
		"The standings are not published yet; you can see them once the bloc's leaders publish them.")
	neverStandings = T("Vai trò của đồng chí không xem điểm và xếp hạng.", "Your role sees neither scores nor standings.")
	ownSheet       = T("Bảng chấm điểm của đơn vị", "My unit's score sheet")
	resultsOfYear  = T("Kết quả năm %d", "Results of %d")
	noSuchUnit     = T("Không có đơn vị nào tên “%s” trong bảng xếp hạng. Mời đồng chí nhập tên hoặc một phần tên, ví dụ: Thanh tra.",
		"No unit called “%s” is in the standings. Type a name or a part of it, for example: Thanh tra.")
	manyUnits = T("Có %s đơn vị khớp: %s. Mời đồng chí nhập rõ hơn.", "%s units match: %s. Please type more of the name.")
)
