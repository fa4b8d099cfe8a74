package sandbox

import (
	"encoding/json"
	"net/url"
	"strings"
	"unicode/utf8"
)

// Limits of buttons, from the Bot API's reference and from practice.
const (
	maxCallbackData = 64 // bytes
	maxButtons      = 100
)

type inlineMarkup struct {
	Rows [][]inlineButton `json:"inline_keyboard"`
}

type inlineButton struct {
	Text     string          `json:"text"`
	Data     string          `json:"callback_data,omitempty"`
	URL      string          `json:"url,omitempty"`
	Switch   *string         `json:"switch_inline_query,omitempty"`
	SwitchIn *string         `json:"switch_inline_query_current_chat,omitempty"`
	Copy     json.RawMessage `json:"copy_text,omitempty"`
}

type keyboard struct {
	Rows        [][]key `json:"keyboard"`
	Once        bool    `json:"one_time_keyboard,omitempty"`
	Placeholder string  `json:"input_field_placeholder,omitempty"`
}

type key struct {
	Text    string `json:"text"`
	Contact bool   `json:"request_contact,omitempty"`
}

// UnmarshalJSON takes a bare string too, as the Bot API does.
func (k *key) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &k.Text)
	}
	type plain key
	return json.Unmarshal(b, (*plain)(k))
}

func (k *keyboard) labels() [][]string {
	var out [][]string
	for _, row := range k.Rows {
		var r []string
		for _, one := range row {
			r = append(r, one.Text)
		}
		out = append(out, r)
	}
	return out
}

// markup is a parsed reply_markup.
type markup struct {
	inline *inlineMarkup
	keys   *keyboard
	remove bool
}

// parseMarkup reads reply_markup and refuses what Telegram refuses.
func parseMarkup(raw string) (markup, *apiError) {
	var m markup
	if raw == "" {
		return m, nil
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal([]byte(raw), &fields) != nil {
		return m, bad("can't parse reply keyboard markup JSON object")
	}
	switch {
	case fields["inline_keyboard"] != nil:
		m.inline = &inlineMarkup{}
		if isNull(fields["inline_keyboard"]) || json.Unmarshal([]byte(raw), m.inline) != nil {
			return m, bad(`field "inline_keyboard" must be of type Array`)
		}
		return m, m.inline.check()
	case fields["keyboard"] != nil:
		m.keys = &keyboard{}
		if isNull(fields["keyboard"]) || json.Unmarshal([]byte(raw), m.keys) != nil {
			return m, bad(`field "keyboard" must be of type Array`)
		}
		return m, m.keys.check()
	case string(fields["remove_keyboard"]) == "true":
		m.remove = true
	case fields["force_reply"] != nil || len(fields) == 0:
	default:
		return m, bad("can't parse reply keyboard markup JSON object")
	}
	return m, nil
}

func isNull(raw json.RawMessage) bool { return strings.TrimSpace(string(raw)) == "null" }

// check validates the buttons and drops empty rows.
func (m *inlineMarkup) check() *apiError {
	n := 0
	rows := m.Rows[:0]
	for _, row := range m.Rows {
		for _, b := range row {
			if err := b.check(); err != nil {
				return err
			}
			n++
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	if m.Rows = rows; n > maxButtons {
		return bad("reply markup is too long")
	}
	return nil
}

func (b inlineButton) check() *apiError {
	const can = "can't parse inline keyboard button: "
	switch {
	case strings.TrimSpace(b.Text) == "":
		return bad(can + `Field "text" must be non-empty`)
	case !utf8.ValidString(b.Text):
		return bad(can + "Strings must be encoded in UTF-8")
	case len(b.Data) > maxCallbackData:
		return bad("BUTTON_DATA_INVALID")
	case b.URL != "" && !goodURL(b.URL):
		return bad("inline keyboard button URL '" + b.URL + "' is invalid: Wrong HTTP URL")
	case b.Data == "" && b.URL == "" && b.Switch == nil && b.SwitchIn == nil && b.Copy == nil:
		return bad(can + "Text buttons are unallowed in the inline keyboard")
	}
	return nil
}

func (k *keyboard) check() *apiError {
	n := 0
	for _, row := range k.Rows {
		for _, one := range row {
			if strings.TrimSpace(one.Text) == "" {
				return bad("keyboard button text must be non-empty")
			}
			n++
		}
	}
	if n == 0 {
		return bad("reply markup must be non-empty")
	}
	if n > 300 {
		return bad("reply markup is too long")
	}
	return nil
}

// goodURL accepts what a button or a link may lead to.
func goodURL(s string) bool {
	u, err := url.Parse(s)
	if err != nil {
		return false
	}
	switch u.Scheme {
	case "http", "https":
		return strings.Contains(u.Host, ".") || strings.HasPrefix(u.Host, "localhost")
	case "tg":
		return true
	case "":
		return strings.Contains(s, ".")
	}
	return false
}

func (m *inlineMarkup) empty() bool { return m == nil || len(m.Rows) == 0 }

func sameMarkup(a, b *inlineMarkup) bool {
	if a.empty() || b.empty() {
		return a.empty() == b.empty()
	}
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}
