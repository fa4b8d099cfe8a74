//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRolloverVerb: the config of next year goes to a new file or the output, what
// to look at beside it; check finds it good; nothing is written over.
func TestRolloverVerb(t *testing.T) {
	dir := t.TempDir()
	old, next := filepath.Join(dir, "2021.toml"), filepath.Join(dir, "2022.toml")
	if err := os.WriteFile(old, exampleConfig, 0o600); err != nil {
		t.Fatal(err)
	}
	if status, text := outcome(t, nil, "rollover", "-config", old, "-to", next); status != 0 || !strings.Contains(text, "soket, last day on time: 2022-06-14, Tuesday") {
		t.Fatalf("status %d\n%s", status, text)
	}
	if status, text := outcome(t, nil, "check", "-config", next); status != 0 || !strings.Contains(text, "good; campaign noichinh-2022") {
		t.Errorf("check: status %d\n%s", status, text)
	}
	if status, text := outcome(t, nil, "rollover", "-config", old, "-to", next); status != 2 || !strings.Contains(text, "exists") {
		t.Errorf("over a file that is there: status %d\n%s", status, text)
	}
	if status, text := outcome(t, nil, "rollover", "-config", old); status != 0 || !strings.Contains(text, "noichinh-2022") {
		t.Errorf("to the output: status %d\n%s", status, text)
	}
	if status, _ := outcome(t, nil, "rollover", "-config", filepath.Join(dir, "none.toml")); status != 2 {
		t.Errorf("without a config: status %d", status)
	}
	if status, _ := outcome(t, nil, "rollover", "-config", old, "-to", filepath.Join(dir, "none", "2022.toml")); status != 1 {
		t.Errorf("where nothing can be written: status %d", status)
	}
	if err := os.WriteFile(old, []byte("[campaign]\nyear = 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, text := outcome(t, nil, "rollover", "-config", old); status != 2 || strings.Contains(text, "The config of") {
		t.Errorf("of a config with mistakes: status %d\n%s", status, text)
	}
}
