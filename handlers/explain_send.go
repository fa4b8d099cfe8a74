package handlers

import (
	"encoding/json"
	"slices"

	"thidua/campaign"
	"thidua/storage"
)

// showSend is the last look before the explanation is sent.
func (x *explaining) showSend() {
	if !x.open() {
		return
	}
	if len(x.e.Items) == 0 {
		x.Go("list")
		return
	}
	x.Show(paragraphs(x.S(explainHead, x.unitName(x.unit)), x.lines(x.Turn), x.S(explainSure)),
		Row(x.B("yes", explainSend)), Row(x.B("list", explainBack)))
}

func (x *explaining) pressSend(action string) {
	if action != "yes" || !x.open() {
		x.Go("list")
		return
	}
	d := x.draft(x.unit, campaign.ExplainDraft)
	if slices.ContainsFunc(d.Attachments, func(a campaign.Attachment) bool { return !ready(a) }) {
		x.Answer(stillFetching.plain(x.Lang()), true)
		x.Go("send")
		return
	}
	for i := range x.e.Items {
		x.e.Items[i].Files = campaign.EvidenceFor(d.Attachments, x.e.Items[i].Criterion)
	}
	x.e.SentAt, x.e.SentBy = x.Event.At, x.Actor.ID
	if !x.put() {
		return
	}
	storage.IndexEvidence(x.Tx, x.Plan.Campaign, campaign.ScoreSheet{Unit: x.unit, SealedAt: x.Event.At, Evidence: d.Attachments})
	d.Attachments = nil
	x.putDraft(d)
	x.Note("explain", x.unit, joinedIDs(x.e), "")
	x.tellJudges(campaign.ActAppraise, func(reader *Turn) string {
		return reader.S(explainNews, x.unitName(x.unit), HTML(counted(len(x.e.Items), reader.Lang(), criterionNoun)))
	})
	x.answerOwed()
	x.Go("list")
}

func joinedIDs(e campaign.Explanation) string {
	var out []string
	for _, i := range e.Items {
		out = append(out, i.Criterion)
	}
	return joined(", ", out)
}

// as is a turn that speaks to somebody else about the same event.
func (t *Turn) as(p storage.Person) *Turn {
	return &Turn{Tx: t.Tx, Actor: p, Set: t.Set, Plan: t.Plan, Event: t.Event}
}

// showPlea asks why a leader should look at it.
func (x *explaining) showPlea() {
	if state, _ := x.state(); state != campaign.ExplainAnswered {
		x.Go("list")
		return
	}
	if len(x.denied()) == 0 {
		x.Say(x.S(pleaNothing))
		x.Go("list")
		return
	}
	x.Show(paragraphs(x.S(explainHead, x.unitName(x.unit)), x.lines(x.Turn), x.S(pleaAsk, campaign.ShortestReason)), Row(x.B("list", explainBack)))
}

func (x *explaining) denied() []string {
	var out []string
	for _, i := range x.e.Items {
		if i.Denied() {
			out = append(out, i.Criterion)
		}
	}
	return out
}

func (x *explaining) pressPlea(string) { x.Go("list") }

func (x *explaining) sayPlea(text string) {
	why, ok := x.reasonSaid(text)
	if !ok {
		return
	}
	if state, _ := x.state(); state != campaign.ExplainAnswered {
		x.Go("list")
		return
	}
	x.e.EscalatedAt, x.e.EscalatedBy, x.e.Plea = x.Event.At, x.Actor.ID, why
	if !x.put() {
		return
	}
	x.Note("escalate", x.unit, joined(", ", x.denied()), why)
	news := func(reader *Turn) string {
		return reader.S(pleaNews, x.unitName(x.unit), joined(", ", x.denied()), why)
	}
	x.tellJudges(campaign.ActSettle, news)
	x.answerOwed()
	x.Go("list")
}

// explainRow is the payload of an agenda row: the end of a window.
type explainRow struct {
	Campaign string `json:"explain"`
	Unit     string `json:"unit"`
}

// explainEnds puts the end of the unit's window into the agenda: if nothing was
// said by then, the figures become final by themselves.
func (t *Turn) explainEnds(unit string) {
	x := t.explanation(unit)
	_, until := t.Plan.Explaining(x.figures, x.e, t.Event.At)
	if until.IsZero() {
		return
	}
	raw, err := json.Marshal(explainRow{t.Plan.Campaign, unit})
	if err != nil {
		t.Tx.Fail(err)
		return
	}
	storage.Agenda.Add(t.Tx, storage.Job{
		Lane: t.Plan.Campaign + "/explain/" + unit, Due: t.Plan.NextLoud(until, false), Payload: raw,
	})
}

// wakeExplain handles such a row; false when it is something else.
func (t *Turn) wakeExplain(j storage.Job) bool {
	var row explainRow
	if json.Unmarshal(j.Payload, &row) != nil || row.Campaign == "" {
		return false
	}
	if row.Campaign != t.Plan.Campaign {
		return true
	}
	t.closeLapsed(t.explanation(row.Unit))
	return true
}

// closeLapsed makes a unit's figures final where its time has run out.
func (t *Turn) closeLapsed(x *explaining) {
	state, _ := t.Plan.Explaining(x.figures, x.e, t.Event.At)
	if state != campaign.ExplainOver || !x.e.ClosedAt.IsZero() || x.figures.Stage() != campaign.StageAppraised {
		return
	}
	if storage.CloseExplanation(t.Tx, t.Plan, x.e, 0, t.Event.At) == nil {
		t.Note("explain-over", x.unit, "", "")
		t.tellFinal(x.unit)
	}
}

// tellFinal tells the unit and the desk that its figures are final.
func (t *Turn) tellFinal(unit string) {
	x := t.explanation(unit)
	total, said := x.totals(campaign.StageFinal), !x.e.SentAt.IsZero()
	for _, p := range once(append(t.colleagues(unit), t.desk()...)) {
		reader, words := t.as(p), ""
		switch {
		case said:
			words = x.lines(reader)
		case len(x.e.Items) > 0 && campaign.May(p.Roles, campaign.ActScore, unit, t.year()):
			words = reader.S(finalUnsent)
		}
		t.Send(Outgoing{
			Kind: OutSay, Class: ClassRecord, Chat: p.ID, Silent: t.Plan.Quiet(t.Event.At, false),
			Text: paragraphs(reader.S(finalNews, t.unitName(unit), pointsWords(x.totals(campaign.StageAppraised), reader.Lang()), pointsWords(total, reader.Lang())), words),
		})
	}
}

// totals is what a stage adds up to.
func (x *explaining) totals(stage campaign.Stage) campaign.Points {
	duties := x.Turn.duties(x.unit)
	return campaign.Add(&x.Plan.Sheet, x.figures.Entries(&x.Plan.Sheet, stage), timeliness(duties)).Total
}

var (
	explainSure = T("Gửi giải trình cho thường trực khối? Mỗi đơn vị gửi một lần; sau khi gửi không sửa được.", "Send the explanation to the desk? It is sent once and cannot be changed afterwards.")
	explainNews = T("%s đã gửi giải trình về %s.", "%s has sent its explanation about %s.")
	pleaAsk     = T("Vì sao đề nghị lãnh đạo khối xem lại? Đồng chí gõ lý do (ít nhất %d ký tự). Trả lời của lãnh đạo khối là trả lời cuối cùng.", "Why should the leaders look at it again? Type the reason (at least %d characters). Their answer is the last.")
	pleaNothing = T("Mọi nội dung giải trình đã được chấp nhận, không còn gì để kiến nghị.", "Everything was granted; there is nothing to take further.")
	pleaNews    = T("%s kiến nghị lãnh đạo khối xem lại: %s. Lý do: %s", "%s asks the leaders to look again at: %s. Reason: %s")
	finalUnsent = T("Nội dung giải trình đơn vị đã soạn chưa được gửi trước khi hết thời gian nên không được xem xét.", "The explanation your unit had written was not sent in time and was not looked at.")
	finalNews   = T("<b>Điểm thẩm định của %s đã là kết quả cuối cùng</b> (TẠM TÍNH đến khi công bố).\nThẩm định: %s; kết quả cuối cùng: <b>%s</b>.", "<b>The appraisal of %s is final</b> (PROVISIONAL until published).\nAppraised: %s; final: <b>%s</b>.")
)
