package campaign

import (
	"strings"
	"testing"
	"time"
)

func TestThePlanIsGood(t *testing.T) {
	if got := plan2021().Check(); got != nil {
		t.Errorf("problems in the real plan: %v", got)
	}
}

func TestCheck(t *testing.T) {
	for _, tt := range []struct {
		path, says string
		spoil      func(*Plan)
	}{
		{"campaign", "is empty", func(p *Plan) { p.Campaign = "" }},
		{"campaign", "cannot be an id", func(p *Plan) { p.Campaign = "Nội chính" }},
		{"year", "four digits", func(p *Plan) { p.Year = 21 }},
		{"bloc", "is empty", func(p *Plan) { p.Bloc = " " }},
		{"zone", "Asia/Ho_Chi_Minh", func(p *Plan) { p.Zone = "Asia/Hanoi" }},
		{"zone", "depends on the machine", func(p *Plan) { p.Zone = "" }},
		{"document.arrived", "bears", func(p *Plan) { p.Document.Arrived = day("2021-02-24") }},
		{"head", `"cat" is not the id of a unit`, func(p *Plan) { p.Head = "cat" }},
		{"head", "is not the id of a unit", func(p *Plan) { p.Head = "" }},
		{"deputy", "nobody may appraise", func(p *Plan) { p.Deputy = "" }},
		{"deputy", "nobody appraises the own unit", func(p *Plan) { p.Deputy = "ca" }},
		{"deputy", "is not the id of a unit", func(p *Plan) { p.Deputy = "x" }},
		{"units[2].id", "already the id of units[0]", func(p *Plan) { p.Units[2].ID = "ca" }},
		{"units[2].id", "is empty", func(p *Plan) { p.Units[2].ID = "" }},
		{"units[2].id", "cannot be an id", func(p *Plan) { p.Units[2].ID = "VKS" }},
		{"units[2].id", "cannot be an id", func(p *Plan) { p.Units[2].ID = strings.Repeat("v", 21) }},
		{"units[2].id", "person's number", func(p *Plan) { p.Units[2].ID = "0912345678" }},
		{"units[2].name", "is empty", func(p *Plan) { p.Units[2].Name = "" }},
		{"units[2].status", "unknown", func(p *Plan) { p.Units[2].Status = "guest" }},
		{"units[2].traditional", "does not exist", func(p *Plan) { p.Units[2].Traditional = DayOfYear{time.April, 31, 1960} }},
		{"units[2].traditional.founded", "does not lie before", func(p *Plan) { p.Units[2].Traditional.Founded = 2021 }},
		{"units", "no unit competes", func(p *Plan) {
			for i := range p.Units {
				p.Units[i].Status = NonCompeting
			}
		}},
		{"phases[1].id", "already the id of phases[0]", func(p *Plan) { p.Phases[1].ID = "dot1" }},
		{"phases[1].name", "is empty", func(p *Plan) { p.Phases[1].Name = "" }},
		{"phases[1].span.to", "is before", func(p *Plan) { p.Phases[1].Span.To = day("2021-05-01") }},
		{"phases[0].span.from", "has no day", func(p *Plan) { p.Phases[0].Span.From = Date{} }},
		{"phases[1].span.from", "overlaps phases[0]", func(p *Plan) { p.Phases[1].Span.From = day("2021-05-31") }},
		{"phases[1].occasions[0].day", "is not within", func(p *Plan) { p.Phases[1].Occasions[0].Day.Month = time.December }},
		{"requirements", "at least one", func(p *Plan) { p.Requirements = nil }},
		{"requirements[1].id", "already the id", func(p *Plan) { p.Requirements[1].ID = "soket" }},
		{"requirements[1].short", "is empty", func(p *Plan) { p.Requirements[1].Short = "" }},
		{"requirements[1].parts", "is empty", func(p *Plan) { p.Requirements[1].Parts = nil }},
		{"requirements[1].parts[1]", "twice", func(p *Plan) { p.Requirements[1].Parts[1] = PartFiles }},
		{"requirements[1].parts[1]", "unknown", func(p *Plan) { p.Requirements[1].Parts[1] = "video" }},
		{"requirements[1].window.to", "is before", func(p *Plan) { p.Requirements[1].Window.To = day("2020-11-30") }},
		{"requirements[1].due.date", "figures run until", func(p *Plan) { p.Requirements[1].Window.To = day("2021-12-14") }},
		{"requirements[1].due.date", "although it is strict", func(p *Plan) { p.Requirements[1].Due.Date = Date{} }},
		{"cross.each", "no two units score each other", func(p *Plan) { p.Cross = CrossRules{Each: 4, Days: 5} }},
		{"cross.days", "use 1 to", func(p *Plan) { p.Cross.Each = 1 }},
		{"cross.use", "unknown", func(p *Plan) { p.Cross.Use = "best" }},
		{"requirements[1].due.if_holiday", "unknown", func(p *Plan) { p.Requirements[1].Due.IfHoliday = "skip" }},
		{"requirements[1].opens", "open it earlier", func(p *Plan) { p.Requirements[1].Opens = day("2021-12-15") }},
		{"conferences[1].id", "already the id", func(p *Plan) { p.Conferences[1].ID = "hn-soket" }},
		{"conferences[1].month", "first day", func(p *Plan) { p.Conferences[1].Month = day("2022-01-15") }},
		{"classes[1].from", "is where classes[0] begins as well", func(p *Plan) { p.Classes = []Class{{"a", 100}, {"b", 100}} }},
		{"classes[1].name", "is the name of classes[0] as well", func(p *Plan) { p.Classes = []Class{{"a", 100}, {"a", 200}} }},
		{"classes[0].name", "is empty", func(p *Plan) { p.Classes = []Class{{"", 100}} }},
		{"movements[0].id", "is empty", func(p *Plan) { p.Movements[0].ID = "" }},
		{"legal_bases[0].status", "unknown", func(p *Plan) { p.LegalBases[0].Status = "dead" }},
		{"holidays[1].day", "already holidays[0]", func(p *Plan) { p.Holidays[1].Day = p.Holidays[0].Day }},
		{"sheet.version", "is empty", func(p *Plan) { p.Sheet.Version = "" }},
		{"sheet.total", "add up to 100, not to 99", func(p *Plan) { p.Sheet.Total = Whole(99) }},
		{"sheet.sections[0].max", "add up to 59, not to 60", func(p *Plan) { p.Sheet.Criteria[1].Max = Whole(4) }},
		{"sheet.bonus_cap", "out of range", func(p *Plan) { p.Sheet.BonusCap = -1 }},
		{"sheet.criteria[1].id", "already the id of sheet.criteria[0]", func(p *Plan) { p.Sheet.Criteria[1].ID = "A1" }},
		{"sheet.criteria[1].kind", "unknown", func(p *Plan) { p.Sheet.Criteria[1].Kind = "text" }},
		{"sheet.criteria[1].section", "not the id of a section", func(p *Plan) { p.Sheet.Criteria[1].Section = "Z" }},
		{"sheet.criteria[1].step", "divides", func(p *Plan) { p.Sheet.Criteria[1].Step = 30 }},
		{"sheet.criteria[20].requirement", "not the id of a requirement", func(p *Plan) { p.Sheet.Criteria[20].Requirement = "quy1" }},
		{"sheet.criteria[20].requirement", "never late", func(p *Plan) { p.Sheet.Criteria[20].Requirement = "kehoach" }},
		{"sheet.criteria[20].per_late_day", "more than 0", func(p *Plan) { p.Sheet.Criteria[20].PerLateDay = 0 }},
		{"sheet.criteria[20].may_not_apply", "leave it out", func(p *Plan) { p.Sheet.Criteria[20].MayNotApply = true }},
		{"sheet.criteria[22].each", "per count", func(p *Plan) { p.Sheet.Criteria[22].Each = 0 }},
		{"sheet.criteria[25].requirement", "not the id", func(p *Plan) { p.Sheet.Criteria[25].Requirement = "quy1" }},
		{"sheet.criteria[29].bars", "no effect", func(p *Plan) { p.Sheet.Criteria[29].Bars = nil }},
		{"sheet.criteria[29].bars[0]", "unknown", func(p *Plan) { p.Sheet.Criteria[29].Bars[0] = "party" }},
		{"sheet.criteria[29].max", "carries none", func(p *Plan) { p.Sheet.Criteria[29].Max = 100 }},
		{"rules.before[2]", "falling", func(p *Plan) { p.Rules.Before[2] = 3 }},
		{"rules.before[3]", "use 0 to", func(p *Plan) { p.Rules.Before[3] = -1 }},
		{"rules.overdue_every", "use 1 to", func(p *Plan) { p.Rules.OverdueEvery = 0 }},
		{"rules.deputy_from", "use 0 to", func(p *Plan) { p.Rules.DeputyFrom = -1 }},
		{"rules.head_from", "0 for never", func(p *Plan) { p.Rules.HeadFrom = -1 }},
		{"rules.overdue_max", "use 0 to", func(p *Plan) { p.Rules.OverdueMax = -1 }},
		{"rules.at", "quiet hours 20:00 to 07:00", func(p *Plan) { p.Rules.At = 6 * 60 }},
		{"rules.at", "no time of day", func(p *Plan) { p.Rules.At = 1440 }},
		{"rules.quiet_to", "begin and end", func(p *Plan) { p.Rules.QuietTo = p.Rules.QuietFrom }},
		{"rules.quiet_from", "whole working day", func(p *Plan) { p.Rules.At, p.Rules.QuietFrom, p.Rules.QuietTo = 18*60, 19*60, 17*60+30 }},
		{"rules.break_to", "4 hours at most", func(p *Plan) { p.Rules.BreakFrom, p.Rules.BreakTo = 10*60, 15*60 }},
		{"rules.break_to", "ends after it begins", func(p *Plan) { p.Rules.BreakFrom, p.Rules.BreakTo = 13*60, 12*60 }},
		{"rules.break_from", "keep them apart", func(p *Plan) { p.Rules.BreakFrom, p.Rules.BreakTo = 19*60, 20*60+30 }},
		{"rules.break_to", "no time of day", func(p *Plan) { p.Rules.BreakFrom, p.Rules.BreakTo = 12*60, 24*60 }},
		{"rules.at", "lies in the rest", func(p *Plan) { p.Rules.At, p.Rules.BreakFrom, p.Rules.BreakTo = 12*60, 12*60, 13*60 }},
		{"rules.last_day_quiet", "earlier", func(p *Plan) { p.Rules.LastDayQuiet = 19 * 60 }},
		{"rules.press_grace", "of grace", func(p *Plan) { p.Rules.PressGrace = -time.Minute }},
		{"rules.outage_grace", "of grace", func(p *Plan) { p.Rules.OutageGrace = 48 * time.Hour }},
	} {
		p := plan2021()
		tt.spoil(p)
		found := false
		for _, got := range p.Check() {
			found = found || got.Path == tt.path && strings.Contains(got.Want, tt.says)
		}
		if !found {
			t.Errorf("%s: want a problem that says %q, got %v", tt.path, tt.says, p.Check())
		}
	}
}

// A spoiled field is told once and drags no other fields along.
func TestCheckIsPrecise(t *testing.T) {
	for name, spoil := range map[string]func(*Plan){
		"unit name": func(p *Plan) { p.Units[3].Name = "" },
		"zone":      func(p *Plan) { p.Zone = "Mars/Base" },
		"window":    func(p *Plan) { p.Requirements[0].Window.To = day("2020-01-01") },
		"holiday":   func(p *Plan) { p.Requirements[0].Due.IfHoliday = "maybe" },
		"total":     func(p *Plan) { p.Sheet.Total = Whole(90) },
		"round":     func(p *Plan) { p.Rules.At = 23 * 60 },
	} {
		p := plan2021()
		spoil(p)
		if got := p.Check(); len(got) != 1 {
			t.Errorf("%s: %d problems: %v", name, len(got), got)
		}
	}
}

func TestCheckTellsEverythingAtOnce(t *testing.T) {
	p := plan2021()
	p.Units[2].ID, p.Deputy, p.Sheet.Total, p.Rules.At = "ca", "", Whole(90), 0
	p.Requirements[1].Due.IfHoliday = "maybe"
	if got := p.Check(); len(got) != 5 {
		t.Errorf("%d problems: %v", len(got), got)
	}
	for _, problem := range new(Plan).Check() {
		if problem.Path == "" || problem.Want == "" {
			t.Errorf("empty plan: %+v", problem)
		}
	}
}
