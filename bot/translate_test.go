package bot

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/handlers"
)

const (
	fromHoa = `"from":{"id":1001,"first_name":"Lê","last_name":"Hoa","username":"hoa","language_code":"vi"},"chat":{"id":1001,"type":"private"},"date":1622505600,"message_id":57`
	inGroup = `"from":{"id":1001,"first_name":"Hoa"},"chat":{"id":-5,"type":"supergroup","title":"Khối"},"date":1622505600,"message_id":57`
)

func TestTranslate(t *testing.T) {
	hoa := handlers.Sender{ID: 1001, Name: "Lê Hoa", Username: "hoa", Language: "vi"}
	when := time.Unix(1622505600, 0)
	private := func(key string, body handlers.Body) handlers.Event {
		return handlers.Event{Key: key, At: when, From: hoa, Chat: handlers.Chat{ID: 1001}, Message: 57, Body: body}
	}
	received := time.Unix(1622509999, 0)
	for name, c := range map[string]struct {
		raw  string
		want handlers.Event
	}{
		"text":                           {`"message":{` + fromHoa + `,"text":"chào"}`, private("m1001.57", handlers.Said{Text: "chào"})},
		"document":                       {`"message":{` + fromHoa + `,"caption":"c","media_group_id":"a","document":{"file_id":"F","file_name":"x.pdf","mime_type":"application/pdf","file_size":9}}`, private("m1001.57", handlers.Uploaded{FileID: "F", Name: "x.pdf", Type: "application/pdf", Size: 9, Album: "a", Caption: "c"})},
		"photo":                          {`"message":{` + fromHoa + `,"photo":[{"file_id":"S","width":90,"height":90,"file_size":1},{"file_id":"L","width":900,"height":900,"file_size":8},{"file_id":"M","width":320,"height":320}]}`, private("m1001.57", handlers.Uploaded{FileID: "L", Type: "image/jpeg", Size: 8, Photo: true})},
		"voice":                          {`"message":{` + fromHoa + `,"voice":{"file_id":"v"}}`, private("m1001.57", handlers.Unusable{Kind: "voice"})},
		"gif":                            {`"message":{` + fromHoa + `,"animation":{"file_id":"v"},"document":{"file_id":"v"}}`, private("m1001.57", handlers.Unusable{Kind: "video"})},
		"sticker":                        {`"message":{` + fromHoa + `,"sticker":{}}`, private("m1001.57", handlers.Unusable{Kind: "sticker"})},
		"location":                       {`"message":{` + fromHoa + `,"location":{}}`, private("m1001.57", handlers.Unusable{Kind: "location"})},
		"contact":                        {`"message":{` + fromHoa + `,"contact":{"phone_number":"+84","user_id":1001}}`, private("m1001.57", handlers.Shared{User: 1001, Phone: "+84"})},
		"contact, forwarded the new way": {`"message":{` + fromHoa + `,"forward_origin":{"type":"user"},"contact":{"phone_number":"+84","user_id":1001}}`, private("m1001.57", handlers.Shared{User: 1001, Phone: "+84", Forwarded: true})},
		"edited":                         {`"edited_message":{` + fromHoa + `,"edit_date":1622505660,"text":"b"}`, handlers.Event{Key: "e1001.57.1622505660", At: when.Add(time.Minute), From: hoa, Chat: handlers.Chat{ID: 1001}, Message: 57, Body: handlers.Edited{Text: "b"}}},
		"press":                          {`"callback_query":{"id":"77","from":{"id":1001,"first_name":"Lê","last_name":"Hoa","username":"hoa","language_code":"vi"},"message":{"message_id":57,"date":0,"chat":{"id":1001,"type":"private"}},"data":"s1.1.0"}`, handlers.Event{Key: "c77", At: received, From: hoa, Chat: handlers.Chat{ID: 1001}, Message: 57, Body: handlers.Pressed{Query: "77", Data: "s1.1.0"}}},
		"blocked":                        {`"my_chat_member":{"chat":{"id":1001,"type":"private"},"from":{"id":1001,"first_name":"Hoa"},"date":1622505600,"new_chat_member":{"status":"kicked"}}`, handlers.Event{Key: "u9", At: when, From: handlers.Sender{ID: 1001, Name: "Hoa"}, Chat: handlers.Chat{ID: 1001}, Body: handlers.MemberChanged{Status: "kicked"}}},
		"topic":                          {`"message":{` + inGroup + `,"is_topic_message":true,"message_thread_id":3,"text":"x"}`, handlers.Event{Key: "m-5.57", At: when, From: handlers.Sender{ID: 1001, Name: "Hoa"}, Chat: handlers.Chat{ID: -5, Group: true, Title: "Khối", Topic: 3}, Message: 57, Body: handlers.Said{Text: "x"}}},
		"moved":                          {`"message":{` + inGroup + `,"migrate_to_chat_id":-1005}`, handlers.Event{Key: "g-5.-1005", At: when, Chat: handlers.Chat{ID: -5, Group: true}, Body: handlers.Migrated{To: -1005}}},
		"broken":                         {`"message":{"message_id":"x"}`, handlers.Event{Key: "u9", At: received, Body: handlers.Broken{}}},
	} {
		raw := json.RawMessage(`{"update_id":9,` + c.raw + `}`)
		got, id, ok := translate(raw, received)
		if !ok || id != 9 || !bytes.Equal(got.Raw, raw) {
			t.Errorf("%s: ok %v, id %d", name, ok, id)
		}
		got.Raw = nil
		if b, broken := got.Body.(handlers.Broken); broken && b.Why != "" {
			got.Body = handlers.Broken{}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Nobody who does not act in their own name is heard, and what is unknown is
// passed over; the id is told all the same.
func TestTranslateDenies(t *testing.T) {
	for name, raw := range map[string]string{
		"no sender":       `"message":{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"text":"x"}`,
		"a bot":           `"message":{"message_id":1,"date":1,"from":{"id":5,"is_bot":true},"chat":{"id":5,"type":"private"},"text":"x"}`,
		"anonymous admin": `"message":{` + inGroup + `,"sender_chat":{"id":-5},"text":"x"}`,
		"inline bot":      `"message":{` + fromHoa + `,"via_bot":{"id":6},"text":"x"}`,
		"channel":         `"message":{"message_id":1,"date":1,"from":{"id":5},"chat":{"id":-6,"type":"channel"},"text":"x"}`,
		"service message": `"message":{` + inGroup + `,"new_chat_title":"x"}`,
		"unknown kind":    `"chat_boost":{"chat":{}}`,
		"inline press":    `"callback_query":{"id":"7","from":{"id":5},"inline_message_id":"q","data":"/menu"}`,
		"press of a bot":  `"callback_query":{"id":"7","from":{"id":5,"is_bot":true},"data":"/menu"}`,
		"nothing":         `"x":1`,
	} {
		_, id, ok := translate(json.RawMessage(`{"update_id":9,`+raw+`}`), time.Unix(1, 0))
		if ok || id != 9 {
			t.Errorf("%s: let through (id %d)", name, id)
		}
	}
}

// FuzzTranslate: whatever comes, nothing panics and the offset moves on.
func FuzzTranslate(f *testing.F) {
	for _, seed := range []string{
		`{"update_id":9,"message":{` + fromHoa + `,"text":"x"}}`, `{"update_id":"9"}`, `[]`, `7`, `null`, `{}`,
		`{"update_id":9,"message":{"chat":null,"photo":[]}}`, `{"update_id":-1,"callback_query":{}}`,
		strings.Repeat("[", 20_000), `{"update_id":9,"message":{"message_id":1e99}}`,
	} {
		f.Add([]byte(seed), int64(5))
	}
	f.Fuzz(func(t *testing.T, raw []byte, offset int64) {
		e, _, ok := translate(raw, time.Unix(1, 0))
		if ok && (e.Body == nil || e.At.IsZero()) {
			t.Errorf("an event without body or time: %+v", e)
		}
		if offset < 1 || offset > 1<<40 {
			return
		}
		p := &poller{bot: quietBot(), offset: offset}
		b, next := p.batch([]json.RawMessage{raw, raw}, p.bot.clock.Now())
		if b.Watermark == 0 || next != b.Watermark+1 || next <= 0 {
			t.Errorf("watermark %d, next offset %d after %d", b.Watermark, next, offset)
		}
	})
}
