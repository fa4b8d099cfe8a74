package handlers

import (
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// The check before sending: what the sheet claims without showing it, a total
// that is not the report's, files that were sent in another year. None of these
// keeps a sheet from being sent; the unit decides with them before its eyes.

// checkLines name what deserves a look, "" when nothing does.
func (s *scoring) checkLines() string {
	list := s.evidence().Attachments
	var out []string
	if ids := campaign.Unproven(&s.Plan.Sheet, s.sheet.Entries, list); len(ids) > 0 {
		out = append(out, s.S(unproven, s.some(ids)))
	}
	if st := s.sheet.Stated; st != nil {
		if total := s.asIfSent().Total; *st != total {
			out = append(out, s.S(statedDiffers, s.points(*st), s.points(total), s.points(max(*st-total, total-*st))))
		} else {
			out = append(out, s.S(statedSame, s.points(*st)))
		}
	}
	for _, a := range list {
		for _, p := range storage.PlacesOf(s.Tx, a.SHA256) {
			if p.Unit == s.unit && p.Campaign != s.Plan.Campaign { // of other units nothing is told
				out = append(out, s.S(sentBefore, short(a.Name, listedName), p.Incoming.Year, strings.Join(a.Criteria, ", ")))
				break
			}
		}
	}
	if len(out) == 0 {
		return ""
	}
	return lines(append([]string{s.S(checkHead)}, out...)...)
}

// onTheWay counts evidence that is still being fetched.
func (s *scoring) onTheWay() int {
	n := 0
	for _, a := range s.evidence().Attachments {
		if !ready(a) {
			n++
		}
	}
	return n
}

// showStated asks for the total the report names.
func (s *scoring) showStated() {
	now := ""
	rows := [][]storage.Button{Row(s.B("summary", backLabel))}
	if st := s.sheet.Stated; st != nil {
		now = s.S(statedNow, s.points(*st))
		rows = append([][]storage.Button{Row(s.B("erase", statedErase))}, rows...)
	}
	s.Show(paragraphs(s.header(), s.S(statedAsk, s.points(s.tally.Total)), now), rows...)
}

func (s *scoring) pressStated(action string) {
	if action == "erase" {
		s.sheet.Stated = nil
		s.save()
	}
	s.Go("summary")
}

func (s *scoring) sayStated(text string) {
	p, err := campaign.ParsePoints(strings.TrimSpace(text), 1, s.Plan.Sheet.Total+s.Plan.Sheet.BonusCap)
	if err != nil {
		s.Say(s.S(statedWrong, echo(text), s.points(s.Plan.Sheet.Total+s.Plan.Sheet.BonusCap)))
		return
	}
	s.sheet.Stated = &p
	s.save()
	s.Go("summary")
}

// pastLine is what the unit had last year for the criterion.
func (s *scoring) pastLine(c campaign.Criterion) string {
	past, year, ok := storage.PastPoints(s.Tx, s.Plan.Year, s.unit)
	p, scored := past.Points[c.ID]
	if !ok || !scored {
		return ""
	}
	return s.S(pastPoints, year, s.worth(p), pastStages[past.Stage])
}

var pastStages = map[campaign.Stage]Text{
	campaign.StageSelf:      T("tự chấm", "self-scored"),
	campaign.StageAppraised: T("thẩm định", "appraised"),
	campaign.StageFinal:     T("kết quả cuối cùng", "final"),
}

var (
	checkHead     = T("<b>Cần lưu ý trước khi gửi:</b>", "<b>Before you send:</b>")
	unproven      = T("– Chưa có minh chứng: %s. Vẫn gửi được; thường trực có thể yêu cầu bổ sung.", "– No evidence yet: %s. It can be sent; the desk may ask for it.")
	statedDiffers = T("– Báo cáo ghi tổng %s điểm, bảng này là %s: lệch %s.", "– The report says %s points, this sheet %s: a difference of %s.")
	statedSame    = T("– Tổng điểm khớp với báo cáo: %s.", "– The total agrees with the report: %s.")
	sentBefore    = T("– Tệp “%s” đã nộp năm %d, nay dùng cho %s.", "– “%s” was handed in already in %d and now backs %s.")
	evidenceComes = T("Còn %s minh chứng đang tải về; đề nghị đồng chí chờ giây lát rồi gửi.", "Evidence still being fetched: %s; please wait a moment and send again.")
	statedLabel   = T("Đối chiếu với báo cáo", "Compare with the report")
	statedAsk     = T("Báo cáo của đơn vị ghi tổng điểm tự chấm là bao nhiêu? Bảng này đang là %s. Mời đồng chí nhập, ví dụ 92,75.", "What self-score total does your unit's report name? This sheet has %s. Please type it, for example 92.75.")
	statedNow     = T("Đã nhập: %s", "Given: %s")
	statedErase   = T("Bỏ đối chiếu", "Do not compare")
	statedWrong   = T("“%s” chưa phải tổng điểm; đề nghị đồng chí nhập số từ 0 đến %s, ví dụ 92,75.", "“%s” is no total; please type 0 to %s, for example 92.75.")
	awaitsStated  = T("Ở bước này đề nghị đồng chí nhập tổng điểm ghi trong báo cáo, ví dụ 92,75.", "Please type the total the report names, for example 92.75.")
	pastPoints    = T("Năm %d: %s (%s)", "Year %d: %s (%s)")
)
