package handlers_test

import (
	"flag"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"thidua/bot/sandbox/transcript"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

const walkHeader = `person hoa 1001 - Hoa
person lan 1002 - Lan
person thu 2001 - Thu
set hoa contact:vks
set lan contact:vks
set thu secretary:ca
start 2021-06-14T22:30
bot ThiDuaBot
`

// TestReportsAnyOrder lets two contacts of a unit press, type and send files in
// any order, while their files arrive in any order, fail, or turn out to be
// rubbish. Whatever they do, nothing fails, no hand-in lacks a file, and no
// confirmation waits for nothing.
func TestReportsAnyOrder(t *testing.T) {
	talk, err := transcript.Parse([]byte(walkHeader))
	if err != nil {
		t.Fatal(err)
	}
	// Every step is a commit, so the number of walks is what a slow disk allows;
	// more are ordered by hand.
	setFlag(t, "rapid.checks", "25")
	setFlag(t, "rapid.seed", "20210614")
	dir := t.TempDir()
	n, handedIn, waited := 0, 0, 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		w := &walk{player: newPlayerIn(t, talk, fmt.Sprintf("%s/%d", dir, n)), r: r}
		defer w.close()
		for range rapid.IntRange(15, 60).Draw(r, "steps") {
			w.step()
			w.check()
			waited += w.waiting()
		}
		for w.edge() { // whatever still is on its way ends
		}
		w.check()
		w.settled()
		w.view(func(tx *storage.Tx) {
			for range storage.Submissions.Prefix(tx, nil) {
				handedIn++
			}
		})
	})
	t.Logf("%d walks, %d hand-ins, %d steps with a confirmation waiting", n, handedIn, waited)
	if handedIn == 0 || waited == 0 {
		t.Error("the walks do not reach what they are to test")
	}
}

// setFlag sets a flag for one test.
func setFlag(t *testing.T, name, value string) {
	was := flag.Lookup(name).Value.String()
	if err := flag.Set(name, value); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = flag.Set(name, was) })
}

// waiting counts the confirmations that wait for files.
func (w *walk) waiting() (n int) {
	w.view(func(tx *storage.Tx) {
		for _, d := range storage.Drafts.Prefix(tx, nil) {
			if d.Confirmed != nil {
				n++
			}
		}
	})
	return n
}

// walk is a player that leaves the order of things to chance.
type walk struct {
	*player
	r *rapid.T
}

func (w *walk) step() {
	switch rapid.IntRange(0, 14).Draw(w.r, "what") {
	case 13, 14:
		w.edge()
		return
	case 12:
		w.now = w.now.Add(time.Duration(rapid.IntRange(1, 120).Draw(w.r, "minutes")) * time.Minute)
		return
	}
	who := rapid.SampledFrom([]string{"hoa", "lan"}).Draw(w.r, "who")
	in := transcript.Input{Who: who}
	person, _ := w.talk.Person(who)
	buttons := w.at(person.ID).buttons
	switch k := rapid.IntRange(0, 7).Draw(w.r, "kind"); {
	case k >= 6 && len(buttons) > 0:
		in.Kind, in.Text = transcript.Press, "raw:"+rapid.SampledFrom(buttons).Draw(w.r, "button").data
	case k == 2 || k == 3:
		in.Kind = transcript.Upload
		in.File = rapid.SampledFrom([]string{"a.pdf", "b.docx", "c.xlsx", "f.pdf", "g.jpg", "h.pdf", "gia-d.pdf", "rong.pdf", "khong-ve.pdf", "album1@e.jpg", "x-MẬT.pdf"}).Draw(w.r, "file")
		if in.File == "album1@e.jpg" && rapid.Bool().Draw(w.r, "marked") {
			in.Caption = "TỐI MẬT"
		}
	default:
		in.Kind = transcript.Say
		in.Text = rapid.SampledFrom([]string{
			"/nop soket", "xong", "xác nhận nộp", "xong", "xác nhận nộp", "xác nhận nộp", "Báo cáo sơ kết",
			"/nop soket", "/nop kehoach", "/nop", "/trangthai", "bỏ tệp", "quay lại", "/huy",
		}).Draw(w.r, "text")
	}
	w.apply(step{at: w.now, events: []handlers.Event{w.event(in)}})
	w.deliver()
	w.now = w.now.Add(time.Second)
}

// deliver sends what waits in the outbox.
func (w *walk) deliver() {
	var rows []storage.Job
	w.view(func(tx *storage.Tx) { rows = slices.Collect(storage.Outbox.All(tx)) })
	for _, j := range rows {
		w.send(j)
	}
}

// edge ends one download or one inspection, any of them; false when none waits.
func (w *walk) edge() bool {
	var downloads, work []storage.Job
	w.view(func(tx *storage.Tx) {
		downloads, work = slices.Collect(storage.Downloads.All(tx)), slices.Collect(storage.Work.All(tx))
	})
	if len(downloads)+len(work) == 0 {
		return false
	}
	if i := rapid.IntRange(0, len(downloads)+len(work)-1).Draw(w.r, "job"); i < len(downloads) {
		w.fetch(downloads[i])
	} else {
		w.inspect(work[i-len(downloads)])
	}
	w.deliver()
	return true
}

// check looks at what must hold at every moment.
func (w *walk) check() {
	w.view(func(tx *storage.Tx) {
		if err := storage.VerifyRegister(tx); err != nil {
			w.r.Fatal(err)
		}
		for _, s := range storage.Submissions.Prefix(tx, nil) {
			if len(s.Attachments) == 0 {
				w.r.Fatalf("version %d of %s holds no file", s.Version, s.Requirement)
			}
			for _, a := range s.Attachments {
				if !a.Stored() || a.Type == "" {
					w.r.Fatalf("version %d of %s holds %q, which is not here", s.Version, s.Requirement, a.Name)
				}
			}
		}
		for _, d := range storage.Drafts.Prefix(tx, nil) {
			w.checkDraft(d)
		}
	})
}

func (w *walk) checkDraft(d campaign.Draft) {
	seen := map[string]bool{}
	for _, a := range d.Attachments {
		if seen[a.ID] || seen[a.Name] {
			w.r.Fatalf("draft %s holds %s %q twice", d.Requirement, a.ID, a.Name)
		}
		seen[a.ID], seen[a.Name] = true, true
	}
	if c := d.Confirmed; c != nil {
		waits := false
		for _, id := range c.Files {
			i := slices.IndexFunc(d.Attachments, func(a campaign.Attachment) bool { return a.ID == id })
			if i < 0 {
				w.r.Fatalf("the confirmation of %s waits for a file that is gone", d.Requirement)
			}
			waits = waits || !d.Attachments[i].Stored() || d.Attachments[i].Type == ""
		}
		if !waits {
			w.r.Fatalf("the confirmation of %s waits for nothing", d.Requirement)
		}
	}
}

// settled: when nothing is on its way any more, no confirmation waits and
// every file of a draft is here.
func (w *walk) settled() {
	w.view(func(tx *storage.Tx) {
		for _, d := range storage.Drafts.Prefix(tx, nil) {
			if d.Confirmed != nil {
				w.r.Fatalf("the confirmation of %s still waits", d.Requirement)
			}
			for _, a := range d.Attachments {
				if a.Type == "" {
					w.r.Fatalf("%q of %s never arrived", a.Name, d.Requirement)
				}
			}
		}
	})
}
