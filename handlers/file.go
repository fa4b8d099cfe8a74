package handlers

func fileTalk() Conversation {
	return Conversation{Name: "file", Commands: []string{"tep", "file"}, Help: T("tep", "file"), Start: func(t *Turn, _ []string) {}}
}
