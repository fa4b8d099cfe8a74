package bot

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"
)

// Problem is one thing wrong, or worth a warning, in a config file. Line and
// Column count from 1; columns count characters as an editor shows them, not
// bytes, and a byte order mark is not counted. Line 0 means the file as a whole.
type Problem struct {
	File         string
	Line, Column int
	Message      string
}

// String is the form editors jump to: file:line:column: message.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
}

// configPlace is a place in a config file; the zero value is no place.
type configPlace struct{ line, column int }

// configIndex turns byte offsets into positions. It is built once per file.
type configIndex struct {
	text  []byte
	lines []int // offset of the first byte of every line
}

func newConfigIndex(text []byte) *configIndex {
	x := &configIndex{text: text, lines: []int{0}}
	for i, c := range text {
		if c == '\n' {
			x.lines = append(x.lines, i+1)
		}
	}
	return x
}

// at is the position of a byte offset; an offset past the end is the end.
func (x *configIndex) at(offset int) configPlace {
	offset = min(max(offset, 0), len(x.text))
	n, found := slices.BinarySearch(x.lines, offset)
	if !found {
		n--
	}
	return configPlace{n + 1, utf8.RuneCount(x.text[x.lines[n]:offset]) + 1}
}

// line is the text of a line without its end; lines count from 1.
func (x *configIndex) line(n int) []byte {
	start, end := x.lines[n-1], len(x.text)
	if n < len(x.lines) {
		end = x.lines[n] - 1
	}
	return x.text[start:end]
}

// sortConfigProblems puts problems in the order of the file, keeping the order in
// which those of one place were found.
func sortConfigProblems(ps []Problem) {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}
