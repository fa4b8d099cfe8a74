package campaign

import (
	"strings"
	"testing"
)

// TestDueInWorkingDays: days counted from a day or a conference skip weekends and
// days off, forwards and backwards; a conference nobody fixed gives no date.
func TestDueInWorkingDays(t *testing.T) {
	p := plan2021()
	p.Holidays = []Holiday{{Name: "Giải phóng miền Nam", Day: Date{2021, 4, 30}}, {Name: "Nghỉ bù", Day: Date{2021, 5, 3}}}
	p.Conferences = []Conference{{ID: "hn", Title: "Hội nghị", Month: Date{2021, 7, 1}}}
	for _, c := range []struct {
		name string
		due  Due
		want Date
	}{
		{"after, over a long weekend", Due{Date: Date{2021, 4, 29}, WorkingDays: 2}, Date{2021, 5, 5}},
		{"before, over the same", Due{Date: Date{2021, 5, 4}, WorkingDays: -1}, Date{2021, 4, 29}},
		{"none", Due{Date: Date{2021, 5, 1}}, Date{2021, 5, 1}},
		{"from a conference not fixed", Due{Conference: "hn", WorkingDays: 3}, Date{}},
	} {
		got, ok := p.LastDay(Requirement{Due: c.due})
		if got != c.want || ok == c.want.IsZero() {
			t.Errorf("%s: %s %v, want %s", c.name, got, ok, c.want)
		}
	}
	p.Conferences[0].Fixed = Date{2021, 7, 9} // a Friday
	for n, want := range map[int]Date{0: {2021, 7, 9}, 3: {2021, 7, 14}, -5: {2021, 7, 2}} {
		if got, _ := p.LastDay(Requirement{Due: Due{Conference: "hn", WorkingDays: n}}); got != want {
			t.Errorf("%d working days from the conference: %s, want %s", n, got, want)
		}
	}
}

func TestCheckWorkingDays(t *testing.T) {
	for name, c := range map[string]struct {
		due  Due
		want string
	}{
		"strict":          {Due{Date: Date{2021, 7, 1}, WorkingDays: 5, Strict: true}, "leave strict out"},
		"from nothing":    {Due{WorkingDays: 5}, "counts from no day"},
		"too many":        {Due{Date: Date{2021, 7, 1}, WorkingDays: 61}, "use -60 to 60"},
		"unknown":         {Due{Conference: "khong-co", WorkingDays: 5}, "no conference has the id"},
		"two beginnings":  {Due{Conference: "hn-soket", Date: Date{2021, 7, 1}}, "leave one of them out"},
		"all as it may":   {Due{Date: Date{2021, 7, 1}, WorkingDays: 5}, ""},
		"from conference": {Due{Conference: "hn-soket", WorkingDays: 5}, ""},
	} {
		p := plan2021()
		p.Conferences = []Conference{{ID: "hn-soket", Title: "Hội nghị", Month: Date{2021, 7, 1}}}
		p.Requirements[1].Due = c.due
		p.Requirements[1].Window = Span{}
		said := ""
		for _, m := range p.Check() {
			said += m.Want + "\n"
		}
		if c.want == "" && said != "" || !strings.Contains(said, c.want) {
			t.Errorf("%s: %q, want %q", name, said, c.want)
		}
	}
}
