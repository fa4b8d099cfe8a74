package handlers

func helpTalk() Conversation {
	return Conversation{Name: "help", Commands: []string{"trogiup", "help"}, Help: T("trogiup", "help"), Start: func(t *Turn, _ []string) {}}
}
