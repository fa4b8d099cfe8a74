package storage

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"thidua/campaign"
)

// impersonal are the buckets in which no row can hold a person.
var impersonal = []string{
	"asked", "campaigns", "plans", "file_places", "erased", "held_sheets", "outages",
}

// everywhereElse puts the person's id into every field of the other buckets
// that names somebody.
func everywhereElse(t *testing.T, tx *Tx) {
	t.Helper()
	const id = int64(erasedID)
	n := uint64(1)
	PutHealth(tx, Health{Asked: id})
	seeded(t, tx, Handovers, K(n))
	seeded(t, tx, ExtensionRequests, K("c", n))
	seeded(t, tx, Announcements, K("c", "sent", n))
	seeded(t, tx, AnnouncedTo, K("c", n, id))
	seeded(t, tx, DeskRecords, K("c", "vks", 1))
	seeded(t, tx, Holds, K("c", "vks", 1))
	seeded(t, tx, Closings, K("c", "soket"))
	seeded(t, tx, Reminders, K("c", "vks", "soket", id))
	seeded(t, tx, Reviews, K("c", "vks", "soket", 1))
	seeded(t, tx, Questions, K(n))
	seeded(t, tx, HeadReports, K("c", "year"))
	seeded(t, tx, Publications, K("c", 1))
	seeded(t, tx, publishings, K("c"))
	seeded(t, tx, Votes, K("c", 1))
	seeded(t, tx, Proposals, K("c", 1))
	seeded(t, tx, Targets, K("c", "vks", 1, 1))
	seeded(t, tx, Inspections, K("c", "vks", 1))
	seeded(t, tx, Gatherings, K("c", n))
	seeded(t, tx, Groups, K(int64(-5)))
	seeded(t, tx, GroupCodes, K("aa"))
	seeded(t, tx, purged, K("00"))
	seeded(t, tx, LaunchDrafts, K("c", id))
	seeded(t, tx, Mornings, K("c", id))
	seeded(t, tx, Snoozes, K("c", id))
}

// seeded stores a row whose every field that names somebody names the person;
// one that names nobody would try nothing.
func seeded[V any](t *testing.T, tx *Tx, table Table[V], key []byte) {
	var v V
	fill(reflect.ValueOf(&v).Elem(), "", 0)
	table.Put(tx, key, v)
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(key, K(int64(erasedID))) && !bytes.Contains(raw, traces()["id"]) {
		t.Errorf("the row of %s names nobody: %s", table.Name, raw)
	}
}

// fill names the person in the fields that end in By or are called Person;
// lists get one element. A group's Chat is no person's.
func fill(v reflect.Value, name string, depth int) {
	switch {
	case depth > 6 || !v.CanSet() || v.Type() == reflect.TypeFor[time.Time]() || v.Type() == reflect.TypeFor[campaign.Date]():
	case v.Kind() == reflect.Int64 && (strings.HasSuffix(name, "By") || name == "Person"):
		v.SetInt(erasedID)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), v.Type().Field(i).Name, depth+1)
		}
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), name, depth+1)
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), name, depth+1)
	}
}

// everyBucketSeeded fails for a bucket that nobody thought of: a new one is
// either seeded, or said to hold no person.
func everyBucketSeeded(t *testing.T, tx *Tx) {
	t.Helper()
	for _, name := range stateBuckets {
		rows := 0
		if err := walkAll(tx.b, func(path string, _, _ []byte) {
			if top, _, _ := strings.Cut(path, "/"); top == name {
				rows++
			}
		}); err != nil {
			t.Fatal(err)
		}
		if rows == 0 && !slices.Contains(impersonal, name) {
			t.Errorf("no row of %s is seeded: the erasure is not tried there", name)
		}
	}
}
