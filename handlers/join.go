package handlers

func joinTalk() Conversation {
	return Conversation{Name: "join", Commands: []string{"dangky", "join"}, Help: T("dangky", "join"), Start: func(t *Turn, _ []string) {}}
}
