package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
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

const rigToken = "123456789:AAHtestTESTtestTESTtestTESTtestTEST"

// telegram is a scripted Bot API: it hands out updates like the real queue and
// answers every other method by a function.
type telegram struct {
	mu      sync.Mutex
	t       *testing.T
	updates []string // raw, in order; ids from first
	first   int64
	arrived chan struct{}
	offsets []int64
	calls   []sent
	nextMsg int
	// answer overrides the answer to a method when it returns true.
	answer func(w http.ResponseWriter, c sent) bool
	files  map[string][]byte
}

type sent struct {
	method string
	form   url.Values
	file   []byte
	name   string
	at     time.Time
}

func (c sent) chat() int64 { n, _ := strconv.ParseInt(c.form.Get("chat_id"), 10, 64); return n }

func newTelegram(t *testing.T) *telegram {
	return &telegram{t: t, first: 1000, arrived: make(chan struct{}, 1), files: map[string][]byte{}}
}

// push queues updates; "{id}" becomes the update id.
func (g *telegram) push(raws ...string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, raw := range raws {
		id := g.first + int64(len(g.updates))
		g.updates = append(g.updates, strings.ReplaceAll(raw, "{id}", itoa(id)))
	}
	select {
	case g.arrived <- struct{}{}:
	default:
	}
}

func (g *telegram) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if path, ok := strings.CutPrefix(r.URL.Path, "/file/bot"+rigToken+"/"); ok {
		g.mu.Lock()
		body, ok := g.files[path]
		g.mu.Unlock()
		if !ok {
			http.Error(w, "Not Found", http.StatusNotFound)
			return
		}
		_, _ = w.Write(body)
		return
	}
	method, ok := strings.CutPrefix(r.URL.Path, "/bot"+rigToken+"/")
	if !ok {
		fail(w, 404, "Not Found", "")
		return
	}
	c := sent{method: method, at: time.Now()}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		_ = r.ParseMultipartForm(64 << 20)
		c.form = url.Values(r.MultipartForm.Value)
		for _, f := range r.MultipartForm.File {
			in, _ := f[0].Open()
			c.file = make([]byte, f[0].Size)
			_, _ = in.Read(c.file)
			c.name = f[0].Filename
		}
	} else {
		_ = r.ParseForm()
		c.form = r.PostForm
	}
	if method == "getUpdates" {
		if g.answer != nil && g.answer(w, c) {
			return
		}
		g.poll(w, r, c)
		return
	}
	g.mu.Lock()
	g.calls = append(g.calls, c)
	g.nextMsg++
	n := g.nextMsg
	answer := g.answer
	g.mu.Unlock()
	if answer != nil && answer(w, c) {
		return
	}
	switch {
	case method == "getMe":
		succeed(w, `{"id":123456789,"is_bot":true,"username":"ThiDuaBot"}`)
	case strings.HasPrefix(method, "send") && method != "sendChatAction":
		succeed(w, fmt.Sprintf(`{"message_id":%d}`, n))
	case method == "editMessageText":
		succeed(w, fmt.Sprintf(`{"message_id":%s}`, c.form.Get("message_id")))
	default:
		succeed(w, `true`)
	}
}

func (g *telegram) poll(w http.ResponseWriter, r *http.Request, c sent) {
	offset, _ := strconv.ParseInt(c.form.Get("offset"), 10, 64)
	seconds, _ := strconv.Atoi(c.form.Get("timeout"))
	limit, _ := strconv.Atoi(c.form.Get("limit"))
	end := time.NewTimer(time.Duration(seconds) * time.Second)
	defer end.Stop()
	g.mu.Lock()
	g.offsets = append(g.offsets, offset)
	g.mu.Unlock()
	for {
		g.mu.Lock()
		from := max(0, min(offset-g.first, int64(len(g.updates))))
		batch := g.updates[from:min(from+int64(limit), int64(len(g.updates)))]
		g.mu.Unlock()
		if len(batch) > 0 || seconds == 0 {
			succeed(w, "["+strings.Join(batch, ",")+"]")
			return
		}
		select {
		case <-g.arrived:
		case <-end.C:
			seconds = 0
		case <-r.Context().Done():
			return
		}
	}
}

// of are the calls of some methods so far.
func (g *telegram) of(methods ...string) []sent {
	g.mu.Lock()
	defer g.mu.Unlock()
	var out []sent
	for _, c := range g.calls {
		for _, m := range methods {
			if c.method == m {
				out = append(out, c)
			}
		}
	}
	return out
}

// texts are what was said in a chat so far.
func (g *telegram) texts(chat int64) []string {
	var out []string
	for _, c := range g.of("sendMessage", "editMessageText", "sendDocument") {
		if c.chat() == chat {
			out = append(out, c.form.Get("text"))
		}
	}
	return out
}

func succeed(w http.ResponseWriter, result string) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte(`{"ok":true,"result":` + result + `}`))
}

func fail(w http.ResponseWriter, code int, text, parameters string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	if parameters != "" {
		parameters = `,"parameters":{` + parameters + `}`
	}
	_, _ = fmt.Fprintf(w, `{"ok":false,"error_code":%d,"description":%q%s}`, code, text, parameters)
}

// pipes is a network without sockets, so that tests can run in a bubble of
// fake time.
type pipes struct {
	cut   atomic.Bool // the network is down
	tries atomic.Int32
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func newPipes() *pipes { return &pipes{conns: make(chan net.Conn), done: make(chan struct{})} }

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { p.once.Do(func() { close(p.done) }); return nil }
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	if p.cut.Load() {
		p.tries.Add(1)
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: net.UnknownNetworkError("down")}
	}
	here, there := net.Pipe()
	select {
	case p.conns <- there:
		return here, nil
	case <-p.done:
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: net.ErrClosed}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// rig is a bot against a scripted Telegram over pipes.
type rig struct {
	*Bot
	t      *testing.T
	tg     *telegram
	dir    string
	log    *logText
	opts   Options
	stop   func() error
	server *http.Server
	net    *pipes
	tr     *http.Transport
}

type logText struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *logText) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logText) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

var exampleConfig = sync.OnceValue(func() *Config {
	c, problems, err := Load("../config.example.toml")
	if err != nil || len(problems) > 0 {
		panic(fmt.Sprint(err, problems))
	}
	return c
})

func newRig(t *testing.T, tg *telegram, change ...func(*Options)) *rig {
	t.Helper()
	c := *exampleConfig()
	c.Bot.Backup.Schedule = ""
	c.Bot.Backup.Dir = t.TempDir()
	r := &rig{t: t, tg: tg, dir: t.TempDir(), log: &logText{}}
	r.net = newPipes()
	r.server = &http.Server{Handler: tg}
	go func() { _ = r.server.Serve(r.net) }()
	r.tr = &http.Transport{DialContext: r.net.dial, MaxIdleConnsPerHost: 100}
	r.opts = Options{
		Config: &c, Token: rigToken, Endpoint: "http://telegram.test", DataDir: r.dir, transport: r.tr,
		Log: slog.New(slog.NewTextHandler(r.log, nil)), Clock: clock.System{},
	}
	for _, f := range change {
		f(&r.opts)
	}
	t.Cleanup(r.shut)
	r.open()
	return r
}

func (r *rig) shut() {
	if r.stop != nil {
		_ = r.stop()
	}
	r.tr.CloseIdleConnections()
	_ = r.server.Close()
	_ = r.net.Close()
	if r.t.Failed() {
		r.t.Log(r.log)
	}
}

func (r *rig) open() {
	r.t.Helper()
	b, err := New(r.opts)
	if err != nil {
		r.t.Fatal(err)
	}
	r.Bot = b
	ctx, cancel := context.WithCancel(r.t.Context())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	r.stop = func() error {
		cancel()
		r.stop = nil
		return <-done
	}
}

// reopen stops the bot cleanly and starts it anew on the same data.
func (r *rig) reopen() {
	r.t.Helper()
	if err := r.stop(); err != nil {
		r.t.Fatal(err)
	}
	r.open()
}

// emit commits outbox rows as a turn would.
func (r *rig) emit(rows ...handlers.Outgoing) []storage.Job {
	r.t.Helper()
	return emit(r.t, r.Bot, rows...)
}

func emit(t testing.TB, b *Bot, rows ...handlers.Outgoing) []storage.Job {
	t.Helper()
	b.commit.Lock()
	defer b.commit.Unlock()
	now := b.clock.Now()
	var jobs []storage.Job
	err := b.db.Update(now, func(tx *storage.Tx) error {
		for _, o := range rows {
			jobs = append(jobs, addRow(tx, now, o))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	b.sender.add(jobs)
	return jobs
}

func addRow(tx *storage.Tx, now time.Time, o handlers.Outgoing) storage.Job {
	raw, err := json.Marshal(o)
	if err != nil {
		panic(err)
	}
	return storage.Outbox.Add(tx, storage.Job{
		Lane: itoa(o.Chat), Due: now, Payload: raw, Leased: o.Class != handlers.ClassFanout,
	})
}

// rows are the outbox rows on disk.
func (r *rig) rows() []storage.Job {
	r.t.Helper()
	var out []storage.Job
	err := r.db.View(time.Now(), func(tx *storage.Tx) error {
		for j := range storage.Outbox.All(tx) {
			out = append(out, j)
		}
		return tx.Err()
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return out
}

func say(chat int64, text string) handlers.Outgoing {
	return handlers.Outgoing{Kind: handlers.OutSay, Class: handlers.ClassReply, Chat: chat, Text: text}
}

func announce(chat int64, text string) handlers.Outgoing {
	return handlers.Outgoing{Kind: handlers.OutSay, Class: handlers.ClassFanout, Chat: chat, Text: text}
}

func record(chat int64, text string) handlers.Outgoing {
	return handlers.Outgoing{Kind: handlers.OutSay, Class: handlers.ClassRecord, Chat: chat, Text: text}
}

func said(chat int64, msg int, text string) string {
	return fmt.Sprintf(`{"update_id":{id},"message":{"message_id":%d,"date":%d,"from":{"id":%d,"first_name":"Hoa"},"chat":{"id":%d,"type":"private"},"text":%q}}`,
		msg, time.Now().Unix(), chat, chat, text)
}

// quietBot is enough of a bot to translate batches.
func quietBot() *Bot {
	return &Bot{clock: clock.System{}, log: slog.New(slog.DiscardHandler)}
}
