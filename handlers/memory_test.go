package handlers_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain keeps the databases of the talks in memory where the system has a
// file system for that: a talk is about what is said and stored, and each of
// its thousands of commits would otherwise wait for the disk. Benchmarks stay
// on the disk.
func TestMain(m *testing.M) {
	flag.Parse()
	bench := flag.Lookup("test.bench").Value.String()
	if dir, err := os.MkdirTemp("/dev/shm", "thidua-"); err == nil && bench == "" {
		os.Setenv("TMPDIR", dir)
		code := m.Run()
		_ = os.RemoveAll(dir)
		os.Exit(code)
	} else if err == nil {
		_ = os.RemoveAll(dir)
	}
	os.Exit(m.Run())
}
