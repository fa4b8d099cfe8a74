package handlers

import (
	"strconv"
	"strings"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// quietHours is /hoso yentinh: quiet hours of one's own, asked for, set or given up.
func (t *Turn) quietHours(args []string) {
	if t.Plan == nil {
		t.Say(t.S(quietNoPlan))
		return
	}
	rows := t.quietRows()
	switch {
	case len(args) == 0:
		t.Say(t.quietNowWords()+"\n\n"+t.S(quietHow), rows...)
	case len(args) == 1 && (args[0] == "chung" || args[0] == "reset"):
		t.setQuiet(campaign.QuietHours{})
	default:
		q, ok := readQuiet(args)
		switch {
		case !ok:
			t.Say(t.S(quietForm), rows...)
		case !t.Plan.Stricter(q):
			r := t.Plan.Rules
			t.Say(t.S(quietLaxer, timeOfDay(q.From), timeOfDay(q.To), timeOfDay(r.QuietFrom), timeOfDay(r.QuietTo)), rows...)
		default:
			t.setQuiet(q)
		}
	}
}

func (t *Turn) setQuiet(q campaign.QuietHours) {
	if t.Actor.Quiet != q {
		t.Actor.Quiet = q
		storage.PutPerson(t.Tx, t.Actor)
		t.Note("quiet-hours", "", timeOfDay(q.From)+"–"+timeOfDay(q.To), "")
	}
	t.Say(t.quietNowWords())
}

// quietRows offers what may be chosen by a tap.
func (t *Turn) quietRows() [][]storage.Button {
	var rows [][]storage.Button
	for _, q := range []campaign.QuietHours{{From: 18 * 60, To: 8 * 60}, {From: 17 * 60, To: 7*60 + 30}} {
		if t.Plan.Stricter(q) {
			from, to := timeOfDay(q.From), timeOfDay(q.To)
			rows = append(rows, Row(storage.Button{Label: quietChoice.plain(t.Lang(), from, to), Action: "/hoso yentinh " + from + " " + to}))
		}
	}
	if t.Actor.Quiet != (campaign.QuietHours{}) {
		rows = append(rows, Row(t.B("/hoso yentinh chung", quietReset)))
	}
	return rows
}

// quietNowWords says which quiet hours count for the actor.
func (t *Turn) quietNowWords() string {
	q, r := t.Actor.Quiet, t.Plan.Rules
	text := t.S(quietOwn, timeOfDay(q.From), timeOfDay(q.To))
	if q == (campaign.QuietHours{}) || !t.Plan.Stricter(q) {
		text = t.S(quietCommon, timeOfDay(r.QuietFrom), timeOfDay(r.QuietTo))
	}
	if r.BreakFrom < r.BreakTo {
		text += " " + t.S(quietRest, timeOfDay(r.BreakFrom), timeOfDay(r.BreakTo))
	}
	return text
}

// quietLine is the profile's line, for whoever has quiet hours of their own.
func (t *Turn) quietLine() string {
	if t.Plan == nil || t.Actor.Quiet == (campaign.QuietHours{}) {
		return ""
	}
	return t.quietNowWords()
}

// ownQuiet reports whether a row waits for the end of the receiver's own quiet
// hours, or of everybody's rest where it could not leave before. A reminder that would expire before they end is sent all the same: a
// duty passed over in silence is worse than a message at an unwanted hour. An edit
// rings nowhere.
func (v *View) ownQuiet(o *Outgoing, now time.Time) bool {
	own := v.Person.Quiet != (campaign.QuietHours{}) && !v.Plan.Quiet(now, false) // the plan's night is kept where it always was
	if o.Kind == OutEdit || !own && !v.Plan.Resting(now) {
		return false
	}
	switch o.Lazy.Name {
	case "notice", "morning", "reminder", "nudge", "posting", "announcement-again":
	case "announcement", "announcement-file": // a file comes after its text, never before
		n, _ := strconv.ParseUint(v.Args["number"], 10, 64)
		a, _ := storage.Announcements.Get(v.Tx, storage.K(v.Plan.Campaign, "sent", n))
		if a.Urgent != "" {
			return false
		}
	default:
		return false
	}
	until := v.Plan.NextLoudFor(v.Person.Quiet, now)
	return until.After(now) && (o.Expires.IsZero() || until.Before(o.Expires))
}

// inOwnQuiet counts the people whose own quiet hours last longer than the plan's
// do now.
func (t *Turn) inOwnQuiet(people []storage.Person) int {
	n := 0
	for _, p := range people {
		if t.Plan.NextLoudFor(p.Quiet, t.Event.At).After(t.Plan.NextLoud(t.Event.At, false)) {
			n++
		}
	}
	return n
}

// readQuiet reads "18:00 8:00", also with "-" or "đến" between.
func readQuiet(args []string) (campaign.QuietHours, bool) {
	s := strings.NewReplacer("-", " ", "–", " ", "đến", " ", "h", ":").Replace(strings.Join(args, " "))
	words := strings.Fields(s)
	if len(words) != 2 {
		return campaign.QuietHours{}, false
	}
	from, ok := readClock(words[0])
	to, ok2 := readClock(words[1])
	return campaign.QuietHours{From: from, To: to}, ok && ok2
}

func readClock(s string) (campaign.TimeOfDay, bool) {
	hour, minute, _ := strings.Cut(s, ":")
	if minute == "" {
		minute = "00"
	}
	h, err := strconv.Atoi(hour)
	m, err2 := strconv.Atoi(minute)
	return campaign.TimeOfDay(h*60 + m), err == nil && err2 == nil && 0 <= h && h < 24 && 0 <= m && m < 60
}

var (
	quietButton = T("Giờ yên tĩnh", "Quiet hours")
	quietChoice = T("Từ %s đến %s", "From %s to %s")
	quietReset  = T("Theo giờ chung", "As for everybody")
	quietNoPlan = T("Chưa có kế hoạch nào nên chưa có giờ yên tĩnh.", "There is no plan yet, and so there are no quiet hours.")
	quietCommon = T("Giờ yên tĩnh của đồng chí theo giờ chung: từ %s đến %s.", "Your quiet hours are those of everybody: from %s to %s.")
	quietOwn    = T("Giờ yên tĩnh riêng của đồng chí: từ %s đến %s.", "Your own quiet hours: from %s to %s.")
	quietRest   = T("Giờ nghỉ trưa chung: từ %s đến %s.", "Everybody's midday rest: from %s to %s.")
	quietOthers = T("Trong đó %s đặt giờ yên tĩnh riêng, sẽ nhận khi hết giờ của mình.", "Delayed until the end of their own quiet hours: %s.")
	quietHow    = T("Trong giờ yên tĩnh riêng, tin nhắc và thông báo chờ đến hết giờ; tin khẩn vẫn gửi ngay. Đồng chí chọn dưới đây hoặc nhập, ví dụ: /hoso yentinh 18:30 8:00",
		"In your own quiet hours reminders and announcements wait until they end; what is urgent still comes at once. Please choose below or type, for example: /profile quiet 18:30 8:00")
	quietForm  = T("Đề nghị đồng chí nhập giờ bắt đầu và giờ kết thúc, ví dụ: /hoso yentinh 18:30 8:00", "Please type when they begin and end, for example: /profile quiet 18:30 8:00")
	quietLaxer = T("Chưa đặt được từ %s đến %s: giờ riêng phải bao gồm giờ chung (%s–%s) và để lại ít nhất 04 giờ trong ngày. Giờ đang áp dụng giữ nguyên.",
		"From %s to %s cannot be set: your hours must include those of everybody (%s–%s) and leave at least 4 hours of the day. Nothing has changed.")
)
