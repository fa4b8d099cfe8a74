package bot

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"thidua/campaign"
)

func exampleText(t *testing.T) string {
	t.Helper()
	raw, err := os.ReadFile("../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func rolled(t *testing.T, text string) (string, []string, *Config) {
	t.Helper()
	c, problems := Parse("old", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	next, look, err := Rollover(c, text)
	if err != nil {
		t.Fatal(err)
	}
	made, problems := Parse("new", []byte(next))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return next, look, made
}

// TestRolloverOfTheExample: 2021 becomes 2022 with every comment in its place,
// and that one 2023.
func TestRolloverOfTheExample(t *testing.T) {
	text := exampleText(t)
	next, look, c := rolled(t, text)
	p := c.Plan
	if p.Year != 2022 || p.Campaign != "noichinh-2022" || p.Head != "tand" || p.Deputy != "ca" || p.Sheet.Version != "2022.1" {
		t.Errorf("%d %s, head %s, deputy %s, sheet %s", p.Year, p.Campaign, p.Head, p.Deputy, p.Sheet.Version)
	}
	soket, _ := p.Requirement("soket")
	if want := (campaign.Date{Year: 2022, Month: 6, Day: 15}); soket.Due.Date != want || !soket.Due.Strict ||
		soket.Window.From != (campaign.Date{Year: 2021, Month: 12, Day: 1}) || soket.Title != "Báo cáo sơ kết thi đua 6 tháng đầu năm 2022" {
		t.Errorf("soket: %+v", soket)
	}
	for _, stays := range []string{"5 năm (2021 - 2025)", "date   = 2017-07-31", "879/KH-KTĐNC", "founded = 1930", "# Kế hoạch không ấn định ngày nộp, nên không có due"} {
		if strings.Count(next, stays) != strings.Count(text, stays) {
			t.Errorf("%q is no longer there as it was", stays)
		}
	}
	comments := func(s string) (n int) {
		for line := range strings.Lines(s) {
			if strings.Contains(line, "#") {
				n++
			}
		}
		return n
	}
	if comments(next) != comments(text) {
		t.Errorf("%d lines with comments became %d", comments(text), comments(next))
	}
	for _, want := range []string{
		`document.number is still that of the old plan`, `soket, last day on time: 2022-06-14, Tuesday`,
		`dot1 begins: 2022-01-01, a holiday (Tết Dương lịch)`, `head "tand", deputy "ca"`,
	} {
		if !slices.ContainsFunc(look, func(s string) bool { return strings.Contains(s, want) }) {
			t.Errorf("nothing to look at says %q: %q", want, look)
		}
	}
	_, _, c = rolled(t, next)
	if c.Plan.Year != 2023 || c.Plan.Head != "ca" || c.Plan.HolidayOn(campaign.Date{Year: 2023, Month: 1, Day: 22}) != "Tết Nguyên đán" {
		t.Errorf("the year after: %d, head %s", c.Plan.Year, c.Plan.Head)
	}
}

// TestRolloverGolden: next year's config, whole, and what a person is to look at.
// Read both line by line when they change; what differs from the example is seen by
// diff config.example.toml bot/testdata/rollover/2022.toml.
func TestRolloverGolden(t *testing.T) {
	next, look, _ := rolled(t, exampleText(t))
	wantGolden(t, "testdata/rollover/2022.toml", next)
	wantGolden(t, "testdata/rollover/2022.look", strings.Join(look, "\n")+"\n")
}

// TestRolloverEveryKnownYear: the example goes on until the lunar days end, and
// says so then; a day of February that is not there is told.
func TestRolloverEveryKnownYear(t *testing.T) {
	text := exampleText(t)
	text = strings.Replace(text, "window = { from = 2020-12-01, to = 2021-05-31 }", "window = { from = 2020-02-29, to = 2021-05-31 }", 1)
	for year := 2022; year <= campaign.LastPublicYear+1; year++ {
		next, look, c := rolled(t, text)
		if c.Plan.Year != year || c.Plan.Campaign != "noichinh-"+strconv.Itoa(year) {
			t.Fatalf("%d: %d %s", year, c.Plan.Year, c.Plan.Campaign)
		}
		says := func(part string) bool {
			return slices.ContainsFunc(look, func(s string) bool { return strings.Contains(s, part) })
		}
		if leap := year == 2022; says("29 February 2021") != leap {
			t.Errorf("%d: the leap day: %q", year, look)
		}
		if ended := year > campaign.LastPublicYear; says("lunar days") != ended {
			t.Errorf("%d: the lunar days: %q", year, look)
		}
		text = next
	}
}

// TestRolloverReviews: what cannot go on by itself is told: a fixed conference is
// open again, a unit that ended is named.
func TestRolloverReviews(t *testing.T) {
	text := strings.Replace(exampleText(t), "month = 2021-07-01\n", "month = 2021-07-01\nfixed = 2021-07-09\n", 1)
	text = strings.Replace(text, "id          = \"ttr\"\n", "id          = \"ttr\"\nuntil       = 2021-06-30\ninto        = \"stp\"\n", 1)
	next, look, c := rolled(t, text)
	if conf, ok := c.Plan.Conference("hn-soket"); !ok || !conf.Fixed.IsZero() || !strings.Contains(next, "# fixed = 2021-07-09") {
		t.Errorf("the conference is fixed on %s", conf.Fixed)
	}
	if !slices.Contains(look, `unit "ttr" ended on 2021-06-30; delete it`) {
		t.Errorf("the unit that ended is not told: %q", look)
	}
}

// TestRolloverOfOddTexts: single quotes, a comment between the keys of a day off,
// no day off at all: the result is the same plan.
func TestRolloverOfOddTexts(t *testing.T) {
	text := exampleText(t)
	_, _, plain := rolled(t, text)
	cut := text[:strings.Index(text, "[[holidays]]")] + text[strings.Index(text, "# ── 10."):]
	for name, odd := range map[string]string{
		"single quotes": strings.Replace(strings.Replace(text, `head     = "ca"`, `head     = 'ca'`, 1), `deputy   = "tand"`, `deputy   = 'tand'`, 1),
		"a comment":     strings.Replace(text, "name = \"Tết Dương lịch\"\n", "name = \"Tết Dương lịch\"\n# một ngày\n", 1),
		"no days off":   cut,
	} {
		_, look, c := rolled(t, odd)
		if c.Plan.Head != "tand" || c.Plan.Deputy != "ca" || !slices.Equal(c.Plan.Holidays, plain.Plan.Holidays) {
			t.Errorf("%s: head %s, deputy %s, %d days off, %q", name, c.Plan.Head, c.Plan.Deputy, len(c.Plan.Holidays), look)
		}
	}
}
