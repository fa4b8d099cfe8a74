//go:build !linux && !darwin

package storage

// Disk is how many bytes of the data's disk are left to us, and how many there
// are; zeros where that cannot be told.
func (db *DB) Disk() (free, total int64) { return 0, 0 }
