package handlers

import (
	"slices"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

func pressProposals(t *Turn, action string) {
	if action == "leave" {
		t.leaveHold()
		return
	}
	if !t.allowed(campaign.ActPropose, "") {
		t.lost()
		return
	}
	_, edge := t.proposing()
	switch {
	case action == "edge" && edge != nil && !t.ofAny(edge.Units):
		t.Keep("chosen", "")
		t.Go("edge")
	case action == "confirm" && edge == nil:
		t.Keep("why", "")
		if _, again := storage.ProposalsOf(t.Tx, t.Plan.Campaign); again {
			t.Keep("do", "again")
			t.Go("why")
			return
		}
		t.Go("sure")
	case action == "yes":
		t.confirmProposals()
	default:
		t.Go("page")
	}
}

// showEdge lets a leader tick as many of the equal units as places are left.
func showEdge(t *Turn) {
	_, edge := t.proposing()
	if edge == nil {
		t.Go("page")
		return
	}
	chosen := strings.Fields(t.Kept("chosen"))
	rows := t.unitRows(t.edgeUnits(edge), func(u campaign.Unit) string {
		if slices.Contains(chosen, u.ID) {
			return tickedUnit.plain(t.Lang(), u.Name)
		}
		return u.Name
	})
	if len(chosen) == edge.Left {
		rows = append(rows, Row(t.B("done", unitsChosen, len(chosen))))
	}
	t.Show(t.S(edgeChoose, awardNames[edge.Award], edge.Left), append(rows, Row(t.B("back", stepBack), t.B("leave", leaveLabel)))...)
}

func (t *Turn) edgeUnits(edge *campaign.Edge) []campaign.Unit {
	return slices.DeleteFunc(t.Plan.Competing(), func(u campaign.Unit) bool { return !slices.Contains(edge.Units, u.ID) })
}

func pressEdge(t *Turn, action string) {
	switch action {
	case "done":
		t.Keep("do", "edge")
		t.Go("why")
	case "back", "leave":
		pressProposals(t, action)
	default:
		t.tickEdge(t.unitPressed(action))
	}
}

func saidEdge(t *Turn, text string) {
	if _, edge := t.proposing(); edge != nil {
		t.tickEdge(t.unitSearched(t.edgeUnits(edge), text))
		return
	}
	t.Go("page")
}

func (t *Turn) tickEdge(unit string, ok bool) {
	if !ok {
		return
	}
	t.Keep("chosen", strings.Join(toggled(strings.Fields(t.Kept("chosen")), unit), " "))
	t.Keep("find", "")
	t.Go("edge")
}

func showProposalWhy(t *Turn) {
	ask := proposalsAskAgain
	if t.Kept("do") == "edge" {
		ask = edgeAskWhy
	}
	t.Show(t.S(ask, campaign.HoldReasonMin), Row(t.B("back", stepBack), t.B("leave", leaveLabel)))
}

func saidProposalWhy(t *Turn, text string) {
	why, ok := t.reasonSaid(text)
	if !ok {
		return
	}
	if t.Kept("do") == "edge" {
		t.chooseAtEdge(why)
		return
	}
	t.Keep("why", why)
	t.Go("sure")
}

// chooseAtEdge keeps a leader's choice among equals, if they still are.
func (t *Turn) chooseAtEdge(why string) {
	_, edge := t.proposing()
	if edge == nil || !t.allowed(campaign.ActPropose, "") {
		t.Go("page")
		return
	}
	d := campaign.Decision{
		Award: edge.Award, Among: edge.Units, Chosen: strings.Fields(t.Kept("chosen")),
		Reason: why, By: t.Actor.ID, At: t.Event.At,
	}
	if campaign.CheckDecision(*edge, d) != nil {
		t.Say(t.S(holdChanged))
		t.State.Screen.Below = true
		t.Go("page")
		return
	}
	if err := storage.AddDecision(t.Tx, t.Plan, d); err != nil {
		t.Say(t.S(edgeOwnUnit))
		return
	}
	t.Note("choose-equal", "", string(d.Award), t.unitNames(d.Chosen)+": "+why)
	t.Go("page")
}

func showProposalSure(t *Turn) {
	lines, edge := t.proposing()
	if edge != nil {
		t.Go("page")
		return
	}
	text := []string{t.S(proposalsSure)}
	for _, l := range lines {
		if l.Award != "" {
			text = append(text, t.proposalLine(l))
		}
	}
	if len(text) == 1 {
		text = append(text, t.S(proposalsEmpty))
	}
	if why := t.Kept("why"); why != "" {
		text = append(text, t.S(extendWhyLine, why))
	}
	mean := proposalsMean
	if storage.ResultsStand(t.Tx, t.Plan.Campaign) {
		mean = proposalsAfter
	}
	t.Show(strings.Join(text, "\n")+"\n\n"+t.S(mean), Row(t.B("yes", holdYesLabel)), Row(t.B("back", stepBack), t.B("leave", leaveLabel)))
}

// confirmProposals keeps the list as it is now and tells desk and leaders.
func (t *Turn) confirmProposals() {
	lines, edge := t.proposing()
	old, again := storage.ProposalsOf(t.Tx, t.Plan.Campaign)
	if edge != nil || again && (sameProposals(old.Lines, lines) || t.Kept("why") == "") {
		t.Go("page")
		return
	}
	vote, _ := storage.VoteOf(t.Tx, t.Plan.Campaign)
	s := storage.ConfirmProposals(t.Tx, t.Plan.Campaign, campaign.ProposalSet{
		Awards: t.Plan.Awards, Lines: lines, Decisions: storage.DecisionsOf(t.Tx, t.Plan.Campaign),
		Vote: vote.Number, Reason: t.Kept("why"), By: t.Actor.ID, At: t.Event.At,
	})
	t.Note("propose", "", "", s.Reason)
	for _, p := range t.leadership() {
		if lang := t.LangOf(p); p.ID != t.Actor.ID {
			t.tellLoud(p, proposalsNews.In(lang, t.Actor.Name, s.Number), Row(storage.Button{Label: proposalsSee.plain(lang), Action: "/denghi"}))
		}
	}
	t.End()
	t.Close(t.S(proposalsDone, s.Number))
}

var (
	edgeChoose        = T("<b>%s: chọn %d đơn vị</b>\nCác đơn vị dưới đây bằng nhau.", "<b>%s: choose %d</b>\nThe units below are equal.")
	edgeAskWhy        = T("Đồng chí gõ lý do chọn (ít nhất %d ký tự), ví dụ: Hội nghị biểu quyết, đơn vị có mô hình được nhân rộng.", "Type the reason of the choice (at least %d characters), for example: The conference voted for it.")
	proposalsAskAgain = T("Danh sách trước đây được thay. Đồng chí gõ lý do (ít nhất %d ký tự), ví dụ: Điểm thay đổi sau giải trình.", "The earlier list is replaced. Type the reason (at least %d characters), for example: A score changed after the explanation.")
	awaitsProposalWhy = T("Đề nghị đồng chí gõ lý do (ít nhất 10 ký tự), ví dụ: Hội nghị biểu quyết.", "Please type the reason (at least 10 characters), for example: The conference voted for it.")
	proposalsSure     = T("<b>Xác nhận danh sách đề nghị khen thưởng</b>", "<b>Confirm the proposals</b>")
	proposalsEmpty    = T("Không đơn vị nào được đề nghị.", "No unit is proposed.")
	proposalsMean     = T("Danh sách kèm theo kết quả khi công bố; trước đó chỉ thường trực và lãnh đạo khối xem được.", "The list goes with the results when they are published; until then only desk and leaders see it.")
	proposalsAfter    = T("Kết quả đã công bố; danh sách này dành cho thường trực và lãnh đạo khối.", "The results are published already; this list is for desk and leaders.")
	proposalsNews     = T("Đồng chí %s đã xác nhận danh sách đề nghị khen thưởng (lần %d).", "%s has confirmed the proposals (No. %d).")
	proposalsDone     = T("Đã xác nhận danh sách đề nghị khen thưởng (lần %d).", "The proposals are confirmed (No. %d).")
)
