package bot

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// configNode is one value of the file with the place it stands at. Scalars keep
// the text they were written with, because points must not pass through floats.
type configNode struct {
	kind unstable.Kind // Table, Array, String, Bool, Integer, Float, LocalDate ...
	key  configPlace   // of the key or header that names it
	pos  configPlace   // of the value
	text string        // decoded text of a string, the written text of others

	names  []string // the keys of a table in the order of the file
	fields map[string]*configNode
	items  []*configNode

	// header is set once a [table] header has named the node, sealed when it
	// was written in place ({...} or [...]) and nothing may be added.
	header, sealed bool
}

// configTree is a whole file as nodes with positions.
type configTree struct {
	root     *configNode
	index    *configIndex
	parser   unstable.Parser
	current  *configNode
	problems []configIssue
}

// configIssue is a problem that still lacks its file name. Path is in the
// names of the file, for example criteria[3].max.
type configIssue struct {
	path    string
	at      configPlace
	message string
}

var errConfigSyntax = errors.New("the file cannot be read further")

// parseConfigTree reads the text. Keys set twice are told and reading goes on;
// at the first error of syntax there is nothing left to trust, so it is told
// alone, with errConfigSyntax.
func parseConfigTree(text []byte) (*configTree, error) {
	t := &configTree{index: newConfigIndex(text)}
	t.root = newConfigTable(configPlace{1, 1})
	t.current = t.root
	if at, ok := configNotUTF8(text); ok {
		return t, t.syntax(at, "the file is not UTF-8 text here; save it as UTF-8")
	}
	t.parser.Reset(text)
	for t.parser.NextExpression() {
		t.expression(t.parser.Expression())
	}
	if err := t.parser.Error(); err != nil {
		return t, t.syntaxError(err, text)
	}
	return t, nil
}

// confirm lets the library's own decoder read the text as well: it knows rules
// of TOML that the tree does not, such as numbers with leading zeros. What it
// says about a line that has an issue already is not repeated.
func (t *configTree) confirm(text []byte, known []configIssue) (configIssue, bool) {
	var all map[string]any
	var de *toml.DecodeError
	if err := toml.Unmarshal(text, &all); err == nil || !errors.As(err, &de) {
		return configIssue{}, false
	}
	row, column := de.Position()
	for _, i := range known {
		if i.at.line == row {
			return configIssue{}, false
		}
	}
	row = min(max(row, 1), len(t.index.lines))
	at := t.index.at(t.index.lines[row-1] + column - 1)
	return configIssue{at: at, message: strings.TrimPrefix(de.Error(), "toml: ")}, true
}

func configNotUTF8(text []byte) (offset int, found bool) {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == 0 || r == utf8.RuneError && size == 1 {
			return i, true
		}
		i += size
	}
	return 0, false
}

func newConfigTable(at configPlace) *configNode {
	return &configNode{kind: unstable.Table, key: at, pos: at, fields: map[string]*configNode{}}
}

func (t *configTree) syntax(offset int, message string) error {
	t.problems = []configIssue{{at: t.index.at(offset), message: message}}
	return errConfigSyntax
}

var configSlashDate = regexp.MustCompile(`=\s*\d{1,2}[/-]\d{1,2}[/-]\d{4}`)

// syntaxError words the parser's error with a hint at the two mistakes
// Vietnamese authors make most: keys with marks and dates with slashes.
func (t *configTree) syntaxError(err error, text []byte) error {
	var pe *unstable.ParserError
	if !errors.As(err, &pe) {
		return t.syntax(0, err.Error())
	}
	offset := min(cap(text)-cap(pe.Highlight), len(text))
	at := t.index.at(offset)
	message := pe.Message
	r, _ := utf8.DecodeRune(text[offset:])
	switch {
	case r > unicode.MaxASCII && unicode.IsLetter(r) && strings.Contains(message, "key"):
		message += `; a key with diacritics stands in quotes: "khối" = …`
	case configSlashDate.Match(t.index.line(at.line)):
		message += "; a date is written year-month-day: 2021-06-15"
	case strings.Contains(message, "start of value"):
		message += "; text stands in double quotes"
	}
	return t.syntax(offset, message)
}

func (t *configTree) expression(n *unstable.Node) {
	switch n.Kind {
	case unstable.KeyValue:
		t.keyValue(t.current, n)
	case unstable.Table:
		t.current = t.open(n, false)
	case unstable.ArrayTable:
		t.current = t.open(n, true)
	}
}

// open walks a header such as [a.b] or [[a.b]] and gives the table that the
// following keys belong to.
func (t *configTree) open(n *unstable.Node, list bool) *configNode {
	at, path := t.root, ""
	for it := n.Key(); it.Next(); {
		k := it.Node()
		name, pos := string(k.Data), t.place(k)
		path = joinConfigPath(path, name)
		next, known := at.fields[name]
		last := it.IsLast()
		switch {
		case !known:
			next = at.child(name, pos, last && list)
		case last && list && (next.kind != unstable.Array || next.sealed),
			last && !list && next.kind == unstable.Table && (next.header || next.sealed),
			last && !list && next.kind != unstable.Table,
			next.kind != unstable.Table && next.kind != unstable.Array,
			next.sealed:
			t.twice(path, pos, next)
			return newConfigTable(pos)
		}
		if last {
			next.header = true
		}
		if next.kind == unstable.Array {
			if last {
				next.items = append(next.items, newConfigTable(pos))
			}
			path += fmt.Sprintf("[%d]", len(next.items)-1)
			next = next.items[len(next.items)-1]
		}
		at = next
	}
	return at
}

func (n *configNode) child(name string, at configPlace, list bool) *configNode {
	c := newConfigTable(at)
	if list {
		c.kind = unstable.Array
	}
	n.set(name, c)
	return c
}

func (n *configNode) set(name string, c *configNode) {
	n.names = append(n.names, name)
	n.fields[name] = c
}

func (t *configTree) twice(path string, at configPlace, first *configNode) {
	t.problems = append(t.problems, configIssue{
		path: path, at: at,
		message: fmt.Sprintf("%s is set twice; first at line %d", path, first.key.line),
	})
}

// keyValue adds one key = value to a table; dotted keys make tables between.
func (t *configTree) keyValue(in *configNode, n *unstable.Node) {
	path, after := "", 0
	for it := n.Key(); it.Next(); {
		k := it.Node()
		name, pos := string(k.Data), t.place(k)
		path = joinConfigPath(path, name)
		after = int(k.Raw.Offset + k.Raw.Length)
		next, known := in.fields[name]
		switch {
		case it.IsLast() && known, known && next.kind != unstable.Table, known && next.sealed:
			t.twice(path, pos, next)
			return
		case it.IsLast():
			v := t.value(n.Value(), t.index.at(t.valueStart(after)))
			v.key = pos
			in.set(name, v)
			return
		case !known:
			next = in.child(name, pos, false)
		}
		in = next
	}
}

// valueStart finds the value after its key; arrays carry no place of their own.
func (t *configTree) valueStart(offset int) int {
	text := t.index.text
	for offset < len(text) && strings.IndexByte(" \t=", text[offset]) >= 0 {
		offset++
	}
	return offset
}

// value turns a parsed value into nodes. at is used where the parser knows no
// place, which is the case for arrays.
func (t *configTree) value(v *unstable.Node, at configPlace) *configNode {
	switch v.Kind {
	case unstable.Array:
		c := &configNode{kind: unstable.Array, key: at, pos: at, sealed: true}
		for it := v.Children(); it.Next(); {
			item := t.value(it.Node(), at)
			item.key = item.pos
			c.items = append(c.items, item)
		}
		return c
	case unstable.InlineTable:
		c := newConfigTable(t.place(v))
		for it := v.Children(); it.Next(); {
			t.keyValue(c, it.Node())
		}
		c.sealed = true
		return c
	default:
		return &configNode{kind: v.Kind, key: at, pos: t.place(v), text: string(v.Data)}
	}
}

func (t *configTree) place(n *unstable.Node) configPlace { return t.index.at(int(n.Raw.Offset)) }

func joinConfigPath(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
