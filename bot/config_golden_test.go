package bot

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var updateConfigGolden = flag.Bool("update-config", false, "rewrite the golden problems of broken configs and next year's config")

// configProblems renders problems with the bare file name, as golden files
// hold them.
func configProblems(ps []Problem) string {
	var b strings.Builder
	for _, p := range ps {
		p.File = filepath.Base(p.File)
		b.WriteString(p.String() + "\n")
	}
	return b.String()
}

func TestConfigBrokenFilesTellEverythingAtOnce(t *testing.T) {
	files, _ := filepath.Glob("testdata/config/*.toml")
	if len(files) < 2 {
		t.Fatal("no broken configs to read")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			_, problems, err := Load(file)
			if err != nil {
				t.Fatal(err)
			}
			wantGolden(t, strings.TrimSuffix(file, ".toml")+".golden", configProblems(problems))
		})
	}
}

// wantGolden compares with a golden file, or rewrites it.
func wantGolden(t *testing.T, golden, got string) {
	t.Helper()
	if *updateConfigGolden {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", golden, diff)
	}
}
