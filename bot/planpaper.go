package bot

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"thidua/handlers"
)

// storePaper keeps the file of the plan that the config names, so that people
// can have it from the bot. A file that is not there is no reason not to run:
// the plan is in force without its paper, and the log says so.
func (b *Bot) storePaper(c *Config) error {
	name := c.Plan.Document.File
	if name == "" {
		return handlers.StorePlanFile(b.db, b.clock.Now(), "", "", 0)
	}
	sha, size, err := b.storeFile(c.Beside(name))
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, os.ErrPermission) {
		b.log.Warn("the plan's file cannot be read; people get the plan without it", "err", err)
		return nil
	}
	if err != nil {
		return fmt.Errorf("the plan's file: %w", err)
	}
	return handlers.StorePlanFile(b.db, b.clock.Now(), sha, filepath.Base(name), size)
}

func (b *Bot) storeFile(path string) (sha string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	w := b.db.NewFile(b.clock.Now())
	if _, err := io.Copy(w, f); err != nil {
		w.Abort()
		return "", 0, err
	}
	return w.Commit()
}
