package storage

import (
	"bytes"
	"encoding/json"
	"errors"
	"html"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"thidua/campaign"
)

// erased is somebody in every corner of the database.
const erasedID = 7711223344

var erasedPerson = Person{
	ID: erasedID, Name: "Đỗ Thị O'Hằng", Phone: "+84912345678", Position: "Phó Chánh Văn phòng",
	Roles: []campaign.Role{{Kind: campaign.UnitHead, Unit: "vks", Year: 2021}, {Kind: campaign.Contact, Unit: "stp", Year: 2021}},
}

func everywhere(tx *Tx) {
	const id = erasedID
	at := time.Date(2021, 6, 1, 8, 0, 0, 0, time.UTC)
	inHTML := html.EscapeString(erasedPerson.Name)
	PutPerson(tx, erasedPerson)
	PutPerson(tx, Person{ID: 5, Name: "Người khác", Roles: []campaign.Role{{Kind: campaign.Secretary, Unit: "ca", Year: 2021}}})
	Invites.Put(tx, K("aa"), Invite{UsedBy: id})
	Invites.Put(tx, K("bb"), Invite{By: id})
	Invites.Put(tx, K("cc"), Invite{By: 5})
	Requests.Put(tx, K(Requests.Next(tx)), Request{ID: 1, Person: id})
	GuessesOf.Put(tx, K(int64(id)), Guesses{Count: 1})
	GuessesOf.Put(tx, K(int64(-id)), Guesses{Count: 1})
	States.Put(tx, K(int64(id)), State{Conversation: "submit"})
	States.Put(tx, K(int64(5)), State{Conversation: "invite", Answers: map[string]string{"person": "7711223344"}, Screen: Screen{
		ID: 1, Buttons: []Button{{Label: erasedPerson.Name, Action: "person 7711223344"}},
	}})
	Screens.Put(tx, K(Screens.Next(tx)), Sent{Chat: id, Message: 4})
	Screens.Put(tx, K(Screens.Next(tx)), Sent{Chat: 5, Message: 4})
	files := []campaign.Attachment{{ID: "a1", Name: "bao-cao.pdf", By: id}}
	Drafts.Put(tx, K("c", "vks", "~7711223344"), campaign.Draft{Attachments: files})
	Drafts.Put(tx, K("c", "vks", "soket"), campaign.Draft{Attachments: files, UpdatedBy: id, Confirmed: &campaign.Confirmation{By: id}})
	s := campaign.Submission{Unit: "vks", Requirement: "soket", Version: 1, By: id, Attachments: files, At: at}
	Register(tx, campaign.Date{Year: 2021, Month: 6, Day: 1}, "c", s)
	Submissions.Put(tx, K("c", "vks", "soket", 1), s)
	Sheets.Put(tx, K("c", "stp", "self"), campaign.ScoreSheet{
		Unit: "stp", SealedBy: id, SealedAt: at, Entries: map[string]campaign.Entry{"A1": {Value: 850, By: id}, "A2": {By: 5}},
	})
	around := campaign.ScoreSheet{
		Unit: "vks", Evidence: files, Pending: &campaign.Confirmation{By: id}, Approved: &campaign.Approval{By: id},
		SealedBy: id, Entries: map[string]campaign.Entry{"A1": {By: id}},
	}
	Sheets.Put(tx, K("c", "vks", "self"), around)
	Withdrawns.Put(tx, K("c", "vks", 1), campaign.Withdrawn{Number: 1, Sheet: around, By: id, Reason: "nhầm"})
	CrossSheets.Put(tx, K("c", "vks", "stp"), campaign.CrossSheet{By: "stp", ScoreSheet: around})
	Opinions.Put(tx, K("c", "vks", 1), campaign.Opinion{Number: 1, Unit: "vks", Criterion: "A1", Entry: campaign.Entry{Value: 450, By: id}, Against: campaign.Entry{Value: 400, By: 5}, SettledBy: id})
	word := &campaign.ExplainAnswer{Reason: "giữ nguyên", By: id, Entry: campaign.Entry{By: id}}
	Explanations.Put(tx, K("c", "vks"), campaign.Explanation{Unit: "vks", By: id, SentBy: id, AnsweredBy: id, EscalatedBy: id, Items: []campaign.ExplainItem{
		{Criterion: "A1", Text: "đã gửi quyết định", Files: files, Answer: word, Last: word},
	}})
	Workbooks.Put(tx, K("c", int64(id)), Workbook{By: id, Name: "bang.xlsx"})
	Drafts.Put(tx, K("c", "vks", WorkbookDraft(id)), campaign.Draft{Attachments: files})
	s.Version, s.Approved = 2, &campaign.Approval{By: id, At: at}
	Register(tx, campaign.Date{Year: 2021, Month: 6, Day: 1}, "c", s)
	Submissions.Put(tx, K("c", "vks", "soket", 2), s)
	amendments.Put(tx, K("c", 1), Amendment{By: id})
	for _, kind := range preparedFiles {
		Drafts.Put(tx, K("c", "vks", kind+"7711223344"), campaign.Draft{Attachments: files})
	}
	Places.Put(tx, K("c", int64(id)), Place{Unit: "vks"})
	Strangers.Put(tx, K(int64(id)), Guesses{Count: 1})
	Postings.Put(tx, K("c", "draft", int64(id)), campaign.Posting{Document: "plan"})
	PutPosting(tx, "c", campaign.Posting{Document: "plan", By: id, WithdrawnBy: id, File: files[0]})
	Exemplars.Put(tx, K("c", "draft", int64(id)), campaign.Exemplar{Name: "nháp", By: id})
	PutExemplar(tx, "c", campaign.Exemplar{Unit: "vks", Name: "Phòng 2", By: id, WithdrawnBy: id, Evidence: files})
	Tolds.Put(tx, K("c", "ack", "phase-opens/dot1", int64(id)), Told{At: at})
	Note(tx, Entry{Actor: id, Action: "hand-in", Object: Pseudonym(tx, id)})
	Quarantine.Put(tx, K(uint64(1)), Quarantined{ID: 1, Raw: []byte(`{"from":{"id":7711223344}}`)})
	Quarantine.Put(tx, K(uint64(2)), Quarantined{ID: 2, Raw: []byte(`{"text":"chào ` + erasedPerson.Name + `"}`)})
	MarkSeen(tx, "m7711223344.57")
	MarkSeen(tx, "m5.57")
	waiting(tx, Agenda, "c/held/loud", map[string]any{"held": "c", "rows": []any{map[string]any{"chat": id, "text": "riêng"}}})
	waiting(tx, Agenda, "c/held/early", map[string]any{"held": "c", "rows": []any{
		map[string]any{"chat": id, "lazy": map[string]any{"name": "notice", "person": id}}, map[string]any{"chat": 5, "text": "chung"},
	}})
	waiting(tx, Outbox, "7711223344", map[string]any{"text": "riêng"})
	waiting(tx, Outbox, "5", map[string]any{
		"text": "Đồng chí " + inHTML + " đã nộp", "screen": 3,
		"buttons": []any{map[string]any{"label": erasedPerson.Name, "action": "/moi thuhoi 7711223344"}},
	})
	Outbox.Retire(tx, waiting(tx, Outbox, "5", map[string]any{"text": "nhận của " + inHTML}), "sent", at)
	Outbox.Retire(tx, waiting(tx, Outbox, "7711223344", map[string]any{"text": "phiếu"}), "sent", at)
	waiting(tx, Downloads, "vks/soket", map[string]any{"owner": map[string]any{"person": id, "unit": "vks"}, "size": 83})
}

func waiting(tx *Tx, q Queue, lane string, payload any) uint64 {
	raw, _ := json.Marshal(payload)
	return q.Add(tx, Job{Lane: lane, Payload: raw, Due: time.Unix(1, 0)}).ID
}

// traces are the forms in which the person could be found in the file.
func traces() map[string][]byte {
	escaped, _ := json.Marshal(html.EscapeString(erasedPerson.Name))
	return map[string][]byte{
		"name": []byte(erasedPerson.Name), "name in HTML": bytes.Trim(escaped, `"`), "phone": []byte("84912345678"),
		"id": []byte("7711223344"), "id in keys": K(int64(erasedID)), "negative id in keys": K(int64(-erasedID)),
	}
}

// TestErasedPersonIsInNoByteOfTheFile: S8, personal data; the next start writes
// state.db anew.
func TestErasedPersonIsInNoByteOfTheFile(t *testing.T) {
	dir := t.TempDir()
	db, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2021, 6, 1, 8, 0, 0, 0, time.UTC)
	if err := db.Update(at, func(tx *Tx) error {
		everywhere(tx)
		everywhereElse(t, tx)
		everyBucketSeeded(t, tx)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for name, trace := range traces() {
		if !bytes.Contains(fileBytes(t, dir), trace) {
			t.Errorf("before the erasure the file does not hold the %s: the test looks for nothing", name)
		}
	}
	if err := db.Update(at, func(tx *Tx) error { Erase(tx, erasedID, at, "cán bộ đầu mối"); return nil }); err != nil {
		t.Fatal(err)
	}
	noTraceAlive(t, db)
	checkRecord(t, db)
	if err := db.Update(at, func(tx *Tx) error { // the last message is sent
		for j := range Outbox.All(tx) {
			defer Outbox.Remove(tx, j.ID)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db, err = Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, trace := range traces() {
		for i := bytes.Index(fileBytes(t, dir), trace); i >= 0; i = -1 {
			t.Errorf("the file written anew still holds the %s", name)
		}
	}
	noTraceAlive(t, db)
	if err := db.View(at, func(tx *Tx) error {
		if CompactionDue(tx) {
			t.Error("the file would be written anew at every start")
		}
		return errors.Join(VerifyAudit(tx), VerifyRegister(tx))
	}); err != nil {
		t.Error(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, stateFile+compacting)); !errors.Is(err, os.ErrNotExist) {
		t.Error("the copy was left behind", err)
	}
}

func fileBytes(t *testing.T, dir string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, stateFile))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// noTraceAlive walks every key and value of every bucket.
func noTraceAlive(t *testing.T, db *DB) {
	t.Helper()
	err := db.View(time.Time{}, func(tx *Tx) error {
		return walkAll(tx.b, func(path string, k, v []byte) {
			var q Quarantined
			if json.Unmarshal(v, &q) == nil {
				v = append(bytes.Clone(v), q.Raw...)
			}
			for name, trace := range traces() {
				if bytes.Contains(k, trace) || bytes.Contains(v, trace) {
					t.Errorf("%s holds the %s: %q %q", path, name, k, v)
				}
			}
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func walkAll(b *bbolt.Tx, fn func(path string, k, v []byte)) error {
	var walk func(path string, b *bbolt.Bucket) error
	walk = func(path string, b *bbolt.Bucket) error {
		return b.ForEach(func(k, v []byte) error {
			if v == nil && b.Bucket(k) != nil {
				return walk(path+"/"+string(k), b.Bucket(k))
			}
			fn(path, k, v)
			return nil
		})
	}
	return b.ForEach(func(name []byte, in *bbolt.Bucket) error { return walk(string(name), in) })
}

func checkRecord(t *testing.T, db *DB) {
	t.Helper()
	err := db.View(time.Time{}, func(tx *Tx) error {
		s, _ := Submissions.Get(tx, K("c", "vks", "soket", 1))
		if s.By != 0 || s.As != campaign.UnitHead || len(s.Attachments) != 1 {
			t.Errorf("the submission became %+v", s)
		}
		sheet, _ := Sheets.Get(tx, K("c", "stp", "self"))
		if sheet.SealedBy != 0 || sheet.SealedAs != campaign.Contact || sheet.Entries["A1"].Value != 850 || sheet.Entries["A2"].By != 5 {
			t.Errorf("the sheet became %+v", sheet)
		}
		w, _ := Withdrawns.Get(tx, K("c", "vks", 1))
		if w.By != 0 || w.Reason != "nhầm" || w.Sheet.SealedAs != campaign.UnitHead || w.Sheet.Pending != nil || len(w.Sheet.Evidence) != 1 {
			t.Errorf("the sheet taken back became %+v", w)
		}
		if c, _ := CrossSheets.Get(tx, K("c", "vks", "stp")); c.By != "stp" || c.SealedBy != 0 || len(c.Entries) != 1 || c.Entries["A1"].By != 0 {
			t.Errorf("the scores for another unit became %+v", c)
		}
		if o, _ := Opinions.Get(tx, K("c", "vks", 1)); o.Entry.By != 0 || o.Entry.Value != 450 || o.Against.By != 5 || o.SettledBy != 0 {
			t.Errorf("the second opinion became %+v", o)
		}
		if x := ExplanationOf(tx, "c", "vks"); x.SentBy != 0 || len(x.Items) != 1 || x.Items[0].Answer == nil || x.Items[0].Answer.By != 0 || x.Items[0].Answer.Reason == "" || len(x.Items[0].Files) != 1 {
			t.Errorf("the explanation became %+v", x)
		}
		if s, _ := Submissions.Get(tx, K("c", "vks", "soket", 2)); s.Approved == nil || s.Approved.By != 0 || s.Approved.At.IsZero() {
			t.Errorf("the approval became %+v", s.Approved)
		}
		if !Seen(tx, "m7711223344.57") || !Seen(tx, "m5.57") || Seen(tx, "m7711223344.58") {
			t.Error("handled messages are no longer told from new ones")
		}
		if _, ok := Invites.Get(tx, K("cc")); !ok {
			t.Error("somebody else's invitation is gone")
		}
		if st, _ := States.Get(tx, K(int64(5))); st.Conversation != "" || st.Screen.ID != 1 {
			t.Errorf("the other's talk became %+v", st)
		}
		for j := range Outbox.All(tx) {
			if want := `Đồng chí cán bộ đầu mối đã nộp`; !bytes.Contains(j.Payload, []byte(want)) {
				t.Errorf("the message to another became %s", j.Payload)
			}
		}
		for j := range Downloads.All(tx) {
			if !bytes.Contains(j.Payload, []byte(`"person":0`)) {
				t.Errorf("the download became %s", j.Payload)
			}
		}
		return errors.Join(VerifyAudit(tx), VerifyRegister(tx), verifyNames(tx), verifyQueues(tx))
	})
	if err != nil {
		t.Error(err)
	}
}

func TestReplaceWord(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Công an tỉnh, An đã nộp", "Công an tỉnh, X đã nộp"},
		{"An", "X"},
		{"<b>An</b>", "<b>X</b>"},
		{"Anh An.", "Anh X."},
		{"Lan An An", "Lan X X"},
		{"", ""},
	} {
		if got := replaceWord(c.in, "An", "X"); got != c.want {
			t.Errorf("%q became %q, want %q", c.in, got, c.want)
		}
	}
}

// TestCompactionWaitsForTheFarewell: while a message waits the wish stands.
func TestCompactionWaitsForTheFarewell(t *testing.T) {
	dir := t.TempDir()
	db, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(time.Time{}, func(tx *Tx) error {
		PutPerson(tx, erasedPerson)
		Erase(tx, erasedID, time.Time{}, "x")
		waiting(tx, Outbox, "7711223344", "farewell")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, stateFile+compacting), []byte("cut off by a kill"), 0o600); err != nil {
		t.Fatal(err)
	}
	if db, err = Open(dir, Options{}); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.View(time.Time{}, func(tx *Tx) error {
		if n := count(Outbox.bucket(tx, "rows")); n != 1 || !CompactionDue(tx) {
			t.Error("rows", n, "due", CompactionDue(tx))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
