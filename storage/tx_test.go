package storage

import (
	"bytes"
	"errors"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestKeysSortAsTheirParts(t *testing.T) {
	text := rapid.StringOf(rapid.RuneFrom([]rune("ab\x01\u00e9")))
	rapid.Check(t, func(t *rapid.T) {
		a, b := text.Draw(t, "a"), text.Draw(t, "b")
		m, n := rapid.Int64().Draw(t, "m"), rapid.Int64().Draw(t, "n")
		s := time.Unix(rapid.Int64Range(-9e9, 9e9).Draw(t, "s"), 0)
		u := time.Unix(rapid.Int64Range(-9e9, 9e9).Draw(t, "u"), 0)
		want := bytes.Compare([]byte(a), []byte(b))
		if want == 0 {
			if want = s.Compare(u); want == 0 {
				want = compareInt(m, n)
			}
		}
		if got := bytes.Compare(K(a, s, m), K(b, u, n)); got != want {
			t.Fatalf("K(%q,%v,%d) ~ K(%q,%v,%d) = %d, want %d", a, s, m, b, u, n, got, want)
		}
		if !unsortTime(K(s)).Equal(s) {
			t.Fatalf("%v comes back as %v", s, unsortTime(K(s)))
		}
	})
	if bytes.Compare(K(time.Time{}), K(time.Unix(0, math.MinInt64+1))) >= 0 {
		t.Error("the zero time does not sort first")
	}
}

func compareInt(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func TestKeyRefusesZeroByte(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("K took a zero byte")
		}
	}()
	K("a\x00b", "c")
}

func TestStickyError(t *testing.T) {
	db := newDB(t)
	boom := errors.New("boom")
	err := db.Update(noon, func(tx *Tx) error {
		SetWatermark(tx, 5)
		tx.Fail(boom)
		tx.Fail(errors.New("later"))
		SetWatermark(tx, 6)
		if _, ok := People.Get(tx, K(int64(1))); ok {
			t.Error("a failed Tx reads")
		}
		return nil
	})
	wantErr(t, err, boom)
	read(t, db, func(tx *Tx) {
		if n := Watermark(tx); n != 0 {
			t.Errorf("a failed Tx committed %d", n)
		}
	})
}

func TestTxIsOverAfterItsFunction(t *testing.T) {
	db := newDB(t)
	var kept *Tx
	write(t, db, func(tx *Tx) { kept = tx })
	SetWatermark(kept, 9)
	if kept.Err() == nil {
		t.Error("an escaped Tx still works")
	}
}

func TestPanicRollsBack(t *testing.T) {
	db := newDB(t)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = db.Update(noon, func(tx *Tx) error {
			SetWatermark(tx, 5)
			panic("handler")
		})
	}()
	write(t, db, func(tx *Tx) {
		if n := Watermark(tx); n != 0 {
			t.Errorf("a panicking Tx committed %d", n)
		}
	})
}

func TestUnreadableRowFails(t *testing.T) {
	db := newDB(t)
	write(t, db, func(tx *Tx) { _ = tx.b.Bucket([]byte("people")).Put(K(int64(1)), []byte("{")) })
	err := db.View(noon, func(tx *Tx) error {
		GetPerson(tx, 1)
		return nil
	})
	if err == nil {
		t.Error("a broken row was read as if absent")
	}
}

func TestLastAndPrefix(t *testing.T) {
	db := newDB(t)
	table := Table[int]{"told"}
	write(t, db, func(tx *Tx) {
		for _, n := range []int{3, 1, 2} {
			table.Put(tx, K("b", n), n)
		}
		table.Put(tx, K("a", 9), 9)
		table.Put(tx, Key{0xff, 0xff}, 7)
	})
	read(t, db, func(tx *Tx) {
		got := table.List(tx, K("b"))
		if len(got) != 3 || got[0] != 1 || got[2] != 3 {
			t.Errorf("prefix walk %v", got)
		}
		for prefix, want := range map[string]int{string(K("b")): 3, string(K("a")): 9, "": 7, "\xff": 7, "\xff\xff": 7} {
			if _, n, ok := table.Last(tx, Key(prefix)); !ok || n != want {
				t.Errorf("last of %x: %d %v, want %d", prefix, n, ok, want)
			}
		}
		if _, _, ok := table.Last(tx, K("aa")); ok {
			t.Error("found a last row of nothing")
		}
	})
}

func TestClosed(t *testing.T) {
	db := newDB(t)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	wantErr(t, db.Update(noon, func(*Tx) error { return nil }), ErrClosed)
	wantErr(t, db.View(noon, func(*Tx) error { return nil }), ErrClosed)
}
