package campaign

import (
	"strings"
	"testing"
)

// The head's duty is reminded on the days of its ladder, done by a report, and
// no unit owes it, the head's own included (S70).
func TestHeadDuty(t *testing.T) {
	p := plan2021()
	r := Requirement{
		ID: "btdkt", Title: "Báo cáo Ban TĐKT tỉnh", Short: "Báo cáo Ban TĐKT",
		Window: Span{day("2020-12-01"), day("2021-05-31")}, Due: Due{Date: day("2021-07-20")},
	}
	p.HeadDuties = []Requirement{r}
	if problems := p.Check(); problems != nil {
		t.Fatal(problems)
	}
	for _, u := range p.Units {
		for _, d := range Duties(p, u.ID, Facts{Now: at("2021-07-20 08:00")}) {
			if d.Requirement.ID == r.ID {
				t.Errorf("%s owes the head's duty", u.ID)
			}
		}
	}
	rounds := map[string]bool{}
	for _, n := range Notices(p) {
		if n.Subject == r.ID {
			t.Errorf("the units are told of it: %s", n.Key)
		}
		if n.Kind == Round {
			rounds[n.Day.String()] = true
		}
	}
	for _, want := range []string{"2021-07-13", "2021-07-17", "2021-07-19", "2021-07-20", "2021-07-22"} {
		if !rounds[want] {
			t.Errorf("no round on %s", want)
		}
	}
	d := p.HeadDutyOn(r, nil, at("2021-07-19 08:00"))
	if s, ok := p.StepOf(d, day("2021-07-19")); !ok || s.Days != 1 {
		t.Errorf("the day before: %+v %v", s, ok)
	}
	done := p.HeadDutyOn(r, &HeadReport{Duty: r.ID, Number: "15/BC", Date: day("2021-07-21")}, at("2021-07-25 08:00"))
	if done.Owes() || done.LateDays != 1 {
		t.Errorf("done a day late: %+v", done)
	}
	if _, ok := p.StepOf(done, day("2021-07-22")); ok {
		t.Error("what is done is reminded of")
	}
	undated := r
	undated.Due = Due{}
	if _, ok := p.StepOf(p.HeadDutyOn(undated, nil, at("2021-07-19 08:00")), day("2021-07-19")); ok {
		t.Error("a duty without a date is reminded of")
	}
}

func TestCheckHeadDuties(t *testing.T) {
	p := plan2021()
	p.HeadDuties = []Requirement{{ID: "soket", Short: "x", Parts: []Part{PartFiles}, Units: []string{"ca"}}}
	var got []string
	for _, problem := range p.Check() {
		got = append(got, problem.Path)
	}
	if want := "head_duties[0].id head_duties[0].title head_duties[0].parts head_duties[0].units"; strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", strings.Join(got, " "), want)
	}
}
