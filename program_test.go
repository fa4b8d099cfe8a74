//go:build linux

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// testToken has the form of a real token and opens nothing.
const testToken = "987654321:TEST-token-of-the-end-to-end-tests_0"

// built is the real program, built once for all tests of this run.
var built struct {
	once sync.Once
	path string
	err  error
}

// everything is what every run of the program printed, for the last look in
// TestMain.
var everything output

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "thidua-test-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	built.path = filepath.Join(dir, "thidua")
	status := m.Run()
	_ = os.RemoveAll(dir)
	if leaks(everything.String()) != "" {
		fmt.Fprintln(os.Stderr, "FAIL: a run of the program printed the bot token")
		status = 1
	}
	os.Exit(status)
}

// program is the path of the real program.
func program(tb testing.TB) string {
	tb.Helper()
	built.once.Do(func() {
		out, err := exec.Command("go", "build", "-o", built.path, ".").CombinedOutput()
		if err != nil {
			built.err = fmt.Errorf("go build: %w\n%s", err, out)
		}
	})
	if built.err != nil {
		tb.Fatal(built.err)
	}
	return built.path
}

// output collects what a program prints, while it runs.
type output struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.String()
}

// process is one run of the program.
type process struct {
	tb   testing.TB
	cmd  *exec.Cmd
	out  output // standard output and error
	over chan struct{}
	dull bool // not worth showing when the test fails
}

// launch starts the program with an environment of its own. It is killed at
// the end of the test if it has not ended before, and what it printed is
// looked through: no token, no panic, nothing in quarantine unless asked for.
func launch(tb testing.TB, env []string, args ...string) *process {
	tb.Helper()
	p := &process{tb: tb, cmd: exec.Command(program(tb), args...), over: make(chan struct{})}
	p.cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "TMPDIR=" + tb.TempDir()}, env...)
	p.cmd.Stdout, p.cmd.Stderr = &p.out, &p.out
	p.cmd.WaitDelay = 5 * time.Second
	if err := p.cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	go func() {
		_ = p.cmd.Wait()
		close(p.over)
	}()
	tb.Cleanup(p.finish)
	return p
}

// finish ends the run and looks through its output.
func (p *process) finish() {
	p.kill()
	text := p.out.String()
	_, _ = everything.Write([]byte(text))
	if line := leaks(text); line != "" {
		p.tb.Errorf("the token was printed: %s", line)
	}
	for _, bad := range []string{"panic", "goroutine ", "DATA RACE"} {
		if strings.Contains(text, bad) {
			p.tb.Errorf("%q in the output of the program:\n%s", bad, tail(text))
			return
		}
	}
	if p.tb.Failed() && !p.dull {
		p.tb.Logf("the program printed:\n%s", tail(text))
	}
}

// ended reports whether the run is over.
func (p *process) ended() bool {
	select {
	case <-p.over:
		return true
	default:
		return false
	}
}

// kill is kill -9.
func (p *process) kill() {
	if !p.ended() {
		_ = p.cmd.Process.Kill()
	}
	<-p.over
}

func (p *process) signal(s syscall.Signal) {
	p.tb.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.tb.Fatal(err)
	}
}

// status waits for the end and gives the exit status.
func (p *process) status(within time.Duration) int {
	p.tb.Helper()
	select {
	case <-p.over:
	case <-time.After(within):
		p.tb.Fatalf("the program still runs after %v", within)
	}
	return p.cmd.ProcessState.ExitCode()
}

// stop ends the run by a signal, as an operator would; it must be clean.
func (p *process) stop() {
	p.tb.Helper()
	p.signal(syscall.SIGTERM)
	if got := p.status(12 * time.Second); got != 0 {
		p.tb.Errorf("the exit status after SIGTERM is %d, want 0\n%s", got, tail(p.out.String()))
	}
}

// prints waits until the program has printed something.
func (p *process) prints(text string, within time.Duration) {
	p.tb.Helper()
	end := time.Now().Add(within)
	for !strings.Contains(p.out.String(), text) {
		if p.ended() || time.Now().After(end) {
			p.tb.Fatalf("the program did not print %q within %v:\n%s", text, within, tail(p.out.String()))
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// outcome is a run that ends by itself.
func outcome(tb testing.TB, env []string, args ...string) (status int, text string) {
	tb.Helper()
	p := launch(tb, env, args...)
	status = p.status(30 * time.Second)
	return status, p.out.String()
}

// leaks finds a line with the token, or with its secret half in any form.
func leaks(text string) string {
	_, secret, _ := strings.Cut(testToken, ":")
	if !strings.Contains(text, secret) {
		return ""
	}
	for line := range strings.Lines(text) {
		if strings.Contains(line, secret) {
			return strings.ReplaceAll(line, secret, "…")
		}
	}
	return "over several lines"
}

func tail(s string) string {
	const most = 6000
	if len(s) > most {
		s = "…" + s[len(s)-most:]
	}
	return s
}

// eventually waits for a condition, asked every few milliseconds.
func eventually(tb testing.TB, within time.Duration, what string, ok func() bool) {
	tb.Helper()
	ctx, cancel := context.WithTimeout(tb.Context(), within)
	defer cancel()
	for !ok() {
		select {
		case <-ctx.Done():
			tb.Fatalf("not within %v: %s", within, what)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// problemLine is how check names a place.
var problemLine = regexp.MustCompile(`(?m)^[^:\n]+:(\d+):(\d+): .+`)
