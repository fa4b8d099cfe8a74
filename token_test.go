//go:build linux

package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thidua/bot/sandbox"
)

// TestTokenIsNeverPrinted provokes every error that has an address in it, at
// the most talkative log level. Each run's output is looked through when it
// ends, here as in every other test, and so are the data and the backups.
func TestTokenIsNeverPrinted(t *testing.T) {
	t.Parallel()
	for name, server := range map[string]http.HandlerFunc{
		"401": func(w http.ResponseWriter, _ *http.Request) {
			reply(w, 401, `{"ok":false,"error_code":401,"description":"Unauthorized"}`)
		},
		"404": func(w http.ResponseWriter, _ *http.Request) {
			reply(w, 404, `{"ok":false,"error_code":404,"description":"Not Found"}`)
		},
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere"+r.URL.Path, http.StatusFound)
		},
		"echo": func(w http.ResponseWriter, r *http.Request) {
			reply(w, 400, `{"ok":false,"error_code":400,"description":"bad path `+r.URL.Path+`"}`)
		},
		"html":     func(w http.ResponseWriter, r *http.Request) { reply(w, 502, "<html>"+r.URL.String()) },
		"nonsense": func(w http.ResponseWriter, r *http.Request) { reply(w, 200, r.URL.String()) },
		"cut":      func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			api := httptest.NewServer(server)
			defer api.Close()
			provoke(t, api.URL)
		})
	}
	for name, url := range map[string]string{
		"refused":      "http://127.0.0.1:9",
		"no such name": "http://telegram.invalid",
		"no TLS":       "https://127.0.0.1:9",
		"no URL":       "ftp://nowhere",
		"token in it":  "http://127.0.0.1:9/bot" + testToken,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			provoke(t, url)
		})
	}
}

func reply(w http.ResponseWriter, code int, body string) {
	w.WriteHeader(code)
	_, _ = w.Write([]byte(body))
}

// provoke lets the program fail against an address for a moment.
func provoke(t *testing.T, url string) {
	t.Helper()
	dir := t.TempDir()
	config := writeConfig(t, dir, set(t, shifted(time.Now()), "bot", "log_level", `"debug"`))
	env := []string{"TELEGRAM_BOT_TOKEN=" + testToken, "TELEGRAM_API_URL=" + url}
	p := launch(t, env, "run", "-config", config, "-data", filepath.Join(dir, "data"))
	select {
	case <-p.over:
	case <-time.After(1200 * time.Millisecond):
		p.stop()
	}
	if p.out.String() == "" {
		t.Error("the failure is not told at all")
	}
	nowhere(t, dir)
}

// TestTokenStaysOutOfData: whatever was sent, stored and backed up, the token
// is in none of the files.
func TestTokenStaysOutOfData(t *testing.T) {
	t.Parallel()
	w := newWorld(t, [3]string{"bot", "log_level", `"debug"`}, [3]string{"bot.backup", "dir", `"backup"`})
	w.start()
	hoa := w.contacts(w.secretary(), 1)[0]
	for _, kind := range []string{sandbox.FaultCut, sandbox.FaultGarbage, sandbox.FaultReset, sandbox.FaultGateway} {
		w.Fault(sandbox.Fault{Kind: kind})
		w.Fault(sandbox.Fault{Kind: kind, Method: "getFile"})
		w.Fault(sandbox.Fault{Kind: kind, Method: "getUpdates"})
	}
	w.Fault(sandbox.Fault{Kind: sandbox.FaultTruncated})
	hoa.handsIn("soket", "bao-cao.pdf", pdf("token"))
	hoa.settles()
	w.run.stop()
	if status, text := outcome(t, nil, "backup", "-data", w.data, "-to", filepath.Join(w.dir, "kept")); status != 0 {
		t.Errorf("backup: status %d\n%s", status, text)
	}
	nowhere(t, w.dir)
}

// nowhere looks for the token in every file below a directory.
func nowhere(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if err == nil && leaks(string(raw)) != "" {
			t.Errorf("the token is in %s", strings.TrimPrefix(path, dir))
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestTokenSources: the environment counts before the file, the file before
// the config; what is no token is refused without being shown.
func TestTokenSources(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	file := filepath.Join(w.dir, "token")
	for name, c := range map[string]struct {
		env, file, config string
		want              int
	}{
		"environment": {testToken, "111111:wrong-token-of-the-right-form-0000", "", 0},
		"file":        {"", testToken + "\n", "111111:wrong-token-of-the-right-form-0000", 0},
		"config":      {"", "", testToken, 0},
		"shapeless":   {"not a token", "", "", 2},
		"wrong":       {"111111:wrong-token-of-the-right-form-0000", "", "", 1},
	} {
		t.Run(name, func(t *testing.T) {
			text := shifted(time.Now())
			if c.file != "" {
				if err := os.WriteFile(file, []byte(c.file), 0o600); err != nil {
					t.Fatal(err)
				}
				text = set(t, text, "bot", "token_file", `"token"`)
			}
			if c.config != "" {
				text = set(t, text, "bot", "token", `"`+c.config+`"`)
			}
			config := writeConfig(t, w.dir, text)
			env := []string{"TELEGRAM_BOT_TOKEN=" + c.env, "TELEGRAM_API_URL=" + w.url}
			p := launch(t, env, "run", "-config", config, "-data", filepath.Join(t.TempDir(), "data"))
			if c.want == 0 {
				p.prints("connected to Telegram", 10*time.Second)
				p.stop()
				return
			}
			if got := p.status(10 * time.Second); got != c.want {
				t.Errorf("status %d, want %d\n%s", got, c.want, p.out.String())
			}
		})
	}
}
