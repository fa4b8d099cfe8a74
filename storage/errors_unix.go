//go:build unix

package storage

import (
	"errors"
	"io/fs"
	"syscall"
)

func diskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// syncFailed tells an error of fdatasync, which comes bare, from one of
// writing, which names the file. After a failed sync the kernel may have
// dropped what it could not write.
func syncFailed(err error) bool {
	var path *fs.PathError
	return diskFull(err) && !errors.As(err, &path)
}
