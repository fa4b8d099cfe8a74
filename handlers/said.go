package handlers

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// What somebody typed is, in this order: a command, a button of the screen by its
// label, the wish to leave, and else an answer to the question that waits.

func (t *Turn) said(text string) {
	t.State.Screen.Below = t.State.Screen.ID != 0
	if command, args, ok := parseCommand(text); ok {
		t.command(command, args)
		return
	}
	if action, ok := t.buttonNamed(text); ok {
		t.act(action)
		return
	}
	if wantsOut(text) {
		t.command("huy", nil)
		return
	}
	t.toStep()
}

// wantsOut reports whether somebody says that they will not go on. Only the word
// with its accent: Huy is a name, and names are asked for.
func wantsOut(text string) bool {
	switch norm.NFC.String(strings.ToLower(strings.TrimSpace(text))) {
	case "hủy", "huỷ", "cancel":
		return true
	}
	return false
}

// commandMeant is the command somebody typed as they say it, "Xếp hạng" for
// /xephang. Longer sentences are not guessed at.
func commandMeant(text string) (string, bool) {
	name := strings.ReplaceAll(fold(text), " ", "")
	_, ok := byCommand(name)
	return name, ok
}

// buttonNamed finds the button of the live screen whose label was typed, so
// that everything reachable by a button is reachable by text.
func (t *Turn) buttonNamed(text string) (string, bool) {
	want := fold(text)
	if want == "" {
		return "", false
	}
	for _, b := range t.State.Screen.Buttons {
		if fold(b.Label) == want && (!numeral(b.Label) || plainNumber(b.Label) == plainNumber(text)) {
			return b.Action, true
		}
	}
	return "", false
}

// numeral reports whether a label is a bare figure. Folding would take "-1" for
// "1" and "5 %" for "5", so figures are compared sign by sign.
func numeral(label string) bool {
	return label != "" && strings.Trim(label, "0123456789,.% ") == ""
}

// plainNumber writes a figure without blanks and with a decimal comma.
func plainNumber(s string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(s), ""), ".", ",")
}
