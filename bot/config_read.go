package bot

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2/unstable"

	"thidua/campaign"
)

// configReader reads one scalar. Its error says what would be right.
type configReader func(n *configNode, v reflect.Value) error

// configReaders are the types that are written in a way of their own.
var configReaders = map[reflect.Type]configReader{
	reflect.TypeFor[campaign.Date]():      readConfigDate,
	reflect.TypeFor[campaign.TimeOfDay](): readConfigTime,
	reflect.TypeFor[campaign.Points]():    readConfigPoints,
	reflect.TypeFor[campaign.Percent]():   readConfigPercent,
	reflect.TypeFor[time.Duration]():      readConfigDuration,
}

func readConfigString(n *configNode, v reflect.Value) error {
	if n.kind != unstable.String {
		return fmt.Errorf("want text in quotes, not %s", configKindName(n))
	}
	v.SetString(n.text)
	return nil
}

func readConfigBool(n *configNode, v reflect.Value) error {
	if n.kind != unstable.Bool {
		return fmt.Errorf("want true or false, not %s", configKindName(n))
	}
	v.SetBool(n.text == "true")
	return nil
}

func readConfigInt(n *configNode, v reflect.Value) error {
	if n.kind != unstable.Integer {
		return fmt.Errorf("want a whole number, not %s", configKindName(n))
	}
	i, err := strconv.ParseInt(strings.ReplaceAll(n.text, "_", ""), 10, 64)
	if err != nil || v.OverflowInt(i) {
		return fmt.Errorf("want a whole number, not %s", configKindName(n))
	}
	v.SetInt(i)
	return nil
}

func readConfigFloat(n *configNode, v reflect.Value) error {
	f, err := strconv.ParseFloat(strings.ReplaceAll(n.text, "_", ""), 64)
	if n.kind != unstable.Integer && n.kind != unstable.Float || err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		return fmt.Errorf("want a number, not %s", configKindName(n))
	}
	v.SetFloat(f)
	return nil
}

func readConfigDate(n *configNode, v reflect.Value) error {
	if n.kind != unstable.LocalDate {
		return fmt.Errorf("want a date without quotes such as 2021-06-15, not %s", configKindName(n))
	}
	d, err := campaign.ParseDate(n.text)
	if err != nil || d.Year == 0 {
		return fmt.Errorf("there is no day %s; a date is year-month-day", n.text)
	}
	v.Set(reflect.ValueOf(d))
	return nil
}

func readConfigTime(n *configNode, v reflect.Value) error {
	if n.kind != unstable.LocalTime {
		return fmt.Errorf("want a time of day without quotes such as 08:00:00, not %s", configKindName(n))
	}
	t, err := time.Parse("15:04:05", n.text)
	if err != nil {
		t, err = time.Parse("15:04", n.text)
	}
	if err != nil || t.Second() != 0 || t.Nanosecond() != 0 {
		return fmt.Errorf("want a full minute between 00:00:00 and 23:59:00, not %s", n.text)
	}
	v.SetInt(int64(t.Hour()*60 + t.Minute()))
	return nil
}

var configPointsForm = regexp.MustCompile(`^\+?(\d[\d_]*)(?:\.(\d[\d_]*))?$`)

// readConfigPercent reads per cent the way points are read.
func readConfigPercent(n *configNode, v reflect.Value) error {
	if (n.kind == unstable.Integer || n.kind == unstable.Float) && configPointsForm.MatchString(n.text) {
		return readConfigPoints(n, v)
	}
	return fmt.Errorf("want per cent such as 98.5, not %s", configKindName(n))
}

// readConfigPoints keeps hundredths exactly: the written digits are counted,
// nothing becomes a float.
func readConfigPoints(n *configNode, v reflect.Value) error {
	if n.kind != unstable.Integer && n.kind != unstable.Float {
		return fmt.Errorf("want points such as 25 or 0.5, not %s", configKindName(n))
	}
	if strings.HasPrefix(n.text, "-") {
		return errors.New("points are not negative; a deduction is taken off by its kind")
	}
	m := configPointsForm.FindStringSubmatch(n.text)
	if m == nil {
		return fmt.Errorf("want points such as 25 or 0.5, not %s", configKindName(n))
	}
	whole, decimals := strings.ReplaceAll(m[1], "_", ""), strings.ReplaceAll(m[2], "_", "")
	if len(decimals) > 2 {
		return fmt.Errorf("points have at most two decimals, not %s", clipConfigText(n.text))
	}
	p, err := strconv.ParseInt(whole+(decimals + "00")[:2], 10, 64)
	if err != nil || p > maxConfigPoints {
		return errors.New("more points than any sheet has; at most 1000000")
	}
	v.SetInt(p)
	return nil
}

// maxConfigPoints, in hundredths: far above the sheets of 1,000 points in use
// and far from overflowing a sum.
const maxConfigPoints = 100_000_000

func readConfigDuration(n *configNode, v reflect.Value) error {
	if n.kind != unstable.String {
		return fmt.Errorf(`want a span in quotes such as "60m", "2h" or "14d", not %s`, configKindName(n))
	}
	d, err := parseConfigDuration(n.text)
	if err != nil {
		return err
	}
	v.SetInt(int64(d))
	return nil
}

// parseConfigDuration reads what time.ParseDuration reads, and days before it:
// "14d", "1d12h". Negative spans are refused.
func parseConfigDuration(s string) (time.Duration, error) {
	wrong := fmt.Errorf(`want a span such as "60m", "2h" or "14d", not %q`, clipConfigText(s))
	days, rest, found := strings.Cut(s, "d")
	if !found {
		days, rest = "0", s
	}
	n, err := strconv.ParseUint(days, 10, 16)
	if err != nil {
		return 0, wrong
	}
	total := time.Duration(n) * 24 * time.Hour
	if rest == "" && found {
		return total, nil
	}
	d, err := time.ParseDuration(rest)
	if err != nil || d < 0 || d > math.MaxInt64-total {
		return 0, wrong
	}
	return total + d, nil
}

// clipConfigText keeps a message to one line whatever the file holds. A token
// is taken out first: cut short it would no longer be known as one.
func clipConfigText(s string) string {
	const most = 40
	s = Redact(s)
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return s
}
