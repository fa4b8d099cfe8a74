package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// export writes everything a stopped bot holds into plain files: the uploads
// under their names and every row as JSON. The same data give the same bytes.
func export(_ context.Context, e *env, args []string) error {
	f := e.flags("export")
	dir := f.String("data", "", "data `directory` of the stopped bot")
	to := f.String("to", "", "new or empty `directory` for the export")
	if err := parse(f, args, "data", "to"); err != nil {
		return err
	}
	if err := emptyDir(*to); err != nil {
		return err
	}
	db, err := open(*dir)
	if err != nil {
		return err
	}
	defer db.Close()
	t := &takeout{db: db, to: *to}
	if err := t.write(); err != nil {
		return fmt.Errorf("exporting to %s: %w", *to, err)
	}
	fmt.Fprintf(e.out, "exported to %s: %d rows, %d files of %d bytes\n", *to, t.rows, len(t.files), t.bytes)
	fmt.Fprintln(e.err, "The export is complete and not masked: names, phone numbers and everything handed in stand in it as they are. Keep it like the data directory.")
	return nil
}

// emptyDir refuses a target that holds anything.
func emptyDir(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case os.IsNotExist(err):
		return nil
	case err != nil:
		return err
	case len(entries) > 0:
		return &usageError{fmt.Sprintf("%s is not empty; name a new directory, so that nothing is mixed or overwritten", dir)}
	}
	return nil
}

// takeout is one export under way.
type takeout struct {
	db    *storage.DB
	to    string
	rows  int
	files []takenFile
	bytes int64
}

// takenFile is one line of the list of files.
type takenFile struct {
	Path   string `json:"path"` // below the export, with slashes
	Name   string `json:"name"` // as it was sent
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
	// Destroyed: its content may not be kept and is not among the files.
	Destroyed bool `json:"destroyed,omitempty"`
}

// write makes everything; the list of files comes last, so an export without
// it is one that was cut off.
func (t *takeout) write() error {
	for _, table := range storage.DumpTables() {
		if err := t.table(table); err != nil {
			return err
		}
	}
	if err := t.uploads(); err != nil {
		return err
	}
	if err := t.text("READ-ME.txt", readMe); err != nil {
		return err
	}
	raw, err := json.MarshalIndent(t.files, "", "\t")
	if err != nil {
		return err
	}
	return t.text("files.json", string(raw)+"\n")
}

const readMe = `Everything the bot held when it was stopped.

data/NAME.json   one row of the table a line: its key and its value; times in UTC, points in hundredths
files/           what was handed in or prepared: campaign/unit/requirement/version/name
files.json       every file with its size and SHA-256, also those destroyed since, which are not among
                 the files; written last: without it the export was cut off

It is complete and not masked: names, phone numbers and Telegram ids stand in it. Left out are
the secret from which codes are made and the list of updates already seen.
`

func (t *takeout) text(name, content string) error {
	return t.file(name, func(w io.Writer) error {
		_, err := io.WriteString(w, content)
		return err
	})
}

// file writes one file that did not exist, readable by its owner only.
func (t *takeout) file(name string, fill func(io.Writer) error) error {
	path := filepath.Join(t.to, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	out, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(out)
	err = fill(w)
	if ferr := w.Flush(); err == nil {
		err = ferr
	}
	if cerr := out.Close(); err == nil {
		err = cerr
	}
	return err
}

// table writes the rows of one table, one a line.
func (t *takeout) table(name string) error {
	return t.file("data/"+name+".json", func(w io.Writer) error {
		open := "[\n"
		err := t.db.View(now(), func(tx *storage.Tx) error {
			return storage.Dump(tx, name, func(key []any, value json.RawMessage) error {
				raw, err := json.Marshal(struct {
					Key   []any           `json:"key"`
					Value json.RawMessage `json:"value"`
				}{key, value})
				if err != nil {
					return err
				}
				t.rows++
				_, err = io.WriteString(w, open+string(raw))
				open = ",\n"
				return err
			})
		})
		if err != nil {
			return err
		}
		if open == "[\n" {
			_, err = io.WriteString(w, "[]\n")
		} else {
			_, err = io.WriteString(w, "\n]\n")
		}
		return err
	})
}

// uploads writes every stored file that something refers to, at each place it
// belongs to.
func (t *takeout) uploads() error {
	var wanted []takenFile
	placed := map[string]bool{}
	place := func(tx *storage.Tx, dir string, list []campaign.Attachment) {
		for i, a := range list {
			if a.SHA256 == "" {
				continue
			}
			placed[a.SHA256] = true
			f := takenFile{Path: fmt.Sprintf("files/%s/%02d-%s", dir, i+1, campaign.CleanName(a.Name)), Name: a.Name, SHA256: a.SHA256}
			if _, gone := storage.PurgedFile(tx, a.SHA256); gone {
				f.Destroyed, f.Size = true, a.Size
			}
			wanted = append(wanted, f)
		}
	}
	err := t.db.View(now(), func(tx *storage.Tx) error {
		for key, s := range storage.Submissions.Prefix(tx, nil) {
			place(tx, fmt.Sprintf("%s/%s/%s/v%d", campaignOf(key), s.Unit, s.Requirement, s.Version), s.Attachments)
		}
		for key, d := range storage.Drafts.Prefix(tx, nil) {
			place(tx, fmt.Sprintf("%s/%s/%s/draft", campaignOf(key), d.Unit, d.Requirement), d.Attachments)
		}
		referred := storage.ReferencedFiles(tx)
		for _, sha := range slices.Sorted(maps.Keys(referred)) {
			if !placed[sha] {
				wanted = append(wanted, takenFile{Path: "files/other/" + sha, Name: sha, SHA256: sha})
			}
		}
		return tx.Err()
	})
	for _, f := range wanted {
		switch {
		case err != nil:
		case f.Destroyed:
			t.files = append(t.files, f)
		default:
			err = t.upload(f)
		}
	}
	return err
}

// campaignOf is the first part of a key of the contest.
func campaignOf(key storage.Key) string {
	name, _, _ := strings.Cut(string(key), "\x00")
	return name
}

// upload writes one stored file; storage checks its sum on the way.
func (t *takeout) upload(f takenFile) error {
	in, err := t.db.OpenFile(f.SHA256)
	if err != nil {
		return err
	}
	defer in.Close()
	f.Size = in.Size()
	err = t.file(f.Path, func(w io.Writer) error {
		_, err := io.Copy(w, in)
		return err
	})
	if err != nil {
		return fmt.Errorf("%s: %w", f.Path, err)
	}
	t.files, t.bytes = append(t.files, f), t.bytes+f.Size
	return nil
}
