package campaign

import "testing"

// TestLaunchFollows: duties, ladder and timetable treat what a launch asks for
// like any other requirement, for those who take part.
func TestLaunchFollows(t *testing.T) {
	p := plan2021()
	id := p.FreeID()
	l := Launch{
		Movement: Movement{ID: id, Name: "Thi đua cao điểm", Span: Span{day("2021-07-01"), day("2021-09-30")}, Units: []string{"vks", "stp"}},
		Requirement: &Requirement{
			ID: id, Title: "Báo cáo kết quả", Short: "Báo cáo kết quả", Parts: []Part{PartFiles},
			Due: Due{Date: day("2021-10-05"), Strict: true}, Opens: day("2021-07-01"), Units: []string{"vks", "stp"},
		},
	}
	if !p.Begin(l) || p.Begin(l) {
		t.Fatal("begun not at all, or twice")
	}
	if p.FreeID() == id {
		t.Error("the id is given again")
	}
	owes := func(unit string) bool {
		for _, d := range Duties(p, unit, Facts{Now: at("2021-09-01 09:00")}) {
			if d.Requirement.ID == id && d.Owes() && d.LastDay == day("2021-10-04") {
				return true
			}
		}
		return false
	}
	if !owes("vks") || owes("tand") {
		t.Error("who owes it")
	}
	keys := map[string]bool{}
	for _, n := range Notices(p) {
		keys[n.Key] = true
	}
	for _, want := range []string{"movement-close/" + id, "open/" + id, "round/2021-10-04", "deadline-passed/" + id} {
		if !keys[want] {
			t.Errorf("no %s", want)
		}
	}
	l.Movement.ID, l.Requirement, l.Movement.Units = "x", nil, []string{"nobody"}
	if p.Begin(l) {
		t.Error("a unit nobody knows takes part")
	}
}
