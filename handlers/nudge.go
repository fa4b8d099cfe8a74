package handlers

import (
	"slices"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// nudgeTalk is /dondoc: who still owes, a preview, and one press that urges
// them all (S68). A unit that hands in between the preview and the sending
// gets nothing.
func nudgeTalk() Conversation {
	return Conversation{
		Name: "nudge", Commands: []string{"dondoc", "nudge"},
		Help:  T("Đôn đốc các đơn vị chưa nộp", "Nudge the units that owe something"),
		Who:   []campaign.RoleKind{campaign.Secretary, campaign.Leader},
		Start: startNudge,
		Steps: map[string]Step{
			"choose":  {Show: showOwed, Press: pressOwed, Awaits: awaitsOwed},
			"preview": {Show: showPreview, Press: pressPreview, Awaits: awaitsNudge},
			"again":   {Show: showAgain, Press: pressAgain, Awaits: awaitsNudge},
		},
	}
}

// nudgePause is how long after a nudge another one asks to be confirmed.
const nudgePause = 4 * time.Hour

func startNudge(t *Turn, args []string) {
	if t.Plan == nil || !t.mayNudge() {
		t.notFor("dondoc")
		return
	}
	owed := t.owedAnywhere()
	switch {
	case len(owed) == 0:
		t.Say(t.S(nobodyOwes))
		return
	case len(args) > 0 && slices.ContainsFunc(owed, func(r campaign.Requirement) bool { return r.ID == args[0] }):
		t.Begin("nudge", "preview", map[string]string{"req": args[0]})
		return
	case len(owed) == 1:
		t.Begin("nudge", "preview", map[string]string{"req": owed[0].ID})
		return
	}
	t.Begin("nudge", "choose", nil)
}

func (t *Turn) mayNudge() bool {
	return campaign.May(t.Actor.Roles, campaign.ActNudge, "", t.year())
}

// owedAnywhere lists the requirements some unit owes now.
func (t *Turn) owedAnywhere() []campaign.Requirement {
	var out []campaign.Requirement
	for _, r := range t.Plan.Requirements {
		if len(t.debtors(r.ID)) > 0 {
			out = append(out, r)
		}
	}
	return out
}

// debtor is a unit that owes a requirement, with the people to urge.
type debtor struct {
	unit   campaign.Unit
	duty   campaign.Duty
	people []storage.Person // reachable contacts
	lost   []storage.Person // contacts no message reaches
}

func (t *Turn) debtors(requirement string) []debtor {
	var out []debtor
	for _, u := range t.Plan.Competing() {
		for _, d := range t.duties(u.ID) {
			if d.Requirement.ID != requirement || !d.Owes() {
				continue
			}
			b := debtor{unit: u, duty: d}
			for _, p := range present(storage.PeopleWith(t.Tx, campaign.Contact, u.ID, t.year()), t.Plan.Day(t.Event.At)) {
				if p.Unreached != "" {
					b.lost = append(b.lost, p)
				} else {
					b.people = append(b.people, p)
				}
			}
			out = append(out, b)
		}
	}
	return out
}

func showOwed(t *Turn) {
	var rows [][]storage.Button
	text := t.S(whichNudge)
	for _, r := range t.owedAnywhere() {
		text += "\n" + t.S(owedLine, r.Short, len(t.debtors(r.ID)), len(t.Plan.Owing(r)))
		rows = append(rows, Row(storage.Button{Label: r.Short, Action: "req " + r.ID}))
	}
	t.Show(text, append(rows, Row(t.B("leave", leaveLabel)))...)
}

func pressOwed(t *Turn, action string) {
	if len(action) > 4 && action[:4] == "req " && t.mayNudge() {
		t.Keep("req", action[4:])
		t.Go("preview")
		return
	}
	t.leaveNudge()
}

func (t *Turn) leaveNudge() {
	t.End()
	t.Close(t.S(nudgeLeft))
}

func showPreview(t *Turn) {
	r, ok := t.Plan.Requirement(t.Kept("req"))
	list := t.debtors(r.ID)
	if !ok || len(list) == 0 {
		t.End()
		t.Close(t.S(nobodyOwesThis, r.Title))
		return
	}
	text := t.S(previewHead, r.Title, len(list), len(t.Plan.Owing(r)))
	people, later, quiet := 0, 0, false
	var rows []string
	for _, b := range list {
		rows = append(rows, t.debtorLine(b))
		people, later = people+len(b.people), later+t.inOwnQuiet(b.people)
		quiet = quiet || len(b.people) > 0 && t.Plan.Quiet(t.Event.At, b.duty.OwesToday())
	}
	text += "\n" + t.cutRows(rows)
	if people == 0 {
		t.Show(text+"\n\n"+t.S(nobodyToNudge), Row(t.B("/moi", inviteLabel)), Row(t.B("leave", leaveLabel)))
		return
	}
	text += "\n\n" + t.S(willSend, HTML(counted(people, t.Lang(), personNoun)))
	if later > 0 {
		text += "\n" + t.S(quietOthers, HTML(counted(later, t.Lang(), personNoun)))
	}
	if quiet {
		text += "\n" + t.quietNote()
	}
	t.Show(text, Row(t.B("send", sendNudge)), Row(t.B("leave", leaveLabel)))
}

// cutRows joins rows as far as they fit beside the rest of a message, and says
// how many units are left out.
func (t *Turn) cutRows(rows []string) string {
	size := 0
	for i, row := range rows {
		if size += len([]rune(row)) + 1; size > messageLimit-800 {
			return lines(append(rows[:i:i], t.S(andMore, HTML(counted(len(rows)-i, t.Lang(), unitNoun))))...)
		}
	}
	return lines(rows...)
}

// debtorLine is one unit: who will hear it, who was reminded today, who cannot
// be reached.
func (t *Turn) debtorLine(b debtor) string {
	line := t.S(debtorUnit, b.unit.Name)
	if b.duty.State == campaign.DutyPartial {
		line += " (" + t.S(standMissing, HTML(partWords(b.duty.MissingParts, t.Lang()))) + ")"
	}
	if len(b.people)+len(b.lost) == 0 {
		return line + ": " + t.S(noContact)
	}
	var said []string
	for _, p := range b.people {
		name := t.S(asIs, p.Name)
		if told, ok := t.remindedToday(p.ID); ok {
			name += " (" + t.S(remindedAt, clockWords(t.local(told.At))) + ")"
		}
		said = append(said, name)
	}
	for _, p := range b.lost {
		said = append(said, t.S(asIs, p.Name)+" ("+t.S(outOfReach)+")")
	}
	for i, s := range said {
		if i == 0 {
			line += ": " + s
		} else {
			line += ", " + s
		}
	}
	return line
}

func (t *Turn) remindedToday(person int64) (storage.Told, bool) {
	day := campaign.DateOf(t.Event.At)
	return storage.Tolds.Get(t.Tx, storage.K(t.Plan.Campaign, "reminded", day.String(), person))
}

// quietNote says until when something waits, and why.
func (t *Turn) quietNote() string {
	until, r := t.local(t.Plan.NextLoud(t.Event.At, false)), t.Plan.Rules
	words, from, to := quietNow, r.QuietFrom, r.QuietTo
	if t.Plan.Resting(t.Event.At) {
		words, from, to = restNow, r.BreakFrom, r.BreakTo
	}
	return t.S(words, timeOfDay(from), timeOfDay(to), clockWords(until), dayWords(campaign.DateOf(until), t.Lang()))
}

func pressPreview(t *Turn, action string) {
	if action != "send" || !t.mayNudge() {
		t.leaveNudge()
		return
	}
	if last, ok := t.lastNudge(); ok && t.Event.At.Sub(last.At) < nudgePause {
		t.Go("again")
		return
	}
	t.nudge()
}

func (t *Turn) lastNudge() (storage.Told, bool) {
	return storage.Tolds.Get(t.Tx, storage.K(t.Plan.Campaign, "nudge", t.Kept("req")))
}

func showAgain(t *Turn) {
	last, _ := t.lastNudge()
	r, _ := t.Plan.Requirement(t.Kept("req"))
	t.Show(t.S(nudgedBefore, r.Title, clockWords(t.local(last.At)), HTML(counted(last.Count, t.Lang(), personNoun))),
		Row(t.B("send", sendAnyway)), Row(t.B("leave", leaveLabel)))
}

func pressAgain(t *Turn, action string) {
	if action != "send" || !t.mayNudge() {
		t.leaveNudge()
		return
	}
	t.nudge()
}

var (
	whichNudge     = T("<b>Đôn đốc</b>\nĐồng chí chọn nội dung cần đôn đốc.", "<b>Nudge</b>\nChoose what to nudge about.")
	owedLine       = T("%s: chưa nộp %d/%d", "%s: %d of %d missing")
	nudgeLeft      = T("Không gửi đôn đốc.", "Nothing was sent.")
	nobodyOwesThis = T("Không còn đơn vị nào chưa nộp %s.", "No unit owes %s any more.")
	previewHead    = T("<b>Đôn đốc: %s</b>\nChưa nộp: %d/%d đơn vị", "<b>Nudge: %s</b>\nMissing: %d of %d units")
	debtorUnit     = T("– %s", "– %s")
	asIs           = T("%s", "%s")
	andMore        = T("… và %s nữa", "… and %s more")
	noContact      = T("chưa có cán bộ đầu mối trên bot", "no focal point on the bot yet")
	remindedAt     = T("đã nhắc hôm nay lúc %s", "reminded today at %s")
	outOfReach     = T("không liên lạc được", "out of reach")
	nobodyToNudge  = T("Không có ai để gửi qua bot. Đề nghị đồng chí mời cán bộ đầu mối hoặc liên hệ trực tiếp.", "There is nobody to send to. Please invite focal points or contact the units directly.")
	inviteLabel    = T("Mời đầu mối", "Invite")
	willSend       = T("Sẽ gửi đôn đốc đến %s.", "The nudge goes to %s.")
	restNow        = T("Đang trong giờ nghỉ trưa (%s–%s): tin sẽ được gửi lúc %s %s.", "Midday rest (%s–%s): it will be sent at %s on %s.")
	quietNow       = T("Đang trong giờ yên tĩnh (%s–%s): tin sẽ được gửi lúc %s %s.", "Quiet hours (%s–%s): it will be sent at %s on %s.")
	sendNudge      = T("Gửi đôn đốc", "Send the nudge")
	sendAnyway     = T("Vẫn gửi", "Send anyway")
	nudgedBefore   = T("Đã đôn đốc <b>%s</b> lúc %s, gửi %s; chưa quá 4 giờ. Đồng chí có chắc gửi lần nữa?", "<b>%s</b> was nudged at %s, to %s, less than 4 hours ago. Send again?")
	awaitsOwed     = T("Đồng chí bấm tên nội dung cần đôn đốc, ví dụ “Báo cáo sơ kết”.", "Press what to nudge about, for example “Báo cáo sơ kết”.")
	awaitsNudge    = T("Đồng chí bấm “Gửi đôn đốc” hoặc “Thôi”.", "Press “Send the nudge” or “Leave”.")
)
