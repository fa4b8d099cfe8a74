package handlers

// startTalk is /start and /menu: the home card, and the way in with a code.
func startTalk() Conversation {
	return Conversation{
		Name: "start", Commands: []string{"menu", "start", "home"},
		Help:  T("Màn hình chính", "Home screen"),
		Start: func(t *Turn, _ []string) { t.home() },
	}
}

// home shows the home card.
func (t *Turn) home() { t.Show(t.S(T("Màn hình chính", "Home"))) }

// freeText answers text no question awaits.
func (t *Turn) freeText(string) { t.Say(t.S(nothingAwaited)) }
