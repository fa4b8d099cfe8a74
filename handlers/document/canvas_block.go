package document

import "strings"

// block is a text broken into lines of one style. Nothing of the text is ever
// left out: it is set in more lines, or smaller.
type block struct {
	lines []string
	style style
	width int // of the widest line
}

// lead is the height of a line: room for two marks over a capital letter and
// one below (Ẩ, Ợ).
func (s style) lead() int { return s.size*5/4 + 1 }

func (b block) height() int { return len(b.lines) * b.style.lead() }

// words are a text ready for setting, paragraph by paragraph: a newline always
// begins a line.
type words [][]string

func (p *pen) words(text string) words {
	var w words
	for _, paragraph := range strings.Split(p.clean(text), "\n") {
		w = append(w, strings.Fields(paragraph))
	}
	return w
}

// set breaks words into lines of at most width pixels. A word longer than a line
// is broken between letters. An empty text has no lines.
func (p *pen) set(w words, width int, st style) block {
	b := block{style: st}
	add := func(line string) {
		if line != "" {
			b.lines, b.width = append(b.lines, line), max(b.width, p.width(line, st))
		}
	}
	for _, paragraph := range w {
		line := ""
		for _, word := range paragraph {
			joined := word
			if line != "" {
				joined = line + " " + word
			}
			if p.width(joined, st) <= width {
				line = joined
				continue
			}
			add(line)
			var whole []string
			whole, line = p.chop(word, width, st)
			for _, l := range whole {
				add(l)
			}
		}
		add(line)
	}
	return b
}

// chop cuts a word into lines of at most width and the rest of it.
func (p *pen) chop(word string, width int, st style) (whole []string, rest string) {
	if p.width(word, st) <= width {
		return nil, word
	}
	for _, r := range word {
		if rest != "" && p.width(rest+string(r), st) > width {
			whole, rest = append(whole, rest), ""
		}
		rest += string(r)
	}
	return whole, rest
}

// line sets a text in one line, or as many as it needs.
func (p *pen) line(text string, width int, st style) block { return p.set(p.words(text), width, st) }

// fit sets a text in at most lines lines, making it smaller down to least
// pixels; where that is not enough, it takes more lines of the least size. A
// word is rather made smaller than broken.
func (p *pen) fit(text string, width, lines int, st style, least int) block {
	w := p.words(text)
	for ; st.size > least; st.size-- {
		if b := p.set(w, width, st); len(b.lines) <= lines && p.unbroken(w, width, st) {
			return b
		}
	}
	return p.set(w, width, st)
}

// fitEven is fit with lines of about equal length, so that no last line holds
// one short word alone.
func (p *pen) fitEven(text string, width, lines int, st style, least int) block {
	b := p.fit(text, width, lines, st, least)
	if len(b.lines) < 2 {
		return b
	}
	w := p.words(text)
	low, high := width/len(b.lines), width
	for low < high {
		mid := (low + high) / 2
		if len(p.set(w, mid, b.style).lines) <= len(b.lines) && p.unbroken(w, mid, b.style) {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return p.set(w, low, b.style)
}

func (p *pen) unbroken(w words, width int, st style) bool {
	for _, paragraph := range w {
		for _, word := range paragraph {
			if p.width(word, st) > width {
				return false
			}
		}
	}
	return true
}

// How lines stand between the edges they are given.
const (
	left = iota
	middle
	right
)

// put draws a block into the span from x of the given width, its top at y.
func (c *canvas) put(b block, x, y, width, align int, fill shade) {
	for i, line := range b.lines {
		at := x
		switch align {
		case middle:
			at += (width - c.pen.width(line, b.style)) / 2
		case right:
			at += width - c.pen.width(line, b.style)
		}
		c.write(at, y+i*b.style.lead()+b.style.size, line, b.style, fill)
	}
}
