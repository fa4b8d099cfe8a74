package bot

import (
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// Settings are how the bot runs; nothing in them concerns the contest.
type Settings struct {
	// Token and TokenFile: see Config.ResolveToken.
	Token     string `toml:"token"`
	TokenFile string `toml:"token_file"`
	// Endpoint is the base of the Bot API without a slash at its end; methods
	// are at Endpoint/bot<token>/<method>.
	Endpoint string `toml:"endpoint"`
	// Proxy is an http, https, socks5 or socks5h URL; "" = none.
	Proxy string `toml:"proxy"`
	// Local says that the Bot API server runs on this machine in its local mode;
	// LocalRoot is the directory its files lie in, an absolute path, and no other
	// is ever read.
	Local     bool   `toml:"local"`
	LocalRoot string `toml:"local_root"`
	// PollTimeout is how long Telegram holds an empty poll; 1 s to 50 s.
	PollTimeout time.Duration `toml:"poll_timeout"`
	LogLevel    string        `toml:"log_level"` // debug, info, warn, error
	Language    string        `toml:"language"`  // vi, en: for whoever has not chosen
	AskPhone    string        `toml:"ask_phone"` // no, optional, required
	// InviteFor is how long an invitation stays good; 1 h to 90 d.
	InviteFor time.Duration `toml:"invite_for"`
	// Consent is the version of the notice on personal data.
	Consent string `toml:"consent"`

	Pace   PaceSettings   `toml:"pace"`
	Limits LimitSettings  `toml:"limits"`
	Backup BackupSettings `toml:"backup"`
	// Retention is how long people without a role are kept.
	Retention RetentionSettings `toml:"retention"`
}

// RetentionSettings is the term after which people without a role are erased.
type RetentionSettings struct {
	Months int `toml:"months"` // after the last role, 1 to 120; 0 = until they ask
}

// PaceSettings is how fast messages may leave. Telegram takes about 30 a second from
// one bot and 20 a minute into one group.
type PaceSettings struct {
	Rate       float64       `toml:"rate"`        // messages a second over all chats
	Burst      int           `toml:"burst"`       // messages at once on top of the rate
	Reserved   float64       `toml:"reserved"`    // of Rate, kept for replies while announcements run
	GroupEvery time.Duration `toml:"group_every"` // one message per group in this time
	GroupBurst int           `toml:"group_burst"`
}

// LimitSettings bound what the bot stores. A MiB is 1024 × 1024 bytes; 0 = no budget.
type LimitSettings struct {
	MaxFileMB  int64 `toml:"max_file_mb"`  // one upload; Telegram's own servers give at most 20
	MaxStateMB int64 `toml:"max_state_mb"` // state.db
	MaxFilesMB int64 `toml:"max_files_mb"` // files.db
}

// MaxFileBytes is the largest upload in bytes.
func (l LimitSettings) MaxFileBytes() int64 { return l.MaxFileMB << 20 }

// BackupSettings is the copy made while the bot runs.
type BackupSettings struct {
	Schedule string `toml:"schedule"` // five cron fields in the plan's zone; "" = none
	Keep     int    `toml:"keep"`     // copies kept, 1 to 1000
	Dir      string `toml:"dir"`      // from the config's directory
}

func defaultSettings() Settings {
	return Settings{
		Endpoint: "https://api.telegram.org", PollTimeout: 50 * time.Second,
		LogLevel: "info", Language: "vi", AskPhone: "optional",
		InviteFor: 7 * 24 * time.Hour, Consent: "1",
		Pace:   PaceSettings{Rate: 25, Burst: 4, Reserved: 5, GroupEvery: 4 * time.Second, GroupBurst: 4},
		Limits: LimitSettings{MaxFileMB: 20},
		Backup: BackupSettings{Schedule: "0 2 * * *", Keep: 14, Dir: "backup"},
	}
}

// check objects to values no bot can run with.
func (s *Settings) check(b *configBinder) {
	b.unless(validConfigToken(s.Token) || s.Token == "", "bot.token", configTokenShape)
	s.Endpoint = strings.TrimRight(s.Endpoint, "/")
	if err := checkConfigEndpoint(s.Endpoint); err != nil {
		b.object("bot.endpoint", err.Error())
	}
	if err := checkConfigProxy(s.Proxy); err != nil {
		b.object("bot.proxy", err.Error())
	}
	b.unless(s.LocalRoot == "" || filepath.IsAbs(s.LocalRoot) && filepath.Clean(s.LocalRoot) != string(filepath.Separator),
		"bot.local_root", "want an absolute directory such as /var/lib/telegram-bot-api")
	b.unless(!s.Local || s.LocalRoot != "", "bot.local", "local mode needs bot.local_root, the directory of the server's files")
	b.unless(!s.Local || s.Endpoint != publicAPI, "bot.local", "local mode needs bot.endpoint, the address of your own server")
	b.oneOf("bot.log_level", s.LogLevel, "debug", "info", "warn", "error")
	b.oneOf("bot.language", s.Language, "vi", "en")
	b.oneOf("bot.ask_phone", s.AskPhone, "no", "optional", "required")
	b.unless(strings.TrimSpace(s.Consent) != "", "bot.consent", `want a version such as "1"`)
	b.within("bot.poll_timeout", s.PollTimeout, time.Second, 50*time.Second)
	b.within("bot.invite_for", s.InviteFor, time.Hour, 90*24*time.Hour)
	s.Pace.check(b)
	s.Limits.check(b)
	s.Backup.check(b)
	b.unless(s.Retention.Months >= 0 && s.Retention.Months <= 120, "bot.retention.months", "want 1 to 120 months, or 0 for no term")
}

func (p *PaceSettings) check(b *configBinder) {
	b.unless(p.Rate > 0 && p.Rate <= 1000, "bot.pace.rate", "want messages a second, above 0 and at most 1000")
	b.unless(p.Burst >= 1 && p.Burst <= 100, "bot.pace.burst", "want 1 to 100")
	if !b.told("bot.pace.rate") {
		b.unless(p.Reserved >= 0 && p.Reserved < p.Rate, "bot.pace.reserved",
			fmt.Sprintf("want a part of rate, from 0 to less than %g", p.Rate))
	}
	b.within("bot.pace.group_every", p.GroupEvery, time.Millisecond, time.Hour)
	b.unless(p.GroupBurst >= 1 && p.GroupBurst <= 20, "bot.pace.group_burst", "want 1 to 20")
}

func (l LimitSettings) check(b *configBinder) {
	b.unless(l.MaxFileMB >= 1 && l.MaxFileMB <= 2000, "bot.limits.max_file_mb", "want 1 to 2000")
	const most = 1 << 20 // a tebibyte, far from overflowing bytes
	b.unless(l.MaxStateMB == 0 || l.MaxStateMB >= 64 && l.MaxStateMB <= most, "bot.limits.max_state_mb", "want 64 or more, or 0 for no budget")
	b.unless(l.MaxFilesMB == 0 || l.MaxFilesMB >= 64 && l.MaxFilesMB <= most, "bot.limits.max_files_mb", "want 64 or more, or 0 for no budget")
}

func (k *BackupSettings) check(b *configBinder) {
	b.unless(k.Keep >= 1 && k.Keep <= 1000, "bot.backup.keep", "want 1 to 1000 copies")
	b.unless(k.Dir != "" || k.Schedule == "", "bot.backup.dir", "want a directory for the copies")
	if k.Schedule != "" {
		if err := checkConfigSchedule(k.Schedule); err != nil {
			b.object("bot.backup.schedule", err.Error())
		}
	}
}

// Days is how long a copy lives at most, in started days; 0 when none is made
// by schedule.
func (k BackupSettings) Days() int {
	schedule, err := parseSchedule(k.Schedule)
	if err != nil || schedule == nil {
		return 0
	}
	first := schedule.Next(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)) // any instant serves
	last := first
	for range k.Keep {
		last = schedule.Next(last)
	}
	return int((last.Sub(first) + 24*time.Hour - 1) / (24 * time.Hour))
}

// checkConfigSchedule accepts five cron fields that come true some day. A zone in the
// text is refused: the plan's zone rules, and "TZ=" makes the parser panic.
func checkConfigSchedule(spec string) (err error) {
	wrong := fmt.Errorf(`want five cron fields such as "0 2 * * *", not %q`, clipConfigText(spec))
	if strings.Contains(spec, "TZ=") {
		return fmt.Errorf("leave the zone out; the plan's zone rules")
	}
	defer func() {
		if recover() != nil {
			err = wrong
		}
	}()
	schedule, err := cron.ParseStandard(spec)
	if err != nil {
		return wrong
	}
	// Any fixed instant serves: a schedule that never comes true has no next
	// instant from anywhere.
	if schedule.Next(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		return fmt.Errorf("%q never comes true", clipConfigText(spec))
	}
	return nil
}

// checkConfigEndpoint accepts an http(s) address with at most a path. Errors do not
// repeat the address, which may hold a password.
func checkConfigEndpoint(s string) error {
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		return fmt.Errorf("want an address such as https://api.telegram.org")
	case u.User != nil:
		return fmt.Errorf("want an address without user and password")
	case u.RawQuery != "" || u.Fragment != "" || strings.ContainsAny(s, "?#"):
		return fmt.Errorf("want an address without ? and #")
	}
	return nil
}

// checkConfigProxy accepts what the client can speak through; "" is no proxy.
func checkConfigProxy(s string) error {
	if s == "" {
		return nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" || !slices.Contains([]string{"http", "https", "socks5", "socks5h"}, u.Scheme) {
		return fmt.Errorf("want an address such as http://proxy:3128 or socks5://127.0.0.1:1080")
	}
	return nil
}

func (b *configBinder) unless(ok bool, path, want string) {
	if !ok {
		b.object(path, want)
	}
}

func (b *configBinder) oneOf(path, value string, allowed ...string) {
	if !slices.Contains(allowed, value) {
		b.object(path, fmt.Sprintf(`want "%s", not %q`, strings.Join(allowed, `", "`), clipConfigText(value)))
	}
}

func (b *configBinder) within(path string, d, least, most time.Duration) {
	if d < least || d > most {
		b.object(path, fmt.Sprintf("want %s to %s, not %s", configSpan(least), configSpan(most), configSpan(d)))
	}
}

// configSpan writes a span the way the file does: "14d", "2h", "60m".
func configSpan(d time.Duration) string {
	switch day := 24 * time.Hour; {
	case d >= day && d%day == 0:
		return fmt.Sprintf("%dd", d/day)
	case d >= time.Hour && d%time.Hour == 0:
		return fmt.Sprintf("%dh", d/time.Hour)
	case d >= time.Minute && d%time.Minute == 0:
		return fmt.Sprintf("%dm", d/time.Minute)
	}
	return d.String()
}
