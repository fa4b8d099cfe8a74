package bot

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// configBinder fills Go values from nodes and collects everything that does
// not fit. It is used instead of the library's decoder because that one stops
// at the first wrong type and hides what follows.
type configBinder struct {
	issues []configIssue
	// failed holds the paths that could not be read, so that what follows from
	// them is not told again as missing.
	failed map[string]bool
	// at is the table of places: path in the file's names to position.
	at map[string]configPlace
}

func newConfigBinder() *configBinder {
	return &configBinder{failed: map[string]bool{}, at: map[string]configPlace{"": {1, 1}}}
}

func (b *configBinder) refuse(path string, at configPlace, format string, args ...any) {
	b.failed[path] = true
	b.issues = append(b.issues, configIssue{path, at, fmt.Sprintf(format, args...)})
}

// bind reads node n into v. Fields the file leaves out keep what v held, which
// is how defaults work.
func (b *configBinder) bind(n *configNode, v reflect.Value, path string) {
	b.at[path] = n.pos
	if read, special := configReaders[v.Type()]; special {
		b.scalar(n, v, path, read)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		b.table(n, v, path)
	case reflect.Slice:
		b.list(n, v, path)
	case reflect.String:
		b.scalar(n, v, path, readConfigString)
	case reflect.Bool:
		b.scalar(n, v, path, readConfigBool)
	case reflect.Float64:
		b.scalar(n, v, path, readConfigFloat)
	case reflect.Int, reflect.Int64:
		b.scalar(n, v, path, readConfigInt)
	default:
		panic("bot: config type without a reader: " + v.Type().String())
	}
}

func (b *configBinder) scalar(n *configNode, v reflect.Value, path string, read configReader) {
	if err := read(n, v); err != nil {
		b.refuse(path, n.pos, "%s: %v", path, err)
	}
}

func (b *configBinder) list(n *configNode, v reflect.Value, path string) {
	if n.kind != unstable.Array {
		if v.Type().Elem().Kind() == reflect.Struct && n.kind == unstable.Table {
			b.refuse(path, n.pos, "%s: this is a list; begin each entry with [[%s]]", path, configHeader(path))
			return
		}
		b.refuse(path, n.pos, "%s: want a list such as [ … ], not %s", path, configKindName(n))
		return
	}
	s := reflect.MakeSlice(v.Type(), len(n.items), len(n.items))
	for i, item := range n.items {
		b.bind(item, s.Index(i), fmt.Sprintf("%s[%d]", path, i))
	}
	v.Set(s)
}

func (b *configBinder) table(n *configNode, v reflect.Value, path string) {
	if n.kind != unstable.Table {
		if n.kind == unstable.Array && !n.sealed {
			b.refuse(path, n.pos, "%s: there is only one; write [%s]", path, configHeader(path))
			return
		}
		b.refuse(path, n.pos, "%s: want a table such as { … }, not %s", path, configKindName(n))
		return
	}
	fields, names := configFields(v)
	for _, name := range n.names {
		at := joinConfigPath(path, name)
		field, known := fields[name]
		if !known {
			b.unknown(n, path, name, names)
			continue
		}
		b.bind(n.fields[name], field, at)
	}
}

// unknown tells of a key nobody reads. Where another key was surely meant and is
// not there, that one counts as told, so that it is not called missing as well.
func (b *configBinder) unknown(in *configNode, path, name string, names []string) {
	where := "at the top of the file"
	if path != "" {
		where = "in " + path
	}
	help := "known: " + strings.Join(names, ", ")
	if meant, ok := nearestConfigName(name, names); ok {
		help = fmt.Sprintf("did you mean %q?", meant)
		if _, there := in.fields[meant]; !there {
			b.failed[joinConfigPath(path, meant)] = true
		}
	}
	b.issues = append(b.issues, configIssue{
		joinConfigPath(path, name), in.fields[name].key,
		fmt.Sprintf("unknown key %q %s; %s", clipConfigText(name), where, help),
	})
}

// configFields lists the fields of a struct by the names they have in the file:
// the toml tag, else the json tag that stored plans use. Tag "-" hides a field.
func configFields(v reflect.Value) (map[string]reflect.Value, []string) {
	fields := map[string]reflect.Value{}
	var names []string
	for i := range v.NumField() {
		tag := v.Type().Field(i).Tag
		name := tag.Get("toml")
		if name == "" {
			name, _, _ = strings.Cut(tag.Get("json"), ",")
		}
		if name == "" || name == "-" {
			continue
		}
		fields[name] = v.Field(i)
		names = append(names, name)
	}
	return fields, names
}

// configHeader is a path as it stands in a header: without indexes.
func configHeader(path string) string {
	for {
		i := strings.IndexByte(path, '[')
		j := strings.IndexByte(path, ']')
		if i < 0 || j < i {
			return path
		}
		path = path[:i] + path[j+1:]
	}
}

func configKindName(n *configNode) string {
	switch n.kind {
	case unstable.Table:
		return "a table"
	case unstable.Array:
		return "a list"
	case unstable.String:
		return fmt.Sprintf("the text %q", clipConfigText(n.text))
	case unstable.Bool:
		return n.text
	case unstable.Integer, unstable.Float:
		return "the number " + clipConfigText(n.text)
	case unstable.LocalDate:
		return "the date " + n.text
	case unstable.LocalTime:
		return "the time " + n.text
	default:
		return "the instant " + clipConfigText(n.text)
	}
}
