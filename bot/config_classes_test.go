package bot

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"thidua/campaign"
)

// TestConfigClassesAndVote: what the example leaves out of the default is read
// once its marks of comment are taken away.
func TestConfigClassesAndVote(t *testing.T) {
	raw, err := os.ReadFile("../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	plain, problems := Parse("example", raw)
	if len(problems) > 0 || plain.Plan.Classes != nil || plain.Plan.Awards.Vote {
		t.Fatal(problems, plain.Plan.Classes, plain.Plan.Awards)
	}
	text := string(raw)
	for _, line := range []string{"vote      = true", "[[classes]]", `name = "xuất sắc"`, "from = 90", `name = "tốt"`, "from = 80"} {
		text = strings.ReplaceAll(text, "# "+line, line)
	}
	c, problems := Parse("graded", []byte(text))
	want := []campaign.Class{{Name: "xuất sắc", From: campaign.Whole(90)}, {Name: "tốt", From: campaign.Whole(80)}}
	if len(problems) > 0 || !reflect.DeepEqual(c.Plan.Classes, want) || !c.Plan.Awards.Vote {
		t.Errorf("%v %+v %+v", problems, c.Plan.Classes, c.Plan.Awards)
	}
	if c.PlanHash() == plain.PlanHash() {
		t.Error("classes are no change of the plan")
	}
}

// TestConfigSignOff: a requirement may ask for the head's approval, and only it;
// the plan is another one then.
func TestConfigSignOff(t *testing.T) {
	raw, err := os.ReadFile("../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	plain, _ := Parse("example", raw)
	const id = `id     = "soket"`
	if strings.Count(string(raw), id) != 1 {
		t.Fatalf("config.example.toml has no line %s", id)
	}
	c, problems := Parse("signed", []byte(strings.Replace(string(raw), id, id+"\nsign_off = true", 1)))
	if len(problems) > 0 || c.PlanHash() == plain.PlanHash() {
		t.Fatal(problems, "or the same plan")
	}
	for _, r := range c.Plan.Requirements {
		if r.SignOff != (r.ID == "soket") {
			t.Errorf("%s: sign-off %v", r.ID, r.SignOff)
		}
	}
	_, problems = Parse("wrong", []byte(strings.Replace(string(raw), id, id+"\nsign_off = \"yes\"", 1)))
	if len(problems) != 1 || !strings.Contains(problems[0].String(), "sign_off") {
		t.Errorf("a word for it: %v", problems)
	}
}

// TestConfigDueInWorkingDays: a date may count from a day or a conference.
func TestConfigDueInWorkingDays(t *testing.T) {
	raw, err := os.ReadFile("../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	const due = `due    = { date = 2021-06-15, strict = true, if_holiday = "keep" }`
	for text, want := range map[string]campaign.Due{
		`due = { date = 2021-06-07, working_days = 5 }`:        {Date: campaign.Date{Year: 2021, Month: 6, Day: 7}, WorkingDays: 5, IfHoliday: campaign.KeepDay},
		`due = { conference = "hn-soket", working_days = -2 }`: {Conference: "hn-soket", WorkingDays: -2},
	} {
		c, problems := Parse("counted", []byte(strings.Replace(string(raw), due, text, 1)))
		if len(problems) > 0 {
			t.Errorf("%s: %v", text, problems)
			continue
		}
		if r, _ := c.Plan.Requirement("soket"); r.Due != want {
			t.Errorf("%s: %+v", text, r.Due)
		}
	}
}
