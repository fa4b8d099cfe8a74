package handlers

import (
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/handlers/document"
)

// makeDraft is the draft of the head's consolidated report (S69, S70), in
// Vietnamese whatever its reader speaks: about one hand-in in mid-year, about
// all of them at the end. Standings stay out until they are published.
func makeDraft(v *View) (render, bool) {
	r, ok := v.Plan.Requirement(v.Args["requirement"])
	if !ok || !reportable(v.Plan, r) {
		return nil, false
	}
	about := []campaign.Requirement{r}
	if r.ID == finalRequirement(v.Plan) {
		about = v.Plan.Requirements
	}
	head := unitName(v.Plan, v.Plan.Head)
	p := document.ReportPaper{
		Letterhead: document.Letterhead{Body: v.Plan.Bloc, Number: "Số:        /BC-" + v.Plan.Symbol, Place: v.Plan.Document.Place},
		Bloc:       v.Plan.Bloc, Subject: subjectOf(v.Plan, r), Basis: v.Plan.Document, Window: r.Window, Requirements: about,
		Footer:     draftFooter.In("vi", stamp(v.Now, "vi")),
		Signature:  document.Signature{Titles: []string{"Trưởng Khối thi đua", head}},
		Recipients: v.Plan.Recipients, Made: v.Now,
	}
	if v.Plan.Province != "" {
		p.Letterhead.Parent = "UBND " + v.Plan.Province
	}
	for _, u := range v.Plan.Competing() {
		p.Units = append(p.Units, v.reportUnit(u))
	}
	p.Exemplars = v.reportExemplars(r)
	if r.ID == finalRequirement(v.Plan) {
		p.KeyTasks = keyTaskWords(v.Tx, v.Plan, "vi")
	}
	caption := draftCaption.In(v.Lang, r.Short, v.provisional(v.Lang))
	return func(opener) (Paper, error) {
		raw, err := document.ConsolidatedReport(p)
		return Paper{Name: "du-thao-bao-cao-" + r.ID + "-" + strconv.Itoa(v.Plan.Year) + "-tam-tinh.docx", Type: docxType, Content: raw, Caption: caption}, err
	}, true
}

// reportUnit is how a unit stands to every hand-in; what was not handed in at
// all is absent.
func (v *View) reportUnit(u campaign.Unit) document.ReportUnit {
	out := document.ReportUnit{Name: u.Name, HandIns: map[string]document.ReportHandIn{}}
	facts := factsOf(v.Tx, v.Plan, u.ID, v.Now)
	for _, d := range campaign.Duties(v.Plan, u.ID, facts) {
		if d.State != campaign.DutyHandedIn && d.State != campaign.DutyPartial {
			continue
		}
		h := document.ReportHandIn{Number: d.Number, LateDays: d.LateDays, Grace: d.Grace}
		subs := facts.Submissions[d.Requirement.ID]
		if i, ok := campaign.Official(subs); ok {
			h.Date = subs[i].Incoming.Date
		}
		for _, part := range d.MissingParts {
			h.Missing = append(h.Missing, partWords([]campaign.Part{part}, "vi"))
		}
		out.HandIns[d.Requirement.ID] = h
	}
	return out
}

// subjectOf is what the report is about, out of the hand-in's own title: "Báo
// cáo sơ kết thi đua 6 tháng đầu năm 2021" is about "phong trào thi đua 6 tháng
// đầu năm 2021".
func subjectOf(p *campaign.Plan, r campaign.Requirement) string {
	if _, span, ok := strings.Cut(r.Title, "thi đua "); ok && strings.Contains(span, strconv.Itoa(p.Year)) {
		return "phong trào thi đua " + span
	}
	return "phong trào thi đua năm " + strconv.Itoa(p.Year)
}

var (
	draftFooter  = T("DỰ THẢO do bot lập lúc %s. Số liệu TẠM TÍNH.", "DRAFT made by the bot at %s. PROVISIONAL figures.")
	draftCaption = T("Dự thảo báo cáo tổng hợp: %s. %s. Đề nghị đồng chí bổ sung phần trong ngoặc vuông, lấy số và trình ký.",
		"Draft of the consolidated report: %s. %s. Please complete what stands in brackets before it is numbered and signed.")
)
