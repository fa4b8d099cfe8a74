package handlers

func submitTalk() Conversation {
	return Conversation{Name: "submit", Commands: []string{"nop", "submit"}, Help: T("Nộp báo cáo, kế hoạch", "Hand in a report or plan"), Start: func(t *Turn, _ []string) {}}
}

func (t *Turn) fileFirst(Uploaded)  {}
func (t *Turn) stored(Stored)       {}
func (t *Turn) inspected(Inspected) {}
