package transcript

import (
	"fmt"
	"strings"
)

var inputMarks = map[string]InputKind{">": Say, "*": Press, "^": Upload, "^^": Photo, "@": Share, "~": Edit}

// input reads what a person did; m is a match of inputForm.
func (p *parser) input(m []string) error {
	in := Input{Who: m[1], Chat: m[2], Kind: inputMarks[m[3]]}
	if in.Who == "bot" {
		return fmt.Errorf("the bot takes no part as a person")
	}
	first := p.at
	rest := strings.TrimRight(m[4], " \t")
	more := p.block()
	err := fillInput(&in, m[3], rest, more)
	if err != nil {
		p.at = first
		return err
	}
	p.talk.Items = append(p.talk.Items, in)
	return nil
}

func fillInput(in *Input, mark, rest string, more []string) error {
	oneLine := func() error {
		if len(more) > 0 || rest == "" {
			return fmt.Errorf("%s needs exactly one line", mark)
		}
		return nil
	}
	switch mark {
	case ">", "~":
		in.Text = strings.Join(append([]string{rest}, more...), "\n")
		if strings.TrimSpace(in.Text) == "" {
			return fmt.Errorf("nothing said")
		}
	case "*":
		in.Text = unescape(rest)
		return oneLine()
	case "^", "^^":
		name, caption, _ := strings.Cut(rest, " | ")
		in.File = unescape(strings.TrimSpace(name))
		in.Caption = unescape(strings.TrimSpace(caption))
		return oneLine()
	case "@":
		in.Of = rest
		if !aliasForm.MatchString(rest) {
			return fmt.Errorf("share own, or another's alias")
		}
		return oneLine()
	case "!":
		switch rest {
		case "block":
			in.Kind = Block
		case "unblock":
			in.Kind = Unblock
		default:
			return fmt.Errorf("block or unblock, not %q", rest)
		}
		return oneLine()
	}
	return nil
}

// output reads what the bot did; m is a match of outputForm.
func (p *parser) output(m []string) error {
	out := Output{To: m[2], Edit: m[1] == "~>"}
	rest := strings.TrimRight(m[3], " \t")
	first := p.at
	lines := p.block()
	if strings.HasPrefix(m[1], "!") {
		out.Kind = Toast
		if m[1] == "!!" {
			out.Kind = Alert
		}
		out.Lines = append([]string{rest}, lines...)
		p.talk.Items = append(p.talk.Items, out)
		return nil
	}
	word, name, _ := strings.Cut(rest, " ")
	switch {
	case word == "file" && name != "":
		out.Kind, out.File = File, unescape(name)
	case word == "photo" && name != "":
		out.Kind, out.File = Picture, unescape(name)
	case rest != "":
		p.at = first
		return fmt.Errorf("after the chat: nothing, file NAME or photo NAME; the text goes below, indented")
	}
	out.fill(lines)
	p.talk.Items = append(p.talk.Items, out)
	return nil
}

// fill splits a block into text, buttons and keys, from its end.
func (o *Output) fill(lines []string) {
	n := len(lines)
	for ; n > 0; n-- {
		if strings.TrimSpace(lines[n-1]) == "= -" {
			o.NoKeys = true
			continue
		}
		keys, ok := strings.CutPrefix(lines[n-1], "= ")
		if !ok {
			break
		}
		row, ok := parseRow(keys)
		if !ok {
			break
		}
		o.Keys = append([][]string{row}, o.Keys...)
	}
	for ; n > 0; n-- {
		row, ok := parseRow(lines[n-1])
		if !ok {
			break
		}
		o.Buttons = append([][]string{row}, o.Buttons...)
	}
	for _, l := range lines[:n] {
		o.Lines = append(o.Lines, strings.TrimPrefix(l, `\`))
	}
}

// parseRow reads "[A] [B]".
func parseRow(s string) ([]string, bool) {
	var row []string
	s = strings.TrimSpace(s)
	for s != "" {
		if s[0] != '[' {
			return nil, false
		}
		end := 1
		for ; end < len(s) && s[end] != ']'; end++ {
			if s[end] == '\\' {
				end++
			}
		}
		if end >= len(s) {
			return nil, false
		}
		row = append(row, unescape(s[1:end]))
		s = strings.TrimLeft(s[end+1:], " ")
	}
	return row, len(row) > 0
}

// unescape undoes escape; a backslash before anything else stands for itself.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			switch s[i+1] {
			case 'n':
				b.WriteByte('\n')
				i++
				continue
			case 's':
				b.WriteByte(' ')
				i++
				continue
			case ']', '\\', '|':
				i++
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// escape makes a label or a name fit into one line; white space at its ends
// is written as \s so that trimming cannot take it. The character named also
// gets a backslash too.
func escape(s, also string) string {
	s = strings.NewReplacer(`\`, `\\`, "\n", `\n`, also, `\`+also).Replace(s)
	if strings.HasPrefix(s, " ") {
		s = `\s` + s[1:]
	}
	if strings.HasSuffix(s, " ") {
		s = s[:len(s)-1] + `\s`
	}
	return s
}
