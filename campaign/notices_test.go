package campaign

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestTimetable2021(t *testing.T) {
	var got []string
	for _, n := range Notices(plan2021()) {
		got = append(got, n.At.In(hanoi).Format("2006-01-02 15:04 ")+n.Key)
	}
	want := []string{
		"2021-01-01 08:00 phase-open/dot1",
		"2021-01-05 08:00 traditional/bnc",
		"2021-02-03 08:00 occasion/2021-02-03/Ngày thành lập Đảng",
		"2021-04-30 08:00 occasion/2021-04-30/Ngày Giải phóng miền Nam",
		"2021-05-01 08:00 occasion/2021-05-01/Ngày Quốc tế Lao động",
		"2021-05-19 08:00 occasion/2021-05-19/Ngày sinh Chủ tịch Hồ Chí Minh",
		"2021-05-31 08:00 phase-close/dot1",
		"2021-06-01 08:00 open/soket",
		"2021-06-01 08:00 phase-open/dot2",
		"2021-06-07 08:00 round/2021-06-07",
		"2021-06-11 08:00 round/2021-06-11",
		"2021-06-13 08:00 round/2021-06-13",
		"2021-06-14 08:00 round/2021-06-14",
		"2021-06-15 08:00 deadline-passed/soket",
		"2021-06-16 08:00 round/2021-06-16",
		"2021-06-18 08:00 round/2021-06-18",
		"2021-06-20 08:00 round/2021-06-20",
		"2021-06-22 08:00 round/2021-06-22",
		"2021-06-24 08:00 round/2021-06-24",
		"2021-06-25 08:00 overdue-end/soket",
		"2021-07-01 08:00 conference-month/hn-soket",
		"2021-07-19 08:00 traditional/thads",
		"2021-07-26 08:00 traditional/vks",
		"2021-08-19 08:00 traditional/ca",
		"2021-08-28 08:00 traditional/stp",
		"2021-09-02 08:00 occasion/2021-09-02/Quốc khánh",
		"2021-09-13 08:00 traditional/tand",
		"2021-11-23 08:00 traditional/ttr",
		"2021-11-30 08:00 phase-close/dot2",
		"2021-12-01 08:00 open/tongket",
		"2021-12-07 08:00 round/2021-12-07",
		"2021-12-11 08:00 round/2021-12-11",
		"2021-12-13 08:00 round/2021-12-13",
		"2021-12-14 08:00 round/2021-12-14",
		"2021-12-15 08:00 deadline-passed/tongket",
		"2021-12-16 08:00 round/2021-12-16",
		"2021-12-18 08:00 round/2021-12-18",
		"2021-12-20 08:00 round/2021-12-20",
		"2021-12-22 08:00 round/2021-12-22",
		"2021-12-22 08:00 traditional/qs",
		"2021-12-24 08:00 round/2021-12-24",
		"2021-12-25 08:00 overdue-end/tongket",
		"2022-01-01 08:00 conference-month/hn-tongket",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFixedConference(t *testing.T) {
	p := plan2021()
	p.Conferences[0].Fixed = day("2021-07-20")
	var got []string
	for _, n := range Notices(p) {
		if n.Subject == "hn-soket" {
			got = append(got, string(n.Kind)+" "+n.Key+" "+n.Day.String())
		}
	}
	want := []string{
		"conference-day conference-day/hn-soket/2021-07-17 2021-07-17",
		"conference-day conference-day/hn-soket/2021-07-20 2021-07-20",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestExpiry(t *testing.T) {
	want := map[string]string{
		"phase-open/dot1": "2021-01-08", "phase-close/dot1": "2021-06-01", "open/soket": "2021-06-08",
		"round/2021-06-14": "2021-06-15", "deadline-passed/soket": "2021-06-29",
	}
	for _, n := range Notices(plan2021()) {
		if day, ok := want[n.Key]; ok && !n.ExpiresAt.Equal(at(day+" 00:00")) {
			t.Errorf("%s expires %s, want %s", n.Key, n.ExpiresAt, day)
		}
	}
}

// No step of the ladder falls before the opening day.
func TestLadderStartsWithTheOpening(t *testing.T) {
	p := plan2021()
	p.Requirements[0].Opens = day("2021-06-10")
	keys := map[string]bool{}
	for _, n := range Notices(p) {
		keys[n.Key] = true
	}
	if keys["round/2021-06-07"] || !keys["round/2021-06-11"] {
		t.Errorf("rounds: %v", keys)
	}
}

func TestStepOn(t *testing.T) {
	p := plan2021()
	last := day("2021-06-14")
	for in, want := range map[string]Step{
		"2021-06-06": {}, "2021-06-07": {StepBefore, 7, 0}, "2021-06-08": {}, "2021-06-11": {StepBefore, 3, 0},
		"2021-06-13": {StepBefore, 1, 0}, "2021-06-14": {StepLastDay, 0, 0}, "2021-06-15": {},
		"2021-06-16": {StepOverdue, 2, 1}, "2021-06-24": {StepOverdue, 10, 5}, "2021-06-26": {},
	} {
		got, ok := p.StepOn(last, day(in))
		if got != want || ok != (want != Step{}) {
			t.Errorf("%s: %+v, %v", in, got, ok)
		}
	}
	if _, ok := p.StepOn(Date{}, last); ok {
		t.Error("a duty without a date has a step")
	}
	p.Rules.OverdueEvery = 0
	if _, ok := p.StepOn(last, day("2021-06-16")); ok {
		t.Error("overdue reminders are switched off")
	}
	d := Duty{Open: true, State: DutyNone, LastDay: last}
	if _, ok := p.StepOf(d, last); !ok {
		t.Error("something owed has no step")
	}
	d.State = DutyHandedIn
	if _, ok := p.StepOf(d, last); ok {
		t.Error("something handed in is reminded of")
	}
}

func TestQuiet(t *testing.T) {
	p := plan2021()
	for _, tt := range []struct {
		at   string
		owes bool
		next string // "" = not quiet
	}{
		{"2021-06-14 07:00", false, ""},
		{"2021-06-14 06:59:59", false, "2021-06-14 07:00"},
		{"2021-06-14 19:59:59", false, ""},
		{"2021-06-14 20:00", false, "2021-06-15 07:00"},
		{"2021-06-14 20:00", true, ""},
		{"2021-06-14 21:59:59", true, ""},
		{"2021-06-14 22:00", true, "2021-06-15 07:00"},
		{"2021-06-14 00:30", true, "2021-06-14 07:00"},
		{"2021-12-31 23:00", false, "2022-01-01 07:00"},
	} {
		when := at(tt.at)
		if got := p.Quiet(when.UTC(), tt.owes); got != (tt.next != "") {
			t.Errorf("%s owes %v: quiet %v", tt.at, tt.owes, got)
		}
		want := when
		if tt.next != "" {
			want = at(tt.next)
		}
		if got := p.NextLoud(when.UTC(), tt.owes); !got.Equal(want) {
			t.Errorf("%s owes %v: next loud %s", tt.at, tt.owes, got)
		}
	}
	p.Rules.QuietFrom, p.Rules.QuietTo = 12*60, 13*60
	if !p.Quiet(at("2021-06-14 12:30"), true) || p.Quiet(at("2021-06-14 13:00"), false) {
		t.Error("quiet hours within a day")
	}
	p.Rules.QuietFrom = 13 * 60
	if p.Quiet(at("2021-06-14 13:00"), false) {
		t.Error("equal ends are no quiet hours")
	}
}

func TestNoticesHoldTheirPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := plan2021()
		minute := func(name string) TimeOfDay { return TimeOfDay(rapid.IntRange(0, 1439).Draw(t, name)) }
		p.Rules.At, p.Rules.QuietFrom, p.Rules.QuietTo = minute("at"), minute("from"), minute("to")
		p.Rules.LastDayQuiet = minute("last day")
		p.Rules.Before = rapid.SliceOfN(rapid.IntRange(0, 30), 0, 5).Draw(t, "before")
		p.Rules.OverdueEvery = rapid.IntRange(0, 4).Draw(t, "every")
		p.Rules.OverdueMax = rapid.IntRange(0, 6).Draw(t, "max")
		for i := range p.Requirements {
			r := &p.Requirements[i]
			r.Due.Date = day("2021-01-10").AddDays(rapid.IntRange(0, 400).Draw(t, "due"))
			r.Due.IfHoliday = rapid.SampledFrom([]IfHoliday{KeepDay, NextDay, BeforeDay}).Draw(t, "rule")
		}
		notices := Notices(p)
		seen := map[string]bool{}
		for _, n := range notices {
			switch {
			case p.Quiet(n.At, false):
				t.Fatalf("%s lies in quiet hours: %s", n.Key, n.At)
			case !n.ExpiresAt.After(n.At):
				t.Fatalf("%s at %s expires at %s", n.Key, n.At, n.ExpiresAt)
			case seen[n.Key]:
				t.Fatalf("%s comes twice", n.Key)
			case n.At.Before(n.Day.In(hanoi)):
				t.Fatalf("%s is told before its day", n.Key)
			}
			seen[n.Key] = true
		}
		if !slices.IsSortedFunc(notices, func(a, b Notice) int { return a.At.Compare(b.At) }) {
			t.Fatal("not in order")
		}
		if diff := cmp.Diff(notices, Notices(p)); diff != "" {
			t.Fatalf("the same plan has another timetable: %s", diff)
		}
	})
}

// Every rung of the ladder has its round, and every round a rung.
func TestRoundsMatchSteps(t *testing.T) {
	p := plan2021()
	rounds := map[Date]bool{}
	for _, n := range Notices(p) {
		if n.Kind == Round {
			rounds[n.Day] = true
		}
	}
	for d := day("2021-01-01"); d.Before(day("2022-02-01")); d = d.AddDays(1) {
		step := false
		for _, r := range p.Requirements {
			last, _ := p.LastDay(r)
			_, on := p.StepOn(last, d)
			step = step || on
		}
		if step != rounds[d] {
			t.Errorf("%s: step %v, round %v", d, step, rounds[d])
		}
	}
}

func TestCalendar(t *testing.T) {
	p := plan2021()
	for in, want := range map[string]string{
		"2020-12-31": "", "2021-01-01": "dot1", "2021-05-31": "dot1", "2021-06-01": "dot2", "2021-11-30": "dot2", "2021-12-01": "",
	} {
		if f, ok := p.PhaseAt(day(in)); f.ID != want || ok != (want != "") {
			t.Errorf("%s: phase %q, %v", in, f.ID, ok)
		}
	}
	for name, want := range map[string]int{"Ngày thành lập Đảng": 91, "Ngày sinh Chủ tịch Hồ Chí Minh": 131, "Ngày Quốc tế Lao động": 0} {
		for _, o := range p.Phases[0].Occasions {
			if got, ok := o.Ordinal(2021); o.Name == name && (got != want || ok != (want != 0)) {
				t.Errorf("%s: %d, %v", name, got, ok)
			}
		}
	}
	if got := p.OccasionsOn(day("2021-09-02")); len(got) != 1 || got[0].Name != "Quốc khánh" {
		t.Errorf("2 September: %v", got)
	}
	if got := p.OccasionsOn(day("2021-12-02")); got != nil {
		t.Errorf("outside the phases: %v", got)
	}
	leap := DayOfYear{Month: time.February, Day: 29}
	if _, ok := leap.In(2021); ok {
		t.Error("29 February 2021")
	}
	if d, ok := leap.In(2024); !ok || d != day("2024-02-29") {
		t.Error("29 February 2024 is missing")
	}
}
