package handlers

import (
	"html"

	"thidua/campaign"
	"thidua/handlers/document"
	"thidua/storage"
)

// expectBloc is what the desk's workbook is compared with. Units the sender
// belongs to are compared too and refused by name in refuseOwn.
func (t *Turn) expectBloc(key document.SheetKey) ([]ExpectedUnit, string) {
	switch {
	case len(t.appraisable()) == 0:
		return nil, bookNotDesk
	case key.Plan != t.Plan.Revision || key.Version != t.Plan.Sheet.Version:
		return nil, document.SheetOldPlan
	}
	var out []ExpectedUnit
	for _, u := range t.Plan.Competing() {
		self, sheet := t.ownSheet(u.ID), t.appraisal(u.ID)
		if self.Sealed() && !sheet.Sealed() {
			out = append(out, ExpectedUnit{Key: keyOfSheet(t.Plan, u.ID, campaign.Appraisal, sheet.Rev), Entries: sheet.Entries})
		}
	}
	if len(out) == 0 {
		return nil, bookSealed
	}
	return out, ""
}

// judgeBloc takes out of a unit's part what the sender may not write: the own
// unit's rows, and answers without the reason they need.
func (t *Turn) judgeBloc(u storage.WorkbookUnit) storage.WorkbookUnit {
	if !t.allowed(campaign.ActAppraise, u.Unit) {
		if len(u.Changes) == 0 {
			return storage.WorkbookUnit{Unit: u.Unit}
		}
		return storage.WorkbookUnit{Unit: u.Unit, Problems: []storage.WorkbookProblem{{Kind: bookOwnUnit, Cell: u.Unit}}, Done: "refused"}
	}
	self := t.ownSheet(u.Unit)
	fine, without := campaign.Unreasoned(u.Changes, self.Entries)
	u.Changes = fine
	for _, c := range without {
		k, _ := t.unitCriterion(u.Unit, c.Criterion)
		u.Problems = append(u.Problems, storage.WorkbookProblem{
			Kind: reasonMissing, Criterion: c.Criterion, Text: html.UnescapeString(string(t.entryWords(k, c.New))),
		})
	}
	return u
}

// bookOwnUnit: rows about the sender's own unit.
const bookOwnUnit = "book-own-unit"
