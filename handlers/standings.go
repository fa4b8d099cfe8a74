package handlers

func standingsTalk() Conversation {
	return Conversation{Name: "standings", Commands: []string{"xephang", "standings"}, Help: T("xephang", "standings"), Start: func(t *Turn, _ []string) {}}
}
