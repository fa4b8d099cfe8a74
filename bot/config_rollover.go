package bot

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"thidua/campaign"
)

// Rollover writes the config of the year after out of this year's, as text, so
// that order and comments stay: dates and the year in names go on by one, head and
// deputy change places, the days off are those of the new year. Documents of the
// year (the plan itself, legal bases) and the program's own settings stay as they
// are. look lists what a person must look at, in English like all the operator
// reads. The Config must be free of problems and the text the one it was read
// from; the result is checked like any config.
func Rollover(c *Config, text string) (next string, look []string, err error) {
	r := &rollover{c: c, year: c.Plan.Year}
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	var out []string
	for i := 0; i < len(lines); i++ {
		if m := tableLine.FindStringSubmatch(lines[i]); m != nil {
			r.table = m[1]
			if r.table == "holidays" {
				i = endOfTable(lines, i) - 1
				out = append(out, r.holidays()...)
				continue
			}
		}
		out = append(out, r.line(lines[i]))
	}
	if !r.listed {
		out = append(append(out, ""), r.holidays()...)
	}
	next = strings.Join(out, "\n")
	made, problems := Parse("the new config", []byte(next))
	if len(problems) > 0 {
		return "", nil, fmt.Errorf("what was made is no good config (%s); write next year's by hand", problems[0])
	}
	if p := &made.Plan; p.Head != c.Plan.Deputy || p.Deputy != c.Plan.Head {
		r.look = append(r.look, fmt.Sprintf("campaign: head %q and deputy %q were not changed; do it by hand", p.Head, p.Deputy))
	}
	return next, append(r.look, r.oddities(&made.Plan)...), nil
}

var (
	tableLine = regexp.MustCompile(`^\s*\[{1,2}\s*([a-z_.]+)\s*\]{1,2}`)
	plainDate = regexp.MustCompile(`\b(\d{4})-(\d{2})-(\d{2})\b`)
	keyOfLine = regexp.MustCompile(`^\s*([a-z_]+)\s*=`)
)

// keptTables hold what does not go on with the year.
var keptTables = map[string]bool{"legal_bases": true, "recipients": true, "units": true, "bot": true}

type rollover struct {
	c      *Config
	year   int    // of the old config
	table  string // the table the line lies in
	listed bool   // the days off are written
	text   bool   // inside a text of several lines
	look   []string
}

// endOfTable is the first line behind a table that is not its own: a comment that
// stands before the next one belongs to that.
func endOfTable(lines []string, from int) int {
	end := from + 1
	for i := from + 1; i < len(lines) && !tableLine.MatchString(lines[i]); i++ {
		if keyOfLine.MatchString(lines[i]) {
			end = i + 1
		}
	}
	for end < len(lines) && strings.TrimSpace(lines[end]) == "" {
		end++
	}
	return end
}

// line is one line of the new config.
func (r *rollover) line(s string) string {
	if strings.HasPrefix(strings.TrimSpace(s), "#") {
		if strings.HasPrefix(s, "# ──") {
			return r.years(s)
		}
		return s
	}
	if r.text || strings.Count(s, `"""`) == 1 {
		r.text = r.text != (strings.Count(s, `"""`) == 1)
		return r.years(s)
	}
	key := ""
	if m := keyOfLine.FindStringSubmatch(s); m != nil {
		key = m[1]
	}
	switch head, _, _ := strings.Cut(r.table, "."); {
	case keptTables[head]:
		return s
	case r.table == "document":
		return r.document(key, s)
	case r.table == "campaign" && key == "head":
		return inPlace(s, r.c.Plan.Head, r.c.Plan.Deputy)
	case r.table == "campaign" && key == "deputy":
		return inPlace(s, r.c.Plan.Deputy, r.c.Plan.Head)
	case key == "fixed":
		return "# " + s + " # the new day is not known yet"
	}
	value, comment := cutComment(s)
	return r.dates(r.years(value)) + comment
}

// inPlace writes one word in place of another, whichever quotes it stands in.
func inPlace(s, old, now string) string {
	for _, q := range []string{`"`, `'`} {
		s = strings.Replace(s, q+old+q, q+now+q, 1)
	}
	return s
}

// document: the new plan has a number, days, a signer and a file of its own.
func (r *rollover) document(key, s string) string {
	switch value, comment := cutComment(s); key {
	case "title":
		return r.years(value) + comment
	case "number", "date", "arrived", "incoming", "signer", "signer_title", "file":
		r.look = append(r.look, "document."+key+" is still that of the old plan: "+strings.TrimSpace(value))
	}
	return s
}

// cutComment parts a line from the comment behind its value.
func cutComment(s string) (value, comment string) {
	inText := false
	for i, c := range s {
		switch {
		case c == '"':
			inText = !inText
		case c == '#' && !inText:
			return s[:i], s[i:]
		}
	}
	return s, ""
}

// years lets the year in words go on, one that stands as such: not in the number
// of a document, nor at an end of a span of years, which runs on.
func (r *rollover) years(s string) string {
	old := strconv.Itoa(r.year)
	var b strings.Builder
	for {
		i := strings.Index(s, old)
		if i < 0 {
			return b.String() + s
		}
		before, after := b.String()+s[:i], s[i+len(old):]
		b.WriteString(s[:i])
		if yearBefore.MatchString(before) || yearAfter.MatchString(after) {
			b.WriteString(old)
		} else {
			b.WriteString(strconv.Itoa(r.year + 1))
		}
		s = after
	}
}

var (
	yearBefore = regexp.MustCompile(`(\d|/|\d{4}\s*[-–]\s*)$`)
	yearAfter  = regexp.MustCompile(`^(\d|/|-\d\d-|\s*[-–]\s*\d{4})`)
)

// dates lets every date of a line go on by a year.
func (r *rollover) dates(s string) string {
	return plainDate.ReplaceAllStringFunc(s, func(old string) string {
		d, err := campaign.ParseDate(old)
		if err != nil {
			return old
		}
		next := campaign.Date{Year: d.Year + 1, Month: d.Month, Day: d.Day}
		if d.Month == time.February && d.Day == 29 {
			next.Day = 28
			r.look = append(r.look, fmt.Sprintf("%s.%s: there is no 29 February %d; it became the 28th", r.table, keyOf(s), next.Year))
		}
		return next.String()
	})
}

func keyOf(s string) string {
	if m := keyOfLine.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

// holidays are the tables of the days off of the new year and of the New Year
// behind it, written once, in place of the first old one.
func (r *rollover) holidays() []string {
	if r.listed {
		return nil
	}
	r.listed = true
	days, ok := campaign.PublicHolidays(r.year + 1)
	if !ok {
		r.look = append(r.look, fmt.Sprintf("holidays: the lunar days of %d are not known (%d to %d are); list the days off by hand",
			r.year+1, campaign.FirstPublicYear, campaign.LastPublicYear))
	}
	if after, ok := campaign.PublicHolidays(r.year + 2); ok {
		for _, h := range after {
			if h.Day.Month == time.January && strings.HasPrefix(h.Name, "Tết Dương lịch") {
				days = append(days, campaign.Holiday{Name: strings.Replace(h.Name, "lịch", "lịch "+strconv.Itoa(r.year+2), 1), Day: h.Day})
			}
		}
	}
	var out []string
	for _, h := range days {
		out = append(out, "[[holidays]]", "name = "+strconv.Quote(h.Name), "day  = "+h.Day.String(), "")
	}
	return out
}
