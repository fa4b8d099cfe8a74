package handlers

import (
	"strings"
	"time"

	"thidua/campaign"
	"thidua/storage"
)

// The part of /giahan that takes back what was given: which extension, why, to
// which day, and a last look. What was handed in meanwhile keeps its mark, since
// the day that is left is never one that is over.

// given is an extension in force that can be taken back.
type given struct {
	unit string // "" = all
	r    campaign.Requirement
	last campaign.Date // the last on-time day that holds now
	back campaign.Date // the earliest it can be taken back to
}

// takeable are the extensions the actor may take back: somebody still owes what
// they are for, and there is an earlier day to go back to.
func (t *Turn) takeable() []given {
	var out []given
	for _, r := range t.Plan.Requirements {
		if last, ok := t.Plan.ExtendedForAll(r.ID); ok && len(t.notIn(r)) > 0 {
			out = t.addTakeable(out, given{"", r, last, campaign.Date{}})
		}
		for _, x := range t.Plan.ExtendedUnits(r) {
			if d, ok := t.dutyOf(x.Unit.ID, r.ID); ok && d.State != campaign.DutyHandedIn {
				out = t.addTakeable(out, given{x.Unit.ID, r, x.LastDay, campaign.Date{}})
			}
		}
	}
	return out
}

func (t *Turn) addTakeable(list []given, g given) []given {
	plan, ok := storage.PlanWithout(t.Tx, campaign.Withdrawal{Unit: g.unit, Requirement: g.r.ID})
	if !ok || !t.allowed(campaign.ActExtend, g.unit) {
		return list
	}
	r, _ := plan.Requirement(g.r.ID)
	without, _ := plan.LastDayFor(r, g.unit)
	if g.back = t.Plan.TakenBackTo(without, t.heardBy(g)); !g.back.Before(g.last) {
		return list
	}
	return append(list, g)
}

// heardBy is when the last of those an extension concerns is out of the quiet
// hours, the plan's and their own.
func (t *Turn) heardBy(g given) time.Time {
	heard := t.Plan.NextLoud(t.Event.At, false)
	for _, u := range t.Plan.Owing(g.r) {
		if g.unit != "" && u.ID != g.unit {
			continue
		}
		for _, p := range t.colleagues(u.ID) {
			if at := t.Plan.NextLoudFor(p.Quiet, t.Event.At); at.After(heard) {
				heard = at
			}
		}
	}
	return heard
}

// taking is the extension the talk is about, while it can still be taken back.
func (t *Turn) taking() (given, bool) {
	for _, g := range t.takeable() {
		if g.unit == t.Kept("unit") && g.r.ID == t.Kept("req") {
			return g, true
		}
	}
	return given{}, false
}

func showBackWhich(t *Turn) {
	text := t.S(backWhich)
	var rows [][]storage.Button
	for _, g := range t.takeable() {
		whom := t.forWhom(g.unit, t.Lang())
		text += "\n– " + t.S(backLine, upperFirst(whom), g.r.Short, dayWords(g.last, t.Lang()))
		rows = append(rows, Row(storage.Button{
			Label: backChoice.plain(t.Lang(), upperFirst(whom), g.r.Short), Action: "take " + g.r.ID + " " + g.unit,
		}))
	}
	t.Show(text, append(rows, Row(t.B("leave", leaveLabel)))...)
}

func pressBackWhich(t *Turn, action string) {
	requirement, unit, ok := strings.Cut(strings.TrimPrefix(action, "take "), " ")
	if !ok || !strings.HasPrefix(action, "take ") {
		t.leaveExtend()
		return
	}
	t.Keep("req", requirement)
	t.Keep("unit", unit)
	t.backStep("backwhy")
}

// backStep goes on unless the extension has meanwhile ended, been taken back or
// been used.
func (t *Turn) backStep(step string) {
	if _, ok := t.taking(); !ok {
		t.End()
		t.Close(t.S(backOver))
		return
	}
	t.Go(step)
}

func showBackWhy(t *Turn) {
	g, _ := t.taking()
	t.Show(t.S(backHead, t.forWhom(g.unit, t.Lang()), g.r.Title)+"\n"+t.S(backAskWhy, extendReasonMin), Row(t.B("leave", leaveLabel)))
}

func pressBackLeave(t *Turn, _ string) { t.leaveExtend() }

func saidBackWhy(t *Turn, text string) {
	why, ok := t.reasonSaid(text)
	if !ok {
		return
	}
	t.Keep("why", why)
	if g, ok := t.taking(); ok && g.back.AddDays(1) == g.last { // one day to choose from
		t.backTo(g.back)
		return
	}
	t.backStep("backday")
}

func showBackDay(t *Turn) {
	g, _ := t.taking()
	t.Show(t.S(backAskDay, dayWords(g.last, t.Lang()), dayWords(g.back, t.Lang()), dayMonth(g.last.AddDays(-1), t.Lang())),
		Row(t.B("day "+g.back.String(), backTheDay, dayWords(g.back, t.Lang()))), Row(t.B("leave", leaveLabel)))
}

func pressBackDay(t *Turn, action string) {
	day, err := campaign.ParseDate(strings.TrimPrefix(action, "day "))
	if err != nil {
		t.leaveExtend()
		return
	}
	t.backTo(day)
}

func saidBackDay(t *Turn, text string) {
	g, ok := t.taking()
	day, read := readDay(text, t.Plan.Day(t.Event.At))
	switch {
	case !ok:
		t.backStep("backday")
	case !read:
		t.Say(t.S(awaitsBackDay))
	case day.Before(g.back) || !day.Before(g.last):
		t.Say(t.S(backOutside, dayWords(g.back, t.Lang()), dayWords(g.last.AddDays(-1), t.Lang()), dayMonth(g.back, t.Lang())))
	default:
		t.backTo(day)
	}
}

func (t *Turn) backTo(day campaign.Date) {
	t.Keep("until", day.String())
	t.backStep("backsure")
}

func showBackSure(t *Turn) {
	g, _ := t.taking()
	until, _ := campaign.ParseDate(t.Kept("until"))
	text := lines(t.S(backHead, t.forWhom(g.unit, t.Lang()), g.r.Title), t.S(extendWhyLine, t.Kept("why")))
	text += "\n\n" + t.S(backDays, dayWords(g.last, t.Lang()), dayWords(until, t.Lang()), HTML(counted(until.DaysUntil(g.last), t.Lang(), dayNoun)))
	if !t.Plan.WorkingDay(until) {
		text += "\n" + t.S(impactDayOff)
	}
	if g.unit == "" {
		text += "\n" + t.S(backAll, HTML(counted(len(t.Plan.Owing(g.r)), t.Lang(), unitNoun)), HTML(counted(len(t.notIn(g.r)), t.Lang(), unitNoun)))
	}
	t.Show(text+"\n"+t.S(backKeeps), Row(t.B("yes", backLabelYes)), Row(t.B("leave", leaveLabel)))
}

// pressBackSure looks again: the day chosen may have become too near over night.
func pressBackSure(t *Turn, action string) {
	until, err := campaign.ParseDate(t.Kept("until"))
	g, ok := t.taking()
	switch {
	case action != "yes":
		t.leaveExtend()
	case err != nil || !ok || until.Before(g.back) || !until.Before(g.last):
		t.End()
		t.Close(t.S(backOver))
	default:
		t.takeExtensionBack(g, until, t.Kept("why"))
	}
}

var (
	backGiven  = T("Rút gia hạn đã cho", "Take an extension back")
	backWhich  = T("<b>Rút gia hạn</b>\nĐồng chí chọn nội dung đã gia hạn cần rút.", "<b>Take an extension back</b>\nChoose which one.")
	backLine   = T("%s: %s, đến hết %s", "%s: %s, until the end of %s")
	backChoice = T("%s – %s", "%s – %s")
	backHead   = T("<b>Rút gia hạn của %s</b>\nNội dung: %s", "<b>Take back the extension for %s</b>\nContent: %s")
	backAskWhy = T("Đồng chí gõ lý do rút gia hạn (ít nhất %d ký tự), ví dụ: Hội nghị sơ kết họp sớm hơn dự kiến.", "Type the reason (at least %d characters), for example: The conference is held earlier.")
	backAskDay = T("Ngày cuối hiện nay: %s. Sớm nhất rút về được: %s, để đơn vị còn trọn một ngày sau khi được báo.\nĐồng chí bấm ngày đó, hoặc gõ một ngày khác, ví dụ “%s”.",
		"The last day is now %s. It can be taken back to %s at the earliest, so that a whole day is left after the unit is told.\nPress that day, or type another one, for example “%s”.")
	backTheDay   = T("Đến hết %s", "Until the end of %s")
	backOutside  = T("Ngày rút về phải từ %s đến %s, ví dụ “%s”.", "The day must lie between %s and %s, for example “%s”.")
	backDays     = T("Ngày cuối: %s → <b>%s</b> (bớt %s).", "Last day: %s → <b>%s</b> (%s less).")
	backAll      = T("Liên quan đến %s, trong đó %s chưa nộp.", "Applies to %s; not handed in yet: %s.")
	backKeeps    = T("Bản đã nộp trong thời gian gia hạn vẫn được tính đúng hạn.", "What was handed in meanwhile stays on time.")
	backLabelYes = T("Rút gia hạn", "Take it back")
	backOver     = T("Gia hạn này không còn rút được: đơn vị đã nộp, thời gian còn lại quá ngắn hoặc ngày cuối vừa thay đổi. Hạn nộp giữ nguyên.",
		"This extension can no longer be taken back: the unit has handed in, too little time is left, or the day has just changed. The date stays.")
	awaitsBackWhich = T("Đồng chí bấm nội dung cần rút gia hạn, hoặc “Thôi”.", "Press the extension to take back, or “Leave”.")
	awaitsBackDay   = T("Đề nghị đồng chí bấm hoặc gõ ngày cuối mới, ví dụ “16/6”.", "Please press or type the new last day, for example “16/6”.")
	awaitsBackSure  = T("Đồng chí bấm “Rút gia hạn”, hoặc “Thôi”.", "Press “Take it back”, or “Leave”.")
)
