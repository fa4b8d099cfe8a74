package handlers

func scoreTalk() Conversation {
	return Conversation{Name: "score", Commands: []string{"cham", "score"}, Help: T("cham", "score"), Start: func(t *Turn, _ []string) {}}
}
