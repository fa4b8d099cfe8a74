package handlers

func nudgeTalk() Conversation {
	return Conversation{Name: "nudge", Commands: []string{"dondoc", "nudge"}, Help: T("dondoc", "nudge"), Start: func(t *Turn, _ []string) {}}
}

func composeNudge(*View) (Composed, bool) { return Composed{}, false }
