package handlers

import (
	"slices"
	"strconv"
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// extendTalk is /giahan: a unit asks for a later last day; the desk answers, or
// gives one of itself to a unit or to all, and takes back what was given. Each is
// an amendment of the plan, so that reminders, calendar, receipts and the late
// rule follow.
func extendTalk() Conversation {
	return Conversation{
		Name: "extend", Commands: []string{"giahan", "extend"},
		Help:  T("Xin gia hạn, trả lời đề nghị gia hạn", "Ask for or give more time"),
		Who:   []campaign.RoleKind{campaign.Contact, campaign.UnitHead, campaign.Secretary, campaign.Leader},
		Start: startExtend,
		Steps: map[string]Step{
			"desk":     {Show: showExtendDesk, Press: pressExtendDesk, Awaits: awaitsExtendDesk},
			"unit":     {Show: showExtendUnit, Press: pressExtendUnit, Said: saidExtendUnit, Awaits: unitAwaited},
			"duty":     {Show: showExtendDuty, Press: pressExtendDuty, Awaits: awaitsExtendDuty},
			"why":      {Show: showExtendWhy, Press: pressExtendWhy, Said: saidExtendWhy, Awaits: awaitsExtendWhy},
			"until":    {Show: showExtendUntil, Press: pressExtendUntil, Said: saidExtendUntil, Awaits: awaitsExtendUntil},
			"sure":     {Show: showExtendSure, Press: pressExtendSure, Awaits: awaitsExtendSure},
			"back":     {Show: showBackWhich, Press: pressBackWhich, Awaits: awaitsBackWhich},
			"backwhy":  {Show: showBackWhy, Press: pressBackLeave, Said: saidBackWhy, Awaits: awaitsExtendWhy},
			"backday":  {Show: showBackDay, Press: pressBackDay, Said: saidBackDay, Awaits: awaitsBackDay},
			"backsure": {Show: showBackSure, Press: pressBackSure, Awaits: awaitsBackSure},
			"refuse":   {Show: showExtendRefuse, Press: pressExtendRefuse, Said: saidExtendRefuse, Awaits: awaitsExtendWhy},
		},
	}
}

// The ways through the talk, kept as "mode".
const (
	extendAsk    = "ask"    // a unit asks
	extendAnswer = "answer" // the desk answers a request
	extendOne    = "one"    // the desk gives a unit more time of itself
	extendAll    = "all"    // and to all units
)

func startExtend(t *Turn, args []string) {
	units := t.handInUnits()
	mine, own := len(units) > 0, strings.Join(units, " ")
	desk := t.allowed(campaign.ActExtend, "")
	switch {
	case t.Plan == nil || !mine && !desk:
		t.notFor("giahan")
	case len(args) == 3 && args[0] == "giandoan" && desk:
		t.extendAfterOutage(args[1], args[2])
	case len(args) == 2 && args[0] == "rut":
		t.withdrawExtension(args[1])
	case len(args) == 2 && desk:
		t.answerExtension(args[0], args[1])
	case desk && (len(args) == 0 || !mine):
		t.Begin("extend", "desk", map[string]string{"own": own})
	default:
		t.askExtension(args...)
	}
}

// askExtension begins a request of the unit, about one requirement where it is
// named.
func (t *Turn) askExtension(requirement ...string) {
	t.Begin("extend", "", map[string]string{"mode": extendAsk})
	if units := t.handInUnits(); len(units) == 1 {
		t.Keep("unit", units[0])
	} else {
		t.Go("unit")
		return
	}
	for _, r := range t.extendDuties() {
		if slices.Contains(requirement, r.ID) {
			t.Keep("req", r.ID)
			t.afterExtendDuty()
			return
		}
	}
	t.chooseExtendDuty()
}

// showExtendDesk lists what waits for an answer and the ways to act unasked.
func showExtendDesk(t *Turn) {
	text := t.S(extendDeskHead)
	var rows [][]storage.Button
	open := t.openExtensions()
	if len(open) == 0 {
		text += "\n" + t.S(noExtensionOpen)
	}
	for _, r := range open[:min(len(open), requestsShown)] {
		text += "\n\n" + t.extensionWords(r, t.Lang())
		rows = append(rows, Row(t.B("open "+strconv.FormatUint(r.ID, 10), answerLabel, t.unitName(r.Unit))))
	}
	rows = append(rows, Row(t.B(extendOne, extendOneLabel), t.B(extendAll, extendAllLabel)))
	if len(t.takeable()) > 0 {
		rows = append(rows, Row(t.B("back", backGiven)))
	}
	if own := t.Kept("own"); own != "" {
		rows = append(rows, Row(t.B(extendAsk, extendAskLabel)))
	}
	t.Show(text, append(rows, Row(t.B("leave", leaveLabel)))...)
}

func pressExtendDesk(t *Turn, action string) {
	word, arg, _ := strings.Cut(action, " ")
	switch {
	case word == extendAsk && len(t.handInUnits()) > 0:
		t.askExtension()
	case !t.allowed(campaign.ActExtend, ""):
		t.lost()
	case word == "open":
		if r, ok := t.openExtension(arg); ok {
			t.End()
			t.Close(t.extensionWords(r, t.Lang()))
			t.Say(t.extensionAsked(r, t.Lang()), t.extensionRows(r, t.Lang())...)
			return
		}
		t.Go("desk")
	case word == "back":
		t.Go("back")
	case word == extendOne:
		t.Keep("mode", extendOne)
		t.Go("unit")
	case word == extendAll:
		t.Keep("mode", extendAll)
		t.chooseExtendDuty()
	default:
		t.leaveExtend()
	}
}

func (t *Turn) leaveExtend() {
	t.End()
	t.Close(t.S(extendLeft))
}

// extendable are the units the actor may give more time to, or ask for.
func (t *Turn) extendable() []campaign.Unit {
	return slices.DeleteFunc(t.Plan.Competing(), func(u campaign.Unit) bool { return !t.allowed(t.extendAct(), u.ID) })
}

func (t *Turn) extendAct() campaign.Action {
	if t.Kept("mode") == extendAsk {
		return campaign.ActSubmit
	}
	return campaign.ActExtend
}

func showExtendUnit(t *Turn) {
	question := extendWhom
	if t.Kept("mode") == extendAsk {
		question = extendWhich
	}
	t.Show(t.S(question), append(t.unitRows(t.extendable(), plainName), Row(t.B("leave", leaveLabel)))...)
}

func pressExtendUnit(t *Turn, action string) {
	if action == "leave" {
		t.leaveExtend()
		return
	}
	t.extendTo(t.unitPressed(action))
}

func saidExtendUnit(t *Turn, text string) { t.extendTo(t.unitSearched(t.extendable(), text)) }

func (t *Turn) extendTo(unit string, ok bool) {
	if ok && t.allowed(t.extendAct(), unit) {
		t.Keep("unit", unit)
		t.chooseExtendDuty()
	}
}

// chooseExtendDuty asks which requirement, unless there is only one.
func (t *Turn) chooseExtendDuty() {
	list := t.extendDuties()
	switch len(list) {
	case 0:
		t.End()
		if t.Kept("mode") == extendAll {
			t.Close(t.S(nothingToExtendAll))
			return
		}
		t.Close(t.S(nothingToExtend))
	case 1:
		t.Keep("req", list[0].ID)
		t.afterExtendDuty()
	default:
		t.Go("duty")
	}
}

// extendDuties are the requirements with a date that are not handed in: by the
// unit, or by any for one to all.
func (t *Turn) extendDuties() []campaign.Requirement {
	var out []campaign.Requirement
	for _, r := range t.Plan.Requirements {
		if t.Kept("mode") == extendAll {
			if _, dated := t.Plan.LastDay(r); dated && len(t.notIn(r)) > 0 {
				out = append(out, r)
			}
			continue
		}
		if d, ok := t.dutyOf(t.Kept("unit"), r.ID); ok && d.State != campaign.DutyHandedIn && !d.LastDay.IsZero() {
			out = append(out, r)
		}
	}
	return out
}

// notIn are the units that have not handed a requirement in.
func (t *Turn) notIn(r campaign.Requirement) []campaign.Unit {
	var out []campaign.Unit
	for _, u := range t.Plan.Owing(r) {
		if d, ok := t.dutyOf(u.ID, r.ID); ok && d.State != campaign.DutyHandedIn {
			out = append(out, u)
		}
	}
	return out
}

// dutyOf is one duty of a unit, whatever its parts.
func (t *Turn) dutyOf(unit, requirement string) (campaign.Duty, bool) {
	for _, d := range t.duties(unit) {
		if d.Requirement.ID == requirement {
			return d, true
		}
	}
	return campaign.Duty{}, false
}

func showExtendDuty(t *Turn) {
	text := t.S(extendWhat)
	var rows [][]storage.Button
	for _, r := range t.extendDuties() {
		last := t.extendFrom(r)
		text += "\n– " + t.S(extendDutyLine, r.Short, dayWords(last, t.Lang()))
		rows = append(rows, Row(storage.Button{Label: r.Short, Action: "req " + r.ID}))
	}
	t.Show(text, append(rows, Row(t.B("leave", leaveLabel)))...)
}

func pressExtendDuty(t *Turn, action string) {
	id, ok := strings.CutPrefix(action, "req ")
	if _, known := t.Plan.Requirement(id); !ok || !known {
		t.leaveExtend()
		return
	}
	t.Keep("req", id)
	t.afterExtendDuty()
}

// afterExtendDuty goes on to the reason; a unit asks once at a time.
func (t *Turn) afterExtendDuty() {
	if t.Kept("mode") == extendAsk {
		for _, r := range t.openExtensionsOf(t.Kept("unit")) {
			if r.Requirement == t.Kept("req") {
				t.End()
				t.Close(t.S(extendWaits))
				t.Say(t.extensionWords(r, t.Lang()), Row(t.B("/giahan rut "+strconv.FormatUint(r.ID, 10), takeBackLabel)))
				return
			}
		}
	}
	t.Go("why")
}

var (
	extendDeskHead     = T("<b>Gia hạn nộp</b>", "<b>More time</b>")
	noExtensionOpen    = T("Không có đề nghị gia hạn nào chờ trả lời.", "No request is waiting.")
	answerLabel        = T("Trả lời %s", "Answer %s")
	extendOneLabel     = T("Gia hạn một đơn vị", "Extend for one unit")
	extendAllLabel     = T("Gia hạn tất cả", "Extend for all")
	extendAskLabel     = T("Xin gia hạn cho đơn vị mình", "Ask for my own unit")
	extendLeft         = T("Không có thay đổi nào về hạn nộp.", "No date was changed.")
	extendWhom         = T("Đồng chí chọn đơn vị được gia hạn.", "Choose the unit to be given more time.")
	extendWhich        = T("Đồng chí xin gia hạn cho đơn vị nào?", "For which unit do you ask?")
	extendWhat         = T("Đồng chí chọn nội dung cần gia hạn.", "Choose what needs more time.")
	extendDutyLine     = T("%s: ngày cuối %s", "%s: last day %s")
	nothingToExtend    = T("Đơn vị không còn nội dung nào có hạn mà chưa nộp, nên không cần gia hạn.", "The unit owes nothing that has a date, so there is nothing to extend.")
	nothingToExtendAll = T("Tất cả các đơn vị đã nộp đủ các nội dung có hạn, nên không cần gia hạn.", "Every unit has handed in all that has a date, so there is nothing to extend.")
	extendWaits        = T("Đơn vị đã có một đề nghị gia hạn nội dung này đang chờ trả lời.", "A request of your unit for this is waiting for its answer.")
	takeBackLabel      = T("Rút đề nghị", "Withdraw the request")
	awaitsExtendDesk   = T("Đồng chí bấm đề nghị cần trả lời, “Gia hạn một đơn vị” hoặc “Gia hạn tất cả”.", "Press the request to answer, “Extend for one unit” or “Extend for all”.")
	awaitsExtendDuty   = T("Đồng chí bấm tên nội dung cần gia hạn, ví dụ “Báo cáo sơ kết”.", "Press what needs more time, for example “Báo cáo sơ kết”.")
)
