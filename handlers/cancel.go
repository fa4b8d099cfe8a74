package handlers

func cancelTalk() Conversation {
	return Conversation{Name: "cancel", Commands: []string{"huy", "cancel"}, Help: T("huy", "cancel"), Start: func(t *Turn, _ []string) {}}
}
