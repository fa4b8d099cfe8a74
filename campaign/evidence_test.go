package campaign

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func evidenceSheet() *Sheet {
	return &Sheet{Version: "1", Total: Whole(20), Sections: []Section{{ID: "A", Max: Whole(20)}}, Criteria: []Criterion{
		{ID: "A1", Section: "A", Kind: KindNumber, Max: Whole(10), Evidence: true, MayNotApply: true},
		{ID: "A2", Section: "A", Kind: KindNumber, Max: Whole(10), Evidence: true},
		{ID: "E1", Kind: KindDeduction, Max: Whole(2), Each: Whole(1), DeskOnly: true},
		{ID: "G1", Kind: KindGate, Evidence: true},
	}}
}

// TestUnproven: a claim without evidence is named; a zero, a failed gate and what
// does not apply claim nothing.
func TestUnproven(t *testing.T) {
	s := evidenceSheet()
	list := []Attachment{{ID: "x", Criteria: []string{"A2"}, SHA256: "aa"}}
	for _, c := range []struct {
		entries map[string]Entry
		want    []string
	}{
		{nil, nil},
		{map[string]Entry{"A1": {Value: 500}, "A2": {Value: 500}, "G1": {Value: 1}}, []string{"A1", "G1"}},
		{map[string]Entry{"A1": {NotApplicable: true, Reason: "-"}, "G1": {Value: 0}}, nil},
		{map[string]Entry{"A1": {Value: 0}}, nil},
	} {
		if got := Unproven(s, c.entries, list); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v: %v, want %v", c.entries, got, c.want)
		}
	}
}

func TestTieAndEnclose(t *testing.T) {
	s := evidenceSheet()
	a := Attachment{ID: "x", SHA256: "aa", Criteria: []string{"G1"}}
	Tie(s, &a, "A1", true)
	Tie(s, &a, "A1", true)
	if !reflect.DeepEqual(a.Criteria, []string{"A1", "G1"}) {
		t.Errorf("tied to %v", a.Criteria)
	}
	Tie(s, &a, "G1", false)
	list := []Attachment{a, {ID: "link", Link: "https://x.vn", Criteria: []string{"A2"}}, {ID: "coming", Criteria: []string{"A1"}}, {ID: "blank", SHA256: "bb", Criteria: []string{"G1"}}}
	sheet := ScoreSheet{Entries: map[string]Entry{"A1": {Value: 1}, "A2": {Value: 2, Evidence: []string{"old"}}}}
	Enclose(&sheet, list)
	if len(sheet.Evidence) != 2 || !reflect.DeepEqual(sheet.Entries["A1"].Evidence, []string{"aa"}) || sheet.Entries["A2"].Evidence != nil {
		t.Errorf("enclosed %+v, entries %+v", sheet.Evidence, sheet.Entries)
	}
}

// TestWithdraw: what was sealed comes out whole, the draft keeps the answers; not
// after the desk began, and not twice.
func TestWithdraw(t *testing.T) {
	at := time.Date(2021, 12, 14, 9, 0, 0, 0, time.UTC)
	sheet := ScoreSheet{
		Unit: "vks", Rev: 7, Entries: map[string]Entry{"A1": {Value: 500, Evidence: []string{"aa"}}}, SealedAt: at, SealedBy: 5,
		Evidence: []Attachment{{ID: "x"}}, Timing: Timing{LateDays: 1}, Approved: &Approval{By: 9},
	}
	before := sheet
	for _, f := range []Figures{{Appraisal: &ScoreSheet{}}, {Final: &ScoreSheet{}}} {
		_, err := Withdraw(&sheet, f, 1, 5, at, "nhầm")
		wantKind(t, err, AppraisalBegan)
	}
	w, err := Withdraw(&sheet, Figures{Self: &sheet}, 1, 5, at.Add(time.Hour), "nhầm")
	if err != nil || !reflect.DeepEqual(w.Sheet, before) || w.Reason != "nhầm" {
		t.Errorf("withdrawn %+v, %v", w, err)
	}
	if sheet.Sealed() || sheet.Rev != 8 || sheet.Evidence != nil || sheet.Approved != nil || sheet.Timing != (Timing{}) || sheet.Entries["A1"].Value != 500 || sheet.Entries["A1"].Evidence != nil {
		t.Errorf("the draft is %+v", sheet)
	}
	if w.Sheet.Entries["A1"].Evidence == nil {
		t.Error("the record lost its evidence")
	}
	_, err = Withdraw(&sheet, Figures{}, 2, 5, at, "nhầm")
	wantKind(t, err, NotSealed)
}

func TestSignOff(t *testing.T) {
	r := Requirement{SignOff: true}
	for _, c := range []struct {
		r     Requirement
		head  bool
		heads int
		want  SignOff
	}{{Requirement{}, false, 3, SignOffNone}, {r, true, 1, SignOffOwn}, {r, false, 2, SignOffHead}, {r, false, 0, SignOffNobody}} {
		if got := SignOffOf(c.r, c.head, c.heads); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
	noon := time.Date(2021, 6, 14, 12, 0, 0, 0, time.UTC)
	h := Approve(HandIn{ContentAt: noon}, noon.Add(time.Hour), noon.Add(2*time.Hour), true)
	if !h.At.Equal(noon.Add(2*time.Hour)) || !h.ContentAt.Equal(noon.Add(time.Hour)) || !h.Pressed {
		t.Errorf("%+v", h)
	}
}

// TestChangesOfAWorkbook: for any sheet, changes and other answers since: what is
// applied is what was confirmed, nothing else moves, and what somebody overtook is
// never written unless all is asked for.
func TestChangesOfAWorkbook(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &Sheet{Version: "1"}
		for i := range 6 {
			s.Criteria = append(s.Criteria, Criterion{ID: fmt.Sprint("C", i), Section: "A", Kind: KindNumber, Max: Whole(2)})
		}
		value := rapid.SampledFrom([]int64{-1, 0, 25, 50, 75}) // -1 = blank
		draw := func(name string) map[string]Entry {
			out := map[string]Entry{}
			for _, c := range s.Criteria {
				if v := value.Draw(t, name+c.ID); v >= 0 {
					out[c.ID] = Entry{Value: v}
				}
			}
			return out
		}
		made, book, now := draw("made"), draw("book"), draw("now")
		var changes []Change
		for _, c := range s.Criteria {
			m, hadM := made[c.ID]
			b, hasB := book[c.ID]
			if hadM != hasB || m.Value != b.Value {
				changes = append(changes, Change{Criterion: c.ID, Old: m, Blank: !hadM, New: b, Erase: !hasB})
			}
		}
		left, ids := Overtaken(changes, now)
		if Conflicts(left) != len(ids) {
			t.Fatalf("%d conflicts, overtaken %v", Conflicts(left), ids)
		}
		all := rapid.Bool().Draw(t, "all")
		sheet := ScoreSheet{Entries: now}
		if _, err := ApplyChanges(s, &sheet, left, all, Entry{By: 7}); err != nil {
			t.Fatal(err)
		}
		touched := map[string]Change{}
		for _, c := range left {
			if all || !c.Conflict {
				touched[c.Criterion] = c
			}
		}
		for _, c := range s.Criteria {
			got, has := sheet.Entries[c.ID]
			if ch, ok := touched[c.ID]; ok {
				if has == ch.Erase || has && (got.Value != ch.New.Value || got.By != 7) {
					t.Fatalf("%s is %+v after %+v", c.ID, got, ch)
				}
				continue
			}
			if was, had := now[c.ID]; had != has || was.Value != got.Value {
				t.Fatalf("%s moved from %+v to %+v", c.ID, was, got)
			}
		}
	})
}

// TestUnreasoned: the desk's change needs a reason, taking over what the unit
// declared and taking an answer back do not.
func TestUnreasoned(t *testing.T) {
	self := map[string]Entry{"A1": {Value: 500}, "A2": {NotApplicable: true, Reason: "Không có nhiệm vụ"}}
	changes := []Change{
		{Criterion: "A1", New: Entry{Value: 500}},
		{Criterion: "A1", New: Entry{Value: 400, Reason: "ngắn"}},
		{Criterion: "A1", New: Entry{Value: 400, Reason: "Thiếu minh chứng"}},
		{Criterion: "A2", New: Entry{NotApplicable: true, Reason: "khác"}},
		{Criterion: "A2", New: Entry{Value: 100}},
		{Criterion: "A1", Erase: true},
	}
	fine, without := Unreasoned(changes, self)
	if len(fine) != 4 || len(without) != 2 || without[0].New.Reason != "ngắn" || without[1].Criterion != "A2" {
		t.Errorf("fine %+v, without %+v", fine, without)
	}
}

func TestPendingEndsWithAChange(t *testing.T) {
	s := evidenceSheet()
	for name, change := range map[string]func(*ScoreSheet) error{
		"an answer":  func(x *ScoreSheet) error { return Answer(s, x, "A1", Entry{Value: 25}) },
		"an erasure": func(x *ScoreSheet) error { return Erase(s, x, "A1") },
	} {
		sheet := ScoreSheet{Pending: &Confirmation{By: 1}}
		if err := change(&sheet); err != nil || sheet.Pending != nil {
			t.Errorf("%s: %v, still pending %v", name, err, sheet.Pending)
		}
	}
}
