package sandbox

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"thidua/bot/clock"
)

const testToken = "123456:TEST-token"

var zone = time.FixedZone("+07", 7*3600)

// world is a server with two people, one stranger to the bot, and a group.
type world struct {
	*Server
	t   *testing.T
	url string
}

func newWorld(t *testing.T, change ...func(*Options)) *world {
	t.Helper()
	o := Options{
		Token: testToken, BotName: "ThiDuaBot", Clock: clock.NewMovable(time.Date(2021, 5, 31, 7, 0, 0, 0, zone)),
		People: []Persona{
			{ID: 1001, Name: "Lê Thị Hoa", Phone: "+84912000001"},
			{ID: 1002, Name: "Trần Văn Hòa", Phone: "+84912000002"},
			{ID: 1003, Name: "Người Lạ"},
		},
		Group: &Persona{ID: -1001, Name: "Khối thi đua"},
	}
	for _, c := range change {
		c(&o)
	}
	s := New(o)
	srv := httptest.NewServer(s.Handler())
	t.Cleanup(func() { srv.Close(); _ = s.Close() })
	return &world{s, t, srv.URL}
}

type reply struct {
	OK         bool
	Result     json.RawMessage
	Code       int    `json:"error_code"`
	Text       string `json:"description"`
	Parameters struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	}
}

func (w *world) call(method string, pairs ...string) reply {
	w.t.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	res, err := http.PostForm(w.url+"/bot"+testToken+"/"+method, form)
	return w.read(res, err)
}

func (w *world) read(res *http.Response, err error) reply {
	w.t.Helper()
	if err != nil {
		return reply{Text: err.Error()}
	}
	defer res.Body.Close()
	var r reply
	if err := json.NewDecoder(res.Body).Decode(&r); err != nil {
		return reply{Text: err.Error()}
	}
	if !r.OK && r.Code != res.StatusCode {
		w.t.Errorf("status %d, error_code %d", res.StatusCode, r.Code)
	}
	return r
}

func (w *world) upload(method, field, name string, content []byte, pairs ...string) reply {
	w.t.Helper()
	var b bytes.Buffer
	mw := multipart.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		_ = mw.WriteField(pairs[i], pairs[i+1])
	}
	f, _ := mw.CreateFormFile(field, name)
	_, _ = f.Write(content)
	_ = mw.Close()
	return w.read(http.Post(w.url+"/bot"+testToken+"/"+method, mw.FormDataContentType(), &b))
}

func (w *world) want(r reply, code int, text string) {
	w.t.Helper()
	if code == 200 && !r.OK || code != 200 && (r.Code != code || !strings.Contains(r.Text, text)) {
		w.t.Errorf("got %d %q, want %d %q", r.Code, r.Text, code, text)
	}
}

func (w *world) id(r reply) string {
	w.t.Helper()
	var m struct {
		ID json.Number `json:"message_id"`
	}
	if err := json.Unmarshal(r.Result, &m); err != nil || m.ID == "" {
		w.t.Fatalf("no message id in %s %s (%v)", r.Result, r.Text, err)
	}
	return m.ID.String()
}

func TestRefusalsOfSend(t *testing.T) {
	w := newWorld(t)
	w.Say(1001, "/start")
	w.Say(1002, "/start")
	w.Block(1002)
	to := func(pairs ...string) []string { return append([]string{"chat_id", "1001"}, pairs...) }
	long := strings.Repeat("ư", 4096)
	for name, c := range map[string]struct {
		pairs []string
		code  int
		text  string
	}{
		"good":            {to("text", "x"), 200, ""},
		"longest":         {to("text", "<b>"+long+"</b>", "parse_mode", "HTML"), 200, ""},
		"too long":        {to("text", long+"x"), 400, "Bad Request: message is too long"},
		"empty":           {to("text", ""), 400, "Bad Request: message text is empty"},
		"blank":           {to("text", " \n "), 400, "Bad Request: text must be non-empty"},
		"blank in tags":   {to("text", "<b> </b>", "parse_mode", "HTML"), 400, "text must be non-empty"},
		"no chat":         {[]string{"text", "x"}, 400, "Bad Request: chat_id is empty"},
		"unknown chat":    {[]string{"chat_id", "5", "text", "x"}, 400, "Bad Request: chat not found"},
		"never started":   {[]string{"chat_id", "1003", "text", "x"}, 403, "Forbidden: bot can't initiate conversation with a user"},
		"blocked":         {[]string{"chat_id", "1002", "text", "x"}, 403, "Forbidden: bot was blocked by the user"},
		"bad tag":         {to("text", "a <x>", "parse_mode", "HTML"), 400, `can't parse entities: Unsupported start tag "x" at byte offset 2`},
		"open tag":        {to("text", "<b>a", "parse_mode", "HTML"), 400, `Can't find end tag corresponding to start tag "b"`},
		"crossed":         {to("text", "<b><i>a</b></i>", "parse_mode", "HTML"), 400, `Unmatched end tag at byte offset 7, expected "</i>", found "</b>"`},
		"stray end":       {to("text", "a</b>", "parse_mode", "HTML"), 400, "Unexpected end tag at byte offset 1"},
		"bare less":       {to("text", "1 < 2", "parse_mode", "HTML"), 400, `Unsupported start tag "" at byte offset 2`},
		"unclosed":        {to("text", "1 <2", "parse_mode", "HTML"), 400, `Unclosed start tag at byte offset 2`},
		"plain less":      {to("text", "1 < 2"), 200, ""},
		"escaped":         {to("text", "1 &lt; 2 &amp; &copy;", "parse_mode", "HTML"), 200, ""},
		"span":            {to("text", `<span class="big">a</span>`, "parse_mode", "HTML"), 400, `Tag "span" must have class "tg-spoiler"`},
		"null keyboard":   {to("text", "x", "reply_markup", `{"inline_keyboard":null}`), 400, "inline_keyboard"},
		"data 64":         {to("text", "x", "reply_markup", button("A", strings.Repeat("d", 64))), 200, ""},
		"data 65":         {to("text", "x", "reply_markup", button("A", strings.Repeat("d", 65))), 400, "Bad Request: BUTTON_DATA_INVALID"},
		"data bytes":      {to("text", "x", "reply_markup", button("A", strings.Repeat("ư", 33))), 400, "BUTTON_DATA_INVALID"},
		"empty label":     {to("text", "x", "reply_markup", button("", "d")), 400, `Field "text" must be non-empty`},
		"no action":       {to("text", "x", "reply_markup", `{"inline_keyboard":[[{"text":"A"}]]}`), 400, "Text buttons are unallowed in the inline keyboard"},
		"bad url":         {to("text", "x", "reply_markup", `{"inline_keyboard":[[{"text":"A","url":"javascript:x"}]]}`), 400, "Wrong HTTP URL"},
		"reply to absent": {to("text", "x", "reply_to_message_id", "999999"), 400, "message to be replied not found"},
		"bad mode":        {to("text", "x", "parse_mode", "XML"), 400, "unsupported parse_mode"},
		"not utf-8":       {to("text", "\xff"), 400, "strings must be encoded in UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			w.t = t
			w.want(w.call("sendMessage", c.pairs...), c.code, c.text)
		})
	}
}

func button(label, data string) string {
	b, _ := json.Marshal(map[string]any{"inline_keyboard": [][]map[string]string{{{"text": label, "callback_data": data}}}})
	return string(b)
}

func TestTokensAndMethods(t *testing.T) {
	w := newWorld(t)
	for path, code := range map[string]int{
		"/bot123456:wrong/getMe": 401, "/botnonsense/getMe": 404, "/bot" + testToken + "/noSuchMethod": 404, "/bot" + testToken + "/GETME": 200,
	} {
		res, err := http.Get(w.url + path)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if res.StatusCode != code {
			t.Errorf("%s: %d, want %d", path, res.StatusCode, code)
		}
	}
	var me struct {
		ID       int64
		Username string
		IsBot    bool `json:"is_bot"`
	}
	_ = json.Unmarshal(w.call("getMe").Result, &me)
	if me.ID != 123456 || me.Username != "ThiDuaBot" || !me.IsBot {
		t.Errorf("%+v", me)
	}
}

func TestHTMLBecomesEntities(t *testing.T) {
	text, ents, err := parseHTML(`<b>Đ😀</b> &lt;x&gt; <a href="https://a.vn/?x=1&amp;y">l</a><code>c</code>`)
	if err != nil || text != "Đ😀 <x> lc" {
		t.Fatalf("%q %v", text, err)
	}
	got, _ := json.Marshal(ents)
	want := `[{"type":"bold","offset":0,"length":3},{"type":"text_link","offset":8,"length":1,"url":"https://a.vn/?x=1\u0026y"},{"type":"code","offset":9,"length":1}]`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestEdits(t *testing.T) {
	w := newWorld(t)
	mine := w.Say(1001, "/start")
	id := w.id(w.call("sendMessage", "chat_id", "1001", "text", "<b>a</b>", "parse_mode", "HTML", "reply_markup", button("A", "1")))
	edit := func(pairs ...string) reply {
		return w.call("editMessageText", append([]string{"chat_id", "1001", "message_id", id}, pairs...)...)
	}
	w.want(edit("text", "<b>a</b>", "parse_mode", "HTML", "reply_markup", button("A", "1")), 400, "Bad Request: message is not modified")
	w.want(edit("text", "a", "reply_markup", button("A", "1")), 200, "")
	w.want(edit("text", "a", "reply_markup", button("A", "2")), 200, "")
	w.want(edit("text", "a"), 200, "")
	if m, _ := w.Last(1001); len(m.Buttons) != 0 || !m.Edited {
		t.Errorf("%+v", m)
	}
	w.want(w.call("editMessageReplyMarkup", "chat_id", "1001", "message_id", id), 400, "message is not modified")
	w.want(w.call("editMessageReplyMarkup", "chat_id", "1001", "message_id", id, "reply_markup", button("B", "3")), 200, "")
	w.want(w.call("editMessageText", "chat_id", "1001", "message_id", "99999", "text", "x"), 400, "Bad Request: message to edit not found")
	w.want(w.call("editMessageText", "chat_id", "1001", "text", "x"), 400, "message identifier is not specified")
	w.want(w.call("editMessageText", "chat_id", "1001", "message_id", itoa(mine), "text", "x"), 400, "message can't be edited")
	w.want(w.call("pinChatMessage", "chat_id", "1001", "message_id", id), 200, "")
	w.want(w.call("deleteMessage", "chat_id", "1001", "message_id", id), 200, "")
	w.want(w.call("deleteMessage", "chat_id", "1001", "message_id", id), 400, "message to delete not found")
	w.want(edit("text", "x"), 400, "message to edit not found")
}

func TestFiles(t *testing.T) {
	w := newWorld(t)
	w.Say(1001, "/start")
	r := w.upload("sendDocument", "document", "bao-cao.pdf", []byte("%PDF-1.4"), "chat_id", "1001", "caption", "<i>c</i>", "parse_mode", "HTML")
	var m struct {
		Caption  string
		Document struct {
			ID   string `json:"file_id"`
			Name string `json:"file_name"`
			Size int    `json:"file_size"`
		}
	}
	_ = json.Unmarshal(r.Result, &m)
	if m.Document.Name != "bao-cao.pdf" || m.Document.Size != 8 || m.Caption != "c" {
		t.Fatalf("%s", r.Result)
	}
	w.want(w.call("sendDocument", "chat_id", "1001", "document", m.Document.ID), 200, "")
	w.want(w.call("sendDocument", "chat_id", "1001", "document", "BQACnonsense"), 400, "Bad Request: wrong file identifier/HTTP URL specified")
	w.want(w.call("sendPhoto", "chat_id", "1001", "photo", m.Document.ID), 400, "can't use file of type Document as Photo")
	w.want(w.upload("sendPhoto", "photo", "a.png", []byte("no picture"), "chat_id", "1001"), 400, "IMAGE_PROCESS_FAILED")
	w.want(w.upload("sendDocument", "document", "a", nil, "chat_id", "1001"), 400, "file must be non-empty")
	w.want(w.call("sendDocument", "chat_id", "1001", "document", m.Document.ID, "caption", strings.Repeat("a", 1025)), 400, "Bad Request: message caption is too long")
	w.want(w.call("getFile", "file_id", "x"), 400, "Bad Request: invalid file_id")

	w.Upload(1001, "Kế hoạch.docx", []byte("content"), "bản ký")
	last := w.Messages(1001)
	id := last[len(last)-1].FileID
	path := w.link(id)
	if got := w.download(path); got != "content" {
		t.Errorf("downloaded %q", got)
	}
	w.o.Clock.Set(w.now().Add(61 * time.Minute))
	if got := w.download(path); !strings.Contains(got, "Not Found") {
		t.Errorf("an old link gave %q", got)
	}
	w.Upload(1001, "big.pdf", make([]byte, maxDownload+1), "")
	last = w.Messages(1001)
	w.want(w.call("getFile", "file_id", last[len(last)-1].FileID), 400, "Bad Request: file is too big")
}

func (w *world) link(id string) string {
	w.t.Helper()
	var f struct {
		Path string `json:"file_path"`
	}
	r := w.call("getFile", "file_id", id)
	if json.Unmarshal(r.Result, &f) != nil || f.Path == "" {
		w.t.Fatalf("getFile: %s %s", r.Result, r.Text)
	}
	return f.Path
}

func (w *world) download(path string) string {
	w.t.Helper()
	res, err := http.Get(w.url + "/file/bot" + testToken + "/" + path)
	if err != nil {
		return err.Error()
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		return string(b) + " " + err.Error()
	}
	return string(b)
}

func TestCommands(t *testing.T) {
	w := newWorld(t)
	set := func(list string, pairs ...string) reply {
		return w.call("setMyCommands", append([]string{"commands", list}, pairs...)...)
	}
	w.want(set(`[{"command":"Nop","description":"x"}]`), 400, "BOT_COMMAND_INVALID")
	w.want(set(`[{"command":"nop","description":""}]`), 400, "BOT_COMMAND_DESCRIPTION_INVALID")
	w.want(set(`[{"command":"nop","description":"x"}]`, "scope", `{"type":"chat","chat_id":77}`), 400, "chat not found")
	w.want(set(`[{"command":"start","description":"all"}]`), 200, "")
	w.want(set(`[{"command":"start","description":"tất cả"}]`, "language_code", "vi"), 200, "")
	w.want(set(`[{"command":"cham","description":"of one"}]`, "scope", `{"type":"chat","chat_id":1001}`), 200, "")
	if got := w.Menu(1001); len(got) != 1 || got[0] != "/cham of one" {
		t.Error(got)
	}
	if got := w.Menu(1002); len(got) != 1 || got[0] != "/start tất cả" {
		t.Error(got)
	}
	w.want(w.call("deleteMyCommands", "scope", `{"type":"chat","chat_id":1001}`), 200, "")
	if got := w.Menu(1001); len(got) != 1 || got[0] != "/start tất cả" {
		t.Error(got)
	}
	if r := w.call("getMyCommands"); string(r.Result) != `[{"command":"start","description":"all"}]` {
		t.Errorf("%s", r.Result)
	}
}
