package bot

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

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

// An event in quarantine is handled again as it was received, once, and leaves
// the quarantine by that.
func TestQuarantinedIsHandledAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		r := newRig(t, tg)
		raw := strings.Replace(said(1001, 5, "/khongco"), "{id}", "77", 1)
		put := func() (id uint64) {
			_ = r.Bot.insist(t.Context(), handlers.Batch{Also: func(tx *storage.Tx) {
				id = storage.Quarantine.Next(tx)
				storage.Quarantine.Put(tx, storage.K(id), storage.Quarantined{ID: id, At: time.Now(), Raw: []byte(raw), Why: "a fault since mended"})
				storage.MarkSeen(tx, "m1001.5")
			}})
			return id
		}
		id := put()
		r.Bot.chores.release([]uint64{id, id, 99})
		time.Sleep(5 * time.Second)
		left := 0
		_ = r.db.View(time.Now(), func(tx *storage.Tx) error {
			for range storage.Quarantine.Prefix(tx, nil) {
				left++
			}
			return nil
		})
		if got := tg.texts(1001); left != 0 || len(got) != 1 || !strings.Contains(got[0], "/khongco") {
			t.Errorf("%d left in quarantine, said %q", left, got)
		}
		raw = `{"update_id":78,"message":`
		r.Bot.chores.release([]uint64{put()})
		time.Sleep(5 * time.Second)
		_ = r.db.View(time.Now(), func(tx *storage.Tx) error {
			if _, q, ok := storage.Quarantine.Last(tx, nil); !ok || q.ID != 3 || string(q.Raw) != raw {
				t.Errorf("what fails again: %+v", q)
			}
			return nil
		})
	})
}

// A backup asked for in chat is made, told to whoever asked, and made after a
// restart when the bot stopped before.
func TestBackupAskedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		r := newRig(t, tg)
		ask := func() {
			err := r.Bot.insist(t.Context(), handlers.Batch{Also: func(tx *storage.Tx) {
				plan, _ := storage.PlanInForce(tx)
				storage.PutPerson(tx, storage.Person{ID: 5, Name: "Quản", Roles: []campaign.Role{{Kind: campaign.Admin, Year: plan.Year}}})
			}})
			if err != nil {
				t.Fatal(err)
			}
		}
		ask()
		tg.push(said(5, 1, "/quantri saoluu"))
		time.Sleep(10 * time.Second)
		made := func() (n int) {
			for _, text := range tg.texts(5) {
				if strings.HasPrefix(text, "Đã sao lưu xong") {
					n++
				}
			}
			return n
		}
		if made() != 1 {
			t.Fatalf("said %q", tg.texts(5))
		}
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		db, err := storage.Open(r.dir, storage.Options{})
		if err != nil {
			t.Fatal(err)
		}
		_ = db.Update(time.Now(), func(tx *storage.Tx) error {
			h := storage.GetHealth(tx)
			if h.BackupAt.IsZero() || h.Started.IsZero() || h.State == 0 {
				t.Errorf("health %+v", h)
			}
			h.Asked = 5
			storage.PutHealth(tx, h)
			return nil
		})
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		r.open()
		time.Sleep(10 * time.Second)
		if made() != 2 {
			t.Errorf("after a restart said %q", tg.texts(5))
		}
	})
}

// A picture of several pages is one album; one of more than ten is several of
// about equal length, and what is no photograph to Telegram goes as a file.
func TestPagesAreAnAlbum(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t)
		tg.answer = func(w http.ResponseWriter, c sent) bool {
			if c.method == "sendPhoto" {
				fail(w, 400, "Bad Request: PHOTO_INVALID_DIMENSIONS", "")
				return true
			}
			return false
		}
		r := newRig(t, tg)
		for _, pages := range []int{1, 3, 11} {
			p := handlers.Paper{Name: "bang.png", Type: "image/png", Content: []byte("page"), Caption: "<b>x</b>", Photo: true}
			for range pages - 1 {
				p.Pages = append(p.Pages, []byte("page"))
			}
			m := handlers.Message{Outgoing: handlers.Outgoing{Kind: handlers.OutFile, Chat: 1, Name: p.Name, Text: p.Caption}, Paper: &p}
			c := calls(m, 1, 0)[0]
			v := r.Bot.sender.uploaded(t.Context(), m, c)
			if pages == 1 {
				if v.Meaning != GiveUp || !strings.Contains(v.Why, "PHOTO") {
					t.Errorf("a refused photograph: %+v", v)
				}
				continue
			}
			if v.Meaning != Sent {
				t.Errorf("%d pages: %+v", pages, v)
			}
		}
		var sizes []int
		captions := 0
		for _, c := range tg.of("sendMediaGroup") {
			sizes = append(sizes, strings.Count(c.form.Get("media"), "attach://"))
			captions += strings.Count(c.form.Get("media"), `"caption"`)
		}
		if diff := cmp.Diff([]int{3, 5, 6}, sizes); diff != "" || captions != 2 {
			t.Errorf("albums of %v with %d captions", sizes, captions)
		}
	})
}
