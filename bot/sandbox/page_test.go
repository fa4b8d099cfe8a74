package sandbox

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image/jpeg"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thidua/bot/clock"
)

func (w *world) do(body string, header ...string) (int, string) {
	w.t.Helper()
	r, _ := http.NewRequest(http.MethodPost, w.url+"/sb/do", strings.NewReader(body))
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	b, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(b)
}

func TestOrdersOfThePage(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		body string
		code int
	}{
		{`{"do":"say","person":1001,"text":"/start"}`, 200},
		{`{"do":"say","person":77,"text":"x"}`, 409},
		{`{"do":"press","person":1001,"id":1}`, 409},
		{`{"do":"share","person":1001}`, 200},
		{`{"do":"sample","person":1001,"name":"bao-cao.pdf"}`, 200},
		{`{"do":"sample","person":1001,"name":"none"}`, 409},
		{`{"do":"walk","to":"2020-01-01T00:00:00Z"}`, 409},
		{`{"do":"outage","hours":0}`, 409},
		{`{"do":"nothing"}`, 400},
		{`nonsense`, 400},
		{`{"do":"say","text":"` + strings.Repeat("x", maxInput) + `"}`, 400},
	} {
		if code, text := w.do(c.body); code != c.code {
			t.Errorf("%.60s: %d %s, want %d", c.body, code, text, c.code)
		}
	}
	if got := w.poll(); len(got) != 3 || got[2].Message.Document.Name != "bao-cao.pdf" {
		t.Errorf("%+v", got)
	}
	if code, _ := w.do(`{"do":"say","person":1001,"text":"x"}`, "Sec-Fetch-Site", "cross-site"); code != http.StatusForbidden {
		t.Errorf("a post from another site: %d", code)
	}
}

func TestUploadsComeBackAsAttachments(t *testing.T) {
	w := newWorld(t)
	q := url.Values{"person": {"1001"}, "chat": {"1001"}, "name": {"trang <b>.html"}, "caption": {"c"}}
	res, err := http.Post(w.url+"/sb/upload?"+q.Encode(), "application/octet-stream", strings.NewReader("<script>alert(1)</script>"))
	if err != nil || res.StatusCode != 200 {
		t.Fatal(err, res.StatusCode)
	}
	_ = res.Body.Close()
	var list []messageView
	res, _ = http.Get(w.url + "/sb/chat?id=1001")
	_ = json.NewDecoder(res.Body).Decode(&list)
	_ = res.Body.Close()
	res, err = http.Get(w.url + "/" + list[0].File.URL)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	h := res.Header
	if h.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment") || h.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%v", h)
	}
}

// TestHeldOrdersKeepTheirTurn: what the page orders while the clock is another's
// waits, is done in the order it came, and is not done for who has gone away.
func TestHeldOrdersKeepTheirTurn(t *testing.T) {
	w := newWorld(t)
	release := w.Hold()
	if v := w.viewClock(); !v.Telling {
		t.Error("the page is not told that it waits")
	}
	waiting := func(n int) {
		for end := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
			w.mu.Lock()
			have := len(w.turns)
			w.mu.Unlock()
			if have == n {
				return
			}
			if time.Now().After(end) {
				t.Fatalf("%d orders wait, want %d", have, n)
			}
		}
	}
	gone, leave := context.WithCancel(t.Context())
	done := make(chan struct{})
	go w.inTurn(gone, func() { t.Error("done for somebody who has gone") })
	waiting(1)
	leave()
	for i := range 20 {
		go func() {
			w.do(fmt.Sprintf(`{"do":"say","person":1001,"text":"%02d"}`, i))
			done <- struct{}{}
		}()
		waiting(i + 2)
	}
	if n := len(w.Messages(1001)); n != 0 {
		t.Fatalf("%d messages before the release", n)
	}
	release()
	for range 20 {
		<-done
	}
	for i, m := range w.Messages(1001) {
		if m.Text != fmt.Sprintf("%02d", i) {
			t.Errorf("message %d says %q", i, m.Text)
		}
	}
	if v := w.viewClock(); v.Telling {
		t.Error("the page still waits")
	}
	if code, _ := w.do(`{"do":"say","person":1001,"text":"after"}`); code != 200 {
		t.Errorf("an order afterwards: %d", code)
	}
}

// listen reads the stream until n events came, and gives the last id.
func (w *world) listen(after string, n int) ([]string, string) {
	w.t.Helper()
	r, _ := http.NewRequestWithContext(w.t.Context(), http.MethodGet, w.url+"/sb/events", nil)
	r.Header.Set("Last-Event-ID", after)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	var events []string
	last := after
	for sc := bufio.NewScanner(res.Body); len(events) < n && sc.Scan(); {
		if id, ok := strings.CutPrefix(sc.Text(), "id: "); ok {
			last = id
		}
		if data, ok := strings.CutPrefix(sc.Text(), "data: "); ok && !strings.Contains(data, `"kind":"outbox"`) {
			events = append(events, data)
		}
	}
	return events, last
}

func TestStreamGoesOnWhereItWas(t *testing.T) {
	w := newWorld(t)
	var state stateView
	res, _ := http.Get(w.url + "/sb/state")
	_ = json.NewDecoder(res.Body).Decode(&state)
	_ = res.Body.Close()
	w.Say(1001, "một")
	first, at := w.listen(state.At, 1)
	w.Say(1001, "hai")
	w.Say(1001, "ba")
	second, _ := w.listen(at, 2)
	if !strings.Contains(first[0], "một") || !strings.Contains(second[0], "hai") || !strings.Contains(second[1], "ba") {
		t.Errorf("%q then %q", first, second)
	}
	if lost, _ := w.listen("other-5", 1); lost[0] != `{"kind":"reload"}` {
		t.Errorf("%q", lost)
	}
}

func TestStaticFilesAreTagged(t *testing.T) {
	w := newWorld(t)
	for name, kind := range map[string]string{"": "text/html", "app.js": "text/javascript", "app.css": "text/css", "fonts/be-vietnam-pro-latin-400-normal.woff2": "font/woff2", "icon.svg": "image/svg"} {
		res, err := http.Get(w.url + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if res.StatusCode != 200 || !strings.HasPrefix(res.Header.Get("Content-Type"), kind) || res.Header.Get("ETag") == "" {
			t.Errorf("%s: %d %v", name, res.StatusCode, res.Header)
		}
		r, _ := http.NewRequest(http.MethodGet, w.url+"/"+name, nil)
		r.Header.Set("If-None-Match", res.Header.Get("ETag"))
		res, _ = http.DefaultClient.Do(r)
		_ = res.Body.Close()
		if res.StatusCode != http.StatusNotModified {
			t.Errorf("%s again: %d", name, res.StatusCode)
		}
	}
}

func TestSamplesAreWhatTheySay(t *testing.T) {
	for _, s := range Samples() {
		b := s.Content()
		if !bytes.Equal(b, s.Content()) {
			t.Errorf("%s differs each time", s.Name)
		}
		switch filepath.Ext(s.Name) {
		case ".docx", ".xlsx":
			if _, err := zip.NewReader(bytes.NewReader(b), int64(len(b))); err != nil {
				t.Errorf("%s: %v", s.Name, err)
			}
		case ".jpg":
			if _, err := jpeg.Decode(bytes.NewReader(b)); err != nil {
				t.Errorf("%s: %v", s.Name, err)
			}
		}
	}
	if b, ok := SampleFile("bao-cao.pdf"); !ok || !bytes.HasPrefix(b, []byte("%PDF-")) {
		t.Error("no PDF")
	}
}

func TestUnreadableStateIsPutAside(t *testing.T) {
	dir := t.TempDir()
	_ = os.WriteFile(filepath.Join(dir, "telegram.json"), []byte("{half"), 0o600)
	w := newWorld(t, func(o *Options) {
		o.Dir, o.Clock = dir, clock.NewMovable(time.Date(2021, 5, 31, 7, 0, 0, 0, zone))
	})
	w.Say(1001, "/start")
	_ = w.Close()
	if got, _ := filepath.Glob(filepath.Join(dir, "*.unreadable-*")); len(got) != 1 {
		t.Errorf("aside: %v", got)
	}
}

func BenchmarkSendMessage(b *testing.B) {
	s := New(Options{Token: testToken, BotName: "B", Clock: clock.NewMovable(time.Now()), People: []Persona{{ID: 1, Name: "A"}}, Bare: true})
	s.Say(1, "/start")
	h := s.Handler()
	body := url.Values{"chat_id": {"1"}, "text": {"<b>x</b> y"}, "parse_mode": {"HTML"}, "reply_markup": {button("A", "1")}}.Encode()
	b.ReportAllocs()
	for b.Loop() {
		r, _ := http.NewRequest(http.MethodPost, "http://localhost/bot"+testToken+"/sendMessage", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		h.ServeHTTP(discard{http.Header{}}, r)
	}
}

type discard struct{ h http.Header }

func (d discard) Header() http.Header         { return d.h }
func (d discard) Write(b []byte) (int, error) { return len(b), nil }
func (d discard) WriteHeader(int)             {}
