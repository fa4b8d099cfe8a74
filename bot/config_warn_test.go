package bot

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"
)

func configIn2021(month time.Month, day int) time.Time {
	return time.Date(2021, month, day, 5, 0, 0, 0, time.UTC)
}

func TestConfigWarningsOfTheExample(t *testing.T) {
	c := loadConfigExample(t)
	if ws := Warnings(c, configIn2021(12, 14)); len(ws) != 0 {
		t.Errorf("on the last day of the year: %v", ws)
	}
	ws := Warnings(c, configIn2021(12, 15))
	if len(ws) != 1 || !strings.Contains(ws[0].Message, "all deadlines are past") || ws[0].Line == 0 {
		t.Errorf("after the last deadline: %v", ws)
	}
}

func TestConfigWarnings(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"due    = { date = 2021-06-15", "due    = { date = 2021-06-14", "is a Sunday"},
		{"due    = { date = 2021-06-15", "due    = { date = 2021-09-03", "is a holiday (Quốc khánh)"},
		{"traditional = { month = 8, day = 19, founded = 1945 }", "", `unit "ca" has no traditional day`},
		{"# file = ", "file = ", "document.file"},
		{`# token_file = "token"`, `token_file = "none"`, "bot.token_file"},
		{`# token      = "123456789:…"`, `token = "` + configTokenA + `"`, "better use token_file"},
		{"https://api.telegram.org", "http://bots.example:8081", "unencrypted"},
		{"rate        = 25", "rate        = 29", "Telegram begins to refuse"},
		{"max_file_mb  = 20", "max_file_mb  = 50", "at most 20 MB"},
	} {
		conf, problems := changedConfig(t, c.old, c.new)
		if len(problems) > 0 {
			t.Errorf("%q: %v", c.new, problems)
			continue
		}
		ws := Warnings(conf, configIn2021(3, 5))
		if len(ws) != 1 || !strings.Contains(ws[0].Message, c.want) {
			t.Errorf("%q: got %v, want one with %q", c.new, ws, c.want)
			continue
		}
		line := strings.Split(exampleConfigText(t), "\n")[ws[0].Line-1]
		if c.new != "" && !strings.Contains(line, strings.TrimSpace(c.old)) {
			t.Errorf("%q: told at line %d: %s", c.new, ws[0].Line, line)
		}
	}
}

func TestConfigHolidayMovedIsNoWarning(t *testing.T) {
	conf, problems := changedConfig(t, `due    = { date = 2021-06-15, strict = true, if_holiday = "keep" }`,
		`due = { date = 2021-06-14, strict = true, if_holiday = "next" }`)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if ws := Warnings(conf, configIn2021(3, 5)); len(ws) != 0 {
		t.Error(ws)
	}
}

func TestConfigLoopbackWithoutTLSIsNoWarning(t *testing.T) {
	for _, host := range []string{"127.0.0.1:8081", "localhost", "[::1]:1"} {
		conf, _ := changedConfig(t, "https://api.telegram.org", "http://"+host)
		if ws := Warnings(conf, configIn2021(3, 5)); len(ws) != 0 {
			t.Errorf("%s: %v", host, ws)
		}
	}
}

func TestConfigReadableTokenIsAWarning(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("file modes mean nothing here")
	}
	file := filepath.Join(t.TempDir(), "token")
	conf, _ := changedConfig(t, `# token_file = "token"`, `token_file = "`+file+`"`)
	for mode, want := range map[os.FileMode]int{0o600: 0, 0o400: 0, 0o640: 1, 0o604: 1} {
		_ = os.Remove(file)
		if err := os.WriteFile(file, []byte(configTokenA), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(file, mode); err != nil {
			t.Fatal(err)
		}
		ws := Warnings(conf, configIn2021(3, 5))
		if len(ws) != want || want == 1 && !strings.Contains(ws[0].Message, "chmod 600") {
			t.Errorf("mode %o: %v", mode, ws)
		}
	}
}

// Every path the plan can name has a place in the file: the table of other
// names and the shape of the file are kept in step.
func TestConfigPathsCoverThePlan(t *testing.T) {
	c := loadConfigExample(t)
	var walk func(v reflect.Value, path string)
	walk = func(v reflect.Value, path string) {
		switch {
		case path == "revision":
			return
		case v.Kind() == reflect.Slice && v.Len() > 0 && v.Index(0).Kind() == reflect.Struct:
			for i := range v.Len() {
				walk(v.Index(i), fmt.Sprintf("%s[%d]", path, i))
			}
		case v.Kind() == reflect.Struct && configReaders[v.Type()] == nil:
			for i := range v.NumField() {
				name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
				walk(v.Field(i), joinConfigPath(path, name))
			}
		case v.IsZero():
		default:
			if _, ok := c.at[configPath(path)]; !ok && !strings.HasSuffix(path, ".status") {
				t.Errorf("%s has no place in the file; looked for %s", path, configPath(path))
			}
		}
	}
	walk(reflect.ValueOf(c.Plan), "")
}
