package handlers

import (
	"slices"

	"thidua/campaign"
	"thidua/storage"
)

// What the desk recorded (an absence, a misconduct, a gate, a bonus instead of the
// unit's own count) is explained together with the appraisal. The desk answers by
// leaving its record, or by taking it back at /ghinhan and saying so: while a
// record stands the figure of its criterion is the sum of the records and nothing
// else.

// explainable finds a criterion by its id, however it is typed: one the unit
// answered, or one the desk recorded something on.
func (x *explaining) explainable(text string) (campaign.Criterion, bool) {
	if c, ok := criterionNamed(&x.Plan.Sheet, text); ok && c.Kind != campaign.KindAuto {
		return c, true
	}
	for _, c := range x.Plan.Sheet.Criteria {
		_, written := x.e.Item(c.ID)
		if c.DeskOnly && fold(c.ID) == fold(text) && (written || len(x.recordsOn(c)) > 0) {
			return c, true
		}
	}
	return campaign.Criterion{}, false
}

// criterion is the one on the screen.
func (x *explaining) criterion() campaign.Criterion {
	if c, ok := x.Plan.Sheet.Criterion(x.Kept("at")); ok && c.DeskOnly {
		return c
	}
	return x.scoring.criterion()
}

// recordsOn are the records that stand on a criterion.
func (x *explaining) recordsOn(c campaign.Criterion) []campaign.DeskRecord {
	return slices.DeleteFunc(campaign.StandingRecords(x.figures.Records), func(r campaign.DeskRecord) bool { return r.Criterion != c.ID })
}

// byRecords reports whether the figure of a criterion is what its records come to.
func (x *explaining) byRecords(c campaign.Criterion) bool {
	return c.DeskOnly || len(x.recordsOn(c)) > 0
}

// recordRows are the answers to what was said about records.
func (x *explaining) recordRows(c campaign.Criterion) [][]storage.Button {
	if len(x.recordsOn(c)) == 0 {
		return [][]storage.Button{Row(x.B("gone", answerGone))}
	}
	return [][]storage.Button{Row(x.B("keep", answerRecordStays)), Row(x.B("/ghinhan "+x.unit, answerTakeBack))}
}

// untouched is the figure of a criterion without any record.
func untouched(c campaign.Criterion) string {
	if c.Kind == campaign.KindGate {
		return "1"
	}
	return "0"
}

var (
	answerGone        = T("Ghi nhận đã được rút", "The record was taken back")
	answerRecordStays = T("Giữ ghi nhận", "The record stays")
	answerTakeBack    = T("Rút ghi nhận", "Take a record back")
	answerByRecord    = T("Điểm này theo ghi nhận của thường trực: giữ, hoặc rút ghi nhận rồi trở lại đây trả lời.", "This figure follows the desk's records: leave them, or take one back and come here again to answer.")
)
