package campaign

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestDeadlinesOfThePlan(t *testing.T) {
	p := plan2021()
	for id, want := range map[string]struct{ last, opens, deadline string }{
		"soket":   {"2021-06-14", "2021-06-01", "2021-06-15T00:00:00+07:00"},
		"tongket": {"2021-12-14", "2021-12-01", "2021-12-15T00:00:00+07:00"},
		"kehoach": {},
	} {
		r, _ := p.Requirement(id)
		last, ok := p.LastDay(r)
		if last.String() != want.last || ok != (want.last != "") {
			t.Errorf("%s: last day %s, %v", id, last, ok)
		}
		if got := p.Opens(r).String(); got != want.opens {
			t.Errorf("%s opens %s, want %s", id, got, want.opens)
		}
		got := ""
		if d := p.Deadline(r); !d.IsZero() {
			got = d.Format(time.RFC3339)
		}
		if got != want.deadline {
			t.Errorf("%s: deadline %s, want %s", id, got, want.deadline)
		}
	}
	own := Requirement{Opens: day("2021-03-01"), Window: Span{day("2020-12-01"), day("2021-05-31")}}
	if got := p.Opens(own); got != day("2021-03-01") {
		t.Errorf("an own opening day is ignored: %s", got)
	}
}

func TestLastDayOnHolidays(t *testing.T) {
	p := plan2021() // 2 and 3 September 2021 are Thursday and Friday, both off
	for _, tt := range []struct {
		due    string
		strict bool
		rule   IfHoliday
		want   string
	}{
		{"2021-06-15", false, KeepDay, "2021-06-15"},
		{"2021-06-13", false, KeepDay, "2021-06-13"},
		{"2021-06-13", false, "", "2021-06-13"},
		{"2021-06-13", false, NextDay, "2021-06-14"},
		{"2021-06-13", false, BeforeDay, "2021-06-11"},
		{"2021-06-14", true, NextDay, "2021-06-14"}, // the last on-time day moves, not the printed one
		{"2021-06-14", true, BeforeDay, "2021-06-11"},
		{"2021-09-02", false, NextDay, "2021-09-06"},
		{"2021-09-05", false, BeforeDay, "2021-09-01"},
		{"2021-01-01", true, KeepDay, "2020-12-31"},
	} {
		r := Requirement{Due: Due{Date: day(tt.due), Strict: tt.strict, IfHoliday: tt.rule}}
		if got, _ := p.LastDay(r); got.String() != tt.want {
			t.Errorf("%+v: last day %s", tt, got)
		}
	}
}

func TestJudge(t *testing.T) {
	p := plan2021()
	r, _ := p.Requirement("soket")
	content := at("2021-06-14 23:50")
	for _, tt := range []struct {
		name  string
		h     HandIn
		late  int
		grace Grace
	}{
		{"typed in time", HandIn{At: at("2021-06-14 23:59:59"), ContentAt: content}, 0, ""},
		{"typed at midnight", HandIn{At: at("2021-06-15 00:00"), ContentAt: content}, 1, ""},
		{"pressed in time", HandIn{At: at("2021-06-14 23:59:59"), ContentAt: content, Pressed: true}, 0, ""},
		{"pressed within the hour", HandIn{At: at("2021-06-15 00:20"), ContentAt: content, Pressed: true}, 0, GracePress},
		{"pressed as the hour ends", HandIn{At: at("2021-06-15 01:00"), ContentAt: content, Pressed: true}, 0, GracePress},
		{"pressed after the hour", HandIn{At: at("2021-06-15 01:00:01"), ContentAt: content, Pressed: true}, 1, ""},
		{"content too late", HandIn{At: at("2021-06-15 00:20"), ContentAt: at("2021-06-15 00:00"), Pressed: true}, 1, ""},
		{"content unknown", HandIn{At: at("2021-06-15 00:20"), Pressed: true}, 1, ""},
		{"after an outage", HandIn{At: at("2021-06-15 06:30"), ContentAt: content, Pressed: true, ResumedAt: at("2021-06-15 05:00")}, 0, GraceOutage},
		{"typed after an outage", HandIn{At: at("2021-06-15 06:30"), ContentAt: content, ResumedAt: at("2021-06-15 05:00")}, 0, GraceOutage},
		{"outage of days", HandIn{At: at("2021-06-18 09:00"), ContentAt: content, Pressed: true, ResumedAt: at("2021-06-18 07:00")}, 0, GraceOutage},
		{"long after an outage", HandIn{At: at("2021-06-15 07:01"), ContentAt: content, Pressed: true, ResumedAt: at("2021-06-15 05:00")}, 1, ""},
		{"outage over before the deadline", HandIn{At: at("2021-06-15 01:10"), ContentAt: content, Pressed: true, ResumedAt: at("2021-06-14 23:55")}, 1, ""},
		{"both graces", HandIn{At: at("2021-06-15 00:20"), ContentAt: content, Pressed: true, ResumedAt: at("2021-06-15 00:10")}, 0, GracePress},
		{"third day", HandIn{At: at("2021-06-17 00:00"), ContentAt: content}, 3, ""},
	} {
		want := Timing{Deadline: at("2021-06-15 00:00"), LateDays: tt.late, Grace: tt.grace}
		if diff := cmp.Diff(want, p.Judge(r, tt.h)); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
	undated, _ := p.Requirement("kehoach")
	if got := p.Judge(undated, HandIn{At: at("2021-12-31 10:00")}); got != (Timing{}) {
		t.Errorf("without a date: %+v", got)
	}
}

func TestLateDays(t *testing.T) {
	p := plan2021()
	deadline := at("2021-06-15 00:00")
	for in, want := range map[string]int{
		"2021-06-14 23:59:59": 0, "2021-06-15 00:00": 1, "2021-06-15 23:59:59": 1, "2021-06-16 00:00": 2, "2022-06-15 00:00": 366,
	} {
		if got := p.LateDays(deadline.UTC(), at(in).UTC()); got != want {
			t.Errorf("%s: %d late days, want %d", in, got, want)
		}
	}
	if got := p.LateDays(at("2021-06-18 17:00"), at("2021-06-18 18:00")); got != 1 {
		t.Errorf("an hour after an afternoon deadline: %d", got)
	}
}

func TestLateDaysGrow(t *testing.T) {
	p := plan2021()
	rapid.Check(t, func(t *rapid.T) {
		p.Zone = rapid.SampledFrom([]string{"Asia/Ho_Chi_Minh", "UTC", "America/New_York", "Pacific/Apia"}).Draw(t, "zone")
		due := DateOf(time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "due"), 0).UTC())
		deadline := p.Deadline(Requirement{Due: Due{Date: due}})
		a := deadline.Add(time.Duration(rapid.Int64Range(-1e6, 1e7).Draw(t, "a")) * time.Second)
		b := a.Add(time.Duration(rapid.Int64Range(0, 1e6).Draw(t, "b")) * time.Second)
		la, lb := p.LateDays(deadline, a), p.LateDays(deadline, b)
		if la > lb {
			t.Fatalf("%s is %d days late, the later %s %d", a, la, b, lb)
		}
		if (la == 0) != a.Before(deadline) {
			t.Fatalf("%s against %s: %d", a, deadline, la)
		}
	})
}
