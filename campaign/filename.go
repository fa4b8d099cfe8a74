package campaign

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	nameRunes      = 100 // longest name kept, extension included
	extensionRunes = 10  // longer "extensions" are part of the name
	nameless       = "tep"
)

// CleanName makes a sender's file name safe to show, to store and to hand out:
// the last part of a path, valid UTF-8, one line, without characters that
// nobody sees or that turn the reading direction (a name may read
// "report.pdf" and end in .exe), without those Windows forbids, at most 100
// runes with the extension kept. What is left of nothing is called "tep".
// Cleaning twice changes nothing.
func CleanName(name string) string {
	name = strings.ToValidUTF8(name, "")
	name = compose(strings.Map(visible, name))
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Join(strings.Fields(name), " ")
	stem, ext := splitExtension(strings.TrimRight(name, ". "))
	stem = strings.Trim(stem, ". ")
	if keep := nameRunes - utf8.RuneCountInString(ext); utf8.RuneCountInString(stem) > keep {
		stem = strings.TrimRight(string([]rune(stem)[:keep]), ". ")
	}
	if stem == "" {
		stem = nameless
	}
	return stem + ext
}

// visible drops control and format characters and replaces what a file system
// would stumble over. Other kinds of blanks become a space.
func visible(r rune) rune {
	switch {
	case r == '\n' || r == '\t' || unicode.IsSpace(r):
		return ' '
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co):
		return -1
	case strings.ContainsRune(`<>:"|?*`, r):
		return '_'
	}
	return r
}

// splitExtension cuts before the last dot when a short extension without blanks
// follows.
func splitExtension(name string) (stem, ext string) {
	i := strings.LastIndexByte(name, '.')
	if i < 0 || i == len(name)-1 {
		return name, ""
	}
	ext = name[i:]
	if utf8.RuneCountInString(ext) > extensionRunes || strings.ContainsRune(ext, ' ') {
		return name, ""
	}
	return name[:i], ext
}
