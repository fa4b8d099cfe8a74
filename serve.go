package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"

	"thidua/bot"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// load reads a config and tells every problem it has.
func load(e *env, path string) (*bot.Config, error) {
	c, problems, err := bot.Load(path)
	for _, p := range problems {
		fmt.Fprintln(e.err, p)
	}
	switch {
	case err != nil:
		return nil, &usageError{err.Error()}
	case len(problems) > 0:
		return nil, &usageError{fmt.Sprintf("%d problems; nothing was started", len(problems))}
	}
	return c, nil
}

// check tells the problems of a config, and what is allowed and yet worth a look.
func check(_ context.Context, e *env, args []string) error {
	f := e.flags("check")
	path := f.String("config", "", "config `file`")
	dir := f.String("data", "", "data `directory` of a stopped bot, or a backup: what the config says otherwise than the plan in force")
	if err := parse(f, args, "config"); err != nil {
		return err
	}
	c, err := load(e, *path)
	if err != nil {
		return err
	}
	for _, w := range bot.Warnings(c, now()) {
		fmt.Fprintln(e.err, "warning:", w)
	}
	if *dir != "" {
		if err := differences(e, c, *dir); err != nil {
			return err
		}
	}
	fmt.Fprintf(e.out, "%s: good; campaign %s, %d units, %d requirements, %d criteria\n",
		*path, c.Plan.Campaign, len(c.Plan.Units), len(c.Plan.Requirements), len(c.Plan.Sheet.Criteria))
	return nil
}

// differences prints what adopting a config would change.
func differences(e *env, c *bot.Config, dir string) error {
	db, err := open(dir)
	if err != nil {
		return err
	}
	defer db.Close()
	var list []campaign.Difference
	another, begun := "", 0
	err = db.View(now(), func(tx *storage.Tx) error {
		all := storage.Campaigns(tx)
		if len(all) == 0 || all[0].Campaign != c.Plan.Campaign {
			another = "none"
			if len(all) > 0 {
				another = all[0].Campaign
			}
			return nil
		}
		row, _ := storage.PlanRevision(tx, all[0].Campaign, all[0].Revision)
		list = campaign.Differences(&row.Plan, &c.Plan)
		if !campaign.SameSheet(&row.Plan.Sheet, &c.Plan.Sheet) {
			begun = len(storage.StartedSheets(tx, c.Plan.Campaign))
		}
		return nil
	})
	if err != nil {
		return err
	}
	switch {
	case another != "":
		fmt.Fprintf(e.out, "the campaign in force there is %s; adopting this config begins campaign %s\n", another, c.Plan.Campaign)
	case len(list) == 0:
		fmt.Fprintln(e.out, "nothing differs from the plan in force")
	}
	for _, d := range list {
		fmt.Fprintln(e.out, "changes:", plainText(handlers.DifferenceWords(d, c.Bot.Language)))
	}
	if begun > 0 {
		fmt.Fprintf(e.out, "score sheets begun: %d; the new one waits until a leader puts it in force at /bangchammoi\n", begun)
	}
	return nil
}

// serve runs the bot until it is told to stop.
func serve(ctx context.Context, e *env, args []string) error {
	f := e.flags("run")
	path := f.String("config", "", "config `file`")
	dir := f.String("data", "", "data `directory`")
	if err := parse(f, args, "config", "data"); err != nil {
		return err
	}
	c, err := load(e, *path)
	if err != nil {
		return err
	}
	for _, w := range bot.Warnings(c, now()) {
		fmt.Fprintln(e.err, "warning:", w)
	}
	token, err := c.ResolveToken(e.getenv)
	if err != nil {
		return &usageError{err.Error()}
	}
	endpoint, err := c.ResolveEndpoint(e.getenv)
	if err != nil {
		return &usageError{err.Error()}
	}
	return run(ctx, e, *path, bot.Options{Config: c, Token: token, Endpoint: endpoint, DataDir: *dir, Log: newLog(e, c.Bot.LogLevel)})
}

// run runs the bot: a first start prints the code for the first secretary, to
// the terminal only; SIGUSR1 orders a backup, SIGHUP has the config read again.
func run(ctx context.Context, e *env, path string, o bot.Options) error {
	easeCollector(e)
	b, err := bot.New(o)
	if err != nil {
		return inUse(err)
	}
	code, err := b.FirstCode()
	if err != nil {
		return errors.Join(err, b.Close())
	}
	if code != "" {
		fmt.Fprintln(e.out, "Nobody is secretary yet. To become the first, type this code to the bot:", code)
	}
	stop := onSignals(b.BackupNow, func() { reread(ctx, e, b, path) })
	defer stop()
	return b.Run(ctx)
}

const (
	collectAt   = 400      // percent of growth, Go's own is 100
	collectFrom = 96 << 20 // bytes from which memory counts more than time
)

// easeCollector lets the heap grow further before it is collected. What lives in
// it is a few megabytes, so Go would collect every ten presses, and the press in
// whose time that falls waits three times as long as the others; a dozen megabytes
// buy it off. An operator's GOGC or GOMEMLIMIT stands.
func easeCollector(e *env) {
	if e.getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	if e.getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(collectFrom)
	}
}

// reread reads the config again. A config that has problems is told and changes
// nothing.
func reread(ctx context.Context, e *env, b *bot.Bot, path string) {
	c, problems, err := bot.Load(path)
	problem := ""
	switch {
	case err != nil:
		problem = err.Error()
	case len(problems) > 0:
		for _, p := range problems {
			fmt.Fprintln(e.err, p)
		}
		problem = problems[0].String()
	}
	if err := b.Reload(ctx, c, problem); err != nil && ctx.Err() == nil {
		fmt.Fprintln(e.err, "the config was read again:", err)
	}
}

// newLog writes to the terminal; the bot takes every token out on the way.
func newLog(e *env, level string) *slog.Logger {
	var l slog.Level
	if l.UnmarshalText([]byte(level)) != nil {
		l = slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(e.err, &slog.HandlerOptions{Level: l}))
}
