package bot

import (
	"context"
	"errors"
	"io"
	"runtime/debug"
	"time"

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
			if _, ok := handlers.ReadPages(j); ok {
				body = handlers.Bound{Job: j.ID, Problem: unreadable}
			}
		}
	}()
	if _, ok := handlers.ReadPages(j); ok {
		return b.bind(j)
	}
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

// bind makes one PDF of stored pictures, page by page into files.db. What the
// disk refuses is tried again later.
func (b *Bot) bind(j storage.Job) (handlers.Body, error) {
	w := b.db.NewFile(b.clock.Now())
	bound, err := handlers.Bind(j, func(sha string) (io.ReadCloser, error) { return b.db.OpenFile(sha) }, w)
	if err == nil && bound.Problem == "" {
		if bound.SHA256, bound.Size, err = w.Commit(); err == nil {
			return bound, nil
		}
	}
	if left := w.Abort(); left != nil {
		b.log.Warn("half a PDF is left until the next sweep", "err", left)
	}
	switch {
	case storage.IsFull(err):
		b.alarm(handlers.AlarmFull)
		return nil, &waitError{err, 30 * time.Second}
	case errors.Is(err, storage.ErrClosed):
		return nil, err
	case err != nil:
		b.log.Error("pictures cannot be bound", "job", j.ID, "err", err)
		return handlers.Bound{Job: j.ID, Problem: unreadable}, nil
	}
	return bound, nil
}
