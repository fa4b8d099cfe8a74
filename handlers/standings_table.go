package handlers

import (
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// showTable is a page of the standings in words, with a button per unit.
func (r *ranking) showTable() {
	pages := max(1, (len(r.all)+standingsPage-1)/standingsPage)
	page, _ := strconv.Atoi(r.Kept("page"))
	page = min(max(page, 0), pages-1)
	shown := r.all[page*standingsPage : min(len(r.all), (page+1)*standingsPage)]
	var rowsText []string
	var rows [][]storage.Button
	for i, s := range shown {
		if s.Unranked != "" && (i == 0 || shown[i-1].Unranked == "") {
			rowsText = append(rowsText, r.S(unrankedTitle))
		}
		rowsText = append(rowsText, r.standing(s))
		rows = append(rows, Row(storage.Button{Label: r.label(s), Action: "why " + s.Unit.ID}))
	}
	if pages > 1 {
		rows = append(rows, turnPages(page, pages))
	}
	rows = append(rows, Row(r.B("picture", standingsImage)))
	r.Show(paragraphs(r.provisionalTitle(), lines(rowsText...), lines(r.S(tieFooter, r.firstSection()), r.extendedNote(r.Lang())), r.S(pressForWhy)), rows...)
}

// provisionalTitle marks what every screen of unpublished standings is.
func (r *ranking) provisionalTitle() string {
	return lines(
		r.S(standingsTitle, r.year(), stamp(r.Event.At, r.Lang())),
		r.S(standingsBasis, strconv.Itoa(r.placed()), strconv.Itoa(len(r.all))))
}

func (r *ranking) label(s campaign.Standing) string {
	if s.Unranked != "" {
		return s.Unit.Name
	}
	return strconv.Itoa(s.Place) + ". " + s.Unit.Name
}

// standing is one unit's lines: place and total, what decided a tie, gates.
func (r *ranking) standing(s campaign.Standing) string {
	if s.Unranked != "" {
		return lines(r.S(unrankedLine, s.Unit.Name, r.reason(s)), r.gates(s))
	}
	line := r.S(placeLine, s.Place, s.Unit.Name, r.points(s.Tally.Total))
	if s.Gap > 0 {
		line += r.S(behind, r.points(s.Gap))
	}
	if s.Tied {
		line += r.S(tiedMark)
	}
	return lines(line, r.rule(s), r.gates(s))
}

// points writes a figure; one that lowers the total has a minus sign.
func (r *ranking) points(p campaign.Points) string {
	if p < 0 {
		return "−" + pointsWords(-p, r.Lang())
	}
	return pointsWords(p, r.Lang())
}

// rule says what set the unit below one with an equal total.
func (r *ranking) rule(s campaign.Standing) string {
	switch s.Rule {
	case campaign.TieFirstSection:
		return r.S(byFirstSection, r.firstSection())
	case campaign.TieDeductions:
		return r.S(byDeductions)
	case campaign.TieEarlier:
		return r.S(byEarlier)
	case campaign.TieEqual:
		return r.S(byNothing)
	default:
		return ""
	}
}

func (r *ranking) firstSection() string {
	if len(r.Plan.Sheet.Sections) == 0 {
		return ""
	}
	return r.Plan.Sheet.Sections[0].ID
}

// gates names the conditions not met and what they cost.
func (r *ranking) gates(s campaign.Standing) string {
	if len(s.Tally.Failed) == 0 {
		return ""
	}
	var bars []string
	if s.BarredFlag {
		bars = append(bars, campaign.BarFlag)
	}
	if s.BarredCertificate {
		bars = append(bars, campaign.BarCertificate)
	}
	if s.Unranked == campaign.UnrankedGate {
		bars = append(bars, campaign.BarRank)
	}
	return r.S(gatesFailed, strings.Join(s.Tally.Failed, ", "), r.bars(bars))
}

// reason says why a unit has no place, and what it has handed in so far.
func (r *ranking) reason(s campaign.Standing) string {
	switch s.Unranked {
	case campaign.UnrankedHold:
		return r.S(onHold, s.Hold.Reason)
	case campaign.UnrankedWithdrawn:
		return r.S(leftOut, s.Hold.Reason)
	case campaign.UnrankedMarked:
		return r.S(markedUnranked, s.Hold.Reason)
	case campaign.UnrankedGate:
		return r.S(rankBarred, strings.Join(s.Tally.Failed, ", "))
	}
	gate := ""
	if c, ok := rankGate(r.Plan); ok {
		gate = r.S(underGate, c.ID)
	}
	report, sheet := false, false
	for _, part := range r.final[s.Unit.ID].MissingParts {
		report = report || part == campaign.PartFiles
		sheet = sheet || part == campaign.PartSheet
	}
	switch {
	case report && sheet:
		return r.S(lacksBoth) + gate
	case report:
		return r.S(lacksReport, r.points(s.Tally.Total)) + gate
	default:
		return r.S(lacksSheet) + gate
	}
}

var (
	standingsTitle = T("<b>Xếp hạng thi đua năm %d: TẠM TÍNH</b> lúc %s", "<b>Standings %d: PROVISIONAL</b> at %s")
	standingsBasis = T("Theo điểm tự chấm, chưa thẩm định. Đã xếp %s/%s đơn vị.", "By self-scores, not appraised. %s of %s units have a place.")
	placeLine      = T("<b>%d.</b> %s: <b>%s</b> điểm", "<b>%d.</b> %s: <b>%s</b> points")
	behind         = T(", kém đơn vị trên %s", ", %s behind the unit above")
	tiedMark       = T(", đồng hạng", ", tied")
	byFirstSection = T("   Bằng tổng điểm với đơn vị trên; xếp sau vì điểm phần %s thấp hơn.", "   Same total as the unit above; below it for fewer points in part %s.")
	byDeductions   = T("   Bằng tổng điểm với đơn vị trên; xếp sau vì bị trừ nhiều điểm hơn.", "   Same total as the unit above; below it for more points taken off.")
	byEarlier      = T("   Bằng tổng điểm với đơn vị trên; xếp sau vì nộp đủ hồ sơ muộn hơn.", "   Same total as the unit above; below it for completing the hand-in later.")
	byNothing      = T("   Bằng đơn vị trên ở mọi tiêu chí so sánh.", "   Equal to the unit above by every rule.")
	gatesFailed    = T("   Không đạt %s: %s.", "   %s not met: %s.")
	unrankedTitle  = T("<b>Chưa xếp hạng</b>", "<b>Without a place</b>")
	unrankedLine   = T("• %s: %s", "• %s: %s")
	onHold         = T("chưa xét: tạm dừng xét (%s)", "on hold (%s)")
	leftOut        = T("đơn vị xin rút (%s)", "withdrawn at its own wish (%s)")
	markedUnranked = T("không xếp hạng (%s)", "not ranked (%s)")
	rankBarred     = T("không đạt điều kiện xếp hạng (%s)", "a condition for being ranked is not met (%s)")
	underGate      = T(" (điều kiện %s)", " (condition %s)")
	lacksBoth      = T("chưa nộp báo cáo và Bảng chấm điểm", "report and score sheet not handed in")
	lacksReport    = T("đã gửi Bảng chấm điểm (%s điểm), còn thiếu báo cáo", "score sheet sent (%s points), report missing")
	lacksSheet     = T("đã nộp báo cáo, còn thiếu Bảng chấm điểm", "report handed in, score sheet missing")
	tieFooter      = T("Bằng điểm thì xét lần lượt: điểm phần %s cao hơn, bị trừ ít hơn, nộp đủ sớm hơn; vẫn bằng thì đồng hạng.",
		"Equal totals are decided by: more points in part %s, fewer points taken off, completed earlier; else the same place.")
	pressForWhy = T("Bấm tên đơn vị để xem vì sao.", "Press a unit to see why.")
)
