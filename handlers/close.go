package handlers

import (
	"strings"

	"thidua/campaign"
	"thidua/storage"
)

// closeTalk is /chotnop: the desk ends the waiting for a requirement. What a
// missing hand-in costs (E1) is shown first and recorded on confirmation; from
// then on timeliness is no longer provisional.
func closeTalk() Conversation {
	return Conversation{
		Name: "close", Commands: []string{"chotnop", "close"},
		Help:  T("Chốt tiếp nhận một nội dung phải nộp", "Close a requirement"),
		Who:   []campaign.RoleKind{campaign.Secretary, campaign.Leader},
		Start: startClose,
		Steps: map[string]Step{
			"which": {Show: showCloseWhich, Press: pressCloseWhich, Said: saidCloseWhich, Awaits: awaitsCloseWhich},
			"sure":  {Show: showCloseSure, Press: pressCloseSure, Awaits: awaitsExtendSure},
		},
	}
}

func startClose(t *Turn, args []string) {
	if t.Plan == nil || !t.allowed(campaign.ActClose, "") {
		t.notFor("chotnop")
		return
	}
	t.Begin("close", "", nil)
	if len(args) > 0 {
		if r, ok := t.Plan.Requirement(args[0]); ok && t.closable(r) {
			t.Keep("req", r.ID)
			t.Go("sure")
			return
		}
	}
	t.Go("which")
}

// owedBy is every unit's duty towards a requirement, in plan order.
func (t *Turn) owedBy(r campaign.Requirement) []campaign.Duty {
	var out []campaign.Duty
	for _, u := range t.Plan.Owing(r) {
		if d, ok := t.dutyOf(u.ID, r.ID); ok {
			out = append(out, d)
		}
	}
	return out
}

// closable reports whether a requirement can be closed now.
func (t *Turn) closable(r campaign.Requirement) bool {
	_, closed := storage.Closings.Get(t.Tx, storage.K(t.Plan.Campaign, r.ID))
	_, dated := t.Plan.LastDay(r)
	return dated && !closed && len(campaign.NotYetClosable(t.owedBy(r), t.Event.At)) == 0
}

// missingFrom are the units that have not handed a requirement in.
func (t *Turn) missingFrom(r campaign.Requirement) []string {
	var out []string
	for _, d := range t.owedBy(r) {
		if d.State != campaign.DutyHandedIn {
			out = append(out, d.Unit)
		}
	}
	return out
}

func (t *Turn) unitNames(ids []string) string {
	var out []string
	for _, id := range ids {
		out = append(out, t.unitName(id))
	}
	return strings.Join(out, "; ")
}

func showCloseWhich(t *Turn) {
	text := t.S(closeHead)
	var rows [][]storage.Button
	for _, r := range t.Plan.Requirements {
		if _, dated := t.Plan.LastDay(r); !dated {
			continue
		}
		text += "\n" + t.S(homeLine, r.Short, HTML(t.closingWords(r)))
		if t.closable(r) {
			rows = append(rows, Row(storage.Button{Label: gist(r.Short, 60), Action: "req " + r.ID}))
		}
	}
	t.Show(text, append(rows, Row(t.B("leave", leaveLabel)))...)
}

// closingWords say how a requirement stands.
func (t *Turn) closingWords(r campaign.Requirement) string {
	if c, ok := storage.Closings.Get(t.Tx, storage.K(t.Plan.Campaign, r.ID)); ok {
		if len(c.Missing) == 0 {
			return t.S(closedAll, stamp(t.local(c.At), t.Lang()))
		}
		return t.S(closedMissing, stamp(t.local(c.At), t.Lang()), t.unitNames(c.Missing))
	}
	if waits := campaign.NotYetClosable(t.owedBy(r), t.Event.At); len(waits) > 0 {
		return t.S(closeWaits, t.unitNames(waits))
	}
	return t.S(closeReady, HTML(counted(len(t.missingFrom(r)), t.Lang(), unitNoun)))
}

func pressCloseWhich(t *Turn, action string) {
	if id, ok := strings.CutPrefix(action, "req "); ok {
		t.Keep("req", id)
		t.Go("sure")
		return
	}
	t.leaveHold()
}

func saidCloseWhich(t *Turn, text string) {
	want := fold(text)
	for _, r := range t.Plan.Requirements {
		if want != "" && t.closable(r) && strings.Contains(fold(r.Title), want) {
			t.Keep("req", r.ID)
			t.Go("sure")
			return
		}
	}
	t.Say(t.S(awaitsCloseWhich))
}

func showCloseSure(t *Turn) {
	r, ok := t.Plan.Requirement(t.Kept("req"))
	if !ok {
		t.lost()
		return
	}
	missing := t.missingFrom(r)
	text := t.S(closeSure, r.Title)
	c, punished := t.Plan.Sheet.ClosingCriterion(r.ID)
	switch {
	case len(missing) == 0:
		text += "\n" + t.S(closeNobody)
	case punished:
		text += "\n" + t.S(closeRecords, c.ID, t.worth(min(c.Each, c.Max)))
	default:
		text += "\n" + t.S(closeNoCriterion)
	}
	for _, u := range missing {
		text += "\n– " + t.S(plainLine, t.unitName(u))
	}
	t.Show(text+"\n\n"+t.S(closeMeans), Row(t.B("yes", closeItLabel)), Row(t.B("back", stepBack), t.B("leave", leaveLabel)))
}

func pressCloseSure(t *Turn, action string) {
	r, known := t.Plan.Requirement(t.Kept("req"))
	switch {
	case action == "back":
		t.Go("which")
	case action != "yes":
		t.leaveHold()
	case !known || !t.allowed(campaign.ActClose, ""):
		t.lost()
	case !t.closable(r): // somebody else did, or a unit was given more time
		t.Say(t.S(closeChanged))
		t.State.Screen.Below = true
		t.Go("which")
	default:
		t.closeNow(r)
	}
}

func (t *Turn) closeNow(r campaign.Requirement) {
	why := closeReason.plain(t.Set.language(), r.Title)
	c := storage.Close(t.Tx, t.Plan, r.ID, t.missingFrom(r), t.Actor.ID, t.Event.At, why)
	t.Note("close", "", r.ID, "")
	for _, unit := range c.Missing {
		for _, record := range storage.RecordsOf(t.Tx, t.Plan.Campaign, unit) {
			if len(c.Records) > 0 && record.Number >= c.Records[0] {
				t.Note("record", unit, record.Criterion, why)
				t.tellRecord(record)
			}
		}
	}
	for _, p := range t.leadership() {
		if lang := t.LangOf(p); p.ID != t.Actor.ID {
			t.tellLoud(p, closeNews.In(lang, t.Actor.Name, r.Title, HTML(counted(len(c.Missing), lang, unitNoun))))
		}
	}
	t.End()
	t.Close(t.S(closeDone, r.Title, HTML(counted(len(c.Records), t.Lang(), recordNoun))))
}

var (
	closeHead        = T("<b>Chốt tiếp nhận</b>\nSau khi chốt, đơn vị chưa nộp bị ghi điểm trừ theo bảng chấm điểm; điểm đúng hạn không còn tạm tính.", "<b>Close a requirement</b>\nOnce it is closed, units without a hand-in get the deduction of the score sheet, and timeliness is no longer provisional.")
	closedAll        = T("đã chốt %s, các đơn vị đã nộp đủ", "closed %s, all units had handed in")
	closedMissing    = T("đã chốt %s, chưa nộp: %s", "closed %s, without a hand-in: %s")
	closeWaits       = T("chưa chốt được, còn trong hạn: %s", "cannot be closed yet, still in time: %s")
	closeReady       = T("chốt được, chưa nộp: %s", "can be closed, without a hand-in: %s")
	closeSure        = T("<b>Chốt tiếp nhận: %s</b>", "<b>Close: %s</b>")
	closeNobody      = T("Tất cả các đơn vị đã nộp đủ.", "All units have handed in.")
	closeRecords     = T("Các đơn vị sau chưa nộp; mỗi đơn vị bị ghi %s, trừ %s:", "These units have not handed in; each gets %s, minus %s:")
	closeNoCriterion = T("Các đơn vị sau chưa nộp (bảng chấm điểm không có điểm trừ riêng cho nội dung này):", "These units have not handed in (the score sheet has no deduction for it):")
	closeMeans       = T("Từng đơn vị được báo kèm lý do và có thể giải trình. Việc chốt không hoàn tác được; ghi nhận sai thì rút lại bằng /ghinhan.", "Each unit is told with the reason and may explain. Closing cannot be undone; a wrong record is taken back with /record.")
	closeItLabel     = T("Chốt tiếp nhận", "Close it")
	closeChanged     = T("Nội dung này vừa được chốt hoặc được gia hạn; đề nghị đồng chí xem lại.", "It has just been closed or extended; please look again.")
	closeReason      = T("Không nộp %s khi thường trực chốt tiếp nhận", "%s was not handed in when the desk closed it")
	closeNews        = T("Đồng chí %s đã chốt tiếp nhận %s; chưa nộp: %s.", "%s has closed %s; without a hand-in: %s.")
	closeDone        = T("Đã chốt tiếp nhận: <b>%s</b>. Điểm trừ đã ghi: %s.", "Closed: <b>%s</b>. Deductions recorded: %s.")
	recordNoun       = T("ghi nhận", "record")
	awaitsCloseWhich = T("Đề nghị đồng chí bấm nội dung cần chốt, hoặc gõ một phần tên, ví dụ: sơ kết.", "Please press what is to be closed, or type a part of its name, for example: sơ kết.")
)
