//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// TestHandInAgainstTheProgram is the main job once through: claim, invitation,
// a report by file, its receipt, and what then lies in the data.
func TestHandInAgainstTheProgram(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.start()
	s := w.secretary()
	hoa := w.contacts(s, 1)[0]
	paper := pdf("six months")
	if n := hoa.handsIn("soket", "bao-cao.pdf", paper); n != 1 {
		t.Errorf("the first number is %d", n)
	}
	s.hears("vừa nộp")
	hoa.settles()
	w.run.stop()
	w.sound()
	w.inspect(func(db *storage.DB, tx *storage.Tx) {
		list := storage.SubmissionsOf(tx, "thu", "ca", "soket")
		if len(list) != 1 || list[0].Incoming.Number != 1 || list[0].Timing.LateDays != 0 || list[0].Attachments[0].SHA256 != sha(paper) {
			t.Errorf("%+v", list)
		}
		wantFile(t, db, paper)
		if left := waiting(tx); len(left) > 0 {
			t.Errorf("left in the queues: %q", left)
		}
		if q := quarantined(tx); len(q) > 0 {
			t.Errorf("in quarantine: %q", q)
		}
	})
	for _, name := range []string{"state.db", "files.db"} {
		if info, err := os.Stat(filepath.Join(w.data, name)); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v; want mode 0600", name, info.Mode(), err)
		}
	}
}

// TestClaim: the verb works on stopped data only and its code lets in a leader.
func TestClaim(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if status, text := outcome(t, nil, "claim", "-data", w.data, "-role", "leader"); status == 0 {
		t.Errorf("claim on nothing: status 0\n%s", text)
	}
	w.start()
	if status, text := outcome(t, nil, "claim", "-data", w.data, "-role", "leader"); status != 1 || !strings.Contains(text, "another") {
		t.Errorf("claim on a running bot: status %d\n%s", status, text)
	}
	w.secretary()
	w.run.stop()
	status, text := outcome(t, nil, "claim", "-data", w.data, "-role", "leader")
	code, _, _ := strings.Cut(text, "\n")
	if status != 0 || len(code) != 8 {
		t.Fatalf("claim: status %d\n%s", status, text)
	}
	w.start()
	if strings.Contains(w.run.out.String(), "type this code") {
		t.Errorf("a second start prints a code for the first secretary again:\n%s", w.run.out.String())
	}
	leader := w.person(leaderID)
	leader.joins(code)
	leader.says("/hoso").hears("Lãnh đạo")
	w.run.stop()
}

// TestBackupRestoreVerify: the three verbs on stopped data, what each says of a
// running bot's, and a restored bot that goes on, its numbers 100 further.
func TestBackupRestoreVerify(t *testing.T) {
	t.Parallel()
	w := newWorld(t, [3]string{"bot.backup", "dir", `"hot"`})
	w.start()
	s := w.secretary()
	hoa := w.contacts(s, 1)[0]
	first := hoa.handsIn("soket", "mot.pdf", pdf("one"))
	kept, restored := filepath.Join(w.dir, "kept"), filepath.Join(w.dir, "restored")
	for _, verb := range [][]string{{"backup", "-data", w.data, "-to", kept}, {"verify", "-data", w.data}} {
		began := time.Now()
		status, text := outcome(t, nil, verb...)
		if status != 1 || !strings.Contains(text, "another") || !strings.Contains(text, "USR1") {
			t.Errorf("%s on a running bot: status %d, want 1 and how to order a hot backup\n%s", verb[0], status, text)
		}
		if took := time.Since(began); took > 4*time.Second {
			t.Errorf("%s waited %v for the running bot", verb[0], took)
		}
	}

	// A hot backup by signal, verified by the program and by us.
	w.run.signal(syscall.SIGUSR1)
	w.run.prints("backup made", 20*time.Second)
	if status, text := outcome(t, nil, "verify", "-data", filepath.Join(w.dir, "hot")); status != 0 || !strings.Contains(text, "sound") {
		t.Errorf("verify of the hot backup: status %d\n%s", status, text)
	}
	hoa.settles()
	w.run.stop()

	if status, text := outcome(t, nil, "backup", "-data", w.data, "-to", kept); status != 0 || !strings.Contains(text, "verified") {
		t.Fatalf("backup: status %d\n%s", status, text)
	}
	if status, text := outcome(t, nil, "restore", "-from", kept, "-data", w.data); status != 1 {
		t.Errorf("restore over data in use: status %d\n%s", status, text)
	}
	if status, text := outcome(t, nil, "restore", "-from", kept, "-data", restored); status != 0 {
		t.Fatalf("restore: status %d\n%s", status, text)
	}
	w.data = restored
	w.start()
	second := hoa.handsIn("soket", "hai.pdf", pdf("two"))
	if second != first+100 {
		t.Errorf("after the restore the number is %d, want %d", second, first+100)
	}
	w.run.stop()
	w.sound()
	w.inspect(func(db *storage.DB, tx *storage.Tx) {
		if list := storage.SubmissionsOf(tx, "thu", "ca", "soket"); len(list) != 2 {
			t.Errorf("%d versions, want 2", len(list))
		}
		jumps := 0
		for e := range storage.RegisterEntries(tx, time.Now().In(hanoi).Year()) {
			if e.Jump != "" {
				jumps++
			}
		}
		if jumps != 1 {
			t.Errorf("%d jumps in the register, want the restore's", jumps)
		}
	})
	damage(t, kept)
	if status, text := outcome(t, nil, "verify", "-data", kept); status != 1 || strings.Contains(text, "sound") {
		t.Errorf("verify of a damaged backup: status %d\n%s", status, text)
	}
	if status, text := outcome(t, nil, "restore", "-from", kept, "-data", filepath.Join(w.dir, "again")); status != 1 {
		t.Errorf("restore of a damaged backup: status %d\n%s", status, text)
	}
}

// damage turns one byte in the middle of the newest backup's state.
func damage(t *testing.T, kept string) {
	t.Helper()
	stamps, err := storage.Backups(kept)
	if err != nil || len(stamps) == 0 {
		t.Fatal(stamps, err)
	}
	path := filepath.Join(kept, stamps[len(stamps)-1], "state.db")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	raw[len(raw)/2] ^= 0x40
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestUsedDirectory: a directory that has been used and lacks a database, or
// holds an empty one, is refused with what to do; an empty one is new.
func TestUsedDirectory(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(dir string) error{
		"state.db missing": func(d string) error { return os.Remove(filepath.Join(d, "state.db")) },
		"files.db missing": func(d string) error { return os.Remove(filepath.Join(d, "files.db")) },
		"state.db empty":   func(d string) error { return os.Truncate(filepath.Join(d, "state.db"), 0) },
		"files.db empty":   func(d string) error { return os.Truncate(filepath.Join(d, "files.db"), 0) },
		"state.db cut":     func(d string) error { return os.Truncate(filepath.Join(d, "state.db"), 3*4096) },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			mkdir(t, w.data)
			w.start()
			w.run.prints("a new database was made", 5*time.Second)
			w.run.stop()
			if err := spoil(w.data); err != nil {
				t.Fatal(err)
			}
			status, text := outcome(t, w.env, "run", "-config", w.config, "-data", w.data)
			if status != 1 || !strings.Contains(text, "restore") {
				t.Errorf("status %d, want 1 and a word about restoring:\n%s", status, text)
			}
		})
	}
}

// TestSecondInstance: the data belong to one process; another says so soon.
func TestSecondInstance(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := w.start()
	began := time.Now()
	status, text := outcome(t, w.env, "run", "-config", w.config, "-data", w.data)
	if took := time.Since(began); status != 1 || took > 4*time.Second || !strings.Contains(text, "another") {
		t.Errorf("status %d after %v\n%s", status, took, text)
	}
	w.person(strangerID).says("/start").hears("Kính chào")
	first.stop()
	w.start()
	w.run.stop()
}

// TestAnotherBotsData: data know whose they are.
func TestAnotherBotsData(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.start()
	w.run.prints("connected to Telegram", 10*time.Second)
	w.run.stop()
	env := []string{"TELEGRAM_BOT_TOKEN=1" + testToken, "TELEGRAM_API_URL=" + w.url}
	status, text := outcome(t, env, "run", "-config", w.config, "-data", w.data)
	if status != 1 || !strings.Contains(text, "another bot") {
		t.Errorf("status %d\n%s", status, text)
	}
}

// TestFullState: with the budget of state.db used up the bot waits, says so to
// whoever runs it, and goes on by itself once there is room, losing nothing.
func TestFullState(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("needs root to mount a small tmpfs")
	}
	t.Parallel()
	w := newWorld(t)
	mkdir(t, w.data)
	if err := syscall.Mount("thidua-test", w.data, "tmpfs", 0, "size=24m,mode=0700"); err != nil {
		t.Skipf("cannot mount a small tmpfs: %v", err)
	}
	t.Cleanup(func() {
		if w.run != nil {
			w.run.kill()
		}
		if err := syscall.Unmount(w.data, 0); err != nil {
			t.Error(err)
		}
	})
	w.start()
	s := w.secretary()
	hoa := w.contacts(s, 1)[0]
	ballast := filepath.Join(w.data, "ballast")
	fill(t, ballast)
	hoa.says("/nop soket")
	hoa.w.Upload(hoa.id, "day.pdf", bigPDF(3<<20), "")
	for i := range 30 { // more than the free pages of state.db take
		w.Say(strangerID, fmt.Sprintf("%d %s", i, strings.Repeat("đầy ", 900)))
	}
	w.run.prints("no room left", 30*time.Second)
	s.hears("Ổ đĩa chứa dữ liệu của bot đã đầy")
	if strings.Contains(w.run.out.String(), "there is room") {
		t.Errorf("there is room while there is none:\n%s", w.run.out.String())
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	w.run.prints("there is room for data again", 30*time.Second)
	hoa.patience = 80 * time.Second // a download that met a full disk goes again after 30 s
	hoa.hears(`day.pdf[^\n]* MB\n`)
	s.hears("Ổ đĩa đã có chỗ trống")
	w.run.stop()
	w.sound()
	w.inspect(func(db *storage.DB, tx *storage.Tx) {
		wantFile(t, db, bigPDF(3<<20))
		if d, ok := storage.Drafts.Get(tx, storage.K("thu", "ca", "soket")); !ok || !campaign.Attachment.Stored(d.Attachments[0]) {
			t.Errorf("draft %+v", d)
		}
	})
}

// fill leaves no room on a small disk.
func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	block := make([]byte, 64<<10)
	for {
		if _, err := f.Write(block); err != nil {
			break
		}
	}
	for {
		if _, err := f.Write(block[:512]); err != nil {
			return
		}
	}
}
