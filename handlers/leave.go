package handlers

import (
	"slices"

	"thidua/campaign"
	"thidua/storage"
)

// leaveTalk is /nghiphep: from when to when somebody is away. In that time the
// unit's other contacts get the reminders; afterwards everything is as before.
func leaveTalk() Conversation {
	return Conversation{
		Name: "leave", Commands: []string{"nghiphep", "leave"},
		Help:  T("Báo nghỉ phép: nhắc việc chuyển cho đồng chí khác trong đơn vị", "Report a leave: reminders go to your colleague"),
		Who:   []campaign.RoleKind{campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
		Start: startLeave,
		Steps: map[string]Step{
			"from": {Show: showLeaveFrom, Press: pressLeave, Said: saidLeaveFrom, Awaits: leaveDayAwaited},
			"to":   {Show: showLeaveTo, Press: pressLeave, Said: saidLeaveTo, Awaits: leaveDayAwaited},
		},
	}
}

// longestLeave is the longest leave in days; who is away longer hands over.
const longestLeave = 180

func startLeave(t *Turn, _ []string) { t.Begin("leave", "from", nil) }

func showLeaveFrom(t *Turn) {
	rows := [][]storage.Button{Row(t.B("today", leaveToday))}
	text := t.S(askLeaveFrom)
	if now := t.leaveLine(t.Actor, t.Lang()); now != "" {
		text = lines(now, text)
		rows = append(rows, Row(t.B("end", endLeave)))
	}
	t.Show(text, append(rows, Row(t.B("no", notNow)))...)
}

func showLeaveTo(t *Turn) {
	from, _ := campaign.ParseDate(t.Kept("from"))
	t.Show(t.S(askLeaveTo, dayWords(from, t.Lang())), Row(t.B("no", notNow)))
}

func pressLeave(t *Turn, action string) {
	switch action {
	case "today":
		t.leaveFrom(t.Plan.Day(t.Event.At))
	case "end":
		t.setLeave(campaign.Span{})
		t.End()
		t.Close(t.S(leaveEnded))
	default:
		t.End()
		t.Close(t.S(leaveAsBefore))
	}
}

func saidLeaveFrom(t *Turn, text string) {
	today := t.Plan.Day(t.Event.At)
	day, ok := readDay(text, today)
	switch {
	case !ok:
		t.Say(t.S(leaveDayAwaited))
	case day.Before(today):
		t.Say(t.S(leavePast, upperFirst(dayWords(day, t.Lang()))))
	default:
		t.leaveFrom(day)
	}
}

func (t *Turn) leaveFrom(day campaign.Date) {
	t.Keep("from", day.String())
	t.Go("to")
}

func saidLeaveTo(t *Turn, text string) {
	from, err := campaign.ParseDate(t.Kept("from"))
	to, ok := readDay(text, from)
	switch {
	case err != nil:
		t.lost()
	case !ok:
		t.Say(t.S(leaveDayAwaited))
	case to.Before(from):
		t.Say(t.S(leaveBackwards, upperFirst(dayWords(to, t.Lang())), dayWords(from, t.Lang())))
	case from.DaysUntil(to) >= longestLeave:
		t.Say(t.S(leaveTooLong, longestLeave))
	default:
		t.setLeave(campaign.Span{From: from, To: to})
		text := t.S(leaveNoted, spanWords(t.Actor.Leave, t.Lang())) + "\n" + t.tellStandIns()
		t.End()
		t.Close(text)
	}
}

func (t *Turn) setLeave(s campaign.Span) {
	t.Actor.Leave = s
	storage.PutPerson(t.Tx, t.Actor)
	words := "-"
	if !s.IsZero() {
		words = s.From.String() + "/" + s.To.String()
	}
	t.Note("leave", unitOf(t.Actor), words, "")
	t.headsLost(t.Actor.Roles) // what waits for a head on leave would wait in silence
}

// tellStandIns tells who gets the reminders meanwhile and says who that is; the
// desk is told where there is nobody.
func (t *Turn) tellStandIns() string {
	var names []string
	alone := ""
	for _, unit := range t.ownUnits() {
		others := slices.DeleteFunc(storage.PeopleWith(t.Tx, campaign.Contact, unit, t.year()), func(p storage.Person) bool {
			return p.ID == t.Actor.ID || away(p, t.Actor.Leave.From)
		})
		for _, p := range others {
			lang := t.LangOf(p)
			names = append(names, p.Name)
			t.Tell(p, ClassReply, standInTold.In(lang, t.Actor.Name, spanWords(t.Actor.Leave, lang), t.unitName(unit)))
		}
		if len(others) == 0 && t.holds(t.Actor, campaign.Contact, unit) {
			alone = unit
		}
	}
	if alone != "" {
		for _, p := range t.desk() {
			lang := t.LangOf(p)
			t.Tell(p, ClassReply, aloneTold.In(lang, t.Actor.Name, t.unitName(alone), spanWords(t.Actor.Leave, lang)))
		}
		return t.S(leaveAlone)
	}
	if len(names) == 0 {
		return t.S(leaveShown)
	}
	return t.S(leaveStandIns, joined(", ", names))
}

// away reports whether a person is on leave on a day.
func away(p storage.Person, day campaign.Date) bool {
	return !p.Leave.IsZero() && !day.Before(p.Leave.From) && !p.Leave.To.Before(day)
}

// present leaves out who is on leave, unless that is everybody: duties never go
// to nobody.
func present(people []storage.Person, day campaign.Date) []storage.Person {
	var out []storage.Person
	for _, p := range people {
		if !away(p, day) {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return people
	}
	return out
}

// leaveLine shows a leave that runs or comes; "" for none.
func (t *Turn) leaveLine(p storage.Person, lang string) string {
	if t.Plan == nil || p.Leave.IsZero() || p.Leave.To.Before(t.Plan.Day(t.Event.At)) {
		return ""
	}
	return onLeave.In(lang, spanWords(p.Leave, lang))
}

var (
	leaveButton     = T("Nghỉ phép", "On leave")
	notNow          = T("Thôi", "Not now")
	leaveToday      = T("Từ hôm nay", "From today")
	endLeave        = T("Hết nghỉ phép", "End the leave")
	onLeave         = T("Nghỉ phép: %s", "On leave: %s")
	askLeaveFrom    = T("Đồng chí nghỉ phép từ ngày nào? Ví dụ: 12/7.", "From which day are you on leave? For example: 12/7.")
	askLeaveTo      = T("Nghỉ từ %s đến hết ngày nào? Ví dụ: 16/7.", "From %s until the end of which day? For example: 16/7.")
	leaveDayAwaited = T("Đề nghị đồng chí nhập ngày theo dạng ngày/tháng, ví dụ: 12/7 hoặc 12/7/2021.", "Please type a day as day/month, for example: 12/7 or 12/7/2021.")
	leavePast       = T("%s đã qua. Đề nghị đồng chí nhập ngày từ hôm nay trở đi, ví dụ: 12/7.", "%s is past. Please type a day from today on, for example: 12/7.")
	leaveBackwards  = T("%s trước ngày bắt đầu nghỉ (%s). Đề nghị đồng chí nhập lại ngày cuối, ví dụ: 16/7.", "%s is before the leave begins (%s). Please type the last day again, for example: 16/7.")
	leaveTooLong    = T("Mỗi lần báo nghỉ không quá %d ngày. Nghỉ dài hơn, đề nghị đồng chí bàn giao: /bangiao", "A leave has at most %d days. For a longer absence please hand over: /handover")
	leaveNoted      = T("Đã ghi nhận đồng chí nghỉ phép %s. Hết ngày cuối, mọi việc tự trở lại như trước.", "Your leave is noted: %s. After the last day everything is as before by itself.")
	leaveStandIns   = T("Trong thời gian đó, nhắc việc được gửi đến đồng chí %s.", "Meanwhile reminders go to %s.")
	leaveAlone      = T("Đơn vị không có đầu mối khác nên nhắc việc vẫn gửi đến đồng chí; thường trực khối đã được báo.", "Your unit has no other focal point, so reminders still go to you; the desk has been told.")
	leaveShown      = T("Thời gian nghỉ được hiển thị trong hồ sơ của đồng chí.", "The leave is shown in your profile.")
	leaveEnded      = T("Đã kết thúc nghỉ phép; nhắc việc lại được gửi đến đồng chí.", "The leave is over; reminders go to you again.")
	leaveAsBefore   = T("Không thay đổi gì.", "Nothing was changed.")
	standInTold     = T("Đồng chí %s nghỉ phép %s. Trong thời gian đó, nhắc việc của %s được gửi đến đồng chí.", "%s is on leave %s. Meanwhile the reminders of %s go to you.")
	aloneTold       = T("Đồng chí %s (%s) nghỉ phép %s; đơn vị không có đầu mối khác.", "%s (%s) is on leave %s; the unit has no other focal point.")
)
