package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	requirementRow = regexp.MustCompile(`^\| S(\d+) \| .* \| (.*) \|$`)
	cited          = regexp.MustCompile("`([^`]+)`")
)

// TestRequirementsAreShown: docs/requirements.md names, for each row S1 … S73
// of the seed plan, the transcript or test that shows it, or says "not yet".
// What it names must exist.
func TestRequirementsAreShown(t *testing.T) {
	raw, err := os.ReadFile("docs/requirements.md")
	if err != nil {
		t.Fatal(err)
	}
	tests := testNames(t)
	next := 1
	for line := range strings.Lines(string(raw)) {
		m := requirementRow.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			continue
		}
		n, _ := strconv.Atoi(m[1])
		if n != next {
			t.Fatalf("row S%d stands where S%d is due", n, next)
		}
		next++
		names := cited.FindAllStringSubmatch(m[2], -1)
		if len(names) == 0 && !strings.Contains(m[2], "not yet") && m[2] != "–" {
			t.Errorf("S%d names nothing that shows it", n)
		}
		for _, c := range names {
			_, err := os.Stat(filepath.FromSlash(c[1]))
			_, err2 := os.Stat(filepath.Join("handlers", "testdata", c[1]+".txt"))
			if err != nil && err2 != nil && !tests[c[1]] {
				t.Errorf("S%d names %s, which does not exist", n, c[1])
			}
		}
	}
	if next != 74 {
		t.Errorf("the rows end at S%d", next-1)
	}
}

// testNames lists every test function of the tree.
func testNames(t *testing.T) map[string]bool {
	t.Helper()
	out, err := exec.Command("git", "grep", "-hoE", `^func (Test|Fuzz|Benchmark)\w+`, "--", "*_test.go").Output()
	if err != nil {
		t.Skip("needs git and a checkout:", err)
	}
	names := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		names[strings.TrimPrefix(strings.TrimSpace(line), "func ")] = true
	}
	return names
}
