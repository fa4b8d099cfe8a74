package campaign

import (
	"slices"
	"testing"
)

func TestCalendarOfUnit(t *testing.T) {
	p := plan2021()
	p.Movements = append(p.Movements, Movement{ID: "cd1", Name: "Chuyên đề", Span: Span{day("2021-08-01"), day("2021-08-31")}, Units: []string{"stp"}})
	p.Requirements = append(p.Requirements, Requirement{ID: "cd1", Due: Due{Date: day("2021-08-31")}, Units: []string{"stp"}})
	if len(p.Conferences) > 0 {
		p.Conferences[0].Fixed = day("2021-07-20")
	}
	p.Extend(Extension{Unit: "vks", Requirement: "soket", Days: 4, Until: day("2021-06-18")})
	days := func(unit string) map[string]Date {
		out := map[string]Date{}
		list := p.Calendar(unit)
		if !slices.IsSortedFunc(list, func(a, b Dated) int { return a.Day.Compare(b.Day) }) {
			t.Errorf("%q: not by day", unit)
		}
		for _, d := range list {
			if _, twice := out[d.Key]; twice {
				t.Errorf("%q: %s stands twice", unit, d.Key)
			}
			out[d.Key] = d.Day
		}
		return out
	}
	for _, c := range []struct{ unit, key, want string }{
		{"vks", "deadline.soket.vks", "2021-06-18"},
		{"stp", "deadline.soket.stp", "2021-06-14"},
		{"", "deadline.soket", "2021-06-14"},
		{"stp", "opens.soket", "2021-06-01"},
		{"stp", "movement-open.cd1", "2021-08-01"},
		{"stp", "deadline.cd1.stp", "2021-08-31"},
		{"", "movement-close.cd1", "2021-08-31"},
		{"", "traditional.ca", "2021-08-19"},
	} {
		if got := days(c.unit)[c.key]; got != day(c.want) {
			t.Errorf("%q %s is on %v, not %s", c.unit, c.key, got, c.want)
		}
	}
	for _, key := range []string{"movement-open.cd1", "deadline.cd1.vks", "deadline.soket", "deadline.soket.stp"} {
		if on, there := days("vks")[key]; there {
			t.Errorf("another's %s stands on %v", key, on)
		}
	}
	for _, u := range p.Units {
		if _, owes := days(u.ID)["deadline.soket."+u.ID]; owes == (u.Status == NonCompeting) {
			t.Errorf("%s (%s): owes the report: %v", u.ID, u.Status, owes)
		}
	}
}
