package bot

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"thidua/bot/clock"
	"thidua/handlers"
	"thidua/storage"
)

// Bot is the edge while it runs: everything between Telegram, the clock and
// the one function that changes anything, handlers.Apply.
type Bot struct {
	set     Settings
	db      *storage.DB
	clock   clock.Clock
	log     *slog.Logger
	client  *client
	backups *backups

	// commit is held from before a transaction until its rows have reached
	// the queues, so that they arrive there in commit order.
	commit sync.Mutex
	books  *books

	sender    *deliverer
	downloads *pool
	work      *pool
	agenda    *agenda
	alarms    *alarms
	chores    *chores

	failOnce sync.Once
	failed   chan error // closed after the one error that ends the run

	fullMu  sync.Mutex
	full    bool // the disk
	starved int  // batches that wait for room

	dead error // under commit: why nothing may be written any more
}

const (
	// flushAfter is how long the sender's bookkeeping waits for a transaction
	// to ride on.
	flushAfter = 20 * time.Millisecond
	// fullPause is how long to wait for room on a full disk.
	fullPause = 2 * time.Second
)

var errUnauthorized = errors.New("the bot token is refused by Telegram (401 Unauthorized): it was revoked or mistyped; " +
	"get the present one from @BotFather with /token and start again")

// fail ends the run with an error; the first counts.
func (b *Bot) fail(err error) {
	b.failOnce.Do(func() {
		b.failed <- err
		close(b.failed)
	})
}

// apply is the only way anything is written: the batch, and with it whatever
// the sender has learnt, in one transaction. What it brings reaches the
// queues before the next begins. After an error that is not a full disk the
// run ends and nothing more is written: whether that commit is stored is open.
func (b *Bot) apply(batch handlers.Batch) error { return b.try(batch, nil) }

// try is one attempt at apply. waits, if given, remembers between attempts that
// the batch found no room.
func (b *Bot) try(batch handlers.Batch, waits *bool) error {
	b.commit.Lock()
	defer b.commit.Unlock()
	if b.dead != nil {
		return b.dead
	}
	notes := b.books.take()
	if also := batch.Also; !notes.empty() {
		batch.Also = func(tx *storage.Tx) {
			notes.write(tx)
			if also != nil {
				also(tx)
			}
		}
	}
	out, err := handlers.Apply(b.db, b.clock.Now(), batch)
	if err != nil {
		b.books.restore()
	} else {
		b.books.settle()
		b.sender.recorded(notes)
	}
	b.dispatch(batch, out)
	b.note(err, waits)
	return err
}

// dispatch hands rows to the queues. It runs after an error too: what the
// outcome names is committed.
func (b *Bot) dispatch(batch handlers.Batch, out handlers.Outcome) {
	if out.Quarantined > 0 {
		b.log.Error("updates in quarantine", "count", out.Quarantined)
	}
	for _, e := range batch.Events {
		switch body := e.Body.(type) {
		case handlers.Stored:
			b.db.Settle(body.SHA256)
		case handlers.Bound:
			b.db.Settle(body.SHA256)
		case handlers.Migrated:
			b.sender.relane(e.Chat.ID, body.To)
		case handlers.MemberChanged:
			if body.Status != "kicked" && body.Status != "left" {
				b.sender.heard(e.Chat.ID)
			}
		case handlers.Said, handlers.Pressed, handlers.Uploaded, handlers.Shared:
			b.sender.heard(e.Chat.ID)
		}
	}
	b.sender.add(out.Outbox)
	b.downloads.add(out.Downloads)
	b.work.add(out.Work)
	b.chores.release(out.Release)
	b.purge(out.Purge)
	if out.Erased {
		b.keepErased()
	}
	if out.Backup {
		b.BackupNow()
	}
	if len(batch.Events) > 0 {
		b.agenda.poke()
	}
}

// note follows the disk filling up and being freed, and ends the run on any
// other error. Small batches still find room in the file when large ones do
// not: there is room again only once none waits.
func (b *Bot) note(err error, waits *bool) {
	full := storage.IsFull(err)
	if err != nil && !full {
		b.dead = err
		b.fail(err)
		return
	}
	b.fullMu.Lock()
	if waits != nil && *waits != full {
		*waits = full
		if full {
			b.starved++
		} else {
			b.starved--
		}
	}
	full = full || b.starved > 0
	changed := b.full != full
	b.full = full
	b.fullMu.Unlock()
	switch {
	case changed && full:
		b.log.Error("no room left for data; waiting until there is", "err", err)
		b.alarm(handlers.AlarmFull)
	case changed:
		b.log.Info("there is room for data again")
		b.alarm(handlers.AlarmRoom)
	}
}

// insist applies a batch of our own, waiting for room as long as it takes.
func (b *Bot) insist(ctx context.Context, batch handlers.Batch) error {
	waits := false
	for {
		err := b.try(batch, &waits)
		if err == nil || !storage.IsFull(err) {
			return err
		}
		if !sleep(ctx, fullPause) {
			return ctx.Err()
		}
	}
}

// flush writes bookkeeping that found no transaction to ride on.
func (b *Bot) flush(ctx context.Context) {
	for {
		select {
		case <-b.books.dirty:
		case <-ctx.Done():
			return
		}
		if !sleep(ctx, flushAfter) {
			return
		}
		if !b.books.empty() && b.insist(ctx, handlers.Batch{}) != nil {
			return
		}
	}
}

// sleep waits real time; false when ctx ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
