package campaign

import (
	"errors"
	"testing"
)

// decidedByOne is the sheet of appraised, of which person 7 decided A2 lower
// than declared and A3 as declared.
func decidedByOne(t *testing.T) (s *Sheet, self, desk *ScoreSheet) {
	t.Helper()
	s, self, desk = appraised(t)
	for id, e := range map[string]Entry{
		"A2": {Value: 400, Reason: "minh chứng chưa đủ", By: 7},
		"A3": {NotApplicable: true, Reason: "không có nhiệm vụ này", By: 7},
	} {
		if err := Appraise(s, self, desk, id, e); err != nil {
			t.Fatal(err)
		}
	}
	return s, self, desk
}

func TestSecond(t *testing.T) {
	s, _, desk := decidedByOne(t)
	for name, c := range map[string]struct {
		id   string
		e    Entry
		want ErrorKind
	}{
		"agrees":                  {"A2", Entry{Value: 400, By: 8}, ""},
		"differs with a reason":   {"A2", Entry{Value: 450, By: 8, Reason: "báo cáo đã nêu rõ kết quả"}, ""},
		"differs without one":     {"A2", Entry{Value: 450, By: 8}, ReasonNeeded},
		"of an own decision":      {"A2", Entry{Value: 450, By: 7, Reason: "báo cáo đã nêu rõ kết quả"}, SamePerson},
		"of what nobody decided":  {"A1", Entry{Value: 9000, By: 8, Reason: "báo cáo đã nêu rõ kết quả"}, NotDecided},
		"of no criterion":         {"Z9", Entry{Value: 1, By: 8}, NotDecided},
		"above the maximum":       {"A2", Entry{Value: 600, By: 8, Reason: "báo cáo đã nêu rõ kết quả"}, AboveMax},
		"that it applies, though": {"A3", Entry{Value: 300, By: 8, Reason: "đơn vị có nhiệm vụ này"}, ""},
	} {
		o, err := Second(s, desk, 1, c.id, c.e)
		if c.want == "" && err != nil || c.want != "" && !errors.Is(err, Mistake(c.want)) {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil && o.Agrees() != o.Taken {
			t.Errorf("%s: agrees %v, settled %v", name, o.Agrees(), o.Taken)
		}
	}
	desk.SealedAt = at("2021-12-20 10:00")
	if _, err := Second(s, desk, 1, "A2", Entry{Value: 400, By: 8}); !errors.Is(err, Mistake(AlreadySealed)) {
		t.Errorf("after the sealing: %v", err)
	}
}

// TestSettle: whichever figure is taken, the opinion keeps both.
func TestSettle(t *testing.T) {
	for _, take := range []bool{true, false} {
		s, self, desk := decidedByOne(t)
		o, err := Second(s, desk, 1, "A2", Entry{Value: 450, By: 8, Reason: "báo cáo đã nêu rõ kết quả"})
		if err != nil {
			t.Fatal(err)
		}
		if got := Differing(desk, []Opinion{o}); len(got) != 1 {
			t.Fatalf("differing: %v", got)
		}
		done, err := Settle(s, self, desk, o, take, 9, at("2021-12-20 10:00"))
		if err != nil {
			t.Fatal(err)
		}
		want := int64(400)
		if take {
			want = 450
		}
		if e := desk.Entries["A2"]; e.Value != want || take && e.By != 9 {
			t.Errorf("take %v: the desk has %+v", take, e)
		}
		if done.Entry.Value != 450 || done.Against.Value != 400 || done.Taken != take || len(Differing(desk, []Opinion{done})) != 0 {
			t.Errorf("take %v: on record %+v", take, done)
		}
		if _, err := Settle(s, self, desk, done, take, 9, at("2021-12-20 10:00")); !errors.Is(err, Mistake(NothingAsked)) {
			t.Errorf("settled twice: %v", err)
		}
	}
}

// TestDifferingEndsWhereBothCameToTheSame: the first appraiser changed the own
// figure to the second one's.
func TestDifferingEndsWhereBothCameToTheSame(t *testing.T) {
	s, self, desk := decidedByOne(t)
	o, err := Second(s, desk, 1, "A2", Entry{Value: 450, By: 8, Reason: "báo cáo đã nêu rõ kết quả"})
	if err != nil {
		t.Fatal(err)
	}
	if err := Appraise(s, self, desk, "A2", Entry{Value: 450, By: 7, Reason: "theo ý kiến thứ hai"}); err != nil {
		t.Fatal(err)
	}
	if got := Differing(desk, []Opinion{o}); got != nil {
		t.Errorf("still differing: %v", got)
	}
}

func TestMaySettle(t *testing.T) {
	o := Opinion{Entry: Entry{By: 8}, Against: Entry{By: 7}}
	leader, secretary := []Role{{Kind: Leader, Unit: "ca", Year: 2021}}, []Role{{Kind: Secretary, Unit: "ca", Year: 2021}}
	for name, c := range map[string]struct {
		roles  []Role
		person int64
		want   bool
	}{
		"who decided first":         {secretary, 7, true},
		"somebody else":             {secretary, 9, true},
		"who differs":               {secretary, 8, false},
		"a leader who differs":      {leader, 8, true},
		"last year's leader":        {[]Role{{Kind: Leader, Unit: "ca", Year: 2020}}, 8, false},
		"a leader who decides only": {leader, 9, true},
	} {
		if got := MaySettle(c.roles, c.person, o, 2021); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
