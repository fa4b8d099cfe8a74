//go:build linux

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/emersion/go-ical"
	"github.com/xuri/excelize/v2"
)

// TestRehearsalForms: the same year as a workbook and as a calendar, read back.
func TestRehearsalForms(t *testing.T) {
	dir := t.TempDir()
	book, calendar := filepath.Join(dir, "year.xlsx"), filepath.Join(dir, "year.ics")
	for form, file := range map[string]string{"xlsx": book, "ics": calendar} {
		if status, text := outcome(t, nil, "rehearse", "-as", form, "-to", file, "-lang", "en"); status != 0 {
			t.Fatalf("%s: status %d\n%s", form, status, text)
		}
	}
	f, err := excelize.OpenFile(book)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil || len(rows) < 40 {
		t.Fatalf("%d lines: %v", len(rows), err)
	}
	raw, err := os.ReadFile(calendar)
	if err != nil {
		t.Fatal(err)
	}
	cal, err := ical.NewDecoder(bytes.NewReader(raw)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(cal.Events()); n != len(rows)-2 { // below the title and the head
		t.Errorf("%d entries in the calendar, %d lines in the workbook", n, len(rows)-2)
	}
	for _, wrong := range [][]string{{"-as", "pdf"}, {"-as", "ics"}} {
		if status, text := outcome(t, nil, append([]string{"rehearse"}, wrong...)...); status != 2 {
			t.Errorf("%v: status %d\n%s", wrong, status, text)
		}
	}
}
