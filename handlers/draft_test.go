package handlers

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thidua/campaign"
)

func TestFreeName(t *testing.T) {
	var list []campaign.Attachment
	for _, want := range []string{"bc.pdf", "bc (2).pdf", "bc (3).pdf"} {
		got := freeName(list, "bc.pdf")
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		list = append(list, campaign.Attachment{Name: got})
	}
	for name, want := range map[string]string{"BC.PDF": "BC (4).PDF", "bc": "bc", ".pdf": ".pdf"} {
		if got := freeName(list, name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestShortKeepsTheEnding(t *testing.T) {
	for name, want := range map[string]string{
		"bc.pdf":                      "bc.pdf",
		"báo cáo sơ kết 2021.docx":    "báo cáo sơ kết….docx",
		"a.bcdefghijklmnopqrstuvwxyz": "a.bcdefghijklmnopqr…",
	} {
		if got := short(name, 20); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestInMessagesLosesNothing(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		line := rapid.StringMatching(`[a-zđ ]{1,30}`)
		var blocks []string
		for range rapid.IntRange(0, 6).Draw(r, "blocks") {
			blocks = append(blocks, strings.Join(rapid.SliceOfN(line, 1, 12).Draw(r, "lines"), "\n"))
		}
		out := inMessages(blocks, 60)
		for _, m := range out {
			if n := len([]rune(m)); n > 60 || n == 0 {
				r.Fatalf("a message of %d characters", n)
			}
		}
		squeeze := func(list []string) string { return strings.ReplaceAll(strings.Join(list, ""), "\n", "") }
		if squeeze(out) != squeeze(blocks) {
			r.Fatalf("blocks %q became %q", blocks, out)
		}
	})
}

func TestEveryProblemHasASentence(t *testing.T) {
	for _, problem := range []string{
		"empty", "wrong-type", "executable", "picture-format", "macro", "encrypted", "bomb", "damaged",
		"too-big", "gone", "twice", "unreadable",
	} {
		if _, ok := fileProblems[problem]; !ok {
			t.Errorf("no sentence for %q", problem)
		}
	}
}
