package bot

import (
	"encoding/json"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"thidua/handlers"
	"thidua/storage"
)

// TestOddDates (issue02): a date no calendar of ours holds would fail every
// transaction it comes into, and the bot with it at each start; the time of
// the batch stands for it.
func TestOddDates(t *testing.T) {
	received := time.Unix(1622509999, 0)
	for _, date := range []string{"99999999999999", "9223372036854775807", "-1", "0", "253402300800"} {
		for _, raw := range []string{
			`"message":{"message_id":1,"date":` + date + `,"from":{"id":5},"chat":{"id":5,"type":"private"},"text":"x"}`,
			`"edited_message":{"message_id":1,"date":` + date + `,"edit_date":` + date + `,"from":{"id":5},"chat":{"id":5,"type":"private"},"text":"x"}`,
			`"my_chat_member":{"date":` + date + `,"from":{"id":5},"chat":{"id":5,"type":"private"},"new_chat_member":{"status":"kicked"}}`,
		} {
			e, _, ok := translate(json.RawMessage(`{"update_id":9,`+raw+`}`), received)
			if !ok || !e.At.Equal(received) {
				t.Errorf("date %s in %.20s: %v at %v", date, raw, ok, e.At)
			}
		}
	}
}

// TestMovingPlacesAreNoEdits (issue02): a shared live location comes as an edit
// every few seconds and is answered once, when it is sent.
func TestMovingPlacesAreNoEdits(t *testing.T) {
	raw := `{"update_id":9,"edited_message":{` + fromHoa + `,"edit_date":1622505700,"location":{"latitude":1,"longitude":1}}}`
	if e, id, ok := translate(json.RawMessage(raw), time.Unix(1, 0)); ok || id != 9 {
		t.Errorf("let through: %+v", e)
	}
}

// TestSizeTold (issue02): a size told by getFile that is above the limit ends
// the download before it begins; no size makes it wait without end.
func TestSizeTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		tg.files["x"] = []byte("%PDF-")
		size := "9223372036854775807"
		tg.answer = func(w http.ResponseWriter, c sent) bool {
			if c.method == "getFile" {
				succeed(w, `{"file_path":"x","file_size":`+size+`}`)
			}
			return c.method == "getFile"
		}
		r := newRig(t, tg)
		job := storage.Job{ID: 1, Payload: json.RawMessage(`{"file_id":"x"}`)}
		if body, err := r.fetch(t.Context(), job); err != nil || body != (handlers.Stored{Job: 1, Problem: "too-big"}) {
			t.Errorf("%+v %v", body, err)
		}
		size = "-5"
		if body, err := r.fetch(t.Context(), job); err != nil || body.(handlers.Stored).Size != 5 {
			t.Errorf("a negative size: %+v %v", body, err)
		}
	})
}
