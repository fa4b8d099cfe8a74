package campaign

import (
	"strings"
	"testing"
)

// TestPlanOn: a unit is a member on its last day and none on the next; it then
// owes nothing, and what it handed in stays.
func TestPlanOn(t *testing.T) {
	p := plan2021()
	last := Date{2021, 6, 30}
	u := p.Competing()[1]
	for i := range p.Units {
		if p.Units[i].ID == u.ID {
			p.Units[i].Until = last
		}
	}
	before, after := p.On(last), p.On(last.AddDays(1))
	if len(before.Competing()) != len(p.Competing()) || len(before.Ended()) != 0 {
		t.Error("the unit is no member on its last day")
	}
	if len(after.Competing()) != len(p.Competing())-1 || len(after.Ended()) != 1 || after.Ended()[0].ID != u.ID || len(after.Members()) != len(p.Units)-1 {
		t.Errorf("after its last day: %v compete, %v ended", after.Competing(), after.Ended())
	}
	if p.Units[1].Gone {
		t.Error("the plan itself was changed")
	}
	r := p.Requirements[0]
	at := last.AddDays(1).In(p.Location())
	none := Facts{Now: at}
	if got := Duties(&after, u.ID, none); len(got) != 0 {
		t.Errorf("it still has duties: %v", got)
	}
	some := Facts{
		Now: at, Submissions: map[string][]Submission{r.ID: {{Unit: u.ID, Requirement: r.ID, Version: 1, At: at.AddDate(0, 0, -10)}}},
		Reviews: map[string][]Review{r.ID: {{Unit: u.ID, Requirement: r.ID, Version: 1, State: ReviewReturned}}},
	}
	got := Duties(&after, u.ID, some)
	if len(got) != 1 || got[0].Version != 1 || got[0].OwesAnything() {
		t.Errorf("its record is %+v", got)
	}
	if s := Rank(&after, []Candidate{{Unit: after.Ended()[0], HasSheet: true}}); len(s) != 1 || s[0].Unranked != UnrankedEnded || s[0].Place != 0 {
		t.Errorf("it stands %+v", s)
	}
}

// TestMayRead: who acts for the unit that goes on reads what the merged one
// left, from the day after its last and not before.
func TestMayRead(t *testing.T) {
	p := plan2021()
	a, b, c := p.Units[0].ID, p.Units[1].ID, p.Units[2].ID
	p.Units[1].Until, p.Units[1].Into = Date{2021, 6, 30}, a
	roles := []Role{{Kind: Contact, Unit: a, Year: p.Year}}
	before, after := p.On(Date{2021, 6, 30}), p.On(Date{2021, 7, 1})
	if before.MayRead(roles, ActOpenFile, b) || !after.MayRead(roles, ActOpenFile, b) || after.MayRead(roles, ActOpenFile, c) {
		t.Error("reading of a merged unit's record is wrong")
	}
	if after.MayRead([]Role{{Kind: Contact, Unit: c, Year: p.Year}}, ActSeeOwn, b) {
		t.Error("a third unit may read it")
	}
	if got := after.MergedInto(a); len(got) != 1 || got[0].ID != b {
		t.Errorf("merged into it: %v", got)
	}
}

// TestEndingChecks: what a config may say about a unit's end.
func TestEndingChecks(t *testing.T) {
	day := Date{2021, 6, 30}
	for name, c := range map[string]struct {
		change func(p *Plan)
		want   string
	}{
		"dissolved":       {func(p *Plan) { p.Units[1].Until = day }, ""},
		"merged":          {func(p *Plan) { p.Units[1].Until, p.Units[1].Into = day, p.Units[2].ID }, ""},
		"no day":          {func(p *Plan) { p.Units[1].Into = p.Units[2].ID }, "without a last day"},
		"into itself":     {func(p *Plan) { p.Units[1].Until, p.Units[1].Into = day, p.Units[1].ID }, "the unit itself"},
		"into nobody":     {func(p *Plan) { p.Units[1].Until, p.Units[1].Into = day, "nobody" }, "no unit has the id"},
		"into one ending": {func(p *Plan) { p.Units[1].Until, p.Units[1].Into, p.Units[2].Until = day, p.Units[2].ID, day }, "ends itself"},
		"the head":        {func(p *Plan) { p.Units[1].Until = day; p.Head = p.Units[1].ID }, "is the head"},
		"another year":    {func(p *Plan) { p.Units[1].Until = Date{2031, 6, 30} }, "outside the year"},
	} {
		p := plan2021()
		if len(p.Check()) > 0 {
			t.Fatal(p.Check())
		}
		p.Units = append([]Unit(nil), p.Units...)
		p.Head, p.Deputy = p.Units[0].ID, p.Units[3].ID
		c.change(p)
		text := ""
		for _, problem := range p.Check() {
			text += problem.Want + "\n"
		}
		if c.want == "" && text != "" || !strings.Contains(text, c.want) {
			t.Errorf("%s: %q, want %q", name, text, c.want)
		}
	}
}

// TestEndedUnitIsNotGreeted: a traditional day after the unit's last is none of
// the timetable; one before it stays.
func TestEndedUnitIsNotGreeted(t *testing.T) {
	for until, want := range map[Date]int{{2021, 8, 18}: 0, {2021, 8, 19}: 1} {
		p := plan2021()
		p.Units = append([]Unit(nil), p.Units...)
		p.Units[1].Until, p.Units[1].Traditional = until, DayOfYear{Month: 8, Day: 19, Founded: 1945}
		n := 0
		for _, notice := range Notices(p) {
			if notice.Kind == TraditionalDay && notice.Subject == p.Units[1].ID {
				n++
			}
		}
		if n != want {
			t.Errorf("until %s it is greeted %d times, want %d", until, n, want)
		}
	}
}
