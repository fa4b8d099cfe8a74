package handlers_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"thidua/handlers"
	"thidua/storage"
)

// made makes the paper of a row the way the sender does and checks what
// Telegram would refuse.
func (p *player) made(j storage.Job, m *handlers.Message) bool {
	p.t.Helper()
	paper, ok, err := handlers.Make(p.db, j, p.now)
	if err != nil {
		p.t.Fatal(err)
	}
	if !ok {
		return false
	}
	checkPaper(p.t, paper)
	p.papers = append(p.papers, paper)
	m.Name, m.Text, m.Paper = paper.Name, paper.Caption, &paper
	return true
}

// magic is how the bytes of each kind of paper begin.
var magic = map[string]string{
	".png": "\x89PNG\r\n", ".docx": "PK\x03\x04", ".xlsx": "PK\x03\x04", ".zip": "PK\x03\x04", ".pdf": "%PDF-",
}

func checkPaper(t *testing.T, p handlers.Paper) {
	t.Helper()
	dot := strings.LastIndexByte(p.Name, '.')
	switch {
	case dot < 0 || p.Type == "" || len(p.Content) == 0:
		t.Fatalf("a paper named %q of type %q with %d bytes", p.Name, p.Type, len(p.Content))
	case !bytes.HasPrefix(p.Content, []byte(magic[p.Name[dot:]])):
		t.Errorf("%s begins with %q", p.Name, p.Content[:min(8, len(p.Content))])
	case p.Photo != strings.HasSuffix(p.Name, ".png"):
		t.Errorf("%s: photo %v", p.Name, p.Photo)
	case len(p.Content) > 50_000_000:
		t.Errorf("%s has %d bytes", p.Name, len(p.Content))
	}
	for _, page := range p.Pages {
		if !p.Photo || !bytes.HasPrefix(page, []byte(magic[".png"])) {
			t.Errorf("%s: a page begins with %q", p.Name, page[:min(8, len(page))])
		}
	}
	if n := len([]rune(plainText(p.Caption))); n == 0 || n > 1024 {
		t.Errorf("%s: a caption of %d characters", p.Name, n)
	}
}

func marshalled(t testing.TB, v any) []byte {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
