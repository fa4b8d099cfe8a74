package campaign

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func sub(version int, when string, late int) Submission {
	deadline := at("2021-12-15 00:00")
	return Submission{
		Unit: "vks", Requirement: "tongket", Version: version, At: at(when),
		Timing: Timing{Deadline: deadline, LateDays: late}, Incoming: Incoming{2021, version + 10, day("2021-12-01")},
	}
}

func TestOfficial(t *testing.T) {
	supplement := sub(3, "2021-12-18 09:00", 4)
	supplement.Supplement = true
	accepted := supplement
	accepted.Accepted = true
	answer := sub(4, "2021-12-20 09:00", 0)
	answer.Asked = true
	for _, tt := range []struct {
		name string
		subs []Submission
		want int // version; 0 = none
	}{
		{"none", nil, 0},
		{"newest on time", []Submission{sub(1, "2021-12-10 09:00", 0), sub(2, "2021-12-11 09:00", 0)}, 2},
		{"any order", []Submission{sub(2, "2021-12-11 09:00", 0), sub(1, "2021-12-10 09:00", 0)}, 2},
		{"a late one does not replace", []Submission{sub(1, "2021-12-10 09:00", 0), supplement}, 1},
		{"first late one", []Submission{supplement, sub(2, "2021-12-16 09:00", 2)}, 2},
		{"accepted supplement", []Submission{sub(1, "2021-12-10 09:00", 0), accepted}, 3},
		{"answer to a return", []Submission{sub(1, "2021-12-16 09:00", 2), supplement, answer}, 4},
	} {
		got := 0
		if i, ok := Official(tt.subs); ok {
			got = tt.subs[i].Version
		}
		if got != tt.want {
			t.Errorf("%s: version %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestComplete(t *testing.T) {
	p := plan2021()
	r, _ := p.Requirement("tongket")
	sealed := func(when string) *ScoreSheet { return &ScoreSheet{SealedAt: at(when)} }
	graced := sealed("2021-12-15 00:10")
	graced.Timing = Timing{Deadline: at("2021-12-15 00:00"), Grace: GracePress}
	answer := sub(2, "2021-12-20 09:00", 0)
	answer.Asked = true
	supplement := sub(2, "2021-12-20 09:00", 6)
	supplement.Supplement, supplement.Accepted = true, true
	lateAnswer := sub(2, "2021-12-22 09:00", 2)
	lateAnswer.Asked, lateAnswer.Accepted = true, true
	for _, tt := range []struct {
		name  string
		subs  []Submission
		sheet *ScoreSheet
		want  Completion
		ok    bool
	}{
		{"nothing", nil, nil, Completion{MissingParts: []Part{PartFiles, PartSheet}}, false},
		{"sheet missing", []Submission{sub(1, "2021-12-10 09:00", 0)}, nil, Completion{MissingParts: []Part{PartSheet}}, false},
		{"sheet a draft", []Submission{sub(1, "2021-12-10 09:00", 0)}, &ScoreSheet{}, Completion{MissingParts: []Part{PartSheet}}, false},
		{"report missing", nil, sealed("2021-12-10 09:00"), Completion{MissingParts: []Part{PartFiles}}, false},
		{"sheet later", []Submission{sub(1, "2021-12-10 09:00", 0)}, sealed("2021-12-12 10:00"), Completion{At: at("2021-12-12 10:00")}, true},
		{"report later", []Submission{sub(1, "2021-12-13 09:00", 0)}, sealed("2021-12-12 10:00"), Completion{At: at("2021-12-13 09:00")}, true},
		{"sheet late", []Submission{sub(1, "2021-12-13 09:00", 0)}, sealed("2021-12-16 10:00"), Completion{At: at("2021-12-16 10:00"), LateDays: 2}, true},
		{"sheet by grace", []Submission{sub(1, "2021-12-13 09:00", 0)}, graced, Completion{At: at("2021-12-15 00:10"), Grace: GracePress}, true},
		{"grace does not heal the other part", []Submission{sub(1, "2021-12-15 09:00", 1)}, graced, Completion{At: at("2021-12-15 09:00"), LateDays: 1}, true},
		{"answer in time does not heal", []Submission{sub(1, "2021-12-16 09:00", 2), answer}, sealed("2021-12-10 09:00"), Completion{At: at("2021-12-20 09:00"), LateDays: 2}, true},
		{"late answer counts from its own date", []Submission{sub(1, "2021-12-10 09:00", 0), lateAnswer}, sealed("2021-12-10 09:00"), Completion{At: at("2021-12-22 09:00"), LateDays: 2}, true},
		{"accepted supplement keeps the first", []Submission{sub(1, "2021-12-10 09:00", 0), supplement}, sealed("2021-12-10 08:00"), Completion{At: at("2021-12-10 09:00")}, true},
	} {
		got, ok := Complete(r, tt.subs, tt.sheet, p)
		if ok != tt.ok {
			t.Errorf("%s: complete %v", tt.name, ok)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestDuties(t *testing.T) {
	p := plan2021()
	type line struct {
		state           DutyState
		open, owes      bool
		left, late, num int
	}
	files := map[string]Draft{"tongket": {Attachments: []Attachment{{ID: "1"}}}}
	handed := map[string][]Submission{"tongket": {sub(1, "2021-12-10 09:00", 0)}}
	sealed := &ScoreSheet{Author: SelfScore, Entries: fullEntries(&p.Sheet)}
	if err := Seal(&p.Sheet, sealed, 1, at("2021-12-11 09:00")); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		f    Facts
		want line
	}{
		{"before opening", Facts{Now: at("2021-11-30 23:59")}, line{DutyNone, false, false, 14, 0, 0}},
		{"drafted before opening", Facts{Now: at("2021-11-30 23:59"), Drafts: files}, line{DutyDraft, false, false, 14, 0, 0}},
		{"opened", Facts{Now: at("2021-12-01 00:00")}, line{DutyNone, true, true, 13, 0, 0}},
		{"one answer", Facts{Now: at("2021-12-01 08:00"), Sheet: &ScoreSheet{Entries: map[string]Entry{"A2": {Value: 500}}}}, line{DutyDraft, true, true, 13, 0, 0}},
		{"half", Facts{Now: at("2021-12-14 08:00"), Submissions: handed}, line{DutyPartial, true, true, 0, 0, 11}},
		{"half and late", Facts{Now: at("2021-12-16 08:00"), Submissions: handed}, line{DutyPartial, true, true, -2, 2, 11}},
		{"done", Facts{Now: at("2021-12-20 08:00"), Submissions: handed, Sheet: sealed}, line{DutyHandedIn, true, false, -6, 0, 11}},
		{"extended", Facts{Now: at("2021-12-16 08:00"), Deadlines: map[string]time.Time{"tongket": at("2021-12-18 00:00")}}, line{DutyNone, true, true, 1, 0, 0}},
	} {
		d := Duties(p, "vks", tt.f)[1]
		got := line{d.State, d.Open, d.Owes(), d.DaysLeft, d.LateDays, d.Number}
		if got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
	d := Duties(p, "vks", Facts{Now: at("2021-12-14 08:00"), Submissions: handed})[1]
	if !d.OwesToday() || d.Overdue() || d.Questions != len(p.Sheet.Typed()) {
		t.Errorf("on the last day: %+v", d)
	}
	if got := d.Timeliness(); got != (Timeliness{Provisional: true}) {
		t.Errorf("provisional timeliness: %+v", got)
	}
	kehoach := Duties(p, "vks", Facts{Now: at("2021-03-01 08:00")})[2]
	if !kehoach.Owes() || kehoach.Overdue() || kehoach.OwesToday() {
		t.Errorf("a duty without a date: %+v", kehoach)
	}
	if got := Duties(p, "bnc", Facts{Now: at("2021-12-14 08:00")}); got != nil {
		t.Errorf("a unit that does not compete owes %v", got)
	}
	if got := Duties(p, "nobody", Facts{Now: at("2021-12-14 08:00")}); got != nil {
		t.Errorf("an unknown unit owes %v", got)
	}
}
