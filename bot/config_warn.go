package bot

import (
	"fmt"
	"net"
	"net/url"
	"os"
	"runtime"
	"strings"
	"time"

	"thidua/campaign"
)

// configWarner collects what is allowed and yet probably not meant.
type configWarner struct {
	c        *Config
	problems []Problem
}

// Warnings lists what a config may say and its author should know, as of now,
// in the order of the file. It looks at files the config names, so call it
// where the bot runs. The Config must be free of problems.
func Warnings(c *Config, now time.Time) []Problem {
	w := &configWarner{c: c}
	w.dates(now)
	w.units()
	w.files()
	w.network()
	sortConfigProblems(w.problems)
	return w.problems
}

func (w *configWarner) add(path, format string, args ...any) {
	b := configBinder{at: w.c.at}
	at := b.place(path)
	w.problems = append(w.problems, Problem{w.c.File, at.line, at.column, path + ": " + fmt.Sprintf(format, args...)})
}

// dates warns of a year that is over (S61: it ends with its last deadline, not
// on 31 December) and of last days on which nobody works.
func (w *configWarner) dates(now time.Time) {
	p := &w.c.Plan
	dated, past := 0, 0
	for i, r := range p.Requirements {
		last, ok := p.LastDay(r)
		if !ok {
			continue
		}
		dated++
		if !now.Before(p.Deadline(r)) {
			past++
		}
		if r.Due.IfHoliday == campaign.KeepDay && !p.WorkingDay(last) {
			w.add(fmt.Sprintf("requirements[%d].due", i),
				`the last day on time, %s, is %s; write if_holiday = "next" or "before" to move it`, last, configDayOff(p, last))
		}
	}
	if dated > 0 && past == dated {
		w.add("requirements", "all deadlines are past; nothing will be asked for. Is this the plan of year %d you mean to run?", p.Year)
	}
}

// configDayOff says why a day is no working day.
func configDayOff(p *campaign.Plan, d campaign.Date) string {
	if name := p.HolidayOn(d); name != "" {
		return "a holiday (" + name + ")"
	}
	return "a " + d.Weekday().String()
}

func (w *configWarner) units() {
	for i, u := range w.c.Plan.Units {
		if u.Traditional == (campaign.DayOfYear{}) {
			w.add(fmt.Sprintf("units[%d].traditional", i), "unit %q has no traditional day, so it is not greeted on it", u.ID)
		}
	}
}

// files warns of files that are named and absent, and of a token that others
// on the machine can read. A token given by the environment is no reason to be
// silent: the file stays readable.
func (w *configWarner) files() {
	if f := w.c.Plan.Document.File; f != "" {
		switch info, err := os.Stat(w.c.Beside(f)); {
		case err != nil:
			w.add("document.file", "%s cannot be read; the plan is shown without its file", w.c.Beside(f))
		case !info.Mode().IsRegular():
			w.add("document.file", "%s is not a file; the plan is shown without its file", w.c.Beside(f))
		}
	}
	if f := w.c.Bot.TokenFile; f != "" {
		if _, err := os.Stat(w.c.Beside(f)); err != nil {
			w.add("bot.token_file", "%s cannot be read; put the token there or give it by %s", w.c.Beside(f), EnvToken)
		}
		w.readable("bot.token_file", w.c.Beside(f))
	}
	if w.c.Bot.Token != "" {
		w.add("bot.token", "a token in the config is easily passed on with it; better use token_file or %s", EnvToken)
		w.readable("bot.token", w.c.File)
	}
}

func (w *configWarner) readable(path, file string) {
	info, err := os.Stat(file)
	if err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		w.add(path, "others on this machine may read the token (mode %04o); run: chmod 600 %s", info.Mode().Perm(), file)
	}
}

// network warns of a token that would travel unencrypted, and of a pace above
// what Telegram takes from its own servers.
func (w *configWarner) network() {
	u, err := url.Parse(w.c.Bot.Endpoint)
	if err != nil {
		return
	}
	host := u.Hostname()
	if ip := net.ParseIP(host); u.Scheme == "http" && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		w.add("bot.endpoint", "http sends the token unencrypted to %s; use https unless the network between is yours", host)
	}
	if strings.HasSuffix(host, "telegram.org") {
		if p := w.c.Bot.Pace; p.Rate+float64(p.Burst) >= 30 {
			w.add("bot.pace.rate", "%g a second and %d at once reach 30 in one second, where Telegram begins to refuse", p.Rate, p.Burst)
		}
		if m := w.c.Bot.Limits.MaxFileMB; m > 20 {
			w.add("bot.limits.max_file_mb", "Telegram's own servers give a bot files of at most 20 MB, not %d", m)
		}
	}
}
