//go:build linux

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/campaign"
	"thidua/storage"
)

// TestExport: what a unit handed in comes out as it went in, with every row as
// JSON; twice the same; and never over something that is there.
func TestExport(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.start()
	hoa := w.contacts(w.secretary(), 1)[0]
	hoa.handsIn("soket", "báo cáo.pdf", pdf("xuất ra"))
	hoa.settles()
	if status, text := outcome(t, nil, "export", "-data", w.data, "-to", filepath.Join(w.dir, "early")); status != 1 || !strings.Contains(text, "another") {
		t.Errorf("export of a running bot: status %d\n%s", status, text)
	}
	w.run.stop()
	first, second := filepath.Join(w.dir, "one"), filepath.Join(w.dir, "two")
	status, text := outcome(t, nil, "export", "-data", w.data, "-to", first)
	if status != 0 || !strings.Contains(text, "not masked") {
		t.Fatalf("export: status %d\n%s", status, text)
	}
	if status, text := outcome(t, nil, "export", "-data", w.data, "-to", first); status != 2 || !strings.Contains(text, "not empty") {
		t.Errorf("export over an export: status %d\n%s", status, text)
	}
	if status, text := outcome(t, nil, "export", "-data", w.data, "-to", second); status != 0 {
		t.Fatalf("export: status %d\n%s", status, text)
	}
	one := tree(t, first)
	if diff := cmp.Diff(one, tree(t, second)); diff != "" {
		t.Error("the second export differs:", diff)
	}
	var list []struct{ Path, Name, SHA256 string }
	if err := json.Unmarshal([]byte(one["files.json"]), &list); err != nil || len(list) != 1 || list[0].Name != "báo cáo.pdf" {
		t.Fatalf("files.json: %v %v", list, err)
	}
	if !bytes.Equal([]byte(one[list[0].Path]), pdf("xuất ra")) {
		t.Errorf("%s is not what was handed in", list[0].Path)
	}
	for name, content := range one {
		if filepath.Ext(name) == ".json" && !json.Valid([]byte(content)) {
			t.Errorf("%s is not JSON", name)
		}
	}
	if !strings.Contains(one["data/submissions.json"], `"requirement":"soket"`) || !strings.Contains(one["data/people.json"], "Telegram") && len(one["data/people.json"]) < 100 {
		t.Errorf("rows are missing:\n%s\n%s", one["data/submissions.json"], one["data/people.json"])
	}
}

// tree is every file below a directory, by its name with slashes.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(name)] = string(raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestIssue03ExportAfterDestruction: a file handed in and destroyed since does not
// stop the export: it is listed as destroyed and nowhere among the files.
func TestIssue03ExportAfterDestruction(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	db, err := storage.Open(data, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2021, 6, 1, 8, 0, 0, 0, time.UTC)
	var files []campaign.Attachment
	for _, content := range []string{"mật", "thường"} {
		f := db.NewFile(at)
		_, _ = f.Write([]byte(content))
		sha, size, err := f.Commit()
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, campaign.Attachment{ID: content, Name: content + ".pdf", SHA256: sha, Size: size})
	}
	err = db.Update(at, func(tx *storage.Tx) error {
		storage.Submissions.Put(tx, storage.K("c", "vks", "soket", 1), campaign.Submission{Unit: "vks", Requirement: "soket", Version: 1, Attachments: files, At: at})
		storage.Purge(tx, storage.Purged{SHA256: files[0].SHA256, At: at, Why: "có dấu mật"})
		return nil
	})
	if err = errors.Join(err, db.PurgeFile(files[0].SHA256), db.Close()); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "out")
	if status, text := outcome(t, nil, "export", "-data", data, "-to", to); status != 0 {
		t.Fatalf("export: status %d\n%s", status, text)
	}
	out := tree(t, to)
	var list []takenFile
	if err := json.Unmarshal([]byte(out["files.json"]), &list); err != nil || len(list) != 2 {
		t.Fatalf("files.json: %v %v", list, err)
	}
	for _, f := range list {
		_, there := out[f.Path]
		if gone := f.SHA256 == files[0].SHA256; f.Destroyed != gone || there == gone {
			t.Errorf("%s: destroyed %v, among the files %v", f.Name, f.Destroyed, there)
		}
	}
}
