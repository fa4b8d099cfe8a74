//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// hanoi is the zone of the example plan.
var hanoi = time.FixedZone("ICT", 7*60*60)

// storyDay is the day of the example plan that a shifted plan puts on today:
// the hand-in of "soket" is open and nothing is overdue.
var storyDay = time.Date(2021, time.June, 5, 0, 0, 0, 0, time.UTC)

var (
	isoDate       = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}\b`)
	conferenceDay = regexp.MustCompile(`(?m)^month = (\d{4}-\d{2})-\d{2}`)
	occasionDay   = regexp.MustCompile(`(?m)^day  = \{ month.*\n`)
	planYear      = regexp.MustCompile(`(?m)^year .*$`)
	planID        = regexp.MustCompile(`(?m)^id       = "noichinh-2021"`)
)

// shifted is the example plan with every date moved so that storyDay is today.
// Days that come back each year stay where they are and are left out of the
// phases, where they would no longer fit; conferences are expected in a month,
// which is named by its first day.
func shifted(today time.Time) string {
	y, m, d := today.In(hanoi).Date()
	days := int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Sub(storyDay).Hours() / 24)
	text := isoDate.ReplaceAllStringFunc(string(exampleConfig), func(s string) string {
		at, err := time.Parse(time.DateOnly, s)
		if err != nil {
			return s
		}
		return at.AddDate(0, 0, days).Format(time.DateOnly)
	})
	text = conferenceDay.ReplaceAllString(text, "month = $1-01")
	text = occasionDay.ReplaceAllString(text, "")
	text = planYear.ReplaceAllString(text, fmt.Sprintf("year = %d", y))
	return planID.ReplaceAllString(text, `id = "thu"`)
}

// set replaces the value of a key in a table of a config, "" for all tables.
func set(tb testing.TB, text, table, key, value string) string {
	tb.Helper()
	from := 0
	if table != "" {
		i := strings.Index(text, "["+table+"]\n")
		if i < 0 {
			tb.Fatalf("the example has no table [%s]", table)
		}
		from = i
	}
	line := regexp.MustCompile(`(?m)^(# )?` + regexp.QuoteMeta(key) + ` *=.*$`)
	at := line.FindStringIndex(text[from:])
	if at == nil {
		tb.Fatalf("the example has no %s in [%s]", key, table)
	}
	return text[:from+at[0]] + key + " = " + value + text[from+at[1]:]
}

// writeConfig puts a config into a directory.
func writeConfig(tb testing.TB, dir, text string) string {
	tb.Helper()
	path := filepath.Join(dir, "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}

// TestShiftedPlan: whatever day the tests run on, the shifted plan is a good
// one, and its hand-in is open.
func TestShiftedPlan(t *testing.T) {
	today := time.Now()
	for _, at := range []time.Time{
		today, today.AddDate(0, 0, 45), today.AddDate(0, 0, 100), today.AddDate(0, 0, 160), today.AddDate(0, 0, 215), today.AddDate(0, 0, 290),
		time.Date(2027, 12, 31, 12, 0, 0, 0, hanoi), time.Date(2028, 1, 1, 12, 0, 0, 0, hanoi), time.Date(2028, 2, 29, 12, 0, 0, 0, hanoi),
	} {
		path := writeConfig(t, t.TempDir(), shifted(at))
		status, text := outcome(t, nil, "check", "-config", path)
		if status != 0 || !strings.Contains(text, "good") {
			t.Errorf("on %s: status %d\n%s", at.Format(time.DateOnly), status, text)
		}
	}
}
