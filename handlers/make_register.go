package handlers

import (
	"thidua/campaign"
	"thidua/handlers/document"
	"thidua/storage"
)

// makeRegister is the register and the state of all hand-ins as a workbook
// (S3, S67, S69). It is an official register, so it speaks Vietnamese.
func makeRegister(v *View) (render, bool) {
	r := document.RegisterPaper{
		Bloc: v.Plan.Bloc, Year: v.Plan.Year, Zone: v.Now.Location(), Requirements: v.Plan.Requirements,
		Note: v.provisional("vi"), Made: v.Now,
	}
	official := map[string]int{} // unit and requirement → version
	for _, u := range append(v.Plan.Competing(), v.Plan.Ended()...) {
		duties := v.dutiesOf(u.ID)
		r.Board = append(r.Board, document.BoardRow{Unit: u.Name, Duties: duties})
		for _, d := range duties {
			official[u.ID+" "+d.Requirement.ID] = d.Version
		}
	}
	then := namesThen(v.Tx, v.Plan)
	for _, s := range handInsOf(v.Tx, v.Plan) {
		r.Lines = append(r.Lines, document.RegisterLine{
			Submission: s, Unit: then(s), Requirement: requirementTitle(v.Plan, s.Requirement),
			By: handedInBy(v.Tx, s, "vi"), Approved: approvedWords(v.Tx, s.Approved, "vi"), FileSymbol: s.FileSymbol, HandledBy: s.Forwarded, State: v.versionState(s, official[s.Unit+" "+s.Requirement]),
		})
	}
	caption := registerCaption.In(v.Lang, HTML(counted(len(r.Lines), v.Lang, lineNoun)), v.provisional(v.Lang))
	return func(opener) (Paper, error) {
		raw, err := document.RegisterBook(r)
		return Paper{Name: "so-den-tam-tinh.xlsx", Type: xlsxType, Content: raw, Caption: caption}, err
	}, true
}

func requirementTitle(p *campaign.Plan, id string) string {
	if r, ok := p.Requirement(id); ok {
		return r.Title
	}
	return id
}

// versionState says what a version is beside the others of its requirement, and
// where it stands with the desk.
func (v *View) versionState(s campaign.Submission, official int) string {
	state := stateReceived.In("vi")
	switch {
	case s.Version == official:
		state = stateOfficial.In("vi")
	case s.Supplement:
		state = stateSupplement.In("vi")
	case s.Version < official:
		state = stateReplaced.In("vi")
	}
	if r, ok := storage.Reviews.Get(v.Tx, storage.K(v.Plan.Campaign, s.Unit, s.Requirement, s.Version)); ok {
		state += "; " + stateWords(r, v.Now, "vi")
	}
	return state
}

const (
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)

var (
	stateOfficial   = T("Bản chính thức", "The official version")
	stateSupplement = T("Bản bổ sung", "A supplement")
	stateReplaced   = T("Đã có bản thay thế", "Replaced")
	stateReceived   = T("Đã nhận", "Received")
	lineNoun        = T("dòng", "line")
	registerCaption = T("Sổ đến và tình hình nộp, %s. %s.", "Register and state of the hand-ins, %s. %s.")
)
