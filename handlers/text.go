package handlers

import (
	"fmt"
	"html"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Text is a sentence in both languages. T is the only way to make one, so a
// sentence cannot exist in one language alone.
type Text struct{ vi, en string }

// T makes a sentence. Both may hold fmt verbs, in the same order; the strings
// may contain Telegram's HTML, arguments are escaped when filled in.
func T(vi, en string) Text { return Text{vi, en} }

// HTML is text that is already safe to send.
type HTML string

// In is the sentence in a language with its arguments escaped and filled in;
// an HTML or Text argument stands as it is.
func (s Text) In(lang string, args ...any) string {
	f := s.vi
	if lang == "en" {
		f = s.en
	}
	if len(args) == 0 {
		return f
	}
	safe := make([]any, len(args))
	for i, a := range args {
		switch v := a.(type) {
		case HTML:
			safe[i] = string(v)
		case Text:
			safe[i] = v.In(lang)
		case int, int64, uint64:
			safe[i] = v
		default:
			safe[i] = html.EscapeString(fmt.Sprint(v))
		}
	}
	return fmt.Sprintf(f, safe...)
}

// plain is for button labels and toasts, which are not HTML.
func (s Text) plain(lang string, args ...any) string {
	return html.UnescapeString(s.In(lang, args...))
}

// fold reduces text to what people type in a hurry: no marks, no case, đ as d,
// single spaces. "Bình  An" and "binh an" fold to the same.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'đ':
			b.WriteRune('d')
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// echoed is how much of what somebody typed is said back, in characters.
const echoed = 60

// echo is what somebody typed, to be said back in one line: cut, because a
// message may be as long as Telegram takes and the answer is longer.
func echo(text string) string {
	text = tidy(text)
	if r := []rune(text); len(r) > echoed {
		return string(r[:echoed-1]) + "…"
	}
	return text
}

// lines joins the parts that are not empty, one a line.
func lines(parts ...string) string { return joined("\n", parts) }

// paragraphs joins the parts that are not empty, an empty line between them.
func paragraphs(parts ...string) string { return joined("\n\n", parts) }

func joined(by string, parts []string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, by)
}
