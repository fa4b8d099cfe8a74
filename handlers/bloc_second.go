package handlers

import (
	"strings"

	"thidua/campaign"
)

// What a workbook says of a criterion a colleague has decided is a second
// opinion there as it is in the talk: a file must not overwrite silently what two
// people see differently.

// divide parts a workbook's changes into those the sender decides and those that
// are opinions on a colleague's decision.
func (a *appraising) divide(changes []campaign.Change) (own, others []campaign.Change) {
	for _, c := range changes {
		if a.secondTo(c.Criterion) {
			others = append(others, c)
		} else {
			own = append(own, c)
		}
	}
	return own, others
}

// opine keeps opinions out of a workbook and says what became of them; a cell
// that was emptied leaves the colleague's figure.
func (a *appraising) opine(changes []campaign.Change, all bool) (said string) {
	var kept, agreed, without []string
	for _, c := range changes {
		k, ok := a.Plan.Sheet.Criterion(c.Criterion)
		if !ok || c.Erase || c.Conflict && !all {
			continue
		}
		e := c.New
		e.By, e.At = a.Actor.ID, a.Event.At
		switch o, err := a.second(k, e); {
		case err != nil:
			without = append(without, k.ID)
		case o.Agrees():
			agreed = append(agreed, k.ID)
		default:
			kept = append(kept, k.ID)
		}
	}
	return lines(a.listed(blocSecond, kept), a.listed(blocAgreed, agreed), a.listed(blocSecondWhy, without))
}

// colleagueMark says in a list that an answer becomes a second opinion.
func (t *Turn) colleagueMark(unit string, c campaign.Change) string {
	if c.Erase {
		return ""
	}
	a := &appraising{scoring: t.scoringOf(unit, campaign.ScoreSheet{}), desk: t.appraisal(unit)}
	if !a.secondTo(c.Criterion) {
		return ""
	}
	return " " + strings.TrimSpace(t.S(blocColleague, a.who(a.desk.Entries[c.Criterion].By)))
}

var (
	blocColleague = T("(đồng chí %s đã quyết định; ghi thành ý kiến thứ hai)", "(decided by %s; kept as a second opinion)")
	blocSecond    = T("Ghi thành ý kiến thứ hai, mức đã quyết định giữ nguyên đến khi thống nhất: %s.", "Kept as second opinions, the figures decided stand until they are settled: %s.")
	blocAgreed    = T("Đồng ý với mức đồng nghiệp đã quyết định: %s.", "Agreed with what a colleague decided: %s.")
	blocSecondWhy = T("Chưa ghi vì khác mức đồng nghiệp đã quyết định mà chưa có lý do: %s.", "Not kept, because they differ from a colleague's decision without a reason: %s.")
)
