package storage

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"
)

var payload = json.RawMessage(`{"kind":"text","chat":123456789,"text":"` + string(make20(40)) + `","buttons":[[{"label":"Có","action":"yes"}]]}`)

func make20(n int) []byte {
	out := make([]byte, 0, n*5)
	for range n {
		out = append(out, "chào "...)
	}
	return out
}

// BenchmarkUpdate is one commit with so many rows put, two syncs each.
func BenchmarkUpdate(b *testing.B) {
	for _, n := range []int{1, 100} {
		b.Run(fmt.Sprintf("puts=%d", n), func(b *testing.B) {
			db := newDB(b)
			i := int64(0)
			for b.Loop() {
				write(b, db, func(tx *Tx) {
					for range n {
						i++
						States.Put(tx, K(i%10_000), State{Conversation: "submit", Step: "confirm", At: noon})
					}
				})
			}
			b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

// BenchmarkQueue is the cost of a row, without the commit: a thousand to a
// transaction.
func BenchmarkQueue(b *testing.B) {
	for _, q := range []Queue{Outbox, Agenda} {
		b.Run(q.Name+"/add+remove", func(b *testing.B) {
			db := newDB(b)
			db.state.NoSync = true
			j := Job{Lane: "123456789", Due: noon, Payload: payload}
			for n := b.N; n > 0; n -= 1000 {
				write(b, db, func(tx *Tx) {
					for range min(n, 1000) {
						q.Remove(tx, q.Add(tx, j).ID)
					}
				})
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
	j := Job{ID: 7, Lane: "123456789", Due: noon, ExpiresAt: noon.Add(time.Hour), Attempts: 1, Payload: payload}
	b.Run("envelope", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := decodeJob(7, encodeJob(j)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("as-json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			raw, err := json.Marshal(j)
			if err == nil {
				err = json.Unmarshal(raw, &Job{})
			}
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkSeen(b *testing.B) {
	db := newDB(b)
	db.state.NoSync = true
	i := 0
	for n := b.N; n > 0; n -= 100 {
		write(b, db, func(tx *Tx) {
			for range min(n, 100) {
				i++
				MarkSeen(tx, fmt.Sprint("update ", i))
			}
		})
	}
}

func BenchmarkPlanInForce(b *testing.B) {
	db := newDB(b)
	write(b, db, func(tx *Tx) { AdoptPlan(tx, planOf("kt-2021", 2021), "") })
	read(b, db, func(tx *Tx) {
		for b.Loop() {
			PlanInForce(tx)
		}
	})
}

// BenchmarkNewFile is one upload of 20 MB, each content new.
func BenchmarkNewFile(b *testing.B) {
	db := newDB(b)
	part := noise(1, 64<<10)
	b.SetBytes(20 << 20)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		w := db.NewFile(noon)
		fmt.Fprint(w, i)
		for range 320 {
			if _, err := w.Write(part); err != nil {
				b.Fatal(err)
			}
		}
		if _, _, err := w.Commit(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen starts on a gigabyte of files; it writes them first, so it is
// left out unless THIDUA_BENCH_LARGE is set.
func BenchmarkOpen(b *testing.B) {
	size := 20
	if os.Getenv("THIDUA_BENCH_LARGE") != "" {
		size = 1024
	}
	b.Run(fmt.Sprintf("files=%dMiB", size), func(b *testing.B) {
		db := newDB(b)
		db.files.NoSync = true
		part := noise(1, 1<<20)
		for i := 0; i < size; i += 16 {
			w := db.NewFile(noon)
			fmt.Fprint(w, i)
			for range 16 {
				if _, err := w.Write(part); err != nil {
					b.Fatal(err)
				}
			}
			if _, _, err := w.Commit(); err != nil {
				b.Fatal(err)
			}
		}
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			again, err := Open(db.Dir(), Options{})
			if err != nil {
				b.Fatal(err)
			}
			_ = again.Close()
		}
	})
}
