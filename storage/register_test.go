package storage

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"thidua/campaign"
)

// TestRegisterIsGapless lets a thousand transactions compete, of which every
// seventh fails after taking a number.
func TestRegisterIsGapless(t *testing.T) {
	db := newDB(t)
	db.state.NoSync = true
	failed := errors.New("failed")
	var wg sync.WaitGroup
	for i := range 1000 {
		wg.Go(func() {
			err := db.Update(noon.Add(time.Duration(i%2)*300*24*time.Hour), func(tx *Tx) error {
				handIn(tx, fmt.Sprint("u", i), 1)
				if i%7 == 0 {
					return failed
				}
				return nil
			})
			if (i%7 == 0) != errors.Is(err, failed) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	total := 0
	read(t, db, func(tx *Tx) {
		for _, year := range []int{2021, 2022} {
			n := 0
			for e := range RegisterEntries(tx, year) {
				if n++; e.Number != n || e.Date.Year != year {
					t.Fatalf("line %d of %d: %+v", n, year, e)
				}
			}
			total += n
		}
		if err := VerifyRegister(tx); err != nil {
			t.Error(err)
		}
	})
	if want := 1000 - 143; total != want {
		t.Errorf("%d lines, want %d", total, want)
	}
}

func TestReceipt(t *testing.T) {
	db := newDB(t)
	write(t, db, func(tx *Tx) { handIn(tx, "vks", 1) })
	read(t, db, func(tx *Tx) {
		e, ok := FindReceipt(tx, 2021, 1)
		if !ok || e.Unit != "vks" || e.Date != (campaign.Date{Year: 2021, Month: 6, Day: 10}) || e.By == "" {
			t.Errorf("%+v %v", e, ok)
		}
		if _, ok := FindReceipt(tx, 2021, 2); ok {
			t.Error("found a number never given")
		}
	})
}

func TestRegisterJump(t *testing.T) {
	db := newDB(t)
	write(t, db, func(tx *Tx) {
		for v := range 5 {
			handIn(tx, "vks", v+1)
		}
	})
	nextYear := noon.AddDate(1, 0, 0)
	if err := db.Update(nextYear, func(tx *Tx) error {
		if got := JumpRegister(tx, 100, "restored"); len(got) != 2 {
			t.Errorf("jumps %+v", got)
		}
		if e := handIn(tx, "ta", 1); e.Number != 100 || e.Year != 2022 {
			t.Errorf("a year without entries goes on at %d/%d, want 100/2022", e.Number, e.Year)
		}
		return VerifyRegister(tx)
	}); err != nil {
		t.Fatal(err)
	}
	write(t, db, func(tx *Tx) {
		if e := handIn(tx, "vks", 6); e.Number != 105 {
			t.Errorf("goes on at %d, want 105", e.Number)
		}
		if _, ok := FindReceipt(tx, 2021, 104); ok {
			t.Error("a jump is taken for a receipt")
		}
		if err := VerifyRegister(tx); err != nil {
			t.Error(err)
		}
	})
}

func TestRegisterShowsChanges(t *testing.T) {
	db := newDB(t)
	sha := "ab"
	write(t, db, func(tx *Tx) {
		for v := range 3 {
			handIn(tx, "vks", v+1, campaign.Attachment{ID: "a", SHA256: sha, Size: 3, FileID: "tg", By: 5})
		}
	})
	at := K("kt-2021", "vks", "mid", 2)
	for name, c := range map[string]struct {
		spoil func(*Tx)
		found bool
	}{
		"line out":       {func(tx *Tx) { register.Delete(tx, K(2021, 2)) }, true},
		"first line out": {func(tx *Tx) { register.Delete(tx, K(2021, 1)) }, true},
		"line changed": {func(tx *Tx) {
			e, _ := register.Get(tx, K(2021, 2))
			e.Date.Day--
			register.Put(tx, K(2021, 2), e)
		}, true},
		"submission gone": {func(tx *Tx) { Submissions.Delete(tx, at) }, true},
		"file swapped": {func(tx *Tx) {
			s, _ := Submissions.Get(tx, at)
			s.Attachments[0].SHA256 = "cd"
			Submissions.Put(tx, at, s)
		}, true},
		"people and file ids may change": {func(tx *Tx) {
			s, _ := Submissions.Get(tx, at)
			s.By, s.Attachments[0].By, s.Attachments[0].FileID = 0, 0, "other"
			Submissions.Put(tx, at, s)
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			_ = db.Update(noon, func(tx *Tx) error {
				c.spoil(tx)
				if err := VerifyRegister(tx); (err != nil) != c.found {
					t.Errorf("verify says %v", err)
				}
				return ErrNoFile // roll back
			})
		})
	}
}
