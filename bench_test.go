//go:build linux

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// rss is the memory of a run that no file stands behind, in bytes. Linux only.
func rss(b *testing.B, p *process) float64 {
	b.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		b.Skip("RssAnon is read from /proc: ", err)
	}
	_, rest, _ := strings.Cut(string(raw), "RssAnon:")
	kb, err := strconv.ParseFloat(strings.Fields(rest + " 0")[0], 64)
	if err != nil {
		b.Fatal(err)
	}
	return kb * 1024
}

// BenchmarkUpload hands in files of 20 MB while others talk: how far memory
// rises above what the idle bot has, and the longest pause of another's reply.
func BenchmarkUpload(b *testing.B) {
	w := newWorld(b)
	w.start()
	hoa := w.contacts(w.secretary(), 1)[0]
	hoa.rests(2 * time.Second)
	idle := rss(b, w.run)
	peak, longest := idle, time.Duration(0)
	b.ResetTimer()
	for i := range b.N {
		content := bigPDF(20 << 20)
		copy(content[1000:], fmt.Sprint(i))
		hoa.says("/nop soket").hears("Đề nghị đồng chí gửi tệp")
		name := fmt.Sprintf("lon-%d.pdf", i)
		hoa.sends(name, content)
		for n := 0; ; n++ { // by turns: a chat takes twenty replies at once, then one a second
			time.Sleep(20 * time.Millisecond)
			other := w.person(contactID + 1 + int64(n)%13)
			began := time.Now()
			other.says(fmt.Sprintf("/b%dx%d", i, n)).hears(fmt.Sprintf(`/b%dx%d\.`, i, n))
			longest = max(longest, time.Since(began))
			peak = max(peak, rss(b, w.run))
			if m, ok := w.Last(hoa.id); ok && strings.Contains(m.Plain, name) && !strings.Contains(m.Plain, "đang tải về") || n > 250 {
				break
			}
		}
		b.StopTimer()
		hoa.presses("Xong").hears("Kiểm tra trước khi nộp")
		hoa.confirms()
		hoa.rests(time.Second)
		b.StartTimer()
	}
	b.ReportMetric((peak-idle)/(1<<20), "MB-above-idle")
	b.ReportMetric(idle/(1<<20), "MB-idle")
	b.ReportMetric(float64(longest.Microseconds())/1000, "longest-reply-ms")
}

// BenchmarkStart is from the start of the program to its first poll, with 1 GB
// of files that submissions refer to, and the memory it then has at rest.
func BenchmarkStart(b *testing.B) {
	w := newWorld(b)
	w.start()
	w.run.stop()
	stock(b, w.data)
	var took time.Duration
	var idle float64
	for range b.N {
		began, seen := time.Now(), w.polled.Load()
		w.launch()
		for w.polled.Load() == seen {
			if w.run.ended() || time.Since(began) > time.Minute {
				b.Fatal(tail(w.run.out.String()))
			}
			time.Sleep(200 * time.Microsecond)
		}
		took += time.Since(began)
		b.StopTimer()
		time.Sleep(2 * time.Second)
		idle = rss(b, w.run)
		w.run.stop()
		b.StartTimer()
	}
	b.ReportMetric(float64(took.Microseconds())/1000/float64(b.N), "ms-to-first-poll")
	b.ReportMetric(idle/(1<<20), "MB-idle")
}

// stock fills a stopped bot's data with 1 GB in 64 files.
func stock(b *testing.B, dir string) {
	b.Helper()
	db, err := storage.Open(dir, storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	now := time.Now()
	dice := rand.NewChaCha8([32]byte{1})
	block := make([]byte, 1<<20)
	for i := range 64 {
		f := db.NewFile(now)
		for range 16 {
			_, _ = dice.Read(block)
			if _, err := f.Write(block); err != nil {
				b.Fatal(err)
			}
		}
		sum, size, err := f.Commit()
		if err != nil {
			b.Fatal(err)
		}
		err = db.Update(now, func(tx *storage.Tx) error {
			s := campaign.Submission{
				Unit: "vks", Requirement: "kehoach", Version: i + 1, At: now,
				Attachments: []campaign.Attachment{{ID: fmt.Sprint(i), Name: "a.pdf", Size: size, SHA256: sum}},
			}
			storage.Submissions.Put(tx, storage.K("thu", s.Unit, s.Requirement, s.Version), s)
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if info, err := os.Stat(filepath.Join(dir, "files.db")); err != nil || info.Size() < 1<<30 {
		b.Fatal("less than 1 GB was stored: ", info, err)
	}
}
