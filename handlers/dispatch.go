package handlers

import (
	"strings"

	"thidua/storage"
)

// dispatch is the one lookup order for everything that comes in.
func (t *Turn) dispatch() {
	switch b := t.Event.Body.(type) {
	case Woke:
		t.wake()
	case Connected:
		t.connected(b)
	case Resumed:
		t.resumed(b)
	case FellBack:
		t.fellBack(b)
	case Stored:
		t.stored(b)
	case Inspected:
		t.inspected(b)
	case Bound:
		t.bound(b)
	case Undelivered:
		t.undelivered(b)
	case MemberChanged:
		t.memberChanged(b)
	case Migrated:
		t.migrated(b)
	case Adopted:
		t.readAgain(b)
	case Early:
		t.early(b)
	case Measured:
		t.measured(b)
	case BackedUp:
		t.backedUp(b)
	case Broken:
		panic("undecodable update: " + b.Why)
	default:
		t.fromPerson()
	}
}

// fromPerson handles what a human did. A stranger without an id (a channel, an
// anonymous group admin) is nobody to us.
func (t *Turn) fromPerson() {
	if t.Actor.ID == 0 {
		return
	}
	if t.Event.Chat.Group {
		t.inGroup()
		return
	}
	if t.Known {
		t.reached()
		t.renewConsent()
	} else if t.flooded() {
		return
	}
	switch b := t.Event.Body.(type) {
	case Said:
		t.said(b.Text)
	case Pressed:
		t.pressed(b)
	case Edited:
		t.Say(t.S(editedText))
	default:
		t.State.Screen.Below = t.State.Screen.ID != 0
		t.toStep()
	}
}

// command starts a conversation, or answers an aside.
func (t *Turn) command(name string, args []string) {
	c, ok := byCommand(name)
	if !ok {
		c, ok = byCommand(fold(name)) // a Vietnamese keyboard makes /nộp of /nop
	}
	switch {
	case !ok:
		t.Say(t.S(unknownCommand, echo("/"+name)))
	case !c.may(t):
		t.refuse(c)
	case c.Aside:
		c.Start(t, args)
	default:
		t.End()
		c.Start(t, args)
	}
}

// pressed finds what a button means. A button of the current screen at its
// current revision acts; a double tap is acknowledged. An older button acts
// only if it is a command, the way the same words typed would; any other is
// explained and the present screen shown again.
func (t *Turn) pressed(p Pressed) {
	name, rest := p.Data, ""
	if i := strings.IndexByte(p.Data, '/'); i >= 0 {
		name, rest = p.Data[:i], p.Data[i:]
	}
	id, rev, n, ok := parsePress(name)
	live := &t.State.Screen
	switch command, args, isCommand := parseCommand(rest); {
	case ok && id == live.ID && shown(*live, rev) && n >= 0 && n < len(live.Buttons):
		t.live = true
		live.Pressed = name
		t.act(live.Buttons[n].Action)
	case ok && live.Pressed == name:
		t.Answer(alreadyPressed.plain(t.Lang()), false)
	case isCommand:
		live.Below = live.ID != 0
		t.command(command, args)
	case live.Pressed == staleMark+name: // the second tap on the same old button
		t.Answer(oldScreen.plain(t.Lang()), false)
	default:
		live.Pressed = staleMark + name
		t.Answer(oldScreen.plain(t.Lang()), false)
		t.reopen()
	}
}

// staleMark stands before the name of an old button in Screen.Pressed: a fast
// finger gets the present screen once, not once a tap.
const staleMark = "old "

// shown reports whether the live screen shows at a revision what it shows now.
func shown(live storage.Screen, rev int) bool {
	return rev == live.Rev || live.Same != 0 && rev >= live.Same && rev < live.Rev
}

// act carries out the action of a live button, pressed or typed.
func (t *Turn) act(action string) {
	if command, args, ok := parseCommand(action); ok {
		t.command(command, args)
		return
	}
	c, ok := conversation(t.State.Conversation)
	if !ok {
		t.lost()
		return
	}
	step, ok := c.Steps[t.State.Step]
	if !ok || step.Press == nil || !c.may(t) {
		t.lost()
		return
	}
	step.Press(t, action)
}

// toStep hands text, files and cards to the waiting step.
func (t *Turn) toStep() {
	c, ok := conversation(t.State.Conversation)
	if !ok {
		t.nothingWaits()
		return
	}
	step, ok := c.Steps[t.State.Step]
	if !ok || !c.may(t) {
		t.lost()
		return
	}
	switch b := t.Event.Body.(type) {
	case Said:
		if step.Said != nil {
			step.Said(t, b.Text)
			return
		}
	case Uploaded:
		if step.Uploaded != nil {
			step.Uploaded(t, b)
			return
		}
		t.fileFirst(b)
		return
	case Shared:
		if step.Shared != nil {
			step.Shared(t, b)
			return
		}
	case Unusable:
		t.Say(t.S(unusable(b.Kind)))
		return
	}
	t.Say(t.S(step.Awaits))
}

// nothingWaits answers input no conversation asked for.
func (t *Turn) nothingWaits() {
	switch b := t.Event.Body.(type) {
	case Uploaded:
		t.fileFirst(b)
	case Unusable:
		t.Say(t.S(unusable(b.Kind)))
	case Said:
		t.freeText(b.Text)
	default:
		t.Say(t.S(nothingAwaited))
	}
}

// reopen shows the present step again as a new screen.
func (t *Turn) reopen() {
	t.State.Screen.Below = true
	if c, ok := conversation(t.State.Conversation); ok && c.may(t) {
		if s, ok := c.Steps[t.State.Step]; ok && s.Show != nil {
			s.Show(t)
			return
		}
	}
	t.home()
}

// lost ends a talk whose step no longer exists or is no longer allowed.
func (t *Turn) lost() {
	t.End()
	t.State.Screen.Below = t.State.Screen.ID != 0 // what follows stands below the sentence
	t.Say(t.S(talkEnded))
	t.home()
}

func (t *Turn) refuse(c Conversation) {
	if len(t.Actor.Roles) == 0 {
		t.Say(t.S(joinFirst))
		return
	}
	t.Say(t.S(notYours, "/"+c.command(t.Lang())))
}

// notFor says that a command is not for the actor, by its name in the actor's
// language.
func (t *Turn) notFor(name string) {
	c, _ := byCommand(name)
	t.Say(t.S(notYours, "/"+c.command(t.Lang())))
}

var (
	editedText = T(
		"Đã thấy đồng chí sửa một tin nhắn cũ. Nội dung đã tiếp nhận không thay đổi theo; đề nghị đồng chí gửi tin nhắn mới.",
		"You edited an earlier message. What was already received does not change with it; please send a new message.")
	unknownCommand = T("Không có lệnh <code>%s</code>. Xem các lệnh: /trogiup", "There is no command <code>%s</code>. See the commands: /help")
	alreadyPressed = T("Đã ghi nhận rồi.", "Already done.")
	oldScreen      = T("Màn hình cũ. Màn hình hiện tại được mở lại bên dưới.", "An old screen. The current one is opened again below.")
	talkEnded      = T("Bước này không còn dùng được; những gì đồng chí đã nhập vẫn được lưu.", "This step is no longer available; what you entered is kept.")
	pressAbove     = T("Đề nghị đồng chí bấm một nút ở trên.", "Please press one of the buttons above.")
	nothingAwaited = T("Hiện không có câu hỏi nào chờ đồng chí. Mời đồng chí chọn việc: /menu", "Nothing is waiting for an answer. Choose what to do: /home")
	joinFirst      = T("Đồng chí chưa đăng ký. Mời đồng chí bấm /start để bắt đầu.", "You are not registered yet. Please press /start to begin.")
	notYours       = T("Lệnh %s không dành cho vai trò của đồng chí. Xem các lệnh: /trogiup", "The command %s is not for your role. See the commands: /help")
)

// unusable says what to send instead of a kind of message nothing takes.
func unusable(kind string) Text {
	switch kind {
	case "voice", "video", "video_note", "audio":
		return T("Bot không nhận tin thoại hay video. Đề nghị đồng chí gửi văn bản, hoặc tệp PDF, Word, Excel, ảnh chụp trang giấy.",
			"Voice and video are not taken. Please send text, or a PDF, Word or Excel file, or a photograph of the page.")
	case "sticker", "animation", "dice":
		return T("Bot không đọc được nhãn dán. Đề nghị đồng chí trả lời bằng chữ hoặc bấm nút.",
			"Stickers cannot be read. Please answer in words or press a button.")
	case "location", "venue":
		return T("Bot không cần vị trí của đồng chí. Đề nghị đồng chí trả lời bằng chữ hoặc bấm nút.",
			"Your location is not needed. Please answer in words or press a button.")
	}
	return T("Bot không đọc được loại tin này. Đề nghị đồng chí gửi văn bản, tệp hoặc bấm nút.",
		"This kind of message cannot be read. Please send text or a file, or press a button.")
}
