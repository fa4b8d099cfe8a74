//go:build linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// needs skips a test whose tool is missing, and fails it in CI.
func needs(t *testing.T, what, install string, paths ...string) string {
	t.Helper()
	for _, p := range paths {
		if found, err := exec.LookPath(p); err == nil {
			return found
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is missing: %s", what, install)
	}
	t.Skipf("%s is missing: %s", what, install)
	return ""
}

// TestUnitFile: systemd finds nothing wrong with the unit file, and the
// command in it is one the program knows.
func TestUnitFile(t *testing.T) {
	t.Parallel()
	analyze := needs(t, "systemd-analyze", "apt-get install systemd", "systemd-analyze")
	raw, err := os.ReadFile(filepath.Join("deploy", "thidua.service"))
	if err != nil {
		t.Fatal(err)
	}
	const installed = "/usr/local/bin/thidua"
	unit := string(raw)
	if !strings.Contains(unit, "ExecStart="+installed+" run -config ") {
		t.Errorf("ExecStart does not run %s", installed)
	}
	path := filepath.Join(t.TempDir(), "thidua.service")
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(unit, installed, program(t))), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(analyze, "verify", path).CombinedOutput()
	// Units of the machine itself may be complained of; ours may not.
	if complaints := lines(string(out), `thidua\.service`); err != nil || len(complaints) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
}
