package campaign

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestExplaining walks the states of an explanation: the windows are three
// working days, whatever weekend lies between.
func TestExplaining(t *testing.T) {
	p := plan2021()
	told := at("2021-12-23 16:00") // a Thursday: Friday, Monday, Tuesday
	f := Figures{Appraisal: &ScoreSheet{SealedAt: told}}
	var e Explanation
	check := func(when string, want ExplainState, until string) {
		t.Helper()
		state, end := p.Explaining(f, e, at(when))
		if state != want || until == "" && !end.IsZero() || until != "" && !end.Equal(at(until)) {
			t.Errorf("%s: %q until %v", when, state, end)
		}
	}
	check("2021-12-28 23:59", ExplainOpen, "2021-12-29 00:00")
	check("2021-12-29 00:00", ExplainOver, "")
	e.SentAt = at("2021-12-28 10:00")
	check("2022-01-20 08:00", ExplainSent, "")
	e.AnsweredAt = at("2021-12-30 10:00") // a Thursday; Friday, Monday 3, Tuesday 4 January
	check("2022-01-04 23:00", ExplainAnswered, "2022-01-05 00:00")
	check("2022-01-05 00:00", ExplainOver, "")
	p.Explain.NoEscalation = true
	check("2021-12-30 10:01", ExplainOver, "")
	p.Explain = ExplainRules{Days: 1}
	check("2021-12-31 23:00", ExplainAnswered, "2022-01-01 00:00")
	e.EscalatedAt = at("2021-12-31 09:00")
	check("2022-01-20 08:00", ExplainEscalated, "")
	e.ClosedAt = at("2022-01-21 09:00")
	check("2022-01-22 08:00", ExplainOver, "")
	if state, _ := p.Explaining(Figures{}, Explanation{}, told); state != ExplainNone {
		t.Errorf("before the appraisal: %q", state)
	}
}

func TestExplainAndReply(t *testing.T) {
	s, _, desk := appraised(t)
	desk.Entries = map[string]Entry{"A1": {Value: 8000}, "A2": {Value: 300}}
	var e Explanation
	for id, text := range map[string]string{"A2": "Đơn vị có báo cáo kèm theo", "A1": "Tỷ lệ tính theo số liệu của huyện"} {
		if err := Explain(s, &e, id, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := Explain(s, &e, "A2", "ngắn"); !errors.Is(err, Mistake(ReasonNeeded)) {
		t.Errorf("a short word: %v", err)
	}
	if err := Explain(s, &e, "Z1", "không có tiêu chí này"); !errors.Is(err, Mistake(UnknownCriterion)) {
		t.Errorf("no such criterion: %v", err)
	}
	if diff := cmp.Diff([]string{"A1", "A2"}, e.Unanswered()); diff != "" {
		t.Error("not in the order of the sheet:", diff)
	}
	e.SentAt = at("2021-12-21 09:00")
	if err := Explain(s, &e, "A2", "viết thêm sau khi gửi"); !errors.Is(err, Mistake(AlreadySealed)) {
		t.Errorf("a word after it was sent: %v", err)
	}
	word := ExplainAnswer{Reason: "đã xem minh chứng bổ sung", By: 7, At: at("2021-12-22 09:00")}
	if err := Reply(s, &e, "A1", &Entry{Value: 9000}, word, false); err != nil {
		t.Fatal(err)
	}
	if err := Reply(s, &e, "A2", &Entry{Value: 501}, word, false); !errors.Is(err, Mistake(AboveMax)) {
		t.Errorf("above the maximum: %v", err)
	}
	if err := Reply(s, &e, "A2", nil, ExplainAnswer{Reason: "không"}, false); !errors.Is(err, Mistake(ReasonNeeded)) {
		t.Errorf("no reason: %v", err)
	}
	if err := Reply(s, &e, "A2", nil, word, false); err != nil {
		t.Fatal(err)
	}
	if left := e.Unanswered(); len(left) != 0 {
		t.Errorf("unanswered: %v", left)
	}
	if err := Reply(s, &e, "A2", &Entry{Value: 400}, word, true); !errors.Is(err, Mistake(UnknownCriterion)) {
		t.Errorf("a leader's word without an escalation: %v", err)
	}
	e.EscalatedAt = at("2021-12-23 09:00")
	if diff := cmp.Diff([]string{"A2"}, e.Unanswered()); diff != "" {
		t.Error("after the escalation:", diff)
	}
	if err := Reply(s, &e, "A1", nil, word, true); !errors.Is(err, Mistake(UnknownCriterion)) {
		t.Errorf("what was granted was taken back: %v", err)
	}
	word.At = word.At.Add(time.Hour)
	if err := Reply(s, &e, "A2", &Entry{Value: 400}, word, true); err != nil {
		t.Fatal(err)
	}
	final := FinalOf(s, desk, e)
	got := map[string]int64{}
	for id, entry := range final.Entries {
		got[id] = entry.Value
	}
	if diff := cmp.Diff(map[string]int64{"A1": 9000, "A2": 400}, got); diff != "" {
		t.Error(diff)
	}
	if first := e.Items[1].Answer; !e.Items[1].Denied() || first == nil || e.Items[1].Last == nil {
		t.Error("the desk's own answer is gone from the record")
	}
}
