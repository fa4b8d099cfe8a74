package handlers

import (
	"encoding/json"
	"slices"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// An explanation that was sent, and one taken to the leaders, is answered by
// somebody who is not of the unit. Who may is told at once and, from the end of
// a window as long as the unit's own, every working day until it is answered. A
// bloc in which nobody may is told that, so that somebody is invited.

// judges are the people who may do something about the unit.
func (x *explaining) judges(act campaign.Action) []storage.Person {
	return slices.DeleteFunc(x.leadership(), func(p storage.Person) bool {
		return !campaign.May(p.Roles, act, x.unit, x.year())
	})
}

// tellJudges tells who answers; the desk, where nobody may.
func (x *explaining) tellJudges(act campaign.Action, news func(reader *Turn) string) {
	judges := x.judges(act)
	for _, p := range judges {
		reader := x.as(p)
		x.Tell(p, ClassReply, news(reader), Row(reader.B(explainCommand(x.unit), openLabel)))
	}
	if len(judges) > 0 {
		return
	}
	for _, p := range x.Turn.desk() {
		reader := x.as(p)
		x.Tell(p, ClassReply, paragraphs(news(reader), reader.S(judgesMissing[act], x.unitName(x.unit))), Row(reader.B("/moi", inviteJudge)))
	}
}

// owedRow is the payload of an agenda row: an answer that is owed to a unit. Its
// field tells it from a notice's row.
type owedRow struct {
	Campaign string `json:"answer_owed"`
	Unit     string `json:"unit"`
}

// answerOwed puts the first reminder of an answer into the agenda.
func (x *explaining) answerOwed() {
	x.remindAnswer(campaign.DateOf(x.Plan.ExplainUntil(x.Event.At).In(x.Plan.Location())))
}

// remindAnswer is put on the first working day from a day on.
func (x *explaining) remindAnswer(day campaign.Date) {
	day = x.Plan.AddWorkingDays(day.AddDays(-1), 1)
	raw, err := json.Marshal(owedRow{x.Plan.Campaign, x.unit})
	if err != nil {
		x.Tx.Fail(err)
		return
	}
	at := day.In(x.Plan.Location()).Add(time.Duration(x.Plan.Rules.At) * time.Minute)
	lane := x.Plan.Campaign + "/answer/" + x.unit
	for _, j := range storage.Agenda.ByLane(x.Tx, lane) {
		storage.Agenda.Remove(x.Tx, j.ID)
	}
	storage.Agenda.Add(x.Tx, storage.Job{Lane: lane, Due: x.Plan.NextLoud(at, false), Payload: raw})
}

// wakeOwed handles such a row; false when it is something else.
func (t *Turn) wakeOwed(j storage.Job) bool {
	var row owedRow
	if json.Unmarshal(j.Payload, &row) != nil || row.Campaign == "" {
		return false
	}
	if row.Campaign != t.Plan.Campaign {
		return true
	}
	x := t.explanation(row.Unit)
	act, since := campaign.ActAppraise, x.e.SentAt
	switch state, _ := x.state(); state {
	case campaign.ExplainSent:
	case campaign.ExplainEscalated:
		act, since = campaign.ActSettle, x.e.EscalatedAt
	default:
		return true
	}
	x.tellJudges(act, func(reader *Turn) string {
		return reader.S(answerStillOwed, x.unitName(x.unit), stamp(x.local(since), reader.Lang()))
	})
	x.remindAnswer(t.Plan.Day(t.Event.At).AddDays(1))
	return true
}

// judgesMissing say who has to be invited so that an answer can be given.
var judgesMissing = map[campaign.Action]Text{
	campaign.ActAppraise: T("Chưa có ai được trả lời: người của %s không trả lời giải trình của đơn vị mình. Đề nghị mời thường trực hoặc lãnh đạo khối của đơn vị khác.",
		"Nobody may answer: people of %s do not answer their own unit's explanation. Please invite a secretary or leader of another unit."),
	campaign.ActSettle: T("Chưa có lãnh đạo khối được trả lời: lãnh đạo của %s không trả lời kiến nghị của đơn vị mình. Đề nghị mời lãnh đạo khối của đơn vị khác.",
		"No leader may answer: leaders of %s do not answer their own unit. Please invite a leader of another unit."),
}

var (
	inviteJudge     = T("Mời người tham gia", "Invite somebody")
	pleaNobody      = T("Hiện chưa có lãnh đạo khối của đơn vị khác để trả lời; thường trực khối đã được báo để mời.", "There is no leader of another unit to answer yet; the desk has been told to invite one.")
	answerStillOwed = T("Giải trình của <b>%s</b> chờ trả lời từ %s. Kết quả chưa công bố được khi chưa trả lời.", "The explanation of <b>%s</b> has waited for an answer since %s. Results cannot be published before it is given.")
)
