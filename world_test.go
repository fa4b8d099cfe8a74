//go:build linux

package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"thidua/bot/clock"
	"thidua/bot/sandbox"
	"thidua/storage"
)

// world is what the real program lives in during a test: an impersonated
// Telegram on a loopback port, a config of a plan that runs today, a data
// directory, and people.
type world struct {
	*sandbox.Server
	tb     testing.TB
	url    string
	dir    string // of the config
	data   string
	config string // path
	env    []string
	run    *process // the latest
	polled atomic.Int64
	// watch, if set, is told of every request of the program when it comes and
	// again when it has been answered, by its method; "download" for a file.
	watch atomic.Pointer[func(method string, answered bool)]
}

// The ids of the people; contacts follow from contactID on.
const (
	secretaryID = 2001
	leaderID    = 2002
	contactID   = 3001
	strangerID  = 9001
)

// units are those of the example plan that compete.
var units = []struct{ id, name string }{
	{"ca", "Công an tỉnh"},
	{"tand", "Tòa án nhân dân tỉnh"},
	{"vks", "Viện kiểm sát nhân dân tỉnh"},
	{"thads", "Cục Thi hành án dân sự tỉnh"},
	{"qs", "Bộ Chỉ huy Quân sự tỉnh"},
	{"ttr", "Thanh tra tỉnh"},
	{"stp", "Sở Tư pháp"},
}

// newWorld makes a world whose program has not been started. Edits change the
// config; each is a table, a key and a value.
func newWorld(tb testing.TB, edits ...[3]string) *world {
	tb.Helper()
	w := &world{tb: tb, dir: tb.TempDir()}
	w.data = filepath.Join(w.dir, "data")
	w.Server = sandbox.New(sandbox.Options{
		Token: testToken, BotName: "ThiDuaBot", Clock: clock.NewMovable(time.Now().In(hanoi)), Zone: hanoi, People: personas(),
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	web := &http.Server{Handler: w.tap(w.Handler()), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = web.Serve(listener) }()
	tb.Cleanup(func() {
		_ = web.Close()
		_ = w.Server.Close()
	})
	w.url = "http://" + listener.Addr().String()
	w.env = []string{"TELEGRAM_BOT_TOKEN=" + testToken, "TELEGRAM_API_URL=" + w.url}
	w.configure(append([][3]string{
		{"bot", "ask_phone", `"no"`},
		{"bot.pace", "rate", "1000"},
		{"bot.pace", "burst", "100"},
		{"bot.backup", "schedule", `""`},
	}, edits...)...)
	return w
}

// personas are the people who can write to the bot.
func personas() []sandbox.Persona {
	out := []sandbox.Persona{
		{ID: secretaryID, Name: "Trần Thị Thu", Phone: "+84912002001"},
		{ID: leaderID, Name: "Nguyễn Văn Minh", Phone: "+84912002002"},
		{ID: strangerID, Name: "Người Lạ", Phone: "+84912009001"},
	}
	for i := range 2 * len(units) {
		out = append(out, sandbox.Persona{ID: contactID + int64(i), Name: fmt.Sprintf("Cán Bộ %c", 'A'+i), Phone: fmt.Sprintf("+8491200%04d", 3001+i)})
	}
	return out
}

// configure writes the config anew.
func (w *world) configure(edits ...[3]string) {
	w.tb.Helper()
	text := shifted(time.Now())
	for _, e := range edits {
		text = set(w.tb, text, e[0], e[1], e[2])
	}
	w.config = writeConfig(w.tb, w.dir, text)
}

// launch starts the program and does not wait.
func (w *world) launch() *process {
	w.tb.Helper()
	w.run = launch(w.tb, w.env, "run", "-config", w.config, "-data", w.data)
	return w.run
}

// start starts the program and waits until it polls.
func (w *world) start() *process {
	w.tb.Helper()
	seen := w.polled.Load()
	p := w.launch()
	eventually(w.tb, 10*time.Second, "the program polls", func() bool {
		if p.ended() {
			w.tb.Fatalf("the program ended at its start:\n%s", tail(p.out.String()))
		}
		return w.polled.Load() > seen
	})
	return p
}

// tap counts polls, waiting ones included, and tells the watch.
func (w *world) tap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		method := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
		if strings.HasPrefix(r.URL.Path, "/file/") {
			method = "download"
		}
		if method == "getUpdates" {
			w.polled.Add(1)
		}
		w.told(method, false)
		next.ServeHTTP(rw, r)
		w.told(method, true)
	})
}

func (w *world) told(method string, answered bool) {
	if fn := w.watch.Load(); fn != nil {
		(*fn)(method, answered)
	}
}

var claimCode = regexp.MustCompile(`type this code to the bot: ([0-9A-Z]{8})`)

// claimed is the code for the first secretary that a first start prints.
func (w *world) claimed() string {
	w.tb.Helper()
	w.run.prints("type this code to the bot: ", 10*time.Second)
	m := claimCode.FindStringSubmatch(w.run.out.String())
	if m == nil {
		w.tb.Fatalf("no code for the first secretary:\n%s", w.run.out.String())
	}
	return m[1]
}

// secretary lets the first secretary in, with the code of the first start.
func (w *world) secretary() *person {
	w.tb.Helper()
	p := w.person(secretaryID)
	p.joins(w.claimed())
	return p
}

// contacts lets n contacts in, invited by the secretary, unit after unit.
func (w *world) contacts(s *person, n int) []*person {
	w.tb.Helper()
	var out []*person
	for i := range n {
		if i > 0 && i%2 == 0 { // a chat takes twenty messages at once, then one a second; a start takes twenty again
			s.settles()
			w.run.stop()
			w.start()
		}
		p := w.person(contactID + int64(i))
		p.unit = units[i%len(units)].id
		p.joins("/start " + s.invites("contact", units[i%len(units)].name))
		out = append(out, p)
	}
	return out
}

// inspect opens the data of a stopped program.
func (w *world) inspect(look func(*storage.DB, *storage.Tx)) {
	w.tb.Helper()
	db, err := storage.Open(w.data, storage.Options{})
	if err != nil {
		w.tb.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			w.tb.Error(err)
		}
	}()
	err = db.View(time.Now(), func(tx *storage.Tx) error {
		look(db, tx)
		return tx.Err()
	})
	if err != nil {
		w.tb.Error(err)
	}
}

// waiting lists what the outbox and the other queues of a stopped program
// still hold; the agenda's instants of the future do not count.
func waiting(tx *storage.Tx) (out []string) {
	for _, q := range []storage.Queue{storage.Outbox, storage.Downloads, storage.Work} {
		for j := range q.All(tx) {
			out = append(out, fmt.Sprintf("%s %d (attempts %d, %s): %s", q.Name, j.ID, j.Attempts, j.LastError, j.Payload))
		}
	}
	return out
}

// quarantined lists the events that failed alone.
func quarantined(tx *storage.Tx) (out []string) {
	for _, q := range storage.Quarantine.Prefix(tx, nil) {
		out = append(out, fmt.Sprintf("%+v", q))
	}
	return out
}

// sound checks the data of a stopped program as its own verb does.
func (w *world) sound() {
	w.tb.Helper()
	if status, text := outcome(w.tb, nil, "verify", "-data", w.data); status != 0 || !strings.Contains(text, "sound") {
		w.tb.Errorf("verify: status %d\n%s", status, text)
	}
}

// lines are the lines of a text that match.
func lines(text, match string) []string {
	re := regexp.MustCompile(match)
	var out []string
	for line := range strings.Lines(text) {
		if re.MatchString(line) {
			out = append(out, line)
		}
	}
	return out
}

func mkdir(tb testing.TB, parts ...string) string {
	tb.Helper()
	dir := filepath.Join(parts...)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		tb.Fatal(err)
	}
	return dir
}
