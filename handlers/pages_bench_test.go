package handlers_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/jpeg"
	"io"
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"thidua/handlers"
	"thidua/storage"
)

// BenchmarkBind makes one PDF of twelve photographs of about 3 MB the way the
// work queue does: out of files.db, into files.db. "peak-MB" is the most memory
// above what the program held before.
func BenchmarkBind(b *testing.B) {
	img := image.NewNRGBA(image.Rect(0, 0, 3000, 4000))
	r := rand.New(rand.NewPCG(1, 2))
	for i := range img.Pix {
		img.Pix[i] = byte(128 + r.IntN(36))
	}
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, img, &jpeg.Options{Quality: 90}); err != nil {
		b.Fatal(err)
	}
	db, err := storage.Open(b.TempDir(), storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	at := time.Date(2021, 6, 1, 9, 0, 0, 0, time.UTC)
	var pages []map[string]string
	for i := range 12 {
		w := db.NewFile(at)
		raw := photo.Bytes()
		for _, part := range [][]byte{raw[:2], {0xFF, 0xFE, 0, 4, 'n', byte('a' + i)}, raw[2:]} { // a comment tells them apart
			if _, err := w.Write(part); err != nil {
				b.Fatal(err)
			}
		}
		sha, _, err := w.Commit()
		if err != nil {
			b.Fatal(err)
		}
		pages = append(pages, map[string]string{"id": string(rune('a' + i)), "name": "trang.jpg", "sha256": sha})
	}
	payload, err := json.Marshal(map[string]any{"pages": pages, "made": at})
	if err != nil {
		b.Fatal(err)
	}
	img = nil
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	var peak atomic.Uint64
	stop := make(chan struct{})
	go func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak.Store(max(peak.Load(), m.HeapAlloc))
			}
		}
	}()
	b.SetBytes(int64(12 * photo.Len()))
	for b.Loop() {
		w := db.NewFile(at)
		bound, err := handlers.Bind(storage.Job{ID: 1, Payload: payload}, func(sha string) (io.ReadCloser, error) { return db.OpenFile(sha) }, w)
		if err != nil || bound.Problem != "" {
			b.Fatal(err, bound)
		}
		if err := w.Abort(); err != nil {
			b.Fatal(err)
		}
	}
	close(stop)
	b.ReportMetric(float64(peak.Load()-min(peak.Load(), before.HeapAlloc))/(1<<20), "peak-MB")
}
