package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"thidua/bot"
)

// rolledOver makes next year's config from this year's; what a person must look
// at goes to the error output, so that the config can be piped.
func rolledOver(_ context.Context, e *env, args []string) error {
	f := e.flags("rollover")
	path := f.String("config", "", "config `file` of this year")
	to := f.String("to", "", "new `file`; must not exist (the output without it)")
	if err := parse(f, args, "config"); err != nil {
		return err
	}
	c, err := load(e, *path)
	if err != nil {
		return err
	}
	raw, err := os.ReadFile(*path)
	if err != nil {
		return err
	}
	next, look, err := bot.Rollover(c, string(raw))
	if err != nil {
		return err
	}
	if err := writeNew(e, *to, next); err != nil {
		return err
	}
	fmt.Fprintf(e.err, "The config of %d is made. Please look at:\n", c.Plan.Year+1)
	for _, line := range look {
		fmt.Fprintln(e.err, "-", line)
	}
	return nil
}

// writeNew writes a file that must not exist yet, or the output.
func writeNew(e *env, path, text string) error {
	if path == "" {
		_, err := fmt.Fprint(e.out, text)
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return &usageError{path + " exists; nothing was written"}
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Sync(), f.Close())
}
