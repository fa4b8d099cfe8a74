package handlers

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// announceFollow is how long after sending those who have not acknowledged are
// asked once more, and announceOpen how long late joiners still get it.
const (
	announceFollow = 24 * time.Hour
	announceOpen   = 30 * 24 * time.Hour
)

// showAnnounceLook is the preview: the text as they will see it, who gets it,
// who cannot be reached, and what quiet hours do.
func showAnnounceLook(t *Turn) {
	d := t.announceDraft()
	reached, lost := t.receivers(d)
	text := t.S(announcePreview, d.Text) + t.announceFileLines()
	text += "\n\n" + t.S(announceTo, HTML(t.audienceWords(d.Audience, t.Lang())), HTML(counted(len(reached), t.Lang(), personNoun)))
	if len(lost) > 0 {
		var names []string
		for _, p := range lost {
			names = append(names, p.Name)
		}
		text += "\n" + t.S(announceLost, cutPlain(strings.Join(names, ", "), longestNames))
	}
	rows, later := [][]storage.Button{}, t.inOwnQuiet(reached)
	if later > 0 {
		text += "\n" + t.S(quietOthers, HTML(counted(later, t.Lang(), personNoun)))
	}
	switch {
	case len(reached) == 0:
		text += "\n" + t.S(announceNobody)
	case t.Plan.Quiet(t.Event.At, false):
		text += "\n" + t.quietNote()
		rows = append(rows, Row(t.B("send", announceMorning)), Row(t.B("urgent", announceNow)))
	default:
		rows = append(rows, Row(t.B("send", announceSend)))
		if later > 0 {
			rows = append(rows, Row(t.B("urgent", announceNow)))
		}
	}
	rows = append(rows, Row(t.B("text", announceRewrite), t.B("whom", announceOther)), Row(t.B("drop", announceDrop), t.B("leave", leaveLabel)))
	t.Show(text, rows...)
}

func pressAnnounceLook(t *Turn, action string) {
	d := t.announceDraft()
	switch {
	case !t.allowed(campaign.ActAnnounce, ""):
		t.lost()
	case action == "text" || action == "whom":
		t.Go(action)
	case action == "drop":
		t.dropAnnounceDraft()
		t.End()
		t.Close(t.S(announceDropped))
	case action == "urgent" && t.announceReady():
		t.Go("urgent")
	case action == "send" && t.announceReady():
		t.announce(d)
	case action == "leave":
		t.leaveAnnounce()
	}
}

// announceReady: every file must be in and looked at.
func (t *Turn) announceReady() bool { return t.filesReady(announceFiles(t.Actor.ID)) }

func (t *Turn) filesReady(name string) bool {
	if slices.ContainsFunc(t.draft("", name).Attachments, func(a campaign.Attachment) bool { return !ready(a) }) {
		t.Answer(announceFetching.plain(t.Lang()), true)
		return false
	}
	return true
}

func showAnnounceUrgent(t *Turn) {
	t.Show(t.S(announceWhyNow, extendReasonMin), Row(t.B("back", backLabel)))
}

func pressAnnounceUrgent(t *Turn, _ string) { t.Go("look") }

func saidAnnounceUrgent(t *Turn, text string) {
	why, ok := t.reasonSaid(text)
	if !ok || !t.announceReady() {
		return
	}
	d := t.announceDraft()
	d.Urgent = why
	t.announce(d)
}

// announce numbers what was written and puts it on its way: now, at the end of
// the quiet hours, or at once where it is urgent.
func (t *Turn) announce(a storage.Announcement) {
	people, _ := t.receivers(a)
	if len(people) == 0 {
		t.Go("look")
		return
	}
	files := t.draft("", announceFiles(t.Actor.ID))
	a.Files = files.Attachments
	files.Attachments = nil
	t.saveDraft(files)
	storage.Announcements.Delete(t.Tx, t.announceDraftKey())
	a = t.sendAnnouncement(a, people)
	t.End()
	when := t.S(announcedNow)
	if a.SendAt.After(t.Event.At) {
		when = t.S(announcedLater, clockWords(t.local(a.SendAt)), dayWords(campaign.DateOf(t.local(a.SendAt)), t.Lang()))
	}
	t.Close(t.S(announcedDone, a.Number) + " " + when)
}

// sendAnnouncement stores an announcement, sends it to people and shows its
// author the count.
func (t *Turn) sendAnnouncement(a storage.Announcement, people []storage.Person) storage.Announcement {
	a.Number, a.At, a.SendAt = storage.NextAnnouncement(t.Tx, t.Plan.Campaign), t.Event.At, t.Event.At
	if a.Urgent == "" {
		a.SendAt = t.Plan.NextLoud(t.Event.At, false)
	}
	a.Screen = storage.Screens.Next(t.Tx)
	t.putAnnouncement(a)
	t.Note("announce", "", strconv.FormatUint(a.Number, 10), a.Urgent)
	var rows, again []Outgoing
	for _, p := range people {
		rows = append(rows, t.announced(a, p, a.SendAt)...)
		if a.Praises == "" {
			again = append(again, t.announceRow(a, p, "announcement-again"))
		}
	}
	if a.SendAt.After(t.Event.At) {
		t.hold("announcement", a.SendAt, rows)
	} else {
		for _, o := range rows {
			t.Send(o)
		}
	}
	t.hold("unread", t.Plan.NextLoud(a.SendAt.Add(announceFollow), false), again)
	count := t.announceCount(a)
	count.Kind = OutSay
	t.Send(count)
	return a
}

// announced is what one receiver gets: the text on a screen of its own, so that
// it can be edited, and the files.
func (t *Turn) announced(a storage.Announcement, p storage.Person, at time.Time) []Outgoing {
	screen := storage.Screens.Next(t.Tx)
	storage.AnnouncedTo.Put(t.Tx, storage.K(t.Plan.Campaign, a.Number, p.ID), storage.Announced{Screen: screen, At: at})
	text := t.announceRow(a, p, "announcement")
	text.Screen, text.Rev = screen, 1
	rows := []Outgoing{text}
	for i, f := range a.Files {
		o := t.announceRow(a, p, "announcement-file")
		o.Kind, o.File, o.Name = OutFile, f.SHA256, f.Name
		o.Lazy.Args["file"] = strconv.Itoa(i)
		rows = append(rows, o)
	}
	return rows
}

func (t *Turn) announceRow(a storage.Announcement, p storage.Person, lazy string) Outgoing {
	return Outgoing{
		Kind: OutSay, Class: ClassFanout, Chat: p.ID,
		Lazy: &Lazy{Name: lazy, Person: p.ID, Args: map[string]string{"number": strconv.FormatUint(a.Number, 10)}},
	}
}

// announceCount is the author's screen as an edit.
func (t *Turn) announceCount(a storage.Announcement) Outgoing {
	return Outgoing{
		Kind: OutEdit, Class: ClassReply, Chat: a.By, Screen: a.Screen, Rev: 1,
		Lazy: &Lazy{Name: "announcement-count", Person: a.By, Args: map[string]string{"number": strconv.FormatUint(a.Number, 10)}},
	}
}

// catchUp sends somebody who joined late, or can be reached again, what is
// still open for them.
func (t *Turn) catchUp(p storage.Person) {
	if t.Plan == nil {
		return
	}
	for _, a := range storage.Announcements.Prefix(t.Tx, storage.K(t.Plan.Campaign, "sent")) {
		open := a.Withdrawn.IsZero() && t.Event.At.Before(a.SendAt.Add(announceOpen))
		key := storage.K(t.Plan.Campaign, a.Number, p.ID)
		if !open || a.By == p.ID || !t.isFor(p, a.Audience) || storage.AnnouncedTo.Has(t.Tx, key) {
			continue
		}
		until := t.Plan.NextLoud(t.Event.At, false)
		if until.Before(a.SendAt) {
			until = a.SendAt
		}
		rows := t.announced(a, p, until)
		if until.After(t.Event.At) {
			t.hold("announcement", until, rows)
			continue
		}
		for _, o := range rows {
			t.Send(o)
		}
		t.recount(a)
	}
}

var (
	announcePreview  = T("<b>Xem trước thông báo</b>\n\n%s", "<b>Preview</b>\n\n%s")
	announceTo       = T("Gửi đến: %s – %s.", "To: %s – %s.")
	announceLost     = T("Không liên lạc được, sẽ không nhận tin: %s.", "Out of reach, will not get it: %s.")
	announceNobody   = T("Không có ai nhận được thông báo này. Đề nghị đồng chí chọn nơi nhận khác.", "Nobody would get it. Please choose others.")
	announceMorning  = T("Gửi khi hết giờ yên tĩnh", "Send when quiet hours end")
	announceNow      = T("Khẩn: gửi ngay", "Urgent: send now")
	announceSend     = T("Gửi thông báo", "Send")
	announceRewrite  = T("Sửa nội dung", "Change the text")
	announceOther    = T("Đổi nơi nhận", "Change the receivers")
	announceDrop     = T("Bỏ bản nháp", "Drop the draft")
	announceDropped  = T("Đã bỏ bản nháp thông báo.", "The draft is dropped.")
	announceFetching = T("Tệp kèm theo đang được tải về; đề nghị đồng chí bấm lại sau ít giây.", "A file is still being fetched; please press again in a few seconds.")
	announceWhyNow   = T("Gửi ngay trong giờ yên tĩnh cần có lý do (ít nhất %d ký tự); lý do được ghi lại. Mời đồng chí gõ lý do.", "Sending in quiet hours needs a reason (at least %d characters), which is recorded. Please type it.")
	announcedDone    = T("Thông báo số %d đã được ghi nhận.", "Announcement No. %d is recorded.")
	announcedNow     = T("Đang gửi đến người nhận; bảng theo dõi ở tin bên dưới.", "It is being sent; the message below shows who has read it.")
	announcedLater   = T("Sẽ gửi lúc %s %s; bảng theo dõi ở tin bên dưới.", "It will be sent at %s on %s; the message below shows who has read it.")
)
