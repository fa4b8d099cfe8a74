package bot

import (
	"context"
	"errors"
	"runtime/debug"

	"thidua/handlers"
	"thidua/storage"
)

// inspectorsAtOnce bounds the files looked into at the same time.
const inspectorsAtOnce = 2

// unreadable is the problem of a file that cannot be looked into.
const unreadable = "unreadable"

// inspect looks into a stored file outside any transaction. A file made to
// break the reader breaks its own inspection only.
func (b *Bot) inspect(_ context.Context, j storage.Job) (body handlers.Body, err error) {
	defer func() {
		if p := recover(); p != nil {
			b.log.Error("inspection panicked", "job", j.ID, "stack", string(debug.Stack()))
			body, err = handlers.Inspected{Job: j.ID, Problem: unreadable}, nil
		}
	}()
	i, err := handlers.ReadInspection(j)
	if err != nil {
		return handlers.Inspected{Job: j.ID, Problem: unreadable}, nil
	}
	f, err := b.db.OpenFile(i.SHA256)
	if err != nil {
		if errors.Is(err, storage.ErrClosed) {
			return nil, err
		}
		b.log.Error("stored file cannot be read", "job", j.ID, "err", err)
		return handlers.Inspected{Job: j.ID, Problem: unreadable}, nil
	}
	defer func() { _ = f.Close() }()
	return handlers.Inspect(j, f, f.Size()), nil
}
