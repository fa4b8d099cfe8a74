//go:build unix

package storage

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

func TestCommitErrors(t *testing.T) {
	written := func(err error) error { return &fs.PathError{Op: "write", Path: "state.db", Err: err} }
	for name, c := range map[string]struct {
		err  error
		full bool
	}{
		"no room to write":   {written(syscall.ENOSPC), true},
		"quota":              {written(syscall.EDQUOT), true},
		"budget":             {bolterrors.ErrMaxSizeReached, true},
		"no room to grow":    {fmt.Errorf("file resize error: %s", written(syscall.ENOSPC)), true},
		"growing fails":      {fmt.Errorf("file sync error: %s", syscall.EIO), false},
		"no room at sync":    {syscall.ENOSPC, false},
		"disk fails":         {written(syscall.EIO), false},
		"disk fails syncing": {syscall.EIO, false},
	} {
		err := commitError(c.err)
		if IsFull(err) != c.full || errors.Is(err, ErrCommit) == c.full {
			t.Errorf("%s: full %v, %v", name, IsFull(err), err)
		}
	}
	if IsFull(nil) || IsFull(errors.New("other")) {
		t.Error("full without reason")
	}
}

// TestCommitThatFailsIsFatal takes the file away from under a commit.
func TestCommitThatFailsIsFatal(t *testing.T) {
	made := newDB(t)
	if err := made.Close(); err != nil {
		t.Fatal(err)
	}
	var file *os.File
	o := stateOptions(Options{})
	o.OpenFile = func(name string, flag int, mode os.FileMode) (*os.File, error) {
		var err error
		file, err = os.OpenFile(name, flag, mode)
		return file, err
	}
	state, err := bbolt.Open(filepath.Join(made.Dir(), stateFile), 0o600, o)
	if err != nil {
		t.Fatal(err)
	}
	defer state.Close()
	db := &DB{state: state}
	err = db.Update(noon, func(tx *Tx) error {
		SetWatermark(tx, 1)
		return file.Close()
	})
	wantErr(t, err, ErrCommit)
	if IsFull(err) {
		t.Error("taken for a full disk")
	}
}
