package handlers

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// A question of the desk is owed an answer. It stands on the unit's home card and,
// from the end of a window as long as that of an explanation, in its contacts'
// daily reminder of every working day.

// owedQuestions are the questions a unit still has to answer. What was asked about
// a sheet that was taken back or is final, or in a year whose results stand, is
// owed no more; it can still be answered.
func owedQuestions(tx *storage.Tx, plan *campaign.Plan, unit string) []storage.Question {
	if storage.ResultsStand(tx, plan.Campaign) {
		return nil
	}
	var out []storage.Question
	for _, r := range plan.Requirements {
		for _, q := range storage.QuestionsOf(tx, plan.Campaign, unit, r.ID) {
			if len(q.Answers) == 0 && (q.Version > 0 || stillJudged(tx, plan, unit)) {
				out = append(out, q)
			}
		}
	}
	return out
}

// stillJudged reports whether a unit's sheet is in and its figures may change.
func stillJudged(tx *storage.Tx, plan *campaign.Plan, unit string) bool {
	stage := storage.FiguresOf(tx, plan.Campaign, unit).Stage()
	return stage == campaign.StageSelf || stage == campaign.StageAppraised
}

// questionsOn are those of them that are reminded of on one of the days.
func questionsOn(tx *storage.Tx, plan *campaign.Plan, unit string, days []campaign.Date) []storage.Question {
	return slices.DeleteFunc(owedQuestions(tx, plan, unit), func(q storage.Question) bool {
		first := plan.Day(plan.ExplainUntil(q.At))
		return !slices.ContainsFunc(days, func(day campaign.Date) bool { return plan.WorkingDay(day) && !day.Before(first) })
	})
}

// questionsDue are those of all units the receiver is a contact of.
func (v *View) questionsDue(days []campaign.Date) []storage.Question {
	var out []storage.Question
	for _, unit := range v.contactUnits() {
		out = append(out, questionsOn(v.Tx, v.Plan, unit, days)...)
	}
	return out
}

// askedRow is the payload of an agenda row: a day on which a question without an
// answer is remembered. Its field tells it from a notice's row.
type askedRow struct {
	Campaign string `json:"question_owed"`
	ID       uint64 `json:"id"`
}

// remindQuestion is put on the first working day from a day on.
func (t *Turn) remindQuestion(q storage.Question, day campaign.Date) {
	day = t.Plan.AddWorkingDays(day.AddDays(-1), 1)
	raw, err := json.Marshal(askedRow{t.Plan.Campaign, q.ID})
	if err != nil {
		t.Tx.Fail(err)
		return
	}
	at := day.In(t.Plan.Location()).Add(time.Duration(t.Plan.Rules.At) * time.Minute)
	storage.Agenda.Add(t.Tx, storage.Job{
		Lane: lane(t.Plan.Campaign, "question/"+strconv.FormatUint(q.ID, 10)), Due: t.Plan.NextLoud(at, false), Payload: raw,
	})
}

// wakeQuestion handles such a row: the day for the round, or zero where nothing is
// owed any more; ours is false when the row is something else.
func (t *Turn) wakeQuestion(j storage.Job) (day campaign.Date, ours bool) {
	var row askedRow
	if json.Unmarshal(j.Payload, &row) != nil || row.Campaign == "" {
		return day, false
	}
	q, ok := storage.Questions.Get(t.Tx, storage.K(row.ID))
	if !ok || row.Campaign != t.Plan.Campaign || !slices.ContainsFunc(owedQuestions(t.Tx, t.Plan, q.Unit), func(o storage.Question) bool { return o.ID == q.ID }) {
		return day, true
	}
	day = t.Plan.Day(t.Event.At)
	t.remindQuestion(q, day.AddDays(1))
	return day, true
}

// questionLine is one such question in a reminder.
func questionLine(v *View, q storage.Question) string {
	at := q.At.In(v.Plan.Location())
	return v.S(questionOwed, q.ID, stamp(at, v.Lang), unitName(v.Plan, q.Unit), HTML(cutText(q.Text, 200)))
}

// questionCard is what the home card says of the questions a unit has to answer.
func (t *Turn) questionCard(unit string) (string, []storage.Button) {
	owed := owedQuestions(t.Tx, t.Plan, unit)
	if len(owed) == 0 {
		return "", nil
	}
	var each []string
	for _, q := range owed {
		each = append(each, t.S(questionShortly, q.ID, t.aboutShort(q)))
	}
	line := t.S(homeLine, questionHome.plain(t.Lang()), HTML(joined("; ", each)))
	if !t.allowed(campaign.ActSubmit, unit) {
		return line, nil
	}
	return line, []storage.Button{t.B("/traloi", questionButton, len(owed))}
}

var (
	questionOwed = T("Câu hỏi số %d của thường trực (%s) chờ %s trả lời: %s",
		"Question No. %d of the desk (%s) waits for the answer of %s: %s")
	questionHome    = T("Câu hỏi của thường trực chờ trả lời", "Questions of the desk to be answered")
	questionShortly = T("số %d (%s)", "No. %d (%s)")
	questionButton  = T("Trả lời câu hỏi (%d)", "Answer questions (%d)")
)
