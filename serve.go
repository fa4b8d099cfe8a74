package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"thidua/bot"
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
	fmt.Fprintf(e.out, "%s: good; campaign %s, %d units, %d requirements, %d criteria\n",
		*path, c.Plan.Campaign, len(c.Plan.Units), len(c.Plan.Requirements), len(c.Plan.Sheet.Criteria))
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
	return run(ctx, e, bot.Options{Config: c, Token: token, Endpoint: endpoint, DataDir: *dir, Log: newLog(e, c.Bot.LogLevel)})
}

// run runs the bot: a first start prints the code for the first secretary, to
// the terminal only, and SIGUSR1 orders a backup.
func run(ctx context.Context, e *env, o bot.Options) error {
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
	stop := onBackupSignal(b.BackupNow)
	defer stop()
	return b.Run(ctx)
}

// newLog writes to the terminal; the bot takes every token out on the way.
func newLog(e *env, level string) *slog.Logger {
	var l slog.Level
	if l.UnmarshalText([]byte(level)) != nil {
		l = slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(e.err, &slog.HandlerOptions{Level: l}))
}
