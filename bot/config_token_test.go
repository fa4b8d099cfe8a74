package bot

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	configTokenA = "1234567890:AAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	configTokenB = "2234567890:BBbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb_-b"
	configTokenC = "3234567890:CCcccccccccccccccccccccccccccccccccc"
)

func configEnv(kv ...string) func(string) string {
	return func(k string) string {
		for i := 0; i < len(kv); i += 2 {
			if kv[i] == k {
				return kv[i+1]
			}
		}
		return ""
	}
}

func TestConfigTokenOrder(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "token")
	if err := os.WriteFile(file, []byte("\ufeff"+configTokenB+"\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := &Config{File: filepath.Join(dir, "config.toml"), Bot: Settings{Token: configTokenC, TokenFile: "token"}}
	expect := func(name, want string, getenv func(string) string) {
		t.Helper()
		if got, err := c.ResolveToken(getenv); err != nil || got != want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, want)
		}
	}
	expect("environment first", configTokenA, configEnv(EnvToken, " "+configTokenA+"\n"))
	expect("then the file", configTokenB, configEnv())
	expect("blank environment is none", configTokenB, configEnv(EnvToken, "  "))
	c.Bot.TokenFile = ""
	expect("then the config", configTokenC, configEnv())
	c.Bot.Token = ""
	_, err := c.ResolveToken(configEnv())
	if !errors.Is(err, ErrNoToken) || !strings.Contains(err.Error(), "@BotFather") || !strings.Contains(err.Error(), EnvToken) {
		t.Errorf("no token: %v", err)
	}
}

func TestConfigTokenErrorsNeverPrintIt(t *testing.T) {
	dir := t.TempDir()
	const bad = "SECRET-not-a-token"
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("bad", bad)
	write("empty", "\n")
	write("two", configTokenA+"\n"+configTokenB)
	at := filepath.Join(dir, "config.toml")
	for name, c := range map[string]struct {
		settings Settings
		env      string
		want     string
	}{
		"environment": {Settings{}, bad, EnvToken},
		"file":        {Settings{TokenFile: "bad"}, "", "bad"},
		"config":      {Settings{Token: bad}, "", "bot.token"},
		"two lines":   {Settings{TokenFile: "two"}, "", "no bot token"},
		"empty file":  {Settings{TokenFile: "empty", Token: configTokenC}, "", "is empty"},
		"no file":     {Settings{TokenFile: "none", Token: configTokenC}, "", "bot.token_file"},
	} {
		token, err := (&Config{File: at, Bot: c.settings}).ResolveToken(configEnv(EnvToken, c.env))
		if err == nil || token != "" {
			t.Errorf("%s: accepted", name)
			continue
		}
		if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		if strings.Contains(err.Error(), "SECRET") || strings.Contains(err.Error(), "AAaaa") {
			t.Errorf("%s: the error prints the token: %v", name, err)
		}
	}
}

func TestConfigProblemsNeverPrintTheToken(t *testing.T) {
	for _, text := range []string{
		"[bot]\ntoken = " + configTokenA,
		"[bot]\nproxy = \"" + configTokenA + "\"",
		"[bot]\nlog_level = \"" + configTokenA + "\"",
		"[bot]\npoll_timeout = \"" + configTokenA + "\"",
		"[bot]\n\"" + configTokenA + "\" = 1",
		"[campaign]\nyear = \"" + configTokenA + "\"",
		"[campaign]\nhead = \"" + configTokenA + "\"",
	} {
		_, problems := Parse("c.toml", []byte(text))
		for _, p := range problems {
			if strings.Contains(p.String(), "AAaaa") {
				t.Errorf("%q: %v", text, p)
			}
		}
	}
}

func TestConfigRedact(t *testing.T) {
	for in, want := range map[string]string{
		"POST https://api.telegram.org/bot" + configTokenA + "/getMe: EOF": "POST https://api.telegram.org/bot<token>/getMe: EOF",
		"/file/bot1234567890%3A" + configTokenA[11:] + "/documents/f.pdf":  "/file/bot<token>/documents/f.pdf",
		configTokenA + " " + configTokenB:                                  "<token> <token>",
		"update 123456789: photo":                                          "update 123456789: photo",
		"12:30 họp khối":                                                   "12:30 họp khối",
		"":                                                                 "",
	} {
		if got := Redact(in); got != want {
			t.Errorf("Redact(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestConfigEndpoint(t *testing.T) {
	c := loadConfigExample(t)
	for env, want := range map[string]string{
		"":                            "https://api.telegram.org",
		"http://127.0.0.1:8081/":      "http://127.0.0.1:8081",
		" https://bots.example/api/ ": "https://bots.example/api",
	} {
		if got, err := c.ResolveEndpoint(configEnv(EnvEndpoint, env)); err != nil || got != want {
			t.Errorf("%q: %q, %v; want %q", env, got, err, want)
		}
	}
	for _, env := range []string{
		"api.telegram.org", "ftp://x.example", "https://", "https://u:SECRET@x.example", "https://x.example?SECRET=1",
		"https://x.example#SECRET", "https://x.example?", "::", "https://:443",
	} {
		_, err := c.ResolveEndpoint(configEnv(EnvEndpoint, env))
		if err == nil || !strings.Contains(err.Error(), EnvEndpoint) || strings.Contains(err.Error(), "SECRET") {
			t.Errorf("%q: %v", env, err)
		}
	}
}

func TestConfigProxy(t *testing.T) {
	for _, good := range []string{"", "http://proxy:3128", "https://u:p@proxy", "socks5://127.0.0.1:1080", "socks5h://[::1]:1080"} {
		if err := checkConfigProxy(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{"proxy:3128", "ftp://proxy", "socks4://proxy:1", "http://", "http://u:SECRET@"} {
		if err := checkConfigProxy(bad); err == nil || strings.Contains(err.Error(), "SECRET") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
