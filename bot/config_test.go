package bot

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thidua/campaign"
)

const configExample = "../config.example.toml"

func loadConfigExample(t *testing.T) *Config {
	t.Helper()
	c, problems, err := Load(configExample)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
	if t.Failed() {
		t.FailNow()
	}
	return c
}

func exampleConfigText(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(configExample)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// changedConfig is the example with one piece of its text replaced.
func changedConfig(t *testing.T, old, new string) (*Config, []Problem) {
	t.Helper()
	text := exampleConfigText(t)
	if strings.Count(text, old) == 0 {
		t.Fatalf("the example does not hold %q", old)
	}
	return Parse("c.toml", []byte(strings.Replace(text, old, new, 1)))
}

func TestConfigReadsWindowsFiles(t *testing.T) {
	want := loadConfigExample(t)
	text := exampleConfigText(t)
	for name, changed := range map[string]string{
		"BOM":      "\ufeff" + text,
		"CRLF":     strings.ReplaceAll(text, "\n", "\r\n"),
		"BOM+CRLF": "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n"),
	} {
		t.Run(name, func(t *testing.T) {
			c, problems := Parse("c.toml", []byte(changed))
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			if c.PlanHash() != want.PlanHash() {
				t.Error("the plan reads differently")
			}
		})
	}
}

func TestConfigPlacesCountCharactersWithoutBOM(t *testing.T) {
	for _, eol := range []string{"\n", "\r\n"} {
		text := "\ufeff" + strings.Join([]string{
			`[campaign]`, `bloc = "Khối" # ghi chú`, `"đơn vị" = { 'tên' = "Tòa án", "số" = 1 }`, `preamble = """Dòng một`, `dòng hai""" `, `year = "hai"`,
		}, eol)
		_, problems := Parse("c.toml", []byte(text))
		got := map[string]string{}
		for _, p := range problems {
			got[fmt.Sprintf("%d:%d", p.Line, p.Column)] = p.Message
		}
		if !strings.Contains(got["3:1"], `unknown key "đơn vị"`) {
			t.Errorf("no unknown key with diacritics at 3:1: %v", got)
		}
		if !strings.Contains(got["6:8"], "whole number") {
			t.Errorf("no wrong type after the multi-line text at 6:8: %v", got)
		}
	}
}

func TestConfigColumnAfterDiacritics(t *testing.T) {
	_, problems := Parse("c.toml", []byte(`"khối thi đua" = 1 ; x`))
	if len(problems) != 1 || problems[0].String()[:12] != "c.toml:1:20:" {
		t.Errorf("got %v, want one problem at 1:20", problems)
	}
}

func TestConfigSyntaxHints(t *testing.T) {
	for text, want := range map[string]string{
		"khối = 1":               `stands in quotes`,
		"date = 15/6/2021":       "2021-06-15",
		"date = 15-6-2021":       "2021-06-15",
		"name = Công an":         "double quotes",
		"a = 1\n\xff\xfe":        "UTF-8",
		"a\x00 = 1":              "UTF-8",
		"[campaign\nid = \"a\"":  "expected ']'",
		"a = \"không đóng ngoặc": "",
	} {
		_, problems := Parse("c.toml", []byte(text))
		if len(problems) != 1 {
			t.Errorf("%q: got %v, want the one error of syntax", text, problems)
			continue
		}
		if !strings.Contains(problems[0].Message, want) || problems[0].Line == 0 {
			t.Errorf("%q: got %v, want %q", text, problems[0], want)
		}
	}
}

func TestConfigKeysSetTwiceAreAllTold(t *testing.T) {
	text := exampleConfigText(t) + "\n[bot.pace]\nrate = 1\n[[document]]\n[units]\n[campaign]\nid = \"x\"\n"
	lines := strings.Count(exampleConfigText(t), "\n")
	_, problems := Parse("c.toml", []byte(text))
	var got []int
	for _, p := range problems {
		if !strings.Contains(p.Message, "set twice") {
			t.Errorf("unexpected: %v", p)
		}
		got = append(got, p.Line-lines)
	}
	if fmt.Sprint(got) != "[2 4 5 6]" {
		t.Errorf("told at lines %v after the example, want [2 4 5 6]", got)
	}
}

func TestConfigMessages(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"total         = 100", "total         = 99", "sheet.total: the sections add up to 100, not to 99"},
		{"max      = 25", "max      = 25.5", "sections[0].max: the criteria of A add up to 60,5, not to 60"},
		{`deputy   = "tand"`, `deputy   = "ca"`, "campaign.deputy"},
		{`head     = "ca"`, `head     = "cand"`, `campaign.head: "cand" is not the id of a unit`},
		{"at             = 08:00:00", "at             = 06:00:00", "reminders.at: 06:00 lies in the quiet hours"},
		{`press_grace    = "60m"`, `press_grace    = 60`, "reminders.press_grace: want a span in quotes"},
		{"to = 2021-11-30 }\n\n", "to = 2021-12-31 }\n\n", ""},
		{`requirement  = "soket"`, `requirement  = "sokett"`, "criteria["},
		{`schedule = "0 2 * * *"`, `schedule = "TZ=UTC 0 2 * * *"`, "leave the zone out"},
		{`schedule = "0 2 * * *"`, `schedule = "TZ="`, "leave the zone out"},
		{`schedule = "0 2 * * *"`, `schedule = "hai giờ sáng"`, "five cron fields"},
		{`keep     = 14`, `kep     = 14`, `did you mean "keep"?`},
		{"[[movements]]\nid   = \"vhcs\"", "[[movements]]\nid   = \"ntm\"", `is already the id of movements[0] (line `},
	} {
		_, problems := changedConfig(t, c.old, c.new)
		if c.want == "" {
			if len(problems) > 0 {
				t.Errorf("%q: got %v, want none", c.new, problems)
			}
			continue
		}
		if len(problems) != 1 || !strings.Contains(problems[0].Message, c.want) {
			t.Errorf("%q: got %v, want one with %q", c.new, problems, c.want)
		}
	}
}

func TestConfigPointsAreExact(t *testing.T) {
	for text, want := range map[string]campaign.Points{
		"25": 2500, "0.25": 25, "0.5": 50, "8.05": 805, "1_000": 100000, "0.1": 10, "0.07": 7, "+3": 300, "0": 0, "999999.99": 99999999,
	} {
		c, problems := Parse("c.toml", []byte("[sheet]\nbonus_cap = "+text))
		for _, p := range problems {
			if p.Line == 2 {
				t.Errorf("%s: %v", text, p)
			}
		}
		if got := c.Plan.Sheet.BonusCap; got != want {
			t.Errorf("%s reads as %d hundredths, want %d", text, got, want)
		}
	}
	for _, text := range []string{"0.125", "1e2", "inf", "nan", "-1", "-0.5", "0x10", `"25"`, "0.250", "99999999999999999999", "10000000"} {
		_, problems := Parse("c.toml", []byte("[sheet]\nbonus_cap = "+text))
		told := false
		for _, p := range problems {
			told = told || p.Line == 2 && p.Column >= 13 && strings.Contains(p.Message, "points")
		}
		if !told {
			t.Errorf("bonus_cap = %s is accepted: %v", text, problems)
		}
	}
}

func TestConfigDurations(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"60m": time.Hour, "2h": 2 * time.Hour, "14d": 14 * 24 * time.Hour, "1d12h": 36 * time.Hour, "50s": 50 * time.Second, "0s": 0,
	} {
		if got, err := parseConfigDuration(text); err != nil || got != want {
			t.Errorf("%q reads as %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "14", "d", "-1h", "1 h", "60 phút", "99999999d", "1h1d", "1dd", "2562047h99999d", "60000d2500000h"} {
		if got, err := parseConfigDuration(text); err == nil {
			t.Errorf("%q reads as %v, want an error", text, got)
		}
	}
}

func TestConfigDefaults(t *testing.T) {
	text := exampleConfigText(t)
	cut := strings.Index(text, "# ── 11.")
	c, problems := Parse("c.toml", []byte(text[:cut]))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	full := loadConfigExample(t)
	if c.PlanHash() != full.PlanHash() {
		t.Error("the reminders of the example are not the defaults")
	}
	if c.Bot != full.Bot {
		t.Errorf("the example's bot section is not the defaults:\n%+v\n%+v", full.Bot, c.Bot)
	}
}

func TestConfigHashIgnoresLayout(t *testing.T) {
	want := loadConfigExample(t).PlanHash()
	same, _ := changedConfig(t, "[bot.limits]\n", "[bot.limits]\n\n# thêm một dòng\n")
	if same.PlanHash() != want {
		t.Error("a comment changes the hash")
	}
	other, _ := changedConfig(t, "date = 2021-12-15", "date = 2021-12-16")
	if other.PlanHash() == want {
		t.Error("another deadline keeps the hash")
	}
}

func TestConfigLoadErrors(t *testing.T) {
	dir := t.TempDir()
	if _, _, err := Load(filepath.Join(dir, "none.toml")); err == nil {
		t.Error("an absent file loads")
	}
	if _, _, err := Load(dir); err == nil {
		t.Error("a directory loads")
	}
	big := filepath.Join(dir, "big.toml")
	if err := os.WriteFile(big, make([]byte, maxConfigFile+1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Load(big); err == nil || !strings.Contains(err.Error(), "right file") {
		t.Errorf("a huge file: %v", err)
	}
	_, problems := Parse("empty.toml", nil)
	if len(problems) == 0 || !strings.HasPrefix(problems[0].String(), "empty.toml:1:1: missing: [campaign]") {
		t.Errorf("an empty file: %v", problems)
	}
}

func FuzzConfigParse(f *testing.F) {
	for _, file := range []string{configExample, "testdata/config/broken.toml", "testdata/config/syntax.toml"} {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	for _, s := range []string{"", "a.b.c = 1\na.b = 2", "[[a]]\n[a.b]\n[[a.b]]", "a = [1, [2, {b = 3}]]", "[units]\n[[units]]", "phases = [{occasions = {}}]", "campaign = []", "[campaign]\nzone = 'Local'"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		c, problems := Parse("f.toml", text)
		lines := strings.Count(string(text), "\n") + 1
		for _, p := range problems {
			if p.Line < 1 || p.Line > lines || p.Column < 1 || p.Message == "" {
				t.Errorf("a problem without a place: %+v", p)
			}
		}
		if len(problems) == 0 {
			Warnings(c, time.Date(2021, 6, 1, 0, 0, 0, 0, time.UTC))
			c.PlanHash()
		}
	})
}
