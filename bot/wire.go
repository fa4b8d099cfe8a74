package bot

import (
	"encoding/json"
	"html"
	"maps"
	"regexp"
	"slices"
	"strconv"

	"thidua/handlers"
)

// call is one request to Telegram that an outbox row comes down to.
type call struct {
	method string
	params params
}

type inlineButton struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
}

type replyButton struct {
	Text    string `json:"text"`
	Contact bool   `json:"request_contact,omitempty"`
}

type replyKeyboard struct {
	Keyboard [][]replyButton `json:"keyboard"`
	Resize   bool            `json:"resize_keyboard"`
	OneTime  bool            `json:"one_time_keyboard"`
}

// calls are the requests of a message to chat; shown is the message of its
// screen, 0 when none is known.
func calls(m handlers.Message, chat int64, shown int) []call {
	p := params{"chat_id": itoa(chat)}
	switch m.Kind {
	case handlers.OutEdit:
		p["message_id"] = strconv.Itoa(shown)
		text(p, "text", m.Text)
		inline(p, m.Keyboard)
		return []call{{"editMessageText", p}}
	case handlers.OutStrip:
		p["message_id"] = strconv.Itoa(shown)
		return []call{{"editMessageReplyMarkup", p}}
	case handlers.OutPin:
		p["message_id"] = strconv.Itoa(shown)
		p.AddBool("disable_notification", true)
		return []call{{"pinChatMessage", p}}
	case handlers.OutAnswer:
		p = params{"callback_query_id": m.Query}
		p.AddNonEmpty("text", m.Text)
		p.AddBool("show_alert", m.Alert)
		return []call{{"answerCallbackQuery", p}}
	case handlers.OutAction:
		p["action"] = m.Text
		if m.Text == "" {
			p["action"] = "typing"
		}
		p.AddNonZero("message_thread_id", m.Topic)
		return []call{{"sendChatAction", p}}
	case handlers.OutMenu:
		return menu(m, chat)
	case handlers.OutFile:
		if m.Text != "" {
			text(p, "caption", m.Text)
		}
		around(p, m)
		if m.Paper != nil && m.Paper.Photo {
			return []call{{"sendPhoto", p}}
		}
		return []call{{"sendDocument", p}}
	default:
		text(p, "text", m.Text)
		around(p, m)
		return []call{{"sendMessage", p}}
	}
}

// text is HTML without a preview of links, said in the old way and the new.
func text(p params, field, html string) {
	p[field] = html
	p["parse_mode"] = "HTML"
	if field == "text" {
		p["link_preview_options"] = `{"is_disabled":true}`
		p["disable_web_page_preview"] = "true"
	}
}

// around adds what every new message may carry.
func around(p params, m handlers.Message) {
	p.AddNonZero("message_thread_id", m.Topic)
	p.AddBool("disable_notification", m.Silent)
	switch {
	case m.Contact != "":
		put(p, shareKeyboard(m))
	case len(m.Keyboard) > 0:
		inline(p, m.Keyboard)
	case m.Clear:
		p["reply_markup"] = `{"remove_keyboard":true}`
	}
}

// shareKeyboard is the keyboard that shares one's own number. A message has
// one keyboard only, so its other buttons stand below as words to be said.
func shareKeyboard(m handlers.Message) replyKeyboard {
	k := replyKeyboard{Resize: true, OneTime: true, Keyboard: [][]replyButton{{{Text: m.Contact, Contact: true}}}}
	for _, row := range m.Keyboard {
		var words []replyButton
		for _, b := range row {
			words = append(words, replyButton{Text: b.Label})
		}
		if len(words) > 0 {
			k.Keyboard = append(k.Keyboard, words)
		}
	}
	return k
}

// inline adds the buttons under a message; an empty keyboard would be refused.
func inline(p params, keys [][]handlers.Key) {
	var rows [][]inlineButton
	for _, row := range keys {
		var out []inlineButton
		for _, k := range row {
			out = append(out, inlineButton{k.Label, k.Data})
		}
		if len(out) > 0 {
			rows = append(rows, out)
		}
	}
	if len(rows) > 0 {
		put(p, map[string]any{"inline_keyboard": rows})
	}
}

func put(p params, markup any) {
	raw, err := json.Marshal(markup)
	if err == nil {
		p["reply_markup"] = string(raw)
	}
}

type command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// menu sets the commands of one chat, language by language; chat 0 is
// everybody's default.
func menu(m handlers.Message, chat int64) []call {
	var out []call
	for _, lang := range slices.Sorted(maps.Keys(m.Menu)) {
		p := params{"scope": `{"type":"all_private_chats"}`}
		if chat != 0 {
			p["scope"] = `{"type":"chat","chat_id":` + itoa(chat) + `}`
		}
		p.AddNonEmpty("language_code", lang)
		var list []command
		for _, c := range m.Menu[lang] {
			list = append(list, command{c.Command, c.Help})
		}
		raw, err := json.Marshal(list)
		if err != nil || len(list) == 0 {
			out = append(out, call{"deleteMyCommands", p})
			continue
		}
		p["commands"] = string(raw)
		out = append(out, call{"setMyCommands", p})
	}
	return out
}

var tags = regexp.MustCompile(`<[^<>]*>`)

// plain is the same request without markup, for when ours was refused.
func (c call) plain() call {
	p := maps.Clone(c.params)
	delete(p, "parse_mode")
	for _, field := range []string{"text", "caption"} {
		if s, ok := p[field]; ok {
			p[field] = html.UnescapeString(tags.ReplaceAllString(s, ""))
		}
	}
	return call{c.method, p}
}
