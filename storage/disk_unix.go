//go:build linux || darwin

package storage

import "syscall"

// Disk is how many bytes of the data's disk are left to us, and how many there
// are; zeros when that cannot be told.
func (db *DB) Disk() (free, total int64) {
	var s syscall.Statfs_t
	if syscall.Statfs(db.dir, &s) != nil {
		return 0, 0
	}
	return int64(s.Bavail) * int64(s.Bsize), int64(s.Blocks) * int64(s.Bsize)
}
