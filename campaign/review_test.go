package campaign

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// The table of moves, written a second time.
func TestReviewMoves(t *testing.T) {
	states := []ReviewState{ReviewWaiting, ReviewAccepted, ReviewReturned, ReviewAnswered, ReviewReplaced, ""}
	want := map[ReviewMove]map[ReviewState]ReviewState{
		MoveAccept:  {ReviewWaiting: ReviewAccepted, ReviewReturned: ReviewAccepted},
		MoveReturn:  {ReviewWaiting: ReviewReturned, ReviewAccepted: ReviewReturned},
		MoveAnswer:  {ReviewReturned: ReviewAnswered},
		MoveReplace: {ReviewWaiting: ReviewReplaced},
		"forget":    {},
	}
	for move, allowed := range want {
		for _, s := range states {
			next, ok := allowed[s]
			if s.Can(move) != ok {
				t.Errorf("%q from %q: %v", move, s, s.Can(move))
			}
			r := Review{State: s, By: 1}
			moved := r.move(move, 7, time.Unix(5, 0))
			switch {
			case moved != ok:
				t.Errorf("%q from %q moved: %v", move, s, moved)
			case ok && (r.State != next || r.By != 7):
				t.Errorf("%q from %q: %+v", move, s, r)
			case !ok && !cmp.Equal(r, Review{State: s, By: 1}):
				t.Errorf("a refused %q changed %q", move, s)
			}
		}
	}
}

// Whatever the unit and the desk do in whatever order: versions are never lost,
// at most one return is out, final states stay, refused moves change nothing,
// and the reviews handed in are not written to.
func TestReviewsInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var reviews []Review
		at := time.Unix(1_000_000, 0)
		for range rapid.IntRange(1, 30).Draw(t, "moves") {
			at = at.Add(time.Hour)
			before := slices.Clone(reviews)
			after, err := anyMove(t, reviews, at)
			if diff := cmp.Diff(before, reviews); diff != "" {
				t.Fatalf("the old reviews were changed:\n%s", diff)
			}
			if err != nil {
				if !errors.Is(err, Mistake(NotReviewable)) && !errors.Is(err, Mistake(AlreadyReturned)) {
					t.Fatal(err)
				}
				continue
			}
			checkReviews(t, before, after)
			reviews = after
		}
	})
}

func anyMove(t *rapid.T, reviews []Review, at time.Time) ([]Review, error) {
	version := rapid.IntRange(0, len(reviews)+1).Draw(t, "version")
	switch rapid.SampledFrom([]string{"hand in", "supplement", "accept", "return"}).Draw(t, "what") {
	case "hand in":
		return EnterReview(reviews, Submission{Version: len(reviews) + 1, At: at}), nil
	case "supplement":
		s := Submission{Version: len(reviews) + 1, At: at, Timing: Timing{LateDays: 1}}
		_, s.Asked = OpenReturn(reviews)
		s.Supplement = !s.Asked && len(reviews) > 0
		return EnterReview(reviews, s), nil
	case "accept":
		return AcceptReview(reviews, version, 7, at)
	default:
		return ReturnReview(reviews, version, SentBack{Reason: "thiếu chữ ký", Due: Date{2021, 7, 1}}, 7, at)
	}
}

func checkReviews(t *rapid.T, before, after []Review) {
	out := 0
	for i, r := range after {
		if r.Version != i+1 {
			t.Fatalf("version %d stands in place %d", r.Version, i+1)
		}
		if r.State == ReviewReturned {
			out++
			if r.Due.IsZero() || r.Reason == "" {
				t.Fatalf("a return without reason or date: %+v", r)
			}
		}
		if r.State == ReviewAnswered && (r.AnsweredBy <= r.Version || r.AnsweredBy > len(after)) {
			t.Fatalf("answered by nothing: %+v", r)
		}
		if i >= len(before) {
			continue
		}
		was := before[i].State
		final := was == ReviewAnswered || was == ReviewReplaced
		if final && r.State != was {
			t.Fatalf("version %d left %s for %s", r.Version, was, r.State)
		}
	}
	if out > 1 {
		t.Fatalf("%d returns are out", out)
	}
}

// A returned report keeps its on-time mark when the supplement comes in time;
// late, it does not speak for the unit until the desk takes it, and is then late
// from the return's date.
func TestReturnKeepsTheMark(t *testing.T) {
	p := plan2021()
	zone := p.Location()
	r := p.Requirements[0]
	deadline := p.Deadline(r)
	back := Review{State: ReviewReturned, Version: 1, Due: DateOf(deadline.Add(72 * time.Hour))}
	until := AnswerDeadline(deadline, back, zone)
	if want := back.Due.AddDays(1).In(zone); !until.Equal(want) {
		t.Fatalf("the answer is due %v, want %v", until, want)
	}
	if early := (Review{Due: DateOf(deadline.Add(-72 * time.Hour))}); !AnswerDeadline(deadline, early, zone).Equal(deadline) {
		t.Error("a return due before the deadline makes an answer late that is on time")
	}
	first := Submission{Version: 1, At: deadline.Add(-time.Hour), Timing: p.JudgeAt(deadline, HandIn{At: deadline.Add(-time.Hour)})}
	answer := func(at time.Time) []Submission {
		return []Submission{first, {Version: 2, At: at, Asked: true, Timing: p.JudgeAt(until, HandIn{At: at})}}
	}
	inTime := answer(until.Add(-time.Hour))
	if i, _ := Official(inTime); inTime[i].Version != 2 {
		t.Error("the answer in time does not speak for the unit")
	}
	if c, ok := Complete(r, inTime, nil, p); !ok || c.LateDays != 0 {
		t.Errorf("answered in time: %+v %v", c, ok)
	}
	late := answer(until.Add(30 * time.Hour))
	if i, _ := Official(late); late[i].Version != 1 {
		t.Error("a late answer speaks for the unit unasked")
	}
	late[1].Accepted = true
	if c, ok := Complete(r, late, nil, p); !ok || c.LateDays != 2 {
		t.Errorf("a late answer, accepted: %+v %v", c, ok)
	}
}

func TestCompare(t *testing.T) {
	a := func(name, sha string) Attachment { return Attachment{Name: name, SHA256: sha} }
	before := []Attachment{a("bao-cao.pdf", "1"), a("phu-luc.xlsx", "2")}
	after := []Attachment{a("bao-cao-ky.pdf", "3"), a("phu luc.xlsx", "2")}
	c := Compare(before, after)
	want := Changes{Added: after[:1], Dropped: before[:1], Same: after[1:]}
	if diff := cmp.Diff(want, c); diff != "" || c.Nothing() {
		t.Error(diff)
	}
	if !Compare(before, before).Nothing() {
		t.Error("a version differs from itself")
	}
}

func TestAddWorkingDays(t *testing.T) {
	p := plan2021()
	if got := p.AddWorkingDays(Date{2021, 9, 1}, 3); got != (Date{2021, 9, 8}) { // Thursday and Friday off, then the weekend
		t.Errorf("%s", got)
	}
	if got := p.AddWorkingDays(Date{2021, 6, 11}, 1); got != (Date{2021, 6, 14}) {
		t.Errorf("%s", got)
	}
}
