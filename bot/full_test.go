package bot

import (
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"
)

// A batch that waits for room keeps the disk full however many smaller ones
// find theirs: the administrators hear of each change once.
func TestIssue02FullUntilNothingWaits(t *testing.T) {
	r := newRig(t, newTelegram(t))
	noRoom := fmt.Errorf("storage: %w", &fs.PathError{Op: "write", Path: "state.db", Err: syscall.ENOSPC})
	var large, other bool
	for range 3 {
		r.Bot.note(noRoom, &large)
		r.Bot.note(nil, &other)
		r.Bot.note(nil, nil)
	}
	r.Bot.note(noRoom, &other)
	r.Bot.note(nil, &large)
	if log := r.log.String(); strings.Count(log, "no room left") != 1 || strings.Contains(log, "there is room") {
		t.Errorf("while a batch waits:\n%s", log)
	}
	r.Bot.note(nil, &other)
	if log := r.log.String(); strings.Count(log, "there is room") != 1 {
		t.Errorf("when none waits any more:\n%s", log)
	}
}
