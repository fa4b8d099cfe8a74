// Command thidua is a Telegram bot that runs an emulation bloc's year: see the
// README. This file is the table of its verbs; each verb is wired in the file
// named after what it is for (serve.go, play.go, care.go, takeout.go).
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	_ "embed"
	_ "time/tzdata" // a scratch image and Windows have no zone files
)

//go:embed config.example.toml
var exampleConfig []byte

// verb is one thing the program does.
type verb struct {
	name, args, help string
	run              func(context.Context, *env, []string) error
}

func verbs() []verb {
	return []verb{
		{"run", "-config FILE -data DIR", "run the bot", serve},
		{"sandbox", "[-addr 127.0.0.1:8080] [-config FILE] [-data DIR] [-at 2021-05-31T07:00] [-lang vi|en] [-empty]", "play the bot in a browser, without a token", play},
		{"retention", "-config FILE -data DIR", "list who would be erased and when, without erasing anybody", retention},
		{"rehearse", "[-config FILE] [-lang vi|en] [-data DIR] [-as text|xlsx|ics] [-to FILE]", "tell every message the plan will send, when and to whom", rehearse},
		{"check", "-config FILE [-data DIR]", "check a config; every problem with its place, and what it would change", check},
		{"rollover", "-config FILE [-to FILE]", "make next year's config from this year's, and list what to look at", rolledOver},
		{"claim", "-data DIR -role secretary|leader|admin", "print a code that makes its user secretary, leader or admin", claim},
		{"backup", "-data DIR -to DIR", "copy the data of a stopped bot, and verify the copy", backup},
		{"restore", "-from DIR -data DIR", "put a backup into a new directory", restore},
		{"export", "-data DIR -to DIR", "write everything a stopped bot holds as files and JSON", export},
		{"verify", "-data DIR", "read everything in a data directory or backup and check it", verify},
		{"version", "", "print the version", version},
	}
}

// env is what a verb sees of the process.
type env struct {
	out, err io.Writer
	getenv   func(string) string
}

// The exit statuses.
const (
	statusFailed = 1 // it could not be done
	statusUsage  = 2 // it was asked for in the wrong way: flags, config, token
)

// usageError is a mistake in flags, config or token: nothing was started.
type usageError struct{ message string }

func (e *usageError) Error() string { return e.message }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(do(ctx, &env{os.Stdout, os.Stderr, os.Getenv}, os.Args[1:]))
}

// do runs the verb named first in args and returns the exit status.
func do(ctx context.Context, e *env, args []string) int {
	if len(args) == 0 {
		usage(e.err)
		return statusUsage
	}
	for _, v := range verbs() {
		if v.name == args[0] {
			return e.status(v.run(ctx, e, args[1:]))
		}
	}
	if args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		usage(e.out)
		return 0
	}
	fmt.Fprintf(e.err, "thidua: there is no verb %q\n\n", args[0])
	usage(e.err)
	return statusUsage
}

func (e *env) status(err error) int {
	var wrong *usageError
	switch {
	case err == nil || errors.Is(err, flag.ErrHelp):
		return 0
	case errors.As(err, &wrong):
		if wrong.message != "" {
			fmt.Fprintln(e.err, wrong.message)
		}
		return statusUsage
	}
	fmt.Fprintln(e.err, "thidua:", err)
	return statusFailed
}

func usage(w io.Writer) {
	fmt.Fprint(w, "thidua runs an emulation bloc's year on Telegram.\n\n")
	for _, v := range verbs() {
		fmt.Fprintf(w, "  %s\n        %s\n", strings.TrimSpace("thidua "+v.name+" "+v.args), v.help)
	}
}

// flags makes a flag set that reports mistakes as usage errors.
func (e *env) flags(name string) *flag.FlagSet {
	f := flag.NewFlagSet("thidua "+name, flag.ContinueOnError)
	f.SetOutput(e.err)
	return f
}

// parse reads flags; the flag set has already told the mistake.
func parse(f *flag.FlagSet, args []string, required ...string) error {
	if err := f.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return err
		}
		return &usageError{}
	}
	if f.NArg() > 0 {
		return &usageError{fmt.Sprintf("%s takes no argument %q", f.Name(), f.Arg(0))}
	}
	for _, name := range required {
		if f.Lookup(name).Value.String() == "" {
			return &usageError{fmt.Sprintf("%s: -%s is missing", f.Name(), name)}
		}
	}
	return nil
}

func version(_ context.Context, e *env, args []string) error {
	if err := parse(e.flags("version"), args); err != nil {
		return err
	}
	fmt.Fprintln(e.out, "thidua", buildVersion())
	return nil
}

func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown)"
	}
	revision, changed := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = " " + s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = "+"
		}
	}
	return info.Main.Version + revision + changed + " " + info.GoVersion
}
