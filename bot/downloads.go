package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"time"

	"thidua/handlers"
	"thidua/storage"
)

const (
	// fetchersAtOnce bounds the downloads under way; each holds one chunk.
	fetchersAtOnce = 3
	// mostFetches is when a file is called gone: after about two hours.
	mostFetches = 30
)

// waitError is a failure with a time Telegram wants us to keep.
type waitError struct {
	err   error
	after time.Duration
}

func (w *waitError) Error() string { return w.err.Error() }

func asAsked(err error, to **waitError) bool { return errors.As(err, to) }

// errExpired says that a link no longer works; getFile gives another.
var errExpired = errors.New("the link expired")

// fetch brings one file into files.db and answers with what became of it.
func (b *Bot) fetch(ctx context.Context, j storage.Job) (handlers.Body, error) {
	d, err := handlers.ReadDownload(j)
	if err != nil {
		return handlers.Stored{Job: j.ID, Problem: "gone"}, nil
	}
	most := b.set.Limits.MaxFileBytes()
	if d.Size > most {
		return handlers.Stored{Job: j.ID, Problem: "too-big"}, nil
	}
	for link := range 2 {
		path, size, problem, err := b.locate(ctx, d)
		if problem != "" {
			return handlers.Stored{Job: j.ID, Problem: problem}, nil
		}
		if err == nil {
			var s handlers.Stored
			if s, err = b.store(ctx, path, size, most); err == nil {
				s.Job = j.ID
				return s, nil
			}
		}
		if link == 1 || !errors.Is(err, errExpired) {
			return b.unfetched(j, err)
		}
	}
	return nil, errExpired
}

// unfetched decides whether a failed download is worth another try.
func (b *Bot) unfetched(j storage.Job, err error) (handlers.Body, error) {
	switch {
	case storage.IsFull(err):
		b.alarm(handlers.AlarmFull)
		return nil, &waitError{err, 30 * time.Second}
	case errors.Is(err, storage.ErrCommit):
		b.fail(err)
	case j.Attempts+1 >= mostFetches:
		b.log.Error("file given up", "job", j.ID, "err", err)
		return handlers.Stored{Job: j.ID, Problem: "gone"}, nil
	}
	return nil, err
}

// locate asks for the path and size of a file. problem is set when it will
// never come.
func (b *Bot) locate(ctx context.Context, d handlers.Download) (path string, size int64, problem string, err error) {
	a, err := b.client.request(ctx, "getFile", params{"file_id": d.FileID}, sendLimit)
	v := judge(a, err)
	switch {
	case v.Meaning == RetryAt:
		return "", 0, "", &waitError{errors.New(v.Why), v.After}
	case v.Meaning == Unauthorized:
		b.fail(errUnauthorized)
		return "", 0, "", errUnauthorized
	case v.Meaning == GiveUp && strings.Contains(v.Why, "too big"):
		return "", 0, "too-big", nil
	case v.Meaning == GiveUp && !strings.Contains(v.Why, "temporarily"):
		b.log.Warn("file is gone", "err", v.Why)
		return "", 0, "gone", nil
	case v.Meaning != Sent:
		return "", 0, "", fmt.Errorf("getFile: %s", v.Why)
	}
	var f struct {
		Path string `json:"file_path"`
		Size int64  `json:"file_size"`
	}
	if err := json.Unmarshal(a.Result, &f); err != nil || f.Path == "" {
		return "", 0, "", errors.New("getFile: no path in the answer")
	}
	if f.Size <= 0 {
		f.Size = d.Size
	}
	if f.Size > b.set.Limits.MaxFileBytes() {
		return "", 0, "too-big", nil
	}
	return f.Path, f.Size, "", nil
}

// store streams a file into files.db, a chunk at a time.
func (b *Bot) store(ctx context.Context, path string, size, most int64) (handlers.Stored, error) {
	ctx, cancel := context.WithTimeout(ctx, transferLimit(max(size, 1<<20)))
	defer cancel()
	from, err := b.open(ctx, path)
	if err != nil {
		return handlers.Stored{}, err
	}
	defer func() { _ = from.Close() }()
	w := b.db.NewFile(b.clock.Now())
	n, err := io.Copy(w, io.LimitReader(from, most+1))
	switch {
	case err != nil:
		err = b.client.clean(err)
	case n > most:
		return handlers.Stored{Problem: "too-big"}, w.Abort()
	case size > 0 && n != size:
		err = fmt.Errorf("download: %d bytes came of %d", n, size)
	case n == 0:
		return handlers.Stored{Problem: "empty"}, w.Abort()
	default:
		sha, n, err := w.Commit()
		return handlers.Stored{SHA256: sha, Size: n}, err
	}
	return handlers.Stored{}, errors.Join(err, w.Abort())
}

// open begins to read a file: from this machine where the server runs here in
// its local mode, else from the server.
func (b *Bot) open(ctx context.Context, path string) (io.ReadCloser, error) {
	if b.set.Local && filepath.IsAbs(path) {
		f, err := openLocal(b.set.LocalRoot, path)
		if err != nil {
			return nil, err
		}
		return until{ctx, f}, nil
	}
	resp, err := b.client.fetch(ctx, path)
	if err != nil {
		return nil, err
	}
	switch {
	case resp.StatusCode == http.StatusOK:
		return resp.Body, nil
	case resp.StatusCode == http.StatusNotFound || resp.StatusCode == http.StatusGone:
		err = errExpired
	default:
		err = fmt.Errorf("download: HTTP %s", httpText(resp.StatusCode))
	}
	_ = resp.Body.Close()
	return nil, err
}
