package bot

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"thidua/campaign"
	"thidua/storage"
)

// TestPlanPaper: the file the config names is stored at start; a missing one
// is no reason not to run.
func TestPlanPaper(t *testing.T) {
	dir := t.TempDir()
	c, problems, err := Load("../config.example.toml")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	c.File = filepath.Join(dir, "config.toml")
	c.Plan.Document.File = "ke-hoach-879.pdf"
	paper := func() campaign.Attachment {
		b, err := New(Options{Config: c, Token: "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", DataDir: filepath.Join(dir, "data")})
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		var p campaign.Attachment
		err = b.db.View(b.clock.Now(), func(tx *storage.Tx) error {
			if list := storage.PostingsOf(tx, c.Plan.Campaign, campaign.PostedPlan); len(list) > 0 {
				p = list[len(list)-1].File
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if p.SHA256 != "" {
			r, err := b.db.OpenFile(p.SHA256)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			if content, err := io.ReadAll(r); err != nil || string(content) != "%PDF-1.4 plan" {
				t.Errorf("stored is %q, %v", content, err)
			}
		}
		return p
	}
	if p := paper(); p.SHA256 != "" {
		t.Errorf("a file that is not there was stored: %+v", p)
	}
	if err := os.WriteFile(filepath.Join(dir, "ke-hoach-879.pdf"), []byte("%PDF-1.4 plan"), 0o600); err != nil {
		t.Fatal(err)
	}
	if p := paper(); p.SHA256 == "" || p.Name != "ke-hoach-879.pdf" {
		t.Errorf("stored is %+v", p)
	}
}
