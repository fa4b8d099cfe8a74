package campaign

import "testing"

func TestEscalation(t *testing.T) {
	p := &Plan{Rules: NoticeRules{DeputyFrom: 1, HeadFrom: 2}}
	main, deputy, head := Role{Kind: Contact}, Role{Kind: Contact, Deputy: true}, Role{Kind: UnitHead}
	for name, c := range map[string]struct {
		role Role
		step Step
		away Away
		want bool
	}{
		"main, a week before":        {main, Step{Kind: StepBefore, Days: 7}, AwayNone, true},
		"main, overdue":              {main, Step{Kind: StepOverdue, Days: 2, Nth: 1}, AwayNone, true},
		"deputy, three days before":  {deputy, Step{Kind: StepBefore, Days: 3}, AwayNone, false},
		"deputy, main contact away":  {deputy, Step{Kind: StepBefore, Days: 3}, AwayMain, true},
		"deputy, the day before":     {deputy, Step{Kind: StepBefore, Days: 1}, AwayNone, true},
		"deputy, last day":           {deputy, Step{Kind: StepLastDay}, AwayNone, true},
		"deputy, overdue":            {deputy, Step{Kind: StepOverdue, Days: 2, Nth: 1}, AwayNone, true},
		"head, last day":             {head, Step{Kind: StepLastDay}, AwayMain, false},
		"head, first overdue of two": {head, Step{Kind: StepOverdue, Days: 2, Nth: 1}, AwayMain, false},
		"head, second overdue":       {head, Step{Kind: StepOverdue, Days: 4, Nth: 2}, AwayNone, true},
		"head, nobody else there":    {head, Step{Kind: StepBefore, Days: 7}, AwayAll, true},
		"observer":                   {Role{Kind: Observer}, Step{Kind: StepOverdue, Nth: 5}, AwayMain, false},
	} {
		if got := p.Hears(c.role, c.step, c.away); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	p.Rules.HeadFrom = 0
	if p.Hears(head, Step{Kind: StepOverdue, Days: 10, Nth: 5}, AwayAll) {
		t.Error("0 means never")
	}
}
