package storage

import (
	"bytes"
	"encoding/json"
	"html"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"thidua/campaign"
)

// Erase takes a person out of everything that can be read: the person's row,
// roles, talk, screens, requests and invitations, what waits to be sent to
// them, and their id and name in what waits for others, where mask stands
// instead of the name; at is when it happens. The record of the contest stays without them: what was
// handed in keeps the role that did it, register and audit keep a pseudonym
// nobody can follow. Files handed in, their names and what was typed into them
// are of record and stay. The pages are freed, not yet overwritten: the next
// Open writes the file anew (see compact.go). It walks the whole of state.db,
// which is for a rare occasion.
func Erase(tx *Tx, id int64, at time.Time, mask string) {
	p, ok := GetPerson(tx, id)
	if !ok || tx.err != nil {
		return
	}
	e := erasure{tx: tx, p: p, digits: strconv.FormatInt(id, 10), mask: mask}
	for _, w := range []string{p.Name, p.Phone, strings.TrimPrefix(p.Phone, "+")} {
		if w != "" {
			e.words = append(e.words, w)
		}
	}
	slices.SortStableFunc(e.words, func(a, b string) int { return len(b) - len(a) })
	e.person()
	e.record()
	e.scores()
	e.talks()
	for _, q := range Queues {
		e.queue(q)
	}
	e.hideSeen()
	erasedPeople.Put(tx, K(erasedMark(tx, id)), erasedRow{at.UTC().Round(0), mask})
	metaBool.Put(tx, keyCompact, true)
}

// erasure is one person being taken out.
type erasure struct {
	tx     *Tx
	p      Person
	digits string
	words  []string // name and phone, the longest first
	mask   string
}

// named reports whether bytes hold the person's id, name or phone, as JSON or
// HTML would write them.
func (e *erasure) named(raw []byte) bool {
	if bytes.Contains(raw, []byte(e.digits)) {
		return true
	}
	for _, w := range e.words {
		asJSON, _ := json.Marshal(w)
		inHTML, _ := json.Marshal(html.EscapeString(w))
		for _, form := range [][]byte{[]byte(w), bytes.Trim(asJSON, `"`), bytes.Trim(inHTML, `"`)} {
			if bytes.Contains(raw, form) {
				return true
			}
		}
	}
	return false
}

// rows offers every row of a bucket; fn answers what it becomes, nil to take
// it out.
func (e *erasure) rows(name string, fn func(k, raw []byte) []byte) {
	if e.tx.err != nil {
		return
	}
	if b := e.tx.b.Bucket([]byte(name)); b != nil {
		e.in(b, fn)
	}
}

func (e *erasure) in(b *bbolt.Bucket, fn func(k, raw []byte) []byte) {
	type change struct{ k, v []byte }
	var changes []change
	err := b.ForEach(func(k, v []byte) error {
		if v == nil {
			return nil
		}
		if after := fn(k, v); !bytes.Equal(after, v) || after == nil {
			changes = append(changes, change{bytes.Clone(k), after})
		}
		return nil
	})
	for _, c := range changes {
		switch {
		case err != nil:
		case c.v == nil:
			err = b.Delete(c.k)
		default:
			err = b.Put(c.k, c.v)
		}
	}
	if err != nil {
		e.tx.Fail(err)
	}
}

// endedWithPerson are the buckets whose keys end with the person a row is of.
var endedWithPerson = []string{
	"people",
	"states",
	"guesses",
	"strangers",
	"places",
	"told",
	"reminders",
	"mornings",
	"snoozes",
	"members",
	"announced",
	"announcements",
	"postings",
	"exemplars",
	"launches",
}

// preparedFiles begin the names of the drafts of files that somebody prepares
// for the bloc.
var preparedFiles = []string{
	"~tb",
	"~vb",
	"~dh",
	"~pd",
}

// person takes out what belongs to the person alone.
func (e *erasure) person() {
	bare := e.p
	bare.Roles = nil
	PutPerson(e.tx, bare) // takes the roles out of the index
	ErasePseudonym(e.tx, e.p.ID)
	own := K(e.p.ID)
	for _, name := range endedWithPerson {
		e.rows(name, func(k, raw []byte) []byte {
			if bytes.HasSuffix(k, own) {
				return nil
			}
			return raw
		})
	}
	GuessesOf.Delete(e.tx, K(-e.p.ID))
	if h := GetHealth(e.tx); h.Asked == e.p.ID {
		h.Asked = 0
		PutHealth(e.tx, h)
	}
	for k, r := range Requests.Prefix(e.tx, nil) {
		if r.Person == e.p.ID {
			defer Requests.Delete(e.tx, k)
		}
	}
	for k, i := range Invites.Prefix(e.tx, nil) {
		if i.By == e.p.ID || i.UsedBy == e.p.ID {
			defer Invites.Delete(e.tx, k)
		}
	}
	e.rows("screens", func(_, raw []byte) []byte {
		var s Sent
		if bytes.Contains(raw, []byte(e.digits)) && json.Unmarshal(raw, &s) == nil && s.Chat == e.p.ID {
			return nil
		}
		return raw
	})
}

// record leaves what the contest must keep, without the person.
func (e *erasure) record() {
	e.rows("drafts", func(k, raw []byte) []byte {
		if bytes.HasSuffix(k, K("~"+e.digits)) || e.prepared(k) { // files nobody said the purpose of
			return nil
		}
		return rewrite(e, raw, e.draft)
	})
	e.rows("submissions", func(_, raw []byte) []byte { return rewrite(e, raw, e.submission) })
	e.rows("sheets", func(_, raw []byte) []byte { return rewrite(e, raw, e.sheet) })
	e.rows("amendments", func(_, raw []byte) []byte {
		return rewrite(e, raw, func(a *Amendment) { e.zero(&a.By) })
	})
	kept := []string{
		"meta", "seen", "seen_order", "people", "members", "invites", "guesses", "states", "screens", "campaigns", "plans",
		"amendments", "drafts", "submissions", "register", "sheets", "withdrawn_sheets", "audit", "names", "quarantine", "queues",
	}
	for _, name := range stateBuckets {
		if !slices.Contains(kept, name) {
			e.rows(name, func(_, raw []byte) []byte { return e.scrub(raw, false) })
		}
	}
}

// prepared reports whether a draft holds files of something the person was
// writing: an announcement, a document, an exemplar.
func (e *erasure) prepared(k []byte) bool {
	for _, kind := range preparedFiles {
		if bytes.HasSuffix(k, K(kind+e.digits)) {
			return true
		}
	}
	return false
}

// rewrite changes a row of a known type where it may name the person.
func rewrite[T any](e *erasure, raw []byte, fn func(*T)) []byte {
	if !bytes.Contains(raw, []byte(e.digits)) {
		return raw
	}
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		e.tx.Fail(err)
		return raw
	}
	fn(&v)
	after, err := json.Marshal(v)
	if err != nil {
		e.tx.Fail(err)
		return raw
	}
	return after
}

func (e *erasure) zero(id *int64) bool {
	if *id != e.p.ID {
		return false
	}
	*id = 0
	return true
}

func (e *erasure) files(list []campaign.Attachment) {
	for i := range list {
		e.zero(&list[i].By)
	}
}

func (e *erasure) draft(d *campaign.Draft) {
	e.zero(&d.UpdatedBy)
	e.files(d.Attachments)
	if d.Confirmed != nil && d.Confirmed.By == e.p.ID {
		d.Confirmed = nil // nobody stands for it any more
	}
}

func (e *erasure) submission(s *campaign.Submission) {
	if e.zero(&s.By) {
		s.As = e.role(s.Unit)
	}
	e.approval(s.Approved)
	e.files(s.Attachments)
}

func (e *erasure) sheet(s *campaign.ScoreSheet) {
	if e.zero(&s.SealedBy) {
		s.SealedAs = e.role(s.Unit)
	}
	e.around(s)
	for id, entry := range s.Entries {
		if e.zero(&entry.By) {
			s.Entries[id] = entry
		}
	}
}

// role is what the person was to a unit; a contact where that is no longer known.
func (e *erasure) role(unit string) campaign.RoleKind {
	kind := campaign.Contact
	for _, r := range e.p.Roles {
		if r.Unit == unit && r.Kind == campaign.UnitHead {
			kind = r.Kind
		}
	}
	return kind
}

// talks ends what others had on their screens about the person and takes out
// failed events that tell of them.
func (e *erasure) talks() {
	e.rows("states", func(_, raw []byte) []byte {
		var s State
		if !e.mentioned(raw) || json.Unmarshal(raw, &s) != nil {
			return raw
		}
		s.Conversation, s.Step, s.Answers, s.Screen.Buttons = "", "", nil, nil
		after, err := json.Marshal(s)
		if err != nil {
			e.tx.Fail(err)
		}
		return after
	})
	e.rows("quarantine", func(_, raw []byte) []byte {
		var q Quarantined
		if json.Unmarshal(raw, &q) == nil && (e.mentioned(q.Raw) || e.mentioned([]byte(q.Why+q.Stack))) {
			return nil
		}
		return raw
	})
}

// queue takes out what waits for the person, masks them in what waits for
// others, and lets go of finished work that names them.
func (e *erasure) queue(q Queue) {
	for _, j := range slices.Collect(q.All(e.tx)) {
		if q.Name == Outbox.Name && j.Lane == e.digits {
			q.Remove(e.tx, j.ID)
			continue
		}
		if rest, none := e.withoutOwn(j.Payload); none {
			q.Remove(e.tx, j.ID)
			continue
		} else if rest != nil {
			j.Payload = rest
			q.Put(e.tx, j)
		}
		if after := e.scrub(j.Payload, true); !bytes.Equal(after, j.Payload) {
			j.Payload = after
			q.Put(e.tx, j)
		}
	}
	if b := q.bucket(e.tx, "retired"); b != nil {
		e.in(b, func(k, raw []byte) []byte {
			r, err := decodeRetired(k, raw)
			if err == nil && (r.Job.Lane == e.digits || e.mentioned(r.Job.Payload) || e.mentioned([]byte(r.Job.LastError+r.Result))) {
				return nil
			}
			return raw
		})
	}
}
