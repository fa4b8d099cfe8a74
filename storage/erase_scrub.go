package storage

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// scrub masks the person in JSON of any shape: in the fields that name people
// by id and, in texts, name, phone and id as whole words. JSON that does not
// name them comes back as it was.
func (e *erasure) scrub(raw []byte, texts bool) []byte {
	if len(raw) == 0 || !e.named(raw) {
		return raw
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return raw // no JSON of ours
	}
	changed := false
	v = e.masked("", v, texts, &changed)
	if !changed {
		return raw
	}
	after, err := json.Marshal(v)
	if err != nil {
		e.tx.Fail(err)
		return raw
	}
	return after
}

// mentioned reports whether JSON or plain text names the person.
func (e *erasure) mentioned(raw []byte) bool {
	if bytes.Contains(raw, []byte(e.digits)) {
		return true
	}
	return !bytes.Equal(e.scrub(raw, true), raw) || !json.Valid(raw) && e.maskText(string(raw)) != string(raw)
}

func (e *erasure) masked(field string, v any, texts bool, changed *bool) any {
	switch x := v.(type) {
	case map[string]any:
		for k := range x {
			x[k] = e.masked(k, x[k], texts, changed)
		}
	case []any:
		for i := range x {
			x[i] = e.masked(field, x[i], texts, changed)
		}
	case json.Number:
		if x.String() == e.digits && personField(field) {
			*changed = true
			return json.Number("0")
		}
	case string:
		if texts {
			s := e.maskText(x)
			*changed = *changed || s != x
			return s
		}
	}
	return v
}

// withoutOwn takes out of a row of waiting messages those to the person; rest is
// nil where there are none, and none says that no message is left.
func (e *erasure) withoutOwn(raw []byte) (rest []byte, none bool) {
	var row map[string]json.RawMessage
	var messages []json.RawMessage
	if !bytes.Contains(raw, []byte(e.digits)) || json.Unmarshal(raw, &row) != nil || json.Unmarshal(row["rows"], &messages) != nil {
		return nil, false
	}
	others := slices.DeleteFunc(slices.Clone(messages), func(m json.RawMessage) bool {
		var to struct {
			Chat json.Number `json:"chat"`
		}
		return json.Unmarshal(m, &to) == nil && to.Chat.String() == e.digits
	})
	if len(others) == len(messages) {
		return nil, false
	}
	list, err := json.Marshal(others)
	if err == nil {
		row["rows"] = list
		rest, err = json.Marshal(row)
	}
	if err != nil {
		e.tx.Fail(err)
	}
	return rest, len(others) == 0
}

// personField reports whether a field of our rows holds a person's id.
func personField(name string) bool {
	name = strings.ToLower(name)
	return name == "person" || name == "people" || name == "user" || name == "actor" || name == "by" || strings.HasSuffix(name, "_by")
}

func (e *erasure) maskText(s string) string {
	for _, w := range e.words {
		s = replaceWord(s, w, e.mask)
		s = replaceWord(s, html.EscapeString(w), html.EscapeString(e.mask))
	}
	return replaceWord(s, e.digits, "0")
}

// replaceWord replaces old where no letter or digit touches it.
func replaceWord(s, old, by string) string {
	var b strings.Builder
	for from := 0; ; {
		i := strings.Index(s[from:], old)
		if i < 0 {
			return b.String() + s[from:]
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[i+len(old):])
		b.WriteString(s[from:i])
		if wordRune(before) || wordRune(after) {
			b.WriteString(old)
		} else {
			b.WriteString(by)
		}
		from = i + len(old)
	}
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// hideSeen renames the handled messages of the person's chat: a natural key
// holds the chat, which is the person's id. They stay known under a name only
// this database can make, so a repeat is still recognised.
func (e *erasure) hideSeen() {
	seen, order := seenBucket(e.tx, "seen"), seenBucket(e.tx, "seen_order")
	if seen == nil || order == nil {
		return
	}
	type row struct{ k, n []byte }
	var rows []row
	for _, kind := range []string{"m", "e"} {
		prefix := Key(kind + e.digits + ".")
		c := seen.Cursor()
		for k, n := c.Seek(prefix); k != nil && hasPrefix(k, prefix); k, n = c.Next() {
			rows = append(rows, row{bytes.Clone(k), bytes.Clone(n)})
		}
	}
	for _, r := range rows {
		hidden := hiddenKey(e.tx, r.k)
		err := seen.Delete(r.k)
		if err == nil {
			err = seen.Put(hidden, r.n)
		}
		if err == nil {
			err = order.Put(r.n, hidden)
		}
		if err != nil {
			e.tx.Fail(err)
			return
		}
	}
}

// hiddenKey is a natural key as it is kept after an erasure.
func hiddenKey(tx *Tx, key []byte) []byte {
	mac := hmac.New(sha256.New, Secret(tx))
	mac.Write(key)
	return append([]byte{1}, mac.Sum(nil)...)
}
