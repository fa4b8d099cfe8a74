//go:build !linux

package bot

import "errors"

func mountSmall(string, string) error { return errors.New("not on this system") }

func unmount(string) {}
