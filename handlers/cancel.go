package handlers

// cancelTalk is /huy: it leaves whatever waits, always answers, and says what
// was kept.
func cancelTalk() Conversation {
	return Conversation{
		Name: "cancel", Commands: []string{"huy", "cancel"},
		Help:  T("Dừng việc đang làm dở", "Stop what you are doing"),
		Start: startCancel,
	}
}

func startCancel(t *Turn, _ []string) {
	c, ok := conversation(t.before.Conversation)
	switch {
	case !ok:
		t.Say(t.S(nothingToCancel))
	case c.Cancelled != (Text{}) && !t.Known:
		t.Say(t.S(c.Cancelled))
	default:
		t.Say(t.S(cancelled))
	}
}

var (
	nothingToCancel = T(
		"Hiện không có việc nào đang làm dở. Mời đồng chí chọn việc: /menu",
		"You are not in the middle of anything. Choose what to do: /home")
	cancelled = T(
		"Đã dừng. Những gì đồng chí đã nhập và đã gửi vẫn được giữ. Mời đồng chí chọn việc: /menu",
		"Stopped. What you entered and sent is kept. Choose what to do: /home")
)
