package bot

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
)

// Names of the environment variables that override the file.
const (
	EnvToken    = "TELEGRAM_BOT_TOKEN"
	EnvEndpoint = "TELEGRAM_API_URL"
)

// ErrNoToken is told when no token was given anywhere.
var ErrNoToken = errors.New("no bot token: talk to @BotFather in Telegram, send /newbot, and put the token it answers with " +
	"into the environment variable " + EnvToken + " or into the file that bot.token_file names")

const configTokenShape = "this is no bot token; @BotFather gives one of digits, a colon and at least 30 letters, digits, - or _"

var (
	configTokenForm   = regexp.MustCompile(`^\d{6,}:[A-Za-z0-9_-]{30,}$`)
	configTokenInText = regexp.MustCompile(`\d{6,}(:|%3[Aa])[A-Za-z0-9_-]{30,}`)
)

func validConfigToken(s string) bool { return configTokenForm.MatchString(s) }

// Redact replaces everything that looks like a bot token, also as a URL writes
// it. Every text that leaves the program passes through here.
func Redact(s string) string { return configTokenInText.ReplaceAllString(s, "<token>") }

// ResolveToken finds the token: the environment first, then the token file,
// then the config. An environment variable that holds only blanks counts as
// unset. Errors never contain the token.
func (c *Config) ResolveToken(getenv func(string) string) (string, error) {
	token, from := strings.TrimSpace(getenv(EnvToken)), EnvToken
	if token == "" && c.Bot.TokenFile != "" {
		from = c.Beside(c.Bot.TokenFile)
		text, err := readTokenFile(from)
		if err != nil {
			return "", fmt.Errorf("bot.token_file: %w", err)
		}
		if token = strings.TrimSpace(text); token == "" {
			return "", fmt.Errorf("%s is empty: %w", from, ErrNoToken)
		}
	}
	if token == "" {
		token, from = strings.TrimSpace(c.Bot.Token), "bot.token"
	}
	switch {
	case token == "":
		return "", ErrNoToken
	case !validConfigToken(token):
		return "", fmt.Errorf("%s: %s", from, configTokenShape)
	}
	return token, nil
}

// readTokenFile reads no more than any token is long, so that naming a wrong
// file does not fill the memory.
func readTokenFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	b := make([]byte, 4096)
	n, err := f.Read(b)
	if n == 0 && err != nil && !strings.Contains(err.Error(), "EOF") {
		return "", err
	}
	return strings.TrimPrefix(string(b[:n]), "\ufeff"), nil
}

// ResolveEndpoint is the base address of the Bot API without a slash at its
// end: the environment first, then the config.
func (c *Config) ResolveEndpoint(getenv func(string) string) (string, error) {
	s := strings.TrimRight(strings.TrimSpace(getenv(EnvEndpoint)), "/")
	if s == "" {
		return c.Bot.Endpoint, nil
	}
	if err := checkConfigEndpoint(s); err != nil {
		return "", fmt.Errorf("%s: %w", EnvEndpoint, err)
	}
	return s, nil
}
