package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"thidua/bot/clock"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// open opens the data of a stopped bot that has run before.
func open(dir string) (*storage.DB, error) {
	if _, err := os.Stat(filepath.Join(dir, "state.db")); err != nil {
		return nil, fmt.Errorf("%s holds no bot's data: %w", dir, err)
	}
	db, err := storage.Open(dir, storage.Options{})
	return db, inUse(err)
}

// inUse adds to "another bot runs on this data" what can be done meanwhile.
func inUse(err error) error {
	if errors.Is(err, storage.ErrInUse) {
		return fmt.Errorf("%w, with: kill -USR1 PID", err)
	}
	return err
}

func now() time.Time { return clock.System{}.Now() }

// claim prints a code that makes whoever types it secretary, leader or admin.
func claim(_ context.Context, e *env, args []string) error {
	f := e.flags("claim")
	dir := f.String("data", "", "data `directory` of the stopped bot")
	role := f.String("role", "", "secretary, leader or admin")
	if err := parse(f, args, "data", "role"); err != nil {
		return err
	}
	kind := campaign.RoleKind(*role)
	if !slices.Contains([]campaign.RoleKind{campaign.Secretary, campaign.Leader, campaign.Admin}, kind) {
		return &usageError{fmt.Sprintf("thidua claim: -role is %q; it can be secretary, leader or admin", *role)}
	}
	db, err := open(*dir)
	if err != nil {
		return err
	}
	defer db.Close()
	code, err := handlers.Claim(db, now(), kind)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%s\n", code)
	fmt.Fprintf(e.err, "Start the bot, open a chat with it and type this code. It makes one person %s and is good once, for 7 days.\n", kind)
	return nil
}

func backup(_ context.Context, e *env, args []string) error {
	f := e.flags("backup")
	dir := f.String("data", "", "data `directory` of the stopped bot")
	to := f.String("to", "", "`directory` that keeps backups")
	if err := parse(f, args, "data", "to"); err != nil {
		return err
	}
	db, err := open(*dir)
	if err != nil {
		return err
	}
	defer db.Close()
	m, err := db.Backup(*to, now())
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "backup %s: %d files of %d bytes, audit at %d; opened and verified\n", m.Stamp, m.Held.Files, m.Held.Bytes, m.AuditSeq)
	return nil
}

func restore(_ context.Context, e *env, args []string) error {
	f := e.flags("restore")
	from := f.String("from", "", "`directory` of a backup, or one that keeps backups (the newest is taken)")
	dir := f.String("data", "", "new data `directory`")
	if err := parse(f, args, "from", "data"); err != nil {
		return err
	}
	r, err := storage.Restore(*from, *dir, now())
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "restored into %s: %d files of %d bytes; register numbers go on 100 further\n", *dir, r.Files, r.Bytes)
	return nil
}

func verify(_ context.Context, e *env, args []string) error {
	f := e.flags("verify")
	dir := f.String("data", "", "data `directory` of a stopped bot, or a backup")
	if err := parse(f, args, "data"); err != nil {
		return err
	}
	r, err := storage.Verify(*dir)
	for _, p := range r.Problems {
		fmt.Fprintln(e.err, "problem:", p)
	}
	if err != nil {
		return inUse(err)
	}
	fmt.Fprintf(e.out, "%s: sound; %d files of %d bytes\n", r.Dir, r.Files, r.Bytes)
	return nil
}
