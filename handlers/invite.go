package handlers

func inviteTalk() Conversation {
	return Conversation{Name: "invite", Commands: []string{"moi", "invite"}, Help: T("moi", "invite"), Start: func(t *Turn, _ []string) {}}
}
