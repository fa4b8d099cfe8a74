package bot

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"thidua/handlers"
)

// TestPin: a screen that is shown is pinned without a sound, any other is not.
func TestPin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		var mu sync.Mutex // the answer is given in the server's goroutine
		var pinned []string
		tg.answer = func(w http.ResponseWriter, c sent) bool {
			if c.method != "pinChatMessage" {
				return false
			}
			mu.Lock()
			defer mu.Unlock()
			pinned = append(pinned, c.form.Get("message_id")+" "+c.form.Get("disable_notification"))
			succeed(w, `true`)
			return true
		}
		r := newRig(t, tg)
		board := say(-5, "board")
		board.Screen, board.Rev = 3, 1
		r.emit(board, handlers.Outgoing{Kind: handlers.OutPin, Class: handlers.ClassReply, Chat: -5, Screen: 3})
		r.emit(handlers.Outgoing{Kind: handlers.OutPin, Class: handlers.ClassReply, Chat: -5, Screen: 4})
		time.Sleep(20 * time.Second)
		mu.Lock()
		defer mu.Unlock()
		if len(pinned) != 1 || strings.HasPrefix(pinned[0], "0 ") || !strings.HasSuffix(pinned[0], " true") {
			t.Errorf("pinned %q", pinned)
		}
		if left := r.rows(); len(left) != 0 {
			t.Errorf("rows left: %+v", left)
		}
	})
}
