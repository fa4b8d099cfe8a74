//go:build linux

package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/bot"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// TestRetentionVerb: the dry run tells who is due and who is later, says so when
// no term is set, and leaves the data as they were.
func TestRetentionVerb(t *testing.T) {
	t.Parallel()
	dir, data := t.TempDir(), t.TempDir()
	with, without := filepath.Join(dir, "with.toml"), filepath.Join(dir, "without.toml")
	term := bytes.Replace(exampleConfig, []byte("[bot.retention]\nmonths = 0"), []byte("[bot.retention]\nmonths = 6"), 1)
	if bytes.Equal(term, exampleConfig) {
		t.Fatal("the example no longer leaves the term open")
	}
	if err := errors.Join(os.WriteFile(with, term, 0o600), os.WriteFile(without, exampleConfig, 0o600)); err != nil {
		t.Fatal(err)
	}
	seedRoleless(t, data)
	before := people(t, data)

	status, text := outcome(t, nil, "retention", "-config", with, "-data", data)
	if status != 0 {
		t.Fatalf("status %d\n%s", status, text)
	}
	for _, want := range []string{
		"2020-07-10\tdue\twithout a role since 2020-01-10\tNguyễn Văn Cũ, Chuyên viên",
		"\tlater\twithout a role since ", "Lê Thị Mới", "2 people without a role; the term is 6 months",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if strings.Contains(text, "Trần Thị Thu") {
		t.Errorf("who holds a role is listed:\n%s", text)
	}
	if diff := cmp.Diff(before, people(t, data)); diff != "" {
		t.Error("the dry run changed the people:", diff)
	}
	if status, text := outcome(t, nil, "retention", "-config", without, "-data", data); status != 0 || !strings.Contains(text, "no term is set") || strings.Contains(text, "Nguyễn") {
		t.Errorf("without a term: status %d\n%s", status, text)
	}
	if status, _ := outcome(t, nil, "retention", "-config", with); status != 2 {
		t.Errorf("without -data: status %d", status)
	}
}

func seedRoleless(t *testing.T, data string) {
	t.Helper()
	cfg, problems := bot.Parse("config.example.toml", exampleConfig)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	db, err := storage.Open(data, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = handlers.Adopt(db, now(), cfg.Plan, "example", handlers.Settings{Language: "vi"})
	zone := cfg.Plan.Location()
	err = errors.Join(err, db.Update(now(), func(tx *storage.Tx) error {
		for _, p := range []storage.Person{
			{ID: 1, Name: "Nguyễn Văn Cũ", Position: "Chuyên viên", Unroled: time.Date(2020, 1, 10, 9, 0, 0, 0, zone)},
			{ID: 2, Name: "Lê Thị Mới", Unroled: now()},
			{ID: 3, Name: "Trần Thị Thu", Roles: []campaign.Role{{Kind: campaign.Secretary, Unit: "ca", Year: cfg.Plan.Year}}},
		} {
			storage.PutPerson(tx, p)
		}
		return nil
	}), db.Close())
	if err != nil {
		t.Fatal(err)
	}
}

// people are everybody a stopped bot knows.
func people(t *testing.T, data string) (out []storage.Person) {
	t.Helper()
	db, err := storage.Open(data, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = db.View(now(), func(tx *storage.Tx) error {
		for _, p := range storage.People.Prefix(tx, nil) {
			out = append(out, p)
		}
		return nil
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	return out
}
