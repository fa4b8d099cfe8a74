package storage

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"
)

// TestTree compares the drawing in doc.go with real files.
func TestTree(t *testing.T) {
	db := newDB(t)
	for name, b := range map[string]*bbolt.DB{stateFile: db.state, filesFile: db.files} {
		if diff := cmp.Diff(drawn(t, name), walked(t, b)); diff != "" {
			t.Errorf("%s: doc.go draws -, the file has +:\n%s", name, diff)
		}
	}
}

// drawn reads the bucket paths out of the drawing under a file's name.
func drawn(t *testing.T, file string) []string {
	raw, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(raw), "//\t"+file+"\n")
	if !ok {
		t.Fatalf("doc.go draws no %s", file)
	}
	var out, path []string
	for line := range strings.Lines(rest) {
		line = strings.TrimPrefix(strings.TrimSpace(line), "//")
		branch, what, ok := strings.Cut(strings.TrimPrefix(line, "\t"), "─ ")
		if !ok {
			break
		}
		depth := (len([]rune(branch)) - 1) / 3
		path = append(path[:depth], strings.Fields(what)[0])
		out = append(out, strings.Join(path, "/"))
	}
	slices.Sort(out)
	return out
}

func walked(t *testing.T, db *bbolt.DB) []string {
	var out []string
	var walk func(path string, b *bbolt.Bucket) error
	walk = func(path string, b *bbolt.Bucket) error {
		out = append(out, path)
		return b.ForEachBucket(func(k []byte) error { return walk(path+"/"+string(k), b.Bucket(k)) })
	}
	err := db.View(func(tx *bbolt.Tx) error {
		return tx.ForEach(func(k []byte, b *bbolt.Bucket) error { return walk(string(k), b) })
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}
