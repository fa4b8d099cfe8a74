package handlers

// startTalk is /start and /menu: the home card, and the way in with a code. It
// mends whatever is stuck: the talk that waited is left, the menu set anew.
func startTalk() Conversation {
	return Conversation{
		Name: "start", Commands: []string{"menu", "start", "home"},
		Help:  T("Màn hình chính: việc của đồng chí và thời hạn", "Home: what you have to do, and until when"),
		Start: startStart,
	}
}

// startStart takes "/start CODE" of a link, "/start menu" of the group's
// button, and the bare command, which somebody in the middle of joining gets
// answered with the step they stand at.
func startStart(t *Turn, args []string) {
	switch {
	case t.Plan == nil:
		t.Say(t.S(noPlan))
	case len(args) > 0 && args[0] != "menu":
		t.takeCode(args[0])
	case t.before.Conversation == "join" && len(t.current(t.Actor)) == 0:
		t.State.Conversation, t.State.Answers = t.before.Conversation, copied(t.before.Answers)
		t.Go(t.before.Step)
	default:
		t.home()
	}
}

// freeText answers text no question awaits: a stranger is greeted, or has typed
// the code right away.
func (t *Turn) freeText(text string) {
	switch {
	case t.Plan == nil:
		t.Say(t.S(noPlan))
	case len(t.current(t.Actor)) > 0 && !plainlyCode(text):
		if name, ok := commandMeant(text); ok {
			t.command(name, nil)
			return
		}
		t.Say(t.S(nothingAwaited))
	default:
		if _, _, ok := codeOf(text); ok {
			t.takeCode(text)
			return
		}
		t.home()
	}
}

var noPlan = T(
	"Bot chưa có kế hoạch của khối. Đề nghị đồng chí quay lại sau.",
	"The bot has no plan of the bloc yet. Please come back later.")
