package handlers

func profileTalk() Conversation {
	return Conversation{Name: "profile", Commands: []string{"hoso", "profile"}, Help: T("hoso", "profile"), Start: func(t *Turn, _ []string) {}}
}
