package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	_ "embed"

	"thidua/bot"
	"thidua/bot/clock"
	"thidua/bot/sandbox"
	"thidua/bot/sandbox/transcript"
	"thidua/campaign"
)

// The talk the sandbox begins with, in both languages: its people press buttons
// by their labels.
var (
	//go:embed story.txt
	storyText []byte
	//go:embed story_en.txt
	storyTextInEn []byte
)

const (
	// The impersonated Telegram accepts this token only; it opens nothing else.
	sandboxToken = "1000000042:SANDBOX-only-this-token-opens-nothing0"
	sandboxBot   = "ThiDuaBot"
	// defaultStart is the last morning of phase 1 of the example plan.
	defaultStart = "2021-05-31T07:00"
	// telegramSide is where the impersonated Telegram is kept, beside the bot's
	// own files.
	telegramSide = "telegram"
	// storyLead is how long before the start of the play the story begins.
	storyLead = 20 * 24 * time.Hour
)

// game is one sandbox: the impersonated Telegram, the bot and the page.
type game struct {
	e      *env
	config *bot.Config
	clock  *clock.Movable
	server *sandbox.Server
	talk   *transcript.Talk
	start  time.Time
	bot    *bot.Bot
	dir    string
	code   string // for the first secretary
}

// play runs the bot against the impersonated Telegram and serves the page.
func play(ctx context.Context, e *env, args []string) error {
	f := e.flags("sandbox")
	addr := f.String("addr", "127.0.0.1:8080", "loopback `address` of the page")
	path := f.String("config", "", "config `file`; the 2021 plan when empty")
	dir := f.String("data", "", "data `directory`, kept; a new one that is removed when empty")
	at := f.String("at", "", "`time` to start at, "+defaultStart+" when empty")
	lang := f.String("lang", "vi", "`language` of the page and of whoever has not chosen: vi or en")
	empty := f.Bool("empty", false, "start with nobody joined")
	if err := parse(f, args); err != nil {
		return err
	}
	if *lang != "vi" && *lang != "en" {
		return &usageError{"thidua sandbox: -lang is vi or en"}
	}
	c, err := sandboxConfig(e, *path)
	if err != nil {
		return err
	}
	c.Bot.Language, c.Bot.Backup.Schedule = *lang, ""
	start, err := time.ParseInLocation("2006-01-02T15:04", cmp.Or(*at, defaultStart), c.Plan.Location())
	if err != nil {
		return &usageError{fmt.Sprintf("thidua sandbox: -at %q is no time such as %s", *at, defaultStart)}
	}
	listener, err := loopback(*addr)
	if err != nil {
		return err
	}
	g := &game{e: e, config: c, start: start, dir: *dir}
	if g.dir == "" {
		if g.dir, err = os.MkdirTemp("", "thidua-sandbox-"); err != nil {
			return err
		}
		defer os.RemoveAll(g.dir)
	}
	story := storyText
	if *lang == "en" {
		story = storyTextInEn
	}
	if g.talk, err = transcript.Parse(story); err != nil {
		return err
	}
	return g.run(ctx, listener, *lang, *empty)
}

func sandboxConfig(e *env, path string) (*bot.Config, error) {
	if path != "" {
		return load(e, path)
	}
	c, problems := bot.Parse("config.example.toml", exampleConfig)
	if len(problems) > 0 {
		return nil, errors.New(problems[0].String())
	}
	return c, nil
}

// loopback listens, and refuses addresses others could reach.
func loopback(addr string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, &usageError{"thidua sandbox: -addr: " + err.Error()}
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, &usageError{fmt.Sprintf("thidua sandbox: -addr %s: the sandbox has no passwords and listens on this machine only, for example 127.0.0.1:8080", addr)}
	}
	return net.Listen("tcp", addr)
}

// run starts everything and ends when ctx does.
func (g *game) run(ctx context.Context, l net.Listener, lang string, empty bool) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	tells, err := g.begin(empty)
	if err != nil {
		return err
	}
	if err := g.open(l); err != nil {
		return err
	}
	g.server = sandbox.New(g.options(lang))
	defer g.server.Close()
	release := func() {}
	if tells {
		release = g.server.Hold()
	}
	web := &http.Server{Handler: g.server.Handler(), ReadHeaderTimeout: 10 * time.Second}
	served, ran := make(chan error, 1), make(chan error, 1)
	go func() { served <- web.Serve(l) }()
	defer web.Close()
	go func() { ran <- g.bot.Run(ctx) }()
	fmt.Fprintf(g.e.out, "Sandbox: open http://%s/ in a browser. Ctrl-C ends it.\n", l.Addr())
	if tells {
		if err := errors.Join(g.tell(ctx), g.told(ctx)); err != nil && ctx.Err() == nil {
			return fmt.Errorf("the sandbox's story: %w", err)
		}
		release()
	}
	fmt.Fprintln(g.e.out, "Sandbox ready: it is", g.clock.Now().Format("15:04, 2 January 2006")+".")
	if !tells && g.code != "" {
		fmt.Fprintln(g.e.out, "Nobody has joined. The code that makes its user the first secretary:", g.code)
	}
	select {
	case err := <-served:
		return err
	case err := <-ran:
		return err
	case <-ctx.Done():
	}
	stop()
	return <-ran
}

// open makes the bot and, while nobody is secretary, the first code.
func (g *game) open(l net.Listener) (err error) {
	g.bot, err = bot.New(bot.Options{
		Config: g.config, Token: sandboxToken, Endpoint: "http://" + l.Addr().String(), DataDir: g.dir,
		Clock: g.clock, Log: newLog(g.e, "error"), Beside: []string{telegramSide},
	})
	if err != nil {
		return inUse(err)
	}
	if g.code, err = g.bot.FirstCode(); err != nil {
		return errors.Join(err, g.bot.Close())
	}
	return nil
}

func (g *game) options(lang string) sandbox.Options {
	o := sandbox.Options{
		Token: sandboxToken, BotName: sandboxBot, Clock: g.clock, Zone: g.config.Plan.Location(), Lang: lang,
		People: g.people(lang), Dir: g.dir + "/" + telegramSide,
		Outbox: g.outbox, Next: g.next, Idle: g.bot.Idle, GoTo: g.places(lang), End: g.yearEnd(),
		Group: &sandbox.Persona{ID: -1001, Name: g.config.Plan.Bloc, Alias: "khoi"},
	}
	return o
}

// people are those of the story, one contact for every unit without one, an
// observer and a stranger.
func (g *game) people(lang string) []sandbox.Persona {
	var out []sandbox.Persona
	taken := map[string]bool{}
	for _, p := range g.talk.Persons {
		role, unit, _ := strings.Cut(g.talk.Setting(p.Alias), ":")
		taken[unit] = taken[unit] || role == string(campaign.Contact)
		name := ""
		if u, ok := g.config.Plan.Unit(unit); ok {
			name = u.Name
		}
		out = append(out, sandbox.Persona{ID: p.ID, Name: p.Name, Phone: p.Phone, Alias: p.Alias, Role: roleLabel(role, lang), Unit: name})
	}
	for i, u := range g.config.Plan.Units {
		if taken[u.ID] {
			continue
		}
		out = append(out, sandbox.Persona{
			ID: int64(3001 + i), Name: spareNames[i%len(spareNames)], Phone: fmt.Sprintf("+8491200%04d", 3001+i),
			Alias: "dm-" + u.ID, Role: roleLabel(string(campaign.Contact), lang), Unit: u.Name,
		})
	}
	return append(
		out,
		sandbox.Persona{ID: 4001, Name: "Triệu Văn Đông", Phone: "+84912004001", Alias: "bantdkt", Role: roleLabel(string(campaign.Observer), lang)},
		sandbox.Persona{ID: 9001, Name: "Đinh Thị Xuân", Phone: "+84912009001", Alias: "la", Role: roleLabel("", lang)},
	)
}

// spareNames are invented; units beyond the list use them again.
var spareNames = []string{
	"Nguyễn Thị Mai", "Hoàng Văn Sơn", "Phạm Quốc Huy", "Vũ Thị Lan",
	"Đặng Văn Hùng", "Bùi Thị Ngọc", "Lý Văn Thành", "Ma Thị Hạnh",
}

// roleLabel says on the page what part a person is meant to play; the bot
// itself learns it only through the chat.
func roleLabel(role, lang string) string {
	labels := map[string][2]string{
		string(campaign.Contact):   {"Cán bộ đầu mối", "Contact"},
		string(campaign.Secretary): {"Thường trực khối", "Secretary"},
		string(campaign.Leader):    {"Lãnh đạo khối", "Leader"},
		string(campaign.Observer):  {"Ban TĐKT tỉnh", "Observer"},
		"":                         {"Người lạ", "Stranger"},
	}
	if lang == "en" {
		return labels[role][1]
	}
	return labels[role][0]
}

// places are the named instants of the clock bar.
func (g *game) places(lang string) []sandbox.GoTo {
	label := "Đến tháng 12"
	if lang == "en" {
		label = "Go to December"
	}
	at := time.Date(g.config.Plan.Year, time.December, 1, 8, 30, 0, 0, g.config.Plan.Location())
	return []sandbox.GoTo{{Label: label, At: at}}
}

// yearEnd is the morning after the last instant of the plan's timetable: the
// year of the plan ends with it, not on 31 December (S61).
func (g *game) yearEnd() time.Time {
	notices := campaign.Notices(&g.config.Plan)
	if len(notices) == 0 {
		return time.Time{}
	}
	return notices[len(notices)-1].At.AddDate(0, 0, 1)
}

func (g *game) outbox() []sandbox.OutboxRow {
	var out []sandbox.OutboxRow
	for _, w := range g.bot.Outbox() {
		out = append(out, sandbox.OutboxRow{
			ID: fmt.Sprint(w.ID), Chat: w.Chat, Kind: string(w.Kind), Due: w.Due, Attempts: w.Attempts, Error: w.Error,
		})
	}
	return out
}

// next is the first instant of a kind after now.
func (g *game) next(kind string) (time.Time, bool) {
	now := g.clock.Now()
	var all []time.Time
	if kind == sandbox.NextDeadline {
		for _, r := range g.config.Plan.Requirements {
			if d := g.config.Plan.Deadline(r); !d.IsZero() {
				all = append(all, d)
			}
		}
	} else {
		all = g.bot.NextInstants()
	}
	slices.SortFunc(all, time.Time.Compare)
	for _, at := range all {
		if at.After(now) {
			return at, true
		}
	}
	return time.Time{}, false
}
