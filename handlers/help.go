package handlers

import "strings"

// helpTalk is /trogiup, derived from the one table of routes: what the person
// may start, under both names. It never disturbs a talk that waits.
func helpTalk() Conversation {
	return Conversation{
		Name: "help", Commands: []string{"trogiup", "help"}, Aside: true,
		Help:  T("Các lệnh đồng chí dùng được", "The commands you can use"),
		Start: func(t *Turn, _ []string) { t.Say(t.help()) },
	}
}

func (t *Turn) help() string {
	out := []string{t.S(helpHead)}
	for _, c := range routes() {
		if c.Help == (Text{}) || !c.may(t) || c.OfUse != nil && (t.Plan == nil || !c.OfUse(t.Plan)) {
			continue
		}
		other := "en"
		if t.Lang() == "en" {
			other = "vi"
		}
		out = append(out, t.S(helpLine, c.command(t.Lang()), c.command(other), c.Help))
	}
	if len(t.current(t.Actor)) == 0 {
		return strings.Join(append(out, "", t.S(helpStranger)), "\n")
	}
	return strings.Join(append(out, "", t.S(helpFoot)), "\n")
}

var (
	helpHead = T("<b>Các lệnh</b>", "<b>Commands</b>")
	helpLine = T("/%s (/%s) – %s", "/%s (/%s) – %s")
	helpFoot = T(
		"Mỗi nút bấm đều có thể thay bằng cách gõ lại chữ trên nút. Gửi tệp bất cứ lúc nào, bot sẽ hỏi tệp dùng cho việc gì.",
		"Typing the words of a button does the same as pressing it. Send a file at any time and you will be asked what it is for.")
	helpStranger = T(
		"Đồng chí chưa có vai trò trong khối. Mời đồng chí bấm /start để đăng ký.",
		"You have no role in the bloc yet. Please press /start to join.")
)
