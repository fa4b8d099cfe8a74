package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// rule says what a room may import besides the standard library, and why no more.
type rule struct {
	room    string
	own     []string // rooms of this module
	outside []string // prefixes of other modules
	why     string
}

var rules = []rule{
	{
		"thidua/campaign", nil, nil,
		"the rules of the contest are pure values: whoever reads them need know nothing else",
	},
	{
		"thidua/storage",
		[]string{"thidua/campaign"},
		[]string{"go.etcd.io/bbolt"},
		"the only room that knows how rows are kept; sentences and network would tie data to looks",
	},
	{
		"thidua/handlers/document",
		[]string{"thidua/campaign"},
		[]string{"github.com/gabriel-vasile/mimetype", "github.com/xuri/excelize/v2", "codeberg.org/go-pdf/fpdf", "golang.org/x/image", "golang.org/x/text", "github.com/boombuler/barcode", "github.com/arran4/golang-ical"},
		"turns values into papers and bytes into verdicts; it must not know who asks or where they are kept",
	},
	{
		"thidua/handlers",
		[]string{"thidua/campaign", "thidua/storage", "thidua/handlers/document"},
		[]string{"golang.org/x/text", "github.com/robfig/cron/v3"},
		"talks are decided inside one transaction: no network, no Telegram, no bbolt",
	},
	{
		"thidua/bot/clock", nil, nil,
		"the one source of time serves everybody, so it may know nobody",
	},
	{
		"thidua/bot/sandbox/transcript", nil, nil,
		"a text format, read by tests of every room",
	},
	{
		"thidua/bot/sandbox",
		[]string{"thidua/bot/clock", "thidua/bot/sandbox/transcript"},
		nil,
		"an impersonated Telegram that knew the bot's rooms could agree with their mistakes",
	},
	{
		"thidua/bot",
		[]string{"thidua/campaign", "thidua/storage", "thidua/handlers", "thidua/bot/clock"},
		[]string{"github.com/go-telegram-bot-api/telegram-bot-api/v5", "github.com/pelletier/go-toml/v2", "golang.org/x/time", "golang.org/x/net", "github.com/robfig/cron/v3"},
		"the edge: network, goroutines and real time live here and nowhere else",
	},
	{
		"thidua",
		[]string{"thidua/bot", "thidua/bot/clock", "thidua/bot/sandbox", "thidua/bot/sandbox/transcript", "thidua/handlers", "thidua/storage", "thidua/campaign"},
		nil,
		"main is a table of verbs and their wiring",
	},
}

type listed struct {
	ImportPath string
	Imports    []string
	GoFiles    []string
	Dir        string
}

func packages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,GoFiles,Dir", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p listed
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

// TestImports: the arrows between rooms run one way. An arrow may skip rooms
// and never turns back.
func TestImports(t *testing.T) {
	for _, p := range packages(t) {
		i := slices.IndexFunc(rules, func(r rule) bool { return r.room == p.ImportPath })
		if i < 0 {
			t.Errorf("%s is a room without a rule", p.ImportPath)
			continue
		}
		r := rules[i]
		for _, imp := range p.Imports {
			switch {
			case strings.HasPrefix(imp, "thidua"):
				if !slices.Contains(r.own, imp) {
					t.Errorf("%s imports %s: %s", r.room, imp, r.why)
				}
			case strings.Contains(strings.Split(imp, "/")[0], "."):
				if !slices.ContainsFunc(r.outside, func(o string) bool { return imp == o || strings.HasPrefix(imp, o+"/") }) {
					t.Errorf("%s imports %s: %s", r.room, imp, r.why)
				}
			}
		}
	}
}

// TestOneImporter: the user's libraries are each known to one place, so that
// replacing one of them touches one place.
func TestOneImporter(t *testing.T) {
	only := map[string]string{
		"github.com/go-telegram-bot-api/telegram-bot-api/v5": "thidua/bot",
		"go.etcd.io/bbolt": "thidua/storage",
	}
	for _, p := range packages(t) {
		for lib, room := range only {
			if slices.Contains(p.Imports, lib) && p.ImportPath != room {
				t.Errorf("%s imports %s, which belongs to %s", p.ImportPath, lib, room)
			}
		}
	}
}

// TestOneClock: a call of the system's time outside the clock makes a talk
// that cannot be played again. The sandbox measures real spans of its own.
func TestOneClock(t *testing.T) {
	forbidden := []string{"time.Now(", "time.Since(", "time.Until(", "time.Sleep(", "time.After("}
	for _, p := range packages(t) {
		if p.ImportPath == "thidua/bot/clock" || p.ImportPath == "thidua/bot/sandbox" {
			continue
		}
		for _, f := range p.GoFiles {
			src, err := os.ReadFile(filepath.Join(p.Dir, f))
			if err != nil {
				t.Fatal(err)
			}
			for n, line := range strings.Split(string(src), "\n") {
				for _, call := range forbidden {
					if strings.Contains(line, call) && !strings.HasPrefix(strings.TrimSpace(line), "//") {
						t.Errorf("%s/%s:%d calls %s…): use the clock", p.ImportPath, f, n+1, call)
					}
				}
			}
		}
	}
}

// TestEveryRoomTellsItself: each room has a doc.go, so that a newcomer reads a
// page before the code.
func TestEveryRoomTellsItself(t *testing.T) {
	for _, p := range packages(t) {
		if p.ImportPath != "thidua" && !slices.Contains(p.GoFiles, "doc.go") && p.ImportPath != "thidua/bot/clock" {
			t.Errorf("%s has no doc.go", p.ImportPath)
		}
	}
}
