package handlers

import (
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// kept is how long Telegram keeps what a bot has not fetched.
const kept = 24 * time.Hour

// tellLost tells whoever owes something, after an outage in which messages may
// have been lost, from when to when, so that nobody takes a file for received
// that never came. One message a person, in the morning where it is night.
func (t *Turn) tellLost(o storage.Outage) {
	until := o.To.Add(-kept)
	if t.Plan == nil || !until.After(o.From) {
		return
	}
	if r, ok := storage.LastRestored(t.Tx); ok && !r.At.Before(o.From) && !r.At.After(o.To) {
		return // tellRestored says more
	}
	var people []storage.Person
	for _, u := range t.Plan.Units {
		if t.owesNow(u.ID) {
			people = append(people, t.colleagues(u.ID)...)
		}
	}
	for _, p := range once(people) {
		lang := t.LangOf(p)
		t.tellLoud(p, lostSpan.In(lang, stamp(t.local(o.From), lang), stamp(t.local(until), lang)),
			Row(storage.Button{Label: lostLook.plain(lang), Action: "/menu"}))
	}
}

// owesNow reports whether a unit has a hand-in open that is not complete.
func (t *Turn) owesNow(unit string) bool {
	for _, d := range t.duties(unit) {
		opens := t.Plan.Opens(d.Requirement)
		if d.State != campaign.DutyHandedIn && (opens.IsZero() || !t.Plan.Day(t.Event.At).Before(opens)) {
			return true
		}
	}
	return false
}

var (
	lostSpan = T("<b>Bot đã gián đoạn hơn 24 giờ</b>\nTin và tệp đồng chí gửi từ %s đến %s có thể không đến được bot. Nếu đã gửi trong thời gian đó mà chưa nhận được trả lời, đề nghị đồng chí gửi lại. Những gì bot đã nhận có ở trang chính.",
		"<b>The bot was away for more than 24 hours</b>\nMessages and files sent from %s to %s may not have arrived. If you sent something then and had no answer, please send it again. Your home page shows what did arrive.")
	lostLook = T("Xem bot đã nhận gì", "See what has arrived")
)
