package bot

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"

	"thidua/campaign"
)

// Config is what one config file says: the year's plan and how the bot runs.
type Config struct {
	// File is the path the config was read from; relative paths in it start
	// from its directory.
	File string
	Plan campaign.Plan
	Bot  Settings

	// at remembers where in the file everything stands, for the warnings.
	at map[string]configPlace
}

// maxConfigFile in bytes: the 2021 plan takes 30 KB; a file a hundred times as
// long is some other file.
const maxConfigFile = 4 << 20

// Load reads a config file. All problems are found at once, in the order of the
// file; with any, the Config must not be used. The error is for a file that
// cannot be read at all.
func Load(path string) (*Config, []Problem, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, nil, fmt.Errorf("config: %w", err)
	case info.Size() > maxConfigFile:
		return nil, nil, fmt.Errorf("config: %s is larger than %d bytes; is it the right file?", path, maxConfigFile)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, fmt.Errorf("config: %w", err)
	}
	c, problems := Parse(path, text)
	return c, problems, nil
}

// Parse is Load for a text at hand; name is used in problems and as the place
// relative paths start from.
func Parse(name string, text []byte) (*Config, []Problem) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	tree, err := parseConfigTree(text)
	issues := tree.problems
	c := &Config{File: name}
	if err == nil {
		f := newConfigFile()
		b := newConfigBinder()
		b.bind(tree.root, reflect.ValueOf(f).Elem(), "")
		f.require(b)
		c.Plan, c.Bot, c.at = f.plan(), f.Bot, b.at
		c.Bot.check(b)
		checkConfigPlan(b, &c.Plan)
		issues = append(issues, b.issues...)
		if more, ok := tree.confirm(text, issues); ok {
			issues = append(issues, more)
		}
	}
	problems := make([]Problem, 0, len(issues))
	for _, i := range issues {
		problems = append(problems, Problem{name, i.at.line, i.at.column, i.message})
	}
	sortConfigProblems(problems)
	return c, problems
}

// PlanHash tells plans apart by what they say, not by how the file is laid out:
// comments and blanks may change without a new revision.
func (c *Config) PlanHash() string {
	plan := c.Plan
	plan.Revision = 0
	text, err := json.Marshal(plan)
	if err != nil {
		panic("bot: a plan is plain data: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Beside resolves a path of the config against the directory of its file;
// empty stays empty.
func (c *Config) Beside(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(c.File), path)
}
