package handlers_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"thidua/bot"
	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

const (
	crowdSize  = 1000 // units that hand in at the same moment
	crowdFirst = 50_000
	crowdEnv   = "THIDUA_TEST_CROWD" // directory of the data; set in the child that is killed
)

var crowdAt = time.Date(2021, 6, 10, 9, 0, 0, 0, time.FixedZone("", 7*3600))

// TestRegisterUnderKills: a thousand units hand in at once while the process is
// killed again and again. After the last start the register has no gap, every
// unit one number and one receipt, and whatever was confirmed before a kill is
// there after it.
func TestRegisterUnderKills(t *testing.T) {
	dir := t.TempDir()
	prepareCrowd(t, dir)
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	dice := rand.New(rand.NewPCG(seed, 0))
	confirmed := map[string]bool{}
	kills := 0
	for round := range 30 {
		patience := crowdSize // lines until the kill; the last rounds are let be
		if round < 8 {
			patience = 20 + dice.IntN(220)
		}
		if crowdRound(t, dir, patience, confirmed) {
			break
		}
		kills++
		checkCrowd(t, dir, confirmed, false)
	}
	if kills < 3 {
		t.Errorf("only %d kills", kills)
	}
	checkCrowd(t, dir, confirmed, true)
}

// prepareCrowd writes the data: units, contacts, one stored file in every draft.
func prepareCrowd(t *testing.T, dir string) {
	t.Helper()
	cfg, problems, err := bot.Load("../config.example.toml")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	plan := cfg.Plan
	for i := range crowdSize {
		plan.Units = append(plan.Units, campaign.Unit{ID: fmt.Sprintf("u%03d", i), Name: fmt.Sprint("Đơn vị ", i), Status: campaign.Competing})
	}
	db, err := storage.Open(dir, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	w := db.NewFile(crowdAt)
	_, _ = w.Write([]byte("%PDF-1.4 báo cáo"))
	sha, size, err := w.Commit()
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := handlers.Adopt(db, crowdAt, plan, "crowd", handlers.Settings{Language: "vi"}); err != nil {
		t.Fatal(err)
	}
	err = db.Update(crowdAt, func(tx *storage.Tx) error {
		for i := range crowdSize {
			id, unit := int64(crowdFirst+i), fmt.Sprintf("u%03d", i)
			storage.PutPerson(tx, storage.Person{
				ID: id, Name: fmt.Sprint("Cán bộ ", i), Consent: "1", ConsentAt: crowdAt, JoinedAt: crowdAt,
				Roles: []campaign.Role{{Kind: campaign.Contact, Unit: unit, Year: plan.Year}},
			})
			storage.Drafts.Put(tx, storage.K(plan.Campaign, unit, "soket"), campaign.Draft{
				Unit: unit, Requirement: "soket", UpdatedBy: id, UpdatedAt: crowdAt,
				Attachments: []campaign.Attachment{{ID: fmt.Sprint("a", i), Name: "bao-cao.pdf", Size: size, Type: "application/pdf", SHA256: sha, FileID: "f", By: id, At: crowdAt}},
			})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// crowdRound runs a child until it has told patience units that they are in and
// kills it then; true when it came to its end.
func crowdRound(t *testing.T, dir string, patience int, confirmed map[string]bool) (ended bool) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestCrowdChild$", "-test.count=1")
	child.Env = append(os.Environ(), crowdEnv+"="+dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	fresh := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		unit, ok := strings.CutPrefix(lines.Text(), "in ")
		if !ok {
			ended = ended || lines.Text() == "all in"
			continue
		}
		if !confirmed[unit] {
			confirmed[unit] = true
			fresh++
		}
		if fresh == patience {
			_ = child.Process.Kill()
		}
	}
	_ = child.Wait()
	return ended
}

// TestCrowdChild is the process that is killed, nothing of its own.
func TestCrowdChild(t *testing.T) {
	dir := os.Getenv(crowdEnv)
	if dir == "" {
		t.Skip("only within TestRegisterUnderKills")
	}
	db, err := storage.Open(dir, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for i := range crowdSize {
		all.Go(func() {
			id := int64(crowdFirst + i)
			for n, text := range []string{"/nop soket", "Xong", "Xác nhận nộp"} {
				_, err := handlers.Apply(db, crowdAt, handlers.Batch{Events: []handlers.Event{{
					Key: fmt.Sprintf("m%d.%d", id, n), At: crowdAt, Message: n + 1,
					From: handlers.Sender{ID: id}, Chat: handlers.Chat{ID: id}, Body: handlers.Said{Text: text},
				}}})
				if err != nil {
					t.Error(err)
					return
				}
			}
			fmt.Printf("in u%03d\n", i)
		})
	}
	all.Wait()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	fmt.Println("all in")
}

// checkCrowd reads the data a kill left. To open them is a part of the test.
func checkCrowd(t *testing.T, dir string, confirmed map[string]bool, whole bool) {
	t.Helper()
	db, err := storage.Open(dir, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	err = db.View(crowdAt, func(tx *storage.Tx) error {
		numbers, n := map[string]int{}, 0
		for e := range storage.RegisterEntries(tx, 2021) {
			if n++; e.Number != n {
				t.Errorf("line %d bears the number %d", n, e.Number)
			}
			if numbers[e.Unit] != 0 {
				t.Errorf("%s has the numbers %d and %d", e.Unit, numbers[e.Unit], e.Number)
			}
			numbers[e.Unit] = e.Number
		}
		for unit := range confirmed {
			if numbers[unit] == 0 {
				t.Errorf("%s was told it is in and is not", unit)
			}
		}
		if whole && n != crowdSize {
			t.Errorf("%d numbers, want %d", n, crowdSize)
		}
		receipts := map[int64]int{}
		for j := range storage.Outbox.All(tx) {
			if o, err := handlers.ReadOutgoing(j); err != nil || strings.Contains(o.Text, "PHIẾU TIẾP NHẬN") {
				receipts[o.Chat]++
			}
		}
		for unit := range numbers {
			var i int64
			_, _ = fmt.Sscanf(unit, "u%d", &i)
			if receipts[crowdFirst+i] != 1 {
				t.Errorf("%s has %d receipts", unit, receipts[crowdFirst+i])
			}
			if s, ok := storage.Submissions.Get(tx, storage.K("noichinh-2021", unit, "soket", 1)); !ok || s.Incoming.Number != numbers[unit] {
				t.Errorf("%s: the hand-in says %d, the register %d", unit, s.Incoming.Number, numbers[unit])
			}
		}
		return storage.VerifyRegister(tx)
	})
	if err != nil {
		t.Error(err)
	}
}
