package sandbox

import (
	"fmt"
	"html"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// entity is a span of formatting; offsets count UTF-16 units.
type entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	URL    string `json:"url,omitempty"`
	Lang   string `json:"language,omitempty"`
}

// htmlTags are the tags Telegram knows, and what they mean.
var htmlTags = map[string]string{
	"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "a": "text_link", "code": "code",
	"pre": "pre", "blockquote": "blockquote", "tg-spoiler": "spoiler", "span": "spoiler", "tg-emoji": "custom_emoji",
	"tg-time": "date_time",
}

// markupParser reads the HTML that messages may carry, with the server's error
// texts (they name byte offsets of the source).
type markupParser struct {
	src  string
	at   int
	out  strings.Builder
	n    int // UTF-16 units written
	open []openTag
	ents []entity
}

type openTag struct {
	name  string
	start int
	ent   entity
}

// parseHTML gives the plain text and its entities.
func parseHTML(src string) (string, []entity, *apiError) {
	p := &markupParser{src: src}
	for p.at < len(src) {
		var err *apiError
		switch c := src[p.at]; {
		case c == '&':
			p.reference()
		case c == '<' && strings.HasPrefix(src[p.at:], "</"):
			err = p.endTag()
		case c == '<':
			err = p.startTag()
		default:
			_, size := utf8.DecodeRuneInString(src[p.at:])
			p.write(src[p.at : p.at+size])
			p.at += size
		}
		if err != nil {
			return "", nil, err
		}
	}
	if n := len(p.open); n > 0 {
		return "", nil, syntax(`Can't find end tag corresponding to start tag "%s"`, p.open[n-1].name)
	}
	return p.out.String(), p.ents, nil
}

func (p *markupParser) write(s string) {
	p.out.WriteString(s)
	for _, r := range s {
		p.n += utf16.RuneLen(r)
	}
}

// reference decodes the four named entities and numeric ones; anything else
// stands for itself.
func (p *markupParser) reference() {
	rest := p.src[p.at:]
	if end := strings.IndexByte(rest[:min(len(rest), 12)], ';'); end > 1 {
		switch name := rest[1:end]; {
		case name == "lt", name == "gt", name == "amp", name == "quot", name[0] == '#':
			if text := html.UnescapeString(rest[:end+1]); text != rest[:end+1] {
				p.write(text)
				p.at += end + 1
				return
			}
		}
	}
	p.write("&")
	p.at++
}

func (p *markupParser) startTag() *apiError {
	begin := p.at
	i := begin + 1
	for i < len(p.src) && !isSpace(p.src[i]) && p.src[i] != '>' {
		i++
	}
	if i == len(p.src) {
		return syntax("Unclosed start tag at byte offset %d", begin)
	}
	name := strings.ToLower(p.src[begin+1 : i])
	kind, ok := htmlTags[name]
	if !ok {
		return syntax(`Unsupported start tag "%s" at byte offset %d`, name, begin)
	}
	attrs, end, err := p.attributes(name, i, begin)
	if err != nil {
		return err
	}
	ent := entity{Type: kind, Offset: p.n, URL: attrs["href"]}
	if name == "span" && attrs["class"] != "tg-spoiler" {
		return syntax(`Tag "span" must have class "tg-spoiler" at byte offset %d`, begin)
	}
	if name == "code" {
		ent.Lang = strings.TrimPrefix(attrs["class"], "language-")
	}
	if _, expandable := attrs["expandable"]; name == "blockquote" && expandable {
		ent.Type = "expandable_blockquote"
	}
	p.open = append(p.open, openTag{name: name, start: p.n, ent: ent})
	p.at = end + 1
	return nil
}

// attributes reads up to ">" and gives its position.
func (p *markupParser) attributes(name string, i, begin int) (map[string]string, int, *apiError) {
	attrs := map[string]string{}
	for {
		for i < len(p.src) && isSpace(p.src[i]) {
			i++
		}
		if i == len(p.src) {
			return nil, 0, syntax("Unclosed start tag at byte offset %d", begin)
		}
		if p.src[i] == '>' {
			return attrs, i, nil
		}
		from := i
		for i < len(p.src) && !isSpace(p.src[i]) && p.src[i] != '=' && p.src[i] != '>' {
			i++
		}
		attr := strings.ToLower(p.src[from:i])
		if attr == "" {
			return nil, 0, syntax(`Empty attribute name in the tag "%s" at byte offset %d`, name, begin)
		}
		for i < len(p.src) && isSpace(p.src[i]) {
			i++
		}
		if i == len(p.src) || p.src[i] != '=' {
			if attr == "expandable" {
				attrs[attr] = ""
				continue
			}
			return nil, 0, syntax(`Expected equal sign in declaration of an attribute of the tag "%s" at byte offset %d`, name, begin)
		}
		value, end, err := p.value(i+1, begin)
		if err != nil {
			return nil, 0, err
		}
		attrs[attr], i = value, end
	}
}

// value reads an attribute's value, quoted or bare.
func (p *markupParser) value(i, begin int) (string, int, *apiError) {
	for i < len(p.src) && isSpace(p.src[i]) {
		i++
	}
	if i == len(p.src) {
		return "", 0, syntax("Unclosed start tag at byte offset %d", begin)
	}
	if q := p.src[i]; q == '"' || q == '\'' {
		end := strings.IndexByte(p.src[i+1:], q)
		if end < 0 {
			return "", 0, syntax("Unclosed start tag at byte offset %d", begin)
		}
		return html.UnescapeString(p.src[i+1 : i+1+end]), i + end + 2, nil
	}
	from := i
	for i < len(p.src) && (p.src[i] == '.' || p.src[i] == '-' || isAlnum(p.src[i])) {
		i++
	}
	if i == from || i < len(p.src) && !isSpace(p.src[i]) && p.src[i] != '>' {
		return "", 0, syntax("Unexpected end of name token at byte offset %d", from)
	}
	return p.src[from:i], i, nil
}

func (p *markupParser) endTag() *apiError {
	begin := p.at
	end := strings.IndexByte(p.src[begin:], '>')
	if end < 0 {
		return syntax("Unclosed end tag at byte offset %d", begin)
	}
	name := strings.ToLower(strings.TrimSpace(p.src[begin+2 : begin+end]))
	n := len(p.open)
	if n == 0 {
		return syntax("Unexpected end tag at byte offset %d", begin)
	}
	last := p.open[n-1]
	if name != "" && name != last.name {
		return syntax(`Unmatched end tag at byte offset %d, expected "</%s>", found "</%s>"`, begin, last.name, name)
	}
	p.open = p.open[:n-1]
	p.at = begin + end + 1
	last.ent.Length = p.n - last.start
	if last.name == "a" {
		p.link(last)
		return nil
	}
	if last.ent.Length > 0 {
		p.ents = append(p.ents, last.ent)
	}
	return nil
}

// link keeps a link whose address is good; a bad one is plain text.
func (p *markupParser) link(t openTag) {
	if t.ent.URL == "" {
		t.ent.URL = string(utf16.Decode(utf16.Encode([]rune(p.out.String()))[t.start:p.n]))
	}
	if t.ent.Length > 0 && goodURL(t.ent.URL) {
		p.ents = append(p.ents, t.ent)
	}
}

func syntax(format string, args ...any) *apiError {
	return bad("can't parse entities: " + fmt.Sprintf(format, args...))
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// trim takes white space off both ends, as the server does, and moves the
// entities along.
func trim(text string, ents []entity) (string, []entity) {
	left := strings.TrimLeft(text, " \t\n\r")
	cut := len(utf16.Encode([]rune(text))) - len(utf16.Encode([]rune(left)))
	text = strings.TrimRight(left, " \t\n\r")
	if cut == 0 && len(text) == len(left) {
		return text, ents
	}
	size := len(utf16.Encode([]rune(text)))
	var out []entity
	for _, e := range ents {
		from, to := max(0, e.Offset-cut), min(size, e.Offset-cut+e.Length)
		if e.Offset, e.Length = from, to-from; e.Length > 0 {
			out = append(out, e)
		}
	}
	return text, out
}
