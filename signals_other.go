//go:build !unix

package main

// onBackupSignal: this system has no signal for it; the nightly backup serves.
func onBackupSignal(func()) (stop func()) { return func() {} }
