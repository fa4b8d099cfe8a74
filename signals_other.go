//go:build !unix

package main

// onSignals: this system has no such signals; the nightly backup and a restart
// serve.
func onSignals(func(), func()) (stop func()) { return func() {} }
