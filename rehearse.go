package main

import (
	"context"
	"fmt"
	"html"
	"io"
	"os"
	"regexp"
	"strings"
	"time"

	"thidua/bot"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// rehearse prints every message the plan will send, when and to whom, with
// what deserves a look. Nothing is sent and nothing is kept.
func rehearse(_ context.Context, e *env, args []string) error {
	f := e.flags("rehearse")
	path := f.String("config", "", "config `file`; the 2021 plan when empty")
	lang := f.String("lang", "", "vi or en; the config's language when empty")
	if err := parse(f, args); err != nil {
		return err
	}
	c, err := sandboxConfig(e, *path)
	if err != nil {
		return err
	}
	if *lang != "" {
		c.Bot.Language = *lang
	}
	return rehearsal(e.out, c)
}

// rehearsal writes the year as text.
func rehearsal(w io.Writer, c *bot.Config) error {
	dir, err := os.MkdirTemp("", "thidua-rehearsal-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	db, err := storage.Open(dir, storage.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	r := &playbill{w: w, plan: &c.Plan, rate: c.Bot.Pace.Rate}
	if err := handlers.Rehearse(db, c.Plan, c.HandlerSettings(), r.add); err != nil {
		return err
	}
	r.flush()
	start := r.first
	for _, p := range bot.Warnings(c, start) {
		r.warnings = append(r.warnings, p.Message)
	}
	fmt.Fprintf(w, "\n%d messages at %d instants.\n", r.messages, r.instants)
	for _, text := range r.warnings {
		fmt.Fprintln(w, "warning:", text)
	}
	return r.err
}

// playbill collects the messages of one instant and prints those with the same
// words once, with everyone who gets them.
type playbill struct {
	w        io.Writer
	plan     *campaign.Plan
	rate     float64 // messages a second
	first    time.Time
	at       time.Time
	texts    []string
	to       map[string][]string
	warnings []string
	messages int
	instants int
	now      int // messages of this instant
	err      error
}

func (p *playbill) add(m handlers.Rehearsed) {
	if !m.At.Equal(p.at) {
		p.flush()
		p.at, p.to, p.texts, p.now = m.At, map[string][]string{}, nil, 0
		p.instants++
		if p.first.IsZero() {
			p.first = m.At
		}
	}
	text := plainMessage(m)
	if p.to[text] == nil {
		p.texts = append(p.texts, text)
	}
	p.to[text] = append(p.to[text], p.receiver(m))
	p.messages++
	p.now++
	if p.plan.Quiet(m.At, false) {
		p.warnings = append(p.warnings, "a message inside the quiet hours at "+m.At.Format("2006-01-02 15:04"))
	}
}

func (p *playbill) receiver(m handlers.Rehearsed) string {
	if u, ok := p.plan.Unit(m.Unit); ok {
		return u.Name
	}
	return string(m.Role)
}

// flush prints an instant.
func (p *playbill) flush() {
	if p.at.IsZero() {
		return
	}
	if p.rate > 0 && float64(p.now) > p.rate*60 {
		p.warnings = append(p.warnings, fmt.Sprintf("%d messages at %s take longer than a minute at %v a second", p.now, p.at.Format("2006-01-02 15:04"), p.rate))
	}
	p.printf("\n== %s %s\n", p.at.Format("2006-01-02 15:04"), p.at.Weekday())
	for _, text := range p.texts {
		p.printf("-> %s\n", strings.Join(p.to[text], "; "))
		for line := range strings.SplitSeq(text, "\n") {
			p.printf("%s\n", strings.TrimRight("   "+line, " "))
		}
	}
	p.at = time.Time{}
}

func (p *playbill) printf(format string, args ...any) {
	if _, err := fmt.Fprintf(p.w, format, args...); err != nil && p.err == nil {
		p.err = err
	}
}

var anyTag = regexp.MustCompile(`<[^>]*>`)

// plainMessage is a message without markup, its buttons in brackets.
func plainMessage(m handlers.Rehearsed) string {
	text := html.UnescapeString(anyTag.ReplaceAllString(m.Text, ""))
	for _, row := range m.Buttons {
		var labels []string
		for _, b := range row {
			labels = append(labels, "["+b.Label+"]")
		}
		text += "\n" + strings.Join(labels, " ")
	}
	return text
}
