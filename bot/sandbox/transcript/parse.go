package transcript

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

var (
	aliasForm   = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,31}$`)
	inputForm   = regexp.MustCompile(`^([a-z][a-z0-9_-]{0,31})(?:/([a-z][a-z0-9_-]{0,31}))?(\^\^|[>*^@~!])(?: (.*))?$`)
	outputForm  = regexp.MustCompile(`^bot (->|~>|!!|!) ([a-z][a-z0-9_-]{0,31}):(?: (.*))?$`)
	sectionForm = regexp.MustCompile(`^-- (\S(?:.*\S)?) --$`)
)

const indent = "    "

// Parse reads a talk. An error names its line.
func Parse(b []byte) (*Talk, error) {
	if !utf8.Valid(b) {
		return nil, fmt.Errorf("transcript: not UTF-8")
	}
	text := strings.ReplaceAll(string(b), "\r\n", "\n")
	if strings.ContainsAny(text, "\r\x00") {
		return nil, fmt.Errorf("transcript: control character")
	}
	p := &parser{lines: strings.Split(text, "\n"), talk: &Talk{}}
	for p.at < len(p.lines) {
		if err := p.line(); err != nil {
			return nil, fmt.Errorf("transcript: line %d: %w", p.at+1, err)
		}
	}
	p.talk.Normalize()
	return p.talk, nil
}

type parser struct {
	lines []string
	at    int
	talk  *Talk
}

// line reads one entry, with the block below it, and moves on.
func (p *parser) line() error {
	l := strings.TrimRight(p.lines[p.at], " \t")
	switch {
	case l == "":
		p.at++
		return nil
	case strings.HasPrefix(l, "#"):
		p.comment(strings.TrimPrefix(strings.TrimPrefix(l, "#"), " "))
		p.at++
		return nil
	case strings.HasPrefix(l, " "), strings.HasPrefix(l, "\t"):
		return fmt.Errorf("indented line belongs to nothing")
	}
	if m := sectionForm.FindStringSubmatch(l); m != nil {
		p.section(m[1])
		return nil
	}
	if m := outputForm.FindStringSubmatch(l); m != nil {
		return p.output(m)
	}
	if m := inputForm.FindStringSubmatch(l); m != nil {
		return p.input(m)
	}
	word, rest, _ := strings.Cut(l, " ")
	if err := p.word(word, strings.TrimSpace(rest)); err != nil {
		return err
	}
	p.at++
	return nil
}

func (p *parser) comment(text string) {
	if len(p.talk.Items) == 0 {
		p.talk.Comments = append(p.talk.Comments, text)
		return
	}
	p.talk.Items = append(p.talk.Items, Comment{text})
}

// word reads a line that starts with a keyword.
func (p *parser) word(word, rest string) error {
	switch word {
	case "==":
		to, err := instant(rest)
		if err != nil {
			return err
		}
		p.talk.Items = append(p.talk.Items, Move{To: to})
		return nil
	case "wait", "outage":
		d, err := ParseSpan(rest)
		if err != nil {
			return err
		}
		p.talk.Items = append(p.talk.Items, Move{For: d, Outage: word == "outage"})
		return nil
	}
	if len(p.talk.Items) > 0 {
		return fmt.Errorf("%q is neither a turn nor a move", word)
	}
	return p.header(word, rest)
}

func (p *parser) header(word, rest string) (err error) {
	switch word {
	case "person", "group":
		return p.person(word, rest)
	case "set":
		key, value, _ := strings.Cut(rest, " ")
		if key == "" {
			return fmt.Errorf("set needs a key")
		}
		p.talk.Settings = append(p.talk.Settings, Setting{key, strings.TrimSpace(value)})
	case "start":
		p.talk.Start, err = instant(rest)
	case "bot":
		p.talk.Bot = rest
	default:
		return fmt.Errorf("unknown word %q", word)
	}
	return err
}

func (p *parser) person(word, rest string) error {
	f := strings.Fields(rest)
	n := 3
	if word == "group" {
		n = 2
	}
	if len(f) <= n {
		return fmt.Errorf("%s needs an alias, an id, %sa name", word, map[string]string{"person": "a phone or -, "}[word])
	}
	id, err := strconv.ParseInt(f[1], 10, 64)
	switch {
	case err != nil || (id < 0) != (word == "group") || id == 0:
		return fmt.Errorf("id %q: people count up from 1, groups down from -1", f[1])
	case !aliasForm.MatchString(f[0]) || f[0] == "bot":
		return fmt.Errorf("alias %q: a–z, 0–9, _ and -, up to 32, not bot", f[0])
	}
	if _, taken := p.talk.Person(f[0]); taken {
		return fmt.Errorf("alias %q stands twice", f[0])
	}
	one := Person{Alias: f[0], ID: id, Name: strings.Join(f[n:], " ")}
	if n == 3 && f[2] != "-" {
		one.Phone = f[2]
	}
	p.talk.Persons = append(p.talk.Persons, one)
	return nil
}

func (p *parser) section(name string) {
	p.at++
	from := p.at
	for p.at < len(p.lines) && !sectionForm.MatchString(strings.TrimRight(p.lines[p.at], " \t")) {
		p.at++
	}
	body := strings.Join(p.lines[from:p.at], "\n")
	if p.at < len(p.lines) && body != "" || p.at < len(p.lines) && p.at > from {
		body += "\n"
	}
	p.talk.Sections = append(p.talk.Sections, Section{name, body})
}

// block reads the indented lines below the present one; blank lines inside it
// count, blank lines after it do not.
func (p *parser) block() []string {
	p.at++
	var lines []string
	blank := 0
	for ; p.at < len(p.lines); p.at++ {
		l := p.lines[p.at]
		if strings.TrimSpace(l) == "" {
			blank++
			continue
		}
		if !strings.HasPrefix(l, indent) {
			break
		}
		for ; blank > 0; blank-- {
			lines = append(lines, "")
		}
		lines = append(lines, strings.TrimRight(l[len(indent):], " \t"))
	}
	return lines
}

func instant(s string) (time.Time, error) {
	s = strings.Replace(s, "T", " ", 1)
	for _, layout := range []string{moveLayout, "2006-01-02 15:04"} {
		if t, err := time.Parse(layout, s); err == nil {
			if t.Nanosecond() != 0 || t.Year() < 1900 {
				break
			}
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no time such as 2021-06-01 08:00", s)
}

// maxSpan keeps a slip of the finger from moving the clock by centuries.
const maxSpan = 4000 * 24 * time.Hour

// ParseSpan reads a positive span: Go's form, and whole days as 2d. At most
// 4,000 days, in whole seconds.
func ParseSpan(s string) (time.Duration, error) {
	var d time.Duration
	var err error
	if days, ok := strings.CutSuffix(s, "d"); ok {
		var n int
		if n, err = strconv.Atoi(days); err == nil && n <= 4000 {
			d = time.Duration(n) * 24 * time.Hour
		}
	} else {
		d, err = time.ParseDuration(s)
	}
	if err != nil || d <= 0 || d > maxSpan || d%time.Second != 0 {
		return 0, fmt.Errorf("%q is no span such as 90m, 3h or 2d", s)
	}
	return d, nil
}
