package bot

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"thidua/handlers"
	"thidua/storage"
)

// backups copies the data of the running bot, by the schedule in the plan's
// zone and whenever asked to.
type backups struct {
	bot  *Bot
	set  BackupSettings
	dir  string
	zone *time.Location
	ask  chan struct{}
}

// BackupNow asks for a backup; it is made beside everything else. A second
// request while one waits is the same request.
func (b *Bot) BackupNow() {
	select {
	case b.backups.ask <- struct{}{}:
	default:
	}
}

// Backup makes a verified backup now and returns the path of its directory.
// Older ones beyond the number kept are removed.
func (b *Bot) Backup() (string, error) {
	m, err := b.backups.make()
	if err != nil {
		return "", err
	}
	return b.backups.dir + "/" + m.Stamp, nil
}

// run waits for the schedule and for requests until ctx ends.
func (k *backups) run(ctx context.Context) {
	schedule, err := parseSchedule(k.set.Schedule)
	if err != nil {
		k.bot.log.Error("no backup by schedule", "err", err)
	}
	k.sweep()
	if k.owed() {
		k.bot.BackupNow()
	}
	for ctx.Err() == nil {
		var due <-chan struct{}
		stop := func() {}
		if schedule != nil {
			if next := schedule.Next(k.bot.clock.Now().In(k.zone)); !next.IsZero() {
				due, stop = k.bot.clock.Until(next)
			}
		}
		select {
		case <-due:
		case <-k.ask:
		case <-ctx.Done():
			stop()
			return
		}
		stop()
		m, err := k.make()
		if k.tell(ctx, m, err) != nil {
			return
		}
		k.sweep()
	}
}

// sweep removes stored files that nothing refers to any more and what is left
// of uploads a kill cut off.
func (k *backups) sweep() {
	k.bot.sweepFiles()
	err := k.bot.db.Update(k.bot.clock.Now(), func(tx *storage.Tx) error {
		storage.SweepScreens(tx, sweptAtOnce)
		storage.SweepStrangers(tx, tx.Now().Add(-time.Hour), sweptAtOnce)
		return nil
	})
	if err != nil {
		k.bot.note(err, nil)
	}
}

func (b *Bot) sweepFiles() {
	var kept map[string]string
	err := b.db.View(b.clock.Now(), func(tx *storage.Tx) error {
		kept = storage.ReferencedFiles(tx)
		waitingFiles(tx, kept)
		return tx.Err()
	})
	n := 0
	if err == nil {
		n, err = b.db.SweepFiles(func(sha string) bool { _, ok := kept[sha]; return ok })
	}
	switch {
	case err != nil:
		b.log.Warn("files were not swept", "err", err)
	case n > 0:
		b.log.Info("files swept", "count", n)
	}
}

// sweptAtOnce bounds how long a sweep holds the one write transaction.
const sweptAtOnce = 10_000

// owed reports that a backup was asked for and the bot stopped before it was
// made.
func (k *backups) owed() (owed bool) {
	_ = k.bot.db.View(k.bot.clock.Now(), func(tx *storage.Tx) error {
		owed = storage.GetHealth(tx).Asked != 0
		return nil
	})
	return owed
}

// tell says how a backup went.
func (k *backups) tell(ctx context.Context, m storage.Manifest, err error) error {
	body := handlers.BackedUp{Stamp: m.Stamp, Bytes: m.State.Size + m.Files.Size}
	if err != nil {
		body = handlers.BackedUp{Why: err.Error()}
	}
	return k.bot.insist(ctx, handlers.Batch{Events: []handlers.Event{{At: k.bot.clock.Now(), Body: body}}})
}

func (k *backups) make() (storage.Manifest, error) {
	m, err := k.bot.db.Backup(k.dir, k.bot.clock.Now())
	if err == nil {
		_, err = storage.PruneBackups(k.dir, k.set.Keep)
	}
	if err != nil {
		k.bot.log.Error("backup failed", "err", err)
		k.bot.alarm(handlers.AlarmBackup, err.Error())
		return m, err
	}
	k.bot.log.Info("backup made", "backup", m.Stamp, "state_bytes", m.State.Size, "files_bytes", m.Files.Size)
	return m, nil
}

// waitingFiles adds what is yet to be sent or looked into.
func waitingFiles(tx *storage.Tx, kept map[string]string) {
	for j := range storage.Outbox.All(tx) {
		if !bytes.Contains(j.Payload, []byte(`"file":`)) {
			continue
		}
		if o, err := handlers.ReadOutgoing(j); err == nil && o.File != "" {
			kept[o.File] = "outbox"
		}
	}
	for j := range storage.Work.All(tx) {
		if i, err := handlers.ReadInspection(j); err == nil {
			kept[i.SHA256] = "work"
		}
	}
}

// parseSchedule reads five cron fields; "" is no schedule. The parser panics on
// some texts.
func parseSchedule(spec string) (s cron.Schedule, err error) {
	if strings.TrimSpace(spec) == "" {
		return nil, nil
	}
	defer func() {
		if p := recover(); p != nil {
			s, err = nil, fmt.Errorf("schedule %q: %v", spec, p)
		}
	}()
	return cron.ParseStandard(spec)
}
