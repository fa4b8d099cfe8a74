package bot

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"thidua/handlers"
)

// A step of the model: rows to emit, faults to order, a pause, or a restart.
type modelStep struct {
	Rows   []handlers.Outgoing
	Faults []string
	Pause  time.Duration
	Reopen bool
}

func modelSteps(rt *rapid.T) (steps []modelStep) {
	n := 0
	for range rapid.IntRange(1, 12).Draw(rt, "steps") {
		var s modelStep
		switch rapid.SampledFrom([]string{"emit", "emit", "emit", "fault", "pause", "reopen"}).Draw(rt, "step") {
		case "emit":
			for range rapid.IntRange(1, 8).Draw(rt, "rows") {
				n++
				s.Rows = append(s.Rows, handlers.Outgoing{
					Kind: handlers.OutSay, Text: fmt.Sprint(n), Chat: rapid.Int64Range(1, 3).Draw(rt, "chat"),
					Class: rapid.SampledFrom([]handlers.Class{handlers.ClassReply, handlers.ClassRecord, handlers.ClassFanout}).Draw(rt, "class"),
				})
			}
		case "fault":
			s.Faults = rapid.SliceOfN(rapid.SampledFrom([]string{"", "500", "429", "cut"}), 1, 4).Draw(rt, "faults")
		case "pause":
			s.Pause = time.Duration(rapid.IntRange(0, 3000).Draw(rt, "ms")) * time.Millisecond
		case "reopen":
			s.Reopen = true
		}
		steps = append(steps, s)
	}
	return steps
}

// Whatever is emitted, whatever fails and however often the bot is stopped and
// started: every chat gets all its messages, in order, a repeat only right
// after itself.
func TestSenderModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		steps := modelSteps(rt)
		var wrong string
		synctest.Test(t, func(t *testing.T) { wrong = playModel(t, steps) })
		if wrong != "" {
			rt.Fatal(wrong)
		}
	})
}

func playModel(t *testing.T, steps []modelStep) (wrong string) {
	tg := newTelegram(t)
	var faults []string
	tg.answer = func(w http.ResponseWriter, c sent) bool {
		if !strings.HasPrefix(c.method, "send") {
			return false
		}
		tg.mu.Lock()
		fault := ""
		if len(faults) > 0 {
			fault, faults = faults[0], faults[1:]
		}
		tg.mu.Unlock()
		switch fault {
		case "500":
			fail(w, 500, "Internal Server Error", "")
		case "429":
			fail(w, 429, "Too Many Requests: retry after 3", `"retry_after":3`)
		case "cut":
			panic(http.ErrAbortHandler)
		default:
			return false
		}
		return true
	}
	r := newRig(t, tg)
	want := map[int64][]string{}
	for _, s := range steps {
		tg.mu.Lock()
		faults = append(faults, s.Faults...)
		tg.mu.Unlock()
		for _, o := range s.Rows {
			want[o.Chat] = append(want[o.Chat], o.Text)
		}
		if len(s.Rows) > 0 {
			r.emit(s.Rows...)
		}
		time.Sleep(s.Pause)
		if s.Reopen {
			r.reopen()
		}
	}
	time.Sleep(20 * time.Minute)
	for chat, texts := range want {
		if got := slices.Compact(tg.texts(chat)); !slices.Equal(got, texts) {
			return fmt.Sprintf("chat %d got %q, want %q", chat, got, texts)
		}
	}
	if left := r.rows(); len(left) != 0 || !r.Idle() {
		return fmt.Sprintf("left: %+v", left)
	}
	return ""
}
