package campaign

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func appraised(t *testing.T) (s *Sheet, self, desk *ScoreSheet) {
	t.Helper()
	s = &Sheet{Version: "1", Total: Whole(20), Sections: []Section{{ID: "A", Max: Whole(20)}}, Criteria: []Criterion{
		{ID: "A1", Section: "A", Kind: KindPercentage, Max: Whole(10), Evidence: true},
		{ID: "A2", Section: "A", Kind: KindNumber, Max: Whole(5)},
		{ID: "A3", Section: "A", Kind: KindNumber, Max: Whole(5), MayNotApply: true},
		{ID: "E3", Kind: KindDeduction, Each: 50, Max: Whole(2), DeskOnly: true},
	}}
	self = &ScoreSheet{Unit: "vks", Author: SelfScore, Version: "1", SealedAt: at("2021-12-10 09:00"), Entries: map[string]Entry{
		"A1": {Value: 9500}, "A2": {Value: 500}, "A3": {NotApplicable: true, Reason: "không có nhiệm vụ này"},
	}}
	return s, self, &ScoreSheet{Unit: "vks", Author: Appraisal, Version: "1"}
}

func TestAppraise(t *testing.T) {
	s, self, desk := appraised(t)
	for name, c := range map[string]struct {
		id   string
		e    Entry
		want ErrorKind
	}{
		"as declared":             {"A1", Entry{Value: 9500}, ""},
		"lower without a reason":  {"A2", Entry{Value: 400}, ReasonNeeded},
		"lower, a short reason":   {"A2", Entry{Value: 400, Reason: "thấp hơn"}, ReasonNeeded},
		"lower with a reason":     {"A2", Entry{Value: 400, Reason: "minh chứng chưa đủ"}, ""},
		"above the maximum":       {"A2", Entry{Value: 501, Reason: "minh chứng chưa đủ"}, AboveMax},
		"applies after all":       {"A3", Entry{Value: 300, Reason: "đơn vị có nhiệm vụ này"}, ""},
		"a criterion of the desk": {"E3", Entry{Value: 1, Reason: "vắng hội nghị sơ kết"}, ""},
		"no such criterion":       {"Z9", Entry{Value: 1, Reason: "không có tiêu chí này"}, UnknownCriterion},
	} {
		err := Appraise(s, self, &ScoreSheet{Author: Appraisal, Version: "1"}, c.id, c.e)
		if c.want == "" && err != nil || c.want != "" && !errors.Is(err, Mistake(c.want)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := Appraise(s, &ScoreSheet{}, desk, "A1", Entry{Value: 9500}); !errors.Is(err, Mistake(NotSealed)) {
		t.Errorf("a draft was appraised: %v", err)
	}
	if err := Appraise(s, self, &ScoreSheet{Author: Appraisal, Version: "0"}, "A1", Entry{Value: 9500}); !errors.Is(err, Mistake(OtherVersion)) {
		t.Errorf("answers of another sheet were appraised: %v", err)
	}
}

func TestAcceptRest(t *testing.T) {
	s, self, desk := appraised(t)
	if err := Appraise(s, self, desk, "A2", Entry{Value: 400, Reason: "minh chứng chưa đủ"}); err != nil {
		t.Fatal(err)
	}
	taken, err := AcceptRest(s, self, desk, 7, at("2021-12-20 09:00"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"A1", "A3"}, taken); diff != "" {
		t.Error(diff)
	}
	if left := Undecided(s, desk); len(left) != 0 {
		t.Errorf("undecided: %v", left)
	}
	if diff := cmp.Diff([]string{"A2"}, Changed(s, self, desk)); diff != "" {
		t.Error(diff)
	}
	if e := desk.Entries["A3"]; !e.NotApplicable || e.Reason == "" || e.By != 7 {
		t.Errorf("accepted as %+v", e)
	}
	if err := Seal(s, desk, 7, time.Now()); err != nil {
		t.Errorf("a decided sheet is not sealed: %v", err)
	}
}

func TestFlags(t *testing.T) {
	s, self, _ := appraised(t)
	got := Flags(s, self, FlagFacts{Past: map[string]Points{"A1": Whole(3), "A2": Whole(1)}})
	want := []Flag{{"A1", FlagUnproven}, {"A2", FlagJump}, {"A3", FlagNA}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	self.Evidence = []Attachment{{ID: "x", Link: "https://x", Criteria: []string{"A1"}}}
	got = Flags(s, self, FlagFacts{Reused: map[string]bool{"A1": true}})
	want = []Flag{{"A1", FlagReused}, {"A2", FlagTop}, {"A3", FlagNA}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
