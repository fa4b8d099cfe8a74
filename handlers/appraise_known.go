package handlers

import (
	"thidua/campaign"
	"thidua/storage"
)

// What the desk knows of a unit besides its sheet is laid beside the sheet: the
// inspections (S49), the exemplars put forward (S14), the records of the desk.

// knownLine counts them for the unit as a whole; "" where there is nothing.
func (a *appraising) knownLine() string {
	var out []string
	waits := 0
	inspections := storage.InspectionsOf(a.Tx, a.Plan.Campaign, a.unit)
	for _, i := range inspections {
		if i.Waits() {
			waits++
		}
	}
	if n := len(inspections); n > 0 {
		words := counted(n, a.Lang(), inspectionNoun)
		if waits > 0 {
			words = a.S(knownWaits, HTML(words), waits)
		}
		out = append(out, words)
	}
	if n, _ := campaign.CountExemplars(storage.ExemplarsOf(a.Tx, a.Plan.Campaign, a.unit)); n > 0 {
		out = append(out, counted(n, a.Lang(), exemplarNoun))
	}
	if n := len(campaign.StandingRecords(storage.RecordsOf(a.Tx, a.Plan.Campaign, a.unit))); n > 0 {
		out = append(out, counted(n, a.Lang(), recordNoun))
	}
	if len(out) == 0 {
		return ""
	}
	return a.S(knownHead, HTML(joined("; ", out)))
}

var (
	knownHead      = T("Đã biết về đơn vị: %s.", "Known of the unit: %s.")
	knownWaits     = T("%s (chưa khắc phục: %d)", "%s (to be put right: %d)")
	inspectionNoun = T("lần kiểm tra", "inspection")
	exemplarNoun   = T("điển hình được giới thiệu", "exemplar put forward|exemplars put forward")
)
