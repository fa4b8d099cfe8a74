package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"thidua/bot"
	"thidua/handlers"
	"thidua/storage"
)

// rehearse tells every message the plan will send, when and to whom, with what
// deserves a look. Nothing is sent and nothing is kept.
func rehearse(_ context.Context, e *env, args []string) error {
	f := e.flags("rehearse")
	path := f.String("config", "", "config `file`; the 2021 plan when empty")
	lang := f.String("lang", "", "vi or en; the config's language when empty")
	as := f.String("as", "text", "what comes out: text, xlsx or ics")
	to := f.String("to", "", "`file` to write; standard output when empty")
	dir := f.String("data", "", "data `directory` of a stopped bot, or a backup, whose people get the messages; invented people when empty")
	if err := parse(f, args); err != nil {
		return err
	}
	write, ok := rehearsalForms[*as]
	if !ok {
		return &usageError{fmt.Sprintf("thidua rehearse: -as is %q; it can be text, xlsx or ics", *as)}
	}
	if *as != "text" && *to == "" {
		return &usageError{"thidua rehearse: -to FILE is needed for -as " + *as}
	}
	c, err := sandboxConfig(e, *path)
	if err != nil {
		return err
	}
	if *lang != "" {
		c.Bot.Language = *lang
	}
	r, err := rehearsal(c, *dir)
	if err != nil {
		return err
	}
	if *to == "" {
		return write(e.out, r)
	}
	out, err := os.Create(*to)
	if err != nil {
		return err
	}
	if err := write(out, r); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

// rehearsalForms are the shapes the year comes in.
var rehearsalForms = map[string]func(io.Writer, *playbill) error{
	"text": func(w io.Writer, p *playbill) error { return written(w, []byte(p.String()), nil) },
	"xlsx": func(w io.Writer, p *playbill) error {
		content, err := handlers.RehearsalBook(&p.config.Plan, p.scenes, p.warnings, p.config.Bot.Language)
		return written(w, content, err)
	},
	"ics": func(w io.Writer, p *playbill) error {
		content, err := handlers.RehearsalCalendar(&p.config.Plan, p.scenes, p.config.Bot.Language)
		return written(w, content, err)
	},
}

func written(w io.Writer, content []byte, err error) error {
	if err == nil {
		_, err = w.Write(content)
	}
	return err
}

// rehearsal plays the year, for the people of a data directory where one is
// named.
func rehearsal(c *bot.Config, data string) (*playbill, error) {
	p := &playbill{config: c}
	cast, missing, err := cast(c, data)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "thidua-rehearsal-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	db, err := storage.Open(dir, storage.Options{})
	if err != nil {
		return nil, err
	}
	defer db.Close()
	if err := handlers.Rehearse(db, c.Plan, c.HandlerSettings(), cast, p.add); err != nil {
		return nil, err
	}
	p.burst()
	p.warnings = slices.Concat(p.warnings, handlers.WarnPlan(&c.Plan, c.Bot.Language), missing)
	return p, nil
}

// cast are the people of a data directory, and what is missing among them.
func cast(c *bot.Config, data string) (people []storage.Person, missing []string, err error) {
	if data == "" {
		return nil, nil, nil
	}
	db, err := open(data)
	if err != nil {
		return nil, nil, err
	}
	defer db.Close()
	err = db.View(now(), func(tx *storage.Tx) error {
		people, missing = handlers.Cast(tx, &c.Plan, c.Bot.Language)
		return nil
	})
	return slices.Concat([]storage.Person{}, people), missing, err
}

// playbill collects a year of messages; those with the same words at the same
// instant are one scene.
type playbill struct {
	config   *bot.Config
	scenes   []handlers.Scene
	warnings []string
	messages int
	instants int
	now      int // messages of the instant under way
}

func (p *playbill) add(m handlers.Rehearsed) {
	last := len(p.scenes) - 1
	if last < 0 || !m.At.Equal(p.scenes[last].At) {
		p.burst()
		p.instants, p.now = p.instants+1, 0
	}
	p.messages++
	p.now++
	if p.config.Plan.Quiet(m.At, false) {
		p.warnings = append(p.warnings, handlers.WarnQuiet(m.At, p.config.Bot.Language))
	}
	text := plainMessage(m)
	for i := last; i >= 0 && p.scenes[i].At.Equal(m.At); i-- {
		if p.scenes[i].Text == text {
			p.scenes[i].To = append(p.scenes[i].To, m.To)
			return
		}
	}
	p.scenes = append(p.scenes, handlers.Scene{At: m.At, Text: text, To: []string{m.To}})
}

// burst warns of an instant with more messages than go out within a minute.
func (p *playbill) burst() {
	if rate := p.config.Bot.Pace.Rate; len(p.scenes) > 0 && rate > 0 && float64(p.now) > rate*60 {
		at := p.scenes[len(p.scenes)-1].At
		p.warnings = append(p.warnings, handlers.WarnBurst(p.now, at, rate, p.config.Bot.Language))
	}
}

// String is the year as text.
func (p *playbill) String() string {
	var b strings.Builder
	lang := p.config.Bot.Language
	for i, s := range p.scenes {
		if i == 0 || !s.At.Equal(p.scenes[i-1].At) {
			fmt.Fprintf(&b, "\n== %s\n", handlers.RehearsalHead(s.At, lang))
		}
		fmt.Fprintf(&b, "-> %s\n", strings.Join(s.To, "; "))
		for line := range strings.SplitSeq(s.Text, "\n") {
			fmt.Fprintln(&b, strings.TrimRight("   "+line, " "))
		}
	}
	fmt.Fprintf(&b, "\n%s\n", handlers.RehearsalSum(p.messages, p.instants, lang))
	for _, text := range p.warnings {
		fmt.Fprintln(&b, handlers.RehearsalNote(text, lang))
	}
	return b.String()
}
