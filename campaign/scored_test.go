package campaign

import (
	"reflect"
	"testing"
)

// TestSightOf: who sees what of the standings in every state, written down a
// second time.
func TestSightOf(t *testing.T) {
	const o, a, p, n = SightOwn, SightAll, SightPublished, SightNone
	for name, c := range map[string]struct {
		roles                          []Role
		before, published, reopenedNow Sight
	}{
		"nobody":              {nil, n, n, n},
		"contact":             {[]Role{{Kind: Contact, Unit: "vks", Year: 2021}}, o, p, p},
		"unit head":           {[]Role{{Kind: UnitHead, Unit: "vks", Year: 2021}}, o, p, p},
		"secretary":           {[]Role{{Kind: Secretary, Unit: "ca", Year: 2021}}, a, p, a},
		"leader":              {[]Role{{Kind: Leader, Unit: "ca", Year: 2021}}, a, p, a},
		"observer":            {[]Role{{Kind: Observer, Year: 2021}}, n, p, p},
		"admin":               {[]Role{{Kind: Admin, Year: 2021}}, n, n, n},
		"admin and contact":   {[]Role{{Kind: Admin, Year: 2019}, {Kind: Contact, Unit: "vks", Year: 2021}}, o, p, p},
		"leader of last year": {[]Role{{Kind: Leader, Unit: "ca", Year: 2020}}, n, n, n},
	} {
		got := [3]Sight{SightOf(c.roles, 2021, false, false), SightOf(c.roles, 2021, true, false), SightOf(c.roles, 2021, true, true)}
		if want := [3]Sight{c.before, c.published, c.reopenedNow}; got != want {
			t.Errorf("%s sees %q, want %q", name, got, want)
		}
	}
}

func TestBasis(t *testing.T) {
	line := func(s Stage) Scored { return Scored{Stage: s} }
	for _, c := range []struct {
		lines []Scored
		basis Basis
		mixed bool
	}{
		{nil, Basis{}, false},
		{[]Scored{line(StageSelf), line(StageNone)}, Basis{StageSelf: 1}, false},
		{[]Scored{line(StageAppraised), line(StageFinal)}, Basis{StageAppraised: 1, StageFinal: 1}, false},
		{[]Scored{line(StageSelf), line(StageFinal), line(StageSelf)}, Basis{StageSelf: 2, StageFinal: 1}, true},
	} {
		if b := BasisOf(c.lines); !reflect.DeepEqual(b, c.basis) || b.Mixed() != c.mixed {
			t.Errorf("%+v: %v, mixed %v", c.lines, b, b.Mixed())
		}
	}
}

func TestClassOf(t *testing.T) {
	p := &Plan{Classes: []Class{{"hoàn thành", Whole(70)}, {"xuất sắc", Whole(90)}, {"tốt", Whole(80)}}}
	for total, want := range map[Points]string{0: "", 6999: "", 7000: "hoàn thành", 7999: "hoàn thành", 8000: "tốt", 8999: "tốt", 9000: "xuất sắc", 10500: "xuất sắc"} {
		if got := p.ClassOf(total); got != want {
			t.Errorf("%s points are %q, want %q", total, got, want)
		}
	}
	if got := (&Plan{}).ClassOf(9500); got != "" {
		t.Errorf("without classes: %q", got)
	}
}
