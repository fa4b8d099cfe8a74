package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"thidua/campaign"
)

// Report is what was counted in a data directory or a backup.
type Report struct {
	Dir      string         `json:"-"` // what was looked at
	Schema   int64          `json:"schema"`
	Rows     map[string]int `json:"rows"` // per bucket of state.db; queues/<name> for waiting jobs
	Files    int            `json:"files"`
	Bytes    int64          `json:"bytes"` // of all files
	Problems []string       `json:"problems,omitempty"`
}

func (r *Report) problem(err error) {
	if err != nil && len(r.Problems) < 100 {
		r.Problems = append(r.Problems, strings.TrimPrefix(err.Error(), ErrDamaged.Error()+": "))
	}
}

// Verify reads everything in a data directory no bot uses, or in a backup:
// bbolt's own check, the audit chain, the register and what it stands for,
// every file's bytes, what submissions, drafts and sheets refer to, the
// queues. A directory of backups stands for its newest. The error wraps
// ErrDamaged when there are problems, ErrInUse when a bot runs on the data.
// Nothing is written.
func Verify(dir string) (Report, error) {
	dir, err := newestIn(dir)
	if err != nil {
		return Report{Dir: dir}, err
	}
	return verify(dir)
}

func verify(dir string) (Report, error) {
	r := Report{Dir: dir}
	m, err := readManifest(dir)
	if err == nil {
		err = errors.Join(m.State.same(filepath.Join(dir, stateFile)), m.Files.same(filepath.Join(dir, filesFile)))
	} else if errors.Is(err, os.ErrNotExist) {
		err = nil // a data directory
	}
	if err != nil {
		r.problem(err)
		return r, fmt.Errorf("%w: %s: %w", ErrDamaged, dir, err)
	}
	return inspect(dir, nil)
}

// newestIn resolves a directory of backups to the newest of them.
func newestIn(dir string) (string, error) {
	if _, err := os.Stat(filepath.Join(dir, stateFile)); err == nil {
		return dir, nil
	}
	stamps, err := Backups(dir)
	if err != nil {
		return dir, err
	}
	if len(stamps) == 0 {
		return dir, fmt.Errorf("%w: %s holds neither %s nor backups", ErrMissingDatabase, dir, stateFile)
	}
	return filepath.Join(dir, stamps[len(stamps)-1]), nil
}

func readManifest(dir string) (Manifest, error) {
	var m Manifest
	raw, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		return m, fmt.Errorf("%s: %w", manifestFile, err)
	}
	return m, nil
}

func (c Copied) same(path string) error {
	now, err := copied(path)
	if err == nil && now != c {
		err = fmt.Errorf("%s is not what the manifest says", filepath.Base(path))
	}
	return err
}

// inspect opens both files for reading only; what the manifest says of the
// state is filled in when m is given.
func inspect(dir string, m *Manifest) (r Report, err error) {
	r = Report{Dir: dir, Rows: map[string]int{}}
	state, err := openBolt(filepath.Join(dir, stateFile), &bbolt.Options{Timeout: lockWait, ReadOnly: true})
	if err != nil {
		return r, err
	}
	defer state.Close()
	files, err := openBolt(filepath.Join(dir, filesFile), &bbolt.Options{Timeout: lockWait, ReadOnly: true})
	if err != nil {
		return r, err
	}
	defer files.Close()
	db := &DB{dir: dir, state: state, files: files}
	r.problem(guard(func() error { return db.inspectFiles(&r) }))
	r.problem(guard(func() error { return db.inspectState(&r) }))
	if len(r.Problems) > 0 {
		return r, fmt.Errorf("%w: %s: %s", ErrDamaged, dir, strings.Join(r.Problems, "; "))
	}
	if m != nil {
		err = db.View(m.At, func(tx *Tx) error {
			head, _ := metaAudit.Get(tx, keyAuditHead)
			m.Schema, m.Watermark, m.AuditSeq, m.AuditHash = r.Schema, Watermark(tx), head.Seq, head.Hash
			return nil
		})
	}
	return r, err
}

// guard turns bbolt's panic over a damaged page into an error.
func guard(look func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("damaged page: %v", p)
		}
	}()
	return look()
}

func (db *DB) inspectFiles(r *Report) error {
	empty := false
	err := view(db.files, func(b *bbolt.Tx) error {
		empty = b.Bucket([]byte("files")) == nil
		return checkPages(b)
	})
	if err != nil || empty {
		return err
	}
	all, err := manifests(db.files)
	if err != nil {
		return err
	}
	for _, f := range all {
		r.Files++
		r.Bytes += f.Size
		_, err := io.Copy(io.Discard, newReader(db.files, f))
		r.problem(err)
	}
	return nil
}

func (db *DB) inspectState(r *Report) error {
	err := view(db.state, func(b *bbolt.Tx) error {
		var err error
		if r.Schema, err = schemaOf(b); err != nil {
			return err
		}
		if r.Schema > Schema {
			return fmt.Errorf("schema %d is newer than this program's %d", r.Schema, Schema)
		}
		return errors.Join(checkPages(b), countRows(b, r))
	})
	if err != nil {
		return err
	}
	looks := []func(*Tx) error{VerifyAudit, VerifyRegister, VerifyPublications, db.verifyReferences, verifyNames}
	if r.Schema == Schema {
		looks = append(looks, verifyQueues, func(tx *Tx) error {
			_ = Secret(tx)
			_, _ = PlanInForce(tx)
			return nil
		})
	}
	for _, look := range looks {
		r.problem(db.View(time.Time{}, look))
	}
	return nil
}

func countRows(b *bbolt.Tx, r *Report) error {
	return b.ForEach(func(name []byte, in *bbolt.Bucket) error {
		if string(name) != "queues" {
			r.Rows[string(name)] = count(in)
			return nil
		}
		return in.ForEachBucket(func(q []byte) error {
			if rows := in.Bucket(q).Bucket([]byte("rows")); rows != nil {
				r.Rows["queues/"+string(q)] = count(rows)
			}
			return nil
		})
	})
}

func count(b *bbolt.Bucket) int {
	n := 0
	c := b.Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		n++
	}
	return n
}

// verifyReferences looks for files that records name and files.db lacks.
func (db *DB) verifyReferences(tx *Tx) error {
	var first error
	for sha, where := range ReferencedFiles(tx) {
		has, err := db.HasFile(sha)
		if err == nil && !has {
			err = fmt.Errorf("%w: file %s of %s is missing", ErrDamaged, sha, where)
		}
		if first == nil {
			first = err
		}
	}
	return first
}

// ReferencedFiles lists the SHA-256 of every file a submission, draft, sheet,
// announcement, exemplar or posted document refers to, each with one of the records that do.
func ReferencedFiles(tx *Tx) map[string]string {
	out := map[string]string{}
	note := func(what string, k Key, list []campaign.Attachment) {
		for _, a := range list {
			for _, one := range append(a.Pages, a) {
				if one.SHA256 != "" {
					out[one.SHA256] = fmt.Sprintf("%s %q", what, k)
				}
			}
		}
	}
	if tx.err == nil && tx.b.Bucket([]byte(Postings.Name)) != nil {
		for k, p := range Postings.Prefix(tx, nil) {
			note("document", k, []campaign.Attachment{p.File})
		}
	}
	for k, s := range Submissions.Prefix(tx, nil) {
		note("submission", k, s.Attachments)
	}
	for k, d := range Drafts.Prefix(tx, nil) {
		note("draft", k, d.Attachments)
	}
	if tx.b.Bucket([]byte(Questions.Name)) != nil { // older databases have none before they are opened
		for k, q := range Questions.Prefix(tx, nil) {
			for _, r := range q.Answers {
				note("question", k, r.Files)
			}
		}
	}
	if tx.err == nil && tx.b.Bucket([]byte(Announcements.Name)) != nil { // an older program's data has none
		for k, a := range Announcements.Prefix(tx, nil) {
			note("announcement", k, a.Files)
		}
	}
	if tx.err == nil && tx.b.Bucket([]byte(Withdrawns.Name)) != nil { // an older program's data has none
		for k, w := range Withdrawns.Prefix(tx, nil) {
			note("withdrawn sheet", k, w.Sheet.Evidence)
		}
	}
	if tx.err == nil && tx.b.Bucket([]byte(Explanations.Name)) != nil {
		for k, e := range Explanations.Prefix(tx, nil) {
			for _, i := range e.Items {
				note("explanation", k, i.Files)
			}
		}
	}
	if tx.err == nil && tx.b.Bucket([]byte(Exemplars.Name)) != nil {
		for k, e := range Exemplars.Prefix(tx, nil) {
			note("exemplar", k, e.Evidence)
		}
	}
	for k, s := range Sheets.Prefix(tx, nil) {
		note("sheet", k, s.Evidence)
		for _, e := range s.Entries {
			for _, sha := range e.Evidence {
				out[sha] = fmt.Sprintf("sheet %q", k)
			}
		}
	}
	for _, sha := range AllPurged(tx) {
		delete(out, sha)
	}
	return out
}

func verifyNames(tx *Tx) error {
	for k, name := range pseudonyms.Prefix(tx, K("of")) {
		if id, ok := PersonBehind(tx, name); !ok || string(K("of", id)) != string(k) {
			return fmt.Errorf("%w: pseudonym %s does not lead back to its person", ErrDamaged, name)
		}
	}
	return nil
}

// verifyQueues compares rows and indexes.
func verifyQueues(tx *Tx) error {
	for _, q := range Queues {
		n := 0
		for j := range q.All(tx) {
			n++
			if !q.indexed {
				continue
			}
			if q.bucket(tx, "due").Get(K(j.Due, j.ID)) == nil || q.bucket(tx, "lane").Get(K(j.Lane, j.ID)) == nil {
				return fmt.Errorf("%w: job %d of %s is not in its index", ErrDamaged, j.ID, q.Name)
			}
		}
		for range q.Retired(tx) {
			continue
		}
		if tx.err != nil {
			return tx.err
		}
		if q.indexed && (count(q.bucket(tx, "due")) != n || count(q.bucket(tx, "lane")) != n) {
			return fmt.Errorf("%w: an index of %s names jobs that are gone", ErrDamaged, q.Name)
		}
	}
	return nil
}
