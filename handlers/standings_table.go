package handlers

import (
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// showTable is a page of the standings in words, with a button per unit.
func (r *ranking) showTable() {
	all := r.seen.lines
	pages := max(1, (len(all)+standingsPage-1)/standingsPage)
	page, _ := strconv.Atoi(r.Kept("page"))
	page = min(max(page, 0), pages-1)
	shown := all[page*standingsPage : min(len(all), (page+1)*standingsPage)]
	var rowsText []string
	var rows [][]storage.Button
	for i, s := range shown {
		if s.Unranked != "" && (i == 0 || shown[i-1].Unranked == "") {
			rowsText = append(rowsText, r.S(boldLine, r.unrankedWords()))
		}
		rowsText = append(rowsText, r.standing(s))
		rows = append(rows, Row(storage.Button{Label: r.label(s), Action: "why " + s.Unit.ID}))
	}
	if pages > 1 {
		rows = append(rows, turnPages(page, pages))
	}
	r.Show(paragraphs(r.title(), lines(rowsText...), r.footer(), r.S(pressForWhy)), append(rows, r.papers()...)...)
}

// unrankedWords head the units without a place.
func (r *ranking) unrankedWords() Text {
	if r.seen.provisional() {
		return withoutPlace
	}
	return withoutPlaceEver
}

// papers are the buttons under the table.
func (r *ranking) papers() [][]storage.Button {
	row := Row(r.B("picture", standingsImage))
	if r.seen.detail {
		row = append(row, r.B("book", standingsTable))
	}
	rows := [][]storage.Button{row}
	var others []storage.Button
	if _, ok := r.yearBefore(); ok {
		others = append(others, r.B("compare", compareLabel))
	}
	if len(r.records()) > 0 {
		others = append(others, r.B("years", yearsLabel))
	}
	if r.Kept("record") != "" {
		others = append(others, r.B("now", nowLabel))
	}
	if others != nil {
		rows = append(rows, others)
	}
	return rows
}

// title says what the figures are: provisional and as of when, resting on
// what; or which record, published when.
func (r *ranking) title() string {
	lang := r.Lang()
	if r.seen.provisional() {
		head := lines(r.S(standingsTitle, r.seen.year, stamp(r.seen.at, lang)), r.S(basisPlaced, HTML(r.seen.basis(lang)), r.seen.placed(), r.seen.competing()))
		if r.seen.reopened != nil {
			head = lines(head, r.S(beingCorrected, campaign.PublicationNumber(r.seen.reopened.Of, r.seen.year), r.seen.reopened.Reason))
		}
		return lines(head, r.frozenNote())
	}
	text := lines(r.S(publishedTitle, r.seen.year), r.S(publishedAs, r.seen.record.Number(), stamp(r.seen.at, lang), recordCode(r.seen.row)))
	if r.seen.record.Reason != "" {
		text = lines(text, r.S(correctedFor, r.seen.record.Reason))
	}
	text = lines(text, awardWords(r.seen.record, lang))
	switch {
	case r.seen.superseded(r.Tx):
		text = lines(text, r.S(supersededMark))
	case r.seen.reopened != nil:
		text = lines(text, r.S(reopenedMark, stamp(r.local(r.seen.reopened.At), lang), r.seen.reopened.Reason))
	}
	return text
}

// footer is the rule for ties and who had more time.
func (r *ranking) footer() string {
	text := r.S(tieFooter, r.firstSection())
	if r.seen.provisional() {
		text = lines(text, r.extendedNote(r.Lang()))
	}
	return paragraphs(text, r.shutNote())
}

// basis says on which scores the figures rest, and warns of a mixture.
func (s results) basis(lang string) string {
	b := campaign.BasisOf(s.lines)
	switch {
	case b.Mixed():
		var parts []string
		for _, stage := range stages {
			if b[stage] > 0 {
				parts = append(parts, basisPart.In(lang, stageWords[stage], amount(b[stage], lang)))
			}
		}
		return basisMixed.In(lang, HTML(strings.Join(parts, ", ")))
	case b[campaign.StageFinal] > 0:
		return basisFinal.In(lang)
	case b[campaign.StageAppraised] > 0:
		return basisAppraised.In(lang)
	}
	return basisSelf.In(lang)
}

func (r *ranking) label(s campaign.Scored) string {
	if s.Unranked != "" {
		return s.Unit.Name
	}
	return strconv.Itoa(s.Place) + ". " + s.Unit.Name
}

// standing is one unit's lines: place and total, what decided a tie, gates.
func (r *ranking) standing(s campaign.Scored) string {
	if s.Unranked != "" {
		return lines(r.S(unrankedLine, s.Unit.Name, HTML(r.reason(s)))+r.marks(s), r.gates(s))
	}
	line := r.S(placeLine, s.Place, s.Unit.Name, r.points(s.Tally.Total))
	if class := r.seen.class(s); class != "" {
		line += r.S(classMark, class)
	}
	if s.Gap > 0 {
		line += r.S(behind, r.points(s.Gap))
	}
	if s.Tied {
		line += r.S(tiedMark)
	}
	return lines(line+r.marks(s), r.rule(s), r.gates(s))
}

// marks say which unit is the reader's, and in a mixture what its figure is.
func (r *ranking) marks(s campaign.Scored) string {
	text := ""
	if s.Stage != campaign.StageNone && r.seen.provisional() && campaign.BasisOf(r.seen.lines).Mixed() {
		text += r.S(stageMark, stageWords[s.Stage])
	}
	if r.seen.mine(s) {
		text += r.S(ownMarkLine, ownUnitMark)
	}
	return text
}

// class is the grade of a unit with a place, where the bloc grades.
func (s results) class(l campaign.Scored) string {
	switch {
	case l.Unranked != "":
		return ""
	case s.provisional():
		return s.plan.ClassOf(l.Tally.Total)
	}
	return s.record.ClassOf(l.Tally.Total)
}

// points writes a figure; one that lowers the total has a minus sign.
func (r *ranking) points(p campaign.Points) string {
	if p < 0 {
		return "−" + pointsWords(-p, r.Lang())
	}
	return pointsWords(p, r.Lang())
}

// rule says what set the unit below one with an equal total.
func (r *ranking) rule(s campaign.Scored) string {
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
	if len(r.seen.sheet.Sections) == 0 {
		return ""
	}
	return r.seen.sheet.Sections[0].ID
}

// gates names the conditions not met and what they cost.
func (r *ranking) gates(s campaign.Scored) string {
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
func (r *ranking) reason(s campaign.Scored) string {
	switch s.Unranked {
	case campaign.UnrankedHold:
		return r.S(onHold, s.Hold.Reason)
	case campaign.UnrankedWithdrawn:
		return r.S(leftOut, s.Hold.Reason)
	case campaign.UnrankedMarked:
		return r.S(markedUnranked, s.Hold.Reason)
	case campaign.UnrankedEnded:
		return endedWords(r.Plan, s.Unit, r.Lang())
	case campaign.UnrankedGate:
		return r.S(rankBarred, strings.Join(s.Tally.Failed, ", "))
	}
	gate := ""
	if c, ok := rankGate(r.Plan); ok {
		gate = r.S(underGate, c.ID)
	}
	report, sheet := r.seen.final == nil, r.seen.final == nil
	for _, part := range r.seen.final[s.Unit.ID].MissingParts {
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

// stageWords name a stage in a sentence.
var stageWords = map[campaign.Stage]Text{
	campaign.StageSelf:      T("tự chấm", "self-scored"),
	campaign.StageAppraised: T("thẩm định", "appraised"),
	campaign.StageFinal:     T("sau giải trình", "explained"),
}

var (
	standingsTitle = T("<b>Xếp hạng thi đua năm %d: TẠM TÍNH</b> lúc %s", "<b>Standings %d: PROVISIONAL</b> as of %s")
	basisPlaced    = T("%s Đã xếp %d/%d đơn vị.", "%s %d of %d units have a place.")
	basisSelf      = T("Theo điểm tự chấm, chưa thẩm định.", "By self-scores, not appraised.")
	basisAppraised = T("Theo điểm thẩm định.", "By appraised scores.")
	basisFinal     = T("Theo điểm thẩm định, đã tính kết quả giải trình.", "By appraised scores, explanations decided.")
	basisMixed     = T("Các đơn vị đang ở bước khác nhau (%s), thứ hạng chỉ để tham khảo.", "The units are at different stages (%s); the places are only an indication.")
	basisPart      = T("%s %s", "%s %s")
	stageMark      = T(" (%s)", " (%s)")
	classMark      = T(", xếp loại %s", ", class: %s")
	ownMarkLine    = T(" – <i>%s</i>", " – <i>%s</i>")
	publishedTitle = T("<b>Kết quả thi đua năm %d</b>", "<b>Results of %d</b>")
	publishedAs    = T("Số %s, công bố lúc %s. Mã đối chiếu: <code>%s</code>", "No. %s, published %s. Code: <code>%s</code>")
	correctedFor   = T("Bản điều chỉnh. Lý do: %s", "A corrected version. Reason: %s")
	supersededMark = T("Bản này đã được thay bằng bản công bố sau.", "A later version has replaced this one.")
	reopenedMark   = T("Kết quả đang được xem xét lại từ %s. Lý do: %s", "The results have been under review since %s. Reason: %s")
	beingCorrected = T("Đang xem xét lại kết quả số %s. Lý do: %s", "Results No. %s are being reviewed. Reason: %s")
	standingsTable = T("Bảng Excel", "As a workbook")
	compareLabel   = T("So với năm trước", "Against last year")
	yearsLabel     = T("Các kết quả đã công bố", "Published results")
	nowLabel       = T("Kết quả hiện nay", "The present standings")
	placeLine      = T("<b>%d.</b> %s: <b>%s</b> điểm", "<b>%d.</b> %s: <b>%s</b> points")
	behind         = T(", kém đơn vị trên %s", ", %s behind the unit above")
	tiedMark       = T(", đồng hạng", ", tied")
	byFirstSection = T("   Bằng tổng điểm với đơn vị trên; xếp sau vì điểm phần %s thấp hơn.", "   Same total as the unit above; below it for fewer points in part %s.")
	byDeductions   = T("   Bằng tổng điểm với đơn vị trên; xếp sau vì bị trừ nhiều điểm hơn.", "   Same total as the unit above; below it for more points taken off.")
	byEarlier      = T("   Bằng tổng điểm với đơn vị trên; xếp sau vì nộp đủ hồ sơ muộn hơn.", "   Same total as the unit above; below it for completing the hand-in later.")
	byNothing      = T("   Bằng đơn vị trên ở mọi tiêu chí so sánh.", "   Equal to the unit above by every rule.")
	gatesFailed    = T("   Không đạt %s: %s.", "   %s not met: %s.")
	boldLine       = T("<b>%s</b>", "<b>%s</b>")
	unrankedLine   = T("• %s: %s", "• %s: %s")
	onHold         = T("chưa xét, tạm dừng xét (%s)", "on hold (%s)")
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
