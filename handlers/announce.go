package handlers

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"thidua/campaign"
	"thidua/storage"
)

// announceTalk is /thongbao: write, attach, choose whom, look, send; and later
// urge those who have not acknowledged, edit, withdraw (S15, S41). What is
// written lives in the author's draft, so leaving the talk loses nothing.
func announceTalk() Conversation {
	return Conversation{
		Name: "announce", Commands: []string{"thongbao", "announce"},
		Help:  T("Soạn, gửi thông báo; xem ai đã nắm", "Write and send an announcement; see who has read it"),
		Who:   []campaign.RoleKind{campaign.Secretary, campaign.Leader},
		Start: startAnnounce,
		Steps: map[string]Step{
			"text":    {Show: showAnnounceText, Press: pressAnnounceText, Said: saidAnnounceText, Uploaded: takeAnnounceFile, Awaits: awaitsAnnounceText},
			"whom":    {Show: showAnnounceWhom, Press: pressAnnounceWhom, Uploaded: takeAnnounceFile, Awaits: awaitsAnnounceWhom},
			"duty":    {Show: showAnnounceDuty, Press: pressAnnounceDuty, Awaits: awaitsOwed},
			"members": {Show: showAnnounceUnits, Press: pressAnnounceUnits, Said: saidAnnounceUnits, Awaits: unitAwaited},
			"look":    {Show: showAnnounceLook, Press: pressAnnounceLook, Uploaded: takeAnnounceFile, Awaits: pressAbove},
			"urgent":  {Show: showAnnounceUrgent, Press: pressAnnounceUrgent, Said: saidAnnounceUrgent, Awaits: awaitsExtendWhy},
			"edit":    {Show: showAnnounceEdit, Press: pressAnnounceEdit, Said: saidAnnounceEdit, Awaits: awaitsAnnounceText},
			"again":   {Show: showAnnounceAgain, Press: pressAnnounceAgain, Awaits: pressAbove},
			"away":    {Show: showAnnounceAway, Press: pressAnnounceAway, Awaits: pressAbove},
		},
	}
}

// announceLongest is how long a text may be in Telegram's units (UTF-16),
// leaving room below 4096 for head and foot.
const announceLongest = 3700

func startAnnounce(t *Turn, args []string) {
	if t.Plan == nil || !t.allowed(campaign.ActAnnounce, "") {
		t.notFor("thongbao")
		return
	}
	if len(args) == 2 {
		t.announceCommand(args[0], args[1])
		return
	}
	if d := t.announceDraft(); d.Text != "" {
		t.Begin("announce", "look", nil)
		return
	}
	t.Begin("announce", "text", nil)
}

// announceCommand is a button under the author's count.
func (t *Turn) announceCommand(what, number string) {
	a, ok := t.announcement(number)
	if !ok || !a.Withdrawn.IsZero() {
		t.Say(t.S(announceGone))
		return
	}
	kept := map[string]string{"number": number}
	switch {
	case a.Praises != "" && what != "thuhoi":
		t.showAnnounced(a)
	case what == "nhac":
		t.urgeUnread(a)
	case what == "sua":
		t.Begin("announce", "edit", kept)
	case what == "thuhoi":
		t.Begin("announce", "away", kept)
	default:
		t.showAnnounced(a)
	}
}

// announceDraft is what the actor has written and not sent.
func (t *Turn) announceDraft() storage.Announcement {
	d, ok := storage.Announcements.Get(t.Tx, t.announceDraftKey())
	if !ok {
		d = storage.Announcement{By: t.Actor.ID}
	}
	return d
}

func (t *Turn) announceDraftKey() storage.Key { return storage.K(t.Plan.Campaign, "draft", t.Actor.ID) }

func (t *Turn) saveAnnounceDraft(d storage.Announcement) {
	d.At = t.Event.At
	storage.Announcements.Put(t.Tx, t.announceDraftKey(), d)
}

// announceFiles names the draft of files that belongs to an announcement: no
// unit, and a name no requirement bears.
func announceFiles(person int64) string { return "~tb" + strconv.FormatInt(person, 10) }

func (t *Turn) dropAnnounceDraft() {
	storage.Announcements.Delete(t.Tx, t.announceDraftKey())
	for _, a := range t.draft("", announceFiles(t.Actor.ID)).Attachments {
		t.forget("", a.ID)
	}
}

func showAnnounceText(t *Turn) {
	text := t.S(announceAsk, announceLongest)
	for i, a := range t.recentAnnouncements() {
		if i == 0 {
			text += "\n\n" + t.S(announceRecent)
		}
		text += "\n" + t.countLine(a)
	}
	t.Show(text+t.announceFileLines(), Row(t.B("leave", leaveLabel)))
}

func (t *Turn) announceFileLines() string { return t.fileLinesOf(announceFiles(t.Actor.ID)) }

// fileLinesOf lists the files of something the bloc is to get.
func (t *Turn) fileLinesOf(name string) string {
	files := t.draft("", name).Attachments
	if len(files) == 0 {
		return ""
	}
	return "\n\n" + t.S(filesHead, HTML(counted(len(files), t.Lang(), fileNoun))) + "\n" + fileLines(files, t.Lang())
}

func pressAnnounceText(t *Turn, _ string) { t.leaveAnnounce() }

func (t *Turn) leaveAnnounce() {
	t.End()
	if t.announceDraft().Text == "" {
		t.Close(t.S(announceLeft))
		return
	}
	t.Close(t.S(announceKept))
}

// announceWords checks a text, or says what is wrong with it.
func (t *Turn) announceWords(text string) (string, bool) {
	text = strings.TrimSpace(text)
	n := len(utf16.Encode([]rune(text)))
	switch {
	case n < 5:
		t.Say(t.S(announceShort))
	case n > announceLongest:
		t.Say(t.S(announceLong, n, announceLongest))
	default:
		if word, found := campaign.SecretMark(text); found {
			t.Say(t.S(announceSecret, word))
			return "", false
		}
		return text, true
	}
	return "", false
}

func saidAnnounceText(t *Turn, text string) {
	text, ok := t.announceWords(text)
	if !ok {
		return
	}
	d := t.announceDraft()
	d.Text = text
	t.saveAnnounceDraft(d)
	if d.Audience.Kind != "" {
		t.Go("look")
		return
	}
	t.Go("whom")
}

// takeAnnounceFile keeps a file with the draft; its bytes are fetched and
// looked at like any other.
func takeAnnounceFile(t *Turn, u Uploaded) {
	name := announceFiles(t.Actor.ID)
	if t.refused("", name, u) {
		return
	}
	t.keepFile("", name, u)
	if words := strings.TrimSpace(u.Caption); t.State.Step == "text" && words != "" {
		saidAnnounceText(t, words)
		return
	}
	t.Go(t.State.Step)
}

// refreshWriter renews the screen of who prepares something of the bloc's when a
// file for it has come in.
func (t *Turn) refreshWriter(d campaign.Draft) {
	var talk string
	var id int64
	for prefix, name := range map[string]string{"~tb": "announce", "~vb": "post", "~pd": "launch"} {
		if digits, ours := strings.CutPrefix(d.Requirement, prefix); ours {
			n, err := strconv.ParseInt(digits, 10, 64)
			if err != nil {
				return
			}
			talk, id = name, n
		}
	}
	t.For(id, func(u *Turn) {
		if u.State.Conversation == talk && slices.Contains([]string{"text", "whom", "look", "file", "note", "check", "words"}, u.State.Step) {
			u.Go(u.State.Step)
			u.screen.inPlace = true
		}
	})
}

var (
	announceAsk = T("<b>Soạn thông báo</b>\nĐồng chí gõ nội dung thông báo (không quá %d ký tự); có thể gửi kèm tệp trước hoặc sau khi gõ.",
		"<b>Write an announcement</b>\nType the text (at most %d characters); files can be sent before or after.")
	announceRecent = T("Thông báo gần đây:", "Recent announcements:")
	announceLeft   = T("Chưa có thông báo nào được gửi.", "Nothing was sent.")
	announceKept   = T("Chưa gửi thông báo. Bản nháp được giữ; đồng chí bấm /thongbao để làm tiếp.", "Nothing was sent. The draft is kept; go on with /announce.")
	announceShort  = T("Nội dung quá ngắn. Đề nghị đồng chí gõ đầy đủ, ví dụ: Họp Khối lúc 14h00 ngày 20/6/2021 tại hội trường Công an tỉnh.", "The text is too short. Please type all of it, for example: The bloc meets at 14:00 on 20 June 2021.")
	announceLong   = T("Nội dung dài %d ký tự, một tin nhận đến %d ký tự. Đề nghị đồng chí rút gọn, hoặc gửi toàn văn thành tệp kèm theo.", "The text has %d characters, one message takes %d. Please shorten it, or attach the full text as a file.")
	announceSecret = T("Nội dung có chữ “%s”, dấu hiệu của tài liệu mật; không gửi qua bot. Nếu đó không phải dấu chỉ độ mật, đề nghị đồng chí viết lại.", "The text has “%s”, the mark of a secret document, and is not sent. If it is no such mark, please write it differently.")
	announceGone   = T("Thông báo này không còn hoặc đã được thu hồi.", "This announcement does not exist or was withdrawn.")

	awaitsAnnounceText = T("Đồng chí gõ nội dung thông báo, hoặc gửi tệp kèm theo.", "Type the text of the announcement, or send a file to go with it.")
	awaitsAnnounceWhom = T("Đồng chí bấm nơi nhận, ví dụ “Cán bộ đầu mối”; có thể gửi thêm tệp.", "Press whom it is for, for example “Focal points”; files can still be sent.")
)
