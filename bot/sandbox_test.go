package bot

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"thidua/bot/clock"
	"thidua/bot/sandbox"
	"thidua/storage"
)

// played is a bot against the impersonated Telegram, over loopback HTTP.
type played struct {
	*sandbox.Server
	bot  *Bot
	t    *testing.T
	log  *logText
	opts Options
	stop func() error
}

func play(t *testing.T) *played {
	t.Helper()
	clk := clock.NewMovable(time.Date(2021, 5, 31, 7, 0, 0, 0, time.FixedZone("+07", 7*3600)))
	p := &played{t: t, log: &logText{}}
	p.Server = sandbox.New(sandbox.Options{
		Token: rigToken, BotName: "ThiDuaBot", Clock: clk,
		People: []sandbox.Persona{{ID: 1001, Name: "Lê Thị Hoa"}, {ID: 1002, Name: "Trần Văn Hòa"}},
		Group:  &sandbox.Persona{ID: -1001, Name: "Khối thi đua"},
	})
	web := httptest.NewServer(p.Handler())
	c := *exampleConfig()
	c.Bot.Backup.Schedule, c.Bot.Backup.Dir = "", t.TempDir()
	p.opts = Options{
		Config: &c, Token: rigToken, Endpoint: web.URL, DataDir: t.TempDir(), Clock: clk,
		Log: slog.New(slog.NewTextHandler(p.log, nil)),
	}
	p.start()
	t.Cleanup(func() {
		if err := p.stop(); err != nil {
			t.Error(err)
		}
		_ = p.Close()
		web.Close()
		if t.Failed() {
			t.Log(p.log)
		}
	})
	return p
}

func (p *played) start() {
	p.t.Helper()
	b, err := New(p.opts)
	if err != nil {
		p.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	p.bot = b
	p.stop = func() error { cancel(); return <-done }
}

// until waits for something to come true.
func (p *played) until(what string, ok func() bool) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), 20*time.Second)
	defer cancel()
	if p.Wait(ctx, ok) != nil {
		p.t.Fatalf("did not happen: %s\n%+v", what, p.Log())
	}
}

// answers counts the bot's messages in a chat that hold a text.
func (p *played) answers(chat int64, text string) int {
	n := 0
	for _, m := range p.Messages(chat) {
		if m.From == 0 && strings.Contains(m.Text, text) {
			n++
		}
	}
	return n
}

func TestAgainstTheSandbox(t *testing.T) {
	p := play(t)
	p.Say(1001, "/khongco1")
	p.until("a reply", func() bool { return p.answers(1001, "khongco1") == 1 })

	p.Fault(sandbox.Fault{Kind: sandbox.FaultCut, Chat: 1001})
	p.Say(1001, "/khongco2")
	p.until("a repeat after a cut answer", func() bool { return p.answers(1001, "khongco2") == 2 })

	p.Fault(sandbox.Fault{Kind: sandbox.FaultTooMany, Chat: 1001, RetryAfter: 1})
	p.Fault(sandbox.Fault{Kind: sandbox.FaultReset, Chat: 1002})
	p.Say(1001, "/khongco3")
	p.Say(1002, "/khongco3")
	p.until("replies after 429 and reset", func() bool {
		return p.answers(1001, "khongco3") == 1 && p.answers(1002, "khongco3") == 1
	})

	p.RestartIDs()
	p.Say(1001, "/khongco4")
	p.until("a reply after ids start anew", func() bool { return p.answers(1001, "khongco4") == 1 })

	if err := p.stop(); err != nil {
		t.Fatal(err)
	}
	p.Say(1002, "/khongco7")
	p.start()
	p.until("what came while the bot was down", func() bool { return p.answers(1002, "khongco7") == 1 })
	p.until("idle", p.bot.Idle)
	if rows := p.bot.Outbox(); len(rows) != 0 {
		t.Errorf("%+v", rows)
	}
}

func TestOutageInTheSandbox(t *testing.T) {
	p := play(t)
	p.until("connected", func() bool { return p.bot.identity().BotID != 0 })
	if err := p.Outage(t.Context(), 24*time.Hour); err != nil {
		t.Fatal(err)
	}
	p.Say(1001, "/khongco")
	p.until("a reply", func() bool { return p.answers(1001, "khongco") == 1 })
	if !strings.Contains(p.log.String(), "polling works again") {
		t.Error("the outage was not noticed")
	}
}

// TestAliveFollowsTheCalendar (issue05): where the calendar moves faster than the
// machine, the sign of life keeps up with it. A kill right after a walk over days
// would else be an outage of days.
func TestAliveFollowsTheCalendar(t *testing.T) {
	p := play(t)
	alive := func() (at time.Time) {
		_ = p.bot.db.View(p.opts.Clock.Now(), func(tx *storage.Tx) error { at = storage.Alive(tx); return nil })
		return at
	}
	p.Say(1001, "/start")
	p.until("the bot polls", func() bool { return p.answers(1001, "") > 0 })
	to := p.opts.Clock.Now().Add(9 * 24 * time.Hour)
	if err := p.Walk(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	p.until("a sign of life nine days on", func() bool { return !alive().Before(to) })
}

// TestAliveFollowsWithinAPoll: nor does the sign of life wait for the poll under
// way to end. One that reaches Telegram after the leap ends a whole patience later.
func TestAliveFollowsWithinAPoll(t *testing.T) {
	p := play(t)
	p.Say(1001, "/start")
	p.until("the bot polls", func() bool { return p.answers(1001, "") > 0 })
	to := p.opts.Clock.Now().Add(9 * 24 * time.Hour)
	p.opts.Clock.(*clock.Movable).Set(to) // nobody tells the server
	p.until("a sign of life nine days on", func() bool {
		var at time.Time
		_ = p.bot.db.View(to, func(tx *storage.Tx) error { at = storage.Alive(tx); return nil })
		return !at.Before(to)
	})
}
