package handlers

func documentsTalk() Conversation {
	return Conversation{Name: "documents", Commands: []string{"vanban", "documents"}, Help: T("vanban", "documents"), Start: func(t *Turn, _ []string) {}}
}
