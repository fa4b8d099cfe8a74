package bot

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"thidua/handlers"
	"thidua/handlers/document"
	"thidua/storage"
)

// fetchOne orders a download as a turn would.
func fetchOne(t *testing.T, b *Bot, d handlers.Download) storage.Job {
	t.Helper()
	raw, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	b.commit.Lock()
	defer b.commit.Unlock()
	var j storage.Job
	err = b.db.Update(time.Now(), func(tx *storage.Tx) error {
		j = storage.Downloads.Add(tx, storage.Job{Lane: "unit", Due: time.Now(), Payload: raw})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	b.downloads.add([]storage.Job{j})
	return j
}

func pending(t *testing.T, b *Bot, q storage.Queue) (out []storage.Job) {
	t.Helper()
	_ = b.db.View(time.Now(), func(tx *storage.Tx) error {
		for j := range q.All(tx) {
			out = append(out, j)
		}
		return nil
	})
	return out
}

func sha(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// A download is retried through every fault and ends as the bytes that were
// sent, never as anything shorter.
func TestDownloadThroughFaults(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		body := []byte(strings.Repeat("a page of a report ", 50_000))
		tg := newTelegram(t)
		tg.files["documents/file 1.pdf"] = body
		var n atomic.Int32
		tg.answer = func(w http.ResponseWriter, c sent) bool {
			if c.method != "getFile" {
				return false
			}
			switch n.Add(1) {
			case 1:
				fail(w, 429, "Too Many Requests: retry after 40", `"retry_after":40`)
			case 2:
				fail(w, 500, "Internal Server Error", "")
			case 3:
				succeed(w, `{"file_path":"documents/expired","file_size":1}`)
			case 4, 5:
				succeed(w, fmt.Sprintf(`{"file_path":"documents/file 1.pdf","file_size":%d}`, len(body)+1))
			default:
				succeed(w, fmt.Sprintf(`{"file_path":"documents/file 1.pdf","file_size":%d}`, len(body)))
			}
			return true
		}
		r := newRig(t, tg)
		start := time.Now()
		fetchOne(t, r.Bot, handlers.Download{FileID: "F", Size: int64(len(body))})
		time.Sleep(20 * time.Second)
		rows := pending(t, r.Bot, storage.Downloads)
		if len(rows) != 1 || rows[0].Attempts != 1 || rows[0].Due.Sub(start) < 40*time.Second {
			t.Fatalf("the retry is not recorded: %+v", rows)
		}
		if r.Idle() {
			t.Error("idle with a download waiting")
		}
		r.reopen()
		time.Sleep(5 * time.Minute)
		if ok, err := r.db.HasFile(sha(body)); !ok || err != nil {
			t.Errorf("not stored: %v\n%s", err, r.log)
		}
		if left := pending(t, r.Bot, storage.Downloads); len(left) != 0 {
			t.Errorf("left: %+v", left)
		}
		if files, _ := r.db.Files(); len(files) != 1 {
			t.Errorf("%d files stored", len(files))
		}
	})
}

func TestDownloadsThatNeverCome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		tg.files["empty"], tg.files["huge"] = nil, make([]byte, 21<<20)
		asked := map[string]int{}
		tg.answer = func(w http.ResponseWriter, c sent) bool {
			id := c.form.Get("file_id")
			if c.method != "getFile" {
				return false
			}
			tg.mu.Lock()
			asked[id]++
			tg.mu.Unlock()
			switch id {
			case "big":
				fail(w, 400, "Bad Request: file is too big", "")
			case "gone":
				fail(w, 400, "Bad Request: wrong file_id or the file is temporarily unavailable", "")
			case "wrong":
				fail(w, 400, "Bad Request: invalid file_id", "")
			default:
				succeed(w, `{"file_path":"`+id+`"}`)
			}
			return true
		}
		r := newRig(t, tg)
		for _, id := range []string{"big", "wrong", "empty", "huge"} {
			body, err := r.fetch(t.Context(), storage.Job{ID: 1, Payload: json.RawMessage(`{"file_id":"` + id + `"}`)})
			want := map[string]string{"big": "too-big", "wrong": "gone", "empty": "empty", "huge": "too-big"}[id]
			if s, _ := body.(handlers.Stored); err != nil || s.Problem != want || s.SHA256 != "" {
				t.Errorf("%s: %+v %v", id, body, err)
			}
		}
		if body, err := r.fetch(t.Context(), storage.Job{Payload: json.RawMessage(`{"file_id":"x","size":99999999}`)}); err != nil || body != (handlers.Stored{Problem: "too-big"}) || asked["x"] != 0 {
			t.Errorf("a size above the limit: %+v %v, asked %d times", body, err, asked["x"])
		}
		if body, err := r.fetch(t.Context(), storage.Job{Payload: json.RawMessage(`{"file_id":"gone"}`)}); err == nil {
			t.Errorf("temporarily unavailable should be tried again: %+v", body)
		}
		if body, _ := r.fetch(t.Context(), storage.Job{Attempts: mostFetches, Payload: json.RawMessage(`{"file_id":"gone"}`)}); body != (handlers.Stored{Problem: "gone"}) {
			t.Errorf("after many tries: %+v", body)
		}
		if files, _ := r.db.Files(); len(files) != 0 {
			t.Errorf("%d files stored", len(files))
		}
	})
}

// Work on a file that cannot be read ends, it does not stay for ever.
func TestWorkOnMissingFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, newTelegram(t))
		r.commit.Lock()
		var j storage.Job
		_ = r.db.Update(time.Now(), func(tx *storage.Tx) error {
			j = storage.Work.Add(tx, storage.Job{Lane: "x", Payload: json.RawMessage(`{"sha256":"none"}`)})
			return nil
		})
		r.work.add([]storage.Job{j})
		r.commit.Unlock()
		time.Sleep(time.Minute)
		if left := pending(t, r.Bot, storage.Work); len(left) != 0 {
			t.Errorf("left: %+v", left)
		}
	})
}

// Pictures are bound by the work queue; one that is no picture leaves nothing
// behind.
func TestPicturesAreBound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, newTelegram(t))
		put := func(content []byte) string {
			w := r.db.NewFile(time.Now())
			if _, err := w.Write(content); err != nil {
				t.Fatal(err)
			}
			sha, _, err := w.Commit()
			if err != nil {
				t.Fatal(err)
			}
			return sha
		}
		var picture bytes.Buffer
		if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 900, 1200))); err != nil {
			t.Fatal(err)
		}
		good, bad := put(picture.Bytes()), put([]byte("no picture"))
		for _, c := range []struct{ second, problem string }{{good, ""}, {bad, document.PictureFormat}, {"none", unreadable}} {
			raw, _ := json.Marshal(handlers.Pages{Pages: []handlers.Picture{{SHA256: good}, {SHA256: c.second}}})
			body, err := r.inspect(t.Context(), storage.Job{ID: 7, Payload: raw})
			b, ok := body.(handlers.Bound)
			if err != nil || !ok || b.Job != 7 || b.Problem != c.problem {
				t.Fatalf("%s: %+v %v", c.second, body, err)
			}
			if has, _ := r.db.HasFile(b.SHA256); has != (c.problem == "") {
				t.Errorf("%q: stored %v", c.problem, has)
			}
		}
	})
}
