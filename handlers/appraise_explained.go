package handlers

import (
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// The desk's side of an explanation: criterion by criterion the figure stays or
// changes, each with a reason the unit reads; an escalation is answered by a
// leader, and that is the last word.

// settling reports whether the actor has the last word on an escalation.
func (x *explaining) settling() bool {
	state, _ := x.state()
	return state == campaign.ExplainEscalated
}

// answerable reports whether the actor may answer now.
func (x *explaining) answerable() bool {
	switch state, _ := x.state(); state {
	case campaign.ExplainSent:
		return x.allowed(campaign.ActAppraise, x.unit)
	case campaign.ExplainEscalated:
		return x.allowed(campaign.ActSettle, x.unit)
	}
	return false
}

func onExplained(fn func(*explaining)) func(*Turn) {
	return func(t *Turn) {
		if !t.allowed(campaign.ActAppraise, t.Kept("unit")) {
			t.lost()
			return
		}
		x := t.explanation(t.Kept("unit"))
		if x.e.SentAt.IsZero() {
			x.e.Items = nil // what a unit has not sent is its own
		}
		fn(x)
	}
}

func answeredBy(fn func(*explaining, string)) func(*Turn, string) {
	return func(t *Turn, input string) { onExplained(func(x *explaining) { fn(x, input) })(t) }
}

// showExplained lists what the unit said and what was answered.
func (x *explaining) showExplained() {
	text := []string{x.S(explainHead, x.unitName(x.unit)), x.stateLine(), x.deskLines()}
	var rows [][]storage.Button
	if x.answerable() {
		for _, id := range x.toAnswer() {
			mark := "○ "
			if item, _ := x.e.Item(id); x.given(item) != nil {
				mark = "✓ "
			}
			rows = append(rows, Row(storage.Button{Label: mark + id, Action: "at " + id}))
		}
		if len(x.e.Unanswered()) == 0 {
			rows = append(rows, Row(x.B("seal", answersSeal)))
		}
	}
	x.Show(paragraphs(text...), append(rows, Row(x.B("unit", appraiseBack)))...)
}

func (x *explaining) stateLine() string {
	state, until := x.state()
	switch state {
	case campaign.ExplainNone, campaign.ExplainOpen:
		if until == "" {
			return x.S(answersNothing)
		}
		return x.S(answersOpen, until)
	case campaign.ExplainSent:
		return x.S(answersWait, stamp(x.local(x.e.SentAt), x.Lang()))
	case campaign.ExplainAnswered:
		return x.S(answersGiven, until)
	case campaign.ExplainEscalated:
		if !x.allowed(campaign.ActSettle, x.unit) {
			return x.S(answersLeader, x.e.Plea)
		}
		return x.S(answersLast, x.e.Plea)
	}
	return x.S(explainOver)
}

// toAnswer are the criteria the actor answers: all of them, or what was denied.
func (x *explaining) toAnswer() []string {
	if x.settling() {
		return x.denied()
	}
	var out []string
	for _, i := range x.e.Items {
		out = append(out, i.Criterion)
	}
	return out
}

// given is the answer under work: the desk's, or the leader's.
func (x *explaining) given(item *campaign.ExplainItem) *campaign.ExplainAnswer {
	if x.settling() {
		return item.Last
	}
	return item.Answer
}

// deskLines are the lines the unit sees, with the desk's answers before they are
// told.
func (x *explaining) deskLines() string {
	told := *x
	if told.e.AnsweredAt.IsZero() {
		told.e.AnsweredAt = x.Event.At
	}
	return told.lines(x.Turn)
}

func (x *explaining) pressExplained(action string) {
	if id, ok := strings.CutPrefix(action, "at "); ok {
		x.Keep("at", id)
		x.Go("answer")
		return
	}
	if action == "seal" {
		x.sealAnswers()
		return
	}
	x.Go(action)
}

func (x *explaining) sayExplained(text string) {
	if c, ok := x.explainable(text); ok {
		if _, there := x.e.Item(c.ID); there {
			x.Keep("at", c.ID)
			x.Go("answer")
			return
		}
	}
	x.Say(x.S(awaitsExplain))
}

// putAnswers writes what the desk says; false, with where it stands shown, where
// storage refuses it.
func (x *explaining) putAnswers() bool {
	if err := storage.PutExplanation(x.Tx, x.Plan, x.Actor.ID, x.e); err != nil {
		x.Say(x.S(blocPast))
		x.Go("unit")
		return false
	}
	return true
}

// sealAnswers tells the unit the answers. The leader's are the last word; so are
// the desk's where nothing was denied or the plan knows no escalation.
func (x *explaining) sealAnswers() {
	if !x.answerable() || len(x.e.Unanswered()) > 0 {
		x.Go("explained")
		return
	}
	last := x.settling() || x.Plan.Explain.NoEscalation || len(x.denied()) == 0
	if !x.settling() {
		x.e.AnsweredAt, x.e.AnsweredBy = x.Event.At, x.Actor.ID
	}
	if !last {
		if !x.putAnswers() {
			return
		}
		x.Note("answers-sealed", x.unit, joinedIDs(x.e), "")
		x.explainEnds(x.unit)
		x.tellAnswered()
		x.Go("explained")
		return
	}
	if err := storage.CloseExplanation(x.Tx, x.Plan, x.e, x.Actor.ID, x.Event.At); err != nil {
		x.Say(x.S(blocPast))
		x.Go("explained")
		return
	}
	x.Note("answers-sealed", x.unit, joinedIDs(x.e), "")
	x.tellFinal(x.unit)
	x.Go("explained")
}

func (x *explaining) tellAnswered() {
	now := x.explanation(x.unit)
	for _, p := range x.colleagues(x.unit) {
		reader := x.as(p)
		told := *now
		told.Turn = reader
		_, until := told.state()
		x.Send(Outgoing{
			Kind: OutSay, Class: ClassRecord, Chat: p.ID, Silent: x.Plan.Quiet(x.Event.At, false),
			Text:    paragraphs(reader.S(answersNews, x.unitName(x.unit)), now.lines(reader), reader.S(explainAnswered, until), reader.S(regards)),
			Buttons: [][]storage.Button{Row(reader.B("/giaitrinh "+x.unit, openLabel))},
		})
	}
}

var (
	answersNothing = T("Đơn vị chưa giải trình.", "The unit has explained nothing yet.")
	answersOpen    = T("Đơn vị được giải trình đến hết %s.", "The unit may explain until the end of %s.")
	answersWait    = T("Gửi lúc %s; trả lời từng tiêu chí rồi chốt.", "Sent on %s; answer each criterion, then seal.")
	answersGiven   = T("Đã trả lời; đơn vị được kiến nghị lên lãnh đạo khối đến hết %s.", "Answered; the unit may take it to the leaders until the end of %s.")
	answersLeader  = T("Đơn vị đã kiến nghị, chờ lãnh đạo khối trả lời. Lý do: %s", "The unit asked the leaders, who have still to answer. Reason: %s")
	answersLast    = T("Đơn vị kiến nghị lãnh đạo khối; trả lời của đồng chí là trả lời cuối cùng. Lý do: %s", "The unit asks the leaders; your answer is the last. Reason: %s")
	answersSeal    = T("Chốt trả lời", "Seal the answers")
	answersNews    = T("<b>Trả lời giải trình của %s</b>", "<b>Answers to the explanation of %s</b>")
)
