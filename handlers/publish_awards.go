package handlers

import (
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// The confirmed list of proposals goes with the results it was confirmed for:
// into the record and its message. A list the figures have left behind does not;
// the board says so, and the list is confirmed anew or stays out.

// listStands reports whether a confirmed list is what the standings give now.
func (t *Turn) listStands(standings []campaign.Scored) (list campaign.ProposalSet, confirmed, stands bool) {
	list, confirmed = storage.ProposalsOf(t.Tx, t.Plan.Campaign)
	if !confirmed {
		return list, false, false
	}
	var now []campaign.Standing
	for _, l := range standings {
		now = append(now, l.Standing)
	}
	lines, edge := campaign.Propose(t.Plan, now, storage.DecisionsOf(t.Tx, t.Plan.Campaign))
	return list, true, edge == nil && sameProposals(list.Lines, lines)
}

// awarded is what the record is to hold of the proposals.
func (p *publisher) awarded(standings []campaign.Scored) []campaign.PublishedAward {
	list, _, stands := p.listStands(standings)
	if !stands {
		return nil
	}
	return campaign.Awarded(list.Lines)
}

// awardLine says on the board whether a list goes with the results.
func (p *publisher) awardLine() string {
	if p.Plan.Awards.Flag+p.Plan.Awards.Certificate == 0 {
		return ""
	}
	list, confirmed, stands := p.listStands(p.lines)
	switch {
	case !confirmed:
		return p.S(awardsNone)
	case !stands:
		return p.S(awardsLeft, list.Number)
	}
	return lines(p.S(awardsWith, list.Number), awardWords(p.live, p.Lang()))
}

// mostAwarded is how much of the names of an award a message shows, in letters.
const mostAwarded = 240

// awardWords are the proposals of a record, a line for each award: "Đề nghị Cờ
// thi đua: Viện kiểm sát nhân dân tỉnh".
func awardWords(record campaign.Publication, lang string) string {
	var out []string
	for _, award := range []campaign.Award{campaign.AwardFlag, campaign.AwardCertificate} {
		var names []string
		for _, a := range record.Awards {
			if l, ok := record.Line(a.Unit); ok && a.Award == award {
				names = append(names, l.Name)
			}
		}
		if names != nil {
			out = append(out, awardLineWords.In(lang, HTML(awardNames[award].In(lang)), gist(strings.Join(names, "; "), mostAwarded)))
		}
	}
	return lines(out...)
}

var (
	awardLineWords = T("Đề nghị tặng %s: %s", "Proposed for the %s: %s")
	awardsNone     = T("Chưa có danh sách đề nghị khen thưởng được xác nhận; kết quả công bố không kèm danh sách.", "No list of proposals is confirmed; results would be published without one.")
	awardsLeft     = T("Danh sách đề nghị khen thưởng (lần %d) không còn khớp với kết quả nên không được công bố kèm; lãnh đạo khối xác nhận lại tại /denghi.", "The confirmed proposals (No. %d) no longer follow from the figures and are not published with them; a leader confirms them again with /proposals.")
	awardsWith     = T("Kèm danh sách đề nghị khen thưởng (lần %d):", "With the confirmed proposals (No. %d):")
)
