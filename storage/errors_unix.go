//go:build unix

package storage

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"
)

func diskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || cannotGrow(err)
}

// cannotGrow knows bbolt's errors of making the file larger (db.go grow),
// which keep the cause as text only. They come before any page is written.
func cannotGrow(err error) bool {
	if err == nil {
		return false
	}
	text := err.Error()
	return (strings.Contains(text, "file resize error: ") || strings.Contains(text, "file sync error: ")) &&
		(strings.HasSuffix(text, syscall.ENOSPC.Error()) || strings.HasSuffix(text, syscall.EDQUOT.Error()))
}

// syncFailed tells an error of fdatasync, which comes bare, from one of
// writing, which names the file. After a failed sync the kernel may have
// dropped what it could not write.
func syncFailed(err error) bool {
	var path *fs.PathError
	return diskFull(err) && !cannotGrow(err) && !errors.As(err, &path)
}
