package handlers_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"thidua/bot/sandbox/transcript"
	"thidua/storage"
)

func (w *wanderer) answered(from int, who string) bool {
	return slices.ContainsFunc(w.out[from:], func(i transcript.Item) bool {
		o, ok := i.(transcript.Output)
		return ok && o.To == who
	})
}

var (
	englishWords    = regexp.MustCompile(`\b([Pp]lease|[Pp]ress|[Yy]ou|[Yy]our|the|has|was)\b`)
	vietnameseWords = regexp.MustCompile(`(?i)đồng chí|đề nghị|chưa có|bấm`)
)

// look holds what was shown since against what every message must be.
func (w *wanderer) look(from int) {
	for _, item := range w.out[from:] {
		o, ok := item.(transcript.Output)
		if !ok {
			continue
		}
		text := strings.Join(o.Lines, "\n")
		if problem := badHTML(text); problem != "" && o.Kind != transcript.Toast && o.Kind != transcript.Alert {
			w.t.Errorf("to %s: %s", o.To, problem)
		}
		for _, row := range o.Buttons {
			text += "\n" + strings.Join(row, "\n")
		}
		other := englishWords
		if w.english(o.To) || w.spoke[o.To] {
			other = vietnameseWords
		}
		if m := other.FindString(text); m != "" {
			w.t.Errorf("to %s in the wrong language: %q in\n%s", o.To, m, text)
		}
	}
}

// english reports whether somebody has chosen English; who erased everything of
// themselves, or left unasked, is spoken to as a newcomer is.
func (w *wanderer) english(alias string) (chosen bool) {
	who, _ := w.talk.Person(alias)
	w.view(func(tx *storage.Tx) {
		row, ok := storage.People.Get(tx, storage.K(who.ID))
		chosen = ok && row.Language == "en"
	})
	return chosen
}

var tag = regexp.MustCompile(`<(/?)([a-z]+)(?: href="[^"<>]*")?>`)

// badHTML says what Telegram would refuse of a text: tags that do not nest and
// bare angle brackets.
func badHTML(s string) string {
	var open []string
	rest := tag.ReplaceAllStringFunc(s, func(m string) string {
		parts := tag.FindStringSubmatch(m)
		if parts[1] == "" {
			open = append(open, parts[2])
		} else if n := len(open); n == 0 || open[n-1] != parts[2] {
			open = append(open, "a closing "+parts[2])
		} else {
			open = open[:n-1]
		}
		return ""
	})
	switch {
	case len(open) > 0:
		return fmt.Sprintf("unbalanced %v in %q", open, s)
	case strings.ContainsAny(rest, "<>"):
		return fmt.Sprintf("a bare bracket in %q", s)
	}
	return ""
}

// tell writes down how the walk came where it failed.
func (w *wanderer) tell(last int) {
	talk := *w.talk
	talk.Items = w.out[max(0, len(w.out)-last):]
	w.t.Logf("the end of the walk, at %s:\n%s", w.now.Format(time.DateTime), talk.Format())
}
