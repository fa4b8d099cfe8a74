package sandbox

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

func itoa(n int) string { return strconv.Itoa(n) }

type upd struct {
	ID       int `json:"update_id"`
	Message  *wireMessage
	Edited   *wireMessage      `json:"edited_message"`
	Callback *wireCallback     `json:"callback_query"`
	Member   *wireMemberUpdate `json:"my_chat_member"`
}

func (w *world) poll(pairs ...string) []upd {
	w.t.Helper()
	// A poll is not the same as the one before, whatever a test asks next.
	w.mu.Lock()
	w.lastPoll.seen = false
	w.mu.Unlock()
	r := w.call("getUpdates", pairs...)
	if !r.OK {
		w.t.Fatalf("getUpdates: %d %s", r.Code, r.Text)
	}
	var list []upd
	if err := json.Unmarshal(r.Result, &list); err != nil {
		w.t.Fatal(err)
	}
	return list
}

func TestOffsets(t *testing.T) {
	w := newWorld(t)
	for _, text := range []string{"/start", "b", "c", "d"} {
		w.Say(1001, text)
	}
	all := w.poll()
	if len(all) != 4 || all[3].ID != all[0].ID+3 || all[0].Message.Text != "/start" || all[0].Message.Entities[0].Type != "bot_command" {
		t.Fatalf("%+v", all)
	}
	first := all[0].ID
	if got := w.poll("offset", itoa(first+1), "limit", "2"); len(got) != 2 || got[0].ID != first+1 {
		t.Errorf("after a confirmation: %+v", got)
	}
	if got := w.poll("offset", itoa(first)); len(got) != 3 {
		t.Errorf("confirmed updates came back: %+v", got)
	}
	if got := w.poll("offset", itoa(first+4+farAhead+1)); len(got) != 3 {
		t.Errorf("an offset far ahead deleted something: %+v", got)
	}
	if got := w.poll("offset", "-1"); len(got) != 1 || got[0].ID != first+3 {
		t.Errorf("a negative offset: %+v", got)
	}
	if got := w.poll("offset", itoa(first+4)); len(got) != 0 || w.Pending() != 0 {
		t.Errorf("all confirmed: %+v", got)
	}
}

func TestSameOffsetIsSlowedDown(t *testing.T) {
	w := newWorld(t)
	w.Say(1001, "a")
	w.Say(1001, "b")
	w.call("getUpdates")
	var list []upd
	_ = json.Unmarshal(w.call("getUpdates").Result, &list)
	if len(list) != 1 {
		t.Errorf("the same offset at once gave %d", len(list))
	}
}

func TestLongPollWakesAndConflicts(t *testing.T) {
	w := newWorld(t)
	answers := make(chan reply, 2)
	go func() { answers <- w.call("getUpdates", "timeout", "30") }()
	waits := func() bool { w.mu.Lock(); defer w.mu.Unlock(); return w.poller != nil }
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if err := w.Wait(ctx, waits); err != nil {
		t.Fatal(err)
	}
	go func() { answers <- w.call("getUpdates", "timeout", "30", "offset", "1") }()
	r := <-answers
	w.want(r, 409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
	if err := w.Wait(ctx, waits); err != nil {
		t.Fatal(err)
	}
	w.Say(1001, "/start")
	if r := <-answers; !strings.Contains(string(r.Result), "/start") {
		t.Errorf("%+v", r)
	}
}

func TestUpdatesExpireByTheMovableClock(t *testing.T) {
	w := newWorld(t)
	w.Say(1001, "/start")
	w.call("sendMessage", "chat_id", "1001", "text", "x", "reply_markup", button("Nộp báo cáo", "go"))
	if err := w.Press(1001, "Nộp"); err != nil {
		t.Fatal(err)
	}
	all := w.poll()
	if len(all) != 2 || all[1].Callback.Data != "go" || all[1].Callback.Message.Markup == nil {
		t.Fatalf("%+v", all)
	}
	w.o.Clock.Set(w.now().Add(151 * time.Second))
	if got := w.poll(); len(got) != 1 || got[0].Message == nil {
		t.Errorf("after 151 s: %+v", got)
	}
	w.want(w.call("answerCallbackQuery", "callback_query_id", all[1].Callback.ID), 400, "query is too old and response timeout expired or query ID is invalid")
	w.o.Clock.Set(w.now().Add(24 * time.Hour))
	if got := w.poll(); len(got) != 0 {
		t.Errorf("after a day: %+v", got)
	}
}

func TestAnswersToPresses(t *testing.T) {
	w := newWorld(t)
	w.Say(1001, "/start")
	w.call("sendMessage", "chat_id", "1001", "text", "x", "reply_markup", button("A", "1"))
	_ = w.Press(1001, "A")
	id := w.poll()[1].Callback.ID
	w.want(w.call("answerCallbackQuery", "callback_query_id", id, "text", "đã ghi"), 200, "")
	w.want(w.call("answerCallbackQuery", "callback_query_id", id), 400, "query is too old")
	if got := w.Toasts(1001); len(got) != 1 || got[0] != "đã ghi" {
		t.Error(got)
	}
	if err := w.Press(1001, "Z"); err == nil {
		t.Error("a button that is not there was pressed")
	}
	if err := w.PressData(1001, "forged"); err != nil {
		t.Error(err)
	}
}

func TestAllowedUpdatesAreRemembered(t *testing.T) {
	w := newWorld(t)
	w.poll("allowed_updates", `["message"]`)
	w.poll("allowed_updates", "null")
	id := w.Say(1001, "a")
	_ = w.Edit(1001, id, "b")
	w.Block(1001)
	if got := w.poll(); len(got) != 1 || got[0].Message == nil {
		t.Errorf("%+v", got)
	}
	w.poll("allowed_updates", "[]")
	_ = w.Edit(1001, id, "c")
	w.Unblock(1001)
	got := w.poll()
	if len(got) != 3 || got[1].Edited == nil || got[1].Edited.EditDate == 0 || got[2].Member.New.Status != "member" {
		t.Errorf("%+v", got)
	}
}

func TestGroups(t *testing.T) {
	w := newWorld(t)
	w.SayIn(-1001, 1001, "chuyện riêng")
	w.SayIn(-1001, 1001, "/xephang@ThiDuaBot")
	got := w.poll()
	if len(got) != 1 || got[0].Message.Chat.Type != "group" || got[0].Message.From.ID != 1001 {
		t.Fatalf("%+v", got)
	}
	w.want(w.call("sendMessage", "chat_id", "-1001", "text", "x"), 200, "")
	w.Migrate(-1001, -1001234567890, 1001)
	r := w.call("sendMessage", "chat_id", "-1001", "text", "x")
	w.want(r, 400, "Bad Request: group chat was upgraded to a supergroup chat")
	if r.Parameters.MigrateTo != -1001234567890 {
		t.Errorf("%+v", r)
	}
	w.want(w.call("sendMessage", "chat_id", "-1001234567890", "text", "x"), 200, "")
	w.Expel(-1001234567890, 1001)
	w.want(w.call("sendMessage", "chat_id", "-1001234567890", "text", "x"), 403, "Forbidden: bot was kicked from the supergroup chat")
}

func TestInjectAndRestartedIDs(t *testing.T) {
	w := newWorld(t)
	id := w.Inject([]byte(`{"update_id":{id},"message":"nonsense"}`))
	if r := w.call("getUpdates"); !strings.Contains(string(r.Result), itoa(id)) {
		t.Errorf("%s", r.Result)
	}
	w.RestartIDs()
	w.Say(1001, "x")
	if got := w.poll("offset", "0"); len(got) != 1 || got[0].ID >= id {
		t.Errorf("%+v", got)
	}
}

func TestContacts(t *testing.T) {
	w := newWorld(t)
	w.Share(1001, 1001)
	w.Share(1001, 1002)
	got := w.poll()
	if c := got[0].Message.Contact; c == nil || c.UserID != 1001 || c.Phone != "+84912000001" {
		t.Errorf("%+v", c)
	}
	if c := got[1].Message.Contact; c == nil || c.UserID != 1002 {
		t.Errorf("%+v", c)
	}
}

// An injected update that is no JSON reaches the bot as it is: only so can a
// test see what the bot does with it.
func TestIssue02InjectedGarbage(t *testing.T) {
	w := newWorld(t)
	w.Inject([]byte(`{"update_id":{id},"message":{"text":"}`))
	res, err := http.Get(w.url + "/bot" + w.o.Token + "/getUpdates")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || !strings.HasPrefix(string(body), `{"ok":true,"result":[{"update_id":`) || !strings.HasSuffix(string(body), `"text":"}]}`) {
		t.Errorf("%q, %v", body, err)
	}
}
