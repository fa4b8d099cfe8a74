package bot

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"thidua/campaign"
	"thidua/handlers"
	"thidua/storage"
)

// desk makes somebody secretary of the rig's year.
func (r *rig) desk(id int64) {
	r.t.Helper()
	err := r.Bot.insist(r.t.Context(), handlers.Batch{Also: func(tx *storage.Tx) {
		plan, _ := storage.PlanInForce(tx)
		storage.PutPerson(tx, storage.Person{ID: id, Name: "Thu", Roles: []campaign.Role{{Kind: campaign.Secretary, Unit: plan.Head, Year: plan.Year}}})
	}})
	if err != nil {
		r.t.Fatal(err)
	}
}

func madeFor(id int64, kind string) handlers.Outgoing {
	return handlers.Outgoing{Kind: handlers.OutFile, Class: handlers.ClassReply, Chat: id, Make: &handlers.Made{Kind: kind, Person: id}}
}

// A made paper goes out as a file with its caption, is made again when it has
// to be sent again, and goes only to who may read it.
func TestMadePaper(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		n := 0
		tg.answer = func(w http.ResponseWriter, c sent) bool {
			if c.method == "sendDocument" {
				if n++; n == 1 {
					fail(w, 500, "Internal Server Error", "")
					return true
				}
			}
			return false
		}
		r := newRig(t, tg)
		r.desk(1)
		r.emit(madeFor(1, "audit"), madeFor(2, "audit"), madeFor(1, "no such"), say(1, "after"))
		time.Sleep(20 * time.Second)
		got := tg.of("sendDocument")
		if len(got) != 2 {
			t.Fatalf("%d files sent, want one in two attempts", len(got))
		}
		for _, c := range got {
			if c.chat() != 1 || c.name != "nhat-ky.txt" || !bytes.Contains(c.file, []byte("NHẬT KÝ")) || !strings.Contains(c.form.Get("caption"), "Nhật ký") {
				t.Errorf("to %d: %q %q with caption %q", c.chat(), c.name, c.file, c.form.Get("caption"))
			}
		}
		if len(r.rows()) != 0 || len(tg.of("sendMessage")) != 1 {
			t.Errorf("rows left %v, said %q", r.rows(), tg.texts(1))
		}
	})
}
