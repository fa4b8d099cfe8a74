package storage

import (
	"errors"
	"testing"

	"thidua/campaign"
)

// A correction is a new line with the next number; the line it is about stays,
// and a changed correction is found like any other changed line.
func TestCorrectReceipt(t *testing.T) {
	db := newDB(t)
	day := campaign.Date{Year: 2021, Month: 6, Day: 10}
	first := RegisterPlace{Year: 2021, Number: 1}
	write(t, db, func(tx *Tx) {
		handIn(tx, "vks", 1)
		before, _ := FindReceipt(tx, 2021, 1)
		c, ok := CorrectReceipt(tx, day, noon, first, 7, "nhầm đơn vị")
		if !ok || c.Number != 2 || c.Corrects != first || c.Unit != "vks" || c.By == "" {
			t.Errorf("%+v %v", c, ok)
		}
		if after, _ := FindReceipt(tx, 2021, 1); after != before {
			t.Errorf("the line itself changed: %+v", after)
		}
		handIn(tx, "stp", 1)
		for _, of := range []RegisterPlace{{2021, 2}, {2021, 9}, {2020, 1}, {}} {
			if c, ok := CorrectReceipt(tx, day, noon, of, 7, "x"); ok {
				t.Errorf("%v was corrected: %+v", of, c)
			}
		}
	})
	read(t, db, func(tx *Tx) {
		if err := VerifyRegister(tx); err != nil {
			t.Error(err)
		}
		if e, _ := FindReceipt(tx, 2021, 3); e.Unit != "stp" {
			t.Errorf("the next hand-in: %+v", e)
		}
		if list := CorrectionsOf(tx, first); len(list) != 1 || list[0].Number != 2 {
			t.Errorf("%+v", list)
		}
	})
	for _, change := range []func(*RegisterEntry){
		func(e *RegisterEntry) { e.Why = "khác" },
		func(e *RegisterEntry) { e.Corrects.Number = 3 },
		func(e *RegisterEntry) { e.Corrects = RegisterPlace{} },
	} {
		write(t, db, func(tx *Tx) {
			e, _ := FindReceipt(tx, 2021, 2)
			kept := e
			change(&e)
			register.Put(tx, K(2021, 2), e)
			if err := VerifyRegister(tx); !errors.Is(err, ErrDamaged) {
				t.Errorf("%+v: %v", e, err)
			}
			register.Put(tx, K(2021, 2), kept)
		})
	}
}
