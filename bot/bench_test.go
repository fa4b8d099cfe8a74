package bot

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"thidua/bot/clock"
	"thidua/handlers"
	"thidua/storage"
)

// crowd is a Telegram that only measures: every person says something, and
// again as soon as the reply is there.
type crowd struct {
	mu      sync.Mutex
	queue   []string
	next    int64
	asked   map[int64]time.Time
	took    []time.Duration
	replied int
	goal    int
	again   bool
	arrived chan struct{}
	done    chan struct{}
	delay   time.Duration // of the network, each way
	sends   atomic.Int64
}

func newCrowd() *crowd {
	return &crowd{next: 1, asked: map[int64]time.Time{}, arrived: make(chan struct{}, 1), done: make(chan struct{})}
}

// speak queues an update of a person; c.mu is held.
func (c *crowd) speak(person int64) {
	c.asked[person] = time.Now()
	c.queue = append(c.queue, fmt.Sprintf(
		`{"update_id":%d,"message":{"message_id":%d,"date":1622505600,"from":{"id":%d,"first_name":"Hoa"},"chat":{"id":%d,"type":"private"},"text":"/khongco"}}`,
		c.next, c.next, person, person))
	c.next++
	select {
	case c.arrived <- struct{}{}:
	default:
	}
}

func (c *crowd) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	time.Sleep(2 * c.delay)
	w.Header().Set("Content-Type", "application/json")
	switch {
	case strings.HasSuffix(r.URL.Path, "/getUpdates"):
		c.poll(w, r, string(body))
	case strings.HasSuffix(r.URL.Path, "/sendMessage"):
		form, _ := url.ParseQuery(string(body))
		n := c.sends.Add(1)
		_, _ = fmt.Fprintf(w, `{"ok":true,"result":{"message_id":%d}}`, n)
		person, _ := strconv.ParseInt(form.Get("chat_id"), 10, 64)
		c.heard(person)
	case strings.HasSuffix(r.URL.Path, "/getMe"):
		_, _ = io.WriteString(w, `{"ok":true,"result":{"id":123456789,"username":"b"}}`)
	default:
		_, _ = io.WriteString(w, `{"ok":true,"result":true}`)
	}
}

func (c *crowd) poll(w http.ResponseWriter, r *http.Request, body string) {
	form, _ := url.ParseQuery(body)
	if form.Get("timeout") == "0" {
		_, _ = io.WriteString(w, `{"ok":true,"result":[]}`)
		return
	}
	for {
		c.mu.Lock()
		n := min(100, len(c.queue))
		batch := strings.Join(c.queue[:n], ",")
		c.queue = c.queue[n:]
		c.mu.Unlock()
		if n > 0 {
			_, _ = io.WriteString(w, `{"ok":true,"result":[`+batch+`]}`)
			return
		}
		select {
		case <-c.arrived:
		case <-r.Context().Done():
			return
		}
	}
}

func (c *crowd) heard(person int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	at, ok := c.asked[person]
	if !ok {
		return
	}
	delete(c.asked, person)
	c.took = append(c.took, time.Since(at))
	if c.replied++; c.replied == c.goal {
		close(c.done)
	}
	if c.again {
		c.speak(person)
	}
}

func (c *crowd) percentile(p float64) float64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	slices.Sort(c.took)
	if len(c.took) == 0 {
		return 0
	}
	return float64(c.took[min(len(c.took)-1, int(p*float64(len(c.took))))].Microseconds()) / 1000
}

func benchBot(b *testing.B, c *crowd, pace *PaceSettings) *Bot {
	b.Helper()
	web := httptest.NewServer(c)
	cfg := *exampleConfig()
	cfg.Bot.Backup.Schedule = ""
	bot, err := New(Options{
		Config: &cfg, Token: rigToken, Endpoint: web.URL, DataDir: b.TempDir(), Pace: pace,
		Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- bot.Run(ctx) }()
	b.Cleanup(func() {
		c.mu.Lock()
		c.again = false
		c.mu.Unlock()
		cancel()
		if err := <-done; err != nil {
			b.Error(err)
		}
		web.CloseClientConnections()
		web.Close()
	})
	return bot
}

// BenchmarkUpdateToReply: 200 people talk at once over loopback HTTP, the pace
// lifted; then the same with 40 ms of network each way.
func BenchmarkUpdateToReply(b *testing.B) {
	for _, delay := range []time.Duration{0, 40 * time.Millisecond} {
		b.Run(fmt.Sprintf("delay=%v", delay), func(b *testing.B) {
			c := newCrowd()
			c.again, c.goal, c.delay = true, b.N, delay
			benchBot(b, c, &PaceSettings{})
			b.ResetTimer()
			start := time.Now()
			c.mu.Lock()
			for i := range 200 {
				c.speak(int64(1000 + i))
			}
			c.mu.Unlock()
			<-c.done
			b.StopTimer()
			b.ReportMetric(float64(b.N)/time.Since(start).Seconds(), "updates/s")
			b.ReportMetric(c.percentile(0.5), "p50-ms")
			b.ReportMetric(c.percentile(0.99), "p99-ms")
		})
	}
}

// BenchmarkFanout: one announcement to 2,000 chats at the configured rate, and
// a person pressing something every 300 ms meanwhile. Run it with
// -benchtime=1x; it takes 80 s.
func BenchmarkFanout(b *testing.B) {
	for range b.N {
		c := newCrowd()
		pace := defaultSettings().Pace
		bot := benchBot(b, c, &pace)
		rows := make([]handlers.Outgoing, 2000)
		for i := range rows {
			rows[i] = announce(int64(10_000+i), "x")
		}
		start := time.Now()
		emit(b, bot, rows...)
		talked := int64(0)
		for c.sends.Load() < 2000+talked {
			c.mu.Lock()
			c.speak(1000 + talked%50)
			c.mu.Unlock()
			talked++
			time.Sleep(300 * time.Millisecond)
		}
		took := time.Since(start).Seconds()
		b.ReportMetric(took/(float64(c.sends.Load())/pace.Rate), "times-ideal")
		b.ReportMetric(c.percentile(0.5), "reply-p50-ms")
		b.ReportMetric(c.percentile(0.99), "reply-p99-ms")
	}
}

// BenchmarkLoad: taking over 100,000 waiting rows at start, and the memory they
// take while they wait.
func BenchmarkLoad(b *testing.B) {
	db, err := storage.Open(b.TempDir(), storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	const rows = 100_000
	err = db.Update(time.Now(), func(tx *storage.Tx) error {
		for i := range rows {
			addRow(tx, time.Now(), announce(int64(i%2000+1), strings.Repeat("x", 300)))
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	var before, after runtime.MemStats
	for b.Loop() {
		bot := &Bot{db: db, clock: clock.System{}, log: slog.New(slog.DiscardHandler), books: newBooks()}
		runtime.GC()
		runtime.ReadMemStats(&before)
		bot.sender = newDeliverer(bot, defaultSettings().Pace)
		if err := bot.sender.load(); err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		if bot.sender.lanes.rows != rows {
			b.Fatalf("%d rows", bot.sender.lanes.rows)
		}
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MiB")
}
