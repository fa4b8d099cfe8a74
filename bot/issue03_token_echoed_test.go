package bot

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestTokenEchoed (issue03): a server, or a proxy that speaks for it, may echo
// the address it was asked for in its description. Rows keep the last error, so
// the token would stay on disk and in every backup.
func TestTokenEchoed(t *testing.T) {
	secret := strings.Split(rigToken, ":")[1]
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		tg.answer = func(w http.ResponseWriter, c sent) bool {
			if c.method != "sendMessage" {
				return false
			}
			fail(w, 500, "Internal Server Error /bot"+rigToken+"/sendMessage", "")
			return true
		}
		r := newRig(t, tg)
		r.emit(say(1, "x"))
		time.Sleep(3 * time.Second)
		rows := r.rows()
		if len(rows) != 1 || rows[0].LastError == "" {
			t.Fatalf("no row waits with its error: %+v", rows)
		}
		if strings.Contains(rows[0].LastError, secret) {
			t.Errorf("in a row: %s", rows[0].LastError)
		}
	})
}
