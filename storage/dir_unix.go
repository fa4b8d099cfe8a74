//go:build unix

package storage

import "os"

// tighten shuts others out; on a file system without modes it does nothing.
func tighten(path string, mode os.FileMode) {
	if info, err := os.Stat(path); err == nil && info.Mode().Perm() != mode {
		_ = os.Chmod(path, mode)
	}
}

// syncDir makes names given in a directory outlive a power cut.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
