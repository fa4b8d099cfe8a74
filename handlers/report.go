package handlers

import (
	"slices"

	"thidua/campaign"
	"thidua/storage"
)

// reportTalk is /baocao: the papers of the desk, made when they are sent: the
// draft of the consolidated report (S69, S70), the register and the state of
// the hand-ins as a workbook, all files, the board as a picture. Every choice
// is a command, so that its button works for ever.
func reportTalk() Conversation {
	return Conversation{
		Name: "report", Commands: []string{"baocao", "report"},
		Help:  T("Báo cáo tổng hợp, sổ đến, tệp đã nộp", "Consolidated report, register, all files"),
		Who:   []campaign.RoleKind{campaign.Secretary, campaign.Leader, campaign.Observer},
		Start: startReport,
	}
}

// startReport takes "/baocao so", "/baocao bang", "/baocao tep", "/baocao
// xephang" or the id of the
// hand-in the consolidated report is drawn from.
func startReport(t *Turn, args []string) {
	switch {
	case t.Plan == nil:
		t.Say(t.S(nothingAwaited))
		return
	case !t.allowed(campaign.ActReport, ""):
		t.publishedReports(args)
		return
	case len(args) == 0:
		t.reportMenu()
		return
	}
	switch args[0] {
	case "so":
		t.Note("report", "", "register", "")
		t.Hand("register", nil)
	case "bang":
		t.Hand("board", nil)
	case "xephang":
		t.Note("report", "", "standings", "")
		t.Hand("standings-book", seen(t.Tx, t.Plan, t.Actor, t.Event.At).named())
	case "tep":
		t.allFiles(args[1:])
	default:
		r, ok := t.Plan.Requirement(args[0])
		if !ok || !reportable(t.Plan, r) {
			t.Say(t.S(reportUsage))
			return
		}
		t.Note("report", "", "draft "+r.ID, "")
		t.Hand("draft", map[string]string{"requirement": r.ID})
	}
}

// publishedReports are the papers of the observer: those drawn from published
// results (S8).
func (t *Turn) publishedReports(args []string) {
	s := seen(t.Tx, t.Plan, t.Actor, t.Event.At)
	final := finalRequirement(t.Plan)
	switch {
	case s.sight != campaign.SightPublished:
		t.Say(t.S(reportsNotPublished))
	case len(args) == 0:
		t.Show(t.S(publishedReportsHead, t.Plan.Bloc, s.record.Number(), stamp(s.at, t.Lang())),
			Row(t.B("/baocao "+final, draftLabel, requirementShort(t.Plan, final))), Row(t.B("/baocao xephang", standingsBookLabel)))
	case args[0] == "xephang":
		t.Note("report", "", "standings", "")
		t.Hand("standings-book", s.named())
	case args[0] == final:
		t.Note("report", "", "draft "+final, "")
		t.Hand("draft", map[string]string{"requirement": final})
	default:
		t.Say(t.S(reportUsage))
	}
}

// reportable reports whether a consolidated report is drawn from a hand-in: one
// whose figures cover a span, or the final one.
func reportable(p *campaign.Plan, r campaign.Requirement) bool {
	return !r.Window.IsZero() || r.ID == finalRequirement(p)
}

func (t *Turn) reportMenu() {
	var rows [][]storage.Button
	for _, r := range t.Plan.Requirements {
		if reportable(t.Plan, r) {
			rows = append(rows, Row(t.B("/baocao "+r.ID, draftLabel, r.Short)))
		}
	}
	rows = append(rows,
		Row(t.B("/baocao so", registerLabel)),
		Row(t.B("/baocao xephang", standingsBookLabel)),
		Row(t.B("/bangkhoi", blocBookLabel)),
		Row(t.B("/baocao bang", pictureLabel), t.B("/baocao tep", filesLabel)))
	t.Show(t.S(reportHead, t.Plan.Bloc, stamp(t.Event.At, t.Lang())), rows...)
}

// dutiesOf are a unit's duties at the moment the paper is made.
func (v *View) dutiesOf(unit string) []campaign.Duty {
	return campaign.Duties(v.Plan, unit, factsOf(v.Tx, v.Plan, unit, v.Now))
}

// provisional marks what is made before results are published: on the caption
// in the reader's language, on the paper in the bloc's.
func (v *View) provisional(lang string) string {
	return provisionalWords.In(lang, stamp(v.Now, lang))
}

// handInsOf lists the campaign's hand-ins in the order of their numbers.
func handInsOf(tx *storage.Tx, plan *campaign.Plan) []campaign.Submission {
	out := storage.Submissions.List(tx, storage.K(plan.Campaign))
	slices.SortStableFunc(out, func(a, b campaign.Submission) int {
		if a.Incoming.Year != b.Incoming.Year {
			return a.Incoming.Year - b.Incoming.Year
		}
		return a.Incoming.Number - b.Incoming.Number
	})
	return out
}

var (
	reportHead = T("<b>Báo cáo, sổ sách</b>\n%s\nSố liệu lấy tại thời điểm gửi, lúc này là %s. Dự thảo để đồng chí hoàn thiện, ký và gửi Ban Thi đua – Khen thưởng tỉnh.",
		"<b>Reports and registers</b>\n%s\nThe figures are those of the moment of sending, now %s. Drafts are for you to complete, sign and send to the provincial board.")
	draftLabel         = T("Dự thảo tổng hợp: %s (DOCX)", "Draft, consolidated: %s (DOCX)")
	registerLabel      = T("Sổ đến và tình hình nộp (XLSX)", "Register and state (XLSX)")
	standingsBookLabel = T("Bảng điểm, xếp hạng (XLSX)", "Scores and standings (XLSX)")
	filesLabel         = T("Tất cả tệp (ZIP)", "All files (ZIP)")
	pictureLabel       = T("Bảng dạng ảnh", "Board as a picture")
	reportUsage        = T("Không có loại báo cáo này. Mời đồng chí bấm nút ở /baocao, ví dụ “Sổ đến và tình hình nộp”.",
		"There is no such report. Press a button of /report, for example “Register and state”.")
	publishedReportsHead = T("<b>Báo cáo, bảng điểm</b>\n%s\nTheo kết quả số %s, công bố lúc %s.", "<b>Reports and scores</b>\n%s\nBy results No. %s, published %s.")
	reportsNotPublished  = T(
		"Kết quả thi đua năm nay chưa được công bố nên chưa có báo cáo nào để đồng chí xem. Đồng chí xem được báo cáo tổng hợp sau khi lãnh đạo khối công bố kết quả.",
		"This year's results are not published yet, so there is no report for you to see. You can see the consolidated report once the bloc's leaders publish the results.")
	provisionalWords = T("TẠM TÍNH, số liệu đến %s", "PROVISIONAL, as of %s")
)
