package handlers

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// announcedKey begins the name under which an announcement is acknowledged.
const announcedKey = "tb/"

func announcementOf(tx *storage.Tx, p *campaign.Plan, number string) (storage.Announcement, bool) {
	n, err := strconv.ParseUint(number, 10, 63)
	if err != nil || p == nil {
		return storage.Announcement{}, false
	}
	return storage.Announcements.Get(tx, storage.K(p.Campaign, "sent", n))
}

func (t *Turn) announcement(number string) (storage.Announcement, bool) {
	return announcementOf(t.Tx, t.Plan, number)
}

func (t *Turn) putAnnouncement(a storage.Announcement) {
	storage.Announcements.Put(t.Tx, storage.K(t.Plan.Campaign, "sent", a.Number), a)
}

func (t *Turn) recentAnnouncements() []storage.Announcement {
	var out []storage.Announcement
	for _, a := range storage.Announcements.Prefix(t.Tx, storage.K(t.Plan.Campaign, "sent")) {
		if a.Praises == "" && a.Withdrawn.IsZero() && t.Event.At.Before(a.SendAt.Add(announceOpen)) {
			out = append(out, a)
		}
	}
	slices.Reverse(out)
	return out[:min(len(out), 3)]
}

// hasRead tells when a person acknowledged the present round of an
// announcement.
func hasRead(tx *storage.Tx, p *campaign.Plan, a storage.Announcement, person int64) (time.Time, bool) {
	told, ok := storage.Tolds.Get(tx, ackKey(p, announcedKey+strconv.FormatUint(a.Number, 10), person))
	return told.At, ok && told.Count >= a.Round
}

// acknowledgeAnnouncement notes it once, takes the button off the message and
// keeps the author's count.
func (t *Turn) acknowledgeAnnouncement(key string) {
	a, ok := t.announcement(strings.TrimPrefix(key, announcedKey))
	if !ok {
		t.Say(t.S(nothingToAck))
		return
	}
	sent, mine := storage.AnnouncedTo.Get(t.Tx, storage.K(t.Plan.Campaign, a.Number, t.Actor.ID))
	if !mine || a.Praises != "" || !a.Withdrawn.IsZero() || a.SendAt.After(t.Event.At) {
		t.Say(t.S(nothingToAck))
		return
	}
	if _, read := hasRead(t.Tx, t.Plan, a, t.Actor.ID); !read {
		storage.Tolds.Put(t.Tx, ackKey(t.Plan, announcedKey+strconv.FormatUint(a.Number, 10), t.Actor.ID), storage.Told{At: t.Event.At, Count: a.Round})
		t.Note("acknowledge", unitOf(t.Actor), strconv.FormatUint(a.Number, 10), "")
		t.reshow(a, t.Actor, sent)
		t.recount(a)
	}
	if _, ok := t.Event.Body.(Pressed); ok {
		t.Answer(ackThanks.plain(t.Lang()), false)
		return
	}
	t.Say(t.S(ackThanks))
}

// reshow edits an announcement where one receiver sees it.
func (t *Turn) reshow(a storage.Announcement, p storage.Person, sent storage.Announced) {
	if sent.At.After(t.Event.At) {
		return // not on its way yet: it will leave as it is then
	}
	o := t.announceRow(a, p, "announcement")
	o.Kind, o.Screen, o.Rev = OutEdit, sent.Screen, 1
	o.Lazy.Args["edit"] = "1"
	t.Send(o)
}

// recount renews the author's count: at once, or a minute after the last time.
func (t *Turn) recount(a storage.Announcement) {
	next := a.CountedAt.Add(time.Minute)
	if !t.Event.At.Before(next) || t.Plan.Quiet(next, false) {
		a.CountedAt = t.Event.At
		t.putAnnouncement(a)
		t.Send(t.announceCount(a))
		return
	}
	what := "count/" + strconv.FormatUint(a.Number, 10)
	if len(storage.Agenda.ByLane(t.Tx, lane(t.Plan.Campaign, "held/"+what))) == 0 {
		a.CountedAt = next
		t.putAnnouncement(a)
		t.hold(what, next, []Outgoing{t.announceCount(a)})
	}
}

// readers splits the receivers by whether they have acknowledged.
func readers(tx *storage.Tx, p *campaign.Plan, a storage.Announcement) (read, missing []storage.Person) {
	var ids []int64
	for k := range storage.AnnouncedTo.Prefix(tx, storage.K(p.Campaign, a.Number)) {
		ids = append(ids, storage.LastID(k))
	}
	for _, id := range ids {
		person, known := storage.GetPerson(tx, id)
		if !known {
			continue
		}
		if _, ok := hasRead(tx, p, a, id); ok {
			read = append(read, person)
		} else {
			missing = append(missing, person)
		}
	}
	return read, missing
}

// namesShown is how many of the missing are named.
const namesShown = 40

// countWords is "đã nắm 5/7; chưa: A (đơn vị), B (đơn vị)".
func countWords(tx *storage.Tx, p *campaign.Plan, a storage.Announcement, lang string) string {
	read, missing := readers(tx, p, a)
	if a.Praises != "" {
		return sentTo.In(lang, HTML(counted(len(read)+len(missing), lang, personNoun)))
	}
	text := readCount.In(lang, len(read), len(read)+len(missing))
	if len(missing) == 0 {
		return text
	}
	var names []string
	for i, m := range missing {
		if i == namesShown {
			names = append(names, andMore.plain(lang, HTML(counted(len(missing)-i, lang, personNoun))))
			break
		}
		name := m.Name
		if unit := unitOf(m); unit != "" {
			name += " (" + unitName(p, unit) + ")"
		}
		names = append(names, name)
	}
	return text + " " + readMissing.In(lang, strings.Join(names, ", "))
}

// composeAnnouncedCount is the author's live message.
func composeAnnouncedCount(v *View) (Composed, bool) {
	a, ok := announcementOf(v.Tx, v.Plan, v.Args["number"])
	if !ok || !v.may(campaign.ActAnnounce, "") {
		return Composed{}, false
	}
	head := v.S(countHead, a.Number, gist(a.Text, 120))
	if !a.Withdrawn.IsZero() {
		return Composed{Text: head + "\n" + v.S(countWithdrawn, stamp(a.Withdrawn.In(v.Plan.Location()), v.Lang))}, true
	}
	if a.SendAt.After(v.Now) {
		head += "\n" + v.S(countWaits, stamp(a.SendAt.In(v.Plan.Location()), v.Lang))
	}
	text := head + "\n" + countWords(v.Tx, v.Plan, a, v.Lang)
	n := strconv.FormatUint(a.Number, 10)
	button := func(label Text, what string) storage.Button {
		return storage.Button{Label: label.plain(v.Lang), Action: "/thongbao " + what + " " + n}
	}
	if a.Praises != "" {
		return Composed{Text: text, Buttons: [][]storage.Button{Row(button(announceAwayLabel, "thuhoi"))}}, true
	}
	rows := [][]storage.Button{Row(button(announceEditLabel, "sua"), button(announceAwayLabel, "thuhoi"))}
	if _, missing := readers(v.Tx, v.Plan, a); len(missing) > 0 && !a.SendAt.After(v.Now) {
		rows = append([][]storage.Button{Row(button(announceUrgeLabel, "nhac"))}, rows...)
	}
	return Composed{Text: text, Buttons: rows}, true
}

// showAnnounced tells anybody of the desk how an announcement stands.
func (t *Turn) showAnnounced(a storage.Announcement) {
	t.Say(t.S(countHead, a.Number, gist(a.Text, 120)) + "\n" + countWords(t.Tx, t.Plan, a, t.Lang()))
}

// gist is the beginning of a text in one line.
func gist(text string, runes int) string {
	r := []rune(strings.Join(strings.Fields(text), " "))
	if len(r) <= runes {
		return string(r)
	}
	return strings.TrimRight(string(r[:runes]), " ,.;:") + "…"
}

func (t *Turn) countLine(a storage.Announcement) string {
	read, missing := readers(t.Tx, t.Plan, a)
	return t.S(recentLine, a.Number, gist(a.Text, 60), len(read), len(read)+len(missing))
}

var (
	readCount         = T("Đã nắm %d/%d.", "Read by %d of %d.")
	sentTo            = T("Gửi đến %s.", "For %s.")
	readMissing       = T("Chưa: %s.", "Not yet: %s.")
	countHead         = T("<b>Thông báo số %d</b>: %s", "<b>Announcement No. %d</b>: %s")
	countWithdrawn    = T("Đã thu hồi lúc %s.", "Withdrawn on %s.")
	countWaits        = T("Chờ gửi lúc %s.", "Waiting to be sent on %s.")
	recentLine        = T("– Số %d: %s (đã nắm %d/%d)", "– No. %d: %s (read by %d of %d)")
	announceEditLabel = T("Sửa", "Edit")
	announceAwayLabel = T("Thu hồi", "Withdraw")
	announceUrgeLabel = T("Nhắc người chưa nắm", "Ask those who have not read it")
)
