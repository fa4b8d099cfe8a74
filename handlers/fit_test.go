package handlers

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"
)

var anyTag = regexp.MustCompile(`<[^<>]*>`)

func visible(s string) int {
	return len(utf16.Encode([]rune(html.UnescapeString(anyTag.ReplaceAllString(s, "")))))
}

// TestFit: what fits stays as it is; what does not is cut to fit, with every
// tag closed and no entity cut apart.
func TestFit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{
			"ư", "word ", "\n", "\n\n", "&lt;", "&amp;", "😀", "<b>bold</b>", "<b>two\nlines</b>", `<a href="https://x.y/?a=1&amp;b=2">x</a>`, "<i><b>n</b>\n</i>",
		}), 0, 120).Draw(t, "parts")
		text, most := strings.Join(parts, ""), rapid.IntRange(10, 200).Draw(t, "most")
		got := fit(text, most)
		if visible(text) <= most {
			if got != text {
				t.Fatalf("a text of %d that fits %d was changed: %q", visible(text), most, got)
			}
			return
		}
		if visible(got) > most || visible(got) < most/2-10 {
			t.Fatalf("%d of %d are seen: %q", visible(got), most, got)
		}
		var open []string
		for _, tag := range anyTag.FindAllString(got, -1) {
			name, _, _ := strings.Cut(strings.Trim(tag, "</>"), " ")
			if !strings.HasPrefix(tag, "</") {
				open = append(open, name)
			} else if n := len(open); n == 0 || open[n-1] != name {
				t.Fatalf("%s closes nothing: %q", tag, got)
			} else {
				open = open[:n-1]
			}
		}
		if len(open) > 0 || strings.Count(got, "&") != strings.Count(got, ";") {
			t.Fatalf("%v stay open: %q", open, got)
		}
	})
}
