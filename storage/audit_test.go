package storage

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestAuditTrail(t *testing.T) {
	db := newDB(t)
	write(t, db, func(tx *Tx) {
		for _, action := range []string{"join", "submit", "seal"} {
			Note(tx, Entry{Actor: 42, Unit: "vks", Action: action})
		}
		Note(tx, Entry{Action: "start"})
	})
	read(t, db, func(tx *Tx) {
		got := AuditTrail(tx, 2, 0)
		if len(got) != 2 || got[0].Action != "start" || got[0].Actor != 0 || got[1].Action != "seal" || got[1].Actor != 42 {
			t.Errorf("newest two: %+v", got)
		}
		if got = AuditTrail(tx, 9, 3); len(got) != 2 || got[0].Seq != 2 || !got[0].At.Equal(noon) {
			t.Errorf("before 3: %+v", got)
		}
	})
}

func TestErasingAPersonKeepsTheChain(t *testing.T) {
	db := newDB(t)
	var name string
	write(t, db, func(tx *Tx) {
		name = Note(tx, Entry{Actor: 1234567, Action: "join"}).Who
		ErasePseudonym(tx, 1234567)
	})
	if name == "" || strings.Contains(name, "1234567") {
		t.Errorf("pseudonym %q", name)
	}
	read(t, db, func(tx *Tx) {
		if err := VerifyAudit(tx); err != nil {
			t.Error(err)
		}
		if e := AuditTrail(tx, 1, 0)[0]; e.Actor != 0 || e.Who != name {
			t.Errorf("after erasure: %+v", e)
		}
		raw := tx.b.Bucket([]byte("audit")).Get(K(uint64(1)))
		if bytes.Contains(raw, []byte("1234567")) {
			t.Errorf("the chain holds the id: %s", raw)
		}
	})
	write(t, db, func(tx *Tx) {
		if again := Pseudonym(tx, 1234567); again == name || again != Pseudonym(tx, 1234567) {
			t.Errorf("after erasure %q again", again)
		}
	})
}

// TestAuditShowsEveryChange changes one field of one entry, takes one out or
// cuts the tail; VerifyAudit must name the place.
func TestAuditShowsEveryChange(t *testing.T) {
	db := newDB(t)
	const entries = 12
	write(t, db, func(tx *Tx) {
		for i := range entries {
			Note(tx, Entry{Actor: int64(i % 3), Unit: "u", Action: "act", Object: "o", Why: "w"})
		}
	})
	fields := []string{"At", "Who", "Unit", "Action", "Object", "Why", "Prev", "Hash", "Seq"}
	rapid.Check(t, func(rt *rapid.T) {
		seq := rapid.Uint64Range(1, entries).Draw(rt, "entry")
		field := rapid.SampledFrom(append(fields, "gone")).Draw(rt, "field")
		err := db.Update(noon, func(tx *Tx) error {
			if err := VerifyAudit(tx); err != nil {
				rt.Fatalf("untouched: %v", err)
			}
			e, _ := audit.Get(tx, K(seq))
			if field == "gone" {
				audit.Delete(tx, K(seq))
			} else {
				spoil(reflect.ValueOf(&e).Elem().FieldByName(field))
				audit.Put(tx, K(seq), e)
			}
			if err := VerifyAudit(tx); err == nil {
				rt.Fatalf("entry %d: change of %s not seen", seq, field)
			}
			return ErrNoFile // roll back
		})
		wantErr(t, err, ErrNoFile)
	})
}

func spoil(v reflect.Value) {
	switch v.Interface().(type) {
	case string:
		v.SetString(v.String() + "x")
	case uint64:
		v.SetUint(v.Uint() + 1)
	case time.Time:
		v.Set(reflect.ValueOf(noon.Add(time.Nanosecond)))
	}
}

func TestAuditEntryIsRehashedFromItsRow(t *testing.T) {
	db := newDB(t)
	at := time.Date(2021, 1, 2, 3, 4, 5, 678, time.FixedZone("", 7*3600))
	write(t, db, func(tx *Tx) { Note(tx, Entry{At: at, Action: "a"}) })
	read(t, db, func(tx *Tx) {
		var e Entry
		if err := json.Unmarshal(tx.b.Bucket([]byte("audit")).Get(K(uint64(1))), &e); err != nil {
			t.Fatal(err)
		}
		if e.sum() != e.Hash || !e.At.Equal(at) {
			t.Errorf("row %+v", e)
		}
	})
}

func TestRandomnessIsGiven(t *testing.T) {
	secret := func() (s []byte, name string) {
		db, err := Open(t.TempDir(), Options{Rand: bytes.NewReader(make([]byte, 1000))})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		write(t, db, func(tx *Tx) { s, name = Secret(tx), Pseudonym(tx, 5) })
		return s, name
	}
	s, name := secret()
	if !bytes.Equal(s, make([]byte, secretSize)) || name != "p-0000000000000000" {
		t.Errorf("secret %x, pseudonym %s", s, name)
	}
	db, err := Open(t.TempDir(), Options{Rand: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	read(t, db, func(tx *Tx) {
		if len(Secret(tx)) != secretSize || bytes.Equal(Secret(tx), s) {
			t.Error("no secret of its own")
		}
	})
}
