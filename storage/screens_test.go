package storage

import (
	"testing"
	"time"
)

func TestSweepScreens(t *testing.T) {
	db, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var left []uint64
	err = db.Update(time.Now(), func(tx *Tx) error {
		for range 10 {
			Screens.Put(tx, K(Screens.Next(tx)), Sent{Chat: 1, Message: 1})
		}
		States.Put(tx, K(int64(7)), State{Screen: Screen{ID: 2}}) // silent since screen 2
		if n := sweepScreens(tx, 4, 3); n != 3 {
			t.Errorf("%d forgotten at once, want the limit of 3", n)
		}
		sweepScreens(tx, 4, 100)
		for k := range Screens.Prefix(tx, nil) {
			left = append(left, idAt(k))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []uint64{2, 6, 7, 8, 9, 10}
	if len(left) != len(want) {
		t.Fatalf("left are %v, want %v", left, want)
	}
	for i := range want {
		if left[i] != want[i] {
			t.Fatalf("left are %v, want %v", left, want)
		}
	}
}
