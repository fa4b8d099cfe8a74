package storage

import (
	"errors"
	"fmt"

	bolterrors "go.etcd.io/bbolt/errors"
)

// What can be wrong with a data directory; every error wraps one of these and
// says what to do.
var (
	// ErrInUse: another process has the data open.
	ErrInUse = errors.New("another bot runs on this data")
	// ErrMissingDatabase: the directory was used before and a database is
	// gone or empty.
	ErrMissingDatabase = errors.New("a database is missing")
	// ErrNotEmpty: a directory that should be new holds something.
	ErrNotEmpty = errors.New("the directory is not empty")
	// ErrDamaged: what is stored cannot be what was written.
	ErrDamaged = errors.New("the data is damaged")
	// ErrNewer: a newer version of the program wrote the data.
	ErrNewer = errors.New("the data was written by a newer version")
	// ErrClosed: the database was closed.
	ErrClosed = errors.New("the database is closed")
	// ErrCommit: a commit failed in a way that leaves open whether it is
	// stored. The process must stop and read the data anew after a restart.
	ErrCommit = errors.New("the commit may or may not be stored; stop and start again")
)

var errTxOver = errors.New("storage: the transaction is over")

const howToRestore = "restore the newest backup into a new directory (restore -from BACKUP -data NEWDIR)"

// IsFull reports whether err means there is no room left: the disk, a quota or
// the budget of Options. The transaction was rolled back; wait and go on.
func IsFull(err error) bool {
	if err == nil || errors.Is(err, ErrCommit) {
		return false
	}
	return noRoom(err)
}

func noRoom(err error) bool {
	return errors.Is(err, bolterrors.ErrMaxSizeReached) || diskFull(err)
}

// commitError sorts the error of a commit. Running out of room shows at
// writing a page, before anything points to it: rolled back for certain. An
// error of syncing or anything else leaves it open.
func commitError(err error) error {
	if noRoom(err) && !syncFailed(err) {
		return fmt.Errorf("storage: commit rolled back: %w", err)
	}
	return fmt.Errorf("storage: %w: %w", ErrCommit, err)
}
