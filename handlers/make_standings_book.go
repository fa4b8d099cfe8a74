package handlers

import (
	"thidua/campaign"
	"thidua/handlers/document"
)

// makeStandingsBook is the standings by criterion as a workbook with live
// formulas, for whoever may see every unit's figures by criterion. It is a paper
// of the bloc, so it speaks Vietnamese.
func makeStandingsBook(v *View) (render, bool) {
	r, ok := v.ranking()
	if !ok || !r.seen.detail {
		return nil, false
	}
	p := document.StandingsPaper{
		Bloc: r.seen.bloc, Year: r.seen.year, Sheet: r.seen.sheet, Note: r.bookNote(), Made: v.Now,
	}
	for _, s := range r.seen.lines {
		p.Standings = append(p.Standings, s.Standing)
		p.Classes = append(p.Classes, r.seen.class(s))
	}
	if !r.seen.provisional() {
		p.Made = r.seen.at
	}
	name, caption := r.fileName("bang-xep-hang", ".xlsx"), r.caption()
	return func(opener) (Paper, error) {
		raw, err := document.StandingsBook(p)
		return Paper{Name: name, Type: xlsxType, Content: raw, Caption: caption}, err
	}, true
}

// bookNote says above the table what its figures are.
func (r *ranking) bookNote() string {
	text := r.mark("vi")
	if r.seen.provisional() {
		return text + ". " + asPlain(r.seen.basis("vi"))
	}
	if b := campaign.BasisOf(r.seen.lines); b.Mixed() {
		text += ". " + asPlain(r.seen.basis("vi"))
	}
	return text + ". " + pictureCode.plain("vi", r.seen.record.Number(), recordCode(r.seen.row))
}
