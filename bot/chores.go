package bot

import (
	"context"
	"encoding/json"
	"time"

	"thidua/bot/clock"
	"thidua/handlers"
	"thidua/storage"
)

const (
	// measureEvery is how often it is told how the program stands.
	measureEvery = time.Hour
	// sweepEvery is how often it is looked whether uploads call for a sweep, and
	// sweepAfter how many bytes of them do: somebody who sends files and drops
	// them again and again does not fill the disk until the night.
	sweepEvery = time.Minute
	sweepAfter = 256 << 20
	// releasesHeld bounds the events waiting to be handled again.
	releasesHeld = 64
)

// chores are what the edge does for whoever looks after the program: it tells
// how things stand, and hands in again what was quarantined.
type chores struct {
	bot   *Bot
	since time.Time // when this run began
	again chan uint64
}

func newChores(b *Bot) *chores {
	return &chores{bot: b, since: b.clock.Now(), again: make(chan uint64, releasesHeld)}
}

// release asks for an event in quarantine to be handled again. What finds no
// room stays in quarantine and can be asked for again.
func (c *chores) release(ids []uint64) {
	for _, id := range ids {
		select {
		case c.again <- id:
		default:
			c.bot.log.Warn("quarantined update not released, too many wait", "number", id)
		}
	}
}

func (c *chores) run(ctx context.Context) {
	for last := time.Duration(-1); ; {
		if now := clock.Elapsed(); last < 0 || now-last >= measureEvery {
			last = now
			if c.measure(ctx) != nil {
				return
			}
		}
		if c.bot.db.Unswept() >= sweepAfter {
			c.bot.sweepFiles()
		}
		wait := time.NewTimer(sweepEvery)
		select {
		case id := <-c.again:
			wait.Stop()
			if c.handleAgain(ctx, id) != nil {
				return
			}
		case <-wait.C:
		case <-ctx.Done():
			wait.Stop()
			return
		}
	}
}

// measure tells how the program stands.
func (c *chores) measure(ctx context.Context) error {
	m := handlers.Measured{Since: c.since}
	m.Free, m.Total = c.bot.db.Disk()
	m.State, m.Files = c.bot.db.Sizes()
	return c.bot.insist(ctx, handlers.Batch{Events: []handlers.Event{{At: c.bot.clock.Now(), Body: m}}})
}

// purge removes the bytes of files that may not be kept. One that cannot be
// removed now is removed by the next start.
func (b *Bot) purge(files []string) {
	if err := storage.KeepPurged(b.backups.dir, files); err != nil {
		b.log.Error("list of purged files not kept beside the backups; a restore would bring them back", "err", err)
	}
	for _, sha := range files {
		if err := b.db.PurgeFile(sha); err != nil {
			b.log.Error("file not purged; it goes at the next start", "err", err)
		}
	}
}

// keepErased writes down beside the backups that somebody was erased.
func (b *Bot) keepErased() {
	if err := storage.KeepErased(b.backups.dir, b.db.ErasedLines()); err != nil {
		b.log.Error("list of erasures not kept beside the backups; a restore would bring people back", "err", err)
	}
}

// handleAgain hands in an event as it was received, and takes it out of
// quarantine with the same commit; failing again it comes back with a new
// number. Its new key lets it pass where it was seen before, once.
func (c *chores) handleAgain(ctx context.Context, id uint64) error {
	var q storage.Quarantined
	found := false
	err := c.bot.db.View(c.bot.clock.Now(), func(tx *storage.Tx) error {
		q, found = storage.Quarantine.Get(tx, storage.K(id))
		return nil
	})
	if err != nil || !found || len(q.Raw) == 0 {
		return err
	}
	batch := handlers.Batch{Also: func(tx *storage.Tx) { storage.Quarantine.Delete(tx, storage.K(id)) }}
	if e, _, ok := translate(json.RawMessage(q.Raw), q.At); ok {
		e.Key = "again" + itoa(int64(id)) + " " + e.Key
		batch.Events = []handlers.Event{e}
	}
	c.bot.log.Info("quarantined update handled again", "number", id)
	return c.bot.insist(ctx, batch)
}
