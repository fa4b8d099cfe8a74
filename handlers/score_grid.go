package handlers

import (
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// gridPage is how many criteria a page of the grid shows: seven rows of four
// and a row to move about.
const gridPage = 28

// showGrid lists every criterion the unit answers, with its state.
func (s *scoring) showGrid() {
	typed := s.Plan.Sheet.Typed()
	pages := (len(typed) + gridPage - 1) / gridPage
	page, _ := strconv.Atoi(s.Kept("page"))
	page = min(max(page, 0), pages-1)
	var ids []string
	for _, c := range typed[page*gridPage : min(len(typed), (page+1)*gridPage)] {
		ids = append(ids, c.ID)
	}
	rows := s.gapButtons(ids, gridPage)
	var move []storage.Button
	if pages > 1 {
		move = append(move, storage.Button{Label: "‹", Action: "page -1"}, storage.Button{Label: "›", Action: "page 1"})
	}
	rows = append(rows, append(move, s.B("summary", summaryLabel)))
	s.Show(paragraphs(s.header(), lines(s.groupLines(), s.computedLine(), s.deskLine()), s.S(gridLegend)), rows...)
}

// groupLines are the headings with how many of theirs are answered.
func (s *scoring) groupLines() string {
	type group struct {
		title           string
		answered, total int
	}
	var groups []*group
	byTitle := map[string]*group{}
	for _, c := range s.Plan.Sheet.Typed() {
		title := s.groupTitle(c)
		g := byTitle[title]
		if g == nil {
			g = &group{title: title}
			byTitle[title] = g
			groups = append(groups, g)
		}
		g.total++
		if _, ok := s.sheet.Entries[c.ID]; ok {
			g.answered++
		}
	}
	var out []string
	for _, g := range groups {
		out = append(out, s.S(groupLine, HTML(g.title), g.answered, g.total))
	}
	return strings.Join(out, "\n")
}

// computedLine and deskLine name what the unit does not answer.
func (s *scoring) computedLine() string {
	return s.listed(computedByBot, s.ids(func(c campaign.Criterion) bool { return c.Kind == campaign.KindAuto }))
}

func (s *scoring) deskLine() string {
	return s.listed(scoredByDesk, s.ids(func(c campaign.Criterion) bool { return c.DeskOnly && c.Kind != campaign.KindAuto }))
}

func (s *scoring) ids(which func(campaign.Criterion) bool) []string {
	var out []string
	for _, c := range s.Plan.Sheet.Criteria {
		if which(c) {
			out = append(out, c.ID)
		}
	}
	return out
}

func (s *scoring) pressGrid(action string) {
	if by, ok := strings.CutPrefix(action, "page "); ok {
		page, _ := strconv.Atoi(s.Kept("page"))
		step, _ := strconv.Atoi(by)
		pages := (len(s.Plan.Sheet.Typed()) + gridPage - 1) / gridPage
		s.Keep("page", strconv.Itoa((page+step+pages)%pages))
		s.showGrid()
		return
	}
	s.open(action)
}

// open follows a button that names a criterion or another screen.
func (s *scoring) open(action string) {
	if id, ok := strings.CutPrefix(action, "at "); ok {
		s.goTo(id)
		return
	}
	s.Go(action)
}

var (
	groupLine     = T("%s: %d/%d", "%s: %d/%d")
	computedByBot = T("Bot tự tính theo ngày nộp: %s", "Computed from the hand-in dates: %s")
	scoredByDesk  = T("Thường trực khối chấm: %s", "Scored by the bloc's desk: %s")
	gridLegend    = T("✓ đã trả lời, ○ chưa trả lời. Mời đồng chí bấm hoặc nhập mã tiêu chí, ví dụ A2.", "✓ answered, ○ not yet. Press or type a code, for example A2.")
)
