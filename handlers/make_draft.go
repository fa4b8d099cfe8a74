package handlers

import (
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/handlers/document"
)

// makeDraft is the draft of the head's consolidated report (S69, S70), in
// Vietnamese whatever its reader speaks: about one hand-in in mid-year, about
// all of them at the end. Standings come from the published record and from
// nowhere else; with it the observer may read the draft as well.
func makeDraft(v *View) (render, bool) {
	r, ok := v.Plan.Requirement(v.Args["requirement"])
	if !ok || !reportable(v.Plan, r) {
		return nil, false
	}
	year := r.ID == finalRequirement(v.Plan)
	s := seen(v.Tx, v.Plan, v.Person, v.Now)
	official := year && s.sight == campaign.SightPublished
	if !official && !v.may(campaign.ActReport, "") {
		return nil, false
	}
	about := []campaign.Requirement{r}
	if year {
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
	if year {
		p.KeyTasks = keyTaskWords(v.Tx, v.Plan, "vi")
	}
	name, mark := "du-thao-bao-cao-"+r.ID+"-"+strconv.Itoa(v.Plan.Year)+"-tam-tinh.docx", v.provisional(v.Lang)
	switch {
	case official:
		v.officialResults(&p, s)
		name = strings.Replace(name, "tam-tinh", strings.ReplaceAll(s.record.Number(), "/", "-"), 1)
		mark = recordWords.In(v.Lang, s.record.Number(), stamp(s.at, v.Lang))
	case year && s.reopened != nil:
		p.StandingsNote = standingsReopened.In("vi")
	case year:
		p.StandingsNote = standingsNotOut.In("vi")
	}
	caption := draftCaption.In(v.Lang, r.Short, mark)
	return func(opener) (Paper, error) {
		raw, err := document.ConsolidatedReport(p)
		return Paper{Name: name, Type: docxType, Content: raw, Caption: caption}, err
	}, true
}

// officialResults puts the published record into the report.
func (v *View) officialResults(p *document.ReportPaper, s results) {
	p.Published = publishedRecord.In("vi", s.record.Number(), shortDay(campaign.DateOf(s.at), "vi"), recordCode(s.row))
	p.Footer = draftOfficial.In("vi", stamp(v.Now, "vi"), s.record.Number())
	for _, l := range s.lines {
		p.Standings = append(p.Standings, l.Standing)
	}
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
	draftFooter       = T("DỰ THẢO do bot lập lúc %s. Số liệu TẠM TÍNH.", "DRAFT made by the bot on %s. PROVISIONAL figures.")
	draftOfficial     = T("DỰ THẢO do bot lập lúc %s. Kết quả theo số %s.", "DRAFT made by the bot on %s. Results by No. %s.")
	publishedRecord   = T("bản số %s ngày %s, mã đối chiếu %s", "No. %s of %s, code %s")
	standingsNotOut   = T("[Kết quả chấm điểm, xếp hạng chưa công bố; bổ sung sau khi công bố.]", "[The results are not published yet.]")
	standingsReopened = T("[Kết quả đã công bố đang được xem xét lại; bổ sung sau khi công bố bản điều chỉnh.]", "[The published results are being reviewed.]")
	draftCaption      = T("Dự thảo báo cáo tổng hợp: %s. %s. Đề nghị đồng chí bổ sung phần trong ngoặc vuông, lấy số và trình ký.",
		"Draft of the consolidated report: %s. %s. Please complete what stands in brackets before it is numbered and signed.")
)
