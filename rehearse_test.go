package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"thidua/bot"
	"thidua/campaign"
	"thidua/storage"
)

var updateRehearsal = flag.Bool("update-rehearsal", false, "rewrite docs/rehearsal-2021.txt")

// TestRehearsal: the year of the example plan, as it will be told. Read
// docs/rehearsal-2021.txt line by line when it changes.
func TestRehearsal(t *testing.T) {
	c, problems := bot.Parse("config.example.toml", exampleConfig)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	out := rehearsed(t, c, "")
	const golden = "docs/rehearsal-2021.txt"
	if *updateRehearsal {
		if err := os.WriteFile(golden, []byte(out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if out != string(want) {
		got, old := strings.Split(out, "\n"), strings.Split(string(want), "\n")
		for i := range got {
			if i >= len(old) || got[i] != old[i] {
				t.Fatalf("the year is told otherwise from line %d:\n%s", i+1, got[i])
			}
		}
		t.Fatal("the year is told shorter")
	}
}

func rehearsed(t testing.TB, c *bot.Config, data string) string {
	t.Helper()
	p, err := rehearsal(c, data)
	if err != nil {
		t.Fatal(err)
	}
	return p.String()
}

// TestRehearsalOfPeople: with the data of a real bot its people get the
// messages, and who is missing is told.
func TestRehearsalOfPeople(t *testing.T) {
	c, _ := bot.Parse("config.example.toml", exampleConfig)
	data := t.TempDir()
	db, err := storage.Open(data, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(time.Now(), func(tx *storage.Tx) error {
		for id, r := range []campaign.Role{
			{Kind: campaign.Secretary, Unit: "ca", Year: 2021}, {Kind: campaign.Contact, Unit: "vks", Year: 2021}, {Kind: campaign.Contact, Unit: "stp", Year: 2020},
		} {
			storage.PutPerson(tx, storage.Person{ID: int64(id + 1), Name: "Người thật", Roles: []campaign.Role{r}})
		}
		return nil
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	out := rehearsed(t, c, data)
	for text, want := range map[string]bool{
		"-> Viện kiểm sát nhân dân tỉnh": true, "Sở Tư pháp\n   Đề nghị": false, "Người thật": false,
		`warning: unit "stp" has no contact`: true, `warning: unit "vks" has no contact`: false,
		`warning: nobody may appraise the score sheet of unit "ca"`: true, `nobody may appraise the score sheet of unit "vks"`: false,
	} {
		if strings.Contains(out, text) != want {
			t.Errorf("%q told: %v", text, !want)
		}
	}
}

// TestRehearsalWarns: a burst beyond the pace is told.
func TestRehearsalWarns(t *testing.T) {
	c, _ := bot.Parse("config.example.toml", exampleConfig)
	c.Bot.Pace.Rate = 0.1
	if !strings.Contains(rehearsed(t, c, ""), "take longer than a minute") {
		t.Error("a burst of more than a minute is not told")
	}
}

// BenchmarkRehearse: a year of 100 units.
func BenchmarkRehearse(b *testing.B) {
	c, _ := bot.Parse("config.example.toml", exampleConfig)
	for i := range 100 - len(c.Plan.Units) {
		c.Plan.Units = append(c.Plan.Units, campaign.Unit{
			ID: fmt.Sprintf("dv%02d", i), Name: fmt.Sprintf("Đơn vị số %d", i), Status: campaign.Competing,
		})
	}
	for b.Loop() {
		rehearsed(b, c, "")
	}
}
