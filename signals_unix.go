//go:build unix

package main

import (
	"os"
	"os/signal"
	"syscall"
)

// onBackupSignal calls fn at every SIGUSR1 until stop is called.
func onBackupSignal(fn func()) (stop func()) {
	ch := make(chan os.Signal, 1)
	done := make(chan struct{})
	signal.Notify(ch, syscall.SIGUSR1)
	go func() {
		for {
			select {
			case <-ch:
				fn()
			case <-done:
				return
			}
		}
	}()
	return func() {
		signal.Stop(ch)
		close(done)
	}
}
