package storage

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func drawJob(t *rapid.T) Job {
	second := rapid.Int64Range(0, 20)
	j := Job{
		Lane:      rapid.SampledFrom([]string{"", "a", "b", "chat 1"}).Draw(t, "lane"),
		Due:       time.Unix(second.Draw(t, "due"), 0).UTC(),
		Attempts:  rapid.IntRange(0, 300).Draw(t, "attempts"),
		LastError: rapid.String().Draw(t, "error"),
		Leased:    rapid.Bool().Draw(t, "leased"),
		Payload:   json.RawMessage(fmt.Sprintf(`{"n":%d}`, rapid.Int().Draw(t, "n"))),
	}
	if rapid.Bool().Draw(t, "expires") {
		j.ExpiresAt = time.Unix(second.Draw(t, "expiry"), 5).UTC()
	}
	if rapid.IntRange(0, 9).Draw(t, "undated") == 0 {
		j.Due = time.Time{}
	}
	return j
}

func TestJobEnvelope(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		j := drawJob(t)
		got, err := decodeJob(9, encodeJob(j))
		j.ID = 9
		if diff := gocmp.Diff(j, got); err != nil || diff != "" {
			t.Fatalf("%v %s", err, diff)
		}
		raw := encodeJob(j)
		cut := rapid.IntRange(0, 17).Draw(t, "cut")
		if _, err := decodeJob(9, raw[:cut]); err == nil {
			t.Fatalf("read a job out of %d bytes", cut)
		}
	})
}

func FuzzDecodeJob(f *testing.F) {
	f.Add(encodeJob(Job{Lane: "a", Due: noon, LastError: "e", Payload: json.RawMessage("{}")}))
	f.Add([]byte{1, 0})
	f.Fuzz(func(t *testing.T, raw []byte) {
		j, err := decodeJob(1, raw)
		if err != nil {
			return
		}
		again, err := decodeJob(1, encodeJob(j))
		if diff := gocmp.Diff(j, again); err != nil || diff != "" {
			t.Errorf("%v %s", err, diff)
		}
	})
}

// queueModel is a queue as a map, which every step compares with the real one.
type queueModel struct {
	db      *DB
	q       Queue
	jobs    map[uint64]Job
	retired map[uint64]time.Time
}

func (m *queueModel) ids() []uint64 {
	out := []uint64{1 << 40} // one that never was
	for id := range m.jobs {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

func (m *queueModel) Add(t *rapid.T) {
	j := drawJob(t)
	_ = m.db.Update(noon, func(tx *Tx) error {
		j = m.q.Add(tx, j)
		return nil
	})
	if _, known := m.jobs[j.ID]; known || m.retired[j.ID] != (time.Time{}) {
		t.Fatalf("id %d given twice", j.ID)
	}
	m.jobs[j.ID] = j
}

func (m *queueModel) AddRolledBack(t *rapid.T) {
	_ = m.db.Update(noon, func(tx *Tx) error {
		m.q.Add(tx, drawJob(t))
		return ErrNoFile
	})
}

func (m *queueModel) Put(t *rapid.T) {
	j := drawJob(t)
	j.ID = rapid.SampledFrom(m.ids()).Draw(t, "id")
	_ = m.db.Update(noon, func(tx *Tx) error {
		m.q.Put(tx, j)
		return nil
	})
	if _, ok := m.jobs[j.ID]; ok {
		m.jobs[j.ID] = j
	}
}

func (m *queueModel) Remove(t *rapid.T) {
	id := rapid.SampledFrom(m.ids()).Draw(t, "id")
	_ = m.db.Update(noon, func(tx *Tx) error {
		m.q.Remove(tx, id)
		return nil
	})
	delete(m.jobs, id)
}

func (m *queueModel) Retire(t *rapid.T) {
	id := rapid.SampledFrom(m.ids()).Draw(t, "id")
	until := noon.Add(time.Duration(rapid.IntRange(-3, 3).Draw(t, "hours")) * time.Hour)
	_ = m.db.Update(noon, func(tx *Tx) error {
		m.q.Retire(tx, id, "sent", until)
		return nil
	})
	if _, ok := m.jobs[id]; ok {
		delete(m.jobs, id)
		m.retired[id] = until
	}
}

func (m *queueModel) Sweep(t *rapid.T) {
	_ = m.db.Update(noon, func(tx *Tx) error {
		SweepRetired(tx, noon, 1000)
		return nil
	})
	for id, until := range m.retired {
		if !until.After(noon) {
			delete(m.retired, id)
		}
	}
}

func (m *queueModel) Check(t *rapid.T) {
	var want []Job
	for _, id := range m.ids()[:len(m.jobs)] {
		want = append(want, m.jobs[id])
	}
	err := m.db.View(noon, func(tx *Tx) error {
		same(t, "all", want, slices.Collect(m.q.All(tx)))
		kept := map[uint64]time.Time{}
		for r := range m.q.Retired(tx) {
			kept[r.Job.ID] = r.KeepUntil
		}
		same(t, "retired", m.retired, kept)
		if !m.q.indexed {
			return verifyQueues(tx)
		}
		byDue := slices.Clone(want)
		slices.SortStableFunc(byDue, func(a, b Job) int { return a.Due.Compare(b.Due) })
		var due []Job
		for _, j := range byDue {
			if !j.Due.After(time.Unix(10, 0)) {
				due = append(due, j)
			}
		}
		same(t, "due", due[:min(3, len(due))], m.q.Due(tx, time.Unix(10, 0), 3))
		next, ok := m.q.Next(tx)
		if ok != (len(byDue) > 0) || ok && !next.Equal(byDue[0].Due) {
			t.Fatalf("next %v %v of %v", next, ok, byDue)
		}
		var lane []Job
		for _, j := range want {
			if j.Lane == "a" {
				lane = append(lane, j)
			}
		}
		same(t, "lane", lane, m.q.ByLane(tx, "a"))
		return verifyQueues(tx)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func same[T any](t *rapid.T, what string, want, got T) {
	if diff := gocmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s: %s", what, diff)
	}
}

func TestQueueAgainstModel(t *testing.T) {
	db := newDB(t)
	db.state.NoSync = true
	for _, q := range []Queue{Outbox, Agenda} {
		t.Run(q.Name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				write(t, db, func(tx *Tx) { empty(tx, q) })
				m := &queueModel{db: db, q: q, jobs: map[uint64]Job{}, retired: map[uint64]time.Time{}}
				rt.Repeat(map[string]func(*rapid.T){
					"add": m.Add, "add rolled back": m.AddRolledBack, "put": m.Put, "remove": m.Remove,
					"retire": m.Retire, "sweep": m.Sweep, "": m.Check,
				})
			})
		})
	}
}

func empty(tx *Tx, q Queue) {
	for j := range q.All(tx) {
		defer q.Remove(tx, j.ID)
	}
	for r := range q.Retired(tx) {
		defer func() { _ = q.bucket(tx, "retired").Delete(K(r.KeepUntil, r.Job.ID)) }()
	}
}

func TestLaneKeepsOrder(t *testing.T) {
	db := newDB(t)
	write(t, db, func(tx *Tx) {
		for i := range 30 {
			Work.Add(tx, Job{Lane: fmt.Sprint("l", i%3), Due: noon.Add(-time.Duration(i) * time.Minute)})
		}
	})
	read(t, db, func(tx *Tx) {
		got := Work.ByLane(tx, "l1")
		if len(got) != 10 || !slices.IsSortedFunc(got, func(a, b Job) int { return cmp.Compare(a.ID, b.ID) }) {
			t.Errorf("%v", got)
		}
	})
}
