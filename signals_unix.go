//go:build unix

package main

import (
	"os"
	"os/signal"
	"syscall"
)

// onSignals calls backup at every SIGUSR1 and reread at every SIGHUP until stop
// is called.
func onSignals(backup, reread func()) (stop func()) {
	ch := make(chan os.Signal, 1)
	done := make(chan struct{})
	signal.Notify(ch, syscall.SIGUSR1, syscall.SIGHUP)
	go func() {
		for {
			select {
			case s := <-ch:
				if s == syscall.SIGHUP {
					reread()
				} else {
					backup()
				}
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
