package storage

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.etcd.io/bbolt"
)

// A new directory is made so that a kill or a power cut at any point leaves
// either nothing used or something Open finishes:
//
//	state.db.new written whole → files.db.new written whole →
//	files.db named → state.db named
//
// with the directory synced between the steps. state.db is the last to get its
// name, so state.db.new without state.db means: not yet born.

// survey tells a new directory from a used one and refuses the rest.
func survey(dir string, o Options) (fresh bool, err error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("data directory: %w", err)
	}
	has := map[string]bool{}
	var other []string
	for _, e := range entries {
		name := e.Name()
		has[name] = true
		if strings.HasSuffix(name, restoring) {
			return false, fmt.Errorf("%w: %s holds an unfinished restore: remove the directory and restore again", ErrDamaged, dir)
		}
		if name != "lost+found" && !slices.Contains(o.Beside, name) {
			other = append(other, name)
		}
	}
	switch {
	case has[manifestFile] && has[stateFile]:
		return false, fmt.Errorf("%w: %s is a backup, not a data directory; %s", ErrNotEmpty, dir, howToRestore)
	case has[stateFile]:
		return false, nil // openBolt judges both files
	case has[stateFile+unborn], len(other) == 0:
		return true, nil
	case has[filesFile], has[filesFile+unborn]:
		return false, whole(filepath.Join(dir, stateFile))
	}
	return false, fmt.Errorf("%w: %s holds %s but no data of this bot: give a new or empty directory",
		ErrNotEmpty, dir, strings.Join(other[:min(len(other), 3)], ", "))
}

// create makes both databases in a new directory, or finishes doing so.
func create(dir string, o Options) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	tighten(dir, 0o700)
	state, files := filepath.Join(dir, stateFile), filepath.Join(dir, filesFile)
	if _, err := os.Stat(files); errors.Is(err, os.ErrNotExist) {
		if err := createBoth(dir, o); err != nil {
			return err
		}
		if err := os.Rename(files+unborn, files); err != nil {
			return err
		}
		if err := syncDir(dir); err != nil {
			return err
		}
	}
	if err := os.Rename(state+unborn, state); err != nil {
		return err
	}
	return syncDir(dir)
}

func createBoth(dir string, o Options) error {
	for _, name := range []string{filesFile, stateFile} {
		if err := os.Remove(filepath.Join(dir, name+unborn)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	pair, err := randomHex(o.Rand, pairSize)
	if err != nil {
		return err
	}
	err = createBolt(filepath.Join(dir, stateFile+unborn), stateOptions(o), func(b *bbolt.Tx) error {
		return plantState(b, o.Rand, pair, true)
	})
	if err == nil {
		err = syncDir(dir)
	}
	if err != nil {
		return err
	}
	return createBolt(filepath.Join(dir, filesFile+unborn), filesOptions(o), func(b *bbolt.Tx) error {
		return plantFiles(b, pair)
	})
}

// createBolt makes a database, fills it and closes it synced.
func createBolt(path string, o *bbolt.Options, plant func(*bbolt.Tx) error, more ...func(*bbolt.DB) error) error {
	o.MaxSize = 0
	db, err := bbolt.Open(path, 0o600, o)
	if err != nil {
		return err
	}
	err = update(db, plant)
	for _, fill := range more {
		if err == nil {
			err = fill(db)
		}
	}
	if err == nil {
		err = db.Sync()
	}
	return errors.Join(err, db.Close())
}
