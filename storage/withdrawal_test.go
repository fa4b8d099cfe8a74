package storage

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"thidua/campaign"
)

// TestExtensionsTakenBack: whatever is given and taken back, and however the
// config moves the common date later, taking back an extension changes nobody's
// day but theirs who had it, never to a day that is over, never before everybody's; and
// what is given afterwards counts in full.
func TestExtensionsTakenBack(t *testing.T) {
	units := []string{"vks", "ta"}
	rapid.Check(t, func(t *rapid.T) {
		config := planOf("kt-2021", 2021)
		var list []Amendment
		today := campaign.Date{Year: 2021, Month: 6, Day: 10}
		inForce := func() *campaign.Plan {
			p, conflicts := Amend(config, list)
			if len(conflicts) > 0 {
				t.Fatalf("conflicts %+v", conflicts)
			}
			return &p
		}
		lasts := func(p *campaign.Plan) map[string]campaign.Date {
			r, _ := p.Requirement("r1")
			out := map[string]campaign.Date{}
			out[""], _ = p.LastDay(r)
			for _, u := range units {
				out[u], _ = p.LastDayFor(r, u)
			}
			return out
		}
		add := func(kind AmendmentKind, payload any) {
			raw, err := json.Marshal(payload)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, Amendment{Number: len(list) + 1, Kind: kind, Payload: raw})
		}
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			today = today.AddDays(rapid.IntRange(0, 3).Draw(t, "days go by"))
			now := today.In(config.Location()).Add(time.Duration(rapid.IntRange(0, 23).Draw(t, "hour")) * time.Hour)
			before, unit := lasts(inForce()), rapid.SampledFrom(append([]string{""}, units...)).Draw(t, "unit")
			switch rapid.SampledFrom([]string{"give", "give", "back", "config"}).Draw(t, "what") {
			case "config":
				n := rapid.IntRange(0, 5).Draw(t, "later")
				config.Requirements[0].Due.Date = config.Requirements[0].Due.Date.AddDays(n)
			case "give":
				until := before[unit].AddDays(rapid.IntRange(1, 9).Draw(t, "more"))
				add(AmendExtension, campaign.Extension{Unit: unit, Requirement: "r1", Days: before[""].DaysUntil(until), Until: until})
				if got := lasts(inForce())[unit]; got != until {
					t.Fatalf("%q was given %s and has %s: %+v", unit, until, got, list)
				}
			case "back":
				w := campaign.Withdrawal{Unit: unit, Requirement: "r1"}
				add(AmendWithdrawal, w)
				without := lasts(inForce())
				list = list[:len(list)-1]
				w.Until = inForce().TakenBackTo(without[unit], config.NextLoud(now, false))
				if !w.Until.Before(before[unit]) {
					continue // nothing to take back
				}
				w.Days = max(0, without[""].DaysUntil(w.Until))
				add(AmendWithdrawal, w)
				after := lasts(inForce())
				if after[unit] != w.Until {
					t.Fatalf("%q was taken back to %s and has %s: %+v", unit, w.Until, after[unit], list)
				}
				for _, u := range append(units, "") {
					if !after[u].After(today) && after[u] != before[u] || after[u].Before(after[""]) {
						t.Fatalf("on %s %q has %s, everybody %s: %+v", today, u, after[u], after[""], list)
					}
					if unit != "" && u != unit && after[u] != before[u] {
						t.Fatalf("%q lost from %s to %s: %+v", u, before[u], after[u], list)
					}
				}
			}
		}
	})
}
