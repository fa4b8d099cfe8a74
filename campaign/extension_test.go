package campaign

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestExtensionsNeverShorten: whatever is given to units and to all, and however
// the config moves the common date later, no unit's last day comes earlier than
// it was before, nor before the day it was promised.
func TestExtensionsNeverShorten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		config := plan2021()
		var given []Extension
		inForce := func() *Plan {
			p := *config
			p.Requirements, p.Extensions = slices.Clone(config.Requirements), nil
			for _, e := range given {
				if !p.Extend(e) {
					t.Fatalf("%+v does not fit", e)
				}
			}
			return &p
		}
		was := map[string]Date{}
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			p := inForce()
			r, _ := p.Requirement("soket")
			switch rapid.SampledFrom([]string{"unit", "all", "config"}).Draw(t, "what") {
			case "config":
				i := slices.IndexFunc(config.Requirements, func(r Requirement) bool { return r.ID == "soket" })
				config.Requirements = slices.Clone(config.Requirements)
				config.Requirements[i].Due.Date = config.Requirements[i].Due.Date.AddDays(rapid.IntRange(0, 9).Draw(t, "later"))
			case "all":
				common, _ := p.LastDay(r)
				n := rapid.IntRange(1, 9).Draw(t, "days")
				given = append(given, Extension{Requirement: "soket", Days: n, Until: common.AddDays(n)})
			default:
				unit := rapid.SampledFrom(p.Competing()).Draw(t, "unit").ID
				common, _ := p.LastDay(r)
				last, _ := p.LastDayFor(r, unit)
				until := last.AddDays(rapid.IntRange(1, 9).Draw(t, "days"))
				given = append(given, Extension{Unit: unit, Requirement: "soket", Days: common.DaysUntil(until), Until: until})
			}
			p = inForce()
			r, _ = p.Requirement("soket")
			for _, u := range p.Competing() {
				last, _ := p.LastDayFor(r, u.ID)
				if last.Before(was[u.ID]) {
					t.Fatalf("%s had until %s, now %s: %+v", u.ID, was[u.ID], last, given)
				}
				was[u.ID] = last
			}
			for _, e := range given {
				if e.Unit != "" && was[e.Unit].Before(e.Until) {
					t.Fatalf("%s was promised %s and has %s", e.Unit, e.Until, was[e.Unit])
				}
			}
		}
	})
}

// TestExtendedLadder: the timetable has the rounds of the extended ladder, and
// tells the desk of the unit's own deadline beside everybody's.
func TestExtendedLadder(t *testing.T) {
	p := plan2021()
	if !p.Extend(Extension{Unit: "vks", Requirement: "soket", Days: 3, Until: day("2021-06-17")}) {
		t.Fatal("not extended")
	}
	keys := map[string]bool{}
	for _, n := range Notices(p) {
		keys[n.Key] = true
		if n.Unit != "" && !strings.Contains(n.Key, "soket/vks/2021-06-17") {
			t.Errorf("%+v", n)
		}
	}
	for _, want := range []string{
		"round/2021-06-14", "round/2021-06-16", "round/2021-06-17", "round/2021-06-19", "round/2021-06-27",
		"deadline-passed/soket", "deadline-passed/soket/vks/2021-06-17", "overdue-end/soket/vks/2021-06-17",
	} {
		if !keys[want] {
			t.Errorf("no %s", want)
		}
	}
	r, _ := p.Requirement("soket")
	d := p.duty(r, "vks", Facts{Now: at("2021-06-16 09:00")})
	if d.LastDay != day("2021-06-17") || d.Extended != 3 || d.LateDays != 0 || d.DaysLeft != 1 {
		t.Errorf("%+v", d)
	}
	if step, ok := p.StepOf(d, day("2021-06-16")); !ok || step.Days != 1 {
		t.Errorf("step %+v %v", step, ok)
	}
	if other := p.duty(r, "tand", Facts{Now: at("2021-06-16 09:00")}); other.LateDays != 2 || other.Extended != 0 {
		t.Errorf("%+v", other)
	}
}

// TestExtensionForAll moves the date itself, and is told under a key of its own.
func TestExtensionForAll(t *testing.T) {
	p := plan2021()
	p.Extend(Extension{Requirement: "soket", Days: 2, Until: day("2021-06-16")})
	r, _ := p.Requirement("soket")
	if last, _ := p.LastDay(r); last != day("2021-06-16") {
		t.Error(last)
	}
	found := false
	for _, n := range Notices(p) {
		found = found || n.Key == "deadline-passed/soket/2021-06-16" && n.Day == day("2021-06-17")
		if n.Key == "deadline-passed/soket" || n.Key == "round/2021-06-07" {
			t.Errorf("the old ladder stays: %+v", n)
		}
	}
	if !found {
		t.Error("the new deadline is not told")
	}
	for _, bad := range []Extension{
		{Unit: "nobody", Requirement: "soket", Days: 1, Until: day("2021-06-20")},
		{Requirement: "gone", Days: 1, Until: day("2021-06-20")},
	} {
		if p.Extend(bad) {
			t.Errorf("%+v fits", bad)
		}
	}
}

// TestLateBecomesOnTime: a hand-in that was late is judged anew by an extension
// given afterwards; one handed in later still stays late.
func TestLateBecomesOnTime(t *testing.T) {
	p := plan2021()
	r, _ := p.Requirement("soket")
	sub := func(when string) []Submission {
		s := Submission{Unit: "vks", Requirement: "soket", Version: 1, At: at(when)}
		s.Timing = p.Judge(r, HandIn{At: s.At})
		return []Submission{s}
	}
	early, late := sub("2021-06-16 10:00"), sub("2021-06-20 10:00")
	p.Extend(Extension{Unit: "vks", Requirement: "soket", Days: 3, Until: day("2021-06-17")})
	for _, c := range []struct {
		subs []Submission
		late int
	}{{early, 0}, {late, 3}} {
		d := p.duty(r, "vks", Facts{Now: at("2021-06-21 09:00"), Submissions: map[string][]Submission{"soket": c.subs}})
		if d.LateDays != c.late {
			t.Errorf("%d days late, want %d", d.LateDays, c.late)
		}
	}
	if early[0].Timing.LateDays != 2 {
		t.Error("what was recorded changed")
	}
}
