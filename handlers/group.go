package handlers

import (
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// groupTalk is /nhom: the bloc's group is bound by a code that the desk gets
// here and that is said in the group. The group is an audience: it hears of
// openings, closings and occasions and has the board pinned; names of units and
// anything private never go there.
func groupTalk() Conversation {
	return Conversation{
		Name: "group", Commands: []string{"nhom", "group"},
		Help:  T("Nhóm chung của khối: kết nối, bảng theo dõi ghim", "The bloc's group: bind it, its pinned board"),
		Who:   []campaign.RoleKind{campaign.Secretary, campaign.Leader},
		Start: startGroup,
		Steps: map[string]Step{
			"card":   {Show: showGroup, Press: pressGroup, Awaits: awaitsGroup},
			"unbind": {Show: showUnbind, Press: pressUnbind, Awaits: awaitsUnbind},
		},
	}
}

// groupCodeFor is how long a code binds a group.
const groupCodeFor = 24 * time.Hour

func startGroup(t *Turn, _ []string) {
	if t.Plan == nil || !t.allowed(campaign.ActAnnounce, "") {
		t.notFor("nhom")
		return
	}
	t.Begin("group", "card", nil)
}

func showGroup(t *Turn) {
	g, bound := storage.BoundGroup(t.Tx)
	if !bound {
		t.Show(t.S(groupNone), Row(t.B("code", groupCodeLabel)))
		return
	}
	text := t.S(groupIs, g.Title, stamp(g.At.In(t.Plan.Location()), t.Lang()), t.who(g.By))
	switch {
	case !g.Lost.IsZero():
		text += "\n" + t.S(groupIsLost, stamp(g.Lost.In(t.Plan.Location()), t.Lang()))
	case g.Unpinned:
		text += "\n" + t.S(groupCannotPin)
	}
	t.Show(text, Row(t.B("board", groupBoardLabel)), Row(t.B("code", groupOtherLabel)), Row(t.B("unbind", groupUnbindLabel)))
}

func pressGroup(t *Turn, action string) {
	switch action {
	case "code":
		t.groupCode()
	case "board":
		if g, ok := storage.BoundGroup(t.Tx); ok && g.Lost.IsZero() {
			t.newBoard(g)
			t.Answer(groupBoardSent.plain(t.Lang()), false)
		}
		t.Go("card")
	case "unbind":
		t.Go("unbind")
	default:
		t.Go("card")
	}
}

// groupCode makes a code and says how it is used. It is shown once and kept
// nowhere; in the link Telegram says it by itself when the bot is added.
func (t *Turn) groupCode() {
	code := t.Code(typedLength, typedAlphabet)
	storage.GroupCodes.Put(t.Tx, storage.K(hashOf(code)), storage.GroupCode{By: t.Actor.ID, At: t.Event.At, Expires: t.Event.At.Add(groupCodeFor)})
	t.Note("group-code", "", "", "")
	id, _ := storage.BotIdentity(t.Tx)
	t.End()
	t.Close(t.S(groupHow, HTML("https://t.me/"+id.Username+"?startgroup="+code), id.Username, code, stamp(t.Event.At.Add(groupCodeFor).In(t.Plan.Location()), t.Lang())))
}

func showUnbind(t *Turn) {
	g, ok := storage.BoundGroup(t.Tx)
	if !ok {
		t.Go("card")
		return
	}
	t.Show(t.S(groupUnbindAsk, g.Title), Row(t.B("no", groupKeepLabel)), Row(t.B("yes", groupUnbindLabel)))
}

func pressUnbind(t *Turn, action string) {
	g, ok := storage.BoundGroup(t.Tx)
	if ok && action == "yes" && t.allowed(campaign.ActAnnounce, "") {
		g.Ended = t.Event.At
		storage.Groups.Put(t.Tx, storage.K(g.Chat), g)
		t.Note("group-unbind", "", "", "")
	}
	t.Go("card")
}

var (
	awaitsGroup  = T("Đề nghị đồng chí bấm một nút, ví dụ “Tạo mã kết nối”.", "Please press a button, for example “Make a code”.")
	awaitsUnbind = T("Đề nghị đồng chí bấm “Giữ nguyên” hoặc “Ngừng kết nối”.", "Please press “Keep it” or “Unbind”.")
	groupNone    = T(
		"<b>Nhóm chung của khối</b>\nChưa có nhóm nào được kết nối. Nhóm được kết nối sẽ nhận thông báo phát động, kết thúc đợt, ngày kỷ niệm và có bảng theo dõi tiến độ được ghim; tên đơn vị chậm nộp và việc riêng không bao giờ gửi vào nhóm.",
		"<b>The bloc's group</b>\nNo group is bound. A bound group hears of openings, closings and anniversaries and has the board of progress pinned; names of late units and private matters never go there.")
	groupIs = T(
		"<b>Nhóm chung của khối</b>\nĐang kết nối: <b>%s</b>, từ %s (đồng chí %s).",
		"<b>The bloc's group</b>\nBound: <b>%s</b>, since %s (%s).")
	groupIsLost    = T("Bot không còn ở trong nhóm từ %s. Đề nghị đồng chí thêm lại bot vào nhóm, hoặc kết nối nhóm khác.", "The bot is no longer in the group since %s. Add it again, or bind another group.")
	groupCannotPin = T("Bot chưa được phép ghim tin. Đề nghị quản trị nhóm cấp quyền “Ghim tin nhắn” cho bot, rồi bấm “Gửi lại bảng theo dõi”.", "The bot may not pin messages. Please give it the right “Pin messages” in the group, then press “Send the board again”.")

	groupCodeLabel   = T("Tạo mã kết nối", "Make a code")
	groupOtherLabel  = T("Kết nối nhóm khác", "Bind another group")
	groupBoardLabel  = T("Gửi lại bảng theo dõi", "Send the board again")
	groupUnbindLabel = T("Ngừng kết nối", "Unbind")
	groupKeepLabel   = T("Giữ nguyên", "Keep it")
	groupBoardSent   = T("Đã gửi.", "Sent.")
	groupHow         = T(
		"<b>Kết nối nhóm chung</b>\nCách 1: bấm %s rồi chọn nhóm; bot được thêm vào và tự kết nối.\nCách 2: thêm bot vào nhóm, rồi gõ trong nhóm (trong đúng chủ đề, nếu nhóm chia chủ đề):\n/ketnoi@%s <code>%s</code>\n\nMã dùng được một lần, đến %s. Người gõ mã phải là thường trực hoặc lãnh đạo khối, không ở chế độ quản trị ẩn danh.",
		"<b>Bind the group</b>\nEither press %s and choose the group: the bot is added and binds itself.\nOr add the bot to the group and type there (in the right topic, if the group has topics):\n/connect@%s <code>%s</code>\n\nThe code works once, until %s. Whoever types it must be of the desk or a leader, and not an anonymous administrator.")
	groupUnbindAsk = T("Ngừng kết nối nhóm <b>%s</b>? Nhóm sẽ không nhận thông báo nữa; bảng theo dõi đã ghim không được cập nhật.",
		"Unbind the group <b>%s</b>? It will hear nothing more; its pinned board is no longer kept up.")
)
