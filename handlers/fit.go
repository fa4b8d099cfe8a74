package handlers

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// What Telegram takes, in UTF-16 units of what is seen, markup apart (Bot API,
// sendMessage and sendDocument). Longer is refused, and whoever waits would
// hear nothing.
const (
	longestMessage = 4096
	longestCaption = 1024
)

// fit cuts a text that is longer than Telegram takes after a whole line and
// closes what the cut left open. Screens are written to stay below the limit;
// this is for what many long names or files make of them together.
func fit(html string, most int) string {
	if len(html) <= most {
		return html
	}
	var open, at []string // tags open now, and where the cut is
	cut, seen, line := 0, 0, false
	for i := 0; i < len(html); {
		n, wide := piece(html[i:])
		switch {
		case wide == 0:
			open = tagged(open, html[i:i+n])
		case seen+wide > most:
			return closed(html[:cut], at)
		}
		seen += wide
		newline := html[i] == '\n'
		if seen <= most-2 && (newline || !line || seen < most/2) {
			line = newline && seen >= most/2
			cut, at = i+n, slices.Clone(open)
			if newline {
				cut = i
			}
		}
		i += n
	}
	return html
}

// piece is the length in bytes of the first tag, entity or character and how
// much of it is seen.
func piece(s string) (n, wide int) {
	for _, mark := range []struct {
		from, to string
		wide     int
	}{{"<", ">", 0}, {"&", ";", 1}} {
		if end := strings.Index(s, mark.to); strings.HasPrefix(s, mark.from) && end > 0 {
			return end + 1, mark.wide
		}
	}
	r, n := utf8.DecodeRuneInString(s)
	if r > 0xFFFF {
		return n, 2
	}
	return n, 1
}

// tagged follows the tags that are open.
func tagged(open []string, tag string) []string {
	name, _, _ := strings.Cut(strings.Trim(tag, "<>"), " ")
	if !strings.HasPrefix(name, "/") {
		return append(open, name)
	}
	return open[:max(0, len(open)-1)]
}

func closed(html string, open []string) string {
	html += "\n…"
	for _, name := range slices.Backward(open) {
		html += "</" + name + ">"
	}
	return html
}

// cutPlain shortens plain text to n characters, the last of which says that it
// was cut.
func cutPlain(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
