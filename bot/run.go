package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"thidua/bot/clock"
	"thidua/handlers"
	"thidua/storage"
)

// Options are what a run needs.
type Options struct {
	Config   *Config
	Token    string
	Endpoint string // "" = the config's
	DataDir  string
	Clock    clock.Clock  // nil = the system's
	Log      *slog.Logger // nil = slog.Default
	// Pace overrides the config's; a Rate of 0 in it lifts all limits.
	Pace *PaceSettings
	// Beside names what else may lie in a new data directory.
	Beside []string

	// transport replaces the network in tests.
	transport http.RoundTripper
}

// stopWithin bounds how long what is under way may take once the run is to end.
const stopWithin = 5 * time.Second

// Run is New and then the Run of the bot.
func Run(ctx context.Context, o Options) error {
	b, err := New(o)
	if err != nil {
		return err
	}
	return b.Run(ctx)
}

// Run runs the bot until ctx ends, which it survives by at most ten seconds
// and answers with nil. An error means that it cannot go on: the data belong
// to another bot or could not be written, or the token is refused. The bot is
// closed then and cannot run again.
func (b *Bot) Run(ctx context.Context) error {
	err := b.run(ctx)
	if cerr := b.db.Close(); err == nil {
		err = cerr
	}
	return err
}

// Close lets go of the data of a bot that was never run.
func (b *Bot) Close() error { return b.db.Close() }

// New opens the data, adopts the plan of the config and takes over what an
// earlier run left. It does not use the network. The caller runs the bot or
// closes it. Errors are those of storage.Open, and one for data of another bot.
func New(o Options) (*Bot, error) {
	if o.Clock == nil {
		o.Clock = clock.System{}
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	set := o.Config.Bot
	if o.Endpoint == "" {
		o.Endpoint = set.Endpoint
	}
	if o.Pace == nil {
		o.Pace = &set.Pace
	}
	c, err := newClient(ClientOptions{Token: o.Token, Endpoint: o.Endpoint, Proxy: set.Proxy, Transport: o.transport})
	if err != nil {
		return nil, err
	}
	db, err := storage.Open(o.DataDir, storage.Options{
		MaxState: set.Limits.MaxStateMB << 20, MaxFiles: set.Limits.MaxFilesMB << 20, Beside: o.Beside,
	})
	if err != nil {
		return nil, err
	}
	b := assemble(o, set, db, c)
	if err := b.takeOver(o.Config); err != nil {
		_ = db.Close()
		return nil, err
	}
	return b, nil
}

func assemble(o Options, set Settings, db *storage.DB, c *client) *Bot {
	b := &Bot{
		set: set, db: db, clock: o.Clock, log: redactedLog(o.Log, o.Token), client: c,
		books: newBooks(), failed: make(chan error, 1),
	}
	b.alarms = newAlarms(b)
	b.sender = newDeliverer(b, *o.Pace)
	b.downloads = newPool(b, storage.Downloads, fetchersAtOnce, b.fetch)
	b.work = newPool(b, storage.Work, inspectorsAtOnce, b.inspect)
	b.agenda = newAgenda(b)
	b.chores = newChores(b)
	b.backups = &backups{
		bot: b, set: set.Backup, dir: backupDir(o.Config, o.DataDir), zone: o.Config.Plan.Location(), ask: make(chan struct{}, 1),
	}
	return b
}

func backupDir(c *Config, data string) string {
	if dir := c.Beside(c.Bot.Backup.Dir); dir != "" {
		return dir
	}
	return filepath.Join(data, "backup")
}

// HandlerSettings are the operator's choices that the talks need.
func (c *Config) HandlerSettings() handlers.Settings {
	return handlers.Settings{
		Language: c.Bot.Language, AskPhone: c.Bot.AskPhone, InviteFor: c.Bot.InviteFor,
		Consent: c.Bot.Consent, MaxFile: c.Bot.Limits.MaxFileBytes(),
		CopyDays: c.Bot.Backup.Days(), RetainMonths: c.Bot.Retention.Months,
	}
}

// takeOver adopts the plan of the config and loads what waits.
func (b *Bot) takeOver(c *Config) error {
	if b.db.Fresh() {
		b.log.Warn("a new database was made, because the data directory was absent or empty", "dir", b.db.Dir())
	}
	revision, changed, err := handlers.Adopt(b.db, b.clock.Now(), c.Plan, c.PlanHash(), c.HandlerSettings())
	if err != nil {
		return fmt.Errorf("adopting the plan: %w", err)
	}
	if err := b.storePaper(c); err != nil {
		return err
	}
	if changed {
		b.log.Info("plan adopted", "revision", revision)
	}
	if id := b.identity(); id.BotID != 0 && !strings.HasPrefix(b.client.token, itoa(id.BotID)+":") {
		return anotherBot(id, b.db.Dir())
	}
	return errors.Join(b.sender.load(), b.downloads.load(), b.work.load())
}

// Reload adopts a config that was read again while the bot runs: plan,
// timetable and what the talks need; pace, limits and addresses stay as they
// were at the start. What is wrong with it is told to the administrators, and
// nothing changes.
func (b *Bot) Reload(ctx context.Context, c *Config, problem string) error {
	if problem != "" {
		b.log.Error("the config was read again and not adopted", "err", problem)
	} else {
		revision, changed, err := handlers.Adopt(b.db, b.clock.Now(), c.Plan, c.PlanHash(), c.HandlerSettings())
		if err != nil {
			return fmt.Errorf("adopting the plan: %w", err)
		}
		b.log.Info("the config was read again", "revision", revision, "changed", changed)
	}
	err := b.insist(ctx, handlers.Batch{Events: []handlers.Event{{At: b.clock.Now(), Body: handlers.Adopted{Problem: problem}}}})
	b.agenda.poke()
	return err
}

func (b *Bot) identity() (id storage.Identity) {
	_ = b.db.View(b.clock.Now(), func(tx *storage.Tx) error {
		id, _ = storage.BotIdentity(tx)
		return nil
	})
	return id
}

func anotherBot(id storage.Identity, dir string) error {
	return fmt.Errorf("the data in %s belong to the bot @%s (%d) and the token is another bot's; "+
		"give that bot's token, or a new data directory with -data", dir, id.Username, id.BotID)
}

// run starts every loop and stops them in order: first what brings work in,
// then, within stopWithin, what is under way; the bookkeeping is written last.
func (b *Bot) run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	finishing, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	p, err := newPoller(b, b.set.PollTimeout)
	if err != nil {
		return err
	}
	var loops sync.WaitGroup
	for _, loop := range []func(){
		func() { b.sender.run(ctx, finishing) }, func() { b.downloads.run(ctx) }, func() { b.work.run(ctx) },
		func() { b.agenda.run(ctx) }, func() { b.backups.run(ctx) }, func() { b.alarms.run(ctx) },
		func() { b.flush(ctx) }, func() { b.greet(ctx) }, func() { b.chores.run(ctx) }, func() { p.run(ctx) },
	} {
		loops.Go(loop)
	}
	err = nil
	select {
	case <-ctx.Done():
	case err = <-b.failed:
		b.log.Error("the bot stops", "err", err)
	}
	stop()
	timer := time.AfterFunc(stopWithin, cut)
	loops.Wait()
	timer.Stop()
	return b.closeBooks(err)
}

// closeBooks writes what the sender learnt last. After a failed commit nothing
// more is written.
func (b *Bot) closeBooks(err error) error {
	if err != nil && !errors.Is(err, errUnauthorized) {
		return err
	}
	if b.books.empty() {
		return err
	}
	if werr := b.apply(handlers.Batch{}); werr != nil && !storage.IsFull(werr) && err == nil {
		return werr
	}
	return err
}

// greet asks who the bot is, however long that takes, and tells the contest.
// The bot works meanwhile.
func (b *Bot) greet(ctx context.Context) {
	for n := 1; ctx.Err() == nil; n++ {
		a, err := b.client.request(ctx, "getMe", params{}, sendLimit)
		v := judge(a, err)
		if noSuchBot(v) {
			b.fail(errUnauthorized)
			return
		}
		if v.Meaning == Sent && b.met(ctx, a.Result) {
			return
		}
		if ctx.Err() == nil {
			b.log.Warn("who the bot is cannot be asked yet", "attempt", n, "err", v.Why)
		}
		sleep(ctx, max(v.After, min(longestBackoff, backoff(n, rand.Float64()))))
	}
}

// met checks the bot against the data and notes its name.
func (b *Bot) met(ctx context.Context, result json.RawMessage) bool {
	var me struct {
		ID       int64  `json:"id"`
		Username string `json:"username"`
	}
	if json.Unmarshal(result, &me) != nil || me.ID == 0 {
		return false
	}
	if id := b.identity(); id.BotID != 0 && id.BotID != me.ID {
		b.fail(anotherBot(id, b.db.Dir()))
		return true
	}
	b.log.Info("connected to Telegram", "bot", me.ID, "username", me.Username)
	now := b.clock.Now()
	return b.insist(ctx, handlers.Batch{Events: []handlers.Event{{
		At: now, Body: handlers.Connected{ID: me.ID, Username: me.Username},
	}}}) == nil
}
