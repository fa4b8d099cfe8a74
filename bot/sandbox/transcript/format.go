package transcript

import (
	"bytes"
	"fmt"
	"strings"
	"time"
)

// Format writes the canonical form: header, a blank line before every turn,
// outputs right below their turn. Format of what Parse read back is the same
// bytes.
func (t *Talk) Format() []byte {
	c := *t
	c.Items = append([]Item(nil), t.Items...)
	c.Sections = append([]Section(nil), t.Sections...)
	c.Normalize()
	w := &writer{}
	w.header(&c)
	for i, it := range c.Items {
		w.item(it, i > 0 && isComment(c.Items[i-1]))
	}
	for _, s := range c.Sections {
		w.gap()
		fmt.Fprintf(w, "-- %s --\n%s", s.Name, s.Body)
		w.verbatim = true
	}
	return w.Bytes()
}

type writer struct {
	bytes.Buffer
	verbatim bool
}

// gap leaves one blank line, except at the top and inside sections.
func (w *writer) gap() {
	if w.Len() > 0 && !w.verbatim {
		w.WriteByte('\n')
	}
}

func (w *writer) header(t *Talk) {
	for _, c := range t.Comments {
		w.comment(c)
	}
	for _, p := range t.Persons {
		phone := p.Phone
		if phone == "" {
			phone = "-"
		}
		if p.ID < 0 {
			fmt.Fprintf(w, "group %s %d %s\n", p.Alias, p.ID, oneLine(p.Name))
			continue
		}
		fmt.Fprintf(w, "person %s %d %s %s\n", p.Alias, p.ID, phone, oneLine(p.Name))
	}
	for _, s := range t.Settings {
		fmt.Fprintf(w, "%s\n", strings.TrimRight("set "+s.Key+" "+s.Value, " "))
	}
	if !t.Start.IsZero() {
		fmt.Fprintf(w, "start %s\n", strings.TrimSuffix(t.Start.Format(startLayout), ":00"))
	}
	if t.Bot != "" {
		fmt.Fprintf(w, "bot %s\n", t.Bot)
	}
}

func (w *writer) comment(text string) {
	w.WriteString(strings.TrimRight("# "+strings.ReplaceAll(text, "\n", " "), " \t") + "\n")
}

func isComment(it Item) bool { _, ok := it.(Comment); return ok }

func (w *writer) item(it Item, afterComment bool) {
	if _, out := it.(Output); !out && !afterComment {
		w.gap()
	}
	switch it := it.(type) {
	case Comment:
		w.comment(it.Text)
	case Move:
		w.move(it)
	case Input:
		w.input(it)
	case Output:
		w.output(it)
	}
}

func (w *writer) move(m Move) {
	switch {
	case !m.To.IsZero():
		fmt.Fprintf(w, "== %s\n", strings.TrimSuffix(m.To.Format(moveLayout), ":00"))
	case m.Outage:
		fmt.Fprintf(w, "outage %s\n", FormatSpan(m.For))
	default:
		fmt.Fprintf(w, "wait %s\n", FormatSpan(m.For))
	}
}

// FormatSpan writes a span as ParseSpan reads it: whole days of two and more
// as 2d, else without zero minutes and seconds.
func FormatSpan(d time.Duration) string {
	if d >= 48*time.Hour && d%(24*time.Hour) == 0 {
		return fmt.Sprintf("%dd", d/(24*time.Hour))
	}
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

func (w *writer) input(in Input) {
	who := in.Who
	if in.Chat != "" {
		who += "/" + in.Chat
	}
	w.WriteString(who)
	switch in.Kind {
	case Say:
		w.lines(">", strings.Split(in.Text, "\n"))
	case Edit:
		w.lines("~", strings.Split(in.Text, "\n"))
	case Press:
		fmt.Fprintf(w, "* %s\n", escape(in.Text, `\`))
	case Upload, Photo:
		mark := "^"
		if in.Kind == Photo {
			mark = "^^"
		}
		fmt.Fprintf(w, "%s %s", mark, escape(in.File, "|"))
		if in.Caption != "" {
			fmt.Fprintf(w, " | %s", escape(in.Caption, "|"))
		}
		w.WriteByte('\n')
	case Share:
		fmt.Fprintf(w, "@ %s\n", in.Of)
	case Block:
		w.WriteString("! block\n")
	case Unblock:
		w.WriteString("! unblock\n")
	}
}

// lines writes the first line behind a mark and the others indented.
func (w *writer) lines(mark string, lines []string) {
	w.WriteString(mark)
	if len(lines) > 0 && lines[0] != "" {
		w.WriteString(" " + lines[0])
	}
	w.WriteByte('\n')
	if len(lines) > 1 {
		w.indented(lines[1:])
	}
}

func (w *writer) indented(lines []string) {
	for _, l := range lines {
		if l != "" {
			w.WriteString(indent + l)
		}
		w.WriteByte('\n')
	}
}

func (w *writer) output(o Output) {
	arrow := "->"
	if o.Edit {
		arrow = "~>"
	}
	switch o.Kind {
	case Toast, Alert:
		w.WriteString("bot " + map[OutputKind]string{Toast: "! ", Alert: "!! "}[o.Kind] + o.To)
		w.lines(":", o.Lines)
		return
	case File, Picture:
		word := map[OutputKind]string{File: "file", Picture: "photo"}[o.Kind]
		fmt.Fprintf(w, "bot %s %s: %s %s\n", arrow, o.To, word, escape(o.File, `\`))
	default:
		fmt.Fprintf(w, "bot %s %s:\n", arrow, o.To)
	}
	for _, l := range o.Lines {
		w.indented([]string{guard(l)})
	}
	w.rows("", o.Buttons)
	w.rows("= ", o.Keys)
	if o.NoKeys {
		w.indented([]string{"= -"})
	}
}

func (w *writer) rows(mark string, rows [][]string) {
	for _, row := range rows {
		var cells []string
		for _, label := range row {
			cells = append(cells, "["+escape(label, "]")+"]")
		}
		w.indented([]string{mark + strings.Join(cells, " ")})
	}
}

// guard puts a backslash before a line that would read as something else.
func guard(l string) string {
	if t := strings.TrimSpace(l); strings.HasPrefix(t, "[") || strings.HasPrefix(t, "= ") || strings.HasPrefix(l, `\`) {
		return `\` + l
	}
	return l
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
