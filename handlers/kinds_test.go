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
