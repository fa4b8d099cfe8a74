package handlers

import (
	"slices"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// proposalsTalk is /denghi: who is proposed for the flag and the certificates,
// by the standings, the quotas of the plan and the gates, each with its reason
// (S50). Where equal units overrun a quota a leader chooses and says why; then a
// leader confirms the list. Units hear of nothing before the publication.
func proposalsTalk() Conversation {
	return Conversation{
		Name: "proposals", Commands: []string{"denghi", "proposals"},
		Help:  T("Đề nghị khen thưởng theo chỉ tiêu", "Proposals for rewards by quota"),
		Who:   []campaign.RoleKind{campaign.Secretary, campaign.Leader},
		Start: startProposals,
		Steps: map[string]Step{
			"page": {Show: showProposals, Press: pressProposals, Awaits: pressAbove},
			"edge": {Show: showEdge, Press: pressEdge, Said: saidEdge, Awaits: unitAwaited},
			"why":  {Show: showProposalWhy, Press: pressProposals, Said: saidProposalWhy, Awaits: awaitsProposalWhy},
			"sure": {Show: showProposalSure, Press: pressProposals, Awaits: awaitsExtendSure},
		},
	}
}

func startProposals(t *Turn, _ []string) {
	if t.Plan == nil || !t.seesProposals() {
		t.notFor("denghi")
		return
	}
	t.Begin("proposals", "page", nil)
}

// seesProposals: whoever may see the standings of the whole bloc before they are
// published.
func (t *Turn) seesProposals() bool { return t.allowed(campaign.ActSeeStandings, "") }

// proposing is the list as the standings, quotas and choices have it now; the
// standings are those the actor may see, published ones once there are any.
func (t *Turn) proposing() ([]campaign.Proposal, *campaign.Edge) {
	var standings []campaign.Standing
	for _, l := range seen(t.Tx, t.Plan, t.Actor, t.Event.At).lines {
		standings = append(standings, l.Standing)
	}
	return campaign.Propose(t.Plan, standings, storage.DecisionsOf(t.Tx, t.Plan.Campaign))
}

func showProposals(t *Turn) {
	if !t.seesProposals() {
		t.lost()
		return
	}
	lines, edge := t.proposing()
	a := t.Plan.Awards
	head := proposalsFinal
	if seen(t.Tx, t.Plan, t.Actor, t.Event.At).provisional() {
		head = proposalsHead
	}
	text := []string{t.S(head, stamp(t.Event.At, t.Lang())), t.S(proposalsQuota, a.Flag, a.Certificate)}
	for _, l := range lines {
		text = append(text, t.proposalLine(l))
	}
	if edge != nil {
		text = append(text, "", t.S(edgeOpen, awardNames[edge.Award], edge.Left, t.unitNames(edge.Units)))
	}
	kept, confirmed := storage.ProposalsOf(t.Tx, t.Plan.Campaign)
	same := confirmed && edge == nil && sameProposals(kept.Lines, lines)
	switch {
	case same:
		text = append(text, "", t.S(proposalsSame, kept.Number, stamp(t.local(kept.At), t.Lang())))
	case confirmed:
		text = append(text, "", t.S(proposalsOther, kept.Number, stamp(t.local(kept.At), t.Lang())))
	}
	var rows [][]storage.Button
	switch {
	case !t.allowed(campaign.ActPropose, ""):
		text = append(text, t.S(proposalsByLeader))
	case edge != nil && t.ofAny(edge.Units):
		text = append(text, t.S(edgeOwnUnit))
	case edge != nil:
		rows = append(rows, Row(t.B("edge", edgeLabel, awardNames[edge.Award])))
	case !same:
		rows = append(rows, Row(t.B("confirm", proposalsConfirm)))
	}
	t.Show(strings.Join(text, "\n"), append(rows, Row(t.B("leave", leaveLabel)))...)
}

// ofAny reports whether the actor belongs to one of the units.
func (t *Turn) ofAny(units []string) bool {
	return slices.ContainsFunc(units, func(u string) bool { return campaign.Belongs(t.Actor.Roles, u, t.year()) })
}

func sameProposals(a, b []campaign.Proposal) bool {
	return slices.EqualFunc(a, b, func(x, y campaign.Proposal) bool {
		return x.Unit == y.Unit && x.Place == y.Place && x.Award == y.Award && x.Total == y.Total && x.Why == y.Why
	})
}

// proposalLine is one unit: what for, its place, why, and the vote.
func (t *Turn) proposalLine(l campaign.Proposal) string {
	name := t.S(proposalsNothing)
	if l.Award != "" {
		name = "<b>" + t.S(awardNames[l.Award]) + "</b>"
	}
	why := t.S(proposalWhys[l.Why])
	if l.Place > 0 {
		why = t.S(proposalPlace, l.Place, pointsWords(l.Total, t.Lang())) + ", " + why
	}
	if len(l.Gates) > 0 {
		why += t.S(proposalGates, strings.Join(l.Gates, ", "))
	}
	if l.Reason != "" {
		why += t.S(proposalReason, l.Reason)
	}
	line := t.S(proposalForm, t.unitName(l.Unit), HTML(name), HTML(why))
	if v, ok := storage.VoteOf(t.Tx, t.Plan.Campaign); ok {
		if b, voted := v.Ballots[l.Unit]; voted {
			line += t.S(proposalVote, b.For, b.Cast())
		}
	}
	return line
}

var (
	proposalsHead     = T("<b>Đề nghị khen thưởng: TẠM TÍNH</b> lúc %s", "<b>Proposals for rewards: PROVISIONAL</b> as of %s")
	proposalsFinal    = T("<b>Đề nghị khen thưởng theo kết quả đã công bố</b>, lúc %s", "<b>Proposals for rewards by the published results</b>, as of %s")
	proposalsQuota    = T("Chỉ tiêu của Khối: %d Cờ thi đua, %d Bằng khen.", "The bloc's quota: %d emulation flag, %d certificates of merit.")
	proposalsNothing  = T("không đề nghị", "not proposed")
	proposalForm      = T("– %s: %s (%s)", "– %s: %s (%s)")
	proposalPlace     = T("hạng %d, %s điểm", "place %d, %s points")
	proposalGates     = T("; không đạt %s", "; not met: %s")
	proposalReason    = T("; lý do: %s", "; reason: %s")
	proposalVote      = T("; phiếu đồng ý %d/%d", "; votes for: %d of %d")
	edgeOpen          = T("<b>%s: còn %d suất, các đơn vị bằng nhau: %s.</b> Lãnh đạo khối chọn và ghi lý do; các mức sau chờ quyết định này.", "<b>%s: %d left, equal units: %s.</b> A leader chooses and says why; what follows waits for it.")
	edgeOwnUnit       = T("Đơn vị của đồng chí ở trong số đó, nên lãnh đạo khối của đơn vị khác chọn.", "Your unit is among them, so a leader of another unit chooses.")
	edgeLabel         = T("Chọn đơn vị: %s", "Choose: %s")
	proposalsByLeader = T("Danh sách do lãnh đạo khối xác nhận.", "The list is confirmed by a leader.")
	proposalsConfirm  = T("Xác nhận danh sách", "Confirm the list")
	proposalsSame     = T("Danh sách này đã được xác nhận (lần %d, %s).", "This list is confirmed (No. %d, %s).")
	proposalsOther    = T("Danh sách đã xác nhận (lần %d, %s) khác với danh sách trên.", "The confirmed list (No. %d, %s) differs from this one.")
	proposalsSee      = T("Đề nghị khen thưởng", "Proposals")
)

var awardNames = map[campaign.Award]Text{
	campaign.AwardFlag:        T("Cờ thi đua", "Emulation flag"),
	campaign.AwardCertificate: T("Bằng khen", "Certificate of merit"),
}

// proposalWhys are the reasons in words.
var proposalWhys = map[string]Text{
	campaign.ProposedByPlace:  T("trong chỉ tiêu", "within the quota"),
	campaign.ProposedByChoice: T("được lãnh đạo khối chọn trong các đơn vị bằng nhau", "chosen by a leader among equals"),
	campaign.PassedOver:       T("bằng nhau, đơn vị khác được chọn", "equal, another unit was chosen"),
	campaign.BeyondQuota:      T("ngoài chỉ tiêu", "beyond the quota"),
	campaign.BarredByGate:     T("không đủ điều kiện xét", "a condition is not met"),
	campaign.AwaitsChoice:     T("chờ lãnh đạo khối chọn", "waits for a leader's choice"),
	campaign.WithoutPlace:     T("chưa xếp hạng", "without a place"),
}
