//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestWithoutToken: nothing starts, the status says so, and the text says how
// to get a token.
func TestWithoutToken(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	config := writeConfig(t, dir, shifted(time.Now()))
	data := filepath.Join(dir, "data")
	status, text := outcome(t, nil, "run", "-config", config, "-data", data)
	if status != 2 {
		t.Errorf("status %d, want 2", status)
	}
	for _, want := range []string{"@BotFather", "/newbot", "TELEGRAM_BOT_TOKEN"} {
		if !strings.Contains(text, want) {
			t.Errorf("nothing about %s in:\n%s", want, text)
		}
	}
	if _, err := os.Stat(data); !os.IsNotExist(err) {
		t.Errorf("a data directory was made: %v", err)
	}
}

// TestWrongUse: mistakes in flags have status 2 and touch nothing.
func TestWrongUse(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	config := writeConfig(t, dir, shifted(time.Now()))
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "thidua run -config FILE"},
		{[]string{"dance"}, `no verb "dance"`},
		{[]string{"run", "-data", dir}, "-config is missing"},
		{[]string{"run", "-config", config}, "-data is missing"},
		{[]string{"run", "-config", filepath.Join(dir, "none.toml"), "-data", dir}, "none.toml"},
		{[]string{"check", "-config", config, "more"}, `no argument "more"`},
		{[]string{"check", "-speed", "9"}, "-speed"},
		{[]string{"claim", "-data", dir, "-role", "king"}, "secretary, leader or admin"},
		{[]string{"backup", "-data", dir}, "-to is missing"},
		{[]string{"restore", "-data", dir}, "-from is missing"},
	} {
		status, text := outcome(t, nil, c.args...)
		if status != 2 || !strings.Contains(text, c.want) {
			t.Errorf("%q: status %d, want 2 and %q in:\n%s", c.args, status, c.want, text)
		}
	}
	if status, text := outcome(t, nil, "version"); status != 0 || !strings.HasPrefix(text, "thidua ") {
		t.Errorf("version: status %d, %q", status, text)
	}
	if status, text := outcome(t, nil, "help"); status != 0 || !strings.Contains(text, "thidua verify") {
		t.Errorf("help: status %d, %q", status, text)
	}
}

// TestCheck: a good config has status 0; a bad one has status 2 and every
// problem a line with file, line and column; run starts nothing with it.
func TestCheck(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	good := writeConfig(t, dir, shifted(time.Now()))
	if status, text := outcome(t, nil, "check", "-config", good); status != 0 || strings.Contains(text, "warning") && !strings.Contains(text, "last day on time") {
		t.Errorf("good: status %d\n%s", status, text)
	}
	example, err := filepath.Abs("config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	if status, text := outcome(t, nil, "check", "-config", example); status != 0 || !strings.Contains(text, "all deadlines are past") {
		t.Errorf("the example: status %d\n%s", status, text)
	}
	text := set(t, shifted(time.Now()), "campaign", "head", `"nobody"`)
	text = set(t, text, "sheet", "total", "99")
	text = set(t, text, "bot", "poll_timeout", `"5h"`)
	bad := writeConfig(t, t.TempDir(), strings.Replace(text, "[bot.pace]", "speed = 3\n[bot.pace]", 1))
	status, out := outcome(t, nil, "check", "-config", bad)
	if found := problemLine.FindAllString(out, -1); status != 2 || len(found) < 4 {
		t.Errorf("bad: status %d, want 2 and four problems with places:\n%s", status, out)
	}
	for _, want := range []string{"nobody", "99", "poll_timeout", "speed"} {
		if !strings.Contains(out, want) {
			t.Errorf("nothing about %s in:\n%s", want, out)
		}
	}
	data := filepath.Join(dir, "none")
	env := []string{"TELEGRAM_BOT_TOKEN=" + testToken, "TELEGRAM_API_URL=http://127.0.0.1:9"}
	if status, _ := outcome(t, env, "run", "-config", bad, "-data", data); status != 2 {
		t.Errorf("run with a bad config: status %d, want 2", status)
	}
	if _, err := os.Stat(data); !os.IsNotExist(err) {
		t.Errorf("a data directory was made: %v", err)
	}
}

// TestStopsCleanly: SIGTERM and SIGINT end the program with status 0 within
// ten seconds, during a long poll, during a download and while Telegram cannot
// be reached; what was not done is done after the next start.
func TestStopsCleanly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, s := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		p := w.start()
		began := time.Now()
		p.signal(s)
		if got := p.status(10 * time.Second); got != 0 {
			t.Errorf("%v during a long poll: status %d\n%s", s, got, p.out.String())
		}
		if took := time.Since(began); took > 3*time.Second {
			t.Errorf("%v during a long poll: %v", s, took)
		}
	}
	w.Network(false)
	p := w.launch()
	p.prints("cannot be", 10*time.Second)
	w.Say(strangerID, "/start")
	p.stop()
	w.Network(true)
	w.start()
	w.person(strangerID).hears("Kính chào")
	w.run.stop()
	w.sound()
}
