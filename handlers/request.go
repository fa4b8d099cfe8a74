package handlers

func requestTalk() Conversation {
	return Conversation{Name: "request", Commands: []string{"yeucau", "requests"}, Help: T("yeucau", "requests"), Start: func(t *Turn, _ []string) {}}
}
