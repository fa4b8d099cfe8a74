package handlers

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"thidua/campaign"
)

// TestEveryRuleHasAName: what may change is told by a name, old and new value.
func TestEveryRuleHasAName(t *testing.T) {
	for prefix, rules := range map[string]any{"": campaign.NoticeRules{}, "explain.": campaign.ExplainRules{}} {
		for i := range reflect.TypeOf(rules).NumField() {
			name, _, _ := strings.Cut(reflect.TypeOf(rules).Field(i).Tag.Get("json"), ",")
			if _, ok := ruleNames[prefix+name]; !ok {
				t.Errorf("rule %q has no name", prefix+name)
			}
		}
	}
}

func TestRuleDifferencesInWords(t *testing.T) {
	old := campaign.Plan{Rules: campaign.NoticeRules{Before: []int{7, 3}, At: 480, OutageGrace: 2 * time.Hour}}
	now := old
	now.Rules.Before, now.Rules.At, now.Rules.OutageGrace, now.Rules.ExtendAfterOutage = []int{10, 5, 1}, 510, 90*time.Minute, true
	now.Holidays = []campaign.Holiday{{Name: "Nghỉ bù", Day: campaign.Date{Year: 2021, Month: 5, Day: 3}}}
	for lang, want := range map[string][]string{
		"vi": {
			"Nhắc trước hạn, số ngày: 7, 3 → <b>10, 5, 1</b>", "Giờ nhắc hằng ngày: 08:00 → <b>08:30</b>", "2h → <b>1h30m</b>",
			"Tự gia hạn khi bot gián đoạn qua hạn: không → <b>có</b>", "Ngày nghỉ mới: Nghỉ bù, <b>03/5/2021</b>",
		},
		"en": {"Hour of the daily reminders: 08:00 → <b>08:30</b>", "no → <b>yes</b>", "A new day off: Nghỉ bù, <b>3 May 2021</b>"},
	} {
		said := ""
		for _, d := range campaign.Differences(&old, &now) {
			said += DifferenceWords(d, lang) + "\n"
		}
		for _, w := range want {
			if !strings.Contains(said, w) {
				t.Errorf("%q is not in\n%s", w, said)
			}
		}
	}
}
