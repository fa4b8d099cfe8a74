package handlers

import (
	"slices"
	"strings"
	"unicode"

	"thidua/campaign"
)

// Conversation is a talk with a name: how it starts and what each of its steps
// asks and accepts. It is a value; where a person stands in it is State.
type Conversation struct {
	Name string
	// Commands start it; the first is the one shown.
	Commands []string
	// Help is its line in /help; the zero Text keeps it out of the list.
	Help Text
	// Cancelled is what /cancel says to somebody unknown about what stays; the
	// zero Text stands for "nothing was lost".
	Cancelled Text
	// Who may start it; nil means everybody, strangers too.
	Who []campaign.RoleKind
	// OfUse says whether the plan has a use for it; where not, it stays out of
	// /help. Nil = always.
	OfUse func(*campaign.Plan) bool
	// Aside commands answer with a message of their own and never disturb a
	// talk that waits.
	Aside bool
	// Start handles the command and its arguments.
	Start func(t *Turn, args []string)
	Steps map[string]Step
}

// Step is one question. A nil function means the step does not take that kind
// of input; the person is then told what it awaits.
type Step struct {
	Show     func(t *Turn)
	Press    func(t *Turn, action string)
	Said     func(t *Turn, text string)
	Uploaded func(t *Turn, u Uploaded)
	Shared   func(t *Turn, s Shared)
	// Awaits says what the step accepts, with an example.
	Awaits Text
}

// may reports whether the actor may start the conversation now.
func (c Conversation) may(t *Turn) bool {
	if c.Who == nil {
		return true
	}
	for _, r := range t.Actor.Roles {
		if slices.Contains(c.Who, r.Kind) && (t.Plan == nil || r.Year == t.Plan.Year || r.Kind == campaign.Admin) {
			return true
		}
	}
	return false
}

// conversation finds a conversation by its name.
func conversation(name string) (Conversation, bool) {
	for _, c := range routes() {
		if c.Name == name {
			return c, true
		}
	}
	return Conversation{}, false
}

// byCommand finds the conversation a command starts.
func byCommand(command string) (Conversation, bool) {
	for _, c := range routes() {
		if slices.Contains(c.Commands, command) {
			return c, true
		}
	}
	return Conversation{}, false
}

// parseCommand splits "/nop@ThiDuaBot soket" into "nop" and its arguments.
// Text with a leading slash is never an answer, so ok is true for all of it.
func parseCommand(text string) (command string, args []string, ok bool) {
	if !strings.HasPrefix(text, "/") {
		return "", nil, false
	}
	// A zero byte ends a word too: words become keys, and keys hold none.
	fields := strings.FieldsFunc(text[1:], func(r rune) bool { return unicode.IsSpace(r) || r == 0 })
	if len(fields) == 0 {
		return "", nil, true
	}
	name, _, _ := strings.Cut(fields[0], "@")
	return strings.ToLower(name), fields[1:], true
}
