package campaign

import (
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDifferences(t *testing.T) {
	if d := Differences(plan2021(), plan2021()); len(d) != 0 {
		t.Errorf("equal plans differ: %v", d)
	}
	requirement := func(p *Plan, id string) *Requirement {
		i := slices.IndexFunc(p.Requirements, func(r Requirement) bool { return r.ID == id })
		return &p.Requirements[i]
	}
	for name, c := range map[string]struct {
		change func(*Plan)
		want   []DifferenceKind
	}{
		"a later date":        {func(p *Plan) { requirement(p, "soket").Due.Date = day("2021-06-20") }, []DifferenceKind{DiffDeadline}},
		"strict no more":      {func(p *Plan) { requirement(p, "soket").Due.Strict = false }, []DifferenceKind{DiffDeadline}},
		"a rule that changes": {func(p *Plan) { requirement(p, "soket").Due.IfHoliday = NextDay }, nil},
		"another window":      {func(p *Plan) { requirement(p, "soket").Window.From = day("2021-01-01") }, []DifferenceKind{DiffWindow}},
		"signed by the head":  {func(p *Plan) { requirement(p, "soket").Title = "Khác" }, []DifferenceKind{DiffParts}},
		"a new requirement":   {func(p *Plan) { p.Requirements = append(p.Requirements, Requirement{ID: "x", Title: "X"}) }, []DifferenceKind{DiffRequirement}},
		"one that is gone":    {func(p *Plan) { p.Requirements = p.Requirements[:len(p.Requirements)-1] }, []DifferenceKind{DiffDropped}},
		"a longer phase":      {func(p *Plan) { p.Phases[0].Span.To = day("2021-06-05") }, []DifferenceKind{DiffPhase}},
		"a unit renamed":      {func(p *Plan) { p.Units[0].Name = "Tên mới" }, []DifferenceKind{DiffUnitName}},
		"a unit that ends":    {func(p *Plan) { p.Units[1].Until = day("2021-08-31") }, []DifferenceKind{DiffUnitEnds}},
		"a new unit":          {func(p *Plan) { p.Units = append(p.Units, Unit{ID: "moi", Name: "Mới"}) }, []DifferenceKind{DiffUnitNew}},
		"a unit that is gone": {func(p *Plan) { p.Units = p.Units[:len(p.Units)-1] }, []DifferenceKind{DiffUnitGone}},
		"another head":        {func(p *Plan) { p.Head, p.Deputy = p.Deputy, p.Head }, []DifferenceKind{DiffHead, DiffDeputy}},
		"a criterion":         {func(p *Plan) { p.Sheet.Criteria[0].Max++ }, []DifferenceKind{DiffCriterion}},
		"a version":           {func(p *Plan) { p.Sheet.Version = "2" }, []DifferenceKind{DiffSheet}},
		"an hour":             {func(p *Plan) { p.Rules.At++ }, []DifferenceKind{DiffRule}},
		"a holiday":           {func(p *Plan) { p.Holidays = append(p.Holidays, Holiday{Name: "x", Day: day("2021-09-03")}) }, []DifferenceKind{DiffHolidayNew}},
		"a traditional day":   {func(p *Plan) { p.Units[0].Traditional.Day++ }, []DifferenceKind{DiffOther}},
		"the signer":          {func(p *Plan) { p.Document.Signer = "Khác" }, []DifferenceKind{DiffOther}},
	} {
		now := plan2021()
		now.Phases, now.Units, now.Sheet.Criteria = slices.Clone(now.Phases), slices.Clone(now.Units), slices.Clone(now.Sheet.Criteria)
		c.change(now)
		var got []DifferenceKind
		for _, d := range Differences(plan2021(), now) {
			got = append(got, d.Kind)
		}
		if c.want == nil { // what does not show must still be told somehow
			if len(got) == 0 {
				t.Errorf("%s: nothing is told", name)
			}
			continue
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestEveryFieldOfThePlanIsTold: whatever field of a plan changes, something is
// told; a field added to Plan is covered without a thought.
func TestEveryFieldOfThePlanIsTold(t *testing.T) {
	for i := range reflect.TypeFor[Plan]().NumField() {
		field := reflect.TypeFor[Plan]().Field(i)
		if field.Name == "Revision" {
			continue
		}
		now := plan2021()
		v := reflect.ValueOf(now).Elem().Field(i)
		if v.IsZero() {
			switch v.Kind() {
			case reflect.Slice:
				v.Set(reflect.MakeSlice(v.Type(), 1, 1))
			case reflect.String:
				v.SetString("x")
			default:
				continue // structures of rules: their own fields are compared whole
			}
		} else {
			v.SetZero()
		}
		if len(Differences(plan2021(), now)) == 0 {
			t.Errorf("a change of %s is told to nobody", field.Name)
		}
	}
}
