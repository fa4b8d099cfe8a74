package handlers

func calendarTalk() Conversation {
	return Conversation{Name: "calendar", Commands: []string{"lich", "calendar"}, Help: T("lich", "calendar"), Start: func(t *Turn, _ []string) {}}
}
