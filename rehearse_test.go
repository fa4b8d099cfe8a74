package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"thidua/bot"
	"thidua/campaign"
)

var updateRehearsal = flag.Bool("update-rehearsal", false, "rewrite docs/rehearsal-2021.txt")

// TestRehearsal: the year of the example plan, as it will be told. Read
// docs/rehearsal-2021.txt line by line when it changes.
func TestRehearsal(t *testing.T) {
	c, problems := bot.Parse("config.example.toml", exampleConfig)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var out bytes.Buffer
	if err := rehearsal(&out, c); err != nil {
		t.Fatal(err)
	}
	const golden = "docs/rehearsal-2021.txt"
	if *updateRehearsal {
		if err := os.WriteFile(golden, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), want) {
		got, old := strings.Split(out.String(), "\n"), strings.Split(string(want), "\n")
		for i := range got {
			if i >= len(old) || got[i] != old[i] {
				t.Fatalf("the year is told otherwise from line %d:\n%s", i+1, got[i])
			}
		}
		t.Fatal("the year is told shorter")
	}
}

// TestRehearsalWarns: a burst beyond the pace is told.
func TestRehearsalWarns(t *testing.T) {
	c, _ := bot.Parse("config.example.toml", exampleConfig)
	c.Bot.Pace.Rate = 0.1
	var out bytes.Buffer
	if err := rehearsal(&out, c); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "take longer than a minute") {
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
		var out bytes.Buffer
		if err := rehearsal(&out, c); err != nil {
			b.Fatal(err)
		}
	}
}
