package handlers

import (
	"slices"

	"thidua/campaign"
	"thidua/storage"
)

// What is shut is said where people look before they write: the units that are
// not considered, since when and why, and what published results no longer take.

// heldLines tell of the units that are not considered, in plan order.
func (t *Turn) heldLines(units []string) []string {
	holds := storage.HoldsOf(t.Tx, t.Plan.Campaign)
	var out []string
	for _, unit := range units {
		if h, ok := holds[unit]; ok {
			out = append(out, t.S(heldSince, t.unitName(unit), holdNames[h.Kind], stamp(t.local(h.At), t.Lang()), h.Reason))
		}
	}
	if out != nil && !storage.ResultsStand(t.Tx, t.Plan.Campaign) {
		out = append(out, t.S(heldMeans))
	}
	return out
}

// shutLine says what is no longer taken; "" while figures may still change.
func (t *Turn) shutLine() string {
	if !storage.ResultsStand(t.Tx, t.Plan.Campaign) {
		return ""
	}
	return t.S(shutByResults)
}

// shutCard is both on the home card: of every unit for the desk and the leaders,
// of the own ones for their people.
func (t *Turn) shutCard() string {
	units := t.ownUnits()
	if t.allowed(campaign.ActUnrank, "") {
		units = t.competingIDs()
	}
	if len(units) == 0 {
		return ""
	}
	return lines(append([]string{t.shutLine()}, t.heldLines(units)...)...)
}

func (t *Turn) competingIDs() []string {
	var out []string
	for _, u := range t.Plan.Competing() {
		out = append(out, u.ID)
	}
	return out
}

// shutNote is the same under a table of the standings. The units' holds stand
// under provisional figures only: a record tells its own.
func (r *ranking) shutNote() string {
	if r.seen.provisional() {
		return lines(r.heldLines(r.competingIDs())...)
	}
	if r.seen.row.Campaign != r.Plan.Campaign || r.seen.superseded(r.Tx) || !r.writes() {
		return ""
	}
	return r.shutLine()
}

// writes reports whether the actor is somebody who scores or is scored.
func (r *ranking) writes() bool {
	return r.allowed(campaign.ActUnrank, "") || slices.ContainsFunc(r.ownUnits(), r.competes)
}

var (
	heldSince     = T("%s: <b>%s</b> từ %s. Lý do: %s", "%s: <b>%s</b> since %s. Reason: %s")
	heldMeans     = T("Báo cáo và điểm vẫn nhận và được giữ; chưa xếp hạng, chưa xét khen thưởng cho đến khi cho xét lại.", "Reports and scores are still taken and kept; there is no place and no award until the hold ends.")
	shutByResults = T("Kết quả đã công bố: Bảng chấm điểm, chấm chéo, thẩm định, giải trình và ghi nhận điểm không nhận thêm và không sửa được, trừ khi kết quả được xem xét lại.", "The results are published: score sheets, cross scores, appraisals, explanations and records are no longer taken or changed, unless the results are reopened.")
)
