//go:build !unix

package storage

import (
	"errors"
	"syscall"
)

// The codes of Windows for a full disk: ERROR_HANDLE_DISK_FULL and
// ERROR_DISK_FULL.
func diskFull(err error) bool {
	return errors.Is(err, syscall.Errno(39)) || errors.Is(err, syscall.Errno(112))
}

func syncFailed(error) bool { return false }
