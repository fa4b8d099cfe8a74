package handlers_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thidua/bot"
	"thidua/campaign"
)

// examplePlan is the plan of config.example.toml; with the name of a sheet, its
// score sheet is the one of testdata/NAME.toml instead.
func examplePlan(t testing.TB, sheet string) campaign.Plan {
	t.Helper()
	path := "../config.example.toml"
	if sheet != "" {
		path = withSheet(t, sheet)
	}
	cfg, problems, err := bot.Load(path)
	if err != nil || len(problems) > 0 {
		t.Fatalf("%s: %v %v", path, err, problems)
	}
	return cfg.Plan
}

// withSheet writes the example with another chapter 10, the score sheet.
func withSheet(t testing.TB, sheet string) string {
	t.Helper()
	example, err := os.ReadFile("../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	chapter, err := os.ReadFile("testdata/" + sheet + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(example), "# ── 10.")
	_, after, ends := strings.Cut(rest, "# ── 11.")
	if !found || !ends {
		t.Fatal("config.example.toml has no chapters 10 and 11")
	}
	path := filepath.Join(t.TempDir(), sheet+".toml")
	if err := os.WriteFile(path, []byte(before+string(chapter)+"# "+after), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestKindsProblemsAreTold: a mistake in a section, a threshold or a kind names its
// place and what would be right.
func TestKindsProblemsAreTold(t *testing.T) {
	raw, err := os.ReadFile(withSheet(t, "kinds"))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range [][3]string{ // written, instead, told
		{`parent = "B"`, `parent = "X"`, `sections[2].parent: "X" is no section listed before this one`},
		{"cap    = 3", "cap    = 7", "sections[2].cap: a cap of 7 cuts nothing off 7"},
		{"cap    = 3", "cap    = 2", "sections[1].max: the criteria of B add up to 29, not to 30"},
		{"percent = 98.5", "percent = 0", "thresholds[0].percent: out of range"},
		{"percent = 98.5", `percent = "98,5"`, "want per cent such as 98.5, not the text"},
		{`unit = "vks", percent = 98.5`, `unit = "vkss", percent = 98.5`, `thresholds[0].unit: "vkss" is not the id of a unit`},
		{`kind    = "pass"`, `kind    = "passed"`, `"passed" is unknown; use "number", "percentage", "relative", "pass", "count"`},
		{"each = 0.5", "each = 5", "points per count; use more than 0 and at most the maximum of 4"},
	} {
		if !strings.Contains(string(raw), tt[0]) {
			t.Fatalf("kinds.toml does not say %q", tt[0])
		}
		path := filepath.Join(t.TempDir(), "changed.toml")
		if err := os.WriteFile(path, []byte(strings.Replace(string(raw), tt[0], tt[1], 1)), 0o600); err != nil {
			t.Fatal(err)
		}
		_, problems, err := bot.Load(path)
		if err != nil {
			t.Fatal(err)
		}
		all := ""
		for _, p := range problems {
			all += p.String() + "\n"
		}
		if !strings.Contains(all, tt[2]) {
			t.Errorf("%s instead of %s is told as:\n%s", tt[1], tt[0], all)
		}
	}
}
