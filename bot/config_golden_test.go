package bot

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var updateConfigGolden = flag.Bool("update-config", false, "rewrite the golden problems of broken configs")

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
			got := configProblems(problems)
			golden := strings.TrimSuffix(file, ".toml") + ".golden"
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
				t.Errorf("problems differ (-want +got):\n%s", diff)
			}
		})
	}
}
