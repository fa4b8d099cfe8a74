package handlers

func statusTalk() Conversation {
	return Conversation{Name: "status", Commands: []string{"trangthai", "status"}, Help: T("trangthai", "status"), Start: func(t *Turn, _ []string) {}}
}
