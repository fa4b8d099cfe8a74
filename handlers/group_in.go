package handlers

import (
	"slices"
	"strings"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// What happens in a group: binding, and the bot's own coming and going.

// groupPause is how long a group waits for the same answer again: anybody may
// put the bot into a group and type there.
const groupPause = time.Minute

// bindingCommands bring a code. A link of Telegram's says "/start CODE".
var bindingCommands = []string{"start", "ketnoi", "connect"}

// inGroup takes a code that binds the group; every other command is answered
// with the way to the private chat. Commands for another bot are not ours.
func (t *Turn) inGroup() {
	s, ok := t.Event.Body.(Said)
	if !ok || !strings.HasPrefix(s.Text, "/") || t.Plan == nil {
		return
	}
	id, _ := storage.BotIdentity(t.Tx)
	word, _, _ := strings.Cut(s.Text, " ")
	if _, to, named := strings.Cut(word, "@"); named && !strings.EqualFold(strings.TrimSpace(to), id.Username) {
		return
	}
	name, args, _ := parseCommand(s.Text)
	if slices.Contains(bindingCommands, name) && len(args) == 1 && t.bindGroup(args[0]) {
		return
	}
	if slices.Contains(bindingCommands, name) && name != "start" {
		t.oncePerPause("bind", func() { t.Say(t.S(groupCodeWrong)) })
		return
	}
	t.oncePerPause("", func() { t.Say(t.S(privateOnly, HTML("https://t.me/"+id.Username+"?start=menu"))) })
}

// oncePerPause answers a group unless it had the same answer a moment ago.
func (t *Turn) oncePerPause(what string, answer func()) {
	key := storage.K(t.Plan.Campaign, "group"+what, t.Event.Chat.ID)
	if last, told := storage.Tolds.Get(t.Tx, key); told && t.Event.At.Sub(last.At) < groupPause {
		return
	}
	storage.Tolds.Put(t.Tx, key, storage.Told{At: t.Event.At})
	answer()
}

// bindGroup makes this the bloc's group, for whoever may write to the bloc and has a
// code. Who may not learns no more than that the code is wrong.
func (t *Turn) bindGroup(text string) bool {
	code, _, ok := codeOf(text)
	if !ok || !t.allowed(campaign.ActAnnounce, "") {
		return false
	}
	key := storage.K(hashOf(code))
	c, known := storage.GroupCodes.Get(t.Tx, key)
	if !known || !c.Used.IsZero() || !t.Event.At.Before(c.Expires) {
		return false
	}
	c.Used = t.Event.At
	storage.GroupCodes.Put(t.Tx, key, c)
	if old, bound := storage.BoundGroup(t.Tx); bound {
		old.Ended = t.Event.At
		storage.Groups.Put(t.Tx, storage.K(old.Chat), old)
	}
	g := storage.Group{Chat: t.Event.Chat.ID, Title: t.Event.Chat.Title, Topic: t.Event.Chat.Topic, By: t.Actor.ID, At: t.Event.At}
	t.Note("group-bind", "", "", "")
	t.Send(Outgoing{Kind: OutSay, Class: ClassReply, Chat: g.Chat, Topic: g.Topic, Text: groupBound.In(t.Set.language(), t.Plan.Bloc)})
	t.newBoard(g)
	for _, p := range t.leadership() {
		t.Tell(p, ClassReply, groupBoundNews.In(t.LangOf(p), g.Title, t.who(t.Actor.ID)))
	}
	return true
}

// groupMember follows the bot being added to a group and put out of it.
func (t *Turn) groupMember(status string) {
	if t.Plan == nil {
		return
	}
	in := status == "member" || status == "administrator"
	g, bound := storage.BoundGroup(t.Tx)
	switch {
	case bound && g.Chat == t.Event.Chat.ID && !in:
		t.groupLost(g)
	case bound && g.Chat == t.Event.Chat.ID && (!g.Lost.IsZero() || g.Unpinned):
		back := !g.Lost.IsZero()
		g.Lost = time.Time{}
		t.newBoard(g)
		if back {
			t.Note("group-back", "", "", "")
			t.deskHears(groupBack, g.Title)
		}
	case in && !bound && t.Known && t.allowed(campaign.ActAnnounce, ""):
		// With privacy mode on, which is usual, the group's other messages never
		// reach the bot: nothing but a command that names it does.
		id, _ := storage.BotIdentity(t.Tx)
		t.Tell(t.Actor, ClassReply, groupAdded.In(t.Lang(), t.Event.Chat.Title, id.Username))
	}
}

func (t *Turn) groupLost(g storage.Group) {
	if !g.Lost.IsZero() {
		return
	}
	g.Lost = t.Event.At
	storage.Groups.Put(t.Tx, storage.K(g.Chat), g)
	t.Note("group-lost", "", "", "")
	t.deskHears(groupGone, g.Title)
}

func (t *Turn) deskHears(what Text, args ...any) {
	for _, p := range t.desk() {
		t.Tell(p, ClassReply, what.In(t.LangOf(p), args...))
	}
}

// groupUndelivered is for what a group did not take; false for other chats.
func (t *Turn) groupUndelivered(u Undelivered) bool {
	g, ok := storage.Groups.Get(t.Tx, storage.K(u.Chat))
	if !ok {
		return u.Chat < 0
	}
	switch {
	case !g.Ended.IsZero() || t.Plan == nil:
	case u.Why == "chat-gone":
		t.groupLost(g)
	case u.Why == "refused" && u.Kind == OutPin && !g.Unpinned:
		g.Unpinned = true
		storage.Groups.Put(t.Tx, storage.K(g.Chat), g)
		t.deskHears(groupCannotPin)
	}
	return true
}

// migrated follows a group that became a supergroup: it has another id, and its
// old messages cannot be edited there, so the board is sent anew.
func (t *Turn) migrated(m Migrated) {
	from := t.Event.Chat.ID
	g, ok := storage.Groups.Get(t.Tx, storage.K(from))
	if !ok || from == m.To {
		return
	}
	storage.Groups.Delete(t.Tx, storage.K(from))
	g.Chat, g.Topic = m.To, 0
	t.Note("group-moved", "", "", "")
	if !g.Ended.IsZero() || t.Plan == nil {
		storage.Groups.Put(t.Tx, storage.K(g.Chat), g)
		return
	}
	t.newBoard(g)
}

var (
	privateOnly = T(
		"Việc này chỉ làm trong cuộc trò chuyện riêng với bot: %s",
		"This is done only in a private chat with the bot: %s")
	groupCodeWrong = T(
		"Mã kết nối không đúng, đã dùng hoặc hết hạn, hoặc người gõ không phải thường trực, lãnh đạo khối. Đề nghị lấy mã mới bằng lệnh /nhom trong cuộc trò chuyện riêng với bot.",
		"The code is wrong, used or expired, or whoever typed it is neither of the desk nor a leader. Please get a new one by /group in a private chat with the bot.")
	groupBound = T(
		"Nhóm đã được kết nối với %s. Thông báo chung và bảng theo dõi tiến độ được gửi tại đây; việc riêng của từng đơn vị trao đổi trong cuộc trò chuyện riêng với bot.",
		"This group is bound to %s. Common notices and the board of progress come here; each unit's own matters stay in the private chat with the bot.")
	groupBoundNews = T("Đã kết nối nhóm <b>%s</b> (đồng chí %s).", "The group <b>%s</b> is bound (by %s).")
	groupGone      = T("Bot không còn ở trong nhóm <b>%s</b>. Thông báo chung vẫn gửi riêng từng người. Muốn khôi phục, đề nghị đồng chí thêm lại bot vào nhóm.",
		"The bot is no longer in the group <b>%s</b>. Notices still go to everybody in private. To restore it, add the bot to the group again.")
	groupBack  = T("Bot đã trở lại nhóm <b>%s</b>; bảng theo dõi được gửi lại.", "The bot is back in the group <b>%s</b>; the board is sent again.")
	groupAdded = T(
		"Bot đã được thêm vào nhóm <b>%s</b>. Do chế độ riêng tư, bot chỉ đọc được lệnh có tên bot; để kết nối, đề nghị đồng chí lấy mã bằng /nhom rồi gõ trong nhóm: /ketnoi@%s kèm mã.",
		"The bot was added to the group <b>%s</b>. In privacy mode it reads only commands that name it; to bind the group get a code by /group and type in the group: /connect@%s and the code.")
)
